"""Does a post spread a claim, deny it, quote it, or ask about it?

Labels: ``spreads``, ``denies``, ``quotes``, ``asks``, or ``""`` where no claim is in sight. Words alone mislead
("ini bukan hoaks" is what chain messages say), so the speaker counts: a newsroom, an official or a fact-checker who
uses words of denial denies; anybody else must do so without the marks of a chain message (field guide 11).
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Final

import pandas as pd

from analysis.claim_match import Candidate
from analysis.cues import CueReport, debunk_tag, read_cues
from analysis.verification import guarded

READ: Final = 3_000


@cache
def _words(name: str) -> re.Pattern[str]:
    table = tomllib.loads(resources.files("analysis").joinpath("data", "stance.toml").read_text("utf-8"))
    ordered = sorted(table[name], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(ordered)})(?!\w)", re.IGNORECASE)


def stance_columns(
    posts: pd.DataFrame,
    needs_verification: Sequence[bool] | None = None,
    claims: Sequence[Sequence[Candidate]] | None = None,
) -> pd.DataFrame:
    """Column ``claim_stance``, one of "spreads", "denies", "quotes", "asks", "".

    A claim is in sight when the post was flagged (``needs_verification``), matches a fact-check (a confirmed or
    suggested candidate in ``claims``), or speaks of a claim itself (denial, question, "beredar kabar").
    """
    flagged = list(needs_verification) if needs_verification is not None else [False] * len(posts)
    matches = list(claims) if claims is not None else [()] * len(posts)
    titles, texts = posts["title"].astype(str).tolist(), posts["text"].astype(str).tolist()
    kinds = posts["kind"].astype(str).tolist()
    whole = [f"{title}\n{text}"[:READ] for title, text in zip(titles, texts, strict=True)]
    matched = [any(candidate.decision != "none" for candidate in match) for match in matches]
    # Most posts have no claim in sight: those are not read any further.
    seen = [
        i
        for i, text in enumerate(whole)
        if matched[i]
        or flagged[i]
        or debunk_tag(text.lstrip())
        or _words("denies_alone").search(text)
        or _words("asks").search(text)
    ]
    reports = [read_cues(texts[i] if texts[i].strip() else titles[i]) for i in seen]
    guards = guarded(posts.iloc[seen], reports)
    found = [""] * len(posts)
    for i, report, guard in zip(seen, reports, guards, strict=True):
        trusted = guard in {"clarification", "official", "newsroom"} or (kinds[i] == "news" and bool(titles[i].strip()))
        found[i] = stance(whole[i], report, trusted=trusted, matched=matched[i], flagged=bool(flagged[i]))
    return pd.DataFrame({"claim_stance": pd.Series(found, index=posts.index, dtype=object)})


def stance(text: str, report: CueReport, *, trusted: bool, matched: bool, flagged: bool) -> str:
    """Stance of one text with a claim in sight; see :func:`stance_columns`."""
    if debunk_tag(text.lstrip()):
        return "denies"
    if not trusted and _words("asks").search(text) and len(text.split()) <= 80:
        return "asks"
    in_sight = matched or flagged
    borrowed = bool(_words("not_denial").search(text))
    if _denial(text, "denies" if in_sight else "denies_alone") and (trusted or _plain(report, borrowed=borrowed)):
        return "denies"
    return _told(text, report, trusted=trusted, matched=matched) if in_sight else ""


def _told(text: str, report: CueReport, *, trusted: bool, matched: bool) -> str:
    """Quoting or spreading, for a text that carries a claim and doesn't deny it."""
    telling = bool(_words("quotes").search(text))
    if trusted:
        # A newsroom that tells of a claim quotes it; whether it takes it over is for a person to see.
        return "quotes" if matched or telling else ""
    return "quotes" if telling and not report.suspicious else "spreads"


def _denial(text: str, table: str) -> bool:
    """Words of denial outside "this is no hoax"."""
    spans = [hit.span() for hit in _words("not_denial").finditer(text)]
    return any(
        not any(a <= hit.start() < b or hit.start() <= a < hit.end() for a, b in spans)
        for hit in _words(table).finditer(text)
    )


def _plain(report: CueReport, *, borrowed: bool) -> bool:
    """No marks of a chain message: no call to spread, no bait, no pressure, no borrowed "bukan hoaks"."""
    strong = {cue.kind for cue in report.cues if not cue.weak}
    return not borrowed and not strong & {"spread", "bait", "pressure", "pious_bait"}
