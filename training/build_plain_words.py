"""Write `analysis/data/plain_words.txt.xz`: ordinary Indonesian words, so that a word after "pak" can be told from a name.

The root words of louisowen6/NLP_bahasa_resources (MIT), without those on the lists of names.

Run: `python training/build_plain_words.py ROOT_WORDS.txt`.
"""

from __future__ import annotations

import lzma
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "analysis" / "data"


def main(root_words: str) -> None:
    """Read, drop names, write; the same input gives the same bytes."""
    names = {
        word
        for line in (DATA / "given_names.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
        for word in line.split()
    }
    words = {word.strip().lower() for word in Path(root_words).read_text(encoding="utf-8").splitlines()}
    kept = sorted(word for word in words if word.isalpha() and word.isascii() and len(word) > 1 and word not in names)
    packed = lzma.compress(("\n".join(kept) + "\n").encode("ascii"), preset=9)
    (DATA / "plain_words.txt.xz").write_bytes(packed)
    print(f"{len(kept)} words, {len(packed)} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
