"""The learned part of the tone toward the agency: what it adds, what it leaves alone, that its numbers fit."""

import json
from importlib import resources

import numpy as np
import pytest

from analysis.frame import posts_frame
from analysis.tone.agency_model import LONGEST, SIGNS
from analysis.tone.learnt_sums import AGENCY, learnt_sums
from analysis.tone.model import LABELS
from analysis.tone.readers import NEWS, model
from analysis.tone.reading import tone_columns


def _said(text: str, kind: str = "social", body: str = "") -> str:
    title, text = (text, body) if kind == "news" else ("", text)
    return str(tone_columns(posts_frame([{"kind": kind, "title": title, "text": text}]))["tone_agency"].iloc[0])


def test_the_numbers_fit_the_features_and_signs() -> None:
    """Columns of the tone model's features, one row a sign, and a card that says what was learnt from."""
    numbers, card = (
        learnt_sums(AGENCY),
        json.loads(resources.files("analysis").joinpath("models", "agency.json").read_text("utf-8")),
    )

    assert numbers.columns.max() < model(NEWS).weights.shape[0]
    assert numbers.weights.shape == (len(numbers.columns), len(LABELS))
    assert numbers.sign_weights.shape == (len(SIGNS), len(LABELS))
    assert {"labels", "training", "licence", "script", "date", "metrics", "intended_use", "limits"} <= set(card)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ngurus surat ahli waris udah kayak main pingpong, dari loket ke loket", "negatif"),
        ("salut sama petugas kebersihan, subuh-subuh taman udah kinclong", "positif"),
        ("restorannya mahal, pelayannya lambat, ga bakal balik lagi", "netral"),
        ("kak, kalau kartu keluarga hilang syaratnya apa ya?", "netral"),
    ],
)
def test_short_posts(text: str, said: str) -> None:
    """Grievance and praise of public service; a restaurant and a question say nothing of it."""
    assert _said(text) == said


def test_long_posts_and_articles_are_left_to_the_rules() -> None:
    """Words that blame by themselves say nothing in a text longer than those it learnt from."""
    filler = "Rapat membahas agenda kerja tahun depan bersama para peserta. " * (LONGEST // 60 + 1)
    numbers = learnt_sums(AGENCY)

    assert _said(filler) == "netral"
    assert _said("Bupati Hadiri Rapat", "news", filler) == "netral"
    assert np.isfinite(numbers.weights).all()


def test_the_answer_does_not_hang_on_the_company() -> None:
    """A post is read alike alone and among others."""
    texts = ["lampu jalan mati dua bulan", "terima kasih pak lurah, gang kami terang", "beli bakso di mana ya"] * 5
    together = tone_columns(posts_frame([{"kind": "social", "text": text} for text in texts]))["tone_agency"].tolist()

    assert together == [_said(text) for text in texts]
