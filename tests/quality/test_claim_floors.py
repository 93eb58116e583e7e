"""Floors of the claim desk: how often ordinary posts are flagged, what is still found, and how stances are read."""

import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from analysis.claims.match import Candidate, FactCheckIndex, circulating, claim_columns, same_claim
from analysis.claims.verification import verification_columns
from analysis.frame import posts_frame
from kentongan.core.findings import FactCheck
from training.claim_gold import judged, read
from training.claim_pairs import FILES, MEASURED, count, read_pairs

HERE = Path(__file__).parent
FLOORS: dict[str, float] = json.loads((HERE / "floors.json").read_text("utf-8"))["floors"]["claims"]


def _read(rows: list[dict[str, Any]]) -> pd.DataFrame:
    return verification_columns(posts_frame([{"id": str(i), **row} for i, row in enumerate(rows)]))


def _news(shared_data: Path) -> list[dict[str, str]]:
    lines = (shared_data / "events" / "berita_2025-06-18_19.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.shared
def test_ordinary_opinions_are_rarely_flagged(shared_data: Path) -> None:
    """Reviews and tweets nobody trained on."""
    table = pd.read_csv(shared_data / "sentiment" / "smsa_valid.tsv", sep="\t", header=None, quoting=3)
    assert _read([{"text": text} for text in table[0]]).needs_verification.mean() <= FLOORS["flagged_opinions"]


@pytest.mark.shared
def test_slang_alone_is_no_reason(shared_data: Path) -> None:
    """Customers' questions in slang, from the part nobody trained on."""
    lines = (shared_data / "lexicon" / "stif_informal_formal" / "dev.inf").read_text("utf-8").splitlines()
    assert _read([{"text": line} for line in lines]).needs_verification.mean() <= FLOORS["flagged_slang"]


@pytest.mark.shared
def test_news_is_rarely_flagged(shared_data: Path) -> None:
    """Two days of articles, read as news of a known outlet."""
    news = _news(shared_data)[:800]
    rows = [{"title": n["judul"] or "", "text": n["isi_berita"] or "", "kind": "news", "tier": 2} for n in news]
    assert _read(rows).needs_verification.mean() <= FLOORS["flagged_news"]


@pytest.mark.shared
def test_later_hoaxes_are_still_found_and_ranked(shared_data: Path) -> None:
    """Circulating texts from after the training years: share flagged, and rank against opinions by score."""
    checks = [json.loads(line) for line in (shared_data / "hoax" / "factchecks.jsonl").read_text("utf-8").splitlines()]
    texts = [circulating(c["narrative"] or "") for c in checks if (c["date"] or "") >= "2021"]
    hoaxes = _read([{"text": text} for text in texts if len(text.split()) >= 6][::2])
    table = pd.read_csv(shared_data / "sentiment" / "smsa_valid.tsv", sep="\t", header=None, quoting=3)
    plain = _read([{"text": text} for text in table[0]])
    scores = [*hoaxes.needs_verification_score, *plain.needs_verification_score]
    assert hoaxes.needs_verification.mean() >= FLOORS["flagged_later_hoaxes"]
    assert roc_auc_score([1] * len(hoaxes) + [0] * len(plain), scores) >= FLOORS["auc_against_opinions"]


def test_the_sample_day_has_few_false_alarms() -> None:
    """The shipped sample: of posts that speak of no claim at most 2 in 100 are flagged; near misses aren't confirmed."""
    sample = Path(__file__).parents[2] / "kentongan" / "sample"
    social = [json.loads(line) for line in (sample / "medsos.jsonl").read_text("utf-8").splitlines()]
    truth = json.loads((sample / "truth.json").read_text("utf-8"))
    voices = {ref for hoax in truth["hoaxes"] for kind in ("spreading", "denying", "asking") for ref in hoax[kind]}
    plain = [{"text": row["text"]} for row in social if row["id"] not in voices]
    assert _read(plain).needs_verification.mean() <= FLOORS["flagged_sample"]


def test_the_sample_day_confirms_no_near_miss() -> None:
    """The shipped sample: its claim on social media is confirmed as itself, never as the one of another place, year or bank."""
    sample = Path(__file__).parents[2] / "kentongan" / "sample"
    social = [json.loads(line) for line in (sample / "medsos.jsonl").read_text("utf-8").splitlines()]
    truth = json.loads((sample / "truth.json").read_text("utf-8"))
    checks = [json.loads(line) for line in (sample / "cekfakta.jsonl").read_text("utf-8").splitlines()]
    index = FactCheckIndex.build([FactCheck(c["id"], c["title"], c["narrative"], c["date"]) for c in checks])
    own = {
        ref: hoax["factcheck"]
        for hoax in truth["hoaxes"]
        for k in ("spreading", "denying", "asking")
        for ref in hoax[k]
    }
    posts = posts_frame([{"id": row["id"], "text": row["text"], "kind": "social"} for row in social])
    claims = claim_columns(posts, index).claims
    confirmed = [
        (row["id"], c.factcheck)
        for row, found in zip(social, claims, strict=True)
        for c in found
        if c.decision == "confirm"
    ]
    assert all(own.get(ref) == check for ref, check in confirmed)
    assert len(confirmed) >= FLOORS["confirmed_sample_posts"]


@pytest.mark.shared
@pytest.mark.skipif(
    os.environ.get("KENTONGAN_FLOORS") != "1", reason="a library of 18,205 fact-checks: KENTONGAN_FLOORS=1"
)
def test_matching_finds_titles_and_confirms_no_changed_detail(shared_data: Path) -> None:
    """Three hundred of the newest circulating texts with only their title in the library, and the messages written by hand."""
    rows = [json.loads(line) for line in (shared_data / "hoax" / "factchecks.jsonl").read_text("utf-8").splitlines()]
    told = sorted((r for r in rows if r["date"] and (r["narrative"] or "").strip()), key=lambda r: str(r["date"]))
    asked = told[-900::3]
    hidden = {r["id"] for r in told[-1031:]}
    checks = [
        FactCheck(
            r["id"], r["title"] or "", "" if r["id"] in hidden else circulating(r["narrative"] or ""), r["date"] or ""
        )
        for r in rows
    ]
    by_id = {check.id: check for check in checks}
    index = FactCheckIndex.build(checks)
    found = _answers([circulating(r["narrative"]) for r in asked], index)
    alike = [[same_claim(by_id[c.factcheck], by_id[r["id"]]) for c in f] for r, f in zip(asked, found, strict=True)]
    assert sum(a[:1] == [True] for a in alike) / len(asked) >= FLOORS["title_only_recall_1"]
    assert sum(any(a[:5]) for a in alike) / len(asked) >= FLOORS["title_only_recall_5"]
    pairs = read_pairs((*FILES, MEASURED[0], MEASURED[2]))
    pairs["sure"] = [
        next((c.factcheck for c in answers if c.decision == "confirm"), "")
        for answers in _answers(pairs.text.tolist(), index)
    ]
    library = read(shared_data / "hoax" / "factchecks.jsonl")
    three = pairs[~pairs.file.isin(["claim_pairs_4", "claim_pairs_5"])]
    first_two = three[three.file != "claim_pairs_3"]
    parts = [("", *part) for part in first_two.groupby("half")] + [("_3", *part) for part in three.groupby("half")]
    apart = pairs[pairs.half == "apart"]
    parts += [(name.removeprefix("claim_pairs"), "apart", part) for name, part in apart.groupby("file")]
    for sets, half, part in parts:
        good, wrong, meant = count(part, part.sure.tolist(), library, judged())
        assert good / (good + wrong) >= FLOORS[f"confirm_precision_{half}{sets}"]
        assert good / meant >= FLOORS[f"confirm_recall_{half}{sets}"]


def _answers(texts: list[str], index: FactCheckIndex) -> list[tuple[Candidate, ...]]:
    frame = pd.DataFrame({"title": "", "text": texts, "url": ""})
    return list(claim_columns(frame, index).claims)
