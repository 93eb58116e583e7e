"""The category of a post, by the lists that ship for regional governments."""

from __future__ import annotations

import pandas as pd

from analysis.categories.reading import category_columns
from analysis.frame import posts_frame
from analysis.measures.answers import Answers, Labelled, by_part, posts_of, table_of
from analysis.tone.reading import tone_columns

PROFILE = "pemda"


def everyday(file: str) -> Answers:
    """Posts of citizens that their writers meant for one category each."""
    table = table_of(file).assign(kind="social")
    said = category_columns(posts_of(table), PROFILE)["category"]
    return {"": Labelled([code or "-" for code in table["category"]], [code or "-" for code in said])}


def strangers(file: str) -> Answers:
    """Posts of all kinds by a stranger; "none" where no category fits. How sure counts where one was given."""
    table = headlines_parted(table_of(file))
    columns = zip(table["kind"], table["title"], table["text"], strict=True)
    posts = posts_frame([{"kind": kind, "title": title, "text": text} for kind, title, text in columns])
    said = [code or "none" for code in category_columns(posts, PROFILE)["category"]]
    return by_part(table["half"].tolist(), table["label"].tolist(), said)


def day(file: str) -> Answers:
    """An office's day by a stranger, read as the steps read it: who praises a service is heard by the tone first."""
    table = table_of(file)
    posts = posts_of(table)
    praised = (posts["kind"] != "news") & (tone_columns(posts)["tone_agency"] == "positif")
    said = [code or "none" for code in category_columns(posts, PROFILE, praised=praised.tolist())["category"]]
    return by_part(table["split"].tolist(), table["label"].tolist(), said)


def headlines_parted(table: pd.DataFrame) -> pd.DataFrame:
    """Posts with kind and text as the steps get them: a headline is a news title, what follows its line its text."""
    whole = table["text"].str.replace(r"\n", "\n", regex=False)
    news = table["kind"] == "headline"
    both = whole.str.partition("\n")
    return table.assign(
        kind=news.map({True: "news", False: "social"}),
        title=both[0].where(news, ""),
        text=both[2].where(news, whole),
    )
