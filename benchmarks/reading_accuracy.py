"""Accuracy of tone and language, each figure with its interval, calibration and confusion table, in one command.

`python benchmarks/reading_accuracy.py [--data DIR] [--part tone language shifted] [--check]`: DIR is the measuring data
(see `docs/accuracy.md`); without it only what lies in `tests/quality` is measured. Tone goes through `tone_columns`,
language through `detect`. Halves set apart for checking are measured with `--check` only; their errors are not shown and
never tuned on. Language is cross-validated: five models, each asked about sentences it has not learnt. `shifted` trains
tone models without a source and asks them about it. Public test splits are never read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "training")]

from analysis.frame import posts_frame  # noqa: E402
from analysis.learning.scoring import accuracy, confusion, ece, f1_of, interval, macro_f1, surest  # noqa: E402
from analysis.text.language import MIXED, UNKNOWN, detect  # noqa: E402
from analysis.tone.reading import LABELS, tone_columns  # noqa: E402

QUALITY = ROOT / "tests" / "quality"
SHIPPED = ROOT / "analysis" / "data" / "measure"
TONES = {"negative": "negatif", "neutral": "netral", "positive": "positif"}
SCORES = [f"tone_{label}" for label in LABELS]
NEWS = "events/berita_2025-06-18_19.jsonl"
SHORT_POST = 30
#: Share of the answers that an officer need not look at first.
SURE = 0.8
#: Points of accuracy that the surest answers should be better than all.
GAIN = 0.08
#: As in `training/train_language.py`.
LANGUAGE_STRENGTH = 0.5


def digest(*paths: Path) -> str:
    """First twelve digits of the SHA-256 of files, one after the other."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:12]


def shown(name: str, true: Sequence[Any], said: Sequence[Any], labels: Sequence[str], source: str) -> None:
    """Accuracy and macro-F1 with their intervals."""
    f1 = partial(macro_f1, labels=labels)
    low, high = interval(accuracy, true, said)
    f_low, f_high = interval(f1, true, said)
    print(
        f"\n{name}: n {len(true)}, data {source}\n  accuracy {accuracy(true, said):.3f} [{low:.3f}, {high:.3f}]  "
        f"macro-F1 {f1(true, said):.3f} [{f_low:.3f}, {f_high:.3f}]"
    )


def gains(true: Any, said: Any, score: Any) -> tuple[float, float]:
    """How many points of accuracy and of macro-F1 the surest 80 % are better than all."""
    kept = np.argsort(-score, kind="stable")[: round(SURE * len(score))]
    return (
        100 * (accuracy(true[kept], said[kept]) - accuracy(true, said)),
        100 * (macro_f1(true[kept], said[kept], LABELS) - macro_f1(true, said, LABELS)),
    )


def ece_by_chance(score: Any, draws: int = 500) -> tuple[float, float]:
    """Mean and 95th percentile of the calibration error of a score that is never wrong about itself."""
    rng = np.random.default_rng(0)
    errors = [ece(rng.random(len(score)) < score, score) for _ in range(draws)]
    return float(np.mean(errors)), float(np.quantile(errors, 0.95))


def covered(right: Any, score: Any) -> float:
    """The largest share of the answers, surest first, that is right so many points more often than all."""
    ordered = right[np.argsort(-score, kind="stable")]
    shares = np.cumsum(ordered) / np.arange(1, len(ordered) + 1)
    enough = np.flatnonzero(shares >= right.mean() + GAIN)
    return float((enough[-1] + 1) / len(ordered)) if len(enough) else 0.0


def doubt(true: Sequence[str], said: Sequence[str], score: Any, unsure: Any = None) -> None:
    """Calibration and what the score is worth: the surest 80 %, and the answers not marked as unsure."""
    truth, answer, places = np.asarray(true), np.asarray(said), np.arange(len(true))
    right = answer == truth
    parts = []
    for number, (name, most) in enumerate(
        (("accuracy", min(0.25 * right.mean(), 1 - right.mean())), ("macro-F1", 1.0))
    ):
        point = gains(truth, answer, score)[number]
        low, high = interval(
            lambda i, _, number=number: gains(truth[i], answer[i], score[i])[number], places, places, draws=300
        )
        limit = f", at most {100 * most:.1f}" if number == 0 else ""
        parts.append(f"{name} {point:+.1f} [{low:+.1f}, {high:+.1f}{limit}]")
    mean, high = ece_by_chance(np.asarray(score, dtype=np.float64))
    least = np.argsort(-score, kind="stable")[round(SURE * len(score)) :]
    print(
        f"  ECE {ece(right, score):.3f} (by chance {mean:.3f}, 95 % below {high:.3f})  surest 80 % "
        f"{surest(right, score):.3f}: {', '.join(parts)}\n  errors among the least sure fifth "
        f"{(~right[least]).sum() / max(1, (~right).sum()):.0%}; {100 * GAIN:.0f} points at the surest {covered(right, score):.0%}"
    )
    if unsure is not None:
        sure = ~np.asarray(unsure, dtype=bool)
        print(
            f"  not marked unsure {right[sure].mean():.3f} ({sure.mean():.0%} of all), marked {right[~sure].mean():.3f}"
        )


def yes_no(name: str, true: Any, said: Any) -> None:
    """Precision, recall and F1 of a mark."""
    true, said = np.asarray(true, dtype=bool), np.asarray(said, dtype=bool)
    hits = int((true & said).sum())
    low, high = interval(partial(f1_of, label=True), true, said)
    print(
        f"\n{name}: {true.sum()} yes, {(~true).sum()} no\n  precision {hits / max(1, said.sum()):.3f}  recall "
        f"{hits / max(1, true.sum()):.3f}  F1 {f1_of(true, said, True):.3f} [{low:.3f}, {high:.3f}]"
    )


def path_of(name: str) -> Path:
    """A labelled file of ours, shipped or not."""
    return (SHIPPED if (SHIPPED / name).exists() else QUALITY) / name


def quality(name: str, split: str) -> pd.DataFrame:
    """One half of a labelled file of ours."""
    table = pd.read_csv(path_of(name), sep="\t", quoting=3, dtype=str, keep_default_na=False)
    table["text"] = table["text"].str.replace("\\n", "\n", regex=False)
    return table[table["split"] == split].reset_index(drop=True)


def read(kinds: Sequence[str], texts: Sequence[str]) -> pd.DataFrame:
    """Texts through the whole step; news are headlines."""
    return tone_columns(
        posts_frame(
            [
                {"kind": kind, "title" if kind == "news" else "text": text}
                for kind, text in zip(kinds, texts, strict=True)
            ]
        )
    )


def tone_report(name: str, true: Sequence[str], table: pd.DataFrame, source: str) -> None:
    """All figures of one set."""
    shown(name, true, table["tone"].tolist(), LABELS, source)
    doubt(true, table["tone"].tolist(), table[SCORES].max(axis=1).to_numpy(), table["tone_unsure"])
    print(confusion(true, table["tone"].tolist(), LABELS))


def public_tone(data: Path) -> None:
    """SmSA valid and NusaX valid, language by language and together."""
    path = data / "sentiment/smsa_valid.tsv"
    smsa = pd.read_csv(path, sep="\t", header=None, quoting=3)
    tone_report("SmSA valid", smsa[1].map(TONES).tolist(), read(["social"] * len(smsa), smsa[0]), digest(path))
    paths = sorted((data / "sentiment/nusax").glob("*/valid.csv"))
    true: list[str] = []
    tables = []
    f1 = []
    for path in paths:
        rows = pd.read_csv(path)
        labels = rows["label"].map(TONES).tolist()
        tables.append(read(["social"] * len(rows), rows["text"]))
        f1.append(macro_f1(labels, tables[-1]["tone"].tolist(), LABELS))
        print(f"  NusaX {path.parent.name}: n {len(rows)}, macro-F1 {f1[-1]:.3f}")
        true += labels
    tone_report(f"NusaX valid, {len(paths)} languages", true, pd.concat(tables, ignore_index=True), digest(*paths))
    print(f"  mean macro-F1 of the languages {np.mean(f1):.3f}")


def exam_report(name: str, file: str, split: str) -> None:
    """All figures of an exam; where it has posts that may turn bad, of these, too."""
    exam = quality(file, split)
    table = read(exam["kind"], exam["text"])
    tone_report(name, exam["tone"], table, digest(path_of(file)))
    indonesian = exam["language"] == "ind"
    right = exam["tone"] == table["tone"]
    print(f"  Indonesian {right[indonesian].mean():.3f}, other languages {right[~indonesian].mean():.3f}")
    yes_no(f"{name}, potential_negative", exam["potential"] == "1", table["potential_negative"])


def own_tone(split: str) -> None:
    """Government talk, title against body, and what may turn bad."""
    talk, more, pairs = (quality(f"{n}.tsv", split) for n in ("government_tone", "potential_posts", "title_body"))
    table = read(talk["kind"], talk["text"])
    tone_report(f"government talk, {split}", talk["tone"], table, digest(SHIPPED / "government_tone.tsv"))
    for kind, rows in talk.groupby("kind"):
        print(f"  {kind}: n {len(rows)}, accuracy {accuracy(rows['tone'], table.loc[rows.index, 'tone']):.3f}")
    for number, name in ((2, "second"), (3, "third")):
        exam_report(f"government talk, {name} exam, {split}", f"government_tone_{number}.tsv", split)
    records = [
        {"kind": "news", "title": title, "text": text}
        for title, text in zip(pairs["title"], pairs["text"], strict=True)
    ]
    both = tone_columns(posts_frame(records))
    shown(f"titles, {split}", pairs["title_tone"], both["tone_title"], LABELS, digest(QUALITY / "title_body.tsv"))
    yes_no(f"title and body conflict, {split}", pairs["conflict"] == "1", both["tone_conflict"])
    asked = read(more["kind"], more["text"])
    true = np.concatenate([rows["potential"] == "1" for rows in (talk, more, pairs)])
    said = np.concatenate([t["potential_negative"] for t in (table, asked, both)])
    tones = np.concatenate([talk["tone"], more["tone"], pairs["body_tone"]])
    yes_no(f"potential_negative, all, {split}", true, said)
    yes_no(
        f"potential_negative, posts that are not negative, {split}", true[tones != "negatif"], said[tones != "negatif"]
    )


def titles(data: Path, check: bool) -> None:
    """Real headlines of two days, labelled by their address."""
    items = [json.loads(line) for line in (data / NEWS).read_text("utf-8").splitlines()]
    known = {hashlib.sha256(item["url"].encode()).hexdigest()[:16]: item["judul"] for item in items}
    first, later, last, many = (
        pd.read_csv(QUALITY / f"news_title_tone{n}.tsv", sep="\t") for n in ("", "_2", "_3", "_4")
    )
    sets = [
        ("real headlines, tuning half", first[first["split"] == "dev"]),
        ("real headlines, 210 more, half for choosing", last[last["split"] == "choose"]),
        ("real headlines, the last 1,082, for choosing", many[many["split"] == "choose"]),
        ("real headlines, the last 1,082, for trust", many[many["split"] == "trust"]),
    ]
    if check:
        sets.append(("real headlines, checking half", first[first["split"] == "check"]))
        sets.append(("real headlines, later ones", later))
        sets.append(("real headlines, 210 more, half for checking", last[last["split"] == "check"]))
        sets.append(("real headlines, the last 1,082, for checking", many[many["split"] == "check"]))
        both = pd.concat([last, many], ignore_index=True)
        sets.append(("real headlines, both halves for checking", both[both["split"] == "check"]))
    for name, rows in sets:
        table = read(["news"] * len(rows), [known[key] for key in rows["url_sha256"]])
        tone_report(name, rows["tone"].tolist(), table, digest(data / NEWS))


def shifted(data: Path) -> None:
    """Tone models of talk that have not learnt a source, asked about it (linear model alone)."""
    from linear_training import calibrated, features
    from train_tone import SPEC, fitted, learnt, nusax, smsa

    from analysis.tone.readers import TALK
    from analysis.tone.text import tone_text

    asked = {
        "smsa": smsa(data, "valid"),
        "nusax": nusax(data, "valid"),
        "posts": quality("government_tone.tsv", "choose"),
    }
    for source, target in asked.items():
        left = [source] if source != "posts" else ["posts", "office"]
        weights, bias, calibration = fitted(learnt(TALK, data, left))
        scores = calibrated(
            calibration,
            features(SPEC, [tone_text(text) for text in target["text"]]) @ weights.astype(np.float32) + bias,
        )
        said = [LABELS[i] for i in scores.argmax(axis=1)]
        shown(f"without {' and '.join(left)}", target["tone"].tolist(), said, LABELS, "as above")
        doubt(target["tone"].tolist(), said, scores.max(axis=1))


def piece(text: str, limit: int, rng: np.random.Generator) -> str:
    """Whole words of ``text`` from a random place, fewer than ``limit`` characters in all."""
    words = text.split()
    start = int(rng.integers(0, max(1, len(words) - 3)))
    found = ""
    for word in words[start:]:
        longer = f"{found} {word}" if found else word
        if len(longer) >= limit:
            break
        found = longer
    return found


def cross_validated(data: Path) -> None:
    """Every sentence, and a piece of it under thirty characters, asked of a model that has learnt neither."""
    from linear_training import SEED, fit
    from linear_training import features as rows_of
    from sklearn.model_selection import GroupKFold
    from train_language import FILES, SPEC, sentences

    from analysis.learning.linear import LinearModel
    from analysis.text.language_text import language_text

    table = sentences(data)
    labels = sorted(table["lang"].unique())
    y = table["lang"].map(labels.index).to_numpy()
    weights, groups = table["weight"].to_numpy(), table["group"].to_numpy()
    matrix = rows_of(SPEC, [language_text(text) for text in table["text"]])
    whole = ~table["src"].str.endswith("-short").to_numpy()
    rng = np.random.default_rng(SEED + 1)
    asked: dict[str, tuple[list[str], list[str]]] = {"sentences": ([], []), f"under {SHORT_POST} characters": ([], [])}
    informal: list[str] = []
    for learnt, held in GroupKFold(n_splits=5).split(matrix, y, groups):
        # Fourteen times thirteen numbers, themselves learnt from out-of-fold decisions: taken from the shipped model.
        w, bias = fit(matrix[learnt], y[learnt], weights[learnt], LANGUAGE_STRENGTH)
        arrays = [np.asarray(part, dtype=np.float32) for part in (w, bias, LinearModel.load("language").calibration)]
        model = LinearModel(tuple(labels), SPEC, *arrays)
        rows = table.iloc[held[whole[held]]]
        texts = rows["text"].tolist()
        short = [piece(text, SHORT_POST, rng) for text in texts]
        keep = [place for place, text in enumerate(short) if len(text) >= SHORT_POST // 2]
        true = rows["lang"].tolist()
        for name, part, truth in (
            ("sentences", texts, true),
            (f"under {SHORT_POST} characters", [short[i] for i in keep], [true[i] for i in keep]),
        ):
            said, _ = detect(part, model)
            asked[name][0].extend(truth)
            asked[name][1].extend(said)
        informal += [
            code for code, src in zip(detect(texts, model)[0], rows["src"], strict=True) if src in {"smsa", "stif"}
        ]
    source = digest(*[data / name for name in FILES])
    for name, (true, said) in asked.items():
        shown(f"language, {name}", true, said, labels, source)
        alike = [[{"msa": "ind"}.get(code, code) for code in codes] for codes in (true, said)]
        print(f"  Malay and Indonesian counted as one: accuracy {accuracy(*alike):.3f}")
        print("  F1: " + ", ".join(f"{label} {f1_of(true, said, label):.3f}" for label in labels))
        print(confusion(true, said, [*labels, MIXED, UNKNOWN]))
    print(f"  informal Indonesian called Indonesian {informal.count('ind') / len(informal):.4f} of {len(informal)}")


def own_language(split: str) -> None:
    """Posts in two languages, in none, and in one."""
    rows = quality("language_mixed.tsv", split)
    said, _ = detect(rows["text"].tolist())
    wanted = [b if a == "one" else a for a, b in zip(rows["label"], rows["languages"], strict=True)]
    right = pd.Series(np.asarray(wanted) == np.asarray(said)).groupby(rows["label"]).agg(["mean", "size"])
    print(f"\nmixed and unknown, {split}, data {digest(QUALITY / 'language_mixed.tsv')}\n{right.round(3)}")


def main() -> None:
    """Print everything asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--part", nargs="+", choices=["tone", "language", "shifted"], default=["tone", "language"])
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    print(f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}; 95 % bootstrap intervals")
    halves = ["choose", "check"] if args.check else ["choose"]
    if "tone" in args.part:
        for split in halves:
            own_tone(split)
        if args.data:
            public_tone(args.data)
            titles(args.data, args.check)
    if "language" in args.part:
        for split in halves:
            own_language(split)
        if args.data:
            cross_validated(args.data)
    if "shifted" in args.part and args.data:
        shifted(args.data)
    print(f"\n{time.process_time():.0f} CPU-seconds")


if __name__ == "__main__":
    main()
