"""The frame of posts has one shape, whatever came in."""

from datetime import UTC, datetime, timedelta, timezone

import pandas as pd

from analysis.frame import POST_COLUMNS, posts_frame


def test_empty_frame_has_all_columns_and_types() -> None:
    """No posts still give the columns, so that every step runs on an empty day."""
    frame = posts_frame([])

    assert list(frame.columns) == list(POST_COLUMNS)
    assert str(frame["published_at"].dtype) == "datetime64[us, UTC]"
    assert str(frame["text"].dtype) == "str"
    assert str(frame["tier"].dtype) == "int64"


def test_missing_and_wrong_values_are_filled() -> None:
    """None, NaN, unknown kinds and tiers don't break a row; without an id the row number is the id."""
    frame = posts_frame(
        [
            {"title": None, "text": float("nan"), "kind": "lain", "tier": "x"},
            {"id": "p9", "tier": 2, "kind": "news", "other": 1},
        ]
    )

    assert frame.to_dict("records")[0] | {"published_at": None} == {
        **dict.fromkeys(POST_COLUMNS, ""),
        "id": "0",
        "published_at": None,
        "kind": "social",
        "tier": 0,
    }
    assert frame.loc[1, ["id", "kind", "tier"]].tolist() == ["p9", "news", 2]
    assert isinstance(frame.index, pd.RangeIndex)


def test_dates_are_utc_or_unknown() -> None:
    """Aware dates become UTC; naive ones and rubbish are unknown, since a guessed zone is a wrong hour."""
    wita = timezone(timedelta(hours=8))
    values = [
        datetime(2025, 6, 18, 10, tzinfo=wita),
        "2025-06-18T10:00:00+08:00",
        "2025-06-18T02:00:00Z",
        "2025-06-18T10:00:00.123456+08:00",
    ]
    bad = [datetime(2025, 6, 18, 10), "2025-06-18", "2025-06-18T10:00:00", "kemarin sore sekali +08:00", 5, None]  # noqa: DTZ001

    found = posts_frame([{"published_at": value} for value in [*values, *bad]])["published_at"]

    assert found[:3].tolist() == [pd.Timestamp(datetime(2025, 6, 18, 2, tzinfo=UTC))] * 3
    assert found[3].microsecond == 123456
    assert found[4:].isna().all()
