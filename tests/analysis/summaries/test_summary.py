"""Sentences, summaries and quotes: words as written, sources spread, nothing cut in the middle."""

import time
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.summaries.quotes import evidence, shorten
from analysis.summaries.writing import key_sentence, summarise
from analysis.text.sentences import complete, sentences


def _posts(*rows: dict[str, Any]) -> pd.DataFrame:
    base = {
        "title": "",
        "text": "",
        "source": "Radar",
        "kind": "news",
        "tier": 2,
        "published_at": pd.Timestamp("2025-02-03T01:00Z"),
    }
    return pd.DataFrame([{"id": f"p{i}", **base, **row} for i, row in enumerate(rows)])


ISSUE = _posts(
    {
        "text": "RADAR.com, Wanasari - Jalan provinsi ruas A-B di Kecamatan Sukamaju ambles sedalam 2,5 meter pada Minggu (2/2/2025) sore. "
        "Baca juga: Harga cabai naik. Lubang selebar satu lajur membuat arus lalu lintas dialihkan ke jalan desa. "
        "Ia berharap segera ada perbaikan. Belum ada korban jiwa dalam kejadian itu.",
        "source": "Radar",
    },
    {
        "text": "Jalan ruas A-B di Kecamatan Sukamaju ambles pada Minggu sore. Warga memasang ranting pohon sebagai tanda bahaya. "
        "Dinas PUPR belum memberikan keterangan mengenai penanganan jalan tersebut.",
        "source": "Antero",
    },
    {"text": "jalan ambles di sukamaju bahaya banget hati2 yg lewat malam", "source": "X", "kind": "social", "tier": 0},
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Kepala Dinas, Drs. H. Ahmad, M.Si., hadir. Acara selesai.", 2),
        ("Pukul 07.00 WIB jalan ditutup. Warga memutar.", 2),
        ("Kerugian Rp1.250.000. Tidak ada korban.", 2),
        ("Jl. Melati No. 5 Kec. Sukamaju rusak.", 1),
        ("Baris satu\nBaris dua", 2),
        ("Advertisement\nJalan rusak.", 1),
        ("", 0),
    ],
)
def test_sentences_end_where_they_end(text: str, count: int) -> None:
    """Titles, clock times, amounts and addresses don't end a sentence; furniture is left out."""
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    "text",
    [
        "KOMPAS.com - Jalan ambles di Sukamaju sore tadi.",
        "Jakarta, CNN Indonesia -- Jalan ambles di Sukamaju sore tadi.",
        "Liputan6.com, Jakarta Jalan ambles di Sukamaju sore tadi.",
    ],
)
def test_bylines_of_outlets_go(text: str) -> None:
    """The sentence is left, the outlet's name before it isn't."""
    assert sentences(text)[0].endswith("Jalan ambles di Sukamaju sore tadi.")
    assert "KOMPAS" not in sentences(text)[0]
    assert "CNN" not in sentences(text)[0]


def test_summary_is_made_of_sentences_of_the_posts() -> None:
    """Two or three sentences, each word for word in a cited post, none twice, no furniture."""
    found = summarise(ISSUE)
    assert 2 <= len(found) <= 3
    texts = dict(zip(ISSUE.id, ISSUE.text, strict=True))
    for sentence in found:
        assert sentence.posts
        assert sentence.text in texts[sentence.posts[0]]
        assert complete(sentence.text)
    assert len({sentence.text for sentence in found}) == len(found)
    assert not any("Baca juga" in sentence.text for sentence in found)
    assert "ambles" in found[0].text


def test_order_of_posts_does_not_matter() -> None:
    """The same posts in another order give the same summary and the same quotes."""
    turned = ISSUE.iloc[::-1].reset_index(drop=True)
    assert summarise(turned) == summarise(ISSUE)
    assert evidence(turned) == evidence(ISSUE)


def test_copies_are_cited_together_and_said_once() -> None:
    """Twenty copies of one text: one sentence, many posts."""
    copies = _posts(*({"text": ISSUE.text[0], "source": f"Media {i}"} for i in range(20)))
    found = summarise(copies)
    assert len({sentence.text for sentence in found}) == len(found)


def test_quotes_are_short_and_from_different_sources() -> None:
    """At most 25 words, each in its post, one a source where there are enough."""
    quotes = evidence(ISSUE)
    assert len({quote.source_name for quote in quotes}) == len(quotes) >= 2
    texts = dict(zip(ISSUE.id, ISSUE.text, strict=True))
    for quote in quotes:
        assert len(quote.text.split()) <= 25
        assert quote.text.removesuffix(" …") in texts[quote.post_id]
        assert quote.published_at == datetime(2025, 2, 3, 1, tzinfo=UTC)


def test_quotes_say_what_the_summary_left_out() -> None:
    """Nothing is read twice on one card, unless the posts hold nothing else."""
    said = summarise(ISSUE, limit=2)
    assert evidence(ISSUE, 1)[0].text in {s.text for s in said}
    assert evidence(ISSUE, 1, said=said)[0].text not in {s.text for s in said}
    only = ISSUE.iloc[2:].assign(text="Jalan di Sukamaju ambles dan sangat berbahaya bagi yang lewat malam.")
    assert [q.text for q in evidence(only, 2, said=summarise(only))] == only["text"].tolist()


def test_a_quote_is_never_turned_around() -> None:
    """A head that the rest takes back is no quote."""
    long_rest = " ".join(["panjang"] * 25)
    assert shorten(f"Pemerintah akan menaikkan tarif parkir mulai besok, kecuali {long_rest}.") == ""
    assert shorten(f"Pemerintah akan menaikkan tarif parkir mulai besok, tetapi tidak {long_rest}.") == ""
    kept = shorten(f"Pemerintah akan menaikkan tarif parkir mulai besok, dengan {long_rest}.")
    assert kept == "Pemerintah akan menaikkan tarif parkir mulai besok …"


def test_private_names_go_through_the_callers_mask() -> None:
    """The mask is applied to what is shown."""
    found = summarise(ISSUE, mask=lambda text: text.replace("Sukamaju", "[..]"))
    assert not any("Sukamaju" in sentence.text for sentence in found)


def test_nothing_to_say() -> None:
    """Empty posts, one short word, no posts: nothing is invented."""
    assert summarise(_posts({"text": ""})) == ()
    assert key_sentence(_posts({"text": "wkwk"})) is None
    assert evidence(ISSUE.iloc[:0]) == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=300), max_size=6))
def test_whatever_is_written_is_only_quoted(texts: list[str]) -> None:
    """Every sentence and quote is found in the text it cites, white space aside."""
    posts = _posts(*({"text": text, "source": f"S{i}"} for i, text in enumerate(texts))) if texts else ISSUE.iloc[:0]
    plain = {f"p{i}": " ".join(text.split()) for i, text in enumerate(texts)}
    for sentence in summarise(posts):
        assert sentence.text in plain[sentence.posts[0]]
    for quote in evidence(posts):
        assert quote.text.removesuffix(" …") in plain[quote.post_id]


@pytest.mark.parametrize(
    "text", ["A. " * 15_000, "." * 50_000, "\n" * 50_000, "(" * 50_000, "A" * 50_000, ". " + " " * 50_000]
)
def test_hostile_texts_take_no_time(text: str) -> None:
    """Splitting is linear whatever the text."""
    start = time.perf_counter()
    sentences(text)
    assert time.perf_counter() - start < 3
