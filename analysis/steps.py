"""The steps that read one post at a time, in their order: a new step is one file and one line here.

Every step is a function of the posts and the context to new columns; none looks at other posts, so that a partition, a
chunk or a cluster gives the same answer as the whole. What looks at many posts at once (copies, stories, issues) is in
`analysis.issues.grouping`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields

import pandas as pd

from analysis.actors.reading import entity_columns
from analysis.categories.layer import CategoryLayer
from analysis.categories.lists import category_codes
from analysis.categories.reading import category_columns
from analysis.claims.match import FactCheckIndex, claim_columns
from analysis.claims.verification import verification_columns
from analysis.learning.files import model_digests
from analysis.places.gazetteer import Gazetteer
from analysis.places.reading import place_columns
from analysis.speed.compiled import expect
from analysis.stance.reading import stance_columns
from analysis.text.language import language_columns
from analysis.tone.layers import ToneLayer
from analysis.tone.reading import TONE_COLUMNS, tone_columns
from kentongan.core.office import Office

# Counts up when a step's rules change, so that kept readings are made anew.
VERSION = "5"


@dataclass(frozen=True, slots=True)
class Context:
    """What the steps know beside the posts.

    Args:
        office: for whom.
        gazetteer: the places, with the office's own.
        factchecks: None = none at hand.
        extras: a digest of what was added to the shipped places and of the fact-checks, for `version_of`.
        layers: what stands over the shipped tone, in order; one that knows categories stands over these, too.
    """

    office: Office
    gazetteer: Gazetteer
    factchecks: FactCheckIndex | None = None
    extras: str = ""
    layers: tuple[ToneLayer, ...] = ()

    def agency_words(self) -> tuple[str, ...]:
        """How the office, its leader and its units are named."""
        office = self.office
        units = [name for unit in office.units for name in (unit.name, *unit.aliases)]
        words = (office.agency, office.short, office.leader, *office.leader_names, *office.aliases, *units)
        return tuple(dict.fromkeys(w for w in words if len(w) > 2))


#: What the steps so far have read: columns by their names.
Read = pd.DataFrame | Mapping[str, pd.Series]


@dataclass(frozen=True, slots=True)
class Step:
    """One reading step: its name, the columns it gives, and the function.

    The function gets the posts, the context, and what the steps before it have read.
    """

    name: str
    gives: tuple[str, ...]
    run: Callable[[pd.DataFrame, Context, Read], pd.DataFrame]
    #: Looks at more of a post than `_WORDING`: its address, its outlet, whose account it is.
    beyond: bool = False


#: Posts alike in these columns read alike, but for steps that look beyond; a forwarded message is read once a chunk.
_WORDING = ("title", "text", "source", "source_region", "kind")


def _homes(posts: pd.DataFrame) -> dict[str, str]:
    """Source name → region of its home, where the posts say it."""
    if "source_region" not in posts:
        return {}
    return {name: code for name, code in zip(posts["source"], posts["source_region"], strict=True) if code}


def _claims(posts: pd.DataFrame, context: Context, _: Read) -> pd.DataFrame:
    if context.factchecks is None:
        return pd.DataFrame({"claims": [()] * len(posts)}, index=posts.index)
    return claim_columns(posts, context.factchecks)


def _tone(posts: pd.DataFrame, context: Context, read: Read) -> pd.DataFrame:
    # After the places: what is said of another region's offices is not said of ours.
    columns = tone_columns(posts, context.agency_words(), read["outside"].tolist())
    for layer in context.layers:
        columns = layer.reread(posts, columns)
    return columns


def _category(posts: pd.DataFrame, context: Context, read: Read) -> pd.DataFrame:
    office = context.office
    praised = ((read["tone_agency"] == "positif") & (posts["kind"] != "news")).tolist()
    columns = category_columns(posts, office.profile, office.own_categories, praised=praised)
    for layer in context.layers:
        if isinstance(layer, CategoryLayer):
            columns = layer.recategorise(posts, columns, category_codes(office.profile, office.own_categories))
    return columns


STEPS: tuple[Step, ...] = (
    Step("language", ("language", "language_score"), lambda posts, *_: language_columns(posts)),
    Step(
        "places",
        ("places", "title_places", "outside", "place_reason"),
        lambda posts, context, _: place_columns(
            posts,
            context.gazetteer,
            context.office.region,
            own_names=(context.office.agency, context.office.short),
            home_regions=_homes(posts),
        ),
    ),
    Step("tone", TONE_COLUMNS, _tone),
    Step(
        "category",
        ("category", "category_score", "category_2", "category_unsure"),
        # After the tone: a citizen's praise has a category of its own.
        _category,
    ),
    Step("actors", ("entities",), lambda posts, context, _: entity_columns(posts, context.office)),
    Step(
        "verification",
        ("cues", "needs_verification", "needs_verification_score"),
        lambda posts, *_: verification_columns(posts),
        beyond=True,
    ),
    Step("claims", ("claims",), _claims, beyond=True),
    Step(
        "stance",
        ("claim_stance",),
        lambda posts, _, read: stance_columns(
            posts,
            read["needs_verification"].tolist(),
            read["claims"].tolist(),
            read["needs_verification_score"].tolist(),
        ),
        beyond=True,
    ),
)
GIVES: tuple[str, ...] = tuple(column for step in STEPS for column in step.gives)


def read_posts(posts: pd.DataFrame, context: Context, steps: Sequence[Step] = STEPS) -> pd.DataFrame:
    """All reading columns for `posts`, in one frame with their index; memory grows with the posts, so give chunks.

    `steps`: fewer of them, in their order, where less is wanted; none may be missing that a later one needs.
    """
    expect(len(posts))
    wording = [name for name in _WORDING if name in posts]
    plain = [step for step in steps if not step.beyond]
    # Hashes of texts are kept with them, and the steps ask for them again.
    worded = list(zip(*(posts[name].tolist() for name in wording), strict=True))
    numbers = {words: number for number, words in enumerate(dict.fromkeys(worded))}
    if len(numbers) < len(worded):
        firsts = {words: row for row, words in reversed(list(enumerate(worded)))}
        read = _run(plain, posts.iloc[[firsts[words] for words in numbers]], context)
        read = read.iloc[[numbers[words] for words in worded]].set_index(posts.index)
    else:
        read = _run(plain, posts, context)
    return _run([step for step in steps if step.beyond], posts, context, read)


def _run(
    steps: Sequence[Step], posts: pd.DataFrame, context: Context, read: pd.DataFrame | None = None
) -> pd.DataFrame:
    """`read` and the columns of `steps`, each of which sees those before it."""
    columns: dict[str, pd.Series] = {} if read is None else {str(name): column for name, column in read.items()}
    for step in steps:
        found = step.run(posts, context, columns)
        columns |= {name: found[name] for name in step.gives}
    return pd.DataFrame(columns, index=posts.index)


def version_of(context: Context) -> str:
    """What the readings depend on: the rules, the models, the office, the places and the fact-checks."""
    digest = hashlib.blake2b(VERSION.encode(), digest_size=8)
    digest.update(repr(sorted(model_digests().items())).encode())
    digest.update(repr([(f.name, getattr(context.office, f.name)) for f in fields(context.office)]).encode())
    digest.update(context.extras.encode())
    digest.update(" ".join(layer.digest for layer in context.layers).encode())
    return digest.hexdigest()
