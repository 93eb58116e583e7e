"""A try to come in through the office's identity provider: bound to browser and key, and gone after ten minutes."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kentongan.core.access import Role
from kentongan.core.knocks import new_knock, packed, unpacked
from kentongan.core.outsiders import outsider, roles_for

KEY, NOW = b"k" * 32, datetime(2026, 11, 16, tzinfo=UTC)


def test_a_try_survives_the_browser() -> None:
    knock = new_knock("/isu?urut=baru", NOW)
    value = packed(knock, KEY)
    assert unpacked(value, KEY, NOW + timedelta(minutes=9)) == knock
    assert unpacked(value, KEY, NOW + timedelta(minutes=11)) is None
    assert unpacked(value, KEY, NOW - timedelta(minutes=1)) is None
    assert unpacked(value, b"x" * 32, NOW) is None
    assert new_knock("/" + "x" * 1000, NOW).wanted == "/"


@given(st.text(max_size=80))
def test_no_other_text_is_a_try(text: str) -> None:
    assert unpacked(text, KEY, NOW) is None


def test_what_is_sent_differs_by_purpose_browser_and_office() -> None:
    one, other = new_knock("/", NOW), new_knock("/", NOW)
    made = [one.state(KEY), one.nonce(KEY), one.verifier(KEY), other.state(KEY), one.state(b"x" * 32)]
    assert len(set(made)) == len(made)
    assert all(len(text) == 43 for text in made)
    assert not any(text in packed(one, KEY) for text in made)
    digest = hashlib.sha256(one.verifier(KEY).encode()).digest()
    assert one.challenge(KEY) == urlsafe_b64encode(digest).rstrip(b"=").decode()


def test_a_person_has_a_name_that_can_be_typed() -> None:
    def login(**claims: str) -> str:
        return outsider({"iss": "https://sso.example", "sub": "1", **claims}, "groups").login

    assert login(preferred_username="KANTOR\\Sari Wulandari") == "kantor.sari.wulandari"
    assert login(preferred_username="é", email="budi@kantor.go.id") == "budi"
    assert login(preferred_username="x" * 60) == "x" * 40
    assert login(preferred_username="..", email="@") == ""
    person = outsider({"iss": "https://sso.example", "sub": "1", "email": "budi@x.id", "name": "\u202e"}, "groups")
    assert (person.id, person.full_name, person.groups) == ("https://sso.example 1", "budi", ())


def test_groups_give_roles() -> None:
    table = {"a": (Role.ADMIN,), "b": (Role.ANALIS, Role.PIMPINAN)}
    assert roles_for(["b", "a", "z"], table, (Role.REDAKTUR_HOAKS,)) == (Role.PIMPINAN, Role.ANALIS, Role.ADMIN)
    assert roles_for(["z"], table, (Role.REDAKTUR_HOAKS,)) == (Role.REDAKTUR_HOAKS,)
    assert roles_for(["A"], table, ()) == ()
