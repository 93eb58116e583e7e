"""Rights by role, pauses after wrong tries, and which passwords and names are refused."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from kentongan.core.access import (
    FREE_TRIES_NAME,
    LONGEST_PAUSE,
    RIGHT_NAMES,
    ROLE_NAMES,
    ROLE_TASKS,
    Right,
    Role,
    Tries,
    User,
    may,
    rights_of,
)
from kentongan.core.acts import ACTS, GROUPS, act_name
from kentongan.core.errors import PasswordError, UsageError
from kentongan.core.passwords import check_password, login_name, one_time_password

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)


def person(*roles: Role, **fields: bool) -> User:
    """A user with these roles."""
    return User("u-1", "sari", "Sari Wulandari, Pranata Humas", roles, **fields)


def test_every_role_and_right_has_its_words() -> None:
    """Both languages, and no right that nobody holds."""
    for words in (ROLE_NAMES, ROLE_TASKS, RIGHT_NAMES):
        assert all(text.id and text.en for text in words.values())
    assert set(ROLE_NAMES) == set(ROLE_TASKS) == set(Role)
    assert set(RIGHT_NAMES) == set(Right) == rights_of(Role)


def test_what_roles_may_do() -> None:
    """A leader approves and does not write; an admin manages and does not decide; roles add up."""
    assert person(Role.PIMPINAN).may(Right.APPROVE)
    assert not any(person(Role.PIMPINAN).may(right) for right in (Right.EDIT, Right.CORRECT, Right.USERS))
    assert not any(person(Role.ADMIN).may(right) for right in (Right.APPROVE, Right.DECIDE, Right.VERDICT, Right.EDIT))
    assert not person(Role.ANALIS).may(Right.APPROVE)
    both = person(Role.ANALIS, Role.ADMIN)
    assert both.may(Right.EDIT)
    assert both.may(Right.USERS)
    assert not may(Role.REDAKTUR_HOAKS, Right.SEND)


def test_a_closed_or_new_account_may_nothing() -> None:
    """Closed: nothing. With a one-time password: the own account alone. Without a role: nothing."""
    assert not any(person(*Role, active=False).may(right) for right in Right)
    assert [right for right in Right if person(*Role, must_change=True).may(right)] == [Right.OWN]
    assert not any(person().may(right) for right in Right)


def test_pauses_double_and_end() -> None:
    """Free tries, then 30 s, 60 s … 15 minutes; an hour of quiet begins afresh."""
    tries, now, pauses = Tries(), NOON, []
    for _ in range(FREE_TRIES_NAME + 8):
        now += tries.wait(now) + timedelta(seconds=1)
        tries = tries.another(now, FREE_TRIES_NAME)
        pauses.append(round(tries.wait(now).total_seconds()))
    assert pauses == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900, 900]
    assert max(pauses) == LONGEST_PAUSE.total_seconds()
    assert tries.another(now + timedelta(hours=1), FREE_TRIES_NAME).count == 1


@pytest.mark.parametrize(
    "password",
    [
        "pendek",
        "123456789012",
        "aaaaaaaaaaaa",
        "password123",
        "P@ssw0rd2026",
        "kominfo2026!",
        "adminadmin",
        "Indonesia1945",
        "qwertyuiop",
        "sari.wulandari",
        "wulandari2026",
        "Sari12345678",
        "rahasia kantor",
        "x" * 201,
    ],
)
def test_what_everybody_tries_is_refused(password: str) -> None:
    """Short, one's own name, and the first guesses with digits around them; the message says what to do."""
    with pytest.raises(PasswordError) as caught:
        check_password(password, "sari.wulandari", "Sari Wulandari, Pranata Humas")
    assert caught.value.do is not None
    assert password not in caught.value.to("id")


@pytest.mark.parametrize(
    "password",
    ["payung merah di jendela", "kuda-lampu-teh-7", "ÅngströmKopi9!", "sarinah naik becak", "kopi admin susu jahe"],
)
def test_a_phrase_is_good(password: str) -> None:
    """Length counts, not a mixture of signs."""
    check_password(password, "sari.wulandari", "Sari Wulandari, Pranata Humas")


def test_one_time_passwords_are_long_and_apart() -> None:
    """Never twice the same, and themselves no common password."""
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    for one in made:
        check_password(one, "sari")
        assert not set("01ilo") & set(one)


@pytest.mark.parametrize(
    "name", ["", "ab", "-sari", "sari wulandari", "sari@x", "../etc", "a" * 41, "sári", "<b>x</b>"]
)
def test_names_that_cannot_be_used(name: str) -> None:
    """Letters, digits, dots and dashes; nothing that could be a path or a mark."""
    with pytest.raises(UsageError):
        login_name(name)
    assert login_name(" Sari.Wulandari ") == "sari.wulandari"


def test_every_act_has_words() -> None:
    """Those that the code names, in both languages; one of a later version is still readable."""
    named = set()
    for path in Path(str(files("kentongan"))).rglob("*.py"):
        for call in re.findall(r"noted\([^()]*\)|audit\.add\([^()]*\)", path.read_text(encoding="utf-8")):
            named |= set(re.findall(r'"([a-z]+\.[a-z_-]+)"', call))
    assert len(named) > 15
    assert named <= set(ACTS)
    assert {action.split(".")[0] for action in ACTS} <= set(GROUPS)
    assert act_name("isu.masa_depan").en == "Issues: masa depan"
    assert act_name("lain").id == "lain"
