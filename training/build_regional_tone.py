"""Regional words in Indonesian for the tone: `python training/build_regional_tone.py --data DIR`.

Writes `analysis/data/regional_tone_words.tsv` from the word lists of NusaX and from its sentences for training, which are
translations of one another: IBM model 1 (Brown et al. 1993) in both directions, kept where the geometric mean of the two
probabilities is .25 or more and the pair was seen together twice. No label is read. A word that Indonesian texts use, too,
or that is a root of Indonesian, is left alone. What the model has learnt of "tidak" it then knows of "ora" and "teu".
"""

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis.tokens import slang, standard_words

ROUNDS = 6
MIN_SCORE = 0.25
MIN_TOGETHER = 2
#: A word seen so often in Indonesian texts is Indonesian.
INDONESIAN = 2
#: Votes of a word list, of an aligned pair, and of one seen four times and more.
LIST, PAIR, FREQUENT_PAIR = 2, 1, 2
NOTHING = "_"
Pairs = Sequence[tuple[list[str], list[str]]]


def bare_words(text: str) -> list[str]:
    """Standard words without the clitic, as `tone_text` has them."""
    return [w[:-3] if len(w) > 5 and w.endswith("nya") else w for w in standard_words(text)]


def ibm1(pairs: Pairs) -> dict[tuple[str, str], float]:
    """P(second | first) of words, by expectation maximisation over sentence pairs."""
    chance: dict[tuple[str, str], float] = defaultdict(lambda: 1.0)
    for _ in range(ROUNDS):
        count: dict[tuple[str, str], float] = defaultdict(float)
        total: dict[str, float] = defaultdict(float)
        for first, second in pairs:
            sources = [NOTHING, *first]
            for word in second:
                whole = sum(chance[word, source] for source in sources)
                for source in sources:
                    part = chance[word, source] / whole
                    count[word, source] += part
                    total[source] += part
        chance = defaultdict(lambda: 1e-9, {key: value / total[key[1]] for key, value in count.items()})
    return chance


def aligned(pairs: Pairs) -> dict[str, tuple[str, int]]:
    """The Indonesian word of each regional one, and how often they stood in one pair of sentences."""
    there, back = ibm1(pairs), ibm1([(second, first) for first, second in pairs])
    together = Counter(
        (word, source) for first, second in pairs for word in sorted(set(second)) for source in sorted(set(first))
    )
    best: dict[str, tuple[float, str, int]] = {}
    for (word, source), times in together.items():
        score = (there[word, source] * back[source, word]) ** 0.5
        if times >= MIN_TOGETHER and score >= MIN_SCORE and score > best.get(word, (0.0, "", 0))[0]:
            best[word] = (score, source, times)
    return {word: (source, times) for word, (_, source, times) in best.items()}


def main() -> None:
    """Count the votes and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    folders = sorted((data / "sentiment/nusax").iterdir())
    texts = {folder.name: pd.read_csv(folder / "train.csv").set_index("id")["text"] for folder in folders}
    indonesian = {key: bare_words(text) for key, text in texts.pop("indonesian").items()}
    smsa = pd.read_csv(data / "sentiment/smsa_train.tsv", sep="\t", header=None, quoting=3)[0]
    seen = Counter(word for text in smsa for word in bare_words(text))
    for words in indonesian.values():
        seen.update(words)
    background = Path(__file__).resolve().parents[1] / "analysis/data/word_background.tsv"
    roots = (data / "lexicon/combined_root_words.txt").read_text("utf-8").split()
    known = {line.split("\t")[0] for line in background.read_text("utf-8").splitlines()} | slang().keys() | set(roots)

    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name, table in texts.items():
        with (data / f"lexicon/nusax_local/{name}.csv").open(encoding="utf-8") as file:
            for row in list(csv.reader(file))[1:]:
                meaning, word = bare_words(row[1]), bare_words(row[2])
                if len(word) == 1 and 1 <= len(meaning) <= 2:
                    votes[word[0]][" ".join(meaning)] += LIST
        pairs = [(indonesian[key], bare_words(text)) for key, text in table.items() if key in indonesian]
        for word, (source, times) in aligned(pairs).items():
            votes[word][source] += FREQUENT_PAIR if times > MIN_TOGETHER + 1 else PAIR
    rows = []
    for word, counts in sorted(votes.items()):
        meaning, most = counts.most_common(1)[0]
        foreign = seen[word] < INDONESIAN and word not in known and not word[0].isdigit()
        plain = word != meaning and len(word) > 1 and not any(map(str.isdigit, meaning))
        if foreign and plain and 2 * most >= counts.total():
            rows.append(f"{word}\t{meaning}")
    out = background.with_name("regional_tone_words.tsv")
    out.write_text("\n".join(["word\tstandard", *rows]) + "\n", "utf-8")
    print(len(rows), out.stat().st_size)


if __name__ == "__main__":
    main()
