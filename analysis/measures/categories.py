"""The category of a post, by the lists that ship for regional governments."""

from __future__ import annotations

from analysis.categories.reading import category_columns
from analysis.measures.answers import Answers, Labelled, by_part, posts_of, table_of

PROFILE = "pemda"


def everyday(file: str) -> Answers:
    """Posts of citizens that their writers meant for one category each."""
    table = table_of(file).assign(kind="social")
    said = category_columns(posts_of(table), PROFILE)["category"]
    return {"": Labelled([code or "-" for code in table["category"]], [code or "-" for code in said])}


def strangers(file: str) -> Answers:
    """Posts of all kinds by a stranger; "none" where no category fits. How sure counts where one was given."""
    table = table_of(file)
    said = [code or "none" for code in category_columns(posts_of(table), PROFILE)["category"]]
    return by_part(table["half"].tolist(), table["label"].tolist(), said)
