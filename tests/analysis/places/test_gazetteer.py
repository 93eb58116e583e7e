"""The gazetteer: codes, names, aliases, levels, zones."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.places.gazetteer import Gazetteer, bare_name, inside, level_of, name_key, zone_of

GAZETTEER = Gazetteer.load()
WANASARI = (
    ("99", "Provinsi Nusa Contoh", ("Nuscon",)),
    ("99.01", "Kabupaten Wanasari", ("Wanasari",)),
    ("99.01.01", "Sukamaju", ()),
    ("99.01.01.2001", "Mulyo", ()),
)


def test_holds_the_whole_country() -> None:
    """Every province, regency, city, district and village of the decree is there."""
    assert len(GAZETTEER) == 91_599
    assert len(GAZETTEER.children()) == 38
    assert sum(len(GAZETTEER.children(province)) for province in GAZETTEER.children()) == 514


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Kota Bogor", ("32.71",)),
        ("Kab. Bogor", ("32.01",)),
        ("Kabupaten Bogor", ("32.01",)),
        ("kota bogor", ("32.71",)),
        ("Kaltim", ("64",)),
        ("Jabar", ("32",)),
        ("Kec. Palaran", ("64.72.01",)),
        ("Karang Anyar, Kab.", ()),
        ("Kabupaten Karang Anyar", ("33.13",)),
        ("", ()),
    ],
)
def test_finds_by_name(name: str, codes: tuple[str, ...]) -> None:
    """A level word narrows the name; spacing and case do not matter; unknown names give nothing."""
    assert GAZETTEER.find(name) == codes


def test_same_name_gives_all_candidates() -> None:
    """A bare name gives every place of that name; nothing is guessed."""
    assert {"32.01", "32.71"} <= set(GAZETTEER.find("Bogor"))
    assert GAZETTEER.find("Bogor", levels=("kota",)) == ("32.71",)
    assert len(GAZETTEER.find("Sukamaju")) > 50
    assert {"34", "34.71"} <= set(GAZETTEER.find("Jogja"))


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("64", "provinsi"), ("64.02", "kabupaten"), ("64.72", "kota"), ("64.72.01", "kecamatan"),
        ("64.72.01.1001", "kelurahan"), ("11.01.01.2001", "desa"), ("6472", ""), ("", ""), ("64.7", ""),
    ],
)  # fmt: skip
def test_level_comes_from_the_form_of_the_code(code: str, level: str) -> None:
    """Province, regency, city, district, village: by length and leading digit."""
    assert level_of(code) == level


def test_short_and_full_names() -> None:
    """Names are printed as officers write them."""
    assert GAZETTEER.short("64.72.01") == "Kec. Palaran"
    assert GAZETTEER.short("64.72") == "Kota Samarinda"
    assert GAZETTEER.short("31.74") == "Kota Jakarta Selatan"
    assert GAZETTEER.short("31") == "DKI Jakarta"
    assert GAZETTEER.full("64.72.01") == "Kec. Palaran, Kota Samarinda, Kalimantan Timur"
    assert GAZETTEER.parent("64.72.01") == "64.72"
    assert "64.72.01" in GAZETTEER.children("64.72")


def test_inside_respects_the_dot() -> None:
    """64.7 is no region of 64.72; everything lies in the country."""
    assert inside("64.72.01", "64.72")
    assert inside("64.72", "64.72")
    assert inside("64.72", "")
    assert not inside("64.72", "64.7")
    assert not inside("32.01", "32.71")


@given(st.sampled_from(GAZETTEER.below("64")))
def test_every_code_lies_in_its_parents(code: str) -> None:
    """The tree is whole: each parent exists, holds its child and lists it."""
    parent = GAZETTEER.parent(code)
    assert parent in GAZETTEER
    assert inside(code, parent)
    assert code in GAZETTEER.children(parent)
    assert code in GAZETTEER.find(GAZETTEER.name(code))


@pytest.mark.parametrize(("code", "zone"), [("31", "WIB"), ("61", "WIB"), ("62.01", "WIB"), ("64.72", "WITA"),
    ("51", "WITA"), ("73.71", "WITA"), ("81", "WIT"), ("94.01", "WIT"), ("99.01", "WIB")])  # fmt: skip
def test_time_zone_by_province(code: str, zone: str) -> None:
    """The three zones of Keppres 41/1987."""
    assert zone_of(code) == zone


def test_extra_places_join_the_shipped_ones() -> None:
    """An office may add its own region, and the country stays whole."""
    gazetteer = Gazetteer.load(WANASARI)
    assert gazetteer.find("Wanasari")[-1] == "99.01"
    assert gazetteer.find("Kabupaten Wanasari") == ("99.01",)
    assert gazetteer.short("99.01") == "Kab. Wanasari"
    assert gazetteer.children("99.01") == ("99.01.01",)
    assert len(gazetteer) == 91_599 + 4
    assert "99.01" not in GAZETTEER


def test_a_code_of_an_unknown_form_is_refused() -> None:
    """A typing error in an extra place is told, not swallowed."""
    with pytest.raises(ValueError, match="not a region code"):
        Gazetteer.load([("9901", "Kabupaten Wanasari", ())])


@pytest.mark.parametrize(("typed", "code"), [("samarnda", "64.72"), ("kota bogor", "32.71"), ("jawa barta", "32"),
    ("Wonogri", "33.12"), ("kutai", "64.02"), ("kab karanganyar", "33.13")])  # fmt: skip
def test_search_forgives_typing_errors(typed: str, code: str) -> None:
    """The wizard offers the place that was meant among its first three."""
    assert code in [found for found, _, _ in GAZETTEER.search(typed, 3)]


def test_search_of_nothing_is_empty() -> None:
    """Empty and hopeless input give no suggestion and no error."""
    assert GAZETTEER.search("  ") == ()
    assert GAZETTEER.search("qqqqxxzz") == ()


@given(st.text(max_size=40))
def test_any_text_may_be_looked_up(text: str) -> None:
    """Hostile input never raises."""
    GAZETTEER.find(text)
    assert name_key(bare_name(text)) is not None


def test_loading_is_quick() -> None:
    """Reading and indexing the country takes well under a second even on a busy machine."""
    start = time.process_time()
    fresh = Gazetteer.load(WANASARI)
    fresh.find("Palaran")
    assert time.process_time() - start < 1.5
