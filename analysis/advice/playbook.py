"""From the facts of an issue to one recommendation with owner, deadline, reason and draft.

Rows and phrases are data (`analysis.advice.playbook_file`); two things are code and hold for every office's copy: what is never
recommended (`analysis.advice.forbidden`), and that nothing is said in public on fewer than three independent sources. A draft
leaves unknown facts as [ISI: …]; it never fills in names, numbers or dates that nobody gave.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from datetime import time as time_of_day
from typing import Any, Final

from analysis.advice.clarification import channel
from analysis.advice.facts import IssueFacts
from analysis.advice.forbidden import bans
from analysis.advice.playbook_file import Playbook, Row, shipped_playbook
from analysis.text.calendar_id import add_working_days, next_working_day
from kentongan.core.clock import zone
from kentongan.core.findings import Correction, Level, Recommendation
from kentongan.core.office import Office

DRAFT_MARK: Final = "DRAF — perlu pemeriksaan Pranata Humas"
#: Independent sources below which nothing is said in public that no person vouches for.
ENOUGH: Final = 3
#: Forms that speak of an issue in public; the others are duties (a reply, a look, an answer) or silence.
SPEAKS: Final = frozenset({"pernyataan awal", "klarifikasi", "siaran pers", "hak jawab", "penguatan publikasi"})
_DAY_END: Final = time_of_day(16, 0)
_LATE: Final = time_of_day(14, 0)
_MORNING: Final = time_of_day(10, 0)
_REFUSAL: Final = Row(
    "data_belum_cukup",
    {},
    "Kumpulkan data {isu} dan konfirmasi ke {opd}; sumber belum cukup untuk menyarankan tanggapan publik.",
    "data belum cukup",
    "humas+opd",
)
_REFUSAL_CLOCKS: Final[Mapping[Level, str]] = {Level.CRISIS: "menit:60", Level.STANDBY: "jam:3"}


def recommend(facts: IssueFacts, office: Office, now: datetime, playbook: Playbook | None = None) -> Recommendation:
    """The first row whose conditions hold, with owner, deadline, reason and draft; notes of other rows added."""
    book = playbook or shipped_playbook()
    row, notes = _matching(book, facts)
    if row.form in SPEAKS and facts.known_sources < ENOUGH and not facts.confirmed:
        row = replace(_REFUSAL, clock=_REFUSAL_CLOCKS.get(facts.severity.level, "hari_ini"))
    words = _words(facts, office)
    action = " ".join(fill(one.action, _quoted(words)) for one in (row, *notes))
    draft = " ".join(fill(phrase, spoken_words(facts, office)) for phrase in phrases_of(book, row, notes))
    return Recommendation(
        action=action,
        form=row.form,
        owner=_owner(row.owner, facts, office),
        deadline=deadline(row.clock, now, office),
        reason=reason(facts, too_few=row.form == "data belum cukup"),
        draft=f"{DRAFT_MARK}\n{draft}" if draft else "",
        posts=facts.posts,
        situation=row.key,
    )


def phrases_of(book: Playbook, row: Row, notes: Sequence[Row]) -> tuple[str, ...]:
    """The phrases of a deciding row, those of its notes first; () where nothing is to be said."""
    keys = [*(note.draft for note in notes if row.draft), row.draft]
    return tuple(book.phrases[key] for key in keys if key)


def spoken_words(facts: IssueFacts, office: Office) -> Mapping[str, str]:
    """What fills a phrase that is said in public: tension is never repeated, a name stands inside a sentence."""
    words = _words(facts, office)
    name = "[ISI: pokok persoalan, tanpa mengulang ujaran]" if facts.sara else inside_sentence(words["isu"], office)
    return {**words, "isu": name}


def inside_sentence(name: str, office: Office) -> str:
    """An issue's name after other words: "Jalan ambles …" begins small, "PDAM …" and names of agencies do not."""
    first, _, rest = name.partition(" ")
    own = {word.casefold() for n in _own_names(office) for word in n.split()}
    if not first[1:].islower() or first.casefold() in own or not (rest[:1].islower() or rest.split(" ")[0].isupper()):
        return name
    return f"{first.lower()} {rest}"


def _own_names(office: Office) -> list[str]:
    names = [office.agency, office.short, office.region_name, office.leader, *office.leader_names, *office.aliases]
    return [*names, *office.watch_words, *(n for unit in office.units for n in (unit.name, *unit.aliases))]


def decisions_on_advice(corrections: Sequence[Correction]) -> dict[str, dict[str, Correction]]:
    """Issue → field ("advice", "form", "done") → the latest decision; an empty value takes the earlier ones back."""
    found: dict[str, dict[str, Correction]] = {}
    for one in sorted(corrections, key=lambda c: c.at):
        if one.field_name in ("advice", "form", "done"):
            fields = found.setdefault(one.subject, {})
            fields.pop(one.field_name, None)
            if one.value.strip():
                fields[one.field_name] = one
    return found


def written_by_officer(advice: Recommendation, decided: Mapping[str, Correction], *, name: str = "") -> Recommendation:
    """The recommendation with what an officer wrote in its place, by the officer's name.

    Args:
        advice: the playbook's.
        decided: the officer's decisions on this issue, by field ("advice", "form").
        name: of the issue, which a text may quote. A text with a forbidden suggestion is passed over.
    """
    action, form = decided.get("advice"), decided.get("form")
    if action is not None and action.value.strip() and not bans(action.value, names=(name,)):
        reason = f"ditulis oleh {action.by}; saran sistem: {advice.form}; {advice.reason}"
        advice = replace(advice, action=action.value.strip(), reason=reason, situation="petugas")
    if form is not None and form.value.strip():
        advice = replace(advice, form=form.value.strip())
    return advice


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
            found.setdefault(fill(ask, words))
    return tuple(found)[:limit]


def reason(facts: IssueFacts, *, too_few: bool = False) -> str:
    """The numbers that decided, in words an officer can check; `too_few`: sources, for a refusal."""
    parts = [f"baru {facts.known_sources} sumber independen (perlu {ENOUGH})"] if too_few else []
    parts += [f"{facts.n24} naskah berbeda/24 jam (sebelumnya {facts.n24_prev}{_growth(facts)})"]
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
        "isu": facts.name.strip() or "[ISI: pokok persoalan]",
        "opd": facts.owner or unit_for(facts.category, office) or "[ISI: OPD]",
        "kewenangan": facts.authority_body or "[ISI: instansi yang berwenang]",
        "kanal": channel(office) or "[ISI: kanal resmi]",
        "instansi": office.agency,
    }


def _quoted(words: Mapping[str, str]) -> Mapping[str, str]:
    """With the issue's name in quotation marks, so that it can stand after any verb."""
    return {**words, "isu": f"“{words['isu']}”"}


def fill(template: str, words: Mapping[str, str]) -> str:
    """A template with its words; a brace that nothing is known for becomes a gap."""
    # Not str.format: names of issues come from posts and may hold braces.
    return re.sub(r"\{(\w{1,20})\}", lambda hit: words.get(hit[1], f"[ISI: {hit[1]}]"), template)
