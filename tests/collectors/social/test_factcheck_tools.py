"""Google Fact Check Tools: claims into the shelf of fact-checks."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from collectors.factchecks import google_tools as factcheck_tools
from collectors.factchecks.google_tools import published, read_claims
from kentongan.cli.app import run
from kentongan.cli.registry import COMMANDS
from kentongan.core.errors import CollectError
from kentongan.core.runs import Cause
from kentongan.pipeline.factchecks import sync as factcheck_sync


def claim(number: int, **review: Any) -> dict[str, Any]:
    """A claim with one review."""
    made = {
        "publisher": {"name": "Pemeriksa", "site": "periksa.test"},
        "url": f"https://periksa.test/{number}",
        "title": f"[SALAH] Video {number}",
        "reviewDate": "2026-11-05T00:00:00Z",
        "textualRating": "Salah &amp; menyesatkan",
        "languageCode": "id",
    }
    return {"text": f"Klaim {number}", "claimDate": "2026-11-01T00:00:00Z", "claimReview": [made | review]}


@pytest.fixture
def api(service: Any, reply: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Two pages of every publisher."""
    monkeypatch.setattr(factcheck_tools, "API", service.url("/v1alpha1/claims:search"))

    def answer(call: Any) -> Any:
        if call.one("pageToken"):
            return reply({"claims": [claim(2)]})
        return reply({"claims": [claim(1)], "nextPageToken": "CAE"})

    service.answer = answer
    return service


def test_claims_become_factchecks(api: Any, desk: Any) -> None:
    """Both pages, one an article, the key in the query."""
    found = asyncio.run(published(desk.door(), publishers=("periksa.test", "lain.test"), days=7))
    assert [one.title for one in found] == ["[SALAH] Video 1", "[SALAH] Video 2"]
    first = found[0]
    assert (first.narrative, first.label, first.date) == ("Klaim 1", "Salah & menyesatkan", "2026-11-05")
    assert (first.source, first.url) == ("Pemeriksa", "https://periksa.test/1")
    asked = api.asked()[0]
    assert (asked.one("key"), asked.one("reviewPublisherSiteFilter")) == ("rahasia-kantor", "periksa.test")
    assert asked.one("maxAgeDays") == "7"


def test_odd_claims_cost_themselves_only() -> None:
    """Nothing, several reviews, no address, no words."""
    assert read_claims({}) == []
    two = {"text": "Klaim", "claimReview": [{"url": "https://a.test/1"}, {"url": "https://a.test/2", "title": "Judul"}]}
    bad = [{"claimReview": [{"url": "javascript:x", "title": "a"}]}, {"claimReview": [{"url": "https://a.test/3"}]}, 5]
    assert [one.title for one in read_claims({"claims": [two, *bad]})] == ["Klaim", "Judul"]


@pytest.mark.parametrize(
    ("status", "error", "cause"),
    [
        (400, {"message": "API key not valid", "status": "INVALID_ARGUMENT"}, Cause.KEY),
        (403, {"message": "denied", "status": "PERMISSION_DENIED"}, Cause.KEY),
        (403, {"message": "off", "details": [{"reason": "SERVICE_DISABLED"}]}, Cause.BLOCKED),
        (403, {"message": "Quota exceeded", "status": "RESOURCE_EXHAUSTED"}, Cause.LIMITED),
        (429, {}, Cause.LIMITED),
        (400, {"message": "bad query", "status": "INVALID_ARGUMENT"}, Cause.BROKEN),
    ],
)
def test_refusals_have_a_cause(api: Any, reply: Any, desk: Any, status: int, error: Any, cause: Cause) -> None:
    """By status and reason."""
    api.answer = lambda _call: reply({"error": error}, status)
    with pytest.raises(CollectError) as caught:
        asyncio.run(published(desk.door(), publishers=("a.test",)))
    assert caught.value.cause is cause


def test_the_command_fills_the_shelf(
    api: Any, desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fetched, kept, and counted; a second time nothing is new."""
    (tmp_path / "kentongan.toml").write_text('[instansi]\nnama = "Pemerintah Kota Samarinda"\n', encoding="utf-8")
    monkeypatch.setattr(factcheck_sync, "make_door", lambda _workspace: desk.door())
    monkeypatch.setattr(
        factcheck_tools.published, "__kwdefaults__", {"publishers": ("a.test",), "days": 30, "language": "id"}
    )
    words = ["factcheck", "sync", "--from", "google", "--days", "7", "--config", str(tmp_path / "kentongan.toml")]
    assert run(words, COMMANDS) == 0
    assert "2 dibaca, 2 baru" in capsys.readouterr().out
    assert run(words, COMMANDS) == 0
    assert "2 dibaca, 0 baru" in capsys.readouterr().out
    desk.secrets.clear()
    assert run(words, COMMANDS) == 4
    assert "cek_fakta" in capsys.readouterr().err
