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

from analysis.claims.cues import CueReport, debunk_tag, read_cues
from analysis.claims.match import Candidate
from analysis.claims.need import shipped_need
from analysis.claims.verification import LONG, guarded, is_opinion
from analysis.stance.model import ANSWERS, shipped_model, signals
from analysis.stance.ngrams import Float, may_tell, shipped_ngrams, signs_of
from analysis.text.word_patterns import Hit, PatternTable

READ: Final = 3_000


_PART: Final = re.compile(r"<(\w+)>")
#: Lists that show a claim by themselves, whatever was found before.
ALONE: Final = frozenset(["denies_alone", "denies_plain", "asks_alone", "quotes_alone"])
#: Lists that show one in a newsroom's title and opening.
NEWS: Final = frozenset(["denies_news", "denies_title", "quotes_news", "quotes_title"])
#: Characters of a newsroom's text that tell what it is about.
OPENING: Final = 300
#: Where no claim is in sight an answer must be clearly likelier than all others together.
SURE: Final = 0.5
#: What the rules' own answer adds to its probability; chosen on writers, topics and texts of the library left out.
LEAN: Final = {"denies": 0.25, "quotes": 0.25, "asks": 0.25, "spreads": 0.3}
#: Who is neither flagged nor matched may spread a claim from this score of "asks for a check".
LIKELY: Final = 0.5
#: Longest text that is a question as a whole, words.
QUESTION: Final = 50
#: Longest question in capitals, words: what is longer claims.
SHOUTED: Final = 8
#: Longest text that everyday words may turn into a denial, words.
REMARK: Final = 45


#: The opening of a report from outside.
_REPORTS: Final = re.compile(
    r"\W{0,4}(?:telah |kembali |sebuah |sejumlah )?(?:beredar|unggahan|video|akun|pesan)\b[^.]{0,80}"
    r"\b(?:beredar|bernama|sebuah|sejumlah|diklaim|diunggah|mengunggah|membagikan)\b",
    re.IGNORECASE,
)
#: A question that only opens a warning or an accusation.
_RHETORIC: Final = re.compile(
    r"\?[^?]{0,300}\b(?:awas|hati[- ]hati|waspada|astag\w{3,12}|terbongkar|bangkit|biadab|d?zh?[ao]lim|rezim|laknat)\b",
    re.IGNORECASE,
)
#: Swindlers who present themselves ask whom they speak to.
_PRESENTS: Final = re.compile(
    r"\b(?:perkenalkan saya|saya dengan (?:bpk|bapak|ibu)|(?:benar|bener|betul) ini dengan|berbicara dengan)\b",
    re.IGNORECASE,
)


#: By the first word of a list: the lists whose hits excuse those of it that they overlap.
_EXCUSED: Final = {
    "denies": frozenset({"not_denial", "in_passing", "about"}),
    "asks": frozenset({"not_asking"}),
    "quotes": frozenset({"not_quoting"}),
}


_EXCUSES: Final = frozenset().union(*_EXCUSED.values())
#: Lists of title and opening.
_OF_PRESS: Final = ("_news", "_title")


@cache
def _signs() -> PatternTable:
    """The lists that only the learnt part is told of."""
    data = tomllib.loads(resources.files("analysis").joinpath("data", "stance_signs.toml").read_text("utf-8"))
    parts: dict[str, str] = data["parts"]
    return PatternTable.build(
        {
            name: [_PART.sub(lambda hit: parts[hit[1]], pattern) for pattern in patterns]
            for name, patterns in data["signs"].items()
        }
    )


@cache
def _table(*, press: bool = False) -> PatternTable:
    """The lists that an article's title and opening are read with, or those for all other texts."""
    data = tomllib.loads(resources.files("analysis").joinpath("data", "stance.toml").read_text("utf-8"))
    parts: dict[str, str] = data["parts"]
    return PatternTable.build(
        {
            name: [_PART.sub(lambda hit: parts[hit[1]], pattern) for pattern in patterns]
            for name, patterns in data["words"].items()
            if name in _EXCUSES or press == name.endswith(_OF_PRESS)
        }
    )


def list_names() -> tuple[str, ...]:
    """Names of the lists that texts other than articles are read with, in the order of ``stance.toml``."""
    return _table().names


def sign_lists() -> tuple[str, ...]:
    """Names of the lists that only the learnt part is told of, in the order of ``stance_signs.toml``."""
    return _signs().names


def sign_hits(text: str) -> list[Hit]:
    """The hits of those lists."""
    return list(_signs().hits(text))


def told(read: "Reading") -> frozenset[str]:
    """Names of all lists, the rules' and the signs, with a hit in a text."""
    return read.words | {hit.name for hit in sign_hits(read.text)}


def stance_columns(
    posts: pd.DataFrame,
    needs_verification: Sequence[bool] | None = None,
    claims: Sequence[Sequence[Candidate]] | None = None,
    scores: Sequence[float] | None = None,
) -> pd.DataFrame:
    """Column ``claim_stance``, one of "spreads", "denies", "quotes", "asks", "".

    A claim is in sight when the post was flagged (``needs_verification``) or its score or cues speak for one, when it matches a fact-check
    (a confirmed or suggested candidate in ``claims``), or when it speaks of a claim itself (denial, question, "beredar kabar"). Who spreads
    one that was neither flagged nor matched must at least rather ask for a check than not (``scores``, 0–1).
    """
    asking = list(scores) if scores is not None else [0.0] * len(posts)
    flags = list(needs_verification) if needs_verification is not None else [False] * len(posts)
    # Who denies a rumour isn't flagged, whatever the score.
    loud = shipped_need().threshold
    flagged = [bool(flag) or score >= loud for flag, score in zip(flags, asking, strict=True)]
    matches = list(claims) if claims is not None else [()] * len(posts)
    titles, texts = posts["title"].astype(str).tolist(), posts["text"].astype(str).tolist()
    kinds = posts["kind"].astype(str).tolist()
    press = [kind == "news" and bool(title.strip()) for kind, title in zip(kinds, titles, strict=True)]
    whole = [
        f"{title}\n{text[:OPENING]}" if news else f"{title}\n{text}"[:READ]
        for title, text, news in zip(titles, texts, press, strict=True)
    ]
    matched = [any(candidate.decision != "none" for candidate in match) for match in matches]
    sums = shipped_ngrams().sums(whole)
    telling = may_tell(sums).tolist()
    words = [spoken(text, press=news) for text, news in zip(whole, press, strict=True)]
    # Most posts have no claim in sight: those are not read any further.
    seen = [
        i
        for i, (text, news) in enumerate(zip(whole, press, strict=True))
        if matched[i] or flagged[i] or words[i] & (NEWS if news else ALONE) or debunk_tag(text.lstrip()) or telling[i]
    ]
    reports = [read_cues(texts[i] if texts[i].strip() else titles[i]) for i in seen]
    guards = guarded(posts.iloc[seen], reports)
    found = [""] * len(posts)
    for i, report, guard in zip(seen, reports, guards, strict=True):
        if press[i]:
            title = spoken(titles[i], press=True)
            found[i] = of_newsroom(whole[i], words[i], title, sums[i], matched=matched[i])
            continue
        trusted = guard in {"clarification", "official", "newsroom"}
        found[i] = stance(
            Reading(
                whole[i],
                words[i],
                report,
                trusted=trusted,
                matched=matched[i],
                flagged=flagged[i] or report.suspicious,
                score=asking[i],
                sums=tuple(sums[i].tolist()),
            ),
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
        flagged: the text was flagged for a check, or its score or cues speak for a claim.
        score: how likely it asks for one, 0–1.
        sums: what its n-grams say of the answers, five.
    """

    text: str
    words: frozenset[str]
    report: CueReport
    trusted: bool
    matched: bool
    flagged: bool
    score: float = 0.0
    sums: tuple[float, ...] = (0.0,) * len(ANSWERS)

    @property
    def in_sight(self) -> bool:
        """A claim is in sight whatever words the text uses."""
        return self.matched or self.flagged


def spoken(text: str, *, press: bool = False) -> frozenset[str]:
    """Names of the lists with a hit in the text, less denials inside "this is no hoax" and questions inside "really"."""
    return frozenset([hit.name for hit in list_hits(text, press=press)])


def list_hits(text: str, *, press: bool = False) -> list[Hit]:
    """The hits of the lists, less those that another list excuses."""
    hits = list(_table(press=press).hits(text))
    if not hits:
        return hits
    excused = {word: [(hit.start, hit.end) for hit in hits if hit.name in names] for word, names in _EXCUSED.items()}
    return [
        hit
        for hit in hits
        if not any(hit.start < end and start < hit.end for start, end in excused.get(hit.name.partition("_")[0], ()))
    ]


def of_newsroom(text: str, words: frozenset[str], title: frozenset[str], sums: Float, *, matched: bool) -> str:
    """Stance of an article by its title and opening: a newsroom denies (reports a denial) or quotes, or tells of none.

    Where the lists hear nothing, what the n-grams say (``sums``, five) is asked.
    """
    if debunk_tag(text.lstrip()):
        return "denies"
    if "advice_news" in title or ("advice_news" in words and not title & NEWS):
        return ""
    if "denies_news" in words or "denies_title" in title:
        return "denies"
    if matched or "quotes_news" in words or "quotes_title" in title:
        return "quotes"
    return shipped_model().of_newsroom(sums)


def stance(read: Reading, *, complaint: bool = False) -> str:
    """Stance of one text; see :func:`stance_columns`.

    The learned part decides, told what the rules say. Three things stay with the rules: who may deny in the name of an
    office or a newsroom, a fact-checker's tag, and that nobody is said to spread what nobody flagged, no fact-check is
    like and rather needs no check.
    """
    ruled = rules(read, complaint=complaint)
    if read.trusted or debunk_tag(read.text.lstrip()):
        return ruled
    model = shipped_model()
    found = model.probabilities(
        read.text, signals(read.text, told(read), model.signs, read.report, more_signals(read, ruled))
    )
    found[ANSWERS.index(ruled)] += LEAN.get(ruled, 0.0)
    if not _may_ask(read):
        # What only looks like a question is what the rules take it for.
        found[ANSWERS.index(ruled)] += found[ANSWERS.index("asks")]
        found[ANSWERS.index("asks")] = 0
    if (complaint and not read.report.suspicious) or not (read.in_sight or read.score >= LIKELY):
        found[ANSWERS.index("spreads")] = 0
    best = int(found.argmax())
    return ANSWERS[best] if read.in_sight or found[best] > SURE else ""


def more_signals(read: Reading, ruled: str) -> dict[str, float]:
    """What the learned part is told beside the words: what is known of the text, and what the rules say."""
    return {
        "opinion": float(is_opinion(read.text)),
        "flagged": float(read.flagged),
        "matched": float(read.matched),
        f"rules {ruled or 'none'}": 1.0,
        **signs_of(read.sums),
    }


def rules(read: Reading, *, complaint: bool = False) -> str:
    """What the rules alone say of one text."""
    if debunk_tag(read.text.lstrip()):
        return "denies"
    if _asks(read):
        return "asks"
    if _denies(read):
        return "denies"
    return _told(read, complaint=complaint) if read.in_sight or "quotes_alone" in read.words else ""


def _may_ask(read: Reading) -> bool:
    """Whether a question of the text may be one of truth: an accusation dressed as a question is none."""
    if read.trusted or _REPORTS.match(read.text) or any(sign.search(read.text) for sign in (_PRESENTS, _RHETORIC)):
        return False
    if "capitals" in read.report.signs and len(read.text.split()) > SHOUTED:
        return False
    accuses = any(cue.kind == "pressure" and not cue.weak for cue in read.report.cues) and read.report.suspicious
    return not accuses


def _asks(read: Reading) -> bool:
    """A short text of somebody who wants to know."""
    if len(read.text.split()) > QUESTION or not _may_ask(read):
        return False
    return "asks_alone" in read.words or (read.in_sight and "asks_in_sight" in read.words)


def _denies(read: Reading) -> bool:
    """Words of denial, by somebody who may use them."""
    if read.trusted:
        return bool(read.words & ({"denies", "denies_alone"} if read.in_sight else {"denies_alone"}))
    borrowed = "not_denial" in read.words
    # Who says that it is untrue must name the offer to say so; who merely uses such words beside one may be the swindler.
    if read.words & {"denies_alone", "denies_plain"} and _plain(read.report, borrowed=borrowed, offers=True):
        return True
    more = {"denies"} if read.in_sight else set()
    if read.in_sight and len(read.text.split()) <= REMARK:
        more.add("denies_in_sight")
    return bool(read.words & more) and _plain(read.report, borrowed=borrowed, offers=False)


def _told(read: Reading, *, complaint: bool) -> str:
    """Quoting or spreading, for a text that carries a claim and doesn't deny it."""
    telling = bool(read.words & {"quotes", "quotes_alone"})
    if read.trusted:
        # A newsroom that tells of a claim quotes it; whether it takes it over is for a person to see.
        return "quotes" if read.matched or telling else ""
    # A report from outside may name the bait of what it tells of; a call to pass on or a threat is the claim's own voice.
    loud = read.report.strong & {"spread", "pressure"} or {"capitals", "shouting"} & set(read.report.signs)
    reported = "quotes_alone" in read.words and not loud
    if reported or (telling and not read.report.suspicious):
        return "quotes"
    if not read.in_sight or (read.words & {"about"} and not read.report.suspicious and not read.flagged):
        return ""
    if "lived" in read.words and not (read.flagged or read.report.strong or read.report.telling_signs):
        return ""
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
