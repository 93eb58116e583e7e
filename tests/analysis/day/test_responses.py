"""Has the office answered? Only with a citation."""

from typing import Any

import pandas as pd
import pytest

from analysis.day.responses import response
from kentongan.core.office import Office, Unit

OFFICE = Office(
    "Pemerintah Kabupaten Wanasari",
    "PEMKAB WANASARI",
    leader="Bupati Wanasari",
    units=(Unit("DPUPR", ("INFRA",), ("Dinas Pekerjaan Umum",)), Unit("Diskominfo", ("HUMAS",))),
)


def _posts(*rows: dict[str, Any]) -> pd.DataFrame:
    base = {
        "url": "",
        "title": "",
        "kind": "news",
        "published_at": pd.Timestamp("2025-02-03T01:00Z"),
        "official": False,
    }
    return pd.DataFrame([{"id": f"p{i}", **base, **row} for i, row in enumerate(rows)])


@pytest.mark.parametrize(
    "text",
    [
        "Jalan ambles. Kepala Dinas PUPR mengatakan perbaikan dimulai besok.",
        "DPUPR menerjunkan alat berat ke lokasi pada Senin pagi.",
        "Bupati menyampaikan permohonan maaf atas antrean yang panjang.",
        "“Kami menindaklanjuti laporan warga,” kata Camat Sukamaju.",
    ],
)
def test_a_quoted_official_answers(text: str) -> None:
    """An official who does something about it, in a newsroom's text, with the very sentence."""
    state, cited = response(_posts({"text": text}), OFFICE)
    assert state == "sudah"
    assert cited is not None
    assert cited.text in text
    assert cited.posts == ("p0",)


@pytest.mark.parametrize(
    "text",
    [
        "Warga meminta DPUPR segera memperbaiki jalan.",
        "Hingga berita ini ditulis, Kepala Dinas PUPR belum memberikan keterangan.",
        "Warga mengatakan jalan itu sudah lama rusak.",
        "Bupati diminta turun tangan menindaklanjuti keluhan.",
        "Bupati meresmikan pasar baru di pusat kota.",
    ],
)
def test_asking_for_an_answer_is_none(text: str) -> None:
    """Demands, silence and other people's words aren't an answer."""
    assert response(_posts({"text": text}, {"text": text}, {"text": text}), OFFICE) == ("belum", None)


def test_residents_do_not_answer_for_the_office() -> None:
    """What a resident says an official said is no citation; the office's own post is."""
    text = "kata pak bupati sudah ditangani"
    assert response(_posts({"text": text, "kind": "social"}), OFFICE)[0] == "belum diketahui"
    own = {"text": "Perbaikan jalan sudah dilakukan hari ini.", "kind": "social", "official": True}
    assert response(_posts(own), OFFICE)[0] == "sudah"
    site = {"text": "Perbaikan jalan sudah dilakukan hari ini.", "url": "https://dpupr.wanasarikab.go.id/berita/1"}
    assert response(_posts(site), OFFICE)[0] == "sudah"


def test_few_posts_leave_it_open() -> None:
    """Two posts without an answer prove nothing; the latest answer is the one cited."""
    silent = {"text": "Jalan ambles di Sukamaju."}
    assert response(_posts(silent, silent), OFFICE) == ("belum diketahui", None)
    first = {"text": "DPUPR meninjau lokasi.", "published_at": pd.Timestamp("2025-02-03T01:00Z")}
    later = {"text": "DPUPR mengerahkan alat berat.", "published_at": pd.Timestamp("2025-02-03T05:00Z")}
    cited = response(_posts(later, first), OFFICE)[1]
    assert cited is not None
    assert "alat berat" in cited.text


def test_no_posts() -> None:
    """Nothing read, nothing known."""
    assert response(_posts({"text": "x"}).iloc[:0], OFFICE) == ("belum diketahui", None)


@pytest.mark.parametrize(
    "text",
    [
        "Bupati dijadwalkan meninjau lokasi pada Senin siang.",
        "Kepala DPUPR berencana mengunjungi warga pekan depan.",
        "Camat dan dinas terkait belum menyampaikan pernyataan resmi.",
        "Redaksi meminta tanggapan DPUPR, tetapi belum mendapat jawaban.",
        "Baca juga: DPUPR memastikan jembatan aman",
    ],
)
def test_plans_silence_and_other_articles_are_no_answer(text: str) -> None:
    """A visit that is planned, silence, or another article's headline is no statement of the office."""
    assert response(_posts({"text": text}, {"text": text}, {"text": text}), OFFICE) == ("belum", None)


def test_admitting_and_naming_a_date_is_an_answer() -> None:
    """An agency that admits a fault and says until when has answered."""
    text = "Kepala Dinas Pekerjaan Umum mengakui dua truk rusak dan menargetkan selesai Jumat."
    assert response(_posts({"text": text}), OFFICE)[0] == "sudah"


def test_a_message_in_a_group_is_no_statement() -> None:
    """What an official writes in a chat is not the office's statement."""
    message = {"text": "Saya sudah di lokasi, DPUPR memastikan alat berat dikerahkan.", "kind": "message"}
    assert response(_posts(message, message, message), OFFICE) == ("belum", None)
