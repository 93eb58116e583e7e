"""What an office's corrections taught: a small layer over the shipped readings, one head for each tone it may decide and one
for the category (:mod:`analysis.categories.layer`).

``p = softmax(base · A + traits · B + words · W + c)``: *base* are the shipped log-odds, *traits* say how the post was
read (signal words, what is said of services, title, kind), *words* are hashed n-grams. Without corrections A is the identity and the
rest nothing, so the shipped answer stands; ``analysis.office.learning`` moves it from there. Reading needs numpy only,
the file is plain arrays with a card (:mod:`analysis.learning.files`), and no word can be read back from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from analysis.categories.layer import COLUMN, CategoryHead, category_traits, recategorised, said_of
from analysis.learning.files import load_model, save_model
from analysis.learning.linear import FeatureSpec, row_by_row, softmax
from analysis.text.clean import clean_text
from analysis.tone.layers import with_scores, without_words
from analysis.tone.model import LABELS
from analysis.tone.rules import read as read_rules
from analysis.tone.service_talk import read_post
from analysis.tone.text import tone_text
from kentongan.core.errors import ModelError
from kentongan.core.messages import Say

Float = NDArray[np.float32]

HEADS: Final = ("tone", "tone_agency")
"""The columns a layer may decide: tone of the matter, tone toward the agency."""
SPEC: Final = FeatureSpec(words=1, word_bits=15, chars=(3, 5), char_bits=15)
TRAITS_VERSION: Final = "1"
"""Changes with what :func:`traits_of` gives: lessons and layers of another version are not understood."""
DENSE: Final = 38
"""Columns of the dense traits."""
_COLUMNS: Final = (1 << SPEC.word_bits) + (1 << SPEC.char_bits)
_READ: Final = 600
_MOST: Final = 3.0
_NONE: Final = np.zeros(0)
_WORDS: Final = 30
_SIGNALS: Final = ("complaint", "event", "praise", "potential")
_KINDS: Final = ("news", "social", "video", "comment", "complaint", "message")
#: A tone toward the agency comes without scores; this much of the whole is given to what was said.
_SAID: Final = 0.75
_FLOOR: Final = 0.01


@dataclass(frozen=True, slots=True)
class Traits:
    """What a layer sees of n posts.

    Args:
        base: shipped log-odds of each head, ``(n, 3)`` in the order of ``LABELS``, each row's mean taken off.
        dense: how the posts were read, ``(n, D)``.
        words: hashed n-grams, CSR ``(n, 2**16)``, rows of length √2.
    """

    base: Mapping[str, Float]
    dense: Float
    words: Any

    def __len__(self) -> int:
        return len(self.dense)

    def rows(self, chosen: Any) -> Traits:
        """The traits of some posts, by position or truth."""
        return Traits({name: base[chosen] for name, base in self.base.items()}, self.dense[chosen], self.words[chosen])


def joined(parts: Sequence[Traits]) -> Traits:
    """Traits of all posts, one part after another; at least one part."""
    return Traits(
        {name: np.concatenate([part.base[name] for part in parts]) for name in HEADS},
        np.concatenate([part.dense for part in parts]),
        sparse.vstack([part.words for part in parts], format="csr"),
    )


def traits_of(posts: pd.DataFrame, read: pd.DataFrame) -> Traits:
    """What a layer sees of posts whose shipped tone was read.

    Args:
        posts: the frame of posts; title, text and kind are used.
        read: the columns of ``analysis.tone.reading.tone_columns``, row by row.
    """
    scores = read[["tone_negatif", "tone_netral", "tone_positif"]].to_numpy(np.float32).reshape(-1, 3)
    said = _one_hot(read["tone_agency"], LABELS)
    base = {"tone": _log_odds(scores), "tone_agency": _log_odds(_SAID * said + (1 - _SAID) * scores)}
    kinds: list[list[str]] = [[kind for _, _, kind in found] for found in read["potential_signals"]]
    dense = [
        said,
        _one_hot(read["tone_title"], ("negatif", "positif")),
        read[["tone_conflict", "tone_unsure", "potential_negative"]].to_numpy(np.float32),
        np.array([[np.log1p(found.count(name)) for name in _SIGNALS] for found in kinds], np.float32).reshape(-1, 4),
        _one_hot(posts["kind"], _KINDS),
    ]
    plain, texts = _read_of(posts)
    dense.append(
        np.array([_heard(*both) for both in zip(plain, texts, strict=True)], np.float32).reshape(len(posts), -1)
    )
    return Traits(base, np.concatenate(dense, axis=1), SPEC.matrix(texts))


def words_of(posts: pd.DataFrame) -> Any:
    """The hashed n-grams of posts alone, as in :func:`traits_of`."""
    return SPEC.matrix(_read_of(posts)[1])


def _read_of(posts: pd.DataFrame) -> tuple[list[str], list[str]]:
    """The beginning of each post, plain and as the models of tone read it."""
    plain = [
        clean_text(f"{title}. {text}" if title and text else title or text)[:_READ]
        for title, text in zip(posts["title"].tolist(), posts["text"].tolist(), strict=True)
    ]
    return plain, [tone_text(text) for text in plain]


def _heard(plain: str, text: str) -> tuple[float, ...]:
    """What is said of services, what the rules of tone see, and the shape of one text; nothing above 3."""
    talk, rules = read_post(plain, True), read_rules(text)
    return (
        min(talk.blame, _MOST),
        min(talk.praise, _MOST),
        *map(float, (talk.asks, talk.calm, talk.mocking, talk.about_service, talk.kind, talk.private, talk.ironic)),
        min(rules.bad, _MOST),
        min(rules.good, _MOST),
        *map(float, (rules.doubt, rules.neutral, rules.sarcastic, rules.asks, rules.has_signals)),
        min(text.count(" ") / _WORDS, _MOST),
        *(min(float(text.count(mark)), _MOST) for mark in "?!~"),
    )


def _one_hot(values: Iterable[str], names: Sequence[str]) -> Float:
    return np.array([[value == name for name in names] for value in values], np.float32).reshape(-1, len(names))


def _log_odds(scores: NDArray[Any]) -> Float:
    logs = np.log(np.maximum(scores, _FLOOR))
    return np.asarray(logs - logs.mean(axis=1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Head:
    """Weights of one head: of the base ``(3, 3)``, the traits ``(D, 3)`` and the words ``(2**16, 3)``, and the bias."""

    base: Float
    dense: Float
    words: Float
    bias: Float

    def scores(self, base: Float, traits: Traits) -> Float:
        """Probabilities ``(n, 3)`` in the order of ``LABELS``."""
        logits = (
            row_by_row(base, self.base) + row_by_row(traits.dense, self.dense) + traits.words @ self.words + self.bias
        )
        return softmax(np.asarray(logits, dtype=np.float32))


@dataclass(frozen=True, slots=True)
class OfficeModel:
    """The layer of one office.

    Args:
        heads: by column; a head that was not learnt is not there and its column stays as shipped.
        card: when, by whom, from how many corrections, measured how (see docs/learning.md).
        category: the head of the categories; None = the lists decide.
    """

    heads: Mapping[str, Head]
    card: Mapping[str, Any]
    category: CategoryHead | None = None

    @property
    def digest(self) -> str:
        """What a kept reading depends on."""
        return str(self.card.get("sha256", ""))

    def save(self, folder: Path, name: str) -> None:
        """Write ``name.npz`` and its card. Raises OSError."""
        arrays: dict[str, NDArray[Any]] = {}
        for head, weights in self.heads.items():
            arrays |= {
                f"{head}.base": weights.base,
                f"{head}.dense": weights.dense,
                f"{head}.words": weights.words.astype(np.float16),
                f"{head}.bias": weights.bias,
            }
        learnt, card = [*self.heads], {**self.card, "traits": TRAITS_VERSION}
        if self.category is not None:
            arrays |= self.category.arrays()
            learnt, card = [*learnt, COLUMN], {**card, "categories": list(self.category.codes)}
        save_model(folder, name, arrays, {**card, "heads": sorted(learnt)})

    @classmethod
    def load(cls, folder: Path, name: str) -> Self:
        """Read a layer. Raises ``ModelError`` where its file is missing, damaged or of another version."""
        arrays, card = load_model(name, folder)
        names = card.get("heads")
        known = {*HEADS, COLUMN}
        if card.get("traits") != TRAITS_VERSION or not isinstance(names, list) or not names or not {*names} <= known:
            raise _other_version(name)
        heads = {}
        for head in [one for one in HEADS if one in names]:
            parts = [arrays.get(f"{head}.{part}", _NONE) for part in ("base", "dense", "words", "bias")]
            if [part.shape for part in parts] != _shapes():
                raise _other_version(name)
            heads[head] = Head(*(part.astype(np.float32) for part in parts))
        return cls(heads, card, _category_head(name, arrays, card) if COLUMN in names else None)

    def reread(self, posts: pd.DataFrame, read: pd.DataFrame) -> pd.DataFrame:
        """The columns of tone as the office's corrections would have them; others as they were."""
        if not len(posts) or not self.heads:
            return read
        traits, changed, empty = traits_of(posts, read), read, without_words(posts)
        for column, head in self.heads.items():
            scores = head.scores(traits.base[column], traits)
            if column == "tone":
                changed = with_scores(changed, scores, empty)
            else:
                labels = pd.Series([LABELS[i] for i in scores.argmax(axis=1)], index=read.index, dtype="str")
                changed = changed.assign(**{column: read[column].where(empty, labels)})
        return changed

    def recategorise(self, posts: pd.DataFrame, read: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
        """The columns of category as the office's corrections would have them.

        They stay as the lists have them where the office's categories are no longer those that were taught.
        """
        head = self.category
        if head is None or not len(posts) or {*head.codes} != {*codes, ""}:
            return read
        told = np.flatnonzero(~without_words(posts))
        if not len(told):
            return read
        some = read.iloc[told]
        traits = category_traits(head.codes, said_of(some), words_of(posts.iloc[told]))
        changed = recategorised(head, traits, some)
        return changed if len(told) == len(read) else pd.concat([read.drop(some.index), changed]).loc[read.index]


def _category_head(name: str, arrays: Mapping[str, NDArray[Any]], card: Mapping[str, Any]) -> CategoryHead:
    codes = card.get("categories")
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes) or "" not in codes:
        raise _other_version(name)
    kinds = len(codes)
    parts = [arrays.get(f"{COLUMN}.{part}", _NONE) for part in ("said", "words", "bias")]
    if [part.shape for part in parts] != [(kinds, kinds), (_COLUMNS, kinds), (kinds,)]:
        raise _other_version(name)
    return CategoryHead(tuple(codes), *(part.astype(np.float32) for part in parts))


def _other_version(name: str) -> ModelError:
    return ModelError(
        Say(f"Model kantor '{name}' dari versi lain.", f"The office's model '{name}' is of another version."),
        Say("Jalankan kentongan learn.", "Run kentongan learn."),
    )


def _shapes() -> list[tuple[int, ...]]:
    return [(3, 3), (DENSE, 3), (_COLUMNS, 3), (3,)]
