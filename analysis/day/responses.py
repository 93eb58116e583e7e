"""Has the office, or one of its agencies, already answered?

A sentence answers when somebody who speaks for the office does something from the response vocabulary (field guide
12): in a post of the office's own, or quoted in a newsroom's. Sentences that say nobody answered, or that ask for an
answer, don't count. Only a citation makes it "sudah".
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Final

import pandas as pd

from analysis.claims.cues import is_official
from analysis.text.sentences import sentences
from kentongan.core.findings import CitedSentence
from kentongan.core.office import Office
from kentongan.core.urls import host_of

YES: Final = "sudah"
NO: Final = "belum"
UNKNOWN: Final = "belum diketahui"
#: Newsroom or complaint posts needed before silence is called "belum".
ENOUGH: Final = 3
READ_SENTENCES: Final = 40
_OWN_NAME: Final = 4  # shortest alias that is looked for: shorter ones hit other words


@cache
def _words(name: str) -> re.Pattern[str]:
    table = tomllib.loads(resources.files("analysis").joinpath("data", "responses.toml").read_text("utf-8"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(table[name], key=len, reverse=True))})(?!\w)", re.IGNORECASE)


def response(posts: pd.DataFrame, office: Office) -> tuple[str, CitedSentence | None]:
    """Answered or not, with the citation.

    "sudah" with the latest sentence that shows it; "belum" where at least `ENOUGH` posts were read without one;
    "belum diketahui" for fewer.
    """
    speakers = _speakers(office)
    found: list[tuple[int, str, str]] = []
    rows = posts.assign(_when=pd.to_datetime(posts["published_at"], utc=True)).sort_values(["_when", "id"])
    official = rows["official"].tolist() if "official" in rows else [False] * len(rows)
    for rank, (row, own) in enumerate(zip(rows.itertuples(), official, strict=True)):
        trusted = bool(own) or _own_host(str(row.url), office)
        if not trusted and str(row.kind) != "news":
            continue
        hit = answering(f"{row.title}\n{row.text}", speakers, own=trusted)
        if hit:
            found.append((rank, str(row.id), hit))
    if found:
        _, post, sentence = max(found, key=lambda item: item[0])
        return YES, CitedSentence(sentence, (post,))
    return (NO if len(posts) >= ENOUGH else UNKNOWN), None


def answering(text: str, speakers: Sequence[re.Pattern[str]], *, own: bool) -> str:
    """The first sentence in which the office answers; "" where there is none.

    ``own`` texts are the office's, so no speaker need be named; a call to the public ("mengimbau") is enough there.
    """
    for sentence in sentences(text)[:READ_SENTENCES]:
        act = _words("acts").search(sentence)
        if act is None or _words("silence").search(sentence):
            continue
        if own:
            return sentence
        for speaker in speakers:
            hit = speaker.search(sentence)
            # The speaker stands before the deed, or right after it ("…", kata Bupati).
            if hit and (hit.start() < act.start() or hit.start() - act.end() < 25):
                return sentence
    return ""


def _speakers(office: Office) -> tuple[re.Pattern[str], ...]:
    names = [office.agency, office.short, *office.aliases, *office.leader_names]
    names += [name for unit in office.units for name in (unit.name, *unit.aliases)]
    usable = sorted({name.strip() for name in names if len(name.strip()) >= _OWN_NAME}, key=lambda n: (-len(n), n))
    own = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, usable))})(?!\w)", re.IGNORECASE) if usable else None
    return (own, _words("officials")) if own else (_words("officials"),)


def _own_host(url: str, office: Office) -> bool:
    host = host_of(url) if url else ""
    return bool(host) and ((is_official(host) and host.endswith(".go.id")) or host in office.official_accounts)
