"""Which sources bring reports for the hoax desk: a mailbox to which people forward messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kentongan.core.posts import Post, Source
from kentongan.pipeline.workspace import Workspace

#: A source with this option brings reports for the desk.
OPTION: Final = "meja"
HOAX_DESK: Final = "hoaks"


def for_desk(source: Source) -> bool:
    """Whether what this source brings goes to the hoax desk rather than among the complaints."""
    return source.options.get(OPTION) == HOAX_DESK


def receive_mail(workspace: Workspace, posts: Sequence[Post], source: Source) -> None:
    """A case a mail, received by the machine; nothing is decided."""
    if posts:
        from kentongan.pipeline.collecting.desk_receiving import receive_mail as receive

        receive(workspace, posts, source)
