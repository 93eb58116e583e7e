"""The learnt part of masking: neighbours tell what no rule foresees, it only adds, and its cost is linear."""

from __future__ import annotations

import time

import numpy as np

from analysis.learning.files import load_model
from analysis.personal.learnt import MODEL, TAGS, best_tags, learnt, shipped_tagger
from analysis.personal.masking import find_personal_data, found_by_rules, mask
from analysis.personal.signs import may_be_learnt
from analysis.personal.token_features import KINDS, kind_of, pieces, seen


def test_only_adds() -> None:
    """Everything that the rules mask stays masked, whatever the learnt part says."""
    text = "wa 0812-3000-4000, rumah di gang seroja no 7 rt 19, ig nya contoh.cantik_ ya"
    masked = {place for start, end, _ in find_personal_data(text) for place in range(start, end)}
    assert all(set(range(start, end)) <= masked for start, end, _ in found_by_rules(text))


def test_neighbours_tell() -> None:
    """A name after a platform and words between is found by what stands around it."""
    text = "ig aku di private kak: zahraaa.cth07"
    assert not found_by_rules(text)
    assert [text[start:end] for start, end, _ in learnt(text)] == ["zahraaa.cth07"]


def test_nothing_without_signs() -> None:
    """A text with neither street nor platform is not looked at."""
    assert not may_be_learnt(0)
    assert learnt("harga beras naik 20 persen") == []


def test_pieces_and_kinds() -> None:
    """Pieces cover all but blanks; a mask is a piece of its own; kinds are numbers below `KINDS`."""
    text = "di [alamat], Jl. Contoh no.5\nya_ok @a_b"
    found = pieces(text)
    assert "".join(text.split()) == "".join("".join(piece.split()) for piece, _, _ in found)
    assert "[alamat]" in [piece for piece, _, _ in found]
    assert all(0 < kind_of(piece) < KINDS and seen(piece).kind == kind_of(piece) for piece, _, _ in found)


def test_the_best_row_of_tags() -> None:
    """Transitions can outweigh one piece's score."""
    scored = np.array([[3, 0, 0, 0], [-1, 0, 0, 0], [3, 0, 0, 0]], np.float32)
    moves = np.zeros((len(TAGS), len(TAGS)), np.float32)
    assert best_tags(scored, moves) == [1, 0, 1]
    moves[1, 1] = 2
    assert best_tags(scored, moves) == [1, 1, 1]


def test_the_model_fits_the_program() -> None:
    """The shipped weights are for the kinds and tags the program knows, and the card says what they come from."""
    arrays, card = load_model(MODEL)
    assert arrays["pairs"].shape[1:] == (KINDS, KINDS, len(TAGS) - 1)
    assert shipped_tagger().moves.shape == (len(TAGS), len(TAGS))
    assert "personal_posts.tsv" in card["trained_on"]


def test_many_finds_cost_linear_time() -> None:
    """Finds of the learnt part are joined with the rules' in one pass: four times the text takes no ten times as long."""
    once, four = (_least_cost("akun ig a_b " * count) for count in (1_000, 4_000))
    assert four < 0.2 + 10 * once


def _least_cost(text: str) -> float:
    """CPU seconds of masking a text, the least of three: tidying up after other tests may fall into one of them."""
    costs = []
    for _ in range(3):
        began = time.process_time()
        mask(text)
        costs.append(time.process_time() - began)
    return min(costs)
