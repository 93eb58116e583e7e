"""USG: urgency, seriousness and growth of an issue, 1–5 each, with the arithmetic shown (field guide 9.2 and 9.3).

The formulas, floors and ceilings are the field guide's; the first matching row wins. What the machine sets is a
suggestion: an officer's own value outranks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.severity.harm_words import Harm, HarmFound, find_harm
from analysis.text.figures_in_words import decimal
from kentongan.core.findings import Level, Severity
from kentongan.core.office import Office

_MILD = frozenset({"HUMAS", "TOKOH"})
_SERVICE = frozenset({"LAYAN", "TRANS", "AIR", "ADMIND", "LH"})
_GRAVE = frozenset({"KORUP", "SARA", "KUB"})
SCOPES = {"individu": -1, "kecamatan": 0, "kabupaten": 1, "provinsi": 2}
"""Scope of an issue → points; "kecamatan" is also a neighbourhood, "kabupaten" also a city, "provinsi" also wider."""


@dataclass(frozen=True, slots=True)
class SeverityFacts:
    """What the rubric looks at; all numbers after copies are folded.

    Args:
        n24, n24_prev, n6: posts of the last 24 hours, of the 24 hours before, of the last 6 hours.
        base6: 6 × mean hourly posts of the previous 7 days; None = not known (then `n24_prev` / 4 is used).
        media, platforms: distinct outlets and platforms of the last 24 hours.
        national_outlets: outlets of tier 1 among them.
        texts: headline and body of the representatives of the window.
        category: code of the issue's category.
        scope: a key of `SCOPES`.
        clock_hours: hours left on a clock that runs (complaint, statement); None when none runs.
        coordinated: many copies by few accounts within a short time; `shared_wording`: copies by several voices.
        inside: concerns the office's area.
        public: a matter of government at all; sport, celebrities and share prices are not, however many write of them.
        unverified_rumour: a claim that needs checking, told by a single source, with no person's verdict yet.
    """

    n24: int
    n24_prev: int = 0
    n6: int = 0
    base6: float | None = None
    media: int = 0
    platforms: int = 1
    national_outlets: int = 0
    texts: Sequence[str] = ()
    category: str = ""
    scope: str = "kecamatan"
    clock_hours: float | None = None
    coordinated: bool = False
    shared_wording: bool = False
    inside: bool = True
    unverified_rumour: bool = False
    public: bool = True


def severity(facts: SeverityFacts, office: Office) -> Severity:
    """The machine's suggestion for an issue; `Office` gives the minimums."""
    harm = find_harm(facts.texts)
    urgent, why_u = _urgency(facts, harm)
    serious, why_s = _seriousness(facts, harm)
    growing, why_g = _growth(facts, harm, office)
    level = level_of(urgent + serious + growing)
    level, adjusted = _bounded(level, facts, harm)
    return Severity(urgent, serious, growing, level, why_u, why_s, why_g, adjusted)


def level_of(total: int) -> Level:
    """Status of a total of 3 to 15."""
    if total >= 13:
        return Level.CRISIS
    if total >= 10:
        return Level.STANDBY
    return Level.ALERT if total >= 7 else Level.STABLE


def day_level(levels: Iterable[Level]) -> Level:
    """Status of the day: the highest of its issues; stabil without any."""
    return max(levels, key=lambda level: level.rank, default=Level.STABLE)


def _urgency(facts: SeverityFacts, harm: HarmFound) -> tuple[int, str]:
    if _told(facts, harm, Harm.LIVE_DANGER):
        return 5, f"kata bahaya langsung: {harm.show(Harm.LIVE_DANGER)}"
    if facts.clock_hours is not None and facts.clock_hours <= 3:
        return 5, f"tenggat tinggal {decimal(max(facts.clock_hours, 0))} jam (batas 3 jam)"
    if Harm.DEADLINE in harm:
        return 4, f"hal yang dekat waktunya: {harm.show(Harm.DEADLINE)}"
    if Harm.ASKS_LEADER in harm:
        return 4, f"pimpinan diminta menanggapi: {harm.show(Harm.ASKS_LEADER, 1)}"
    if facts.clock_hours is not None:
        return 3, f"tenggat aduan berjalan, sisa {decimal(facts.clock_hours)} jam"
    if Harm.QUESTION in harm:
        return 2, f"ada pertanyaan atau permintaan dalam {harm.texts[Harm.QUESTION]} unggahan"
    return 1, "tidak ada tenggat, pertanyaan, atau kata bahaya langsung"


def _told(facts: SeverityFacts, harm: HarmFound, kind: Harm) -> bool:
    """More than a stray voice tells it: of five texts or more at least two, of many a tenth.

    A single "longsor susulan" among thirty posts is a fear, not yet a danger.
    Death and injury count from the first text on.
    """
    if kind is Harm.DEATH_INJURY or len(facts.texts) < 5:
        return kind in harm
    return kind in harm and harm.texts[kind] >= max(2, len(facts.texts) / 10)


def _base(facts: SeverityFacts, harm: HarmFound) -> tuple[int, str]:
    name = facts.category or "tanpa kategori"
    if facts.category in _GRAVE:
        return 4, name
    if Harm.POISONING in harm:
        return 4, f"{name}, keracunan"
    if Harm.SCHOOL_VIOLENCE in harm:
        return 4, f"{name}, kekerasan di sekolah atau pesantren"
    if facts.category == "BANJIR" and Harm.EVACUEES in harm:
        return 4, f"{name} dengan pengungsi"
    if facts.category in _MILD or not facts.public:
        return 1, name
    return (2, name) if facts.category in _SERVICE else (3, name)


def _seriousness(facts: SeverityFacts, harm: HarmFound) -> tuple[int, str]:
    base, name = _base(facts, harm)
    scope = SCOPES[facts.scope]
    danger = int(any(_told(facts, harm, one) for one in (Harm.DANGER, Harm.DEATH_INJURY, Harm.LIVE_DANGER)))
    total = base + scope + danger
    score = min(max(total, 1), 5)
    parts = [f"dasar {name} {base}", f"cakupan {facts.scope} {scope:+d}".replace("+0", "0").replace("-", "−")]
    if danger:
        words = harm.show(Harm.DANGER) or harm.show(Harm.DEATH_INJURY) or harm.show(Harm.LIVE_DANGER)
        parts.append(f"kata korban atau bahaya +1 ({words})")
    why = "; ".join(parts) + f"; jumlah {total}".replace("-", "−")
    if score != total:
        why += f", dibatasi menjadi {score}"
    if Harm.DEATH_INJURY in harm and score < 5:
        return 5, f"{why}; batas bawah 5 karena kematian atau luka ({harm.show(Harm.DEATH_INJURY)})"
    if (Harm.SARA in harm or facts.category == "SARA") and score < 4:
        return 4, f"{why}; batas bawah 4 karena SARA"
    if Harm.MINOR_VICTIM in harm and score < 4:
        return 4, f"{why}; batas bawah 4 karena korban anak"
    return score, why


def _growth(facts: SeverityFacts, harm: HarmFound, office: Office) -> tuple[int, str]:
    base6 = max(facts.base6 if facts.base6 is not None else facts.n24_prev / 4, 1.0)
    ratio = facts.n24 / max(facts.n24_prev, 1)
    times = f", {decimal(ratio)} kali" if facts.n24_prev else ""
    numbers = (
        f"{facts.n24} naskah berbeda/24 jam (sebelumnya {facts.n24_prev}{times}), "
        f"{facts.media} media, {facts.platforms} platform"
    )
    enough = facts.n24 >= office.min_ratio
    burst = facts.n6 >= 5 * base6 and facts.n6 >= office.min_burst
    national = facts.national_outlets >= max(office.national_outlets_for_g5, 1)
    rows: list[tuple[int, bool, str]] = [
        (5, burst, f"{facts.n6} dalam 6 jam, biasanya {decimal(base6)} (batas 5 kali dan {office.min_burst})"),
        (5, national, f"{facts.national_outlets} media nasional"),
        (5, Harm.CALL_TO_ACT in harm, f"ajakan aksi: {harm.show(Harm.CALL_TO_ACT)}"),
        (5, facts.coordinated, "salinan yang tampak terkoordinasi"),
        (
            4,
            ratio >= 3 and enough and (facts.media >= 3 or facts.platforms >= 3),
            "naik ≥ 3 kali dan ≥ 3 media/platform",
        ),
        (3, ratio >= 2 and enough, f"naik ≥ 2 kali dan ≥ {office.min_ratio} penyebutan"),
        (3, facts.media >= 3, "≥ 3 media"),
        (3, facts.shared_wording, "kalimat yang sama dipakai beberapa akun"),
        (1, facts.n24 <= 3 and facts.media <= 1, "≤ 3 penyebutan dan ≤ 1 media"),
        (2, True, "tidak memenuhi batas yang lebih tinggi"),
    ]
    score, _, reason = next(row for row in rows if row[1])
    return score, f"{numbers}; {reason}"


def _bounded(level: Level, facts: SeverityFacts, harm: HarmFound) -> tuple[Level, str]:
    cause = next((one for one in (Harm.DEATH_INJURY, Harm.MASS_POISONING, Harm.SARA_VIOLENCE) if one in harm), None)
    floor = cause is not None and facts.inside
    if facts.unverified_rumour and (level.rank > Level.ALERT.rank or floor):
        lifted = " 🟠 bila terkonfirmasi; periksa dalam 60 menit." if floor else ""
        text = "Batas atas Waspada: kabar dari satu sumber yang belum terverifikasi."
        return Level.ALERT, text + lifted
    if floor and cause is not None and level.rank < Level.STANDBY.rank:
        return Level.STANDBY, f"Batas bawah Siaga: {cause.value} ({harm.show(cause)})."
    if not facts.public and level.rank > Level.ALERT.rank:
        return Level.ALERT, "Batas atas Waspada: di luar urusan pemerintahan sejauh terbaca."
    return level, ""
