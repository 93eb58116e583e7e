"""Quality floors of the reading steps: neither the scores nor the data they are measured on may change unseen."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import accuracy_score, f1_score

from analysis.frame import posts_frame
from analysis.learning.scoring import ece
from analysis.personal.masking import find_personal_data
from analysis.text.language import detect
from analysis.tone.reading import LABELS, tone_columns

HERE = Path(__file__).parent
#: The measuring data lies in ``shared`` beside the project or one folder higher.
ROOTS = [folder / "shared" / "data" for folder in Path(__file__).resolve().parents[3:5]]
FLOORS: dict[str, Any] = json.loads((HERE / "floors.json").read_text("utf-8"))
TONES = {"negative": "negatif", "neutral": "netral", "positive": "positif"}

pytestmark = pytest.mark.shared


def _data(name: str) -> Path:
    """A measuring file beside the project, its hash checked against the pinned one."""
    for root in ROOTS:
        path = root / name
        if path.exists():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            assert digest == FLOORS["data"][name], f"{name} is not the file the floors were set on"
            return path
    pytest.skip(f"measuring data {name} is not here")


@cache
def _news() -> list[dict[str, str]]:
    return [json.loads(line) for line in _data("events/berita_2025-06-18_19.jsonl").read_text("utf-8").splitlines()]


def _check(name: str, **scores: float) -> None:
    floors = FLOORS["floors"][name]
    low = {key: (round(value, 4), floors[key]) for key, value in scores.items() if value < floors[key]}
    assert low == {}, f"{name}: (measured, floor) {low}"


def _read(texts: list[str], kind: str) -> pd.DataFrame:
    return tone_columns(posts_frame([{"text": text, "kind": kind} for text in texts]))


def _scores(truth: list[str], table: pd.DataFrame) -> dict[str, float]:
    guess = table["tone"].tolist()
    return {"accuracy": accuracy_score(truth, guess), "macro_f1": f1_score(truth, guess, average="macro")}


def _tone_scores(texts: list[str], truth: list[str], kind: str) -> dict[str, float]:
    return _scores(truth, _read(texts, kind))


def _sure(truth: list[str], table: pd.DataFrame) -> dict[str, float]:
    """What the score is worth: calibration, and accuracy and macro-F1 of the surest 80 % of the answers."""
    score = table[[f"tone_{label}" for label in LABELS]].max(axis=1).to_numpy()
    kept = np.argsort(-score, kind="stable")[: round(0.8 * len(score))]
    found = _scores(np.asarray(truth)[kept].tolist(), table.iloc[kept])
    right = table["tone"].to_numpy() == np.asarray(truth)
    return {"calibrated": 1.0 - ece(right, score)} | {f"surest_{name}": value for name, value in found.items()}


def test_tone_smsa_valid() -> None:
    """Reviews and tweets."""
    table = pd.read_csv(_data("sentiment/smsa_valid.tsv"), sep="\t", header=None, quoting=3)
    truth = table[1].map(TONES).tolist()
    read = _read(table[0].tolist(), "social")

    _check("tone_smsa_valid", **_scores(truth, read), **_sure(truth, read))


def test_tone_nusax_valid() -> None:
    """Indonesian, English and ten regional languages; the mean of accuracy and of macro-F1 over the languages."""
    names = [name.split("/")[2] for name in FLOORS["data"] if name.startswith("sentiment/nusax/")]
    each, truths, tables = {}, [], []
    for language in names:
        table = pd.read_csv(_data(f"sentiment/nusax/{language}/valid.csv"))
        truths.append(table["label"].map(TONES).tolist())
        tables.append(_read(table["text"].tolist(), "social"))
        each[language] = _scores(truths[-1], tables[-1])

    _check("tone_nusax_valid_indonesian", **each["indonesian"])
    sure = _sure([tone for truth in truths for tone in truth], pd.concat(tables, ignore_index=True))
    _check("tone_nusax_valid_all", **pd.DataFrame(each).mean(axis=1).to_dict(), **sure)


def test_tone_news_titles() -> None:
    """News titles read by us (labels keyed by the hash of the address; the half not looked at when tuning)."""
    titles = {hashlib.sha256(item["url"].encode()).hexdigest()[:16]: item["judul"] for item in _news()}
    labels = pd.read_csv(HERE / "news_title_tone.tsv", sep="\t").query("split == 'check'")

    _check(
        "tone_news_titles",
        **_tone_scores([titles[key] for key in labels["url_sha256"]], labels["tone"].tolist(), "news"),
    )


def test_tone_news_titles_held_back() -> None:
    """More titles of the same days, labelled before the words of headlines were written and never tuned on."""
    titles = {hashlib.sha256(item["url"].encode()).hexdigest()[:16]: item["judul"] for item in _news()}
    labels = pd.read_csv(HERE / "news_title_tone_2.tsv", sep="\t")

    _check(
        "tone_news_titles_2",
        **_tone_scores([titles[key] for key in labels["url_sha256"]], labels["tone"].tolist(), "news"),
    )


@pytest.mark.parametrize("number", [3, 4])
def test_tone_news_titles_last(number: int) -> None:
    """Titles for checking of two larger draws; the scores stay honest, too."""
    titles = {hashlib.sha256(item["url"].encode()).hexdigest()[:16]: item["judul"] for item in _news()}
    path = HERE / f"news_title_tone_{number}.tsv"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == FLOORS["own"][path.name]
    labels = pd.read_csv(path, sep="\t").query("split == 'check'")
    truth = labels["tone"].tolist()
    table = _read([titles[key] for key in labels["url_sha256"]], "news")

    _check(f"tone_news_titles_{number}", calibrated=_sure(truth, table)["calibrated"], **_scores(truth, table))


def test_informal_and_news_indonesian_is_indonesian() -> None:
    """Slang is not called a regional language; neither is news."""
    stif = _data("lexicon/stif_informal_formal/dev.inf").read_text("utf-8").splitlines()
    slang, _ = detect([pd.Series([line]).str.replace(r"xxx[a-z]+xxx", "", regex=True)[0] for line in stif])
    news, _ = detect([item["isi_berita"] for item in _news()])

    _check("language_indonesian", stif_dev=slang.count("ind") / len(slang), news=news.count("ind") / len(news))


def test_news_holds_no_population_number() -> None:
    """Two days of news hold no NIK or KK: every one found would be a false alarm."""
    kinds = [kind for item in _news() for _, _, kind in find_personal_data(item["isi_berita"])]

    assert kinds.count("nik") + kinds.count("kk") == 0
