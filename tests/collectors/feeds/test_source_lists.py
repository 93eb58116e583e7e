"""Lists of sources: OPML and CSV go out and come back, strangers' lists are read, hostile ones are refused."""

from __future__ import annotations

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectors.feeds.opml import read_opml, write_opml
from collectors.feeds.source_lists import MOST_ENTRIES, SourceEntry, read_options, read_source_table, write_source_table
from kentongan.core.errors import InputError
from kentongan.core.posts import Source, source_id

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co")), max_size=40)
SOURCES = st.builds(
    lambda kind, name, path, region, tier, zone, official, enabled, options: Source(
        source_id(kind, f"https://contoh.id/{path}"),
        kind,
        " ".join(name.split()) or "x",
        f"https://contoh.id/{path}",
        region=region,
        tier=tier,
        zone=zone,
        official=official,
        enabled=enabled,
        options=options,
    ),
    st.sampled_from(["feed", "sitemap", "wordpress", "mastodon"]),
    NAMES,
    st.text("abcdefghij/?=&;,%\"'", max_size=30),
    st.sampled_from(["", "64", "64.72"]),
    st.integers(0, 3),
    st.sampled_from(["WIB", "WITA", "WIT"]),
    st.booleans(),
    st.booleans(),
    st.dictionaries(st.text("abc_", min_size=1, max_size=5), NAMES, max_size=2),
)


@given(st.lists(SOURCES, max_size=5))
def test_opml_comes_back_as_it_went(sources: list[Source]) -> None:
    """Every field survives the way out and in."""
    found = read_opml(write_opml(sources, "Sumber"))

    assert [_plain(entry) for entry in found] == [_plain(SourceEntry.of(source)) for source in sources]


@given(st.lists(SOURCES, min_size=1, max_size=5))
def test_a_table_comes_back_as_it_went(sources: list[Source]) -> None:
    """Every field survives, whatever stands in a name."""
    found = read_source_table(write_source_table(sources))

    assert [_plain(entry) for entry in found] == [_plain(SourceEntry.of(source)) for source in sources]


def _plain(entry: SourceEntry) -> dict[str, object]:
    names = ("name", "address", "kind", "region", "tier", "zone", "official", "enabled")
    return {name: getattr(entry, name).strip() for name in names} | {"options": dict(entry.options)}


@given(st.binary(max_size=400))
def test_no_bytes_break_a_reader(body: bytes) -> None:
    """Anything is either read or refused in plain words."""
    for read in (read_opml, read_source_table):
        with suppress(InputError):
            assert isinstance(read(body), tuple)


def test_opml_of_other_readers() -> None:
    """OPML 1.0 and 2.0, nested groups, attributes in any case, a missing title, a link that is no feed."""
    body = b"""<?xml version="1.0"?><opml version="1.1"><head><title>x</title></head><body>
      <outline text="Daerah"><outline text="Kaltim" title="Kaltim">
        <outline text="Antara &amp; Kaltim" type="rss" XMLURL="https://kaltim.antaranews.com/rss/terkini.xml"/>
        <outline title="Niaga Asia" type="atom" xmlUrl=" https://niaga.asia/feed "/>
      </outline></outline>
      <outline type="rss" xmlUrl="https://x.id/feed"/>
      <outline type="link" url="https://x.id/"/>
    </body></opml>"""
    found = read_opml(body)

    assert [(entry.name, entry.address, entry.kind) for entry in found] == [
        ("Antara & Kaltim", "https://kaltim.antaranews.com/rss/terkini.xml", "feed"),
        ("Niaga Asia", "https://niaga.asia/feed", "feed"),
        ("", "https://x.id/feed", "feed"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE opml [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><opml><body><outline text="&b;" xmlUrl="u"/></body></opml>',
        b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body><outline text="&x;"/></body></opml>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE opml [<!ENTITY a "x">]><opml/>'.encode("utf-16"),
        b"<!DOCTYPE opml [<!ELEMENT opml ANY>]><opml><body/></opml>",
        b"<html><body>bukan</body></html>",
        b"   ",
        b"{}",
        b"<opml><body>" + b'<outline xmlUrl="https://x.id/a"/>' * (MOST_ENTRIES + 1) + b"</body></opml>",
    ],
)
def test_hostile_or_wrong_opml_is_refused(body: bytes) -> None:
    """Entities, document types, pages, nothing, too much: one plain line each."""
    with pytest.raises(InputError) as caught:
        read_opml(body)
    assert caught.value.do is not None


def test_deep_nesting_ends() -> None:
    """A thousand levels cost nothing and give what lies in the first fifty."""
    body = b"<opml><body>" + b"<outline text='a'>" * 200 + b"<outline xmlUrl='https://x.id/a'/>"
    body += b"</outline>" * 200 + b"<outline xmlUrl='https://x.id/b'/></body></opml>"

    assert [entry.address for entry in read_opml(body)] == ["https://x.id/b"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Nama Media;URL;Kode Wilayah\nNiaga Asia;https://niaga.asia/feed;64\n", "utf-8"),
        ("nama,alamat,wilayah\nNiaga Asia,https://niaga.asia/feed,64\n", "utf-8-sig"),
        ("Name\tFeed URL\tRegion\nNiaga Asia\thttps://niaga.asia/feed\t64\n", "utf-16"),
        ('\n"Media";"Tautan";"Wilayah"\n\n"Niaga Asia";"https://niaga.asia/feed";"64"\n', "cp1252"),
    ],
)
def test_tables_of_others(text: str, encoding: str) -> None:
    """Semicolons, commas or tabs, other names of columns, other encodings, empty lines."""
    [entry] = read_source_table(text.encode(encoding))

    assert (entry.name, entry.address, entry.region) == ("Niaga Asia", "https://niaga.asia/feed", "64")


@pytest.mark.parametrize("body", [b"", b"nama;kota\nA;B\n", b"satu kalimat saja"])
def test_a_table_without_addresses_says_what_it_needs(body: bytes) -> None:
    """The message names the columns."""
    with pytest.raises(InputError) as caught:
        read_source_table(body)
    assert caught.value.do is not None


def test_written_cells_are_no_formulas() -> None:
    """A name that Excel would run is written as text."""
    source = Source("s", "feed", '=HYPERLINK("http://x","y")', "https://x.id/feed")
    rows = list(csv.reader(io.StringIO(write_source_table([source]).decode("utf-8-sig")), delimiter=";"))

    assert rows[1][0].startswith("'=")
    assert read_source_table(write_source_table([source]))[0].name == source.name


def test_options_in_both_spellings() -> None:
    """JSON or pairs; nonsense is none."""
    assert read_options('{"tagar": "banjir"}') == {"tagar": "banjir"}
    assert read_options("tagar=banjir; server = contoh.id") == {"tagar": "banjir", "server": "contoh.id"}
    assert read_options("{rusak") == read_options("rusak") == {}
