"""Telegram: the public preview pages of channels that the office named, at most one page a second.

Telegram's terms forbid scraping, so this kind is off until the office has signed for it, and only reads the channels on
its list. The lawful way is a bot that a channel's own administrators added. Terms quoted in the note: telegram.org/tos.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from collectors.plugins.telegram_pages import Message, Page, read_page
from collectors.social.answers import inside, moment, number, text
from collectors.social.errors import closed, not_found, option_missing
from collectors.social.visits import Visit, visited
from kentongan.core.clock import Clock
from kentongan.core.errors import CollectError
from kentongan.core.messages import Say
from kentongan.core.posts import Engagement, PostKind, RawPost, Source
from kentongan.core.runs import Cause, FeedState, Harvest

if TYPE_CHECKING:
    from collectors.door.fetch import Door

SERVICE = "Telegram"
SITE = "https://t.me"
MOST_PAGES = 5
# Read again on the next visit: edits of the last messages are seen.
OVERLAP = 5
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")


class Pace:
    """At most one start a second, for all sources of this process."""

    def __init__(self, seconds: float = 1.0) -> None:
        self._seconds = seconds
        self._free = 0.0

    async def wait(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Until it is our turn."""
        now = time.monotonic()
        start = max(now, self._free)
        self._free = start + self._seconds
        if start > now:
            await sleep(start - now)


PACE = Pace()


class TelegramCollector:
    """Messages of public channels.

    Options: `kanal`: the channels that may be read, with commas; else the one in the address. A name that is not on this list is never asked for.
    """

    kind = "telegram"
    notice = Say(
        "Halaman pratinjau Telegram (keadaan per Oktober 2026). Halaman ini terbuka, tetapi ketentuan Telegram "
        "melarang pengambilan data secara otomatis (scraping) dan pemakaian isinya untuk melatih AI. Jalan yang sah: "
        "bot milik kantor yang ditambahkan pengelola kanal. Bila tetap diaktifkan, Kentongan hanya membaca kanal pada "
        "daftar, paling banyak satu halaman per detik. Instansi memutuskan secara tertulis, bersama bagian hukum: "
        "apakah risiko melanggar ketentuan itu diterima, untuk kanal mana, dan siapa yang bertanggung jawab.",
        "Telegram preview pages (as of October 2026). The pages are open, but Telegram's terms forbid automated "
        "collection (scraping) and the use of their content to train AI. The lawful way: a bot of the office that a "
        "channel's administrators added. If switched on all the same, Kentongan reads only the channels on the list, "
        "at most one page a second. The office decides in writing with its legal bureau whether it accepts the risk "
        "of breaking those terms, for which channels, and who answers for it.",
    )

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
        """See `collectors.base.Collector`."""
        return await visited(source, state, door, clock, _gather)


async def _gather(visit: Visit) -> None:
    names = list(dict.fromkeys(visit.option("kanal").replace("@", " ").replace(",", " ").split()))
    names = names or channels_in(visit.source.address)
    wrong = [name for name in names if not _NAME.fullmatch(name)]
    if not names:
        raise option_missing("kanal", "infobpbd, kabarkota")
    if wrong:
        raise not_found(SERVICE, wrong[0])
    errors: list[CollectError] = []
    for name in names:
        try:
            await _channel(visit, name)
        except CollectError as error:
            errors.append(error)
    if len(errors) == len(names):
        raise errors[0]
    if errors:
        visit.partial = True
        visit.notes[:0] = [error.as_say() for error in errors]


def channels_in(address: str) -> list[str]:
    """The channel in `https://t.me/s/<name>` or `https://t.me/<name>`; [] where there is none."""
    try:
        segments = [part for part in urlsplit(address).path.split("/") if part and part != "s"]
    except ValueError:
        return []
    return segments[:1]


async def _channel(visit: Visit, name: str) -> None:
    """The messages since the last visit, oldest page first; on the first visit the newest page."""
    places = inside(visit.cursor, "kanal")
    place = number(places.get(name)) or 0
    newest, after = place, max(0, place - OVERLAP)
    for left in reversed(range(MOST_PAGES)):
        page = await _page(visit, name, after)
        for message in page.messages:
            newest = max(newest, message.number)
            if message.text:
                visit.add(_post(message, name, page.title, visit))
        if newest:
            visit.cursor["kanal"] = places = {**places, name: newest}
        following = page.messages[-1].number if page.messages else 0
        if not place or following <= max(after, place):
            return
        after = following
        if not left:
            visit.partial = True
            visit.notes.append(
                Say(
                    f"Kanal {name} ramai; sisanya dibaca pada kunjungan berikutnya.",
                    f"The channel {name} is busy; the rest is read on the next visit.",
                )
            )


async def _page(visit: Visit, name: str, after: int) -> Page:
    """One preview page.

    Raises:
        CollectError: the name is no channel with a preview.
    """
    await PACE.wait()
    query = f"?{urlencode({'after': after})}" if after else ""
    fetched = await visit.door.get(f"{SITE}/s/{name}{query}", accept="text/html")
    page = await asyncio.to_thread(read_page, fetched.body)
    shown = urlsplit(fetched.final_url).path.startswith("/s/")
    if page.nature == "channel" and shown:
        return page
    if page.nature == "absent":
        raise not_found(SERVICE, name)
    is_group = page.nature == "group"
    error = closed(
        f"{SERVICE} ({name})",
        Say(
            "Ini grup, bukan kanal: grup warga tidak dibaca." if is_group else "Kanal ini tanpa pratinjau; keluarkan.",
            "This is a group, not a channel: groups are not read." if is_group else "No preview: take it off the list.",
        ),
    )
    error.cause = Cause.BLOCKED
    raise error


def _post(message: Message, name: str, title: str, visit: Visit) -> RawPost:
    """A channel is public and on the office's list, so its address stays; a person's signature does not."""
    dated = moment(message.date, visit.now)
    return RawPost(
        external_id=f"{name.casefold()}/{message.number}",
        url=f"{SITE}/{name}/{message.number}",
        text=message.text,
        author=message.signed or f"{SERVICE} {name}".casefold(),
        published_at=dated.at,
        estimated=dated.estimated,
        published_raw=message.date,
        kind=PostKind.SOCIAL,
        platform=SERVICE,
        source_name=text(title, 200) or name,
        official=visit.source.official,
        engagement=Engagement(views=message.views),
    )
