"""Patterns found by the openings of words: the same hits as one long alternation."""

import re
import tomllib
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.text.pattern_shapes import needs, openings
from analysis.text.word_patterns import PatternTable, lower

WORDS = (
    "(?:info )?(?:valid )?dari (?:grup|kamar) sebelah",
    "aa?min",
    "100 ?% (?:manjur|ampuh)",
    "hoa(?:x|ks)",
    "di ?sebar(?:kan)?",
)
MORE = (
    "sebar",
    "dari",
    "x(?: \\w{1,9}){0,2} (?:resmi|sebelah)",
    "bukan hoa(?:x|ks)",
    "awas+",
    r"rp\.? ?\d{1,6}",
    "link(?! resmi)",
)


def _slow(patterns: tuple[str, ...], text: str) -> list[tuple[int, int]]:
    ordered = "|".join(sorted(patterns, key=len, reverse=True))
    return [hit.span() for hit in re.finditer(rf"(?<!\w)(?:{ordered})(?!\w)", text, re.IGNORECASE)]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("(?:info )?dari", {"info dar", "dari"}),
        ("di ?sebar", {"di sebar", "disebar"}),
        ("aa?min", {"amin", "aamin"}),
        ("fwd", {"fwd"}),
        (r"\d{3} orang", {"\ue000"}),
        ("100 ?%", {"100 %", "100%"}),
        ("(?:a|b(?:c|d))ef?", {"ae", "aef", "bce", "bcef", "bde", "bdef"}),
        ("link(?! resmi)", {"link"}),
        (r"rp\.? ?\d{1,6}", {"rp", "rp.", "rp ", "rp. "}),
        (r"^\W{0,3}tidak", {"tidak"}),
        ("AWAS+", {"awas"}),
    ],
)
def test_openings(pattern: str, expected: set[str]) -> None:
    """Optional parts, groups, repetitions and escapes; a shorter opening stands for whatever follows."""
    assert openings(pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("(?:itu|ini)(?: \\w{2,15}){0,2} wajar (?:ga|gak)", {"wajar"}),
        ("hoa(?:x|ks)", {"hoax", "hoaks"}),
        ("(?:info )?dari", {"dari", "info"}),
        ("di ?sebar(?:kan)?", {"sebar", "sebarkan", "disebar", "disebarkan"}),
        ("awas+", {"awas"}),
        ("(?:a|bukan) [a-z]+", set()),
        (r"rp\.? ?\d{1,6}", set()),
        ("kabar(?! baik)", {"kabar"}),
        ("(?:kabar){2,3}", {"kabar"}),
        ("(?:kabar)*", set()),
    ],
)
def test_needs(pattern: str, expected: set[str]) -> None:
    """What no match can do without, behind the first piece where that is possible; parts of words only."""
    assert needs(pattern) == expected


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "Info valid dari grup kamar sebelah amin AAMIN 100% 100 % manjur hoax HOAKS disebar di sebarkan sebar bukan "
            "awasss rp 5 rp.600 link resmi İstanbul ß x, . \n".split(" ")
        ),
        max_size=25,
    )
)
def test_same_hits_as_one_alternation(words: list[str]) -> None:
    """Whatever the text: the spans of both lists are those of the plain alternation."""
    text = " ".join(words)
    table = PatternTable.build({"one": WORDS, "more": MORE})
    found = list(table.hits(text))
    assert [(h.start, h.end) for h in found if h.name == "one"] == _slow(WORDS, text)
    assert [(h.start, h.end) for h in found if h.name == "more"] == _slow(MORE, text)
    assert table.has(text) == bool(found)


@given(st.text(max_size=200))
def test_lower_keeps_positions(text: str) -> None:
    """Letter for letter, also where lower case is longer than upper case."""
    assert len(lower(text)) == len(text)


def test_every_shipped_pattern_has_an_opening() -> None:
    """No cue is tried at every word: that would cost what the look-up saves."""
    table = tomllib.loads(resources.files("analysis").joinpath("data", "cues.toml").read_text("utf-8"))
    for family in ("spread", "origin", "pressure", "bait", "claim_style", "pious_bait"):
        for pattern in (*table[family]["strong"], *table[family]["weak"]):
            assert "" not in openings(pattern), pattern


def test_unbalanced_patterns_are_refused() -> None:
    """A closing parenthesis too many is an error, not a silent loss of the rest."""
    with pytest.raises(re.error):
        openings("a)b")
