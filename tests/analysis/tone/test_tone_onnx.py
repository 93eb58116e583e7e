"""A transformer of the user's own: a tiny real one, made here, loaded and run as a large one would be."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from analysis.frame import posts_frame
from analysis.tone.onnx import OnnxTone
from analysis.tone.reading import tone_columns
from kentongan.core.errors import ModelError

_HOW = "pip install onnx onnxruntime tokenizers, then run this file again"
onnx = pytest.importorskip("onnx", reason=_HOW)
pytest.importorskip("onnxruntime", reason=_HOW)
tokenizers = pytest.importorskip("tokenizers", reason=_HOW)

WORDS = {"[PAD]": 0, "[UNK]": 1, "bagus": 2, "rusak": 3, "jadwal": 4}
LABELS = {"0": "positive", "1": "Negative", "2": "neutral"}


def make_model(folder: Path, *, labels: dict[str, str] | None = None, third: str = "", classes: int = 3) -> Path:
    """A bag of words as a graph: embedding, mask, sum over the tokens; one row of logits a text."""
    helper, kind = onnx.helper, onnx.TensorProto
    table = np.zeros((len(WORDS), classes), np.float32)
    for row, column in ((2, 0), (3, 1), (4, 2)):
        table[row, column % classes] = 4.0
    names = ["input_ids", "attention_mask", *([third] if third else [])]
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", "input_ids"], ["embedded"]),
            helper.make_node("Cast", ["attention_mask"], ["mask"], to=kind.FLOAT),
            helper.make_node("Unsqueeze", ["mask", "last"], ["wide"]),
            helper.make_node("Mul", ["embedded", "wide"], ["masked"]),
            helper.make_node("ReduceSum", ["masked", "tokens"], ["logits"], keepdims=0),
        ],
        "bag",
        [helper.make_tensor_value_info(name, kind.INT64, ["n", "l"]) for name in names],
        [helper.make_tensor_value_info("logits", kind.FLOAT, ["n", classes])],
        [
            onnx.numpy_helper.from_array(table, "table"),
            onnx.numpy_helper.from_array(np.array([2], np.int64), "last"),
            onnx.numpy_helper.from_array(np.array([1], np.int64), "tokens"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(folder / "model.onnx"))
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(WORDS, unk_token="[UNK]"))  # noqa: S106
    tokenizer.normalizer = tokenizers.normalizers.Lowercase()
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {"id2label": LABELS if labels is None else labels, "pad_token_id": 0}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


def test_scores_stand_in_our_order(tmp_path: Path) -> None:
    """Whatever the model calls its labels; padding and batches change nothing; long texts are cut."""
    model = OnnxTone.load(make_model(tmp_path), threads=1, max_length=8)
    texts = ["jalan rusak", "pelayanan bagus", "jadwal pemadaman", "", "rusak " * 5000, *["bagus sekali"] * 70]
    scores = model.probabilities(texts)

    assert scores.shape == (75, 3)
    assert np.allclose(scores.sum(axis=1), 1, atol=1e-5)
    assert scores[:3].argmax(axis=1).tolist() == [0, 2, 1]
    assert scores[4].argmax() == 0
    assert np.allclose(scores[5:], scores[5])
    assert np.allclose(model.probabilities(["jalan rusak"])[0], scores[0], atol=1e-6)


def test_it_reads_in_place_of_the_shipped_model(tmp_path: Path) -> None:
    """Columns and types as before; the tone toward the agency stays; posts without words stay."""
    model = OnnxTone.load(make_model(tmp_path))
    posts = posts_frame([{"text": "bagus banget jalan rusak rusak"}, {"title": "jadwal bagus bagus"}, {"text": " "}])
    read = tone_columns(posts)
    again = model.reread(posts, read)

    assert again["tone"].tolist() == ["negatif", "positif", read["tone"][2]]
    assert again.dtypes.to_dict() == read.dtypes.to_dict()
    assert again["tone_agency"].tolist() == read["tone_agency"].tolist()
    assert model.reread(posts[:0], read[:0]).empty
    assert len(model.digest) == 32


def test_another_model_is_another_version(tmp_path: Path) -> None:
    """Readings are made anew when the folder's files change."""
    first = OnnxTone.load(make_model(tmp_path)).digest
    assert OnnxTone.load(tmp_path).digest == first
    assert OnnxTone.load(make_model(tmp_path, labels={"0": "neg", "1": "neu", "2": "pos"})).digest != first


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_missing_or_broken_file_is_named(tmp_path: Path, name: str) -> None:
    """One clear error."""
    (make_model(tmp_path) / name).write_bytes(b"\x00broken")
    with pytest.raises(ModelError, match="tone_onnx"):
        OnnxTone.load(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ModelError, match=name):
        OnnxTone.load(tmp_path)


def test_other_tasks_are_refused(tmp_path: Path) -> None:
    """Labels that are no tones, inputs nobody knows, fewer numbers than labels."""
    with pytest.raises(ModelError, match="LABEL_0"):
        OnnxTone.load(make_model(tmp_path / "a", labels={"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"}))
    with pytest.raises(ModelError, match="pixel_values"):
        OnnxTone.load(make_model(tmp_path / "b", third="pixel_values"))
    with pytest.raises(ModelError, match="tiga nada"):
        OnnxTone.load(make_model(tmp_path / "c", classes=2))
    with pytest.raises(ModelError, match="tidak berisi"):
        OnnxTone.load(tmp_path / "nowhere")


def test_token_types_are_given_where_asked(tmp_path: Path) -> None:
    """BERT wants them, others do not."""
    model = OnnxTone.load(make_model(tmp_path, third="token_type_ids"))
    assert model.probabilities(["rusak"]).argmax() == 0
