"""Issue, Severity, FactCheck, Recommendation …: what was found, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from kentongan.core.ids import content_id


class Tone(StrEnum):
    """Tone of a text; the values are the words officers use (field guide 8)."""

    POSITIVE = "positif"
    NEUTRAL = "netral"
    NEGATIVE = "negatif"


class Level(StrEnum):
    """Status of an issue or a day (field guide 9.3), in rising order."""

    STABLE = "stabil"
    ALERT = "waspada"
    STANDBY = "siaga"
    CRISIS = "krisis"

    @property
    def rank(self) -> int:
        """0 (stabil) to 3 (krisis)."""
        return list(Level).index(self)


class Phase(StrEnum):
    """Where an issue stands in its life."""

    NEW = "baru"
    GROWING = "membesar"
    PEAKING = "memuncak"
    STEADY = "tetap"
    COOLING = "mereda"
    CLOSED = "selesai"


class VerificationState(StrEnum):
    """The verification axis (field guide 10). The machine may set only the first two."""

    UNCHECKED = "belum diperiksa"
    NEEDED = "perlu verifikasi"
    UNDERWAY = "sedang diverifikasi"
    TRUE = "benar"
    PARTLY = "sebagian benar"
    HOAX = "hoaks"
    FRAUD = "penipuan"
    UNVERIFIABLE = "tidak dapat diverifikasi"
    OPINION = "opini"
    REJECTED = "ditolak"


@dataclass(frozen=True, slots=True)
class Severity:
    """USG: urgency, seriousness, growth, 1–5 each, with the arithmetic shown (field guide 9).

    Args:
        urgency, seriousness, growth: 1–5.
        why_urgency, why_seriousness, why_growth: the numbers and words used, Indonesian.
        level: after floor and ceiling.
        adjusted: "" or the floor or ceiling that changed the level, Indonesian.
        overridden_by: name of the officer who set it, "" for the machine's suggestion.
    """

    urgency: int
    seriousness: int
    growth: int
    level: Level
    why_urgency: str = ""
    why_seriousness: str = ""
    why_growth: str = ""
    adjusted: str = ""
    overridden_by: str = ""

    @property
    def total(self) -> int:
        """U + S + G, 3–15."""
        return self.urgency + self.seriousness + self.growth


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place of the gazetteer.

    `authority` is nasional / provinsi / kab-kota / desa / instansi vertikal / belum jelas.
    """

    code: str
    name: str
    inside: bool


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence and the posts it stands on."""

    text: str
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """At most 25 words from one post, private persons masked."""

    text: str
    post_id: str
    source_name: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class FactCheck:
    """A fact-checker's article: the claim as circulated, the verdict as they worded it, and its type."""

    id: str
    title: str
    narrative: str = ""
    date: str = ""
    label: str = ""
    url: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ClaimMatch:
    """A post or a case against a fact-check. `decision` is "confirm", "suggest" or "none"; score 0–1."""

    factcheck: FactCheck
    score: float
    decision: str


EMERGING, EARLY = "emerging", "early"


@dataclass(frozen=True, slots=True)
class Rise:
    """Why an issue crosses a rule about its growth.

    Args:
        rule: `EMERGING` (the drum sounds) or `EARLY` (an early sign of a young issue whose drum is silent).
        since: when it was first to be seen; one rise has one such moment, so that it is one alert.
        reason: Indonesian, with the numbers used.
        score: -log10 of p, or of how often a week chance alone does as much.
    """

    rule: str
    since: datetime
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What to do about an issue (field guide 16).

    Args:
        action: one sentence, Indonesian.
        form: pernyataan awal / klarifikasi / siaran pers / info layanan / tindak lanjut lapangan / balasan aduan /
            hak jawab / penguatan publikasi / pantau saja / tidak perlu direspons / data belum cukup.
        owner: OPD or unit.
        deadline: aware; None = by the next report.
        reason: with the numbers used.
        draft: a draft text from the phrase bank with gaps [ISI: …]; "" where none is due.
        posts: evidence.
        situation: key of the playbook row that decided.
    """

    action: str
    form: str
    owner: str
    deadline: datetime | None
    reason: str
    draft: str = ""
    posts: tuple[str, ...] = ()
    situation: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's decision; it outranks the machine and survives every re-run.

    `subject` is a post or issue id; `field_name` e.g. "tone", "category", "place", "name", "merge", "split",
    "not_same", "severity", "owner"; `value` the new value as text.
    """

    subject: str
    field_name: str
    value: str
    by: str
    at: datetime
    reason: str = ""

    @property
    def key(self) -> str:
        """Names this one decision, so that it can be taken back."""
        return content_id("k", self.subject, self.field_name, self.value, self.by, self.at.astimezone(UTC).isoformat())


UNDONE = "undone"
"""The field of a decision that takes another one back; its value is that one's key."""


@dataclass(frozen=True, slots=True)
class Alert:
    """An issue crossed a rule; one per issue and rule until it is acknowledged or escalates."""

    id: str
    issue_id: str
    rule: str
    at: datetime
    score: float
    reason: str
    posts: tuple[str, ...] = ()
    level: Level = Level.STABLE


@dataclass(frozen=True, slots=True)
class KnownIssue:
    """What is remembered of an issue between two analyses, so that it keeps its id, its name and its edits.

    Args:
        id: stable for as long as it lives.
        name: as shown; `named_by` is "" when the machine chose it.
        posts: ids of the posts that belonged to it.
        terms: heaviest terms and weights of its centroid, for linking after its posts were purged.
        apart: ids of issues a person said are not the same.
        merged_into: id of the issue that took it over, "" while it lives.
    """

    id: str
    name: str
    category: str
    first_seen: datetime
    last_seen: datetime
    posts: tuple[str, ...] = ()
    terms: tuple[tuple[str, float], ...] = ()
    named_by: str = ""
    apart: tuple[str, ...] = ()
    merged_into: str = ""
    owner: str = ""
    log: tuple[str, ...] = field(default=())
