"""What somebody wrote into a form that was refused: browsers forget it, for no page of ours is kept, so that it is shown again."""

from __future__ import annotations

from typing import Final

from fastapi import Request
from starlette.datastructures import FormData

from kentongan.web.tokens import FIELD

#: Never shown: tokens, passwords and codes.
_SECRET: Final = frozenset({FIELD, "sandi", "lama", "baru", "ulang", "kode"})
#: What is shorter is typed anew as fast as it is copied.
_LEAST: Final = 20
_MOST: Final = 20_000


def typed_into(request: Request) -> tuple[str, ...]:
    """The longer texts of the form that came with this request, as they were typed; () where its token was not ours."""
    form = getattr(request.state, "form", None)
    if not isinstance(form, FormData):
        return ()
    texts = (value for name, value in form.multi_items() if name not in _SECRET and isinstance(value, str))
    return tuple(text[:_MOST] for text in texts if len(text.strip()) >= _LEAST)
