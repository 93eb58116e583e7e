"""The language of the search box: what is typed, what it means, what is said back, and what is marked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.core.errors import UsageError
from kentongan.core.labels import Answers, decided
from kentongan.core.messages import Say
from kentongan.core.search_fields import Found, LabelReader, read_date
from kentongan.core.search_query import Either, Every, Label, Period, Without, narrowed, parse, wanted_terms
from kentongan.core.search_terms import Term, excerpt, marked, spans, stems_of, tokens
from kentongan.core.search_words import in_words

WIB = timezone(timedelta(hours=7))
TODAY = date(2026, 11, 22)


class Two:
    """An office with two sources."""

    def find(self, field: str, text: str) -> Found | None:
        """Known are two names."""
        del field
        return Found((text,), Say(text, text)) if text in ("Kaltim Post", "Palaran") else None

    def near(self, field: str, text: str) -> list[str]:
        """The one that is meant."""
        del field, text
        return ["Kaltim Post"]


READ = LabelReader(Two(), WIB, TODAY)


def word(text: str) -> Term:
    """A word as it is typed."""
    return Term((text.lower(),), exact=False, prefix=False, shown=text)


def test_side_by_side_binds_stronger_than_or_and_parentheses_strongest() -> None:
    a, b, c = word("a"), word("b"), word("c")
    assert parse("a b OR c", READ) == parse("a AND b ATAU c", READ) == Either((Every((a, b)), c))
    assert parse("a (b OR c)", READ) == Every((a, Either((b, c))))
    assert parse("a NOT b", READ) == parse("a -b", READ) == parse("a DAN BUKAN b", READ) == Every((a, Without(b)))
    assert parse("-(a b) c", READ) == Every((Without(Every((a, b))), c))
    assert parse("a dan b", READ) == Every((a, word("dan"), b))
    assert parse("  ", READ) == Every()
    assert parse("OR a AND", READ) == a


def test_phrases_beginnings_and_addresses() -> None:
    assert parse('"Jalan  rusak"', READ) == Term(("jalan", "rusak"), exact=True, prefix=False, shown="Jalan rusak")
    assert parse("perbaik*", READ) == Term(("perbaik",), exact=False, prefix=True, shown="perbaik*")
    assert parse("https://a.b/c", READ) == Term(
        ("https", "a", "b", "c"), exact=False, prefix=False, shown="https://a.b/c"
    )
    assert parse("Catatan: jalan", READ) == Every((Term(("catatan",), False, False, "Catatan:"), word("jalan")))


def test_labels_in_both_languages() -> None:
    for text in ("nada:negatif", "tone:negative", "TONE:Negatif", 'nada:"negatif"'):
        label = parse(text, READ)
        assert isinstance(label, Label)
        assert (label.field, label.values) == ("nada", ("negatif",))
    both = parse("nada:(negatif ATAU potensial) x", READ)
    assert isinstance(both, Every)
    assert both.parts[0] == Label("nada", ("negatif", "berpotensi negatif"), both.parts[0].shown)  # type: ignore[union-attr]
    since = parse("sejak:2026-11-01", READ)
    assert isinstance(since, Period)
    assert (since.since, since.until) == (datetime(2026, 10, 31, 17, tzinfo=UTC), None)
    day = parse("hari:kemarin", READ)
    assert isinstance(day, Period)
    assert day.until is not None
    assert day.since is not None
    assert day.until - day.since == timedelta(days=1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nda:negatif", "Mungkin maksudnya nada:?"),
        ("nada:buruk", "positif, netral, berpotensi negatif, negatif"),
        ("sumber:Kaltimpost", "Mungkin maksudnya: Kaltim Post."),
        ("sejak:31-31-2026", "tidak terbaca"),
        ("sejak:", "Contoh: sejak:2026-11-01"),
        ("(banjir", "berpasangan"),
        ("banjir)", "berpasangan"),
        ("!!!", "Tidak ada kata"),
        ("ba*", "terlalu pendek"),
        ("a " * 70, "terlalu panjang"),
        ("(" * 30 + "a" + ")" * 30, "terlalu panjang"),
        ("x" * 1001, "terlalu panjang"),
    ],
)
def test_what_cannot_be_understood_is_said(typed: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(typed, READ)
    assert said in str(caught.value)
    assert caught.value.do is not None


@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from(["(", ")", "-", '"', ":", "nada:", "OR", " ", "a", "*", "NOT"])).map("".join)
)
def test_anything_typed_parses_or_is_answered(typed: str) -> None:
    try:
        tree = parse(typed, READ)
    except UsageError:
        return
    assert in_words(tree).id.startswith(("unggahan", "semua"))


def test_a_query_is_said_in_words() -> None:
    typed = 'banjir "jalan rusak" -jakarta nada:negatif sejak:2026-11-01'
    said = in_words(parse(typed, READ))
    assert said.id == (
        "unggahan yang memuat kata “banjir” dan frasa “jalan rusak”, tanpa kata “jakarta”, bernada negatif, sejak 1 November"
    )
    assert said.en == (
        "posts that contain the word “banjir” and the phrase “jalan rusak”, without the word “jakarta”, "
        "with negative tone, since 1 November"
    )
    assert (
        in_words(parse("(a OR b) tempat:Palaran", READ)).id == "unggahan yang memuat kata “a” atau kata “b”, di Palaran"
    )
    assert in_words(parse("-nada:positif", READ)).id == "unggahan kecuali yang bernada positif"


def test_a_filter_is_added_and_taken_away() -> None:
    tree = parse("a OR b", READ)
    more = narrowed("a OR b", tree, "sumber", "Kaltim Post")
    assert more == '(a OR b) sumber:"Kaltim Post"'
    assert narrowed(more, parse(more, READ), "sumber", "Kaltim Post") == "( a OR b )"
    assert narrowed("", Every(), "nada", "negatif") == "nada:negatif"


def test_dates_as_people_write_them() -> None:
    for typed in ("2026-11-01", "1/11/2026", "01-11-2026", "1.11.2026", "21 hari"):
        assert read_date(typed, TODAY) == date(2026, 11, 1), typed
    assert read_date("kemarin", TODAY) == date(2026, 11, 21)
    assert read_date("1-2-3", TODAY) is None


def test_what_is_marked_is_safe_and_whole() -> None:
    stem = {"kebanjiran": "banjir"}.get
    text = "<b>Kebanjiran</b> & banjir🤣, BANJIR bandang; mebanjir"
    terms = wanted_terms(parse("banjir -bandang", READ))
    pieces = marked(text, terms, lambda one: stem(one, one))
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, hit in pieces if hit] == ["Kebanjiran", "banjir", "BANJIR"]
    assert spans("jalan rusak, jalan baik", [Term(("jalan", "rusak"), True, False, "")]) == [(0, 11)]
    assert stems_of(["kebanjiran banjir"], lambda one: stem(one, one)) == "-"
    assert stems_of(["kebanjiran"], lambda one: stem(one, one)) == "ǃbanjir"


@given(st.text(max_size=400), st.integers(20, 120))
def test_an_excerpt_is_part_of_the_text(text: str, length: int) -> None:
    terms = [Term((token.word,), True, False, "") for token in tokens(text)[-1:]]
    pieces = excerpt(marked(text, terms), length)
    inner = "".join(piece for piece, _ in pieces).removeprefix("… ").removesuffix(" …")
    assert inner in text
    assert len(inner) <= length


def test_decisions_over_the_machines_answers() -> None:
    machine = Answers("netral", "INFRA", ("64.72",), "ind", outside=False)
    said = decided(machine, {"tone": "negatif", "place": "33.01 Cilacap", "category": "-"}, "64.72")
    assert said == Answers("negatif", "", ("33.01",), "ind", outside=True)
    assert decided(machine, {"place": "33.01 Cilacap", "outside": "tidak"}, "64.72").outside is False
    assert decided(machine, {}, "64.72") == machine
