"""Claim cases: posts that carry the same unchecked claim, on one card for the verification desk.

A case starts from a flagged post that passes a claim on or asks about it, or from one that spreads a fact-checked claim. Posts
join as :mod:`analysis.claims.groups` says; those that deny or ask stand apart in the same case.
Nothing here is a verdict: the state is "perlu verifikasi" until a named person says otherwise.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import pandas as pd

from analysis.claims.cues import read_cues
from analysis.claims.groups import claim_groups
from analysis.claims.match import Candidate
from analysis.claims.owners import category_asked, whom_to_ask
from analysis.claims.sentence import claim_sentence, form_of, where_of
from analysis.claims.verification import both_parts, claim_words
from analysis.summaries.quotes import Mask
from kentongan.core.day import ClaimCase
from kentongan.core.desk_clock import DeskClock
from kentongan.core.findings import ClaimMatch, FactCheck, VerificationState
from kentongan.core.ids import content_id
from kentongan.core.office import Office

_VOICES: Final = frozenset(["denies", "asks", "quotes"])
MATCHES_SHOWN: Final = 3
#: Posts of a case that words are looked for in: copies say the same.
_READ_FOR_WORDS: Final = 20
_CUES_SHOWN: Final = 5
#: Where no cue stands, the words that spoke are shown, on a line of so many characters.
_SAID: Final = "kata seperti "
_LINE: Final = 60
_PLAIN: Final[Mapping[str, str]] = {
    "spread": "ajakan sebar", "origin": "asal pesan tidak jelas", "pressure": "tekanan atau desakan",
    "bait": "iming-iming atau permintaan data", "claim_style": "gaya klaim sensasional", "pious_bait": "umpan keagamaan",
    "capitals": "huruf kapital berlebihan", "shouting": "tanda seru atau tanya beruntun", "emoji": "emoji berlebihan",
    "no_anchor": "tanpa tanggal, tempat, atau nama", "forwarded": "diteruskan berkali-kali", "shortlink": "tautan pendek",
    "lookalike_domain": "domain menyerupai situs resmi", "letter_without_number": "surat tanpa nomor",
}  # fmt: skip


def claim_cases(
    posts: pd.DataFrame,
    factchecks: Mapping[str, FactCheck],
    office: Office,
    now: datetime,
    *,
    mask: Mask | None = None,
    limit: int = 20,
    clock: DeskClock | None = None,
) -> tuple[ClaimCase, ...]:
    """At most ``limit`` cases: those with a confirmed fact-check first, then by the number of voices.

    ``posts`` is the analysis frame joined with ``needs_verification``, ``claims`` and ``claim_stance``; ``category``,
    ``issue``, ``copy_group`` and ``platform`` are used where present. ``factchecks`` by id.
    """
    # In the order of time, so that neither the order of the frame nor of a source shows in the cases.
    rows = posts.sort_values(["published_at", "id"], kind="stable").reset_index(drop=True)
    stance = rows["claim_stance"].astype(str).tolist()
    needs = rows["needs_verification"].astype(bool).tolist()
    check = [_matched(c) for c in rows["claims"]]
    starts = [
        (s == "spreads" and (n or bool(c))) or (s == "asks" and n) for n, c, s in zip(needs, check, stance, strict=True)
    ]
    if not any(starts):
        return ()
    inside = [i for i, (start, s) in enumerate(zip(starts, stance, strict=True)) if start or s in _VOICES]
    part = rows.loc[inside].reset_index(drop=True)
    group = claim_groups(part, [starts[i] for i in inside], [check[i] for i in inside])
    found = []
    for number in sorted(set(group.tolist()) - {-1}):
        case = _case(part[group == number], factchecks, office, (now, clock or DeskClock()), mask)
        if case is not None:
            found.append(case)
    found.sort(key=lambda case: (not _is_confirmed(case), -len(case.spreading) - len(case.asking), case.since, case.id))
    return tuple(found[:limit])


def _is_confirmed(case: ClaimCase) -> bool:
    return any(match.decision == "confirm" for match in case.matches)


def _matched(candidates: Sequence[Candidate]) -> str:
    """The fact-check that was confirmed, or suggested first."""
    confirmed = next((c.factcheck for c in candidates if c.decision == "confirm"), "")
    return confirmed or next((c.factcheck for c in candidates if c.decision == "suggest"), "")


def _case(
    members: pd.DataFrame,
    factchecks: Mapping[str, FactCheck],
    office: Office,
    when: tuple[datetime, DeskClock],
    mask: Mask | None,
) -> ClaimCase | None:
    """The case of one group; None where nothing in it can be checked."""
    now, clock = when
    ids = members["id"].astype(str).tolist()
    stance = members["claim_stance"].astype(str).tolist()
    by = {
        name: tuple(i for i, s in zip(ids, stance, strict=True) if s == name) for name in ("spreads", "denies", "asks")
    }
    lead = members[members["id"].astype(str).isin(by["spreads"] or by["asks"])]
    claim = claim_sentence(lead)
    matches = _matches(members, factchecks)
    words = () if not claim or _bears_cues(lead) else _claim_words(lead, mask)
    if not claim or not (matches or len(lead) > 1 or words or _bears_cues(lead)):
        return None
    category = _category(members, claim)
    times = pd.to_datetime(lead["published_at"], utc=True).dropna()
    seen = times.min().to_pydatetime() if len(times) else now.astimezone(UTC)
    issues = [i for i in members["issue"].tolist() if isinstance(i, str) and i] if "issue" in members else []
    return ClaimCase(
        id=content_id("k", *sorted(by["spreads"] or by["asks"])[:1], claim),
        claim=mask(claim) if mask else claim,
        form=form_of(lead),
        where=where_of(lead),
        since=seen,
        cues=_cues(lead, words),
        confirm_with=whom_to_ask(category, office, claim),
        deadline=now + timedelta(hours=clock.hours(category)),
        state=VerificationState.NEEDED,
        matches=matches,
        spreading=by["spreads"],
        denying=by["denies"],
        asking=by["asks"],
        issue_id=Counter(issues).most_common(1)[0][0] if issues else "",
    )


def _bears_cues(posts: pd.DataFrame) -> bool:
    """Somebody else's claim is passed on: a strong cue, or hearsay."""
    return any(
        cue.kind == "origin" or not cue.weak
        for title, text in zip(posts["title"].astype(str), posts["text"].astype(str), strict=True)
        for cue in read_cues(both_parts(title, text)).cues
    )


def _cues(posts: pd.DataFrame, words: Sequence[str]) -> tuple[str, ...]:
    """What was seen, in plain words: families and signs, and the words that spoke for a claim."""
    seen: Counter[str] = Counter()
    for title, text in zip(posts["title"].astype(str), posts["text"].astype(str), strict=True):
        report = read_cues(both_parts(title, text))
        seen.update({*report.families, *report.signs})
    order = list(_PLAIN)
    said = (_SAID + ", ".join(words),) if words else ()
    shown = sorted(seen, key=lambda name: (-seen[name], order.index(name)))[: _CUES_SHOWN - len(said)]
    return (*(_PLAIN[name] for name in shown), *said)


def _claim_words(posts: pd.DataFrame, mask: Mask | None) -> tuple[str, ...]:
    """The words that speak for a claim, in quotes, as many as a line holds; () where the learnt part flags none."""
    texts = [both_parts(title, text) for title, text in zip(posts["title"], posts["text"], strict=True)]
    found = claim_words(list(dict.fromkeys(texts))[:_READ_FOR_WORDS])
    quoted = [f"“{mask(word) if mask else word}”" for word in found]
    while len(quoted) > 1 and len(_SAID + ", ".join(quoted)) > _LINE:
        quoted.pop()
    return tuple(quoted)


def _category(posts: pd.DataFrame, claim: str) -> str:
    # The claim's own words first: a post that asks for identity cards to hand out aid is about the aid.
    named = category_asked(claim)
    if named:
        return named
    if "category" in posts:
        known = Counter(c for c in posts["category"].astype(str) if c and c not in {"nan", "None", "HUMAS"})
        if known:
            return min(known, key=lambda name: (-known[name], name))
    # Titles and texts together: a claim's one sentence may leave its subject out.
    return category_asked(" ".join([claim, *posts["text"].astype(str).head(3)]))


def _matches(posts: pd.DataFrame, factchecks: Mapping[str, FactCheck]) -> tuple[ClaimMatch, ...]:
    best: dict[str, Candidate] = {}
    rank = {"confirm": 2, "suggest": 1, "none": 0}
    for candidates in posts["claims"]:
        for candidate in candidates:
            known = best.get(candidate.factcheck)
            if candidate.decision != "none" and (
                known is None or (rank[candidate.decision], candidate.score) > (rank[known.decision], known.score)
            ):
                best[candidate.factcheck] = candidate
    ordered = sorted(best.values(), key=lambda c: (-rank[c.decision], -c.score, c.factcheck))
    found = [ClaimMatch(factchecks[c.factcheck], c.score, c.decision) for c in ordered if c.factcheck in factchecks]
    # Beside a confirmed one, what merely sounds alike (another year, another place) would only distract.
    sure = [match for match in found if match.decision == "confirm"]
    return tuple((sure or found)[:MATCHES_SHOWN])
