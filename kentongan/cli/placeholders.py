"""The capital words that stand for a value in help and complaints: BERKAS in Indonesian, FILE in English."""

from __future__ import annotations

from typing import Final

import click

from kentongan.cli.command import Parameter
from kentongan.core.messages import Lang, Say

#: By the name of an argument, or by the Indonesian word that a parameter gives itself.
_WORDS: Final = {
    "address": Say("ALAMAT", "ADDRESS"),
    "alert": Say("PERINGATAN", "ALERT"),
    "case": Say("KASUS", "CASE"),
    "claim": Say("KLAIM", "CLAIM"),
    "field": Say("BIDANG", "FIELD"),
    "file": Say("BERKAS", "FILE"),
    "files": Say("BERKAS", "FILE"),
    "folder": Say("FOLDER", "FOLDER"),
    "into": Say("ISU_TUJUAN", "INTO"),
    "issue": Say("ISU", "ISSUE"),
    "kind": Say("JENIS", "KIND"),
    "link": Say("TAUTAN", "LINK"),
    "name": Say("NAMA", "NAME"),
    "number": Say("NOMOR", "NUMBER"),
    "other": Say("ISU_LAIN", "OTHER"),
    "out": Say("BERKAS", "FILE"),
    "person": Say("ORANG", "PERSON"),
    "post": Say("UNGGAHAN", "POST"),
    "posts": Say("UNGGAHAN", "POSTS"),
    "query": Say("PENCARIAN", "QUERY"),
    "region": Say("WILAYAH", "REGION"),
    "result": Say("HASIL", "RESULT"),
    "sentence": Say("KALIMAT", "SENTENCE"),
    "service": Say("LAYANAN", "SERVICE"),
    "target": Say("SUMBER", "SOURCE"),
    "text": Say("TEKS", "TEXT"),
    "value": Say("NILAI", "VALUE"),
    "verdict": Say("PUTUSAN", "VERDICT"),
    "what": Say("UNGGAHAN", "POST"),
    "words": Say("TEKS", "TEXT"),
    "ALASAN": Say("ALASAN", "REASON"),
    "ANGKA": Say("ANGKA", "NUMBER"),
    "BENTUK": Say("BENTUK", "FORM"),
    "BERKAS": Say("BERKAS", "FILE"),
    "BUKTI": Say("BUKTI", "EVIDENCE"),
    '"NAMA, JABATAN"': Say('"NAMA, JABATAN"', '"NAME, POSITION"'),
    "FAKTA": Say("FAKTA", "FACT"),
    "FIELD=KOLOM": Say("BIDANG=KOLOM", "FIELD=COLUMN"),
    "ALAMAT": Say("ALAMAT", "ADDRESS"),
    "FILE": Say("BERKAS", "FILE"),
    "HASIL": Say("HASIL", "RESULT"),
    "ISU": Say("ISU", "ISSUE"),
    "JABATAN": Say("JABATAN", "POSITION"),
    "FOLDER": Say("FOLDER", "FOLDER"),
    "JAM": Say("JAM", "HOURS"),
    "JENIS": Say("JENIS", "KIND"),
    "JUDUL": Say("JUDUL", "TITLE"),
    "KALIMAT": Say("KALIMAT", "SENTENCE"),
    "KATA": Say("KATA", "WORD"),
    "KETERANGAN": Say("KETERANGAN", "NOTE"),
    "KIRIMAN": Say("KIRIMAN", "DELIVERY"),
    "KODE": Say("KODE", "CODE"),
    "KUNCI": Say("KUNCI", "KEY"),
    "LANGKAH": Say("LANGKAH", "STEP"),
    "NAMA": Say("NAMA", "NAME"),
    "NAMA=NILAI": Say("NAMA=NILAI", "NAME=VALUE"),
    "NILAI": Say("NILAI", "VALUE"),
    "NOMOR": Say("NOMOR", "NUMBER"),
    "OPD": Say("OPD", "OFFICE"),
    "PERIODE": Say("PERIODE", "PERIOD"),
    "PORTA": Say("PORTA", "PORT"),
    "PUTUSAN": Say("PUTUSAN", "VERDICT"),
    "SUMBER": Say("SUMBER", "SOURCE"),
    "TANGGAL": Say("TANGGAL", "DATE"),
    "TANYA": Say("TANYA", "QUESTION"),
    "TAUTAN": Say("TAUTAN", "LINK"),
    "TEMPAT": Say("TEMPAT", "PLACE"),
    "TINGKAT": Say("TINGKAT", "TIER"),
    "WAKTU": Say("WAKTU", "TIME"),
    "WILAYAH": Say("WILAYAH", "REGION"),
    "YYYY-MM-DD": Say("TTTT-BB-HH", "YYYY-MM-DD"),
    "ZONA": Say("ZONA", "ZONE"),
}
_BY_TYPE: Final = ((click.Path, "FILE"), (click.types.IntParamType, "ANGKA"), (click.types.FloatParamType, "ANGKA"))


def placeholder(p: Parameter, lang: Lang) -> str | None:
    """What stands for the parameter's value in `lang`; None where click's own sign is no word of a language."""
    given = p.extra.get("metavar")
    if given is None and p.is_option:
        given = next((word for kind, word in _BY_TYPE if isinstance(p.extra.get("type"), kind)), None)
        if given is None:
            return None
    key = str(given or p.names[0])
    word = _WORDS.get(key)
    return word.to(lang) if word else key.upper()


def argument_sign(p: Parameter, word: str) -> str:
    """How an argument stands in the line of use: in brackets where it may be missing, with dots where it may be many."""
    many = p.extra.get("nargs", 1) == -1
    needed = p.extra.get("required", not many and "default" not in p.extra)
    return (word if needed else f"[{word}]") + ("..." if many else "")
