"""Words that mean the contrary of one another: a text with the one for the other is no copy."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from analysis.text.tokens import stems

# One family a line; what a comma parts differs, what stands together does not.
_FAMILIES = (
    "naik meningkat bertambah menguat, turun menurun berkurang melemah",
    "menang, kalah, seri imbang",
    "buka, tutup",
    "masuk, keluar",
    "terima setuju dukung, tolak",
    "utara, selatan, timur, barat",
    "kiri, kanan",
    "hidup, mati",
    "untung, rugi",
    "lulus, gagal",
    "sudah telah, belum, sedang, akan bakal",
    "ke, dari",
    "dengan, tanpa",
    "baik, buruk",
    "tinggi, rendah",
    "murah, mahal",
    "minimal, maksimal",
    "atas, bawah",
    "awal, akhir",
    "lama, baru",
    "gratis, bayar",
    "negeri, swasta",
    "pria, wanita perempuan",
    "bebas, tahan",
    "henti, lanjut",
    "sah, batal",
    "sebelum, sesudah setelah",
    "benar, salah keliru",
    "wajib, larang, boleh",
    "banjir, longsor, gempa, kebakaran, kekeringan",
    "ketua kepala, wakil, sekretaris, bendahara",
    "bupati, gubernur, walikota, camat, lurah, menteri, presiden, kapolres, kapolda",
    "kota, kabupaten, kecamatan, desa, kelurahan, provinsi",
)


@lru_cache(maxsize=100_000)
def plain_stem(word: str) -> str:
    """The stem of one word."""
    return stems((word,))[0]


def _side_of() -> dict[str, dict[int, int]]:
    """Of every stem: family → side."""
    found: dict[str, dict[int, int]] = {}
    for family, line in enumerate(_FAMILIES):
        for side, words in enumerate(line.split(",")):
            for stem in stems(words.split()):
                found.setdefault(stem, {})[family] = side
    return found


_SIDES = _side_of()


def contrary(gone: Sequence[str], added: Sequence[str]) -> bool:
    """Whether a word of one side stands where the other has one of its family, but none that means the same."""
    one, other = _sides(gone), _sides(added)
    return any(family in other and sides.isdisjoint(other[family]) for family, sides in one.items())


def _sides(words: Sequence[str]) -> dict[int, set[int]]:
    """Families of contraries that are among these words, and on which sides."""
    found: dict[int, set[int]] = {}
    for word in words:
        for family, side in _SIDES.get(plain_stem(word), {}).items():
            found.setdefault(family, set()).add(side)
    return found
