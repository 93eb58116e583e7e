"""What an officer may type between double braces in a template, and what stands there in a finished report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kentongan.core.messages import Say
from reports import wording
from reports.blocks import Report, Signature, Signer
from reports.cover_lines import cover_line, period_of
from reports.word_xml import element

SECTION, REST, ANNEXES, SIGNATURES, IDENTITY = "bagian", "isi", "lampiran", "tanda_tangan", "identitas"

# One-line texts; each is said in docs/panduan/templat.md.
TEXTS: Mapping[str, Say] = {
    "judul": Say("judul laporan", "the report's title"),
    "instansi": Say("nama lengkap instansi", "the agency's full name"),
    "nomor": Say("nomor laporan", "the report's number"),
    "sifat": Say("sifat laporan", "the report's classification"),
    "tanggal": Say("tanggal laporan", "the report's date"),
    "hari_tanggal": Say("hari dan tanggal laporan", "weekday and date"),
    "rentang": Say("rentang pantauan", "the window"),
    "penyusun": Say("penyusun", "who compiled it"),
    "pemeriksa": Say("pemeriksa", "who checked it"),
    "kepada": Say("penerima laporan", "to whom it goes"),
    "status": Say("status hari itu", "the day's status"),
    "versi": Say("nomor versi", "the version's number"),
    "kota_tanggal": Say("kota dan tanggal tanda tangan", "place and date of signing"),
    "kalimat_penutup": Say("kalimat penutup", "the closing sentence"),
    "keterangan": Say("keterangan penyusunan", "the line on how and when it was made"),
}
FIELDS: Mapping[str, tuple[str, Say]] = {
    "halaman": ("PAGE", Say("nomor halaman", "the page's number")),
    "jumlah_halaman": ("NUMPAGES", Say("jumlah halaman", "the number of pages")),
}
# Of the first signatory, or of that whose number follows: {{ nama: 2 }}.
SIGNER: Mapping[str, Say] = {
    "sebagai": Say("kata di atas jabatan", "the word above the position"),
    "jabatan": Say("jabatan penanda tangan", "the signatory's position"),
    "nama": Say("nama penanda tangan", "the signatory's name"),
    "pangkat": Say("pangkat penanda tangan", "the signatory's rank"),
    "nip": Say("NIP penanda tangan", "the signatory's staff number"),
}
BLOCKS: Mapping[str, Say] = {
    REST: Say("semua bagian yang tidak disebut tersendiri", "every section that is not named by itself"),
    ANNEXES: Say("semua lampiran yang tidak disebut tersendiri", "every annex that is not named by itself"),
    SECTION: Say("satu bagian menurut namanya", "one section by its name"),
    SIGNATURES: Say("tempat tanda tangan semua penanda tangan", "the places of all signatures"),
    IDENTITY: Say("tabel nomor, sifat, tanggal, rentang, dan penerima", "the table of number, date and recipient"),
}
KNOWN = (*TEXTS, *FIELDS, *SIGNER, *BLOCKS)

_LINES = {
    "nomor": "number",
    "sifat": "classification",
    "rentang": "window",
    "penyusun": "compiler",
    "pemeriksa": "checker",
    "kepada": "recipient",
}


@dataclass(frozen=True, slots=True)
class Values:
    """What a report says for each placeholder; an unknown line is "–"."""

    texts: Mapping[str, str]
    signers: tuple[Signer, ...]

    @classmethod
    def of(cls, report: Report) -> Values:
        """Taken from the composed report, so that every form fills the same template."""
        found = {name: cover_line(report, meaning) or "–" for name, meaning in _LINES.items()}
        signature = signature_of(report)
        date = period_of(report)
        texts = {
            **found,
            "judul": report.title,
            "instansi": report.agency,
            "hari_tanggal": date,
            "tanggal": date if " – " in date else date.partition(", ")[2] or date,
            "status": "–" if report.kind == "draf" else wording.level_name(report.level, report.lang),
            "versi": str(report.version),
            "kota_tanggal": signature.place_date if signature else date,
            "kalimat_penutup": signature.closing if signature else "",
            "keterangan": report.footer,
        }
        return cls(texts, signature.signers if signature else ())

    def value(self, name: str, argument: str) -> str | list[Any]:
        """The words, or the runs of a field, for a checked placeholder."""
        if name in FIELDS:
            return _field(FIELDS[name][0])
        if name in SIGNER:
            return self._of_signer(name, int(argument or 1))
        return self.texts.get(name, "")

    def _of_signer(self, name: str, number: int) -> str:
        if number > len(self.signers):
            return ""
        one = self.signers[number - 1]
        number_alone = one.identity.partition(". ")[2] or one.identity  # an officer writes "NIP" before it
        words = {"sebagai": one.role, "jabatan": one.position, "nama": one.name, "pangkat": one.rank}
        return words.get(name, number_alone)


def signature_of(report: Report) -> Signature | None:
    """The report's signature block, wherever it stands."""
    return next((b for section in report.sections for b in section.blocks if isinstance(b, Signature)), None)


def _field(code: str) -> list[Any]:
    """A complex field as runs without a look of their own (ECMA-376 part 1, 17.16.18)."""
    marks = [f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")]
    asked = f'<w:instrText xml:space="preserve"> {code} </w:instrText>'
    parts = (marks[0], asked, marks[1], "<w:t>1</w:t>", marks[2])
    return [element(f"<w:r>{part}</w:r>") for part in parts]
