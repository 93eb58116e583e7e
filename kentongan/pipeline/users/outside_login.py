"""Coming in through the office's identity provider: the way there, the way back, and who that is here.

The provider says who somebody is and in which groups; `[masuk]` says which roles these give. Roles are set anew at every
log-in, and whoever has none left is out at once, with sessions and tokens.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from kentongan.core.access import Role
from kentongan.core.errors import OutsideLoginError, UsageError
from kentongan.core.knocks import HOLDS, Knock, new_knock
from kentongan.core.messages import Say
from kentongan.core.outsiders import Outsider, has_claim, outside_id, outsider, roles_for
from kentongan.pipeline.users import outside_refusals as refusals
from kentongan.pipeline.users.access import COMMAND_LINE, NOBODY, count_try_from, forgive, noted, open_session
from kentongan.pipeline.users.id_tokens import Expected, is_installed
from kentongan.pipeline.users.identity_provider import IdentityProvider
from kentongan.pipeline.users.users import account_of, add_user
from kentongan.pipeline.workspace import Workspace
from kentongan.store.users import Account

#: Who changes roles in the log.
PROVIDER = "(akun kantor)"
_HOW = "akun kantor"
_LONGEST_ANSWER = 4_096  # characters of a code or a state


@dataclass(frozen=True, slots=True)
class WayOut:
    """Where a person is sent to prove who they are, and what the browser keeps until they are back."""

    url: str
    knock: Knock


def begin(workspace: Workspace, provider: IdentityProvider, wanted: str) -> WayOut:
    """Send somebody to the provider.

    Raises:
        OutsideLoginError: the provider cannot be asked, or the extra is missing.
    """
    if not is_installed():
        raise refusals.not_installed()
    knock = new_knock(wanted, workspace.clock.now())
    asked = {
        "response_type": "code",
        "client_id": provider.table.client,
        "redirect_uri": provider.return_address,
        "scope": " ".join(provider.table.scopes),
        "state": knock.state(workspace.key),
        "nonce": knock.nonce(workspace.key),
        "code_challenge": knock.challenge(workspace.key),
        "code_challenge_method": "S256",
    }
    return WayOut(_with(provider.offer().authorization, asked), knock)


def come_in(
    workspace: Workspace,
    provider: IdentityProvider,
    knock: Knock | None,
    answer: Mapping[str, str],
    *,
    address: str = "",
    device: str = "",
) -> str:
    """Open a session for somebody who comes back from the provider; returns its token.

    Args:
        workspace: the office's.
        provider: of the office.
        knock: the try that this browser began; None where it began none.
        answer: what the provider sent along (`code`, `state`, `iss`, `error`).
        address: where the person sits.
        device: what the browser calls itself.

    Raises:
        LockedOut: too many wrong tries from this address.
        OutsideLoginError: anything is not as it must be; the log says what.
    """
    state = answer.get("state", "")
    if knock is None or not _same(state, knock.state(workspace.key)):
        # Any page of the web can send a browser here: that is neither counted against its address nor logged.
        raise refusals.not_ours("tanpa percobaan di peramban ini")
    count_try_from(workspace, address)
    try:
        if not provider.spend(state, HOLDS.total_seconds()):
            raise refusals.not_ours("state sudah dipakai")
        person = _person(workspace, provider, knock, answer)
        with workspace.store.writing():
            account = _account(workspace, provider, person)
            longest = timedelta(hours=provider.table.hours)
            opened = bool(account.user.roles) and open_session(
                workspace, account.user, address=address, device=device, how=_HOW, longest=longest
            )
        if not opened:
            raise refusals.no_role(f"tanpa kelompok yang berperan: {account.user.name}")
    except OutsideLoginError as error:
        noted(workspace, NOBODY, "masuk.ditolak", "", f"{address} {_HOW}: {error.reason}".strip()[:300])
        raise
    forgive(workspace, address)
    return opened


def way_out(provider: IdentityProvider) -> str:
    """Where the provider ends its own session (OpenID Connect RP-Initiated Logout 1.0); "" where it offers none.

    Raises:
        OutsideLoginError: it does not answer.
    """
    end = provider.offer().end_session
    back = f"{provider.table.address}/masuk"
    return _with(end, {"client_id": provider.table.client, "post_logout_redirect_uri": back}) if end else ""


def link(workspace: Workspace, name: str, subject: str, *, by: str = COMMAND_LINE) -> Account:
    """Say that an account is a person of the provider's; its password, sessions and tokens end.

    Args:
        workspace: the office's.
        name: login name of the account.
        subject: how the provider calls the person (`sub`); the log says it of those who were refused.
        by: who says so.

    Raises:
        UsageError: no such account, no provider, or the person has another account.
    """
    table = workspace.settings.tables.entrance
    subject = subject.strip()
    if not table.on or not subject:
        raise UsageError(
            Say("[masuk] penerbit belum diisi, atau sub kosong.", "[masuk] penerbit is not set, or sub is empty."),
            Say("Lihat docs/panduan/pengguna.md.", "See docs/access.md."),
        )
    with workspace.store.writing() as store:
        account = account_of(workspace, name)
        other = store.users.outside(outside_id(table.issuer, subject))
        if other is not None and other.user.id != account.user.id:
            raise UsageError(
                Say(
                    f"Orang itu sudah memakai akun {other.user.name}.",
                    f"That person has the account {other.user.name}.",
                ),
                Say("Tutup salah satunya lebih dahulu.", "Close one of them first."),
            )
        user = replace(account.user, must_change=False)
        linked = replace(
            account, user=user, password="", password_until=None, outside_id=outside_id(table.issuer, subject)
        )
        store.users.put(linked)
        store.users.end_sessions(user.id)
        store.users.withdraw_tokens(user.id)
        noted(workspace, by, "akun.sambung", user.id, f"{user.name}: sub {subject}")
    return linked


def _person(workspace: Workspace, provider: IdentityProvider, knock: Knock, answer: Mapping[str, str]) -> Outsider:
    """Who came back, after everything that can be checked was checked."""
    offer = provider.offer()
    issuer = answer.get("iss", "")
    if issuer != provider.table.issuer and (issuer or offer.says_issuer):
        raise refusals.not_believed("iss jawaban tidak cocok")
    if "error" in answer:
        raise refusals.said_no(f"penyedia: {_known_error(answer['error'])}")
    code = answer.get("code", "")
    if not 0 < len(code) <= _LONGEST_ANSWER:
        raise refusals.not_ours("tanpa kode")
    table = provider.table
    now = workspace.clock.now()
    expected = Expected(table.issuer, table.client, knock.nonce(workspace.key), now, offer.algorithms)
    claims, access = provider.claims(code, knock.verifier(workspace.key), expected)
    named = any(has_claim(claims, name) for name in ("preferred_username", "email"))
    if not (named and has_claim(claims, table.groups_claim)):
        claims = {**provider.more_claims(access, claims["sub"]), **claims}
    return outsider(claims, table.groups_claim)


def _account(workspace: Workspace, provider: IdentityProvider, person: Outsider) -> Account:
    """The person's account with the roles of today; made where there is none. Call it while writing."""
    roles = roles_for(person.groups, provider.table.roles, provider.table.other_roles)
    account = workspace.store.users.outside(person.id)
    if account is None:
        return _newcomer(workspace, person, roles)
    if not account.user.active:
        raise refusals.closed()
    return _with_roles(workspace, account, roles)


def _newcomer(workspace: Workspace, person: Outsider, roles: tuple[Role, ...]) -> Account:
    subject = person.id.partition(" ")[2]
    if not roles:
        raise refusals.no_role(f"tanpa kelompok yang berperan, sub {subject}")
    if not person.login:
        raise refusals.no_name(subject)
    if workspace.store.users.named(person.login) is not None:
        raise refusals.name_taken(person.login, subject)
    user, _ = add_user(workspace, person.login, person.full_name, roles, by=PROVIDER, outside_id=person.id)
    return account_of(workspace, user.id)


def _with_roles(workspace: Workspace, account: Account, roles: tuple[Role, ...]) -> Account:
    """Set the roles that the groups give today. The last admin can lose theirs: `first-admin` makes another."""
    store, user = workspace.store, account.user
    fresh = replace(account, user=replace(user, roles=roles))
    if roles != user.roles:
        store.users.put(fresh)
        if not roles:
            store.users.end_sessions(user.id)
            store.users.withdraw_tokens(user.id)
        noted(workspace, PROVIDER, "akun.peran", user.id, f"{', '.join(user.roles)} → {', '.join(roles) or '-'}")
    return fresh


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode())


def _known_error(name: str) -> str:
    """The error's name where it is one of the standard's; strangers write no text into the log."""
    known = {"access_denied", "login_required", "interaction_required", "consent_required", "server_error"}
    known |= {"temporarily_unavailable", "invalid_request", "unauthorized_client", "invalid_scope"}
    return name if name in known else "kesalahan lain"


def _with(url: str, query: Mapping[str, str]) -> str:
    return f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(query)}"
