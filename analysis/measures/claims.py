"""Which posts ask for a check, and where their writers stand to a claim."""

from __future__ import annotations

import pandas as pd

from analysis.claims.match import Candidate
from analysis.claims.verification import verification_columns
from analysis.frame import posts_frame
from analysis.measures.answers import Answers, by_part, marks_by_part, table_of
from analysis.stance.reading import stance_columns

#: A newsroom that is known, as the importers mark it.
_KNOWN_NEWSROOM = {"kind": "news", "tier": 2, "url": "https://berita.example/1"}


def needs_verification(file: str) -> Answers:
    """Whether a post asks for a check: the flag and the label."""
    table = table_of(file)
    flags = verification_columns(posts_with_headlines(table)).needs_verification.tolist()
    return marks_by_part(table["split"].tolist(), (table["need"] == "y").tolist(), flags)


def stance(file: str) -> Answers:
    """Stance to a claim; where one is known (`known` or `matched` is 1) a fact-check was suggested beside the post."""
    table = table_of(file)
    posts = posts_with_headlines(table)
    known = table["known"] if "known" in table else table["matched"]
    matched = [(Candidate("f", 0.9, "suggest"),) if one == "1" else () for one in known]
    checks = verification_columns(posts)
    flags, scores = checks.needs_verification.tolist(), checks.needs_verification_score.tolist()
    said = stance_columns(posts, flags, matched, scores).claim_stance
    return by_part(table["split"].tolist(), [one or "none" for one in table["stance"]], [one or "none" for one in said])


def posts_with_headlines(table: pd.DataFrame) -> pd.DataFrame:
    """Posts with kind (or what stands for it) and text; a headline is parted into title and opening, of a known newsroom."""
    kinds = next((table[name] for name in ("kind", "ref") if name in table), ["social"] * len(table))
    records = []
    for kind, marked in zip(kinds, table["text"], strict=True):
        text = marked.replace("\\n", "\n")
        if kind == "headline":
            title, _, rest = text.partition("\n" if "\n" in text else ". ")
            records.append(_KNOWN_NEWSROOM | {"title": title, "text": rest})
        else:
            records.append({"kind": "social", "text": text})
    return posts_frame(records)
