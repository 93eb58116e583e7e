"""How far answers on talk are to be trusted: the score moves, the answer never does."""

import json
from importlib import resources

import numpy as np
import pandas as pd
import pytest

from analysis.frame import posts_frame
from analysis.tone import reading
from analysis.tone.agency_model import Heard
from analysis.tone.learnt_sums import TRUST, learnt_sums
from analysis.tone.model import LABELS, Voice, with_trust
from analysis.tone.readers import TALK, model, read_beside
from analysis.tone.service_talk import Talk
from analysis.tone.trust import SIGNS, Read, log_odds, signs_of, talk_trust

SCORES = [f"tone_{label}" for label in LABELS]
POSTS = (
    "jalan depan pasar rusak parah, sudah lapor dua kali belum diperbaiki",
    "makasih dinas kebersihan, sampah di gang kami sekarang diangkut tiap hari",
    "katanya loket kecamatan mau dipindah, itu betul min?",
    "nasi gorengnya enak, porsinya banyak dan pelayannya ramah",
    "",
)


def _read(scores: list[float], worry: float = np.nan) -> Read:
    """One text about which nothing else is known; talk and news say what the scores say."""
    row = np.array([scores], np.float32)
    heard = [Heard("social", "teks", "netral", Talk(), Voice(), named=False)]
    netral = np.array([LABELS.index("netral")])
    return Read(row, np.log(row), np.log(row), np.array([worry], np.float32), heard, netral, netral)


def _columns() -> pd.DataFrame:
    return reading.tone_columns(posts_frame([{"kind": "comment", "text": text} for text in POSTS]))


def test_the_numbers_fit_the_features_and_signs() -> None:
    """Columns of the tone model's features, one weight a sign, and a card that says what was learnt from."""
    numbers = learnt_sums(TRUST)
    card = json.loads(resources.files("analysis").joinpath("models", f"{TRUST}.json").read_text("utf-8"))

    assert numbers.columns.max() < model(TALK).weights.shape[0]
    assert numbers.weights.shape == (len(numbers.columns), 1)
    assert numbers.sign_weights.shape == (len(SIGNS), 1)
    assert card["signs"] == list(SIGNS)
    assert {"labels", "training", "licence", "script", "date", "metrics", "intended_use", "limits"} <= set(card)


def test_signs_have_their_order() -> None:
    """The lead of an answer over the next, how sure its score is, and what is undecided about its worry."""
    signs = dict(zip(SIGNS, signs_of(_read([0.7, 0.2, 0.1], worry=0.5))[0].tolist(), strict=True))

    assert signs["says negatif"] == 1.0
    assert signs["says netral"] == 0.0
    assert signs["lead in the model of talk"] == pytest.approx(np.log(3.5), abs=1e-5)
    assert signs["log-odds of the score"] == pytest.approx(np.log(0.7 / 0.3), abs=1e-5)
    assert (signs["worry"], signs["worry of a complaint"], signs["worry undecided"]) == (0.5, 0.5, 1.0)
    assert (signs["services agree"], signs["services differ"], signs["always"]) == (0.0, 0.0, 1.0)


def test_reviews_keep_their_score() -> None:
    """What is surely no talk on government is not moved; what surely is, is."""
    read = _read([0.1, 0.2, 0.7])
    kept, moved = (talk_trust(read, np.array([[public]], np.float32))[0] for public in (-60.0, 60.0))

    assert kept == pytest.approx(0.7, abs=1e-4)
    assert abs(moved - 0.7) > 0.005


def test_a_lead_over_the_model_of_news_is_trusted() -> None:
    """Where the model of talk goes further than the one of news."""
    read, sure = _read([0.7, 0.2, 0.1]), np.array([[60.0]], np.float32)
    further = read._replace(own=np.log(np.array([[0.9, 0.07, 0.03]], np.float32)))

    assert talk_trust(further, sure)[0] > talk_trust(read, sure)[0]


def test_no_answer_becomes_another() -> None:
    """However little the winner is trusted, and whatever the scores; rows sum to one."""
    rng = np.random.default_rng(0)
    scores = rng.dirichlet(np.ones(3), 500).astype(np.float32)
    for trust in (0.01, 0.5, 0.99):
        moved = with_trust(scores, np.full(500, trust))
        assert (moved.argmax(axis=1) == scores.argmax(axis=1)).all()
        np.testing.assert_allclose(moved.sum(axis=1), 1.0, atol=1e-5)


def test_the_rest_of_the_reading_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tone, marks and the tone toward the agency do not ask how far an answer is trusted; doubt follows the score that is shown."""
    trusted = _columns()
    monkeypatch.setattr(reading, "talk_trust", lambda read, _: 1.0 / (1.0 + np.exp(-log_odds(read.scores))))
    plain = _columns()
    others = [name for name in plain.columns if name not in {*SCORES, "tone_unsure"}]

    pd.testing.assert_frame_equal(trusted[others], plain[others])
    assert np.abs(trusted[SCORES].to_numpy() - plain[SCORES].to_numpy()).max() > 0.005
    np.testing.assert_array_equal(
        trusted["tone_unsure"].to_numpy()[:-1], trusted[SCORES].max(axis=1).to_numpy()[:-1] < reading.UNSURE
    )
    # Nothing to read is surely neutral, as before.
    assert trusted.loc[4, "tone_netral"] == plain.loc[4, "tone_netral"] > 0.999


def test_news_is_not_asked() -> None:
    """Nor has it any sum of talk on government."""
    beside = read_beside(["jalan rusak parah", "pemkot resmikan taman baru"], [False, True])

    assert np.isnan(beside.public[:, 0]).tolist() == [False, True]


def test_a_post_is_read_alike_alone_and_among_others() -> None:
    """Whatever stands beside it."""
    together = _columns()
    for place, text in enumerate(POSTS):
        alone = reading.tone_columns(posts_frame([{"kind": "comment", "text": text}]))
        np.testing.assert_allclose(
            together.loc[[place], SCORES].to_numpy(float), alone[SCORES].to_numpy(float), atol=2e-4
        )
