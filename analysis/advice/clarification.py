"""Drafts of a clarification from an approved verdict: article, WhatsApp text, press release.

Only what the case holds is said; the rest is a gap "[ISI: …]" that a person fills. Skeleton of a fact-check article:
field guide 10; sentences: its phrase bank.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Final

from analysis.text.calendar_id import long_date
from kentongan.core.clock import zone
from kentongan.core.desk import DeskCase
from kentongan.core.findings import VerificationState
from kentongan.core.office import Office
from kentongan.core.verdicts import HoaxType

DRAFT: Final = "DRAF — perlu pemeriksaan Pranata Humas"
_DAYS: Final = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
_PLAIN_STARTS: Final = frozenset(
    "Tidak Bantuan Video Foto Gambar Surat Tautan Kabar Yang Belum Pesan Tarif Program Pendaftaran Jadwal Layanan Informasi "
    "Berita Dana Semua Hingga Sampai Saat Harga Penerimaan Rekrutmen Lowongan Kegiatan Kejadian Peristiwa Rekaman Pajak Akun "
    "Hasil Uji Pemeriksaan Air Listrik Jalan Jembatan Pasar Parkir Sekolah Libur Biaya Retribusi Gaji Stok Pasokan Makanan Obat "
    "Vaksin Penyaluran Pembagian Pekerjaan Perbaikan Proyek Aturan Kebijakan Antrean Banjir Cuaca Warga Seluruh Setiap Ada Tak "
    "Sudah Telah Sejak Hanya Pada Untuk".split()
)
#: What stands for personal data that was masked (`analysis/personal/masking.py`).
_MASKED: Final = re.compile(r"\[(?:NIK|KK|telepon|surel|pelat|alamat|akun|rekening|nomor)\]")
_MATERIAL: Final[Mapping[str, str]] = {"video": "Video", "gambar": "Foto atau gambar", "surat": "Surat"}


@dataclass(frozen=True, slots=True)
class Clarification:
    """The drafts of one case.

    Args:
        stamp: the word on the stamp.
        heading, core, advice: of every form.
        article, whatsapp, release: whole texts.
    """

    stamp: str
    heading: str
    core: str
    advice: str
    article: str
    whatsapp: str
    release: str

    @property
    def gaps(self) -> tuple[str, ...]:
        """What a person still has to fill in, each once."""
        found: dict[str, None] = {}
        for text in (self.article, self.whatsapp, self.release):
            for piece in text.split("[ISI: ")[1:]:
                found.setdefault(piece.partition("]")[0])
        return tuple(found)


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("analysis").joinpath("data", "clarifications.toml").read_text("utf-8")
    table: dict[str, dict[str, str]] = tomllib.loads(text)
    return table


def clarification(case: DeskCase, office: Office) -> Clarification:
    """The drafts of a case with a verdict.

    Raises:
        ValueError: it has none.
    """
    verdict = case.conclusion
    if verdict is None or verdict.state.value not in _table()["core"]:
        raise ValueError(f"{case.id} has no verdict to clarify")
    state = verdict.state.value
    out_of_context = verdict.kind is HoaxType.FALSE_CONTEXT and case.form in _MATERIAL
    words = _words(case, office)
    core = _fill(_table()["core"]["konteks yang salah" if out_of_context else state], words)
    advice = _fill(_table()["advice"][state], words)
    heading = _fill(_table()["heading"][state], {**words, "klaim": case.claim})
    stamp = _table()["stamp"][state]
    return Clarification(
        stamp,
        heading,
        core,
        advice,
        article=_article(case, office, heading, core, advice),
        whatsapp=_whatsapp(case, office, stamp, core, advice),
        release=_release(case, office, core, advice),
    )


def _words(case: DeskCase, office: Office) -> dict[str, str]:
    verdict, gap = case.conclusion, _table()["gap"]
    fact = (verdict.fact if verdict else "").strip().rstrip(".")
    evidence = verdict.evidence if verdict else ()
    claim = f"“{case.claim.strip().rstrip('.')}”"
    begins = verdict is not None and verdict.state is VerificationState.TRUE
    return {
        "klaim": claim,
        "fakta": (fact if begins else _lower_start(fact)) or gap["fakta"],
        "bukti": "; ".join(evidence) or gap["bukti"],
        "kanal": channel(office) or gap["kanal"],
        "bahan": _MATERIAL.get(case.form, "Materi"),
    }


def channel(office: Office) -> str:
    """The office's own site, or else its own account; "" where the settings name none."""
    sites = [name for name in office.official_accounts if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", name)]
    sites.sort(key=lambda name: not name.casefold().endswith(".go.id"))
    return next(iter(sites), next((name for name in office.official_accounts if name.startswith("@")), ""))


def _fill(template: str, words: Mapping[str, str]) -> str:
    for name, text in words.items():
        template = template.replace("{" + name + "}", text)
    return template


def _lower_start(text: str) -> str:
    """A sentence's start inside another one; names and abbreviations keep their capitals."""
    first, _, rest = text.partition(" ")
    return f"{first.lower()} {rest}".strip() if first in _PLAIN_STARTS and not rest[:1].isupper() else text


def _date(moment: datetime | None, office: Office) -> str:
    if moment is None:
        return "[ISI: tanggal]"
    local = moment.astimezone(zone(office.zone))
    return f"{_DAYS[local.weekday()]}, {long_date(local.date())}"


def _article(case: DeskCase, office: Office, heading: str, core: str, advice: str) -> str:
    verdict = case.conclusion
    kind = f" Jenis: {verdict.kind}." if verdict and verdict.kind else ""
    evidence = [f"- {one}" for one in (verdict.evidence if verdict else ())] or [f"- {_table()['gap']['bukti']}"]
    lines = [
        DRAFT,
        "",
        heading,
        "",
        f"Sumber: {case.where or '[ISI: tempat beredar]'}",
        f"Beredar: {case.when or '[ISI: waktu beredar]'}",
        f"Tanggal pemeriksaan: {_date(case.approved_at, office)}",
        "",
        "Klaim",
        f"“{case.claim}”",
        "",
        "Hasil cek fakta",
        core,
        *_results(case),
        "",
        "Kesimpulan",
        f"{_stop(verdict.sentence if verdict else '')}{kind}",
        "",
        "Rujukan",
        *evidence,
        "",
        advice,
        "",
        office.agency,
    ]
    return "\n".join(lines) + "\n"


def _results(case: DeskCase) -> list[str]:
    """What the finished steps found; where something was masked a result tells of a person, and stays at the desk."""
    told = (step for step in case.steps if step.done_at is not None and not _MASKED.search(step.result))
    return [f"- {step.text}: {step.result}" for step in told]


def _whatsapp(case: DeskCase, office: Office, stamp: str, core: str, advice: str) -> str:
    links = [one for one in (case.conclusion.evidence if case.conclusion else ()) if one.startswith("http")]
    lines = [
        f"_{DRAFT}_",
        "",
        f"*[{stamp}]*",
        f"*Klaim:* {case.claim}",
        "",
        core,
        "",
        *([f"Rujukan: {links[0]}", ""] if links else []),
        advice,
        "",
        f"Penjelasan lengkap: {case.link or '[ISI: tautan klarifikasi]'}",
        f"— {office.agency}",
    ]
    return "\n".join(lines) + "\n"


def _release(case: DeskCase, office: Office, core: str, advice: str) -> str:
    verdict = case.conclusion
    evidence = [f"- {one}" for one in (verdict.evidence if verdict else ())] or [f"- {_table()['gap']['bukti']}"]
    lines = [
        DRAFT,
        "",
        "SIARAN PERS",
        office.agency,
        "Nomor: [ISI: nomor siaran pers]",
        "",
        f"Penjelasan {office.agency} mengenai informasi “{case.claim.rstrip('.')}”",
        "",
        f"{office.city or '[ISI: kota]'}, {_date(case.approved_at, office)} — {core}",
        "",
        _stop(verdict.sentence if verdict else ""),
        "",
        "“[ISI: kutipan juru bicara],” kata [ISI: nama dan jabatan juru bicara].",
        "",
        advice,
        "",
        "Rujukan:",
        *evidence,
        "",
        "Narahubung: [ISI: nama, jabatan, dan nomor narahubung]",
    ]
    return "\n".join(lines) + "\n"


def _stop(text: str) -> str:
    return text if not text or text.endswith((".", "?", "”")) else f"{text}."
