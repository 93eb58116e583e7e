"""What the parts of a set and the metrics are called where a person reads them."""

from __future__ import annotations

from typing import Final

from kentongan.core.messages import Lang, Say

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
_CLASSES: Final = {
    "spreads": Say("menyebarkan", "spreads"),
    "denies": Say("membantah", "denies"),
    "quotes": Say("mengutip", "quotes"),
    "asks": Say("bertanya", "asks"),
    "none": Say("tidak ada", "none"),
    "mixed": Say("campuran", "mixed"),
    "mix": Say("campuran", "mixed"),
    "unknown": Say("tidak dikenal", "unknown"),
    "True": Say("ya", "yes"),
    "False": Say("tidak", "no"),
    "positif": Say("positif", "positive"),
    "netral": Say("netral", "neutral"),
    "negatif": Say("negatif", "negative"),
    "potensi negatif": Say("potensi negatif", "potentially negative"),
    "belum jelas": Say("belum jelas", "unclear"),
    "desa": Say("desa", "village"),
    "instansi vertikal": Say("instansi vertikal", "central body"),
    "kab-kota": Say("kab-kota", "regency or city"),
    "nasional": Say("nasional", "national"),
    "provinsi": Say("provinsi", "province"),
}


def class_name(label: str, lang: Lang) -> str:
    """A class as a table of errors heads its row and column; codes stay as they are."""
    return _CLASSES[label].to(lang) if label in _CLASSES else label


def table_in_words(table: str, lang: Lang) -> str:
    """A table of `analysis.learning.scoring.confusion` with its classes in words, its columns as wide as they need."""
    rows = [_row(line) for line in table.splitlines()[1:]]
    names = [class_name(label, lang) for label, _ in rows]
    first = max(map(len, names)) + 1
    widths = [max(5, len(name)) + 2 for name in names]
    lines = [" " * first + "".join(name.rjust(width) for name, width in zip(names, widths, strict=True))]
    for name, (_, counts) in zip(names, rows, strict=True):
        lines.append(name.ljust(first) + "".join(n.rjust(width) for n, width in zip(counts, widths, strict=True)))
    return "\n".join(lines)


def _row(line: str) -> tuple[str, list[str]]:
    """A label, which may hold blanks, and the counts after it."""
    words = line.split()
    first = next((place for place, word in enumerate(words) if word.isdigit()), len(words))
    return " ".join(words[:first]), words[first:]


def was_seen(part: str) -> bool:
    """Whether the errors of a part were read while the machine was made: its figures flatter."""
    return PARTS.get(part) is _SEEN
