"""GDELT: one question an hour, slices of time, errors that come as text with status 200."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from collectors.social import gdelt
from collectors.social.gdelt import GdeltCollector
from kentongan.core.runs import Cause, OutcomeKind


def article(number: int, **more: str) -> dict[str, str]:
    """One of the list."""
    made = {
        "url": f"https://media{number}.test/a",
        "title": f"Banjir {number}",
        "seendate": "20261120T120000Z",
        "domain": f"media{number}.test",
        "language": "Indonesian",
    }
    return made | more


@pytest.fixture
def ask(service: Any, reply: Any, desk: Any, source: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Visit with an answer."""
    monkeypatch.setattr(gdelt, "API", service.url("/doc"))

    def visit(body: Any, status: int = 200) -> Any:
        service.answer = lambda _call: reply(body, status)
        return desk.visit(GdeltCollector(), source("gdelt", kata='"banjir" samarinda'))

    return visit


def test_articles_are_posts_with_estimated_dates(ask: Any, service: Any, desk: Any) -> None:
    """When GDELT saw an article is not when it appeared; a known outlet is named, another by its domain."""
    found = ask(
        {"articles": [article(1), article(2, url="https://www.antaranews.com/berita/1"), article(3, url="x:y")]}
    )
    first, second = found.posts
    assert (first.title, first.source_name, first.estimated) == ("Banjir 1", "media1.test", True)
    assert first.published_at.isoformat() == "2026-11-20T12:00:00+00:00"
    assert second.source_name == "Antara"
    assert found.outcome.rejected == 1
    asked = service.asked()[0]
    assert asked.one("query") == '"banjir" samarinda sourcecountry:ID'
    assert (asked.one("startdatetime"), asked.one("enddatetime")) == ("20261120030000", "20261121030000")


def test_it_is_asked_once_an_hour(ask: Any, service: Any, desk: Any) -> None:
    """Then from where the last question ended, with an overlap."""
    ask({})
    assert ask({}).outcome.kind is OutcomeKind.SKIPPED
    assert len(service.asked()) == 1
    desk.now += timedelta(hours=1)
    assert ask({}).outcome.kind is OutcomeKind.UNCHANGED
    assert service.asked()[1].one("startdatetime") == "20261121000000"


def test_a_full_answer_is_halved(ask: Any, service: Any, desk: Any) -> None:
    """250 articles are a cut: half the span next hour, then the rest, and nothing is skipped."""
    full = {"articles": [article(n) for n in range(250)]}
    found = ask(full)
    assert (len(found.posts), found.outcome.partial) == (250, True)
    spans = []
    for _ in range(3):
        desk.now += timedelta(hours=1)
        ask({"articles": []})
        spans.append((service.asked()[-1].one("startdatetime"), service.asked()[-1].one("enddatetime")))
    assert spans[0] == ("20261120030000", "20261120150000")
    assert spans[1] == ("20261120120000", "20261121050000")
    assert spans[2] == ("20261121020000", "20261121060000")


@pytest.mark.parametrize(
    ("body", "status", "kind", "cause"),
    [
        (b"Please limit requests to one every 5 seconds", 429, OutcomeKind.SKIPPED, Cause.LIMITED),
        (b"Please limit requests to one every 5 seconds.", 200, OutcomeKind.SKIPPED, Cause.LIMITED),
        (b"Your query was too short or too long.", 200, OutcomeKind.FAILED, Cause.BROKEN),
        (b"<html>error</html>", 200, OutcomeKind.FAILED, Cause.BROKEN),
        (b'{"articles": [', 200, OutcomeKind.FAILED, Cause.BROKEN),
        (b"", 200, OutcomeKind.UNCHANGED, Cause.NONE),
    ],
)
def test_what_else_it_says(ask: Any, service: Any, body: bytes, status: int, kind: OutcomeKind, cause: Cause) -> None:
    """Text with status 200 is quoted; a refusal is one question, not three."""
    found = ask(body, status)
    assert (found.outcome.kind, found.outcome.cause) == (kind, cause)
    assert len(service.asked()) == 1
    if body.startswith(b"Your"):
        assert "too short" in found.outcome.reason.id
