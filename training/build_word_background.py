"""Write `analysis/data/word_background.tsv`: in how many of a thousand Indonesian sentences a folded word stands.

A day of forty posts about one road says nothing about which words are rare; this table does. Counted over the training
parts of NERGrit and NERP (news; IndoNLU, Apache-2.0), SmSA (posts and reviews; IndoNLU, Apache-2.0) and STIF (informal
and formal; MIT). Words in fewer than five sentences are left out, so no personal name of one text gets in.

Run: `python training/build_word_background.py --data DIR`.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from analysis.stories.features import fold_word, words_of

LEAST_SENTENCES = 5
TARGET = Path(__file__).resolve().parents[1] / "analysis" / "data" / "word_background.tsv"


def sentences(data: Path) -> Iterator[str]:
    """All sentences of the sources."""
    for path in sorted((data / "ner").glob("*_train.txt")):
        words: list[str] = []
        for line in path.read_text("utf-8").splitlines():
            if line.strip():
                words.append(line.split("\t")[0].split(" ")[0])
            elif words:
                yield " ".join(words)
                words = []
        if words:
            yield " ".join(words)
    # one review in three, or restaurants would make food words common
    for line in (data / "sentiment" / "smsa_train.tsv").read_text("utf-8").splitlines()[::3]:
        yield line.rsplit("\t", 1)[0]
    for name in ("train.inf", "train.for"):
        yield from (data / "lexicon" / "stif_informal_formal" / name).read_text("utf-8").splitlines()


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    counts: Counter[str] = Counter()
    total = 0
    for sentence in sentences(args.data):
        counts.update({stem for stem in map(fold_word, words_of(sentence)) if stem})
        total += 1
    kept = sorted((stem, count) for stem, count in counts.items() if count >= LEAST_SENTENCES and stem.isalpha())
    lines = [f"{stem}\t{1000 * count / total:.3f}" for stem, count in kept]
    TARGET.write_text("word\tper_thousand\n" + "\n".join(lines) + "\n", "utf-8")
    print(f"{total} sentences, {len(kept)} words, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
