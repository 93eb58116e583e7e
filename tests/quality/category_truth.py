"""Posts labelled by hand with their category, as one frame; see category_labels.md."""

from __future__ import annotations

import csv
import hashlib
import json
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd

from analysis.categories.reading import categories_of, category_columns
from analysis.measures.answers import table_of
from analysis.measures.categories import headlines_parted
from analysis.tone.reading import tone_columns

HERE = Path(__file__).parent
SAMPLE = Path(__file__).parents[2] / "kentongan" / "sample"
NEWS = "events/berita_2025-06-18_19.jsonl"
#: Posts by a stranger to the program; measured apart from the others.
STRANGERS = "category_posts_2.tsv"
FILES = ("category_news.tsv", "category_sample.tsv", "category_posts.tsv", "category_posts_kemenag.tsv")


def digest() -> str:
    """SHA-256 of the label files together."""
    return hashlib.sha256(b"".join((HERE / name).read_bytes() for name in FILES)).hexdigest()


def strangers() -> pd.DataFrame:
    """The posts of a stranger as `truth` gives the others: part "strangers", halves choose and check."""
    return headlines_parted(table_of(STRANGERS)).assign(part="strangers")


def truth(profile: str, shared: Path | None) -> pd.DataFrame:
    """Every labelled post of a profile.

    Args:
        profile: "pemda" or "kemenag".
        shared: the folder of measuring data; None leaves the news out.

    Returns:
        Columns part (news, sample, posts), half (choose, check, choose2, check2), label (code or "none"), also (codes
        divided by "|"), kind, title, text.

    Raises:
        ValueError: a news text is not the one that was labelled.
    """
    parts = [_posts("category_posts.tsv" if profile == "pemda" else "category_posts_kemenag.tsv")]
    if profile == "pemda":
        parts.append(_sample())
    if shared is not None:
        parts.append(_news(profile, shared))
    return pd.concat(parts, ignore_index=True)


def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(HERE / name, sep="\t", quoting=3, dtype=str, keep_default_na=False)


def _posts(name: str) -> pd.DataFrame:
    table = _table(name)
    news = table["kind"] == "news"
    table = table.assign(part="posts", title=table["text"].where(news, ""), body=table["text"].where(~news, ""))
    return _shaped(table)


def _news(profile: str, shared: Path) -> pd.DataFrame:
    table = _table("category_news.tsv")
    records = {row["url"]: row for row in map(json.loads, (shared / NEWS).read_text("utf-8").splitlines())}
    texts = [(records[url]["judul"], records[url]["isi_berita"]) for url in table["url"]]
    hashes = [hashlib.sha256(f"{title}\n{body}".encode()).hexdigest()[:16] for title, body in texts]
    if hashes != table["sha256"].tolist():
        raise ValueError("the news texts are not the ones that were labelled")
    table = table.assign(
        part="news",
        kind="news",
        label=table[profile],
        also=table[f"{profile}_also"],
        title=[title for title, _ in texts],
        body=[body for _, body in texts],
    )
    return _shaped(table)


def _sample() -> pd.DataFrame:
    table = _table("category_sample.tsv")
    texts = _sample_texts()
    rows = pd.DataFrame([texts[ref] for ref in table["ref"]], columns=["kind", "title", "body"])
    return _shaped(pd.concat([table.assign(part="sample"), rows], axis=1))


def _sample_texts() -> dict[str, tuple[str, str, str]]:
    """Ref → (kind, title, text) of the sample day's files, without the chat group."""
    lines = (SAMPLE / "medsos.jsonl").read_text("utf-8").splitlines()
    found = {row["id"]: (row["kind"], "", row["text"]) for row in map(json.loads, lines)}
    with (SAMPLE / "aduan.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            found[row["No Tiket"]] = ("complaint", row["Judul"], row["Isi Laporan"])
    for feed in sorted((SAMPLE / "media").glob("*.xml")):
        for item in ElementTree.parse(feed).iter("item"):  # noqa: S314 - our own files
            bodies = [child.text or "" for child in item if child.tag.endswith(("encoded", "description"))]
            name = (item.findtext("guid") or item.findtext("link") or "").strip()
            found[name] = ("news", item.findtext("title") or "", _plain(max(bodies, key=len, default="")))
    return found


def _plain(markup: str) -> str:
    pieces: list[str] = []
    parser = HTMLParser()
    parser.handle_data = pieces.append  # type: ignore[method-assign]
    parser.feed(markup)
    return " ".join(" ".join(pieces).split())


def _shaped(table: pd.DataFrame) -> pd.DataFrame:
    return table[["part", "half", "label", "also", "kind", "title", "body"]].rename(columns={"body": "text"})


def judged(profile: str, shared: Path | None) -> pd.DataFrame:
    """`truth` with what the steps say: said (code or "none"), score, unsure, second, lenient.

    ``lenient`` is the label where ``said`` is one of ``also``. As in the steps, praise is what the tone toward the
    agency finds positive in a citizen's post.
    """
    return said_of(truth(profile, shared), profile)


def said_of(table: pd.DataFrame, profile: str) -> pd.DataFrame:
    """A table as `truth` or `strangers` gives it, with the columns of `judged`."""
    citizens = table[(table["kind"] != "news") & any(category.praise for category in categories_of(profile))]
    praised = (tone_columns(citizens)["tone_agency"] == "positif").reindex(table.index, fill_value=False)
    found = category_columns(table, profile, praised=praised.tolist())
    said = found["category"].where(found["category"] != "", "none")
    fits = [code in also.split("|") for code, also in zip(said, table["also"], strict=True)]
    return table.assign(
        said=said,
        score=found["category_score"],
        unsure=found["category_unsure"],
        second=found["category_2"],
        lenient=said.mask(pd.Series(fits, index=table.index), table["label"]),
    )


def scored_labels(table: pd.DataFrame) -> list[str]:
    """The labels that macro-F1 is a mean of: those with at least five posts."""
    counts = table["label"].value_counts()
    return sorted(counts[counts >= 5].index)
