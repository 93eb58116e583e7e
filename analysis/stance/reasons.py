"""Which words told what a post does with a claim: spread it, deny it, quote it, ask about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from analysis.claims.match import Candidate
from analysis.claims.verification import verification_columns
from analysis.frame import posts_frame
from analysis.stance.model import shipped_model
from analysis.stance.ngrams import shipped_ngrams
from analysis.stance.reading import OPENING, READ, list_hits, sign_hits, stance_columns

#: Most words shown.
MOST: Final = 4


@dataclass(frozen=True, slots=True)
class StanceReasons:
    """Stance of one post ("" = no claim in sight), the words that speak for it, the rules' first, and whether it was flagged for a check."""

    stance: str
    words: tuple[str, ...]
    flagged: bool = False


def stance_reasons(title: str, text: str, kind: str, claims: Sequence[Candidate] = ()) -> StanceReasons:
    """Read one post anew; ``claims`` are the fact-checks that it matches.

    Raises:
        ModelError: a model file is missing or damaged.
    """
    posts = posts_frame([{"id": "1", "title": title, "text": text, "kind": kind}])
    checks = verification_columns(posts)
    flagged, score = bool(checks["needs_verification"].iloc[0]), float(checks["needs_verification_score"].iloc[0])
    found = str(stance_columns(posts, [flagged], [claims], [score])["claim_stance"].iloc[0])
    if not found:
        return StanceReasons("", (), flagged)
    press = kind == "news" and bool(title.strip())
    whole = f"{title}\n{text[:OPENING]}" if press else f"{title}\n{text}"[:READ]
    spans = [(hit.start, hit.end) for hit in list_hits(whole, press=press) if hit.name.partition("_")[0] == found]
    if not press:
        spans += [(reason.start, reason.end) for reason in shipped_ngrams().reasons(whole, found, most=2)]
        spans += [(reason.start, reason.end) for reason in shipped_model().reasons(whole, found)]
        spans += [(hit.start, hit.end) for hit in sign_hits(whole) if hit.name.partition("_")[0] == found]
    shown: list[tuple[int, int]] = []
    for start, end in spans:
        if all(end <= other or start >= stop for other, stop in shown):
            shown.append((start, end))
    return StanceReasons(found, tuple(" ".join(whole[start:end].split()) for start, end in shown[:MOST]), flagged)
