"""The playbook: from the facts of an issue to one recommendation with owner, deadline, reason and draft.

Rows and phrases are data (``analysis/data/playbook.toml``, or the office's own copy); what must never be recommended
is code and holds for every copy (field guide 17). A draft leaves unknown facts as [..]; it never fills in names,
numbers or dates that nobody gave.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as time_of_day
from functools import cache
from importlib import resources
from typing import Any, Final, Self

from analysis.calendar_id import add_working_days, next_working_day
from analysis.facts import IssueFacts
from kentongan.core.clock import zone
from kentongan.core.errors import ConfigError
from kentongan.core.findings import Recommendation
from kentongan.core.messages import Say
from kentongan.core.office import Office

DRAFT_MARK: Final = "DRAF — perlu pemeriksaan Pranata Humas"
#: Never recommended, whoever edits the playbook: manipulation, attacks, takedown, police, pressure, hiding, threats.
FORBIDDEN: Final = re.compile(
    r"\b(?:buzzer|buzzers|pendengung|akun (?:palsu|anonim|bayangan|penyerang)|akun-akun pendukung|kontra ?(?:opini|narasi)|caption (?:massal|serentak)|"
    r"serbu (?:kolom )?komentar|(?:serang|lawan|doxing|permalukan) (?:akun|warga|pengkritik|balik)|takedown|take down|turunkan (?:unggahan|konten|berita)|hapus (?:unggahan|komentar|berita|konten|aduan)|"
    r"(?:laporkan|dilaporkan|lapor) (?:\w+ ){0,3}(?:ke )?(?:polisi|polres|polda|kepolisian|pihak berwajib)|somasi|pidanakan|uu ite|jerat|tekan (?:redaksi|media|wartawan)|tegur (?:redaksi|wartawan)|blokir (?:akun|media)|"
    r"sembunyikan (?:aduan|data|fakta)|tutupi|oknum|salahkan warga|kesalahan warga|ancam|clickbait|bombastis|identitas pelapor adalah)\b",
    re.IGNORECASE,
)
_DAY_END: Final = time_of_day(16, 0)
_LATE: Final = time_of_day(14, 0)
_MORNING: Final = time_of_day(10, 0)
_OWNERS: Final = frozenset(["opd", "humas", "humas+opd", "pimpinan", "ppid", "hukum", "kesbangpol"])
_FORMS: Final = frozenset(
    ["pernyataan awal", "klarifikasi", "siaran pers", "info layanan", "tindak lanjut lapangan", "balasan aduan", "hak jawab",
     "penguatan publikasi", "pantau saja", "tidak perlu direspons", "data belum cukup"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One situation of the playbook; a ``note`` adds to the deciding row."""

    key: str
    when: Mapping[str, Any]
    action: str
    form: str = ""
    owner: str = "humas"
    clock: str = "berikutnya"
    draft: str = ""
    asks: str = ""
    note: bool = False


@dataclass(frozen=True, slots=True)
class Playbook:
    """Rows in order and the phrase bank."""

    rows: tuple[Row, ...]
    phrases: Mapping[str, str]

    @classmethod
    def read(cls, text: str) -> Self:
        """Parse a playbook.

        Raises:
            ConfigError: broken TOML, an unknown field, form, owner, phrase or clock, or a forbidden recommendation.
        """
        try:
            table = tomllib.loads(text)
            rows = tuple(Row(**row) for row in table.get("row", ()))
        except (tomllib.TOMLDecodeError, TypeError) as cause:
            raise _wrong(f"tidak terbaca ({cause})", f"cannot be read ({cause})") from cause
        book = cls(rows, dict(table.get("phrases", {})))
        for row in rows:
            book.check(row)
        for key, phrase in book.phrases.items():
            if FORBIDDEN.search(phrase):
                raise _wrong(f"frasa '{key}' memuat saran terlarang", f"phrase '{key}' holds a forbidden suggestion")
        return book

    def check(self, row: Row) -> None:
        """Refuse a row that can't work or must not be."""
        if FORBIDDEN.search(f"{row.action} {row.asks}"):
            raise _wrong(f"baris '{row.key}' memuat saran terlarang", f"row '{row.key}' holds a forbidden suggestion")
        known = {*IssueFacts.__slots__, "total", "level"}
        problem = (
            next((f"kolom '{name}' tidak dikenal" for name in row.when if name not in known), "")
            or ("" if row.note or row.form in _FORMS else f"bentuk '{row.form}' tidak dikenal")
            or ("" if row.owner in _OWNERS else f"penanggung jawab '{row.owner}' tidak dikenal")
            or ("" if not row.draft or row.draft in self.phrases else f"frasa '{row.draft}' tidak ada")
            or (
                ""
                if re.fullmatch(r"berikutnya|hari_ini|(?:menit|jam|hari_kerja):\d{1,3}", row.clock)
                else f"tenggat '{row.clock}' keliru"
            )
        )
        if problem:
            raise _wrong(f"baris '{row.key}': {problem}", f"row '{row.key}': {problem}")


def _wrong(what: str, english: str) -> ConfigError:
    return ConfigError(
        Say(f"Buku pedoman rekomendasi {what}.", f"The playbook {english}."),
        Say(
            "Perbaiki berkas playbook.toml, atau hapus agar pedoman bawaan dipakai.",
            "Mend playbook.toml, or remove it to use the built-in one.",
        ),
    )


@cache
def shipped_playbook() -> Playbook:
    """The built-in playbook, read once."""
    return Playbook.read(resources.files("analysis").joinpath("data", "playbook.toml").read_text("utf-8"))


def recommend(facts: IssueFacts, office: Office, now: datetime, playbook: Playbook | None = None) -> Recommendation:
    """The first row whose conditions hold, with owner, deadline, reason and draft; notes of other rows added."""
    book = playbook or shipped_playbook()
    row, notes = _matching(book, facts)
    words = _words(facts, office)
    action = " ".join(_fill(one.action, _quoted(words)) for one in (row, *notes))
    spoken = {**words, "isu": "[..]"} if facts.sara else words
    phrases = [book.phrases[note.draft] for note in notes if note.draft and row.draft]
    draft = " ".join(_fill(phrase, spoken) for phrase in [*phrases, *([book.phrases[row.draft]] if row.draft else [])])
    return Recommendation(
        action=action,
        form=row.form,
        owner=_owner(row.owner, facts, office),
        deadline=deadline(row.clock, now, office),
        reason=reason(facts),
        draft=f"{DRAFT_MARK}\n{draft}" if draft else "",
        posts=facts.posts,
        situation=row.key,
    )


def _matching(book: Playbook, facts: IssueFacts) -> tuple[Row, tuple[Row, ...]]:
    notes = tuple(row for row in book.rows if row.note and holds(row.when, facts))
    for row in book.rows:
        if not row.note and holds(row.when, facts):
            return row, notes
    return Row("selain_itu", {}, "Pantau {isu} sampai laporan berikut.", "pantau saja"), notes


def holds(when: Mapping[str, Any], facts: IssueFacts) -> bool:
    """Whether all conditions hold; "?" stands for an unknown value (None)."""
    return all(_holds(name, wanted, facts) for name, wanted in when.items())


def _holds(name: str, wanted: Any, facts: IssueFacts) -> bool:
    value: Any
    if name == "total":
        value = facts.severity.total
    elif name == "level":
        value = str(facts.severity.level)
    else:
        value = getattr(facts, name)
    value = "?" if value is None else value
    if isinstance(wanted, Mapping):
        return bool(wanted.get("min", value) <= value <= wanted.get("max", value))
    return value in wanted if isinstance(wanted, list) else bool(value == wanted)


def asks(
    cases: Sequence[tuple[IssueFacts, Recommendation]], office: Office, playbook: Playbook | None = None, limit: int = 4
) -> tuple[str, ...]:
    """What the leader is asked to decide ("MOHON ARAHAN"), gravest first, each once."""
    book = playbook or shipped_playbook()
    templates = {row.key: row.asks for row in book.rows}
    found: dict[str, None] = {}
    for facts, recommendation in sorted(cases, key=lambda case: -case[0].severity.total):
        words = _quoted(_words(facts, office))
        for ask in filter(None, templates.get(recommendation.situation, "").split("|")):
            found.setdefault(_fill(ask, words))
    return tuple(found)[:limit]


def reason(facts: IssueFacts) -> str:
    """The numbers that decided, in words an officer can check."""
    parts = [f"{facts.n24} naskah berbeda/24 jam (sebelumnya {facts.n24_prev}{_growth(facts)})"]
    parts.append(f"{facts.sources} sumber berbeda, {facts.media} media, {facts.platforms} platform")
    usg = facts.severity
    parts.append(f"U{usg.urgency} S{usg.seriousness} G{usg.growth} = {usg.total}")
    if facts.is_complaint and facts.complaints:
        parts.append(f"{facts.complaints} keluhan warga")
    if str(facts.verification) != "belum diperiksa":
        parts.append(f"verifikasi: {facts.verification}")
    parts.append(
        {"sudah": "sudah direspons", "belum": "belum direspons"}.get(facts.responded, "respons belum diketahui")
    )
    return "; ".join(parts)


def _growth(facts: IssueFacts) -> str:
    if facts.n24_prev <= 0 or facts.n24 <= facts.n24_prev:
        return ""
    return f", naik {facts.n24 / facts.n24_prev:.1f} kali".replace(".", ",")


def deadline(clock: str, now: datetime, office: Office) -> datetime | None:
    """When it must be done, aware, in the office's zone; None = by the next report.

    "menit" and "jam" run day and night; "hari_ini" ends at 16.00, and for matters found after 14.00 or on a day off
    at 10.00 of the next working day; "hari_kerja" counts working days and ends at 16.00.
    """
    local = now.astimezone(zone(office.zone))
    kind, _, count = clock.partition(":")
    if kind in {"menit", "jam"}:
        due = local + timedelta(minutes=int(count) * (60 if kind == "jam" else 1))
        # Rounded down, so that a tidy hour is never later than the clock allows.
        return due.replace(minute=due.minute - due.minute % 5, second=0, microsecond=0)
    if kind == "hari_kerja":
        return datetime.combine(add_working_days(local.date(), int(count)), _DAY_END, tzinfo=local.tzinfo)
    if kind == "hari_ini":
        today = local.date()
        if next_working_day(today) == today and local.time() < _LATE:
            return datetime.combine(today, _DAY_END, tzinfo=local.tzinfo)
        return datetime.combine(next_working_day(today + timedelta(days=1)), _MORNING, tzinfo=local.tzinfo)
    return None


def unit_for(category: str, office: Office) -> str:
    """The OPD that owns a category, "" where the office named none."""
    return next((unit.name for unit in office.units if category in unit.categories), "")


def _owner(kind: str, facts: IssueFacts, office: Office) -> str:
    opd = facts.owner or unit_for(facts.category, office) or "OPD terkait"
    humas = unit_for("HUMAS", office) or "Humas"
    named = {
        "opd": opd,
        "humas": humas,
        "humas+opd": humas if humas == opd else f"{humas} + {opd}",
        "pimpinan": f"{office.leader}; {humas}",
        "ppid": "PPID",
        "hukum": f"{humas} + Bagian Hukum",
        "kesbangpol": unit_for("SARA", office) or "Kesbangpol",
    }
    return named[kind]


def _words(facts: IssueFacts, office: Office) -> Mapping[str, str]:
    return {
        "isu": facts.name.strip() or "[isu]",
        "opd": facts.owner or unit_for(facts.category, office) or "[OPD]",
        "kewenangan": facts.authority_body or "[instansi yang berwenang]",
        "jam": "[..]",
    }


def _quoted(words: Mapping[str, str]) -> Mapping[str, str]:
    """With the issue's name in quotation marks, so that it can stand after any verb."""
    return {**words, "isu": f"“{words['isu']}”"}


def _fill(template: str, words: Mapping[str, str]) -> str:
    # Not str.format: names of issues come from posts and may hold braces.
    return re.sub(r"\{(\w{1,20})\}", lambda hit: words.get(hit[1], "[..]"), template)
