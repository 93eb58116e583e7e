"""What the hoax desk's fixed words are called in both languages: verdicts, types, forms, reasons of refusal.

The Indonesian words are what is stored, typed and told to the API; whoever reads in English reads the English ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kentongan.core.desk import Refusal
from kentongan.core.findings import VerificationState
from kentongan.core.messages import Say
from kentongan.core.verdicts import TYPE_NAMES

STATE_NAMES: Final[Mapping[VerificationState, Say]] = {
    VerificationState.UNCHECKED: Say("belum diperiksa", "unchecked"),
    VerificationState.NEEDED: Say("perlu verifikasi", "needs verification"),
    VerificationState.UNDERWAY: Say("sedang diverifikasi", "being verified"),
    VerificationState.TRUE: Say("benar", "true"),
    VerificationState.PARTLY: Say("sebagian benar", "partly true"),
    VerificationState.HOAX: Say("hoaks", "hoax"),
    VerificationState.FRAUD: Say("penipuan", "fraud"),
    VerificationState.UNVERIFIABLE: Say("tidak dapat diverifikasi", "cannot be verified"),
    VerificationState.OPINION: Say("opini", "opinion"),
    VerificationState.REJECTED: Say("ditolak", "rejected"),
}
REFUSAL_NAMES: Final[Mapping[Refusal, Say]] = {
    Refusal.OPINION: Say("opini", "opinion"),
    Refusal.PICTURE: Say("gambar tanpa pertanyaan", "a picture without a question"),
    Refusal.INCOMPLETE: Say("keterangan tidak lengkap", "not complete"),
    Refusal.SOURCE: Say("sumber tidak jelas", "unclear source"),
    Refusal.SARA: Say("SARA yang peka", "sensitive matter of religion or ethnicity"),
    Refusal.OUTSIDE: Say("bukan kewenangan", "not this office's matter"),
}
#: Forms of a report, and what the machine's own claims are.
FORM_NAMES: Final[Mapping[str, Say]] = {
    "teks": Say("teks", "text"),
    "gambar": Say("gambar", "picture"),
    "video": Say("video", "video"),
    "surat": Say("surat", "letter"),
    "tautan": Say("tautan", "link"),
    "pesan berantai": Say("pesan berantai", "chain message"),
    "berita": Say("berita", "news"),
    "unggahan": Say("unggahan", "post"),
}
#: How a report came.
ORIGIN_NAMES: Final[Mapping[str, Say]] = {
    "tempelan": Say("tempelan", "pasted"),
    "surel": Say("surel", "e-mail"),
    "unggahan": Say("unggahan", "post"),
    "isu": Say("isu", "issue"),
    "mesin": Say("mesin", "machine"),
}
#: Whom to ask where neither words nor category name anybody.
ANYBODY: Final = Say("OPD terkait", "the office concerned")
_ENGLISH: Final = {ANYBODY.id: ANYBODY.en} | {
    say.id: say.en
    for names in (TYPE_NAMES, REFUSAL_NAMES, FORM_NAMES, ORIGIN_NAMES, STATE_NAMES)
    for say in names.values()
}


def told(words: str) -> Say:
    """Fixed words as a person reads them, several parted by commas ("hoaks, konten palsu"); others stay as they are."""
    return Say(words, ", ".join(_ENGLISH.get(word, word) for word in words.split(", ")))


def choices(words: Iterable[str]) -> Say:
    """A list to choose from: the words that are typed, in English with what they mean."""
    known = [str(word) for word in words]
    return Say(
        ", ".join(known),
        ", ".join(word if _ENGLISH.get(word, word) == word else f"{word} ({_ENGLISH[word]})" for word in known),
    )
