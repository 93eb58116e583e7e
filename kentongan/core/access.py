"""Who may do what: roles, rights, one table, and how long a stranger waits between guesses.

A person may hold several roles; in a small office one person often is everything. What a page or a command needs is a
right, never a role, so that the table below is the only place that says who may do what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kentongan.core.messages import Say


class Role(StrEnum):
    """What a person is in the office."""

    PIMPINAN = "pimpinan"
    ANALIS = "analis"
    REDAKTUR_HOAKS = "redaktur_hoaks"
    ADMIN = "admin"


ROLE_NAMES: Mapping[Role, Say] = {
    Role.PIMPINAN: Say("Pimpinan", "Leader"),
    Role.ANALIS: Say("Analis", "Analyst"),
    Role.REDAKTUR_HOAKS: Say("Redaktur hoaks", "Hoax editor"),
    Role.ADMIN: Say("Admin", "Admin"),
}
ROLE_TASKS: Mapping[Role, Say] = {
    Role.PIMPINAN: Say(
        "membaca, menyetujui laporan dan putusan hoaks", "reads, approves reports and verdicts on hoaxes"
    ),
    Role.ANALIS: Say(
        "membaca, membetulkan label, mengurus isu, aduan, dan laporan",
        "reads, corrects labels, works on issues, complaints and reports",
    ),
    Role.REDAKTUR_HOAKS: Say("memeriksa klaim dan menulis putusan", "checks claims and writes verdicts"),
    Role.ADMIN: Say("mengatur pengguna, sumber, dan aturan", "manages users, sources and rules"),
}


class Right(StrEnum):
    """What a page, a command or a token may do."""

    OWN = "own"  # one's own password and sessions; all that is left until a one-time password was changed
    READ = "read"
    CORRECT = "correct"  # labels of posts
    DECIDE = "decide"  # issues, notes, owners, complaints, alerts
    DESK = "desk"  # steps of the hoax desk
    VERDICT = "verdict"  # write or approve a verdict; that two persons do it is the desk's own rule
    EDIT = "edit"  # the draft of a report
    APPROVE = "approve"
    SEND = "send"
    SOURCES = "sources"
    RULES = "rules"  # watch list, alert rules, playbook
    USERS = "users"
    AUDIT = "audit"
    PRIVACY = "privacy"  # requests under UU 27/2022


RIGHT_NAMES: Mapping[Right, Say] = {
    Right.OWN: Say("akun sendiri", "own account"),
    Right.READ: Say("membaca", "read"),
    Right.CORRECT: Say("membetulkan label", "correct labels"),
    Right.DECIDE: Say("mengurus isu dan peringatan", "decide on issues and alerts"),
    Right.DESK: Say("bekerja di meja hoaks", "work at the hoax desk"),
    Right.VERDICT: Say("memutus klaim", "give verdicts"),
    Right.EDIT: Say("menyunting laporan", "edit reports"),
    Right.APPROVE: Say("menyetujui laporan", "approve reports"),
    Right.SEND: Say("mengirim laporan", "send reports"),
    Right.SOURCES: Say("mengatur sumber", "manage sources"),
    Right.RULES: Say("mengatur pantauan dan peringatan", "manage watch list and alert rules"),
    Right.USERS: Say("mengatur pengguna", "manage users"),
    Right.AUDIT: Say("membaca catatan audit", "read the audit log"),
    Right.PRIVACY: Say("melayani permintaan data pribadi", "serve personal data requests"),
}

_P, _A, _R, _ADMIN = Role.PIMPINAN, Role.ANALIS, Role.REDAKTUR_HOAKS, Role.ADMIN
_TABLE: Mapping[Right, frozenset[Role]] = {
    Right.OWN: frozenset({_P, _A, _R, _ADMIN}),
    Right.READ: frozenset({_P, _A, _R, _ADMIN}),
    Right.CORRECT: frozenset({_A, _R}),
    Right.DECIDE: frozenset({_A}),
    Right.DESK: frozenset({_A, _R}),
    Right.VERDICT: frozenset({_P, _R}),
    Right.EDIT: frozenset({_A}),
    Right.APPROVE: frozenset({_P}),
    Right.SEND: frozenset({_P, _A}),
    Right.SOURCES: frozenset({_A, _ADMIN}),
    Right.RULES: frozenset({_A, _ADMIN}),
    Right.USERS: frozenset({_ADMIN}),
    Right.AUDIT: frozenset({_P, _ADMIN}),
    Right.PRIVACY: frozenset({_ADMIN}),
}


def may(role: Role, right: Right) -> bool:
    """Whether somebody in this role has this right."""
    return role in _TABLE[right]


def rights_of(roles: Iterable[Role]) -> frozenset[Right]:
    """What somebody with these roles may do; nothing without a role."""
    held = set(roles)
    return frozenset(right for right, given in _TABLE.items() if given & held)


@dataclass(frozen=True, slots=True)
class User:
    """A person with an account.

    Args:
        id: stable; never given to somebody else.
        name: what is typed to log in, lower case.
        full_name: name and position as the person signs: "Sari Wulandari, Pranata Humas".
        roles: in the order of `Role`.
        active: False = the account is closed; kept, because the audit log names it.
        must_change: the password was made by somebody else and only serves to set one's own.
    """

    id: str
    name: str
    full_name: str
    roles: tuple[Role, ...]
    active: bool = True
    must_change: bool = False

    def may(self, right: Right) -> bool:
        """Whether this person may do it now: nothing when closed, only the own account with a one-time password."""
        if not self.active or (self.must_change and right is not Right.OWN):
            return False
        return any(may(role, right) for role in self.roles)


# --- Guessing -----------------------------------------------------------------------------------------------------

# A person mistypes a few times; an office behind one address has many persons. From there on every wrong try doubles
# the pause. A pause ends by itself, so that a stranger cannot shut a person out for good (OWASP ASVS 4.0.3, 2.2.1).
FREE_TRIES_NAME = 5
FREE_TRIES_ADDRESS = 30
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong tries under one name or from one address: how many in a row, the last one, and the pause that follows."""

    count: int = 0
    last: datetime | None = None
    until: datetime | None = None

    def wait(self, now: datetime) -> timedelta:
        """How long no try is looked at; zero when one may be made."""
        return max(self.until - now, timedelta(0)) if self.until else timedelta(0)

    def another(self, now: datetime, free: int) -> Tries:
        """After one more wrong try; an hour without any makes a fresh start."""
        fresh = self.last is None or now - self.last >= FORGOTTEN_AFTER
        count = 1 if fresh else self.count + 1
        return Tries(count, now, now + pause_after(count, free) if count >= free else None)


def pause_after(count: int, free: int) -> timedelta:
    """The pause after the `count`-th wrong try in a row: none before `free`, then 30 s, doubling up to 15 minutes."""
    if count < free:
        return timedelta(0)
    doublings = min(count - free, 10)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
