"""Komdigi's list of hoaxes: off until a named person accepts the note, because its interface is undocumented.

The JSON behind the ministry's own page, a hundred a request, newest first. It answered 403 to honest programs; we go by
our own name and take the refusal for one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from collectors.html_text import html_to_text, one_line
from collectors.social.answers import inside, listed, read_object, text
from kentongan.core.errors import CollectError, FetchError
from kentongan.core.findings import FactCheck
from kentongan.core.ids import content_id
from kentongan.core.messages import Say
from kentongan.core.runs import Cause
from kentongan.core.urls import canonical_url
from kentongan.core.verdicts import title_tag

if TYPE_CHECKING:
    from collectors.door.fetch import Door

SERVICE: Final = "Komdigi"
API: Final = "https://web.komdigi.go.id/api/v1/contents/category/berita-hoaks"
PAGE: Final = "https://www.komdigi.go.id/berita/berita-hoaks/detail/"
NOTICE: Final = Say(
    "Daftar hoaks Komdigi (keadaan per November 2026). Antarmukanya tidak didokumentasikan dan pernah menolak program "
    "yang menyebut namanya dengan jujur. Kentongan tidak menyamar sebagai peramban. Sebaiknya instansi meminta izin "
    "akses kepada Komdigi lebih dahulu.",
    "Komdigi's list of hoaxes (as of November 2026). Its interface is undocumented and has refused programs that gave "
    "their name honestly. Kentongan does not pose as a browser. The office should ask Komdigi for access first.",
)


async def list_page(door: Door, number: int, *, api: str = "", per_page: int = 100) -> tuple[list[FactCheck], bool]:
    """One page of the list (1 = newest), and whether there are more.

    Raises:
        CollectError: refused, or no such list.
    """
    fetched = await door.get(
        f"{api or API}?perPage={per_page}&page={number}", accept="application/json", also=(401, 403)
    )
    if fetched.status in (401, 403):
        raise _refused()
    answer = inside(read_object(fetched.body, SERVICE), "response")
    found = [check for item in listed(answer.get("data")) if (check := _factcheck(item)) is not None]
    last = answer.get("last_page")
    return found, isinstance(last, int) and number < last


def _factcheck(item: Mapping[str, Any]) -> FactCheck | None:
    slug, title = text(item.get("slug"), 500), one_line(text(item.get("title"), 1_000))
    if not slug or not title:
        return None
    url = PAGE + slug
    body = text(item.get("body_text"), 5_000) or html_to_text(text(item.get("body_html"), 20_000))
    return FactCheck(
        id=content_id("fc", canonical_url(url), ""),
        title=title,
        narrative=one_line(body or text(item.get("excerpt"), 2_000))[:5_000],
        date=text(item.get("published_at"), 30)[:10],
        # The list is of hoaxes; what the title's tag says is its wording.
        label=title_tag(title) or "HOAKS",
        url=url,
        source=SERVICE,
    )


def _refused() -> CollectError:
    return FetchError(
        Say("Komdigi menolak program otomatis (403).", "Komdigi refuses programs (403)."),
        Say(
            "Mintalah akses kepada Komdigi; Kentongan tidak menyamar sebagai peramban.",
            "Ask Komdigi for access; Kentongan does not pose as a browser.",
        ),
        cause=Cause.BLOCKED,
    )
