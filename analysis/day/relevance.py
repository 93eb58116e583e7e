"""Which posts count for this office: a regency's report does not count the whole country's news.

Rules, first match wins (field guide 15: what is clearly elsewhere is kept out of the numbers):

1. clearly about another region → outside, annex only;
2. names the office, its watch words, its leader or its region → counts;
3. a place inside the region → counts;
4. from a source at home in the region, or handed in (complaint, chat, the office's own file) → counts;
5. otherwise, for an office with a region, not counted; an office without a region counts everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from kentongan.core.office import Office

_LEVEL = re.compile(r"^(provinsi|kabupaten|kab\.?|kota|kantor|pemerintah)\s+", re.IGNORECASE)
_HANDED_IN = ("complaint", "message", "social", "video", "comment")
# A national article names an office in its first paragraphs or is not about it.
_READ = 4000


def office_words(office: Office) -> tuple[str, ...]:
    """The words by which the office, its region, its leader and its matters are named, longest first."""
    words: set[str] = {office.agency, office.short, *office.aliases, *office.watch_words, *office.leader_names}
    if office.region_name:
        words |= {office.region_name, _LEVEL.sub("", office.region_name)}
    return tuple(sorted((w.strip() for w in words if len(w.strip()) > 2), key=lambda w: (-len(w), w)))


def words_pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern that finds any of `words` as whole words, any case; None when there are none."""
    alternatives = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE) if alternatives else None


def relevance_columns(posts: pd.DataFrame, office: Office) -> pd.DataFrame:
    """Columns `relevant` (bool) and `relevance` (which rule decided).

    Args:
        posts: the frame with `places`, `outside`, `official` and `source_region` beside the usual columns.
        office: for whom.
    """
    columns = pd.DataFrame({"relevant": True, "relevance": "all"}, index=posts.index)
    if not office.region:
        return columns
    pattern = words_pattern(office_words(office))
    head = posts["title"] + "\n" + posts["text"].str.slice(0, _READ)
    named = head.map(lambda t: bool(pattern.search(t))) if pattern else pd.Series(False, index=posts.index)
    inside = (posts["title_places"] + posts["places"]).map(
        lambda found: any(_within(place[0], office.region) for place in found)
    )
    home = posts["source_region"].map(lambda code: _within(code, office.region)) | posts["official"]
    handed_in = posts["kind"].isin(_HANDED_IN)
    reasons = (
        ("outside", posts["outside"].astype(bool)),
        ("named", named),
        ("inside", inside),
        ("home", home),
        ("handed_in", handed_in),
    )
    columns["relevance"] = "not_mentioned"
    for name, holds in reversed(reasons):
        columns.loc[holds.astype(bool), "relevance"] = name
    columns["relevant"] = ~columns["relevance"].isin(["outside", "not_mentioned"])
    return columns


def _within(code: str, region: str) -> bool:
    return bool(code) and (code == region or code.startswith(region + "."))
