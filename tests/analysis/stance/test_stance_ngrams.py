"""What n-grams say of the stance: the same for a text alone and among others, and told in words that stand in it."""

import numpy as np

from analysis.claims.need import words_of
from analysis.frame import posts_frame
from analysis.stance.model import ANSWERS
from analysis.stance.ngrams import SIGNS, may_tell, shipped_ngrams, signs_of
from analysis.stance.reading import stance_columns

TEXTS = {
    "spreads": "air galon merek itu dicampur obat tidur, sudah tiga orang masuk rumah sakit, tolong kasih tau keluarga",
    "denies": "itu ga bener ya bapak ibu, saya yg jaga loketnya, tetap buka sampai sore",
    "asks": "ini betulan ga sih katanya pasar lama mau digusur?",
    "quotes": "rame di grup warga soal kabar pasar lama mau digusur, belum ada yang tau pastinya",
    "": "makasih pak damkar, semoga sehat selalu",
}


def test_each_answer_is_heard() -> None:
    """The likeliest of the five, of calm everyday posts."""
    said = shipped_ngrams().sums(list(TEXTS.values())).argmax(axis=1)
    assert [ANSWERS[place] for place in said] == list(TEXTS)


def test_a_text_alone_reads_as_among_others() -> None:
    """Sums do not hang on the batch; an empty text has them, too."""
    texts = [*TEXTS.values(), "", "\u200b\u202e", "a" * 9_000]
    whole = shipped_ngrams().sums(texts)
    assert whole.shape == (len(texts), len(ANSWERS))
    for text, row in zip(texts, whole, strict=True):
        np.testing.assert_allclose(shipped_ngrams().sums([text])[0], row, rtol=1e-5, atol=1e-5)
    assert shipped_ngrams().sums([]).shape == (0, len(ANSWERS))


def test_most_ordinary_texts_are_not_read_further() -> None:
    """Thanks tell of no claim, the other four do."""
    assert may_tell(shipped_ngrams().sums(list(TEXTS.values()))).tolist() == [True, True, True, True, False]


def test_reasons_stand_in_the_text() -> None:
    """The words without which the text would say least of its stance, strongest first."""
    for answer, text in TEXTS.items():
        found = shipped_ngrams().reasons(text, answer)
        assert 1 <= len(found) <= 3
        assert [one.pull for one in found] == sorted((one.pull for one in found), reverse=True)
        assert all(word in text for word in words_of(text, found))
    assert shipped_ngrams().reasons("", "denies") == ()


def test_signs_have_the_names_the_learnt_part_knows() -> None:
    """Five, in the order of the answers."""
    assert tuple(signs_of([1.0] * len(ANSWERS))) == SIGNS


def test_who_needs_no_check_spreads_nothing() -> None:
    """The same rumour: neither flagged nor matched it spreads from a score of one half only."""
    posts = posts_frame([{"id": "1", "kind": "social", "text": TEXTS["spreads"]}])
    said = [stance_columns(posts, [False], [()], [score]).claim_stance[0] for score in (0.2, 0.7)]
    assert said == ["", "spreads"]
