"""What the parts of a set and the metrics are called where a person reads them."""

from __future__ import annotations

from typing import Final

from kentongan.core.messages import Say

METRICS: Final = {
    "accuracy": Say("ketepatan", "accuracy"),
    "macro_f1": Say("F1 makro", "macro-F1"),
    "surest": Say("ketepatan 80 % yang paling yakin", "accuracy of the surest 80 %"),
    "ece": Say("selisih skor dan kenyataan (makin kecil makin baik)", "gap of score and truth (less is better)"),
    "share": Say("bagian yang benar", "share that is right"),
    "precision": Say("presisi", "precision"),
    "recall": Say("yang ditemukan", "recall"),
    "f1": Say("F1", "F1"),
}
_SEEN: Final = Say("dilihat", "seen")
PARTS: Final = {
    "": Say("semua", "all"),
    "check": Say("tidak dilihat", "unseen"),
    "other": Say("penulis lain", "another writer"),
    "choose": _SEEN,
    "dev": _SEEN,
    "tune": _SEEN,
    "shipped": Say("bawaan", "shipped"),
    "taught": Say("hasil belajar", "taught"),
}


def was_seen(part: str) -> bool:
    """Whether the errors of a part were read while the machine was made: its figures flatter."""
    return PARTS.get(part) is _SEEN
