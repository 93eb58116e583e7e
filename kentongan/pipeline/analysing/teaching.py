"""`learn`: the office's corrections become its own model, when it is better on corrections that were held back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np
import pandas as pd

from analysis.categories.layer import COLUMN, CategoryHead, CategoryTraits, category_traits, said_of, with_none
from analysis.categories.lists import category_codes, lists_digest
from analysis.categories.reading import category_columns
from analysis.corrections import decisions_of, standing
from analysis.measures.falls import category_fall, fall_on_shipped
from analysis.office.lesson_rows import Judged, judged_of, pack, unpack
from analysis.office.model import HEADS, TRAITS_VERSION, Head, OfficeModel, Traits, joined, traits_of
from analysis.steps import Context
from analysis.tone.model import LABELS
from analysis.tone.reading import tone_columns
from kentongan.core.errors import ApprovalError
from kentongan.core.findings import Correction
from kentongan.core.labels import NOTHING
from kentongan.core.messages import Say
from kentongan.core.posts import Post
from kentongan.pipeline.analysing.analyse import bare_frame, reading_context
from kentongan.pipeline.analysing.office_models import keep, shipped_digest
from kentongan.pipeline.workspace import Workspace

if TYPE_CHECKING:
    from analysis.learning.held_back import HeldBack
    from analysis.office.category_learning import CategoryLessons
    from analysis.office.learning import Lessons

_Lessons = TypeVar("_Lessons", "Lessons", "CategoryLessons")
_Posts = TypeVar("_Posts", Traits, CategoryTraits)

FIELD_OF: Final[Mapping[str, str]] = {"tone": "tone_event", "tone_agency": "tone", COLUMN: "category"}
"""Column → the field whose corrections teach it."""
TOLERANCE: Final = (0.03, 0.10)
"""So much accuracy on the shipped measuring sets may be lost to an office's own way of judging: the first in any case, half of
what is gained on held-back corrections beyond that, never more than the second."""
_STAND_INS: Final = 2000
#: So often the same category must have been corrected into the same other one to be the office's way.
_HABIT: Final = 2


@dataclass(frozen=True, slots=True)
class Taught:
    """What came of one column.

    Args:
        column: "tone", "tone_agency" or "category".
        corrections: how many could teach.
        contradicted: in how many of them the shipped answer is another.
        stand_ins: uncorrected posts that were added as a counterweight.
        held: shipped against taught on held-back corrections; None where there were too few.
        curve: accuracy after so many corrections.
        fall: accuracy lost on the shipped measuring sets (below 0: gained).
        kept: whether the new head is in the new model.
    """

    column: str
    corrections: int
    contradicted: int = 0
    stand_ins: int = 0
    held: Any = None
    curve: tuple[Any, ...] = ()
    fall: float = 0.0
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Learnt:
    """What `learn` did: per column, and the name of the new model ("" = none, the one before stays)."""

    columns: tuple[Taught, ...]
    name: str


def remember(workspace: Workspace, ids: Iterable[str]) -> None:
    """Keep what these posts teach while their words are there: numbers that outlive the words."""
    posts = [post for post in workspace.store.posts.get(ids).values() if post.title or post.text]
    if posts:
        rows = dict(zip([post.id for post in posts], pack(*_seen(workspace, posts)), strict=True))
        workspace.store.findings.put_lessons(rows, _version(workspace))


def learn(workspace: Workspace, *, by: str) -> Learnt:
    """Teach every column for which there are enough corrections, and keep what is better.

    Raises:
        ApprovalError: no name. StoreReadOnly: the model cannot be written.
    """
    from analysis.office.learning import ENOUGH

    if not by.strip():
        raise ApprovalError(
            Say("Model kantor memerlukan nama petugas.", "The office's model needs an officer's name."),
            Say("Tambahkan --by.", "Add --by."),
        )
    decided = standing(workspace.store.findings.corrections())
    by_column = {column: _decided(decided.values(), field) for column, field in FIELD_OF.items()}
    remember(workspace, {post for values in by_column.values() for post in values})
    shelf = workspace.store.findings.lessons(_version(workspace))
    heads: dict[str, Head] = {}
    results = []
    others = _Others(workspace, {one.subject for one in decided.values()})
    for column in HEADS:
        values = {post: value for post, value in by_column[column].items() if post in shelf}
        if len(values) < ENOUGH or len(set(values.values())) < 2:
            results.append(Taught(column, len(values)))
            continue
        traits, labels = unpack([shelf[post] for post in values]), decisions_of(list(values.values()), LABELS)
        with workspace.progress.task(Say("Belajar dari koreksi", "Learning from corrections")):
            result, head = teach(column, traits, labels, others.traits)
        results.append(result)
        if result.kept:
            heads[column] = head
    habits, category = _categories(workspace, by_column[COLUMN], shelf, others)
    results.append(habits)
    found = OfficeModel(heads, _card(workspace, by, results), category if habits.kept else None)
    name = keep(workspace.data_folder, found) if heads or found.category is not None else ""
    return Learnt(tuple(results), name)


def _categories(
    workspace: Workspace, values: Mapping[str, str], shelf: Mapping[str, bytes], others: _Others
) -> tuple[Taught, CategoryHead | None]:
    from analysis.office.learning import ENOUGH

    lessons = _category_lessons(workspace, values, shelf)
    if lessons is None or len(lessons[1]) < ENOUGH or len(np.unique(lessons[1])) < 2:
        return Taught(COLUMN, 0 if lessons is None else len(lessons[1])), None
    with workspace.progress.task(Say("Belajar dari koreksi", "Learning from corrections")):
        return teach_category(*lessons, others.categories)


def _category_lessons(
    workspace: Workspace, values: Mapping[str, str], shelf: Mapping[str, bytes]
) -> tuple[CategoryTraits, Any] | None:
    """What was seen of corrected posts that the lists of today judged, and the decided categories; None = there are none."""
    office = workspace.office
    codes, lists = (
        with_none(category_codes(office.profile, office.own_categories)),
        lists_digest(office.profile, office.own_categories),
    )
    found = []
    for post, value in values.items():
        judged = judged_of(shelf[post]) if post in shelf else None
        code = "" if value == NOTHING else value
        if judged is not None and judged[0] == lists and code in codes:
            found.append((shelf[post], judged[1], codes.index(code)))
    if not found:
        return None
    rows, said, labels = zip(*found, strict=True)
    return category_traits(codes, said, unpack(rows).words), np.array(labels, np.int64)


def teach(
    column: str, traits: Traits, labels: Any, uncorrected: Callable[[], Traits | None] = lambda: None
) -> tuple[Taught, Head]:
    """One head from corrected posts, with what it is worth.

    Args:
        column: "tone" or "tone_agency".
        traits: of the corrected posts.
        labels: positions in ``LABELS``, as decided.
        uncorrected: gives posts nobody judged; asked where the corrections are mostly errors of the machine.
    """
    from analysis.learning.held_back import groups_of, held_back, learning_curve
    from analysis.office import learning

    lessons = learning.Lessons(column, traits, labels, np.ones(len(labels), np.float32))
    contradicted = int((lessons.shipped != labels).sum())
    lessons = _completed(lessons, labels, uncorrected, learning.with_stand_ins)
    groups = groups_of(lessons.traits.words)
    choice = learning.choose(lessons, groups)
    head = learning.fit(lessons, choice)
    held = held_back(lessons, groups, learning.taught)
    fall = fall_on_shipped(column, head)
    curve = learning_curve(lessons, groups, lambda rows, _: learning.answering(learning.fit(rows, choice)))
    added = len(lessons) - len(labels)
    return Taught(column, len(labels), contradicted, added, held, tuple(curve), fall, _worth(held, fall)), head


def teach_category(
    traits: CategoryTraits, labels: Any, uncorrected: Callable[[], CategoryTraits | None] = lambda: None
) -> tuple[Taught, CategoryHead]:
    """The head of the categories from corrected posts, with what it is worth; arguments as in :func:`teach`."""
    from analysis.learning.held_back import groups_of, held_back, learning_curve
    from analysis.office import category_learning as learning

    lessons = learning.CategoryLessons(traits, labels, np.ones(len(labels), np.float32))
    contradicted = int((lessons.shipped != labels).sum())
    lessons = _completed(lessons, labels, uncorrected, learning.with_stand_ins)
    groups = groups_of(lessons.traits.words)
    strength = learning.choose(lessons, groups)
    head = learning.fit(lessons, strength)
    held = held_back(lessons, groups, learning.taught)
    pairs = Counter(zip(traits.said.tolist(), labels.tolist(), strict=True))
    fall = category_fall(head, {pair for pair, times in pairs.items() if times >= _HABIT and pair[0] != pair[1]})
    curve = learning_curve(lessons, groups, lambda rows, _: learning.answering(learning.fit(rows, strength)))
    added = len(lessons) - len(labels)
    return Taught(COLUMN, len(labels), contradicted, added, held, tuple(curve), fall, _worth(held, fall)), head


def _completed(
    lessons: _Lessons,
    labels: Any,
    uncorrected: Callable[[], _Posts | None],
    with_stand_ins: Callable[[_Lessons, _Posts, int], _Lessons],
) -> _Lessons:
    """The lessons, with posts nobody judged where the corrections are mostly errors of the machine."""
    from analysis.learning.held_back import stand_ins

    wanted = stand_ins(lessons.shipped, labels)
    more = uncorrected() if wanted else None
    return lessons if more is None else with_stand_ins(lessons, more, wanted)


def _worth(held: HeldBack, fall: float) -> bool:
    """Whether a head is used: better on what was held back, and not much worse on the shipped sets."""
    return held.better and fall <= min(max(TOLERANCE[0], held.gain.value / 2), TOLERANCE[1])


def _version(workspace: Workspace) -> str:
    """What lessons depend on: another base gives other log-odds."""
    return f"{TRAITS_VERSION}:{shipped_digest()[:16]}:{workspace.settings.tables.model.tone_onnx}"


def _decided(decided: Iterable[Correction], field: str) -> dict[str, str]:
    return {one.subject: one.value for one in sorted(decided, key=lambda one: one.subject) if one.field_name == field}


def _seen(workspace: Workspace, posts: Sequence[Post]) -> tuple[Traits, list[Judged]]:
    """What the steps see of these posts without the office's own model, and how the lists of categories judge them."""
    context = reading_context(workspace, [])
    office = context.office
    lists = lists_digest(office.profile, office.own_categories)
    parts: list[Traits] = []
    judged: list[Judged] = []
    for start in range(0, len(posts), 1000):
        frame = bare_frame(workspace, list(posts[start : start + 1000]))
        tone = _shipped_tone(frame, context)
        parts.append(traits_of(frame, tone))
        praised = ((tone["tone_agency"] == "positif") & (frame["kind"] != "news")).tolist()
        columns = category_columns(frame, office.profile, office.own_categories, praised=praised)
        judged += [(lists, one) for one in said_of(columns)]
    return joined(parts), judged


def _shipped_tone(frame: pd.DataFrame, context: Context) -> pd.DataFrame:
    from analysis.places.reading import place_columns

    office = context.office
    names = (office.agency, office.short)
    places = place_columns(frame, context.gazetteer, office.region, own_names=names)
    read = tone_columns(frame, context.agency_words(), places["outside"].tolist())
    for layer in context.layers:
        if not isinstance(layer, OfficeModel):
            read = layer.reread(frame, read)
    return read


class _Others:
    """The latest posts nobody corrected, read when they are first asked for."""

    def __init__(self, workspace: Workspace, corrected: set[str]) -> None:
        self._workspace, self._corrected = workspace, corrected

    @cached_property
    def _read(self) -> tuple[Traits, list[Judged]] | None:
        workspace = self._workspace
        end = workspace.clock.now()
        start = end - timedelta(days=workspace.settings.tables.data.days)
        posts = [p for p in workspace.store.posts.between(start, end) if p.id not in self._corrected and p.text]
        return _seen(workspace, posts[-_STAND_INS:]) if posts else None

    def traits(self) -> Traits | None:
        """What the layers of tone see of them; None = there are none."""
        return self._read[0] if self._read else None

    def categories(self) -> CategoryTraits | None:
        """What the layer of categories sees of them; None = there are none."""
        if self._read is None:
            return None
        office, (traits, judged) = self._workspace.office, self._read
        codes = with_none(category_codes(office.profile, office.own_categories))
        return category_traits(codes, [said for _, said in judged], traits.words)


def _card(workspace: Workspace, by: str, results: Sequence[Taught]) -> dict[str, Any]:
    return {
        "date": workspace.clock.now().isoformat(timespec="seconds"),
        "by": by,
        "labels": list(LABELS),
        "shipped": shipped_digest(),
        "columns": {
            one.column: {
                "corrections": one.corrections,
                "kept": one.kept,
                "held_back": asdict(one.held) if one.held else None,
                "fall_on_shipped": round(one.fall, 4),
            }
            for one in results
        },
        "intended_use": "Tone and category of this office's posts, over what is shipped; made from its officers' corrections.",
    }


def shipped_by_corrections(workspace: Workspace) -> dict[str, tuple[int, int]]:
    """Column → (how often the shipped answer agrees with the officers, how many of their decisions can be compared)."""
    decided = standing(workspace.store.findings.corrections())
    shelf = workspace.store.findings.lessons(_version(workspace))
    found = {}
    for column in HEADS:
        values = {post: value for post, value in _decided(decided.values(), FIELD_OF[column]).items() if post in shelf}
        labels = decisions_of(list(values.values()), LABELS)
        said = unpack([shelf[post] for post in values]).base[column].argmax(axis=1)
        found[column] = (int((said == labels).sum()), len(labels))
    lessons = _category_lessons(workspace, _decided(decided.values(), FIELD_OF[COLUMN]), shelf)
    if lessons is not None:
        found[COLUMN] = (int((lessons[0].said == lessons[1]).sum()), len(lessons[1]))
    return found
