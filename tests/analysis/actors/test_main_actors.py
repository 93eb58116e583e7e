"""Who acts in an issue: each body once, nobody taken for another."""

from collections.abc import Sequence

import pandas as pd

from analysis.actors.reading import main_actors


def named(*posts: tuple[tuple[str, str], ...], places: Sequence[str] = ()) -> tuple[str, ...]:
    """The actors of posts that each name (kind, text), beside places that are said."""
    entities = [tuple((kind, text, 0, len(text)) for kind, text in post) for post in posts]
    return main_actors(pd.DataFrame({"entities": entities}), places)


def test_a_body_is_named_once_as_most_write_it() -> None:
    """Small letters and the short name count for the body that is named in full."""
    posts = [(("agency", "PDAM Tirta Wanasari"),), (("agency", "pdam"),), (("agency", "PDAM"),), (("agency", "PLN"),)]
    assert named(*posts) == ("PDAM Tirta Wanasari", "PLN")


def test_what_could_be_two_stays_apart() -> None:
    """A short name that two full names begin with is neither of them."""
    posts = [(("agency", "Dinas Kesehatan"),), (("agency", "Dinas Pendidikan"),), (("agency", "Dinas"),)]
    assert set(named(*posts)) == {"Dinas", "Dinas Kesehatan", "Dinas Pendidikan"}


def test_a_title_is_not_the_person_who_is_named() -> None:
    """ "Presiden" alone is neither the vice president nor the president who is named in full."""
    posts = [
        (("official", "Presiden"),),
        (("official", "Wakil Presiden Gibran"),),
        (("official", "Presiden Prabowo Subianto"),),
    ]
    assert set(named(*posts)) == {"Presiden", "Presiden Prabowo Subianto", "Wakil Presiden Gibran"}


def test_a_district_that_is_said_as_place_is_no_actor() -> None:
    """By name, alone or with another one; an office of the same place, and a place that is not said, stay."""
    posts = [
        (("agency", "Kecamatan Girimukti dan Watupasang"),),
        (("agency", "kelurahan Pasarlama"), ("official", "lurah")),
        (("agency", "Kecamatan Cipanggung"), ("official", "Camat Girimukti"), ("agency", "Puskesmas Girimukti")),
    ]
    said = named(*posts, places=["Kec. Girimukti", "Kec. Watupasang", "Kel. Pasarlama"])
    assert set(said) == {"lurah", "Kecamatan Cipanggung", "Camat Girimukti", "Puskesmas Girimukti"}
    assert "Kecamatan Girimukti dan Watupasang" in named(posts[0], places=["Kec. Girimukti"])
    assert "Kecamatan Girimukti dan Watupasang" in named(posts[0])
