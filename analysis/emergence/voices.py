"""Who speaks: the voices that are counted instead of posts, so that one busy account or outlet is one voice.

A newsroom speaks as its outlet, whoever signed the article; everybody else as the account. What names neither is a
voice of its own: nothing says that two such posts have one author.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd


def voice_keys(posts: pd.DataFrame) -> npt.NDArray[np.object_]:
    """A key for each row; equal keys are one voice.

    Args:
        posts: `author` (pseudonym, "" unknown) and `source`; `kind` and `id` are used where present.
    """
    author, source = posts["author"].to_numpy(dtype=object), posts["source"].to_numpy(dtype=object)
    alone = posts["id"].to_numpy(dtype=object) if "id" in posts else np.array([f"#{n}" for n in range(len(posts))])
    news = posts["kind"].to_numpy(dtype=object) == "news" if "kind" in posts else np.zeros(len(posts), dtype=bool)
    outlet = np.where(source != "", source, alone)
    account = np.where(author != "", author, np.where(news, outlet, alone))
    return np.where(news & (source != ""), source, account)


def voices(posts: pd.DataFrame) -> int:
    """Distinct voices."""
    return len(set(voice_keys(posts).tolist()))


def folded(posts: pd.DataFrame) -> pd.DataFrame:
    """The earliest post of each copy group, in order of time: a wire copy in twenty outlets is one text."""
    return posts.sort_values(["published_at", "id"]).drop_duplicates("copy_group")


def independent(posts: pd.DataFrame) -> pd.DataFrame:
    """The texts that others wrote: copies folded, the office's own posts and what merely copies them left out."""
    texts = folded(posts)
    return texts[~texts["official"].astype(bool)]
