"""What is learnt of headlines, beside what their words say."""

import numpy as np
import pandas as pd

from analysis.frame import posts_frame
from analysis.tone.headline_model import SIGNS, headline_odds, signs_of
from analysis.tone.headlines import FULL_TITLE_WORDS, HEADLINE_WORDS
from analysis.tone.learnt_sums import HEADLINE, learnt_sums
from analysis.tone.model import LABELS, blended, with_news_beside, with_openings
from analysis.tone.readers import read_beside
from analysis.tone.reading import tone_columns

SCORES = [f"tone_{label}" for label in LABELS]
FULL = "warga tiga desa kini bisa berobat gratis tanpa perlu mengantre"


def _news(title: str, text: str = "") -> pd.Series:
    return tone_columns(posts_frame([{"kind": "news", "title": title, "text": text}])).iloc[0]


def test_only_full_titles_of_news_have_sums() -> None:
    """A title of a few words, a body, a post and an empty text are left to the lists and their own model."""
    short, body = "taman baru dibuka", " ".join(["kata"] * (HEADLINE_WORDS + 1))
    sums = read_beside([FULL, short, body, FULL, ""], [True, True, True, False, True]).headline

    assert FULL.count(" ") + 1 >= FULL_TITLE_WORDS
    assert np.isnan(sums).all(axis=1).tolist() == [False, True, True, True, True]
    np.testing.assert_allclose(read_beside([FULL], [True]).headline[0], sums[0], atol=2e-5)


def test_signs_are_what_the_lists_said() -> None:
    """In their order, and the shipped weights have a row for each."""
    signs = signs_of(np.array([[2.0, 1.0, 0.0]], np.float32), np.array([[0.0, 0.0, 4.0]], np.float32))

    assert signs.tolist() == [[1.0, 0.5, 0.0, 0.0, 0.0, 2.0]]
    assert learnt_sums(HEADLINE).sign_weights.shape == (len(SIGNS), len(LABELS))


def test_words_of_the_lists_still_count() -> None:
    """Bad ones draw to the negative, good ones to the positive."""
    none, bad = np.array([[0.0, 1.0, 0.0]], np.float32), np.array([[3.0, 1.0, 0.0]], np.float32)
    good, zero = np.array([[0.0, 1.0, 3.0]], np.float32), np.zeros((1, 3), np.float32)
    plain = headline_odds(zero, none, zero)[0]

    assert np.argmax(headline_odds(zero, bad, zero)[0] - plain) == 0
    assert np.argmax(headline_odds(zero, good, zero)[0] - plain) == 2


def test_headlines_without_a_word_of_the_lists_are_read() -> None:
    """What good and bad news tell in their own words."""
    assert _news("Kini Warga Pelosok Bisa Berobat Tanpa Harus Menempuh Puluhan Kilometer")["tone"] == "positif"
    assert _news("Sudah Tiga Bulan Gaji Ratusan Guru Honorer Belum Dibayar Pemkab")["tone"] == "negatif"
    assert _news("Rapat Pembahasan Anggaran Perubahan Dijadwalkan Pekan Depan di Gedung Dewan")["tone"] == "netral"


def test_an_opening_is_heard_with_its_title() -> None:
    """The tone is of both, and the title keeps its own; the scores sum to one."""
    row = _news("Sudah Tiga Bulan Gaji Ratusan Guru Honorer Belum Dibayar Pemkab", "Rapat akan digelar pekan depan.")

    assert (row["tone"], row["tone_title"]) == ("negatif", "negatif")
    assert abs(sum(row[SCORES]) - 1.0) < 1e-5


def test_scores_between_two() -> None:
    """No share leaves them, all of it takes the others; news and talk on public matters are read by one model alone."""
    one, two = np.array([[0.7, 0.2, 0.1]], np.float32), np.array([[0.1, 0.2, 0.7]], np.float32)

    np.testing.assert_allclose(blended(one, two, 0.0), one, atol=1e-6)
    np.testing.assert_allclose(blended(one, two, 1.0), two, atol=1e-6)
    np.testing.assert_allclose(with_news_beside(one, two, [True], [False]), one, atol=1e-6)
    np.testing.assert_allclose(with_news_beside(one, two, [False], [True]), one, atol=1e-6)
    assert with_news_beside(one, two, [False], [False])[0, 2] > one[0, 2]
    assert with_openings(one, two)[0].argmax() == 0


def test_a_headline_is_read_alike_alone_and_among_others() -> None:
    """Whatever stands beside it."""
    titles = [FULL.title(), "Taman Baru Dibuka", "Sudah Tiga Bulan Gaji Ratusan Guru Honorer Belum Dibayar Pemkab"]
    frame = posts_frame([{"kind": "news", "title": title} for title in titles])

    np.testing.assert_allclose(
        tone_columns(frame)[SCORES].to_numpy(float),
        [_news(title)[SCORES].to_numpy(float) for title in titles],
        atol=2e-4,
    )
