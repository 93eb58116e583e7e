"""Section 7: what came in as complaints, how far they are, and which questions nobody answered.

Classes after SP4N-LAPOR! (pengaduan, aspirasi, permintaan informasi; PermenPANRB 62/2018); the follow-up clock is
2 × 24 hours on working days unless the office sets another (field guide 4.2).
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta

import pandas as pd

from kentongan.core.complaint_clock import ComplaintCase, ComplaintKind
from kentongan.core.day import ComplaintDigest
from kentongan.core.posts import ComplaintStatus

FOLLOW_UP = timedelta(hours=48)
_ASPIRATION = re.compile(
    r"\b(usul(an|kan|kami|saya)?|saran(nya|kan)?|aspirasi|mengusulkan|menyarankan|alangkah baiknya|"
    r"sebaiknya (pemkab|pemkot|pemda|pemerintah|dinas)|semoga (ke depan|kedepan)|harap(an)? kami)\b",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"\b(apakah|bagaimana (cara|prosedur|syarat)|kapan (jadwal|buka|mulai|ada)|di ?mana (bisa|lokasi|tempat)|"
    r"syarat(nya)? apa|apa (saja )?syarat|jam berapa|berapa (biaya|lama|hari)|mohon (info|informasi|penjelasan)|"
    r"minta (info|informasi)|ingin (bertanya|menanyakan)|mau tanya|nanya|tanya)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_MAX_WORDS = 25


def complaint_class(title: str, text: str) -> str:
    """One of "permintaan informasi", "aspirasi" and "pengaduan", by the writer's own words."""
    words = f"{title}\n{text}"
    if _REQUEST.search(words) and "?" in words:
        return "permintaan informasi"
    if _ASPIRATION.search(words):
        return "aspirasi"
    return "permintaan informasi" if _REQUEST.search(words) else "pengaduan"


def question_in(title: str, text: str) -> str:
    """The first question in a post, at most 25 words, "" when there is none."""
    for sentence in _SENTENCE.findall(f"{title}\n{text}"):
        words = sentence.split()
        if sentence.strip().endswith("?") and 3 <= len(words) <= _MAX_WORDS:
            return " ".join(words)
    return ""


def complaint_digest(posts: pd.DataFrame, window: pd.Series, names: dict[str, str], now: datetime) -> ComplaintDigest:
    """The digest of the complaints among `posts`.

    Args:
        posts: the analysis frame, newest days included, with `complaint_status`, `category`, `relevant`.
        window: truth per row: inside the report's window.
        names: category names by code.
        now: the cut-off; what is open longer than the follow-up clock by then is overdue, also from earlier days.
    """
    complaints = posts[(posts["kind"] == "complaint") & posts["relevant"]]
    if complaints.empty:
        return ComplaintDigest()
    today = complaints[window.loc[complaints.index]]
    status = today["complaint_status"]
    classes = pd.Series(
        [complaint_class(t, x) for t, x in zip(today["title"], today["text"], strict=True)],
        index=today.index,
        dtype=object,
    )
    unfinished = complaints["complaint_status"].isin([ComplaintStatus.OPEN, ComplaintStatus.IN_PROGRESS])
    late = complaints[unfinished & (complaints["published_at"] < pd.Timestamp(now - FOLLOW_UP))]
    return ComplaintDigest(
        received=_ids(today),
        done=_ids(today[status == ComplaintStatus.DONE]),
        in_progress=_ids(today[status == ComplaintStatus.IN_PROGRESS]),
        open=_ids(today[status.isin([ComplaintStatus.OPEN, ComplaintStatus.UNKNOWN])]),
        overdue=_ids(late),
        aspirations=_ids(today[classes == "aspirasi"]),
        information_requests=_ids(today[classes == "permintaan informasi"]),
        topics=_topics(today, names),
        questions=_questions(today[status != ComplaintStatus.DONE]),
    )


def complaint_cases(posts: pd.DataFrame) -> list[ComplaintCase]:
    """Every complaint of the frame that concerns the area, as its export says it stands.

    Args:
        posts: the analysis frame with `complaint_status`, `complaint_unit`, `category`, `issue` and `outside`.
    """
    own = posts[(posts["kind"] == "complaint") & ~posts["outside"].astype(bool)]
    columns = ("id", "title", "text", "published_at", "complaint_status", "complaint_unit", "category", "issue")
    return [
        ComplaintCase(
            post,
            ComplaintKind(complaint_class(title, text)),
            at.to_pydatetime(),
            ComplaintStatus(status or ComplaintStatus.UNKNOWN),
            unit,
            category,
            issue,
        )
        for post, title, text, at, status, unit, category, issue in zip(*(own[c] for c in columns), strict=True)
    ]


def _ids(part: pd.DataFrame) -> tuple[str, ...]:
    return tuple(part.sort_values(["published_at", "id"], ascending=False)["id"])


def _topics(today: pd.DataFrame, names: dict[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    counts = Counter(today["category"])
    order = sorted((c for c in counts if c), key=lambda code: (-counts[code], code))
    return tuple((names.get(code, code), _ids(today[today["category"] == code])) for code in order[:5])


def _questions(today: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    found = ((i, question_in(t, x)) for i, t, x in zip(today["id"], today["title"], today["text"], strict=True))
    return tuple((post, question) for post, question in found if question)[:3]
