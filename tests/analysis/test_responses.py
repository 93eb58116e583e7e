"""Has the office answered? Only what somebody who speaks for it did, with its citation."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.responses import NO, YES, response
from kentongan.core.office import Office, Unit

OFFICE = Office(
    "Pemerintah Kabupaten Mekarsari",
    "PEMKAB MEKARSARI",
    leader_names=("Bupati Ratna",),
    units=(Unit("DPUPR", ("INFRA",), ("Dinas PUPR",)), Unit("Disdukcapil", ("ADMIND",))),
)


def told(*texts: str, kind: str = "news", official: bool = False) -> pd.DataFrame:
    """Posts of one kind, an hour apart."""
    return pd.DataFrame(
        {
            "id": [f"p{n}" for n in range(len(texts))],
            "title": "",
            "text": list(texts),
            "url": "",
            "kind": kind,
            "official": official,
            "published_at": pd.date_range("2026-11-15", periods=len(texts), freq="h", tz="UTC"),
        }
    )


SILENT = "Sampai malam dinas terkait belum menyampaikan pernyataan resmi."


@pytest.mark.parametrize(
    "sentence",
    [
        "Kepala DPUPR Tegar mengatakan alat berat tiba malam ini.",
        "Kepala Dinas PUPR mengakui dua truk sedang rusak dan menargetkan selesai Jumat.",
        '"Loket kami buka sampai malam," kata Bupati Ratna, menegaskan tambahan jam layanan.',
    ],
)
def test_a_quoted_official_answers(sentence: str) -> None:
    """A newsroom quoting an agency is an answer, and the sentence is cited."""
    state, cited = response(told(SILENT, sentence, SILENT), OFFICE)
    assert state == YES
    assert cited is not None
    assert cited.posts == ("p1",)


@pytest.mark.parametrize(
    "sentence",
    [
        "Bupati Ratna dijadwalkan meninjau lokasi pada Senin siang.",
        "Kepala DPUPR berencana mengunjungi warga pekan depan.",
        "Camat dan dinas terkait belum menyampaikan pernyataan resmi.",
        "Redaksi telah meminta tanggapan DPUPR, tetapi belum mendapat jawaban.",
        "Baca juga: DPUPR memastikan jembatan aman",
        "Ketua RT mengatakan retakan sudah lama terlihat.",
    ],
)
def test_silence_plans_and_others_are_no_answer(sentence: str) -> None:
    """A planned visit, silence, another article's headline, or a resident's words are no answer."""
    assert response(told(SILENT, sentence, SILENT), OFFICE) == (NO, None)


def test_a_message_in_a_group_is_no_statement() -> None:
    """What an official writes in a chat is not the office's statement; its own post is."""
    words = "Saya sudah di lokasi, DPUPR memastikan alat berat dikerahkan."
    assert response(told(words, words, words, kind="message"), OFFICE)[0] == NO
    assert response(told(words, kind="social", official=True), OFFICE)[0] == YES
