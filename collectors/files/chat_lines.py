"""The lines of WhatsApp chats: where a message begins, and what WhatsApp itself wrote.

Heads vary by program, locale and version:

    05/08/26 10.15 - Nama: pesan              Android, Indonesian
    8/5/26, 10:15 AM - Nama: pesan            Android, American: month first
    [05/08/26 10.15.22] Nama: pesan           iOS, with invisible marks
    [10.15, 5/8/2026] Nama: pesan             copied from WhatsApp Web

iOS writes its notices under a name, too ("Nama Grup: Budi menambahkan Ani"), with an invisible mark before the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

MARK = "\u200e"
# Stands where a line of its own begins that the export wrote behind another.
BREAK = "\x1f"
_INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff\0"))
_SPACES = {ord("\u202f"): " ", ord("\u00a0"): " "}
_MENTION = re.compile("@\u2068[^\u2069]{1,100}\u2069")

_DATE = r"(?P<date>\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?:\d{2})?|\d{4}[/.-]\d{1,2}[/.-]\d{1,2})"
_CLOCK = r"(?P<clock>\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?: ?[AaPp]\.? ?[Mm]\.?)?)"
_HEADS = (
    re.compile(rf"^{_DATE},? (?:pukul |at )?{_CLOCK} [-–] (?P<rest>.*)$"),
    re.compile(rf"^\[{_DATE},? (?:pukul |at )?{_CLOCK}\] (?P<rest>.*)$"),
    re.compile(rf"^\[{_CLOCK}, {_DATE}\] (?P<rest>.*)$"),
)
_SENDER = re.compile(r"^(?P<sender>[^:\"“”]{1,80}):(?: (?P<text>.*))?$")
_DAY_MONTH = re.compile(r"^(\d{1,2})([/.-])(\d{1,2})([/.-])(\d{2,4})$")

# What WhatsApp itself writes at the start of a message.
_SYSTEM = re.compile(
    r"(?:pesan dan panggilan|pesan di grup ini (?:dan|sekarang|kini)|messages and calls are|messages to this (?:chat|group)"
    r"|pesan ini (?:telah )?dihapus|anda (?:telah )?menghapus pesan|this message was deleted|you deleted this message"
    r"|menunggu pesan ini|waiting for this message"
    r"|kode keamanan [^\n]{0,80}berubah|your security code with"
    r"|panggilan (?:suara|video|grup)(?:[.,] [^\n]{0,40}| (?:tak|tidak) (?:terjawab|dijawab)[^\n]{0,40})?$"
    r"|(?:(?:missed|silenced) )(?:group )?(?:voice|video) call[^\n]{0,40}$|(?:voice|video) call(?:[.,] [^\n]{0,40})?$"
    r"|pesan sementara (?:di|telah)|disappearing messages (?:were|are)|akun bisnis ini|this business (?:account|uses)"
    r"|chat ini dengan akun bisnis|anda menerima pesan sekali lihat|you received a view once)",
    re.IGNORECASE,
)
# What happened in a group; read where no sender is named, in what stands before a colon, and behind an invisible mark.
_NOTICE = re.compile(
    r"\b(?:mengubah|menambahkan|ditambahkan|mengeluarkan|membuat grup|bergabung|keluar|dikeluarkan|menyematkan"
    r"|menjadi admin|mengaktifkan|menonaktifkan|memulai panggilan|changed|added|removed|created|joined|left|pinned"
    r"|an admin|turned (?:on|off)|started a call)\b",
    re.IGNORECASE,
)
_THINGS = (
    r"(?:gambar|foto|video|audio|stiker|gif|dokumen|kartu kontak|pesan suara|pesan video|image|photo|sticker|document"
    r"|contact card|video note|voice message|media)"
)
_LEFT_OUT = r"(?:tidak disertakan|dihilangkan|omitted)"
_MEDIA = re.compile(
    rf"^(?:[<(\[]?\s*(?:(?:[^\n<>]{{1,150}} • (?:[^\n<>]{{0,40}} )?)?{_THINGS}(?: sekali lihat)? {_LEFT_OUT}|(?:lampiran|attached|terlampir): [^>\n]{{1,200}}"
    rf"|null)\s*[>)\]]?"
    r"|\S[^\n]{0,150}\.\w{2,5} \((?:file terlampir|file attached|berkas terlampir)\)"
    r"|(?:lokasi|location): https?://\S+|(?:lokasi|live location|lokasi terkini)\b[^\n]{0,30}(?:dibagikan|shared))$",
    re.IGNORECASE,
)
# On iOS the words under a picture stand before its placeholder, on the same line.
_MARKED_MEDIA = re.compile(rf"{MARK}(?=[<(]?(?!dok|doc){_THINGS} {_LEFT_OUT}|<(?:terlampir|attached):)", re.IGNORECASE)
_FORWARD = re.compile(
    r"^[\W_]{0,6}(?:diteruskan(?: berkali-kali)?|forwarded(?: many times)?)[\W_]{0,4}$", re.IGNORECASE
)
_EDITED = re.compile(r"\s*<(?:pesan ini diedit|this message was edited)>\s*$", re.IGNORECASE)
_POLL = re.compile(r"^(?:polling|jajak pendapat|poll):?$", re.IGNORECASE)
_OPTION = re.compile(
    r"^(?:opsi|option): (.{1,300}?)(?: \((?:\d+ (?:suara|votes?)|tidak ada suara|no votes)\))?$", re.IGNORECASE
)


def plain(line: str) -> str:
    """A line without invisible marks; a mention of a member, who is marked by name, is only a mention."""
    line = _MARKED_MEDIA.sub(BREAK, _MENTION.sub("@anggota", line.replace(BREAK, " ")))
    return line.translate(_SPACES).translate(_INVISIBLE)


def head_of(line: str) -> re.Match[str] | None:
    """The head of a plain line: `date`, `clock` and the `rest`; None for a line that continues a message."""
    return next((match for pattern in _HEADS if (match := pattern.match(line))), None)


def sender_of(rest: str, *, marked: bool) -> re.Match[str] | None:
    """`sender` and `text` behind a head; None where nobody speaks but WhatsApp.

    Args:
        rest: what stands behind the head.
        marked: an invisible mark stood before the text.
    """
    found = _SENDER.match(rest)
    if found is None or _NOTICE.search(found["sender"]):
        return None
    text = found["text"] or ""
    return None if marked and not _POLL.match(text) and _NOTICE.search(text) else found


def words_of(body: str) -> tuple[str, bool]:
    """What a person wrote in a message, and whether it was forwarded; "" where it was WhatsApp, or media alone."""
    body = _EDITED.sub("", body)
    first, _, rest = body.partition("\n")
    forwarded = bool(rest and _FORWARD.match(first))
    body = (rest if forwarded else body).strip()
    if _SYSTEM.match(body):
        return "", forwarded
    if _POLL.match(first):
        return _poll(rest.splitlines()), forwarded
    if "\n" not in body:
        return ("" if _MEDIA.match(body) else body), forwarded
    return "\n".join(line for line in body.split("\n") if not _MEDIA.match(line.strip())).strip(), forwarded


def _poll(lines: Iterable[str]) -> str:
    """The question and what could be answered; without the votes, which change from export to export."""
    return "\n".join(f"- {option[1]}" if (option := _OPTION.match(line)) else line for line in lines if line).strip()


def month_first(dates: Sequence[str], now: datetime) -> bool:
    """Whether a chat writes the month before the day; told by all its dates, in their order.

    By what is impossible; then by what would lie ahead of `now`, run backwards, or stretch longer: a group talks on
    neighbouring days, not on one day of each month. Day first where nothing speaks against it.
    """
    found = [(int(m[1]), int(m[3]), int(m[5]) % 100 + 2000) for m in map(_DAY_MONTH.match, dates) if m]
    pairs = list(dict.fromkeys(found))
    if any(first > 12 for first, _, _ in pairs):
        return False
    if any(second > 12 for _, second, _ in pairs):
        return True
    latest = (now + timedelta(days=1)).date()
    by_day = _judged([(year, second, first) for first, second, year in pairs], latest)
    by_month = _judged([(year, first, second) for first, second, year in pairs], latest)
    return by_month < by_day


def turned(day: str) -> str:
    """Day and month of a date in the other order."""
    return _DAY_MONTH.sub(r"\3\2\1\4\5", day)


def _judged(parts: Sequence[tuple[int, int, int]], latest: date) -> tuple[int, int, int]:
    """How badly a reading fits: impossible or coming days, steps back, days from first to last."""
    days = []
    bad = 0
    for year, month, day in parts:
        try:
            found = date(year, month, day)
        except ValueError:
            bad += 1
            continue
        bad += found > latest
        days.append(found)
    back = sum(later < earlier for earlier, later in pairwise(days))
    return bad, back, (max(days) - min(days)).days if days else 0
