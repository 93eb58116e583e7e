"""The clock, content-derived ids, and the error tree."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.core import errors
from kentongan.core.clock import StoppedClock, SystemClock, Window, report_window, zone
from kentongan.core.ids import content_id, content_ids, pseudonym
from kentongan.core.messages import Say


@pytest.mark.parametrize(("name", "hours"), [("WIB", 7), ("WITA", 8), ("WIT", 9)])
def test_the_day_closes_at_the_offices_cut_off(name: str, hours: int) -> None:
    """The report of 3 February holds the 24 hours up to 06.00 local time."""
    window = report_window("2025-02-03", name, time(6, 0))

    assert datetime(2025, 2, 3, 6, tzinfo=zone(name)) == window.end
    assert timedelta(days=1) == window.end - window.start
    assert (6 - hours) % 24 == window.end.astimezone(UTC).hour


def test_a_window_holds_its_start_and_not_its_end() -> None:
    """A post at the cut-off belongs to the next day, so that no post is counted twice."""
    window = report_window("2025-02-03", "WIB", time(6, 0))

    assert window.start in window
    assert window.end not in window
    assert window.start == window.before().end


def test_a_window_refuses_naive_and_reversed_times() -> None:
    """A forgotten zone is an error at once, not a report seven hours off."""
    now = SystemClock().now()
    with pytest.raises(ValueError, match="aware"):
        Window(datetime(2025, 1, 1), datetime(2025, 1, 2))  # noqa: DTZ001
    with pytest.raises(ValueError, match="end after"):
        Window(now, now)


def test_a_stopped_clock_stays() -> None:
    """Tests and replays see one moment, in UTC."""
    at = datetime(2025, 2, 3, 6, tzinfo=zone("WITA"))

    assert at == StoppedClock(at).now()
    assert StoppedClock(at).now().tzinfo == UTC


@given(st.lists(st.text(max_size=8), max_size=4), st.lists(st.text(max_size=8), max_size=4))
def test_ids_tell_parts_apart(one: list[str], other: list[str]) -> None:
    """("ab", "c") and ("a", "bc") are two things."""
    assert (one == other) == (content_id("x", *one) == content_id("x", *other))


def test_a_pseudonym_needs_the_key() -> None:
    """One account is one pseudonym for one office, another for the next, and empty stays empty."""
    key, other = b"k" * 32, b"l" * 32

    assert pseudonym(" @Warga ", key) == pseudonym("@warga", key)
    assert pseudonym("@warga", key) != pseudonym("@warga", other)
    assert "warga" not in pseudonym("@warga", key)
    assert pseudonym("", key) == ""


def _tree(kind: type[errors.KentonganError]) -> list[type[errors.KentonganError]]:
    """Those that cross a room's wall; a refinement that a room catches itself is its own matter."""
    below = (sub for sub in kind.__subclasses__() if sub.__module__ == errors.__name__)
    return [kind, *(k for sub in below for k in _tree(sub))]


@pytest.mark.parametrize("kind", _tree(errors.KentonganError), ids=lambda k: k.__name__)
def test_every_error_is_drawn_and_speaks_both_languages(kind: type[errors.KentonganError]) -> None:
    """The tree in the docstring is complete, and each error gives one line with what to do next."""
    error = kind(Say("Sumber X tidak menjawab.", "Source X did not answer."), Say("Coba lagi.", "Try again."))

    assert kind.__name__ in (errors.__doc__ or "")
    assert error.to("id") == "Sumber X tidak menjawab. Coba lagi."
    assert error.to("en") == "Source X did not answer. Try again."
    assert str(error) == error.to("id")
    assert kind.exit_code in range(1, 10)


def test_ids_of_many_are_those_of_each() -> None:
    """One at a time or all at once, whatever letters they hold."""
    parts = ["", "p-1", "é😭", "\ud800"]
    assert content_ids("c", parts) == [content_id("c", part) for part in parts]
    assert content_id("c", "ab", "c") != content_id("c", "a", "bc")
