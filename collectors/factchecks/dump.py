"""The Data Commons feed of ClaimReview, piece by piece: 190 MB that never stand in memory and need not come at once.

The file is asked for in ranges (RFC 9110, 14.2); what has been read is remembered as an offset together with the file's
ETag, so that a sync that was cut goes on where it stopped, and a changed file is read from its start. Licence of the
feed: CC BY 4.0. Kept are reviews of Indonesian publishers.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from collectors.factchecks.claim_review import is_review, read_review, told_apart
from collectors.outlets import outlet_of
from kentongan.core.errors import FormatError
from kentongan.core.findings import FactCheck
from kentongan.core.messages import Say
from kentongan.core.runs import FeedState
from kentongan.core.urls import host_of

if TYPE_CHECKING:
    from collectors.door.fetch import Door

ADDRESS: Final = "https://storage.googleapis.com/datacommons-feeds/claimreview/latest/data.json"
NAME: Final = "Data Commons ClaimReview"
#: Bytes a request; the door refuses more than five million.
PIECE: Final = 4_000_000
# An element longer than this is broken: what follows it is looked for.
_LONGEST: Final = 1_000_000
_START: Final = re.compile(r'"dataFeedElement"\s*:\s*\[')
_SPACE: Final = re.compile(r"[\s,]*")
_NEXT: Final = re.compile(r'\{\s*"@type"\s*:\s*"DataFeedItem"')
_FOREIGN: Final = frozenset(
    ["periksafakta.afp.com", "kompas.com", "liputan6.com", "tempo.co", "cekfakta.com", "detik.com"]
)


@dataclass(slots=True)
class ElementReader:
    """Elements of the feed's array out of a text that comes in pieces.

    Args:
        offset: byte at which what is not read yet begins, in the whole file.
        started: the array has begun.
        broken: elements that could not be read.
        ended: the array has ended.
    """

    offset: int = 0
    started: bool = False
    broken: int = 0
    ended: bool = False
    _text: str = ""
    # Bytes that are no UTF-8 keep their length, so that the offset stays exact.
    _decoder: codecs.IncrementalDecoder = field(
        default_factory=lambda: codecs.getincrementaldecoder("utf-8")("surrogateescape")
    )

    def feed(self, piece: bytes) -> Iterator[Mapping[str, Any]]:
        """The elements that are complete with this piece."""
        self._text += self._decoder.decode(piece)
        place = 0
        if not self.started:
            start = _START.search(self._text)
            if start is None:
                return
            place, self.started = start.end(), True
        while not self.ended:
            place = _SPACE.match(self._text, place).end()  # type: ignore[union-attr]
            if self._text.startswith("]", place):
                self.ended = True
                break
            element, end = _element(self._text, place)
            if element is None:
                following = self._after_broken(place)
                if following is None:
                    break
                place, self.broken = following, self.broken + 1
                continue
            place = end
            if isinstance(element, dict):
                yield element
        self.offset += len(self._text[:place].encode("utf-8", "surrogateescape"))
        self._text = self._text[place:]

    def _after_broken(self, place: int) -> int | None:
        """Where the element after a broken one begins; None while it may only be cut."""
        following = _NEXT.search(self._text, place + 1)
        if following is None:
            return None
        whole = _element(self._text, following.start())[0] is not None
        return following.start() if whole or len(self._text) - place > _LONGEST else None


def _element(text: str, place: int) -> tuple[object | None, int]:
    """The JSON value that begins at a place, and where it ends; None where none does."""
    try:
        found: tuple[object, int] = json.JSONDecoder().raw_decode(text, place)
    except (ValueError, RecursionError):
        return None, place
    return found


@dataclass(frozen=True, slots=True)
class DumpPiece:
    """One piece of the feed: the fact-checks in it, what to remember, and whether it was the last."""

    checks: tuple[FactCheck, ...]
    state: FeedState
    seen: int
    broken: int
    done: bool
    unchanged: bool = False


async def next_piece(door: Door, state: FeedState, *, address: str = ADDRESS) -> DumpPiece:
    """Read on where `state` says; each piece stands for itself, so a sync may stop after any of them.

    Raises:
        CollectError: the file cannot be had, or is none of this kind.
    """
    at = _cursor(state)
    headers = {"Range": f"bytes={at}-{at + PIECE - 1}", "Accept-Encoding": "identity"}
    # Read to its end before: only a changed file is of interest.
    fetched = await door.get(
        address, accept="application/json", headers=headers, also=(416,), etag=state.etag if at == 0 else ""
    )
    tag = fetched.headers.get("etag", "")
    if fetched.not_modified:
        return DumpPiece((), state, 0, 0, done=True, unchanged=True)
    if at and (fetched.status == 416 or tag != state.etag):
        # Another file since: from its start.
        return await next_piece(door, FeedState(), address=address)
    whole = fetched.status == 200
    reader = ElementReader(offset=0 if whole else at, started=bool(at) and not whole)
    elements = list(reader.feed(fetched.body))
    total = _total(fetched.headers.get("content-range", "")) or (len(fetched.body) if whole else 0)
    reached = len(fetched.body) + (0 if whole else at)
    if not reader.started:
        raise FormatError(
            Say(f"Isi {NAME} tidak dikenali.", f"What {NAME} sent is not its feed."),
            Say("Coba lagi besok.", "Try again tomorrow."),
        )
    done = reader.ended or whole or reached >= total or not fetched.body
    checks = [check for element in elements for check in _checks(element)]
    # What is cut at the end of the piece is read again with the next one; an element longer than a piece is given up.
    following = reader.offset if reader.offset > at else reached
    after = FeedState(etag=tag, cursor="" if done else json.dumps({"at": following}))
    return DumpPiece(tuple(checks), after, len(elements), reader.broken, done)


def _checks(element: Mapping[str, Any]) -> list[FactCheck]:
    items = element.get("item")
    reviews = [item for item in (items if isinstance(items, list) else [items]) if isinstance(item, dict)]
    read = [(read_review(item), item) for item in reviews if is_review(item)]
    return told_apart([check for check, item in read if check is not None and _indonesian(check, item)])


def _indonesian(check: FactCheck, review: Mapping[str, Any]) -> bool:
    host = host_of(check.url)
    if review.get("inLanguage") in ("id", "id-ID"):
        return True
    return host.endswith(".id") or host in _FOREIGN or outlet_of(check.url) is not None


def _cursor(state: FeedState) -> int:
    try:
        return max(int(json.loads(state.cursor)["at"]), 0) if state.cursor else 0
    except (ValueError, KeyError, TypeError):
        return 0


def _total(content_range: str) -> int:
    hit = re.search(r"/(\d{1,15})$", content_range.strip())
    return int(hit[1]) if hit else 0
