"""Two sentences as one only where nothing changes its reach; dispensable pieces go, who says so stays."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.summaries.faithfulness import is_faithful
from analysis.summaries.fusing import fused, listed
from analysis.summaries.trimming import trimmed
from analysis.summaries.writing import summarise


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        (
            "Banjir merendam 212 rumah di Desa Sukamaju.",
            "Banjir memutus jalan desa sejak Selasa malam.",
            "Banjir merendam 212 rumah di Desa Sukamaju, serta memutus jalan desa sejak Selasa malam.",
        ),
        (
            "Bupati Wanasari Rina Pratiwi meninjau tanggul di Mekarsari.",
            "Rina Pratiwi juga menyerahkan bantuan kepada 40 keluarga.",
            "Bupati Wanasari Rina Pratiwi meninjau tanggul di Mekarsari, serta menyerahkan bantuan kepada 40 keluarga.",
        ),
        (
            "Badan Penanggulangan Bencana Daerah (BPBD) mengevakuasi 45 warga ke balai desa.",
            "BPBD mendirikan dapur umum di dua titik.",
            "Badan Penanggulangan Bencana Daerah (BPBD) mengevakuasi 45 warga ke balai desa, serta mendirikan dapur umum di dua titik.",
        ),
        (
            "Banjir merendam 120 rumah di Desa Sukamaju pada Senin malam.",
            "Banjir merendam 45 rumah di Desa Mekarsari pada Senin malam.",
            "Banjir merendam 120 rumah di Desa Sukamaju dan 45 rumah di Desa Mekarsari pada Senin malam.",
        ),
    ],
)
def test_one_subject_is_said_once(first: str, second: str, whole: str) -> None:
    """Same subject, full name or short name; same frame with other places."""
    assert fused(first, second) == whole
    assert is_faithful(whole, [first, second])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Pemkab tidak menutup jalan di Sukamaju.", "Pemkab memasang rambu di dua titik."),
        ("Pemkab akan memperbaiki jalan di Sukamaju.", "Pemkab memasang rambu di dua titik."),
        ("Pemkab menyebutkan bahwa jalan sudah dibuka.", "Pemkab memasang rambu di dua titik."),
        ("Pemkab memasang rambu karena jalan ambles.", "Pemkab menutup ruas itu bagi truk."),
        ("Jadwal lengkap klub di Liga Satu dirilis Senin.", "Liga Satu merilis jadwal untuk musim depan."),
        ("Bupati Rina Pratiwi dan Wakil Bupati Anton meninjau tanggul.", "Wakil Bupati Anton menyerahkan bantuan."),
        ("Banjir merendam 120 rumah di Desa Sukamaju.", "Longsor memutus jalan desa."),
        ("Banjir merendam 120 rumah di Desa Sukamaju.", "Apakah banjir memutus jalan?"),
    ],
)
def test_what_would_change_its_reach_stays_apart(first: str, second: str) -> None:
    """Negations, plans, reports, reasons; somebody else's name; a question."""
    assert fused(first, second) == ""


def test_two_figures_of_one_place_are_not_added_up() -> None:
    """They contradict each other."""
    assert listed("Banjir merendam 120 rumah di Desa Sukamaju.", "Banjir merendam 150 rumah di Desa Sukamaju.") == ""
    assert listed("Banjir merendam 120 rumah pada Senin.", "Banjir merendam 150 rumah pada Selasa.") == ""


def test_ia_is_the_first_sentences_subject_only_right_behind_it() -> None:
    """From another place in the post it may be anybody."""
    first, second = "Rina Pratiwi meninjau tanggul di Mekarsari.", "Ia menyerahkan bantuan kepada 40 keluarga."
    assert fused(first, second) == ""
    assert fused(first, second, follows=True).endswith("di Mekarsari, serta menyerahkan bantuan kepada 40 keluarga.")


@pytest.mark.parametrize(
    ("sentence", "short"),
    [
        ("Sementara itu, Dinas PUPR menutup jalan di Sukamaju.", "Dinas PUPR menutup jalan di Sukamaju."),
        (
            "Dilansir dari Antara, Selasa (3/2/2025), jalan provinsi di Sukamaju ambles sejak subuh.",
            "Jalan provinsi di Sukamaju ambles sejak subuh.",
        ),
        (
            "Perbaikan dimulai besok, kata Kepala Dinas PUPR Ahmad saat ditemui di kantornya, Selasa (3/2/2025).",
            "Perbaikan dimulai besok, kata Kepala Dinas PUPR Ahmad.",
        ),
        ("Korban bernama Siti (34) dirawat di RSUD Wanasari.", "Korban bernama Siti dirawat di RSUD Wanasari."),
    ],
)
def test_what_a_report_can_do_without_goes(sentence: str, short: str) -> None:
    """Links, relays, meetings with the press, ages."""
    assert trimmed(sentence) == short


@pytest.mark.parametrize(
    "sentence",
    [
        "Sebelumnya, jalan provinsi di Sukamaju sudah dua kali ambles.",
        "Menurut Dinas PUPR, perbaikan jalan di Sukamaju dimulai besok.",
        "Jalan provinsi di Sukamaju ambles pada Minggu (2/2/2025) sore.",
        "Perbaikan dimulai besok, kata Ahmad dalam keterangannya yang belum disertai anggaran 40 juta.",
        "Bantuan disalurkan kepada 40 (8%) keluarga di Sukamaju.",
    ],
)
def test_what_carries_meaning_stays(sentence: str) -> None:
    """Time, speakers, dates, shares, anything with a negation or a figure."""
    assert trimmed(sentence) == sentence


def test_a_fused_sentence_cites_both_posts_and_leaves_room() -> None:
    """Citations are united; a third matter still finds its place."""
    rows = [
        "Banjir merendam 212 rumah warga di Desa Sukamaju. Sekolah dasar di sana diliburkan tiga hari penuh.",
        "Banjir memutus jalan penghubung antardesa sejak Selasa malam. Petugas kesehatan membuka posko di balai desa.",
    ]
    base = {"title": "", "kind": "news", "tier": 2, "published_at": pd.Timestamp("2025-02-03T01:00Z")}
    posts = pd.DataFrame([{**base, "id": f"p{i}", "source": f"S{i}", "text": text} for i, text in enumerate(rows)])
    found = summarise(posts)
    joined = [sentence for sentence in found if ", serta " in sentence.text]
    assert len(joined) == 1
    assert set(joined[0].posts) == {"p0", "p1"}
    assert len(found) == 3
    assert all(is_faithful(s.text, posts.set_index("id").loc[list(s.posts), "text"].tolist()) for s in found)


_WORDS = (
    "Banjir Sukamaju merendam memutus 12 rumah jalan di tidak akan (BPBD) ia juga dan karena warga . , kata".split()
)


@given(st.lists(st.sampled_from(_WORDS), max_size=14), st.lists(st.sampled_from(_WORDS), max_size=14))
def test_any_words_give_an_answer(one: list[str], other: list[str]) -> None:
    """Whatever stands in posts: no error, and nothing that was in neither sentence but the joint."""
    first, second = (" ".join(words) + "." for words in (one, other))
    whole = fused(first, second, follows=True)
    known = {word.strip(".,") for word in (*one, *other, "serta", "dan")}
    assert {word.strip(".,") for word in whole.split()} <= known | {""}
    trimmed(first)
