"""Claim cases: posts that carry the same unchecked claim, on one card for the verification desk.

A case starts from a post that needs checking or that spreads a fact-checked claim. Posts join by a shared confirmed
fact-check, by copy group, or by likeness of their texts; those that deny, quote or ask stand apart in the same case.
Nothing here is a verdict: the state is "perlu verifikasi" until a named person says otherwise.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any, Final

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from analysis.claim_match import Candidate
from analysis.claim_vectors import raw_counts
from analysis.cues import link_hosts, read_cues
from analysis.playbook import unit_for
from analysis.sentences import sentences
from analysis.summary import Mask, shorten
from analysis.verification import both_parts
from kentongan.core.day import ClaimCase
from kentongan.core.findings import ClaimMatch, FactCheck, VerificationState
from kentongan.core.ids import content_id
from kentongan.core.office import Office

#: Character likeness from which two posts carry one claim.
LIKE: Final = 0.5
CLAIM_WORDS: Final = 25
MATCHES_SHOWN: Final = 3
_FIRST_LOOK: Final = timedelta(hours=1)
_CHECK: Final = timedelta(hours=3)
_URGENT: Final = frozenset(["BANSOS", "TENAGA"])
_PLAIN: Final[Mapping[str, str]] = {
    "spread": "ajakan sebar", "origin": "asal pesan tidak jelas", "pressure": "tekanan atau desakan",
    "bait": "iming-iming atau permintaan data", "claim_style": "gaya klaim sensasional", "pious_bait": "umpan keagamaan",
    "capitals": "huruf kapital berlebihan", "shouting": "tanda seru atau tanya beruntun", "emoji": "emoji berlebihan",
    "no_anchor": "tanpa tanggal, tempat, atau nama", "forwarded": "diteruskan berkali-kali", "shortlink": "tautan pendek",
    "lookalike_domain": "domain menyerupai situs resmi", "letter_without_number": "surat tanpa nomor",
}  # fmt: skip
_KINDS: Final[Mapping[str, str]] = {
    "social": "media sosial", "video": "video", "comment": "komentar", "complaint": "kanal aduan",
    "message": "diterima petugas lewat pesan", "news": "media daring",
}  # fmt: skip
_LEAD: Final = re.compile(
    r"^(?:diteruskan berkali-kali|forwarded(?: many times)?|fwd|info(?: a1| valid| gan)?|copas(?: dari \w+)?|(?:dapat )?dari (?:grup|group|wag|kamar) sebelah|"
    r"assalamu'?alaikum\w*|selamat (?:pagi|siang|sore|malam))[\s:,.!\-–]{1,5}",
    re.IGNORECASE,
)


def claim_cases(
    posts: pd.DataFrame,
    factchecks: Mapping[str, FactCheck],
    office: Office,
    now: datetime,
    *,
    mask: Mask | None = None,
    limit: int = 20,
) -> tuple[ClaimCase, ...]:
    """Cases, widest spread first.

    ``posts`` is the analysis frame joined with ``needs_verification``, ``claims`` and ``claim_stance``; ``category``,
    ``issue``, ``copy_group`` and ``platform`` are used where present. ``factchecks`` by id.
    """
    # In the order of time, so that neither the order of the frame nor of a source shows in the cases.
    rows = posts.sort_values(["published_at", "id"], kind="stable").reset_index(drop=True)
    stance = rows["claim_stance"].astype(str).tolist()
    confirmed = [_confirmed(c) for c in rows["claims"]]
    needs = rows["needs_verification"].astype(bool).tolist()
    starts = [n or (bool(c) and s == "spreads") for n, c, s in zip(needs, confirmed, stance, strict=True)]
    inside = [i for i, (start, s, c) in enumerate(zip(starts, stance, confirmed, strict=True)) if start or s or c]
    if not any(starts):
        return ()
    part = rows.loc[inside].reset_index(drop=True)
    group = _groups(part, [confirmed[i] for i in inside])
    starting = np.array([starts[i] for i in inside])
    cases = []
    for number in sorted(set(group[starting].tolist())):
        members = part[group == number]
        spreading = starting[group == number]
        cases.append(_case(members, spreading, factchecks, office, now, mask))
    cases.sort(key=lambda case: (-len(case.spreading), case.since, case.id))
    return tuple(cases[:limit])


def _confirmed(candidates: Sequence[Candidate]) -> str:
    return next((c.factcheck for c in candidates if c.decision == "confirm"), "")


def _groups(part: pd.DataFrame, confirmed: Sequence[str]) -> Any:
    """A group number for each post: likeness of texts, shared fact-checks, shared copy groups."""
    from sparse_dot_topn import sp_matmul_topn

    texts = [both_parts(str(t), str(x)) for t, x in zip(part["title"], part["text"], strict=True)]
    counts = raw_counts(texts)
    # IDF of a handful of posts says little, so likeness rests on characters with even weights.
    vectors = _plain(counts)
    near = sp_matmul_topn(vectors, vectors.T.tocsr(), top_n=30, threshold=LIKE, n_threads=1)
    shared: dict[str, list[int]] = {}
    copies = part["copy_group"].astype(str).tolist() if "copy_group" in part else [""] * len(part)
    for i, (check, copy) in enumerate(zip(confirmed, copies, strict=True)):
        for key in (f"f:{check}" if check else "", f"c:{copy}" if copy else ""):
            if key:
                shared.setdefault(key, []).append(i)
    links = [(members[0], other) for members in shared.values() for other in members[1:]]
    if links:
        left, right = zip(*links, strict=True)
        near = near + sparse.csr_matrix((np.ones(len(links)), (left, right)), shape=near.shape)
    return connected_components(near, directed=False)[1]


def _plain(counts: tuple[Any, Any, Any]) -> Any:
    chars = counts[1].astype(np.float32)
    lengths = np.sqrt(np.asarray(chars.multiply(chars).sum(axis=1)).ravel())
    return (sparse.diags((1 / np.maximum(lengths, 1e-9)).astype(np.float32)) @ chars).tocsr()


def _case(  # noqa: PLR0917 - one call, from `claim_cases`
    members: pd.DataFrame,
    starting: Any,
    factchecks: Mapping[str, FactCheck],
    office: Office,
    now: datetime,
    mask: Mask | None,
) -> ClaimCase:
    ids = members["id"].astype(str).tolist()
    stance = members["claim_stance"].astype(str).tolist()
    spreading = tuple(
        i for i, s, own in zip(ids, stance, starting, strict=True) if own and s not in {"denies", "quotes", "asks"}
    )
    spreading = spreading or tuple(i for i, own in zip(ids, starting, strict=True) if own)
    lead = members[members["id"].astype(str).isin(spreading)]
    claim = claim_sentence(lead)
    category = _category(members, claim)
    times = pd.to_datetime(lead["published_at"], utc=True).dropna()
    seen = times.min().to_pydatetime() if len(times) else now.astimezone(UTC)
    issues = [i for i in members["issue"].tolist() if isinstance(i, str) and i] if "issue" in members else []
    return ClaimCase(
        id=content_id("k", *sorted(spreading)[:1], claim),
        claim=mask(claim) if mask else claim,
        form=form_of(lead),
        where=_where(lead),
        since=seen,
        cues=_cues(lead),
        confirm_with=unit_for(category, office) or _table("usual_owner").get(category, "OPD terkait"),
        deadline=now + (_FIRST_LOOK if category in _URGENT else _CHECK),
        state=VerificationState.NEEDED,
        matches=_matches(members, factchecks),
        spreading=spreading,
        denying=tuple(i for i, s in zip(ids, stance, strict=True) if s == "denies"),
        issue_id=Counter(issues).most_common(1)[0][0] if issues else "",
    )


@cache
def _table(name: str) -> Mapping[str, Any]:
    text = resources.files("analysis").joinpath("data", "playbook.toml").read_text("utf-8")
    table: dict[str, Any] = tomllib.loads(text)[name]
    return table


def claim_sentence(posts: pd.DataFrame) -> str:
    """One sentence of the posts, as circulated, without greetings and forwarded marks; at most `CLAIM_WORDS` words."""
    best, best_worth = "", -1.0
    for title, text in zip(posts["title"].astype(str), posts["text"].astype(str), strict=True):
        for place, sentence in enumerate(sentences(both_parts(title, text))[:8]):
            clean = sentence
            while (hit := _LEAD.match(clean)) and len(clean) > hit.end():
                clean = clean[hit.end() :]
            report = read_cues(clean)
            length = len(clean.split())
            # The claim is what the message says, not its call to pass it on.
            calls = sum(cue.kind in {"spread", "pressure"} and not cue.weak for cue in report.cues)
            named = len(re.findall(r"\d|(?<=\s)[A-Z]", clean))
            worth = min(length, 15) / 15 + min(named, 6) / 12 - 0.4 * calls - 0.08 * place
            if worth > best_worth:
                best, best_worth = clean, worth
    short = shorten(best, CLAIM_WORDS)
    return short or " ".join(best.split()[:CLAIM_WORDS]) + (" …" if best else "")


def form_of(posts: pd.DataFrame) -> str:
    """What most of the posts are: "pesan berantai", "tautan", "video", "surat", "berita" or "unggahan"."""
    votes: Counter[str] = Counter()
    for kind, title, text in zip(
        posts["kind"].astype(str), posts["title"].astype(str), posts["text"].astype(str), strict=True
    ):
        votes[_form(kind, f"{title}\n{text}")] += 1
    return min(votes, key=lambda name: (-votes[name], name)) if votes else "unggahan"


def _form(kind: str, text: str) -> str:
    report = read_cues(text)
    families = {cue.kind for cue in report.cues if not cue.weak}
    if kind == "message" or "forwarded" in report.signs or {"spread", "origin"} <= families:
        return "pesan berantai"
    if kind == "news":
        return "berita"
    if "bait" in families and link_hosts(text):
        return "tautan"
    if re.search(r"\bsurat (?:edaran|resmi|keputusan|pemberitahuan|undangan|tugas)\b", text, re.IGNORECASE):
        return "surat"
    if kind == "video" or re.search(r"\bvideo\b", text[:300], re.IGNORECASE):
        return "video"
    return "unggahan"


def _where(posts: pd.DataFrame) -> str:
    """Outlets by name, everything else by platform or kind: no account is ever named."""
    names: Counter[str] = Counter()
    platforms = posts["platform"].astype(str).tolist() if "platform" in posts else [""] * len(posts)
    for kind, source, platform in zip(posts["kind"].astype(str), posts["source"].astype(str), platforms, strict=True):
        names[(source if kind == "news" and source else "") or platform or _KINDS.get(kind, "media sosial")] += 1
    ordered = sorted(names, key=lambda name: (-names[name], name))
    more = f" dan {len(ordered) - 3} lainnya" if len(ordered) > 3 else ""
    return ", ".join(ordered[:3]) + more


def _cues(posts: pd.DataFrame) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    for title, text in zip(posts["title"].astype(str), posts["text"].astype(str), strict=True):
        report = read_cues(both_parts(title, text))
        seen.update({*report.families, *report.signs})
    order = list(_PLAIN)
    return tuple(_PLAIN[name] for name in sorted(seen, key=lambda name: (-seen[name], order.index(name)))[:5])


def _category(posts: pd.DataFrame, claim: str) -> str:
    if "category" in posts:
        known = Counter(c for c in posts["category"].astype(str) if c and c not in {"nan", "None", "HUMAS"})
        if known:
            return min(known, key=lambda name: (-known[name], name))
    # Titles and texts together: a claim's one sentence may leave its subject out.
    text = " ".join([claim, *posts["text"].astype(str).head(3)]).casefold()
    hits = {
        code: sum(bool(re.search(rf"\b{re.escape(w)}\b", text)) for w in words)
        for code, words in _table("confirm_with").items()
    }
    best = max(hits.values(), default=0)
    return next((code for code, count in hits.items() if count == best and best), "")


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
    return tuple(found[:MATCHES_SHOWN])
