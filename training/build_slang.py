"""Build ``analysis/data/slang.tsv`` and ``stop_words.tsv`` from the public lists and our own.

Usage: ``python training/build_slang.py --lexicon DIR`` where DIR holds ``combined_slang_words.txt`` and
``combined_stop_words.txt`` of louisowen6/NLP_bahasa_resources (MIT). Running it twice gives the same bytes.

What is left out of the public list, and why:

* words that mean something else to a public office: *aspal* (asphalt), *asap* (smoke), *km*, *kk* (family card),
  *sma* (school), *red*, *pro*, *pp*, *can* …;
* abbreviations that are the standard word today (*pilkada*, *satpam*, *sembako*): expanding them only hides keywords;
* insults and slurs turned into other insults, and remarks about groups of people;
* English words, misspellings seen once, one-letter forms with several readings.
"""

import argparse
import json
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "analysis" / "data"

DROP = set((HERE / "slang_left_out.txt").read_text("utf-8").split())


def own_entries() -> dict[str, str]:
    """Our own pairs, from ``slang_own.tsv``."""
    rows = (HERE / "slang_own.tsv").read_text("utf-8").splitlines()[1:]
    return dict(row.split("\t") for row in rows)


def public_entries(path: Path) -> dict[str, str]:
    """The public list without what ``DROP`` names, without multi-word forms and long expansions."""
    raw: dict[str, str] = json.loads(path.read_text("utf-8"))
    kept = {}
    for raw_form, raw_target in raw.items():
        form, target = raw_form.strip().casefold(), raw_target.strip().casefold()
        if (
            form in DROP
            or " " in form
            or not form.isalnum()
            or "," in target
            or len(target.split()) > 2
            or form == target
        ):
            continue
        kept[form] = target
    return kept


def main() -> None:
    """Write both tables, sorted, with a header line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lexicon", type=Path, required=True)
    folder: Path = parser.parse_args().lexicon
    own = own_entries()
    merged = {
        form: (target, "nlp_bahasa") for form, target in public_entries(folder / "combined_slang_words.txt").items()
    }
    merged |= {form: (target, "own") for form, target in own.items()}
    # A chain (kalo -> kalau -> …) would make normalising depend on how often it is run.
    for form, (target, origin) in list(merged.items()):
        resolved = " ".join(merged[word][0] if word in merged and word != form else word for word in target.split())
        merged[form] = (resolved, origin)
    lines = ["form\tstandard\torigin"] + [f"{form}\t{merged[form][0]}\t{merged[form][1]}" for form in sorted(merged)]
    (OUT / "slang.tsv").write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    words = {w for line in (folder / "combined_stop_words.txt").read_text("utf-8").splitlines() for w in line.split()}
    # Glued lines of the source, and words that a report needs (place, number and weight words of complaints).
    words = {w for w in words if w.isalpha() and w.isascii() and w != "bagaimanapunalhamdulillah"}
    words -= {"besar", "berat", "jelas", "kurang", "masalah", "keterlaluan", "percuma", "tinggi", "warga"}
    words -= {"rt", "baik", "naik", "tolong", "panjang", "minggu"}
    (OUT / "stop_words.tsv").write_text("word\n" + "\n".join(sorted(words)) + "\n", "utf-8", newline="\n")
    print(f"slang {len(merged)}, stop words {len(words)}")


if __name__ == "__main__":
    main()
