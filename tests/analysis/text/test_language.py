"""The language of a post is named, and not guessed where it can't be known."""

import numpy as np
import pandas as pd
import pytest

from analysis.frame import posts_frame
from analysis.text.language import detect, language_columns


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Jalannya ancur bgt gaes, gak ada yg benerin dr dulu wkwk", "ind"),
        ("gw udh nunggu 3 jam blm dilayani jg nih min", "ind"),
        ("Banjir rendam 200 rumah, BPBD cepat evakuasi warga", "ind"),
        ("Dalan kampungku rusak kabeh, ora tau didandani karo pemerintah", "jav"),
        ("Jalan di lembur abdi reksak pisan, teu acan didangdosan", "sun"),
        ("The road has been broken for months and nobody cares", "eng"),
        ("Kerajaan negeri akan mengumumkan bantuan kepada mangsa banjir di daerah itu esok", "msa"),
        (
            "Please fix the road ASAP, we are tired of waiting for you. "
            "Pemerintah harus segera bertindak karena jalan ini sudah rusak parah sekali",
            "mixed",
        ),
        ("ok", "unknown"),
        ("", "unknown"),
        ("12345 !!! 😡", "unknown"),
    ],
)
def test_language(text: str, language: str) -> None:
    """Slang is Indonesian, regional languages are told apart, a word or two is unknown."""
    assert detect([text])[0] == [language]


def test_columns_keep_index_and_do_not_depend_on_the_batch() -> None:
    """Rows alone or together give the same answer; the input is not changed."""
    posts = posts_frame(
        [
            {"title": "Jalan rusak parah", "text": "di depan pasar"},
            {"text": "ora iso mlaku dalane rusak kabeh"},
            {"text": ""},
        ]
        * 5
    )
    posts.index = pd.RangeIndex(100, 115)
    before = posts.copy(deep=True)

    table = language_columns(posts)

    pd.testing.assert_frame_equal(posts, before)
    assert table.index.equals(posts.index)
    assert list(table.columns) == ["language", "language_score"]
    alone = pd.concat([language_columns(posts.iloc[i : i + 1]) for i in range(len(posts))])
    assert alone["language"].tolist() == table["language"].tolist()
    assert np.array_equal(alone["language_score"].to_numpy(), table["language_score"].to_numpy())


def test_empty_frame() -> None:
    """An empty day gives empty columns."""
    assert language_columns(posts_frame([])).shape == (0, 2)
