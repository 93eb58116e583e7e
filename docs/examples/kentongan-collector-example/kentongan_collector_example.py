"""A village's notice board as a source: an address that answers with a JSON list of notices.

Each notice is `{"id": "7", "judul": "…", "isi": "…", "tanggal": "20 November 2026 09.00 WITA", "tautan": "https://…"}`.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from collectors.dates import read_date
from collectors.door.fetch import Door
from kentongan.core.clock import Clock
from kentongan.core.errors import FormatError
from kentongan.core.messages import Say
from kentongan.core.posts import RawPost, Source
from kentongan.core.runs import FeedState, Harvest, Outcome, OutcomeKind


class NoticeBoard:
    """Reads the board; an unchanged one costs a 304."""

    kind = "papan_pengumuman"
    # Only what an office must decide first needs a note; leave the attribute out where everybody may read.
    notice = Say(
        "Papan pengumuman desa (contoh, keadaan per November 2026). Instansi memutuskan apakah pengelola papan setuju.",
        "A village's notice board (an example, as of November 2026). The office decides whether its keeper agrees.",
    )

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
        """What hangs on the board now.

        Raises:
            FetchError: the door could not bring it; Kentongan shows the reason.
            FormatError: the address holds something else.
        """
        fetched = await door.get(source.address, accept="application/json", etag=state.etag)
        after = replace(state, etag=fetched.headers.get("etag", state.etag), failures=0)
        if fetched.not_modified:
            return Harvest((), Outcome(source.id, source.name, OutcomeKind.UNCHANGED), after)
        try:
            found = json.loads(fetched.body)
        except (ValueError, RecursionError) as error:
            raise _not_a_board() from error
        if not isinstance(found, list):
            raise _not_a_board()
        posts = tuple(_post(one, source, clock) for one in found if isinstance(one, dict) and one.get("judul"))
        outcome = Outcome(source.id, source.name, OutcomeKind.OK, seen=len(found), rejected=len(found) - len(posts))
        return Harvest(posts, outcome, after)


def _post(notice: dict[str, Any], source: Source, clock: Clock) -> RawPost:
    dated = read_date(notice.get("tanggal"), zone=source.zone, now=clock.now())
    return RawPost(
        external_id=str(notice.get("id") or ""),
        url=str(notice.get("tautan") or ""),
        title=str(notice["judul"]),
        text=str(notice.get("isi") or ""),
        published_at=dated.at,
        estimated=dated.estimated,
        kind=source.post_kind,
    )


def _not_a_board() -> FormatError:
    return FormatError(
        Say("Alamat ini bukan papan pengumuman.", "This address is no notice board."),
        Say("Periksa alamat sumber ini.", "Check the address of this source."),
    )
