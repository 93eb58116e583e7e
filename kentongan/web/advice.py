"""Advice that is written for the command line, told for the web: the button or the field in place of the command."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kentongan.core.messages import Say

_COMMAND: Final = re.compile(r"\bkentongan [a-z]+|--[a-z]+")
_CODE: Final = r"(?P<code>\"[^\"]*\"|[^\s,;]*[^\s,;.])"


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do next, in words that a visitor can follow; `address` of the page where it is done, "" where it is here."""

    text: Say
    address: str = ""


def _button(indonesian: str, english: str) -> Say:
    return Say(f"“{indonesian}”", f"“{english}”")


def _case(step: str, indonesian: str, english: str) -> tuple[str, Say, str]:
    return rf"kentongan claims {step.format(code=_CODE)}", _button(indonesian, english), "/hoaks/{code}"


#: A command or an option → what stands for it in the web, and the page of it. Longer commands first.
_WORDS: Final[tuple[tuple[str, Say, str], ...]] = (
    _case(r"complete {code}", "Lengkapi", "Complete"),
    _case(r"refuse {code} --reason opini", "Tolak laporan", "Refuse the report"),
    _case(r"refuse {code}", "Tolak laporan", "Refuse the report"),
    _case(r'claim {code} "…"', "Mulai verifikasi", "Begin to verify"),
    _case(r'done {code} [A-Z]+ "[a-z]+"', "Langkah verifikasi", "Steps of the verification"),
    _case(r"verdict {code}", "Ajukan ke orang kedua", "Put to a second person"),
    _case(r"approve {code}", "Setujui sebagai orang kedua", "Approve as the second person"),
    _case(r"return {code}", "Kembalikan", "Send back"),
    _case(r"draft {code}", "Buat draf klarifikasi", "Make drafts of the clarification"),
    _case(r"publish {code}(?: [A-Z]+\b)?", "Catat terbit", "Note the publication"),
    _case(r"watch {code}", "Klarifikasi", "Clarification"),
    _case(r"note {code}", "Catat kenaikan", "Note the rise"),
    _case(r"close {code}", "Tutup kasus", "Close the case"),
    _case(r"reopen {code}", "Buka lagi", "Open again"),
    (rf"kentongan claims show {_CODE}", Say("halaman kasusnya", "the page of the case"), "/hoaks/{code}"),
    (rf"kentongan claims take {_CODE}", _button("Ambil ke meja", "Take up"), "/hoaks"),
    (r"kentongan claims list(?: --all)?", Say("Meja hoaks", "the hoax desk"), "/hoaks?semua=true"),
    (r"kentongan issues show (?:ISU|ISSUE)\b", Say("halaman isunya", "the page of the issue"), "/isu"),
    (rf"kentongan issues show {_CODE}", Say("halaman isunya", "the page of the issue"), "/isu/{code}"),
    (r"kentongan issues list(?: --all)?", Say("halaman Isu", "the page Issues"), "/isu"),
    (r"kentongan search (?:KATA|WORD)", Say("halaman Unggahan", "the page Posts"), "/unggahan"),
    (r"kentongan correct list", Say("halaman Unggahan", "the page Posts"), "/unggahan"),
    (r"kentongan user password (?:NAMA|NAME)", _button("Kata sandi sekali pakai", "One-time password"), "/pengguna"),
    (r"kentongan user disable (?:NAMA|NAME)", _button("Tutup akun", "Close account"), "/pengguna"),
    (r"kentongan user list", Say("halaman Pengguna", "the page Users"), "/pengguna"),
    (r"kentongan sources add(?: [A-Z-]+\b)?", _button("Uji alamat", "Try the address"), "/sumber"),
    (r"kentongan sources test", _button("Uji", "Try"), "/sumber"),
    (rf"kentongan sources disable {_CODE}", _button("Matikan", "Switch off"), "/sumber"),
    (r"kentongan sources list", Say("halaman Sumber", "the page Sources"), "/sumber"),
    (r"(?:J|j)alankan kentongan approve", Say("tekan “Setujui versi ini”", ""), "/laporan"),
    (r"run kentongan approve", Say("", "press “Approve this version”"), "/laporan"),
    (r"--form gambar --question \"…\"", Say("bentuk gambar dan “Yang ditanyakan”", "the form picture and “Question”"), ""),
    (r"--insist [A-Z]+\b", _button("Tetap diperiksa karena", "Checked all the same because"), ""),
    (r"--form\b", _button("Bentuk", "Form"), ""),
    (r"--where\b", _button("Beredar di", "Where"), ""),
    (r"--when\b", _button("Sejak", "Since"), ""),
    (r"--question\b", _button("Yang ditanyakan", "Question"), ""),
    (r"--kind\b", _button("Jenis", "Type"), ""),
    (r"--evidence\b", _button("Bukti:", "Evidence:"), ""),
    (r"--reason(?: \"…\")?", _button("Alasan", "Reason"), ""),
    (r"--period\b", _button("Periode", "Period"), ""),
    (r"--issue\b", _button("Isu", "Issue"), ""),
    (r"--day\b", _button("Tanggal", "Date"), ""),
)  # fmt: skip


def in_the_web(do: Say | None) -> Advice | None:
    """An error's advice for a page; None where there is none.

    What only the command line can do is left to whoever looks after the office's computer.
    """
    if do is None or not _COMMAND.search(do.id):
        return None if do is None else Advice(do)
    indonesian, english, address = do.id, do.en, ""
    for pattern, words, page in _WORDS:
        found = re.search(pattern, indonesian)
        if found is not None:
            code = (found.groupdict().get("code") or "").strip('"')
            address = address or page.format(code=code)
        indonesian = re.sub(pattern, words.id, indonesian)
        english = re.sub(pattern, words.en, english)
    if _COMMAND.search(indonesian):
        return Advice(
            Say(
                f"Ini dikerjakan pengelola di komputer kantor: {do.id[:1].lower()}{do.id[1:]}",
                f"Whoever looks after the office's computer does this: {do.en[:1].lower()}{do.en[1:]}",
            )
        )
    return Advice(Say(_capital(indonesian), _capital(english)), address)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
