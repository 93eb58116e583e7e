"""Who the office's identity provider says somebody is, and which roles that gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kentongan.core.access import Role

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Outsider:
    """A person as the provider describes them.

    Args:
        id: issuer and subject; the only thing that names the person for good (OpenID Connect Core 1.0, 5.7).
        login: what could be the login name here; "" where nothing fits.
        full_name: for reports, until an admin adds the position.
        groups: as the provider calls them.
    """

    id: str
    login: str
    full_name: str
    groups: tuple[str, ...]


def outsider(claims: Mapping[str, Any], groups_claim: str) -> Outsider:
    """The person in checked claims (`iss`, `sub` and whatever else is there)."""
    login = _login(claims)
    full_name = " ".join(_word(claims, "name").split())[:_LONGEST_NAME]
    if len(full_name) < 3 or not full_name.isprintable():
        full_name = login
    return Outsider(outside_id(claims["iss"], claims["sub"]), login, full_name, _groups(claims, groups_claim))


def outside_id(issuer: str, subject: str) -> str:
    """How a person of a provider is kept: a subject is unique within its issuer only."""
    return f"{issuer} {subject}"


def roles_for(groups: Iterable[str], table: Mapping[str, Sequence[Role]], others: Sequence[Role]) -> tuple[Role, ...]:
    """All roles that the groups give, or those for people without such a group; () = no business here."""
    given = {role for group in groups for role in table.get(group, ())}
    held = given or set(others)
    return tuple(role for role in Role if role in held)


def has_claim(claims: Mapping[str, Any], name: str) -> bool:
    """Whether a claim is there, by its whole name or by levels parted with dots."""
    return _claim(claims, name) is not None


def _claim(claims: Mapping[str, Any], name: str) -> Any:
    if name in claims:
        return claims[name]
    found: Any = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _groups(claims: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = _claim(claims, name)
    if isinstance(found, str):
        found = [found]
    elif isinstance(found, Mapping):  # some providers write each role as a key
        found = list(found)
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def _login(claims: Mapping[str, Any]) -> str:
    """The name before the @, in the signs that a login name may have."""
    for claim in ("preferred_username", "email"):
        name = re.sub(r"[^a-z0-9._-]+", ".", _word(claims, claim).casefold().partition("@")[0]).strip("._-")[:40]
        name = name.rstrip("._-")
        if len(name) >= 3:
            return name
    return ""


def _word(claims: Mapping[str, Any], name: str) -> str:
    found = claims.get(name)
    return found if isinstance(found, str) else ""
