"""The learned part of "berpotensi negatif": worry told from complaint and from plain questions, and what it leaves alone."""

import json
from importlib import resources

import numpy as np
import pandas as pd
import pytest

from analysis.frame import posts_frame
from analysis.tone.learnt_sums import WORRY, learnt_sums
from analysis.tone.readers import TALK, model, read_beside
from analysis.tone.reading import tone_columns
from analysis.tone.worry import LONGEST, SIGNS


def _row(text: str, kind: str = "comment") -> pd.Series:
    return tone_columns(posts_frame([{"kind": kind, "title" if kind == "news" else "text": text}])).iloc[0]


def test_the_numbers_fit_the_features_and_signs() -> None:
    """Columns of the tone model's features, one row a sign, and a card that says what was learnt from."""
    numbers = learnt_sums(WORRY)
    card = json.loads(resources.files("analysis").joinpath("models", f"{WORRY}.json").read_text("utf-8"))

    assert numbers.columns.max() < model(TALK).weights.shape[0]
    assert numbers.weights.shape == (len(numbers.columns), 1)
    assert numbers.sign_weights.shape == (len(SIGNS), 1)
    assert {"labels", "training", "licence", "script", "date", "metrics", "intended_use", "limits"} <= set(card)


@pytest.mark.parametrize(
    "text",
    [
        "katanya pasar ikan mau digusur, itu betul atau cuma isu ya?",
        "moga2 beneran jadi ya pasarnya, jangan php lagi",
        "sampai sore ini belum ada kabar soal beasiswa, deg-degan nunggunya",
        "min boleh lihat hasil uji airnya? biar warga tenang",
    ],
)
def test_worry_rumour_and_waiting_are_watched_and_no_complaint(text: str) -> None:
    """Without a word of the list, too."""
    row = _row(text)

    assert row["tone"] != "negatif"
    assert row["potential_negative"]


@pytest.mark.parametrize(
    "text",
    [
        "kak, pindah KK bawa dokumen apa saja?",
        "besok posyandu di balai RW mulai jam 8, jangan lupa buku KIA",
        "makasih bu lurah, jalannya udah mulus, anak-anak senang",
        "antre dari subuh cuma buat dimarahi petugas, kapok",
    ],
)
def test_questions_notices_praise_and_complaints_are_not(text: str) -> None:
    """Nothing there may turn bad, or it is bad already."""
    assert not _row(text)["potential_negative"]


def test_reviews_of_shops_are_not_watched_for_a_word() -> None:
    """ "Sayang" or "siap-siap" in a review of food is no doubt about an office."""
    assert not _row("sotonya enak, sayang parkirnya sempit, siap-siap antre kalau akhir pekan", "social")[
        "potential_negative"
    ]


def test_news_and_long_posts_are_left_to_the_list_of_words() -> None:
    """What was learnt from short posts says nothing there."""
    news = _row("Warga Resah Menunggu Kepastian Ganti Rugi", "news")
    long = _row("Rapat membahas agenda kerja tahun depan bersama para peserta. " * (LONGEST // 60 + 1) + "Warga resah.")

    assert np.isnan(read_beside(["warga resah"], [True]).worry).all()
    assert news["potential_negative"] == (news["tone"] != "negatif")
    assert long["potential_negative"]


def test_the_answer_does_not_hang_on_the_company() -> None:
    """A post is read alike alone and among others."""
    texts = ["kapan ya kira-kira diumumkan? sudah ditunggu banyak orang", "beli bakso di mana ya", ""] * 5
    frame = posts_frame([{"kind": "social", "text": text} for text in texts])
    together = tone_columns(frame)["potential_negative"].tolist()

    assert together == [bool(_row(text, "social")["potential_negative"]) for text in texts]
