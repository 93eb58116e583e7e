"""JSON text of the nouns: exact, one for each value, readable by older and newer versions."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.core.findings import Alert, CitedSentence, KnownIssue, Level, Severity
from kentongan.core.runs import FeedState, Outcome, Run
from kentongan.store.codec import dumps, loads, storable

zones = st.sampled_from([UTC, timezone(timedelta(hours=9))])
moments = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 28), timezones=zones)  # noqa: DTZ001
texts = st.text(st.characters(), max_size=20)
numbers = st.floats(allow_nan=False, allow_infinity=False)


def register() -> None:
    """How hypothesis makes the plain types that our nouns are made of."""
    st.register_type_strategy(datetime, moments)
    st.register_type_strategy(str, texts)
    st.register_type_strategy(float, numbers)


register()


@pytest.mark.parametrize("kind", [Alert, CitedSentence, KnownIssue, Severity, FeedState, Outcome, Run])
def test_a_noun_comes_back(kind: type) -> None:
    """Exactly, with tuples, enums, floats and moments, and with one text for one value."""

    @given(st.builds(kind, **{f.name: st.from_type(_hint(kind, f.name)) for f in dataclasses.fields(kind)}))
    def check(value: object) -> None:
        text = dumps(value)
        assert text.isascii()
        assert loads(kind, text) == value
        assert dumps(loads(kind, text)) == text

    check()


def _hint(kind: type, name: str) -> object:
    import typing

    return typing.get_type_hints(kind)[name]


def test_other_versions_can_be_read() -> None:
    """Unknown keys are passed over, missing ones take their default."""
    stored = json.dumps({"etag": "x", "a_later_field": [1]})
    assert loads(FeedState, stored) == FeedState(etag="x")


def test_mappings() -> None:
    """Keys become text and come back as their type says."""
    assert loads(dict[int, Level], dumps({2: Level.CRISIS, 1: Level.STABLE})) == {1: Level.STABLE, 2: Level.CRISIS}
    assert loads(dict[str, list[float]], dumps({"b": [1, 2.5]})) == {"b": [1.0, 2.5]}
    assert loads(tuple[str, float], dumps(("a", 1))) == ("a", 1.0)


class Colour(StrEnum):
    """Any enum."""

    RED = "merah"


def test_what_has_no_form_is_refused() -> None:
    """No guessing: a naive moment, NaN and an unknown object are errors."""
    assert dumps(Colour.RED) == '"merah"'
    with pytest.raises(ValueError, match="zone"):
        dumps(datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="JSON"):
        dumps(float("nan"))
    with pytest.raises(TypeError, match="object"):
        dumps(object())


@given(texts)
def test_storable_is_idempotent_and_utf8(text: str) -> None:
    """What comes out can be stored anywhere, and comes out of itself."""
    once = storable(text)
    assert storable(once) == once
    assert "\0" not in once
    once.encode()
