"""DayFindings: everything a daily report is composed from, and nothing else.

Analysis and store fill it (through the pipeline); reports read it. Numbers are never typed: each is the
length of a list of post ids that is carried along, so that every figure in a report opens its list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kentongan.core.clock import Window
from kentongan.core.desk import Stage
from kentongan.core.desk_figures import DeskMonth
from kentongan.core.findings import (
    CitedSentence,
    ClaimMatch,
    Correction,
    Level,
    Phase,
    PlaceRef,
    Quote,
    Recommendation,
    Rise,
    Severity,
    Tone,
    VerificationState,
)
from kentongan.core.messages import Say
from kentongan.core.office import Office
from kentongan.core.posts import ComplaintStatus, PostKind
from kentongan.core.verdicts import HoaxType


@dataclass(frozen=True, slots=True)
class PostView:
    """A post as a report shows it.

    Args:
        title: headline, or "" for a social post.
        text: masked text, whole.
        tone: toward the agency; `tone_event` of the event itself.
        bucket: the printed one of four: "positif", "netral", "berpotensi negatif", "negatif".
        conflict: title and body disagree.
        copy_group: posts with the same id carry the same text; `representative` is the one that stands for them.
        outside: about another region; not counted.
        labelled_by: the officer who corrected a label, "" for the machine's.
        personal: posted by a private person (social, comment, message, complaint): the account is never shown.
    """

    id: str
    kind: PostKind
    platform: str
    source_name: str
    tier: int
    url: str
    title: str
    text: str
    published_at: datetime
    estimated: bool
    tone: Tone
    tone_event: Tone
    bucket: str
    conflict: bool
    category: str
    places: tuple[PlaceRef, ...]
    outside: bool
    copy_group: str
    representative: bool
    issue_id: str
    reactions: int | None
    official: bool = False
    complaint_status: ComplaintStatus | None = None
    complaint_unit: str = ""
    labelled_by: str = ""
    language: str = ""

    @property
    def personal(self) -> bool:
        """Written by a private person as far as can be told: no account is ever shown."""
        return self.kind is not PostKind.NEWS and not self.official


@dataclass(frozen=True, slots=True)
class IssueView:
    """An issue as a report shows it. All numbers concern the report's window unless said.

    Args:
        posts: ids of all its posts inside the window, newest first; `posts_before` of the window before.
        history: per report day up to 15 days back, oldest first: (ISO date of the day's cut-off, posts that day).
        media: distinct news outlets in the window; `platforms` distinct platforms (news outlets count as "media
            daring").
        texts: distinct texts (copies folded) in the window.
        day_number: "hari ke-n".
        emerging: the drum sounds; `emergence` says why, or "data belum cukup".
        responded: "sudah", "belum" or "belum diketahui"; `response` cites it.
        potential: belongs to section 5 (may become negative) rather than section 4.
        positive: belongs to section 8.
        waiting_for: the trigger to watch (section 5).
        before: level at the previous cut-off, None for a new issue.
        coordination: signs that posts were made together, plain counts without names.
        rise: what of its growth is to be told, the drum or an early sign; None when neither.
        rewritten: the program's own summary and a language model's, word by word, as ("same" | "removed" | "added",
            words) without private data; () where no model had a hand in it.
    """

    id: str
    name: str
    category: str
    category_name: str
    phase: Phase
    emerging: bool
    emergence: str
    severity: Severity
    before: Level | None
    day_number: int
    first_seen: datetime
    last_seen: datetime
    posts: tuple[str, ...]
    posts_before: tuple[str, ...]
    history: tuple[tuple[str, int], ...]
    texts: int
    media: tuple[str, ...]
    platforms: tuple[str, ...]
    tone_event: Tone
    tone_agency: Tone
    places: tuple[PlaceRef, ...]
    authority: str
    authority_reason: str
    actors: tuple[str, ...]
    summary: tuple[CitedSentence, ...]
    evidence: tuple[Quote, ...]
    verification: VerificationState
    responded: str
    response: CitedSentence | None
    owner: str
    impact: str
    recommendation: Recommendation
    keywords: tuple[str, ...] = ()
    potential: bool = False
    positive: bool = False
    signals: str = ""
    waiting_for: str = ""
    outlet_tiers: Mapping[int, int] = field(default_factory=dict)
    log: tuple[str, ...] = ()
    coordination: tuple[str, ...] = ()
    rise: Rise | None = None
    rewritten: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DeskView:
    """How a claim stands at the hoax desk.

    Args:
        stage: how far it has come; `running` its clock runs, `overdue` beyond its target, `beyond_limit` beyond the outermost.
        steps_done, steps: of its verification; `waits_for` what is done next.
        kind, sentence: of a verdict that two persons stand for; `link` where it was published.
        woken_count: posts of a day that spread it again after its publication; 0 while it is quiet.
        repeats: further reports of the same.
    """

    stage: Stage
    running: bool = True
    overdue: bool = False
    beyond_limit: bool = False
    steps_done: int = 0
    steps: int = 0
    kind: HoaxType | None = None
    sentence: str = ""
    link: str = ""
    woken_count: int = 0
    repeats: int = 0
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimCase:
    """A claim on the watch list (section 6): needs checking; never called a hoax by the machine.

    Args:
        claim: one sentence as circulated.
        form: "pesan berantai", "unggahan", "tautan", "video", "surat", "berita".
        where: platforms or outlets, plain words.
        cues: what was seen, plain words.
        confirm_with: OPD or body to ask.
        matches: fact-checks, best first.
        spreading, denying, asking: ids of posts.
        desk: how it stands at the desk; None where nobody has taken it up.
        coordination: signs that its posts were made together, plain counts and times without names.
    """

    id: str
    claim: str
    form: str
    where: str
    since: datetime
    cues: tuple[str, ...]
    confirm_with: str
    deadline: datetime
    state: VerificationState
    matches: tuple[ClaimMatch, ...]
    spreading: tuple[str, ...]
    denying: tuple[str, ...]
    issue_id: str = ""
    asking: tuple[str, ...] = ()
    desk: DeskView | None = None
    coordination: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ComplaintDigest:
    """Section 7, as lists of post ids.

    `overdue` by the office's complaint clock; `topics` are (category name, ids), most first; `questions` are (post
    id, the
    question, at most 25 words) without an answer.
    """

    received: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    in_progress: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()
    aspirations: tuple[str, ...] = ()
    information_requests: tuple[str, ...] = ()
    topics: tuple[tuple[str, tuple[str, ...]], ...] = ()
    questions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Section 10: what became of an issue of the previous report.

    Args:
        before, now: its levels; None when nobody speaks of it any more.
        note: what an officer said of the recommendation's fate, "" = to be filled in.
        advised: form of the recommendation in that report, "" unknown.
    """

    issue_id: str
    name: str
    before: Level
    now: Level | None
    note: str = ""
    advised: str = ""


@dataclass(frozen=True, slots=True)
class ReleasePickup:
    """One release of the office and the posts that carried it."""

    title: str
    release: str
    pickups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AreaCount:
    """An area below the office's region (a regency's kecamatan) and the posts that name it or a place inside it.

    `posts` and `before` (of comparable sources, the day before) are ids of counted posts; a post may name two areas.
    """

    code: str
    name: str
    posts: tuple[str, ...]
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekView:
    """Week over week, ids of counted posts from sources that were read in both weeks.

    Args:
        week, week_before: the seven days up to the cut-off, and the seven before.
        day, day_before: the day, and the same day of the week before.
        dropped: names of the sources left out.
    """

    week: tuple[str, ...]
    week_before: tuple[str, ...]
    day: tuple[str, ...]
    day_before: tuple[str, ...]
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DayFindings:
    """The whole day.

    Args:
        office: who it is for.
        window, previous: the day and the one before it.
        generated_at: when the findings were computed.
        posts: every post cited anywhere, by id.
        counted: ids of the posts of the window that count (inside the area).
        counted_before: the same for the window before, from `comparable` sources only.
        counted_comparable: those of `counted` that come from sources that also worked the day before; the change is
            computed between these two lists.
        dropped_sources: names left out of the comparison.
        level, level_before: status of the day (highest issue level); None when there was no report before.
        priority: at most five, highest USG first; `potential`, `positive`; `other` = the remaining issues.
        figures: named officials and how often (name, ids); `outlets` most active media (name, ids).
        limitations: plain lines: failed sources, skipped rows, estimated dates, gaps.
        checked: ids of counted posts whose label a person checked.
        corrections: label changes since the last report (annex D).
        desk: the month's figures of the hoax desk up to the cut-off; None where it has none.
        areas: where posts speak of, most posts first; () where no post names a place below the region.
        week: week over week; None where there are not yet two weeks to compare.
    """

    office: Office
    window: Window
    previous: Window
    generated_at: datetime
    posts: Mapping[str, PostView]
    counted: tuple[str, ...]
    counted_before: tuple[str, ...]
    counted_comparable: tuple[str, ...]
    outside: tuple[str, ...]
    dropped_sources: tuple[str, ...]
    level: Level
    level_before: Level | None
    priority: tuple[IssueView, ...]
    potential: tuple[IssueView, ...]
    positive: tuple[IssueView, ...]
    other: tuple[IssueView, ...]
    claims: tuple[ClaimCase, ...]
    complaints: ComplaintDigest
    releases: tuple[ReleasePickup, ...]
    follow_ups: tuple[FollowUp, ...]
    figures: tuple[tuple[str, tuple[str, ...]], ...]
    outlets: tuple[tuple[str, tuple[str, ...]], ...]
    limitations: tuple[Say, ...]
    checked: tuple[str, ...]
    corrections: tuple[Correction, ...]
    asks: tuple[str, ...] = ()
    desk: DeskMonth | None = None
    areas: tuple[AreaCount, ...] = ()
    week: WeekView | None = None

    def issues(self) -> tuple[IssueView, ...]:
        """All issues of the day, in the report's order."""
        return self.priority + self.potential + self.positive + self.other
