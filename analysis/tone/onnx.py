"""A transformer for the tone, brought by the user: a folder with ``model.onnx``, ``tokenizer.json`` and ``config.json``.

Off unless the settings name it. It is run by ONNX Runtime on the CPU (extra ``kentongan[onnx]``); nothing is fetched, and an
ONNX file is a graph of numbers, not a program. Any sequence classifier exported by the usual tools will do whose
``id2label`` names the three tones. Its scores stand in place of the linear model's; everything that is read from words
(tone toward the agency, signals, sarcasm) stays.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.learning.linear import softmax
from analysis.text.clean import clean_text
from analysis.tone.layers import with_scores, without_words
from analysis.tone.model import LABELS
from kentongan.core.errors import ModelError
from kentongan.core.messages import Say

_FILES: Final = ("model.onnx", "tokenizer.json", "config.json")
_NAMES: Final = {
    **dict.fromkeys(("negatif", "negative", "neg"), "negatif"),
    **dict.fromkeys(("netral", "neutral", "neu"), "netral"),
    **dict.fromkeys(("positif", "positive", "pos"), "positif"),
}
_INPUTS: Final = {"input_ids", "attention_mask", "token_type_ids"}
_BATCH: Final = 32
#: More characters than any model's tokens; keeps a hostile text from the tokenizer.
_CHARACTERS: Final = 8_000


@dataclass(frozen=True, slots=True)
class OnnxTone:
    """A loaded transformer. ``order[k]`` is the model's column of ``LABELS[k]``."""

    session: Any
    tokenizer: Any
    order: tuple[int, ...]
    inputs: frozenset[str]
    digest: str

    @classmethod
    def load(cls, folder: Path, *, threads: int = 2, max_length: int = 256) -> Self:
        """Load the folder's model.

        Args:
            folder: with the three files.
            threads: of ONNX Runtime.
            max_length: tokens that are read of a text.

        Raises:
            ModelError: a file is missing or odd, or the extra is not installed.
        """
        missing = [name for name in _FILES if not (folder / name).is_file()]
        if missing:
            raise _refused(folder, f"tidak berisi {', '.join(missing)}", f"lacks {', '.join(missing)}")
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise ModelError(
                Say("Model transformer memerlukan pustaka tambahan.", "A transformer needs more libraries."),
                Say("Pasang dengan: pip install 'kentongan[onnx]'", "Install: pip install 'kentongan[onnx]'"),
            ) from error
        order, padding = _read_config(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.log_severity_level = 4  # what goes wrong is said by us
        try:
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise _refused(folder, "tidak dapat dimuat", "cannot be loaded") from error
        tokenizer.enable_truncation(max_length)
        tokenizer.enable_padding(pad_id=padding)
        inputs = frozenset(item.name for item in session.get_inputs())
        if not inputs <= _INPUTS or "input_ids" not in inputs:
            named = ", ".join(sorted(inputs))
            raise _refused(folder, f"meminta masukan yang tidak dikenal ({named})", f"asks for odd inputs ({named})")
        found = cls(session, tokenizer, order, inputs, _digest(folder))
        found.probabilities(["baik"])
        return found

    def probabilities(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Probabilities ``(len(texts), 3)`` in the order of ``LABELS``; independent of batching but for rounding.

        Raises:
            ModelError: the model does not give a number for each label, or fails.
        """
        out = np.zeros((len(texts), 3), np.float32)
        # Texts of like length share a batch, so that little is padded.
        order = sorted(range(len(texts)), key=lambda k: len(texts[k]))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            encoded = self.tokenizer.encode_batch([texts[k][:_CHARACTERS] for k in rows])
            values = {
                "input_ids": np.array([one.ids for one in encoded], np.int64),
                "attention_mask": np.array([one.attention_mask for one in encoded], np.int64),
                "token_type_ids": np.array([one.type_ids for one in encoded], np.int64),
            }
            out[rows] = self._run({name: values[name] for name in self.inputs}, len(rows))
        return out

    def _run(self, values: dict[str, Any], count: int) -> NDArray[np.float32]:
        try:
            (logits, *_) = self.session.run(None, values)
        except Exception as error:
            raise _failed() from error
        logits = np.asarray(logits, dtype=np.float32)
        if (
            logits.ndim != 2
            or logits.shape[0] != count
            or logits.shape[1] <= max(self.order)
            or not np.isfinite(logits).all()
        ):
            raise _failed()
        return softmax(logits[:, list(self.order)])

    def reread(self, posts: pd.DataFrame, read: pd.DataFrame) -> pd.DataFrame:
        """The columns of tone with the transformer's scores; see `analysis.tone.layers`."""
        if not len(posts):
            return read
        texts = [clean_text(text or title) for title, text in zip(posts["title"], posts["text"], strict=True)]
        return with_scores(read, self.probabilities(texts), without_words(posts))


def _read_config(folder: Path) -> tuple[tuple[int, ...], int]:
    """The model's column of each of ``LABELS``, and the number of the padding token."""
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
        named = {_NAMES.get(str(label).casefold()): int(column) for column, label in config["id2label"].items()}
        padding = int(config.get("pad_token_id") or 0)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _refused(folder, "mempunyai config.json tanpa id2label", "has a config.json without id2label") from error
    if set(LABELS) - set(named) or min(named.values()) < 0:
        labels = ", ".join(map(str, config["id2label"].values()))[:200]
        raise _refused(
            folder,
            f"tidak menamai positif, netral, dan negatif (yang ada: {labels})",
            f"does not name positif, netral and negatif (found: {labels})",
        )
    return tuple(named[label] for label in LABELS), padding


def _digest(folder: Path) -> str:
    """What the answers depend on. The weights are told by size and date: reading gigabytes at each start would be slow."""
    digest = hashlib.blake2b(digest_size=16)
    for name in _FILES[1:]:
        digest.update((folder / name).read_bytes())
    for path in sorted(folder.glob("model.onnx*")):
        status = path.stat()
        digest.update(f"{path.name} {status.st_size} {status.st_mtime_ns}".encode())
    return digest.hexdigest()


def _refused(folder: Path, what: str, in_english: str) -> ModelError:
    return ModelError(
        Say(f"Folder model {folder} {what}.", f"The model folder {folder} {in_english}."),
        Say(
            "Periksa `model.tone_onnx`, atau kosongkan untuk memakai model bawaan.",
            "Check `model.tone_onnx`, or leave it empty to use the shipped model.",
        ),
    )


def _failed() -> ModelError:
    return ModelError(
        Say("Model transformer tidak memberi nilai untuk setiap nada.", "The transformer gave no score for each tone."),
        Say(
            "Periksa `model.tone_onnx`: perlu model klasifikasi tiga nada.",
            "Check `model.tone_onnx`: a classifier of three tones is needed.",
        ),
    )
