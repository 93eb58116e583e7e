"""Sentences of newsrooms that may teach what ships: the training parts of NERP and NER-Grit (IndoNLU, see NOTICE)."""

from pathlib import Path

FILES = ("nerp_ner-prosa_train.txt", "nergrit_ner-grit_train.txt")


def news_sentences(shared: Path) -> list[str]:
    """Texts of two neighbouring sentences each."""
    found = []
    for name in FILES:
        blocks = (shared / "ner" / name).read_text("utf-8").split("\n\n")
        said = [" ".join(line.split("\t")[0] for line in block.splitlines()) for block in blocks if block]
        found += [" ".join(said[i : i + 2]) for i in range(0, len(said) - 1, 2)]
    return found
