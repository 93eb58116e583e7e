"""`learn`: the office's corrections become its own model, when it is better on corrections that were held back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Final

import numpy as np
import pandas as pd

from analysis.corrections import decisions_of, standing
from analysis.lesson_rows import pack, unpack
from analysis.measures import fall_on_shipped
from analysis.office_model import HEADS, TRAITS_VERSION, Head, OfficeModel, Traits, joined, traits_of
from analysis.steps import Context
from analysis.tone import tone_columns
from analysis.tone_model import LABELS
from kentongan.core.errors import ApprovalError
from kentongan.core.findings import Correction
from kentongan.core.messages import Say
from kentongan.core.posts import Post
from kentongan.pipeline.analysing import bare_frame, reading_context
from kentongan.pipeline.office_models import keep, shipped_digest
from kentongan.pipeline.workspace import Workspace

FIELD_OF: Final[Mapping[str, str]] = {"tone": "tone_event", "tone_agency": "tone"}
"""Column → the field whose corrections teach it."""
TOLERANCE: Final = (0.03, 0.10)
"""So much accuracy on the shipped measuring sets may be lost to an office's own way of judging: the first in any case, half of
what is gained on held-back corrections beyond that, never more than the second."""
_STAND_INS: Final = 2000


@dataclass(frozen=True, slots=True)
class Taught:
    """What came of one column.

    Args:
        column: "tone" or "tone_agency".
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
        traits = _traits(workspace, posts)
        rows = dict(zip([post.id for post in posts], pack(traits), strict=True))
        workspace.store.findings.put_lessons(rows, _version(workspace))


def learn(workspace: Workspace, *, by: str) -> Learnt:
    """Teach every column for which there are enough corrections, and keep what is better.

    Raises:
        ApprovalError: no name. StoreReadOnly: the model cannot be written.
    """
    from analysis.office_learning import ENOUGH

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
    uncorrected: Traits | None = None
    for column in HEADS:
        values = {post: value for post, value in by_column[column].items() if post in shelf}
        if len(values) < ENOUGH or len(set(values.values())) < 2:
            results.append(Taught(column, len(values)))
            continue
        traits, labels = unpack([shelf[post] for post in values]), decisions_of(list(values.values()), LABELS)
        if uncorrected is None:
            uncorrected = _uncorrected(workspace, {one.subject for one in decided.values()})
        with workspace.progress.task(Say("Belajar dari koreksi", "Learning from corrections")):
            result, head = teach(column, traits, labels, uncorrected)
        results.append(result)
        if result.kept:
            heads[column] = head
    name = keep(workspace.data_folder, OfficeModel(heads, _card(workspace, by, results))) if heads else ""
    return Learnt(tuple(results), name)


def teach(column: str, traits: Traits, labels: Any, uncorrected: Traits | None = None) -> tuple[Taught, Head]:
    """One head from corrected posts, with what it is worth.

    Args:
        column: "tone" or "tone_agency".
        traits: of the corrected posts.
        labels: positions in ``LABELS``, as decided.
        uncorrected: posts nobody judged; used where the corrections are mostly errors of the machine.
    """
    from analysis import office_learning as learning

    lessons = learning.Lessons(column, traits, labels, np.ones(len(labels), np.float32))
    contradicted = int((lessons.base.argmax(axis=1) != labels).sum())
    wanted = learning.stand_ins(lessons.base, labels)
    if uncorrected is not None:
        lessons = learning.with_stand_ins(lessons, uncorrected, wanted)
    groups = learning.groups_of(lessons.traits.words)
    choice = learning.choose(lessons, groups)
    head = learning.fit(lessons, choice)
    held = learning.held_back(lessons, groups)
    fall = fall_on_shipped(column, head)
    kept = held.better and fall <= min(max(TOLERANCE[0], held.gain.value / 2), TOLERANCE[1])
    curve = tuple(learning.learning_curve(lessons, groups, choice))
    return Taught(column, len(labels), contradicted, len(lessons) - len(labels), held, curve, fall, kept), head


def _version(workspace: Workspace) -> str:
    """What lessons depend on: another base gives other log-odds."""
    return f"{TRAITS_VERSION}:{shipped_digest()[:16]}:{workspace.settings.tables.model.tone_onnx}"


def _decided(decided: Iterable[Correction], field: str) -> dict[str, str]:
    return {one.subject: one.value for one in sorted(decided, key=lambda one: one.subject) if one.field_name == field}


def _traits(workspace: Workspace, posts: Sequence[Post]) -> Traits:
    """What the steps see of these posts without the office's own model."""
    context = reading_context(workspace, [])
    parts = []
    for start in range(0, len(posts), 1000):
        frame = bare_frame(workspace, list(posts[start : start + 1000]))
        parts.append(traits_of(frame, _shipped_tone(frame, context)))
    return joined(parts)


def _shipped_tone(frame: pd.DataFrame, context: Context) -> pd.DataFrame:
    from analysis.places import place_columns

    office = context.office
    names = (office.agency, office.short)
    places = place_columns(frame, context.gazetteer, office.region, own_names=names)
    read = tone_columns(frame, context.agency_words(), places["outside"].tolist())
    for layer in context.layers:
        if not isinstance(layer, OfficeModel):
            read = layer.reread(frame, read)
    return read


def _uncorrected(workspace: Workspace, corrected: set[str]) -> Traits | None:
    """The latest posts nobody corrected."""
    end = workspace.clock.now()
    start = end - timedelta(days=workspace.settings.tables.data.days)
    posts = [post for post in workspace.store.posts.between(start, end) if post.id not in corrected and post.text]
    return _traits(workspace, posts[-_STAND_INS:]) if posts else None


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
        "intended_use": "The tone of this office's posts, over the shipped model; made from its officers' corrections.",
    }


def shipped_by_corrections(workspace: Workspace) -> dict[str, tuple[int, int]]:
    """Column → (how often the shipped answer agrees with the officers, how many of their decisions can be compared)."""
    decided = standing(workspace.store.findings.corrections())
    shelf = workspace.store.findings.lessons(_version(workspace))
    found = {}
    for column, field in FIELD_OF.items():
        values = {post: value for post, value in _decided(decided.values(), field).items() if post in shelf}
        labels = decisions_of(list(values.values()), LABELS)
        said = unpack([shelf[post] for post in values]).base[column].argmax(axis=1)
        found[column] = (int((said == labels).sum()), len(labels))
    return found
