"""YouTube Data API: two allowances, three ways to read, and every reason of its errors."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from collectors.door.refusals import for_status
from collectors.social import youtube
from collectors.social.quotas import Daily, Rolling, RollingCount, next_midnight
from collectors.social.youtube import YouTubeCollector, channel_in
from kentongan.core.posts import PostKind
from kentongan.core.runs import Cause, OutcomeKind
from kentongan.pipeline.collecting.intake import intake

# What the door makes of a server's own trouble.
TROUBLE = for_status("https://layanan.test/", 503, None).cause


def video(number: int, **snippet: str) -> dict[str, Any]:
    """A search result."""
    made = {
        "publishedAt": "2026-11-20T03:00:10Z",
        "channelId": "UCkanal",
        "title": f"Banjir &amp; longsor {number}",
        "description": "Warga &quot;panik&quot;",
        "channelTitle": "Kanal",
    }
    return {"id": {"kind": "youtube#video", "videoId": f"v{number}"}, "snippet": made | snippet}


def thread(number: int, text: str = "Kapan diperbaiki?") -> dict[str, Any]:
    """A comment thread."""
    snippet = {
        "authorDisplayName": "@warga",
        "authorChannelId": {"value": "UCwarga"},
        "textOriginal": text,
        "textDisplay": text,
        "likeCount": 2,
        "publishedAt": "2026-11-20T04:00:00Z",
    }
    top = {"id": f"c{number}", "snippet": snippet}
    return {"id": f"c{number}", "snippet": {"videoId": "v1", "topLevelComment": top, "totalReplyCount": 3}}


@pytest.fixture
def api(service: Any, reply: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The interface: answers by method."""
    monkeypatch.setattr(youtube, "API", service.url("/v3"))
    answers = {"search": reply({"items": [video(1)]}), "playlistItems": reply({"items": []})}
    answers["commentThreads"] = reply({"items": [thread(1)]})
    service.answer = lambda call: answers[call.path.rpartition("/")[2]]
    return answers


def test_a_search_and_its_comments(api: Any, desk: Any, source: Any, service: Any) -> None:
    """Entities resolved, the key in the query and nowhere else, names pseudonymous; absent counts stay unknown."""
    where = source("youtube", kata="banjir", komentar="ya")
    found = desk.visit(YouTubeCollector(), where)
    clip, comment = intake(found.posts, where, key=b"k" * 32, now=desk.now)
    assert (clip.title, clip.text) == ("Banjir & longsor 1", 'Warga "panik"')
    assert (clip.kind, clip.platform, clip.engagement.total()) == (PostKind.VIDEO, "YouTube", None)
    assert (comment.kind, comment.text, comment.engagement.likes) == (PostKind.COMMENT, "Kapan diperbaiki?", 2)
    assert "UCwarga" not in repr(comment)
    asked = service.asked("search")[0]
    assert (asked.one("key"), asked.one("regionCode"), asked.one("relevanceLanguage")) == ("rahasia-kantor", "ID", "id")
    assert "rahasia" not in repr(found)
    assert json.loads(desk.state.cursor)["pencarian"]["used"] == 1
    assert json.loads(desk.state.cursor)["unit"]["used"] == 1


def test_a_channel_is_read_from_its_uploads(api: Any, reply: Any, desk: Any, source: Any, service: Any) -> None:
    """One unit, no search."""
    snippet = {"publishedAt": "2026-11-20T03:00:10Z", "title": "Rapat", "resourceId": {"videoId": "v9"}}
    gone = {"title": "Deleted video", "resourceId": {"videoId": "v8"}}
    api["playlistItems"] = reply({"items": [{"id": "x", "snippet": snippet}, {"id": "y", "snippet": gone}]})
    found = desk.visit(YouTubeCollector(), source("youtube", "https://www.youtube.com/channel/UCabc"))
    assert [post.url for post in found.posts] == ["https://www.youtube.com/watch?v=v9"]
    assert found.withdrawn == ("v8",)
    assert service.asked("playlistItems")[0].one("playlistId") == "UUabc"
    assert not service.asked("search")
    assert channel_in("https://www.youtube.com/feeds/videos.xml?channel_id=UCx") == "UCx"


def test_the_days_searches_are_counted(api: Any, desk: Any, source: Any, service: Any) -> None:
    """After its share the source rests until midnight Pacific time (15.00 WIB in winter), then goes on."""
    where = source("youtube", kata="banjir", jatah_pencarian="2")
    for _ in range(2):
        assert desk.visit(YouTubeCollector(), where).outcome.kind is OutcomeKind.OK
    found = desk.visit(YouTubeCollector(), where)
    assert (found.outcome.kind, found.outcome.cause) == (OutcomeKind.SKIPPED, Cause.LIMITED)
    assert "15.00 WIB" in found.outcome.reason.id
    assert len(service.asked("search")) == 2
    desk.now = desk.state.not_before
    assert desk.visit(YouTubeCollector(), where).outcome.kind is OutcomeKind.OK


def test_units_that_run_out_keep_what_was_read(api: Any, reply: Any, desk: Any, source: Any) -> None:
    """The videos are kept, the outcome says that the comments are missing."""
    api["search"] = reply({"items": [video(n) for n in range(4)]})
    found = desk.visit(YouTubeCollector(), source("youtube", kata="banjir", komentar="ya", jatah_unit="2"))
    assert found.outcome.partial
    assert [post.kind for post in found.posts].count(PostKind.VIDEO) == 4
    assert "Jatah YouTube habis" in found.outcome.notes[0].id


def error(code: int, reason: str, message: str = "m") -> dict[str, Any]:
    """An error of Google's."""
    return {"error": {"code": code, "message": message, "errors": [{"domain": "youtube", "reason": reason}]}}


@pytest.mark.parametrize(
    ("status", "reason", "kind", "cause"),
    [
        (403, "quotaExceeded", OutcomeKind.SKIPPED, Cause.LIMITED),
        (403, "rateLimitExceeded", OutcomeKind.SKIPPED, Cause.LIMITED),
        (400, "keyInvalid", OutcomeKind.FAILED, Cause.KEY),
        (403, "accessNotConfigured", OutcomeKind.FAILED, Cause.BLOCKED),
        (403, "forbidden", OutcomeKind.FAILED, Cause.BLOCKED),
        (404, "playlistNotFound", OutcomeKind.FAILED, Cause.NOT_FOUND),
        (400, "invalidPageToken", OutcomeKind.FAILED, Cause.BROKEN),
        (500, "backendError", OutcomeKind.FAILED, TROUBLE),
    ],
)
def test_reasons(
    api: Any, reply: Any, desk: Any, source: Any, status: int, reason: str, kind: OutcomeKind, cause: Cause
) -> None:
    """Each reason has its cause, and words in both languages."""
    api["playlistItems"] = reply(error(status, reason), status)
    found = desk.visit(YouTubeCollector(), source("youtube", kanal="UCabc"))
    assert (found.outcome.kind, found.outcome.cause) == (kind, cause)
    assert found.outcome.reason.id != found.outcome.reason.en
    assert "rahasia" not in repr(found)


def test_the_newer_form_of_a_refused_key(api: Any, reply: Any, desk: Any, source: Any) -> None:
    """Its reason stands among the details."""
    body = {"error": {"code": 400, "message": "API key not valid.", "status": "INVALID_ARGUMENT"}}
    body["error"]["details"] = [{"@type": "ErrorInfo", "reason": "API_KEY_INVALID"}]  # type: ignore[index]
    api["search"] = reply(body, 400)
    found = desk.visit(YouTubeCollector(), source("youtube", kata="banjir"))
    assert found.outcome.cause is Cause.KEY
    assert "youtube" in found.outcome.reason.id


def test_google_saying_that_all_is_gone_outranks_our_count(api: Any, reply: Any, desk: Any, source: Any) -> None:
    """Another program may use the same key: nothing is asked until the reset."""
    api["search"] = reply(error(403, "quotaExceeded"), 403)
    where = source("youtube", kata="banjir")
    desk.visit(YouTubeCollector(), where)
    assert desk.state.not_before == next_midnight(desk.now)
    assert json.loads(desk.state.cursor)["pencarian"]["used"] == 100


def test_closed_comments_cost_themselves_only(api: Any, reply: Any, desk: Any, source: Any) -> None:
    """A note; the videos are kept."""
    api["commentThreads"] = reply(error(403, "commentsDisabled"), 403)
    found = desk.visit(YouTubeCollector(), source("youtube", kata="banjir", komentar="ya"))
    assert (found.outcome.kind, len(found.posts)) == (OutcomeKind.OK, 1)
    assert "v1" in found.outcome.notes[0].id


def test_without_a_key_or_a_question(api: Any, desk: Any, source: Any, service: Any) -> None:
    """Both are said before anybody is asked."""
    assert desk.visit(YouTubeCollector(), source("youtube")).outcome.kind is OutcomeKind.FAILED
    desk.secrets.clear()
    found = desk.visit(YouTubeCollector(), source("youtube", kata="banjir"))
    assert found.outcome.cause is Cause.KEY
    assert not service.asked()


def test_more_than_a_page_is_said(api: Any, reply: Any, desk: Any, source: Any) -> None:
    """A second page would cost a second search."""
    api["search"] = reply({"items": [video(n) for n in range(50)], "nextPageToken": "CBkQAA"})
    assert desk.visit(YouTubeCollector(), source("youtube", kata="banjir")).outcome.partial


def test_midnights_and_spans() -> None:
    """Winter and summer in California; the hour that is skipped; moving spans."""
    for now, expected in (
        (datetime(2026, 11, 21, 3, tzinfo=UTC), datetime(2026, 11, 21, 8, tzinfo=UTC)),
        (datetime(2026, 7, 1, 7, tzinfo=UTC), datetime(2026, 7, 2, 7, tzinfo=UTC)),
        (datetime(2026, 3, 8, 9, tzinfo=UTC), datetime(2026, 3, 9, 7, tzinfo=UTC)),
        (datetime(2026, 11, 1, 12, tzinfo=UTC), datetime(2026, 11, 2, 8, tzinfo=UTC)),
    ):
        assert next_midnight(now) == expected
    now, cursor = datetime(2026, 11, 21, 7, 59, tzinfo=UTC), dict[str, Any]()
    assert Daily(cursor, "a", 1, now).spend()
    assert not Daily(cursor, "a", 1, now).spend()
    assert Daily(cursor, "a", 1, now + timedelta(minutes=1)).spend()
    week = Rolling(cursor, "t", 2, timedelta(days=7), now)
    assert [week.use(tag) for tag in ("a", "b", "a", "c")] == [True, True, True, False]
    assert Rolling(cursor, "t", 2, timedelta(days=7), week.free_at()).use("c")
    day = RollingCount(cursor, "h", 1, timedelta(days=1), now)
    assert [day.spend(), day.spend()] == [True, False]
    assert not RollingCount(cursor, "h", 1, timedelta(days=1), now + timedelta(hours=20)).spend()
    assert RollingCount(cursor, "h", 1, timedelta(days=1), day.free_at() + timedelta(hours=1)).spend()


@pytest.mark.shared
def test_real_answers_are_read(shared_data: Path, api: Any, reply: Any, desk: Any, source: Any) -> None:
    """Recorded searches and comment threads: every item becomes a post with a date."""
    folder = shared_data / "fixtures" / "python-youtube"
    if not folder.is_dir():
        pytest.skip("the recorded answers are not here")
    for name, method in (
        ("search_by_keywords_p1.json", "search"),
        ("search_by_keywords_p2.json", "search"),
        ("comment_threads_by_video_paged_1.json", "commentThreads"),
        ("comment_threads_by_video_paged_2.json", "commentThreads"),
    ):
        recorded = json.loads((folder / name).read_text(encoding="utf-8"))
        api[method] = reply(recorded)
        options = {"kata": "banjir"} if method == "search" else {"video": "F1UP7wRCPH8"}
        desk.state = type(desk.state)()
        found = desk.visit(YouTubeCollector(), source("youtube", **options))
        wanted = [i for i in recorded["items"] if method != "search" or "videoId" in i["id"]]
        assert len(found.posts) == len(wanted)
        assert all((post.title or post.text) and not post.estimated for post in found.posts)
