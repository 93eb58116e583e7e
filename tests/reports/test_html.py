"""The page: self-contained, safe, complete, and every number's link arrives."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from types import ModuleType

import pytest
from lxml import html as parser

from reports.blocks import State
from reports.daily import compose_daily
from reports.flavours import Assets
from reports.html_pages import html_page

NAMES = ["example_day", "empty_day", "heavy_day", "hostile_day"]


@pytest.fixture(scope="module")
def pages(days: ModuleType) -> dict[str, str]:
    """The page of each test day."""
    made = {}
    for name in NAMES:
        day = getattr(days, name)()
        made[name] = html_page(compose_daily(day), day)
    return made


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_loaded_and_no_script_runs(pages: dict[str, str], name: str) -> None:
    """No script, frame, form or handler; no source outside the page; links lead out only by a click."""
    tree = parser.document_fromstring(pages[name])

    assert not tree.xpath("//script|//iframe|//object|//embed|//form|//link|//base|//img|//input|//audio|//video")
    assert not [a for e in tree.iter() for a in e.attrib if a.startswith("on") or a in ("style", "srcset", "src")]
    for address in tree.xpath("//*/@href"):
        assert re.match(r"#|https?://", address)
    assert not re.search(r"url\((?!data:font/woff2;base64,|#)", pages[name])


@pytest.mark.parametrize("name", NAMES)
def test_the_policy_allows_exactly_the_pages_own_style(pages: dict[str, str], name: str) -> None:
    """The hash in the policy is that of the one style sheet; nothing else is allowed."""
    tree = parser.document_fromstring(pages[name])
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    styles = tree.xpath("//style/text()")
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()

    assert len(styles) == 1
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_unique_and_every_inner_link_arrives(pages: dict[str, str], name: str) -> None:
    """A number opens its list, a reference its clipping, a drawing its own clip path."""
    tree = parser.document_fromstring(pages[name])
    ids = tree.xpath("//@id")
    inner = {address[1:] for address in tree.xpath("//*/@href") if address.startswith("#")}
    clips = set(re.findall(r"url\(#([^)]+)\)", pages[name]))

    assert len(ids) == len(set(ids))
    assert inner | clips <= set(ids)


def test_hostile_text_stays_text(pages: dict[str, str]) -> None:
    """Markup of posts is shown, never obeyed; private data and direction marks are not there."""
    page = pages["hostile_day"]

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert "<img" not in page
    assert "javascript:" not in page
    assert "{{ 7*7 }}" in page
    for planted in ("budi_santoso", "081234567890", "3275010101900001", "warga_asli", "\u202e", "\u200b"):
        assert planted not in page


def test_the_stamp_stands_on_screen_and_on_paper(days: ModuleType) -> None:
    """A draft is marked in the page and in the foot of each printed page; an approved report is not."""
    day = days.empty_day()
    draft, approved = (html_page(compose_daily(day, state=state), day) for state in (State.DRAFT, State.APPROVED))

    assert draft.count("DRAF — perlu pemeriksaan Pranata Humas") == 2
    assert "DRAF" not in approved


def test_lists_hold_every_post_of_their_number(days: ModuleType) -> None:
    """A long list shows its first posts and then the numbers of the others: none is lost."""
    day = days.example_day()
    report = compose_daily(day)
    tree = parser.document_fromstring(html_page(report, day))
    entry = next(e for e in report.lists if e.title == "Semua penyebutan")
    block = tree.get_element_by_id(entry.anchor)
    rows = set(block.xpath(".//a[@class='cite']/@href"))

    assert len(rows) == len(entry.posts) == 214


def test_the_page_is_named_and_ordered_for_screen_readers(pages: dict[str, str]) -> None:
    """Language, title, one first-level heading, named sections; each drawing is an image with words."""
    tree = parser.document_fromstring(pages["example_day"])

    assert tree.get("lang") == "id"
    assert tree.findtext(".//title") == "Laporan isu publik harian — Pemerintah Kabupaten Contoh — 2025-02-03"
    assert len(tree.xpath("//h1")) == 1
    assert all(tree.get_element_by_id(label) is not None for label in tree.xpath("//section/@aria-labelledby"))
    drawings = tree.xpath("//*[local-name()='svg' and not(@aria-hidden)]")
    assert drawings
    assert all(d.get("role") == "img" and d.get("aria-label") for d in drawings)
    assert all(th.get("scope") == "col" for th in tree.xpath("//th"))


def test_the_same_report_gives_the_same_bytes(days: ModuleType, pages: dict[str, str]) -> None:
    """Two runs are byte-equal."""
    day = days.example_day()

    assert html_page(compose_daily(day), day) == pages["example_day"]


def test_an_offices_logo_is_written_into_the_page(days: ModuleType) -> None:
    """The coat of arms comes as data, not as a file beside the page."""
    day = days.empty_day()
    page = html_page(compose_daily(day), day, Assets(logo=b"\x89PNG\r\n"))

    assert 'src="data:image/png;base64,iVBORw0K"' in page


def test_a_rewritten_summary_stands_beside_its_source(days: ModuleType) -> None:
    """Word by word, what went and what came marked; strangers' words stay words; nothing where no model had a hand."""
    day = days.example_day()
    assert "rewritten" not in html_page(compose_daily(day), day).partition("<body>")[2]
    changes = (
        ("same", "Banjir merendam "),
        ("removed", "<b>212</b> "),
        ("same", "rumah"),
        ("added", " warga"),
        ("same", "."),
    )
    told = replace(day, priority=(replace(day.priority[0], rewritten=changes), *day.priority[1:]))
    page = html_page(compose_daily(told), told)
    assert "Banjir merendam <del>&lt;b&gt;212&lt;/b&gt; </del>rumah." in page
    assert "Banjir merendam rumah<ins> warga</ins>." in page
