"""The quick way to text gives what the parser gives, on whatever can be put together from what editors write."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from collectors import simple_html
from collectors.html_text import html_to_text
from collectors.simple_html import readable_text

NAMES = "p div figure h2 ul ol li blockquote section br img a b strong em span td script figcaption font".split()
TAGS = [*(f"<{n}>" for n in NAMES), *(f"</{n}>" for n in NAMES)]
PIECES = [
    *TAGS * 2,
    *("kata", " ", "\n", "\r\n", "R&D", "a & b", "&amp;", "&#8217;", "&nbsp;", "&copy", "&#38;", "a < b", "<!-- x -->"),
    *(
        '<img alt="a > b" src=x />',
        "<a href='?a=1&b=2'>",
        '<p style="text-align: justify;">',
        "<p class=a b='c>",
        "AtlÃ©",
    ),
    *(
        "<figure><img src='x'><figcaption>foto <b>x</b></figcaption></figure>",
        "<br/>",
        "<p/>",
        "<P>",
        "\x00",
        "</p",
        "<",
    ),
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=14).map("".join))
@settings(max_examples=1500)
@example("<p>a<div>b</div>c</p>d")
@example("<b><p>a</b>b</p>c")
@example("<h2><p>a</p>b</h2>c")
@example("<div/>x</div>y")
@example("<ul><li>a<ul><li>b</ul>c</ul>d")
def test_both_ways_agree(fragment: str) -> None:
    """Whatever it is."""
    assert readable_text(fragment) == html_to_text(fragment)


@given(
    st.recursive(
        st.sampled_from(["kata", "dua kata ", "<br />", "&#8211;", "<img src='x.jpg'>", "\n"]),
        lambda inner: st.tuples(st.sampled_from(NAMES[:16]), st.lists(inner, max_size=4)).map(
            lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"
        ),
        max_leaves=14,
    )
)
@settings(max_examples=1000)
def test_both_ways_agree_on_trees(fragment: str) -> None:
    """Well-nested ones, of any depth."""
    assert readable_text(fragment) == html_to_text(fragment)


def test_the_usual_article_takes_the_quick_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the comparison above would compare the parser with itself."""
    article = (
        '<figure class="wp"><img src="a.jpg" alt="foto"/><figcaption>Foto: <em>ist.</em></figcaption></figure>\n'
        '<p style="text-align: justify;"><strong>KOTA</strong> &#8211; Banjir &amp; longsor.</p>\n<h2>Dampak</h2>\n'
        "<ul><li>Satu<li>Dua</li></ul><div><p>Baca <a href='/x' target=_blank>juga</a><br/>ini</p></div>"
    )
    expected = html_to_text(article)
    monkeypatch.setattr(simple_html, "html_to_text", lambda text: html_to_text(text) if "<" not in text else "parser")
    assert readable_text(article) == expected == "KOTA – Banjir & longsor.\n\nDampak\n\nSatu\nDua\n\nBaca juga\nini"
