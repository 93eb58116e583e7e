"""Signs of coordination: counted when they are there, silent when talk is merely lively, nobody named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from analysis.emergence.coordination import LEAST_POSTS, coordination_signs

START = datetime(2026, 11, 20, 1, tzinfo=UTC)


def talk(
    n: int, *, minutes: float, accounts: int, text: str = "keluhan nomor {n}", group: str = "c{n}"
) -> pd.DataFrame:
    """`n` social posts, so many minutes apart, by so many accounts."""
    return pd.DataFrame(
        {
            "id": [f"p{i}" for i in range(n)],
            "kind": "social",
            "official": False,
            "text": [text.format(n=i) for i in range(n)],
            "title": "",
            "url": "",
            "source": "X",
            "author": [f"akun{i % accounts}" for i in range(n)],
            "copy_group": [group.format(n=i) for i in range(n)],
            "published_at": pd.to_datetime([START + timedelta(minutes=minutes * i) for i in range(n)], utc=True),
        }
    )


def kinds(posts: pd.DataFrame) -> list[str]:
    """The signs found; none names an account."""
    signs = coordination_signs(posts)
    assert not any("akun0" in sign.text or "akun1" in sign.text for sign in signs)
    assert all(0 < sign.count <= sign.of for sign in signs)
    return [sign.kind for sign in signs]


def test_lively_talk_is_no_sign() -> None:
    """Sixty people over a day, each in their own words."""
    assert kinds(talk(60, minutes=20, accounts=60)) == []


def test_one_wording() -> None:
    """Twelve of twelve posts with one text."""
    found = coordination_signs(talk(12, minutes=40, accounts=9, text="tolak tambang", group="c1"))
    assert [sign.kind for sign in found] == ["copies"]
    assert found[0].text == "12 dari 12 unggahan berkalimat sama, dari 9 akun"


def test_one_minute() -> None:
    """Twenty accounts within ten minutes, in a day that was quiet otherwise; in one lively hour it means nothing."""
    burst = talk(20, minutes=0.4, accounts=20)
    rest = talk(16, minutes=60, accounts=16).assign(published_at=lambda f: f["published_at"] + pd.Timedelta(hours=2))
    assert kinds(pd.concat([burst, rest], ignore_index=True)) == ["synchrony"]
    assert kinds(talk(60, minutes=1, accounts=60)) == []


def test_one_link() -> None:
    """Ten of twelve links lead to one page; tracking marks do not hide it."""
    posts = talk(12, minutes=30, accounts=12, text="baca https://contoh.test/a?utm_source={n} keluhan {n}")
    posts.loc[:1, "text"] = "lihat https://lain.test/b"
    found = coordination_signs(posts)
    assert [sign.kind for sign in found] == ["link"]
    assert found[0].text == "10 dari 12 unggahan bertautan menuju satu halaman di contoh.test"


@pytest.mark.parametrize(("accounts", "expected"), [(4, ["hashtag"]), (18, [])])
def test_a_hashtag_from_few_accounts(accounts: int, expected: list[str]) -> None:
    """A flooded hashtag is many posts by few; the same posts by many are a movement."""
    assert kinds(talk(20, minutes=30, accounts=accounts, text="#TolakTambang hari ke {n}")) == expected


def test_too_few_and_official_posts_say_nothing() -> None:
    """Below eight posts no sign; the office's own channels do not count."""
    same = talk(LEAST_POSTS - 1, minutes=1, accounts=2, group="c1")
    assert kinds(same) == []
    assert kinds(talk(20, minutes=1, accounts=2, group="c1").assign(official=True)) == []
