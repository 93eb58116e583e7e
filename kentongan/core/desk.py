"""A case of the hoax desk: what its history says. Pure; the history is the only truth and nothing in it is ever changed.

`DeskCase` is folded from events in their order. Whether a further event may come is decided in `desk_moves`.
Stages and roles: field guide 10; the states of the verification axis follow from the stage, so that no state can be set
without the steps that lead to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from kentongan.core.findings import FactCheck, VerificationState
from kentongan.core.messages import Say
from kentongan.core.verdicts import HoaxType


class Stage(StrEnum):
    """How far a case has come."""

    RECEIVED = "diterima"
    VERIFYING = "sedang diverifikasi"
    CONCLUDED = "menunggu persetujuan"
    APPROVED = "disetujui"
    PUBLISHED = "diterbitkan"
    CLOSED = "selesai"
    REFUSED = "ditolak"


STAGE_NAMES: Final[Mapping[Stage, Say]] = {
    Stage.RECEIVED: Say("diterima", "received"),
    Stage.VERIFYING: Say("sedang diverifikasi", "being verified"),
    Stage.CONCLUDED: Say("menunggu persetujuan", "waiting for approval"),
    Stage.APPROVED: Say("disetujui, belum terbit", "approved, not published"),
    Stage.PUBLISHED: Say("diterbitkan, dipantau ulang", "published, watched"),
    Stage.CLOSED: Say("selesai", "closed"),
    Stage.REFUSED: Say("ditolak", "refused"),
}
#: The clock runs in these.
RUNNING: Final = frozenset({Stage.RECEIVED, Stage.VERIFYING, Stage.CONCLUDED})
#: A verdict stands in these.
DECIDED: Final = frozenset({Stage.APPROVED, Stage.PUBLISHED, Stage.CLOSED})


class EventKind(StrEnum):
    """What can happen to a case."""

    RECEIVED = "diterima"
    REPEATED = "diterima lagi"
    COMPLETED = "dilengkapi"
    REFUSED = "ditolak"
    FORMULATED = "klaim dirumuskan"
    PLANNED = "langkah direncanakan"
    DONE = "langkah selesai"
    CONCLUDED = "disimpulkan"
    RETURNED = "dikembalikan"
    APPROVED = "disetujui"
    DRAFTED = "draf dibuat"
    PUBLISHED = "diterbitkan"
    WOKEN = "naik lagi"
    NOTED = "kenaikan dicatat"
    CLOSED = "ditutup"
    REOPENED = "dibuka kembali"


class Refusal(StrEnum):
    """Why a report is refused (field guide 10, after Jabar Saber Hoaks)."""

    OPINION = "opini"
    PICTURE = "gambar tanpa pertanyaan"
    INCOMPLETE = "keterangan tidak lengkap"
    SOURCE = "sumber tidak jelas"
    SARA = "SARA yang peka"
    OUTSIDE = "bukan kewenangan"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a case's history.

    Args:
        number: 1, 2, 3 … within the case.
        by: name and position; "kentongan" for the machine, which may only receive and wake.
        data: what was said, by the field names of `fold`.
    """

    case_id: str
    number: int
    kind: EventKind
    by: str
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeskStep:
    """One step of the verification: what to find out, who does it, until when, and what came of it."""

    text: str
    owner: str
    due: datetime
    result: str = ""
    done_by: str = ""
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A verdict with what it stands on; nobody's until a second person has approved it."""

    state: VerificationState
    kind: HoaxType | None
    sentence: str
    fact: str
    evidence: tuple[str, ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DeskCase:
    """A case as its history leaves it.

    Args:
        origin: "tempelan", "surel", "unggahan", "isu" or "mesin".
        claim: one checkable sentence; "" until it was formulated.
        said: the beginning of the text as it came, personal data masked.
        form: teks / gambar / video / surat / tautan.
        where, when, question: as the report said.
        opinion: the machine found no fact to check in it.
        due: until when the verdict is wanted; `limit` the outermost.
        posts: ids of the posts it came with.
        repeats: how often it was reported again.
        woken_at: the claim rises again after its publication, with so many posts a day (`woken_count`).
        events: the whole history.
    """

    id: str
    stage: Stage
    received_at: datetime
    due: datetime
    limit: datetime
    origin: str = ""
    claim: str = ""
    said: str = ""
    form: str = ""
    where: str = ""
    when: str = ""
    question: str = ""
    opinion: bool = False
    category: str = ""
    confirm_with: str = ""
    issue_id: str = ""
    posts: tuple[str, ...] = ()
    repeats: int = 0
    steps: tuple[DeskStep, ...] = ()
    conclusion: Conclusion | None = None
    approved_by: str = ""
    approved_at: datetime | None = None
    link: str = ""
    published_at: datetime | None = None
    refusal: str = ""
    woken_at: datetime | None = None
    woken_count: int = 0
    noted_count: int = 0
    events: tuple[Event, ...] = ()

    @property
    def state(self) -> VerificationState:
        """Where it stands on the verification axis; final only with two persons' names."""
        if self.stage is Stage.REFUSED:
            return VerificationState.OPINION if self.refusal == Refusal.OPINION else VerificationState.REJECTED
        if self.stage in DECIDED and self.conclusion is not None:
            return self.conclusion.state
        if self.stage is Stage.RECEIVED:
            return VerificationState.NEEDED if not missing(self) else VerificationState.UNCHECKED
        return VerificationState.UNDERWAY

    @property
    def name(self) -> str:
        """The claim, or what came in as long as there is none."""
        return self.claim or self.said

    @property
    def running(self) -> bool:
        """Its clock runs."""
        return self.stage in RUNNING

    @property
    def open_steps(self) -> tuple[DeskStep, ...]:
        """Steps without a result."""
        return tuple(step for step in self.steps if step.done_at is None)

    def as_factcheck(self, publisher: str) -> FactCheck:
        """The published verdict as an entry of the library, so that the claim is known when it comes back."""
        verdict = self.conclusion
        label = "" if verdict is None else ", ".join(filter(None, [verdict.state.value, verdict.kind or ""]))
        fact = f"{verdict.fact} {verdict.sentence}".strip() if verdict else ""
        when = self.published_at.date().isoformat() if self.published_at else ""
        narrative = "\n".join(dict.fromkeys(filter(None, [self.claim, self.said])))
        title = f"[{(verdict.state.value if verdict else '').upper()}] {self.claim}"
        return FactCheck(
            self.id, title, f"{narrative}\nPENJELASAN: {fact}" if fact else narrative, when, label, self.link, publisher
        )


def missing(case: DeskCase) -> tuple[Say, ...]:
    """What a report lacks before a claim can be made of it, in the words an officer asks for."""
    lacks = []
    if case.form in {"gambar", "video"} and not case.question:
        lacks.append(Say("pertanyaan tentang gambar atau videonya", "a question about the picture or video"))
    if not case.said and not case.posts:
        lacks.append(Say("isi kabar", "what it says"))
    if not case.form:
        lacks.append(Say("bentuk", "form"))
    if not case.where:
        lacks.append(Say("tempat beredar", "where it goes round"))
    if not case.when:
        lacks.append(Say("waktu", "when"))
    return tuple(lacks)


def fold(events: Iterable[Event]) -> DeskCase:
    """The case that a history makes.

    Raises:
        ValueError: it does not begin with a reception, or its numbers have a gap.
    """
    case: DeskCase | None = None
    for number, event in enumerate(events, start=1):
        if event.number != number:
            raise ValueError(f"history of {event.case_id} has a gap at {number}")
        if case is None:
            if event.kind is not EventKind.RECEIVED:
                raise ValueError(f"history of {event.case_id} begins with {event.kind}")
            case = _received(event)
        else:
            case = _CHANGES[event.kind](case, event)
        case = replace(case, events=(*case.events, event))
    if case is None:
        raise ValueError("a history needs an event")
    return case


def fold_all(events: Iterable[Event]) -> list[DeskCase]:
    """The cases of many histories, in the order in which they were received."""
    histories: dict[str, list[Event]] = {}
    for event in events:
        histories.setdefault(event.case_id, []).append(event)
    return sorted((fold(history) for history in histories.values()), key=lambda case: (case.received_at, case.id))


def _moment(value: object) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else ()


_TOLD: Final = ("origin", "said", "form", "where", "when", "question", "category", "confirm_with", "issue_id", "claim")


def _told(event: Event) -> dict[str, Any]:
    return {name: str(event.data[name]) for name in _TOLD if event.data.get(name)}


def _received(event: Event) -> DeskCase:
    return DeskCase(
        id=event.case_id,
        stage=Stage.RECEIVED,
        received_at=event.at,
        due=_moment(event.data["due"]),
        limit=_moment(event.data["limit"]),
        posts=_texts(event.data.get("posts")),
        opinion=bool(event.data.get("opinion")),
        **_told(event),
    )


def _repeated(case: DeskCase, event: Event) -> DeskCase:
    posts = tuple(dict.fromkeys((*case.posts, *_texts(event.data.get("posts")))))
    blank: dict[str, Any] = {name: text for name, text in _told(event).items() if not getattr(case, name)}
    return replace(case, repeats=case.repeats + 1, posts=posts, **blank)


def _completed(case: DeskCase, event: Event) -> DeskCase:
    posts = tuple(dict.fromkeys((*case.posts, *_texts(event.data.get("posts")))))
    return replace(case, posts=posts, **_told(event))


def _refused(case: DeskCase, event: Event) -> DeskCase:
    return replace(case, stage=Stage.REFUSED, refusal=str(event.data["reason"]))


def _formulated(case: DeskCase, event: Event) -> DeskCase:
    planned = tuple(_step(step) for step in event.data.get("steps", ()))
    return replace(case, stage=Stage.VERIFYING, steps=(*case.steps, *planned), **_told(event))


def _step(data: Mapping[str, Any]) -> DeskStep:
    return DeskStep(str(data["text"]), str(data["owner"]), _moment(data["due"]))


def _planned(case: DeskCase, event: Event) -> DeskCase:
    return replace(case, steps=(*case.steps, _step(event.data)))


def _done(case: DeskCase, event: Event) -> DeskCase:
    steps = list(case.steps)
    index = int(event.data["step"]) - 1
    steps[index] = replace(steps[index], result=str(event.data["result"]), done_by=event.by, done_at=event.at)
    return replace(case, steps=tuple(steps))


def _concluded(case: DeskCase, event: Event) -> DeskCase:
    data = event.data
    kind = HoaxType(data["kind"]) if data.get("kind") else None
    found = Conclusion(
        VerificationState(data["state"]),
        kind,
        str(data["sentence"]),
        str(data.get("fact") or ""),
        _texts(data.get("evidence")),
        event.by,
        event.at,
    )
    return replace(case, stage=Stage.CONCLUDED, conclusion=found)


def _returned(case: DeskCase, _: Event) -> DeskCase:
    return replace(case, stage=Stage.VERIFYING)


def _approved(case: DeskCase, event: Event) -> DeskCase:
    return replace(case, stage=Stage.APPROVED, approved_by=event.by, approved_at=event.at)


def _published(case: DeskCase, event: Event) -> DeskCase:
    # A corrected address does not move the moment from which before and after are counted.
    since = case.published_at if case.stage is Stage.PUBLISHED else event.at
    return replace(case, stage=Stage.PUBLISHED, link=str(event.data["link"]), published_at=since)


def _woken(case: DeskCase, event: Event) -> DeskCase:
    return replace(case, woken_at=event.at, woken_count=int(event.data["count"]))


def _noted(case: DeskCase, _: Event) -> DeskCase:
    return replace(case, woken_at=None, noted_count=case.woken_count)


def _closed(case: DeskCase, _: Event) -> DeskCase:
    return replace(case, stage=Stage.CLOSED, woken_at=None, noted_count=case.woken_count or case.noted_count)


def _reopened(case: DeskCase, event: Event) -> DeskCase:
    return replace(
        case,
        stage=Stage.VERIFYING if case.claim else Stage.RECEIVED,
        due=_moment(event.data["due"]),
        limit=_moment(event.data["limit"]),
        conclusion=None,
        approved_by="",
        approved_at=None,
        refusal="",
        woken_at=None,
    )


_CHANGES: Final[Mapping[EventKind, Callable[[DeskCase, Event], DeskCase]]] = {
    EventKind.REPEATED: _repeated,
    EventKind.COMPLETED: _completed,
    EventKind.REFUSED: _refused,
    EventKind.FORMULATED: _formulated,
    EventKind.PLANNED: _planned,
    EventKind.DONE: _done,
    EventKind.CONCLUDED: _concluded,
    EventKind.RETURNED: _returned,
    EventKind.APPROVED: _approved,
    EventKind.DRAFTED: lambda case, _: case,
    EventKind.PUBLISHED: _published,
    EventKind.WOKEN: _woken,
    EventKind.NOTED: _noted,
    EventKind.CLOSED: _closed,
    EventKind.REOPENED: _reopened,
}
