"""One row of a table into one raw post, by its mapping."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as time_of_day

from collectors.dates import Dated, read_date
from collectors.feed_entries import MAX_TEXT, MAX_TITLE, web_address
from collectors.files.mapping import ColumnMapping
from collectors.files.table_types import Row, cell_text, line_note
from collectors.html_text import html_to_text, one_line, tidy
from collectors.outlets import Outlet, Platform, outlet_of, plain_name, platform_of
from kentongan.core.messages import Say
from kentongan.core.posts import Complaint, ComplaintStatus, Engagement, PostKind, RawPost
from kentongan.core.urls import host_of

_KINDS: Mapping[str, PostKind] = {
    **dict.fromkeys(
        ["news", "berita", "online", "mediaonline", "mediadaring", "daring", "portal", "artikel", "article"],
        PostKind.NEWS,
    ),
    **dict.fromkeys(
        ["cetak", "mediacetak", "koran", "elektronik", "radio", "televisi", "tv", "mediamassa"], PostKind.NEWS
    ),
    **dict.fromkeys(
        ["social", "sosial", "medsos", "mediasosial", "post", "status", "tweet", "unggahan", "postingan"],
        PostKind.SOCIAL,
    ),
    **dict.fromkeys(["video", "reel", "reels", "short", "shorts"], PostKind.VIDEO),
    **dict.fromkeys(["comment", "komentar", "reply", "balasan"], PostKind.COMMENT),
    **dict.fromkeys(["complaint", "aduan", "pengaduan", "keluhan", "laporan", "dumas", "aspirasi"], PostKind.COMPLAINT),
    **dict.fromkeys(["message", "pesan", "chat", "pesanberantai"], PostKind.MESSAGE),
}
# First match wins: "belum selesai" is open, "selesai diproses" is done.
_STATUS: tuple[tuple[ComplaintStatus, tuple[str, ...]], ...] = (
    (ComplaintStatus.OPEN, ("belum", "menunggu", "baru", "open", "pending", "tunda", "new")),
    (ComplaintStatus.REJECTED, ("tolak", "bukan", "arsip", "spam", "duplikat", "tidak valid", "reject", "batal")),
    (ComplaintStatus.DONE, ("selesai", "tuntas", "done", "close", "tutup", "resolved")),
    (ComplaintStatus.IN_PROGRESS, ("proses", "tindak", "disposisi", "verifikasi", "progress", "terus", "koordinasi")),
)
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d{1,20})?[eE]\+\d{1,3}")
_GROUPED = re.compile(r"^\d{1,3}(?:[.,]\d{3})+$")
_SHORTENED = re.compile(r"^(\d{1,6}(?:[.,]\d{1,3})?)\s?(k|rb|ribu|m|jt|juta)$")
_TIMES = {"k": 1_000, "rb": 1_000, "ribu": 1_000, "m": 1_000_000, "jt": 1_000_000, "juta": 1_000_000}
_TIERS = {"nasional": 1, "national": 1, "regional": 2, "provinsi": 2, "lokal": 3, "local": 3, "daerah": 3}
_YES = frozenset(["ya", "yes", "true", "1", "y", "resmi", "official"])


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one table.

    Args:
        mapping: which column is what.
        zone: of dates that name none.
        now: when the file was read.
        kind: what all rows are, if the officer says so; else each row is looked at.
    """

    mapping: ColumnMapping
    zone: str
    now: datetime
    kind: PostKind | None = None

    def read(self, row: Row, sheet: str = "") -> tuple[RawPost | None, tuple[Say, ...]]:
        """The post, or None where the row has neither text nor title; and notes on what was odd."""
        text = html_to_text(self._text(row, "text"))[:MAX_TEXT]
        title = one_line(self._text(row, "title"))[:MAX_TITLE]
        if not text and not title:
            reason = line_note(
                row.line, "tanpa isi dan judul; tidak dipakai.", "no text and no title; not used.", sheet=sheet
            )
            return None, (reason,)
        url = web_address(self._text(row, "url"), "")
        origin = self._text(row, "source")
        platform = self._platform(url, origin)
        outlet = outlet_of(url) or (outlet_of(origin) if platform is None else None)
        kind = self._kind(row, title, url, platform, outlet)
        dated, raw = self._date(row)
        notes = tuple(filter(None, (row.note, self._date_note(row.line, dated, raw, sheet))))
        post = RawPost(
            external_id=(self._identity(row, "ticket") or self._identity(row, "id"))[:500],
            url=url,
            title=title,
            text=text,
            author=tidy(self._text(row, "author"))[:200],
            published_at=dated.at,
            estimated=dated.estimated,
            published_raw=raw[:200],
            kind=kind,
            platform=_platform_name(kind, platform, origin),
            source_name=_source_name(kind, platform, outlet, origin, url),
            tier=self._tier(row, kind, outlet),
            official=self._text(row, "official").casefold() in _YES,
            engagement=Engagement(*(count(self._cell(row, one)) for one in ("likes", "shares", "comments", "views"))),
            complaint=self._complaint(row) if kind is PostKind.COMPLAINT else None,
        )
        return post, notes

    def _cell(self, row: Row, one: str) -> object:
        header = self.mapping.columns.get(one)
        return None if header is None else row.values.get(header)

    def _text(self, row: Row, one: str) -> str:
        return cell_text(self._cell(row, one))

    def _identity(self, row: Row, one: str) -> str:
        text = self._text(row, one)
        return "" if is_damaged(text) else text

    def _platform(self, url: str, origin: str) -> Platform | None:
        return platform_of(url) or platform_of(origin) or (platform_of(self.mapping.platform) if not url else None)

    def _kind(self, row: Row, title: str, url: str, platform: Platform | None, outlet: Outlet | None) -> PostKind:
        """The officer's word, the row's own, then what its address and its table say."""
        if self.kind is not None:
            return self.kind
        named = plain_name(self._text(row, "kind"))
        if named in _KINDS:
            return _KINDS[named]
        if (by_name := platform_of(named)) is not None:
            return by_name.kind
        if self.mapping.complaint and outlet is None:
            return PostKind.COMPLAINT
        if platform is not None:
            return platform.kind
        return PostKind.NEWS if outlet is not None or title or url else PostKind.SOCIAL

    def _date(self, row: Row) -> tuple[Dated, str]:
        """The date column, with the time column where the date has no time of day."""
        value = self._cell(row, "date")
        dated = read_date(value, zone=self.zone, now=self.now)
        raw, clock = cell_text(value), self._cell(row, "time")
        if not dated.estimated or not raw or clock in (None, ""):
            return dated, raw
        day = value.date() if isinstance(value, datetime) else value
        written = f"{day.isoformat() if isinstance(day, date) else raw} {_clock_text(clock)}"
        both = read_date(written, zone=self.zone, now=self.now)
        return (both, written) if both.at is not None else (dated, raw)

    def _date_note(self, line: int, dated: Dated, raw: str, sheet: str) -> Say | None:
        if "date" not in self.mapping.columns:
            return None
        shown = raw[:40]
        if dated.future:
            return line_note(
                line,
                f'tanggal "{shown}" di masa depan; dipakai waktu pengambilan.',
                f'the date "{shown}" lies in the future; the time of reading is used.',
                sheet=sheet,
            )
        if dated.at is not None:
            return None
        if not raw:
            return line_note(line, "tanpa tanggal; waktunya diperkirakan.", "no date; it is estimated.", sheet=sheet)
        return line_note(
            line,
            f'tanggal "{shown}" tidak terbaca; waktunya diperkirakan.',
            f'the date "{shown}" cannot be read; it is estimated.',
            sheet=sheet,
        )

    def _tier(self, row: Row, kind: PostKind, outlet: Outlet | None) -> int | None:
        written = self._text(row, "tier").casefold().removeprefix("tier").strip()
        if written in ("0", "1", "2", "3"):
            return int(written)
        if written in _TIERS:
            return _TIERS[written]
        return outlet.tier if outlet is not None and kind is PostKind.NEWS else None

    def _complaint(self, row: Row) -> Complaint:
        return Complaint(
            ticket=self._text(row, "ticket")[:200],
            status=complaint_status(self._text(row, "status")),
            unit=tidy(self._text(row, "unit"))[:200],
            category=tidy(self._text(row, "category"))[:200],
            location=tidy(self._text(row, "location"))[:300],
        )


def _platform_name(kind: PostKind, platform: Platform | None, origin: str) -> str:
    """Where people wrote; "" for news."""
    if kind is PostKind.NEWS:
        return ""
    if platform is not None:
        return platform.name
    return "" if kind is PostKind.COMPLAINT else tidy(origin)[:100]


def _source_name(kind: PostKind, platform: Platform | None, outlet: Outlet | None, origin: str, url: str) -> str:
    """The outlet or platform as people call it; what the row says where neither is known."""
    if kind is PostKind.NEWS:
        return outlet.name if outlet else tidy(origin)[:200] or host_of(url)
    if platform is not None:
        return platform.name
    return tidy(origin)[:200] or (host_of(url) if url else "")


def _clock_text(value: object) -> str:
    """A time cell: text, a time, or the fraction of a day that Excel keeps."""
    if isinstance(value, float) and 0 <= value < 1:
        seconds = round(value * 86400) % 86400
        return time_of_day(seconds // 3600, seconds % 3600 // 60, seconds % 60).isoformat()
    if isinstance(value, datetime):
        return value.time().isoformat()
    return cell_text(value)


def is_damaged(text: str) -> bool:
    """Whether a spreadsheet has made a long number of it ("1,85902E+18"), so that many rows would share one id."""
    return _SCIENTIFIC.fullmatch(text) is not None


def complaint_status(text: str) -> ComplaintStatus:
    """The state of a complaint as its export words it; UNKNOWN where it says nothing we know."""
    plain = text.casefold()
    return next((status for status, words in _STATUS if any(word in plain for word in words)), ComplaintStatus.UNKNOWN)


def count(value: object) -> int | None:
    """A number of reactions: 12, "1.234", "1,2 rb", "3K"; None where it is not said, which is not 0."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return int(value) if 0 <= value < 1e15 else None
    text = cell_text(value).casefold()
    if text.isascii() and text.isdigit():
        return int(text[:15])
    if _GROUPED.match(text):
        return int(text.replace(".", "").replace(",", "")[:15])
    short = _SHORTENED.match(text)
    return round(float(short[1].replace(",", ".")) * _TIMES[short[2]]) if short else None
