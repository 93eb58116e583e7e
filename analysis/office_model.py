"""What an office's corrections taught: a small layer over the shipped tone, one head for each tone it may decide.

``p = softmax(base · A + traits · B + words · W + c)``: *base* are the shipped log-odds, *traits* say how the post was
read (signal words, tone of the title, kind), *words* are hashed n-grams. Without corrections A is the identity and the
rest nothing, so the shipped answer stands; ``analysis.office_learning`` moves it from there. Reading needs numpy only,
the file is plain arrays with a card (:mod:`analysis.model_files`), and no word can be read back from it.
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

from analysis.clean import clean_text
from analysis.linear import FeatureSpec, softmax
from analysis.model_files import load_model, save_model
from analysis.tone_model import LABELS, UNSURE
from analysis.tone_text import tone_text
from kentongan.core.errors import ModelError
from kentongan.core.messages import Say

Float = NDArray[np.float32]

HEADS: Final = ("tone", "tone_agency")
"""The columns a layer may decide: tone of the matter, tone toward the agency."""
SPEC: Final = FeatureSpec(words=1, word_bits=15, chars=(3, 5), char_bits=15)
TRAITS_VERSION: Final = "1"
"""Changes with what :func:`traits_of` gives: lessons and layers of another version are not understood."""
DENSE: Final = 18
"""Columns of the dense traits."""
_READ: Final = 600
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
        read: the columns of ``analysis.tone.tone_columns``, row by row.
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
    texts = [
        tone_text(clean_text(f"{title}. {text}" if title and text else title or text)[:_READ])
        for title, text in zip(posts["title"].tolist(), posts["text"].tolist(), strict=True)
    ]
    return Traits(base, np.concatenate(dense, axis=1), SPEC.matrix(texts))


def _one_hot(values: Iterable[str], names: Sequence[str]) -> Float:
    return np.array([[value == name for name in names] for value in values], np.float32).reshape(-1, len(names))


def _log_odds(scores: Float) -> Float:
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
        logits = base @ self.base + traits.dense @ self.dense + traits.words @ self.words + self.bias
        return softmax(np.asarray(logits, dtype=np.float32))


@dataclass(frozen=True, slots=True)
class OfficeModel:
    """The layer of one office.

    Args:
        heads: by column; a head that was not learnt is not there and its column stays as shipped.
        card: when, by whom, from how many corrections, measured how (see docs/learning.md).
    """

    heads: Mapping[str, Head]
    card: Mapping[str, Any]

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
        save_model(folder, name, arrays, {**self.card, "heads": sorted(self.heads), "traits": TRAITS_VERSION})

    @classmethod
    def load(cls, folder: Path, name: str) -> Self:
        """Read a layer. Raises ``ModelError`` where its file is missing, damaged or of another version."""
        arrays, card = load_model(name, folder)
        heads = {}
        for head in card.get("heads", ()):
            parts = [arrays.get(f"{head}.{part}") for part in ("base", "dense", "words", "bias")]
            shapes = [part.shape for part in parts if part is not None]
            if card.get("traits") != TRAITS_VERSION or head not in HEADS or shapes != _shapes():
                raise ModelError(
                    Say(
                        f"Model kantor '{name}' dari versi lain.", f"The office's model '{name}' is of another version."
                    ),
                    Say("Jalankan kentongan learn.", "Run kentongan learn."),
                )
            heads[head] = Head(*(part.astype(np.float32) for part in parts if part is not None))
        return cls(heads, card)

    def taught(self, posts: pd.DataFrame, read: pd.DataFrame) -> pd.DataFrame:
        """The columns of tone as the office's corrections would have them; others as they were.

        Sarcasm stays unsure, and what is negative is not potentially negative beside.
        """
        if not len(posts) or not self.heads:
            return read
        traits, changed = traits_of(posts, read), read.copy()
        empty = ((posts["title"].str.strip() == "") & (posts["text"].str.strip() == "")).to_numpy()
        for column, head in self.heads.items():
            scores = head.scores(traits.base[column], traits)
            labels = pd.Series([LABELS[i] for i in scores.argmax(axis=1)], index=read.index, dtype="str")
            changed[column] = read[column].where(empty, labels)
            if column == "tone":
                _put_scores(changed, read, scores, empty)
        return changed


def _put_scores(changed: pd.DataFrame, read: pd.DataFrame, scores: Float, empty: NDArray[np.bool_]) -> None:
    """The scores of the event's tone, and what follows from them."""
    names = ["tone_negatif", "tone_netral", "tone_positif"]
    shipped = read[names].to_numpy(np.float32)
    ironic = read["tone_unsure"].to_numpy(bool) & (shipped.max(axis=1) >= UNSURE)
    changed[names] = np.where(empty[:, None], shipped, scores).astype(np.float32)
    changed["tone_unsure"] = np.where(empty, read["tone_unsure"], (scores.max(axis=1) < UNSURE) | ironic)
    changed["potential_negative"] = (
        read["potential_negative"].to_numpy(bool) & (changed["tone"] != "negatif").to_numpy()
    )


def _shapes() -> list[tuple[int, ...]]:
    columns = (1 << SPEC.word_bits) + (1 << SPEC.char_bits)
    return [(3, 3), (DENSE, 3), (columns, 3), (3,)]
