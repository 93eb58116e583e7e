"""Does a post spread a claim, deny it, quote it, or ask about it?

Labels: ``spreads``, ``denies``, ``quotes``, ``asks``, or ``""`` where no claim is in sight. Words alone mislead
("ini bukan hoaks" is what chain messages say), so the speaker counts: a newsroom, an official or a fact-checker who
uses words of denial denies; anybody else must do so without the marks of a chain message (field guide 11).
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

import pandas as pd

from analysis.claim_match import Candidate
from analysis.cues import CueReport, debunk_tag, read_cues
from analysis.verification import LONG, guarded, is_opinion
from analysis.word_patterns import PatternTable

READ: Final = 3_000


_PART: Final = re.compile(r"<(\w+)>")
#: Lists that show a claim by themselves, whatever was found before.
ALONE: Final = frozenset(["denies_alone", "denies_plain", "asks_alone"])
#: Longest text that is a question as a whole, words.
QUESTION: Final = 80


@cache
def _table() -> PatternTable:
    data = tomllib.loads(resources.files("analysis").joinpath("data", "stance.toml").read_text("utf-8"))
    parts: dict[str, str] = data["parts"]
    return PatternTable.build(
        {
            name: [_PART.sub(lambda hit: parts[hit[1]], pattern) for pattern in patterns]
            for name, patterns in data["words"].items()
        }
    )


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
    words = [frozenset(spoken(text)) for text in whole]
    seen = [
        i for i, text in enumerate(whole) if matched[i] or flagged[i] or words[i] & ALONE or debunk_tag(text.lstrip())
    ]
    reports = [read_cues(texts[i] if texts[i].strip() else titles[i]) for i in seen]
    guards = guarded(posts.iloc[seen], reports)
    found = [""] * len(posts)
    for i, report, guard in zip(seen, reports, guards, strict=True):
        trusted = guard in {"clarification", "official", "newsroom"} or (kinds[i] == "news" and bool(titles[i].strip()))
        found[i] = stance(
            Reading(whole[i], words[i], report, trusted=trusted, matched=matched[i], flagged=bool(flagged[i])),
            complaint=guard == "complaint",
        )
    return pd.DataFrame({"claim_stance": pd.Series(found, index=posts.index, dtype=object)})


@dataclass(frozen=True, slots=True)
class Reading:
    """What the stance of one text is read from.

    Args:
        text: title and text.
        words: names of the lists of ``stance.toml`` that have a hit in it.
        report: its cues.
        trusted: a newsroom, an official or a fact-checker speaks.
        matched: a fact-check was confirmed or suggested.
        flagged: the text was flagged for a check.
    """

    text: str
    words: frozenset[str]
    report: CueReport
    trusted: bool
    matched: bool
    flagged: bool

    @property
    def in_sight(self) -> bool:
        """A claim is in sight whatever words the text uses."""
        return self.matched or self.flagged


def spoken(text: str) -> set[str]:
    """Names of the lists with a hit in the text; denials inside "this is no hoax" are left out."""
    hits = list(_table().hits(text))
    borrowed = [hit for hit in hits if hit.name == "not_denial"]
    return {
        hit.name
        for hit in hits
        if not hit.name.startswith("denies")
        or not any(other.start <= hit.start < other.end or hit.start <= other.start < hit.end for other in borrowed)
    }


def stance(read: Reading, *, complaint: bool = False) -> str:
    """Stance of one text with a claim in sight; see :func:`stance_columns`."""
    if debunk_tag(read.text.lstrip()):
        return "denies"
    if _asks(read):
        return "asks"
    if _denies(read):
        return "denies"
    return _told(read, complaint=complaint) if read.in_sight else ""


def _asks(read: Reading) -> bool:
    """A short text of somebody who wants to know; an accusation dressed as a question is none."""
    if read.trusted or len(read.text.split()) > QUESTION:
        return False
    accuses = any(cue.kind == "pressure" and not cue.weak for cue in read.report.cues) and read.report.suspicious
    return not accuses and ("asks_alone" in read.words or (read.in_sight and "asks_in_sight" in read.words))


def _denies(read: Reading) -> bool:
    """Words of denial, by somebody who may use them."""
    if read.trusted:
        return bool(read.words & ({"denies", "denies_alone"} if read.in_sight else {"denies_alone"}))
    borrowed = "not_denial" in read.words
    # Who says that it is untrue must name the offer to say so; who merely uses such words beside one may be the swindler.
    if read.words & {"denies_alone", "denies_plain"} and _plain(read.report, borrowed=borrowed, offers=True):
        return True
    more = {"denies", "denies_in_sight"} if read.in_sight else set()
    return bool(read.words & more) and _plain(read.report, borrowed=borrowed, offers=False)


def _told(read: Reading, *, complaint: bool) -> str:
    """Quoting or spreading, for a text that carries a claim and doesn't deny it."""
    telling = "quotes" in read.words
    if read.trusted:
        # A newsroom that tells of a claim quotes it; whether it takes it over is for a person to see.
        return "quotes" if read.matched or telling else ""
    if telling and not read.report.suspicious:
        return "quotes"
    return "spreads" if read.matched or _carries(read, complaint=complaint) else ""


def _carries(read: Reading, *, complaint: bool) -> bool:
    """Somebody else's claim is passed on: what the writer only complains of or lives through is none."""
    report = read.report
    if report.suspicious or any(cue.kind == "origin" or not cue.weak for cue in report.cues):
        return True
    if complaint or is_opinion(read.text):
        return False
    return bool(set(report.telling_signs) - {"shouting"}) or len(read.text.split()) >= LONG


def _plain(report: CueReport, *, borrowed: bool, offers: bool) -> bool:
    """No marks of a chain message: no call to spread, no pressure, no borrowed "bukan hoaks"; bait only if ``offers``."""
    strong = {cue.kind for cue in report.cues if not cue.weak}
    unwanted = {"spread", "pressure", "pious_bait"} if offers else {"spread", "bait", "pressure", "pious_bait"}
    return not borrowed and not strong & unwanted
