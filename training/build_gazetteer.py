"""Build `analysis/data/wilayah.tsv.xz` and `place_common.txt` from the public gazetteer.

Source: cahyadsn/wilayah (MIT), the codes and names of Kepmendagri 300.2.2-2138/2025: every province, regency or city,
district and village of Indonesia. Run it again when a newer decree is published:

    python training/build_gazetteer.py wilayah.sql root_words.txt analysis/data

`place_common.txt` lists the names that are also ordinary words (from a list of Indonesian root words): such a
name counts as a place only next to a word that says so.
"""

from __future__ import annotations

import lzma
import re
import sys
from pathlib import Path

_ROW = re.compile(r"^\('([0-9.]+)','((?:[^'\\]|''|\\.)*)'\)", re.MULTILINE)
_CODE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?")


def read_rows(sql: str) -> list[tuple[str, str]]:
    """Every (code, name) of the dump, in code order."""
    rows = [(code, _clean(name)) for code, name in _ROW.findall(sql)]
    bad = [code for code, _ in rows if not _CODE.fullmatch(code)]
    if bad:
        raise SystemExit(f"codes of an unknown form: {bad[:5]}")
    return sorted(rows)


def _clean(name: str) -> str:
    """The name with SQL quoting undone, one kind of apostrophe, single spaces."""
    plain = re.sub(r"''|\\'|’|`", "'", name)
    return re.sub(r"'+", "'", re.sub(r"\s+", " ", plain)).strip()


def common_names(rows: list[tuple[str, str]], words: set[str]) -> list[str]:
    """Names (lower case) all of whose words are ordinary Indonesian words."""
    names = {re.sub(r"^(Kabupaten|Kota) ", "", name).lower() for _, name in rows}
    return sorted(name for name in names if all(part in words for part in name.split()))


def main(sql: str, root_words: str, target: str) -> None:
    """Read the dump and the word list, write both files."""
    rows = read_rows(Path(sql).read_text(encoding="utf-8"))
    words = set(Path(root_words).read_text(encoding="utf-8").split())
    body = "".join(f"{code}\t{name}\n" for code, name in rows).encode()
    packed = lzma.compress(body, preset=9 | lzma.PRESET_EXTREME)
    (Path(target) / "wilayah.tsv.xz").write_bytes(packed)
    common = common_names(rows, words)
    (Path(target) / "place_common.txt").write_text("\n".join(common) + "\n", encoding="utf-8")
    print(f"{len(rows)} places, {len(packed)} bytes; {len(common)} names that are ordinary words")


if __name__ == "__main__":
    main(*sys.argv[1:4])
