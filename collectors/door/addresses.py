"""Which network addresses may be visited: the guard against being sent into one's own network (SSRF).

A feed address is typed by people and redirects are written by strangers, so every address a name resolves to is
checked, and the connection goes to the address that was checked. `ipaddress.is_global` alone is not enough: Python
3.11 calls multicast, NAT64 (RFC 6052) and 6to4 (RFC 3056) addresses global, and those can carry a private one inside.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Collection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from kentongan.core.errors import FetchError
from kentongan.core.messages import Say
from kentongan.core.runs import Cause

Resolver = Callable[[str, int], Awaitable[tuple[str, ...]]]

PORTS: dict[str, int] = {"http": 80, "https": 443}
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_IPV4_COMPATIBLE = IPv6Network("::/96")


class HostFailedError(FetchError):
    """The host as a whole did not answer: its other addresses need not be tried at once."""


def is_public(address: str) -> bool:
    """True where the address belongs to the public internet, by itself and by every IPv4 address it carries.

    >>> [is_public(a) for a in ("8.8.8.8", "10.0.0.1", "::ffff:127.0.0.1", "2002:7f00:1::")]
    [True, False, False, False]
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_plainly_public(one) for one in (ip, *_carried(ip)))


def _plainly_public(ip: IPv4Address | IPv6Address) -> bool:
    """Global, and neither multicast, reserved, loopback, link-local, unspecified nor 6to4."""
    special = ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local or ip.is_unspecified
    if isinstance(ip, IPv6Address):
        # 6to4 is withdrawn (RFC 7526): newer Pythons no longer call it global, and no site needs it.
        special = special or ip.is_site_local or ip.sixtofour is not None
    return ip.is_global and not special


def _carried(ip: IPv4Address | IPv6Address) -> tuple[IPv4Address, ...]:
    """IPv4 addresses packed into an IPv6 one: mapped, compatible, Teredo, NAT64."""
    if isinstance(ip, IPv4Address):
        return ()
    found = [ip.ipv4_mapped, *(ip.teredo or ())]
    if ip in _IPV4_COMPATIBLE or any(ip in network for network in _NAT64):
        found.append(IPv4Address(int(ip) & 0xFFFFFFFF))
    return tuple(one for one in found if one is not None)


async def system_resolver(host: str, port: int) -> tuple[str, ...]:
    """Every address of a host by the system's own resolver, in its order of preference; OSError if there is none."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def shown(url: str) -> str:
    """An address fit for messages and logs: without credentials, query and fragment, where secrets live."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "(alamat tidak sah)"
    if not host:
        return "(alamat tidak sah)"
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{parts.path}"[:200]


def check_url(url: str, allow_hosts: Collection[str]) -> tuple[str, str, int]:
    """The scheme, host and port of an address that may be asked at all.

    Raises:
        FetchError: not http(s), with credentials, on an unusual port, or no address at all.
    """
    do = Say("Periksa alamat sumber ini.", "Check the address of this source.")
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise FetchError(Say("Alamat tidak sah.", "The address is not valid."), do, cause=Cause.BROKEN) from error
    if scheme not in PORTS or not host:
        raise FetchError(
            Say(f"Alamat {shown(url)} bukan alamat http atau https.", f"{shown(url)} is not an http or https address."),
            do,
            cause=Cause.BROKEN,
        )
    if parts.username is not None or parts.password is not None:
        raise FetchError(
            Say("Alamat memuat nama pengguna atau sandi.", "The address carries a user name or password."),
            do,
            cause=Cause.BROKEN,
        )
    chosen = port or PORTS[scheme]
    if chosen not in PORTS.values() and not is_allowed(host, chosen, allow_hosts):
        raise FetchError(
            Say(f"Porta {chosen} pada {host} tidak diizinkan.", f"Port {chosen} on {host} is not allowed."),
            Say(
                "Gunakan porta 80 atau 443, atau tambahkan inang ini ke daftar inang yang diizinkan.",
                "Use port 80 or 443, or add this host to the list of allowed hosts.",
            ),
            cause=Cause.BROKEN,
        )
    return scheme, host, chosen


def is_allowed(host: str, port: int, allow_hosts: Collection[str]) -> bool:
    """An administrator vouched for this host (`"host"`: any port; `"host:port"`: that port)."""
    return host in allow_hosts or f"{host}:{port}" in allow_hosts


async def checked_addresses(host: str, port: int, allow_hosts: Collection[str], resolve: Resolver) -> tuple[str, ...]:
    """The addresses of `host` to connect to, best first, after every one of them was checked.

    Raises:
        FetchError: the name does not resolve, or one of its addresses is not public.
    """
    try:
        found = await resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise _unknown_host(host) from error
    if not found:
        raise _unknown_host(host)
    if not is_allowed(host, port, allow_hosts) and not all(is_public(address) for address in found):
        raise into_inner_network(host)
    return found


def into_inner_network(host: str) -> FetchError:
    """The name or address belongs to somebody's own network."""
    return FetchError(
        Say(
            f"Alamat {host} mengarah ke jaringan dalam, sehingga tidak dikunjungi.",
            f"{host} points into an internal network and was not visited.",
        ),
        Say(
            "Bila ini memang situs intranet kantor, tambahkan ke daftar inang yang diizinkan.",
            "If this is an intranet site of the office, add it to the list of allowed hosts.",
        ),
        cause=Cause.BROKEN,
    )


def _unknown_host(host: str) -> HostFailedError:
    return HostFailedError(
        Say(f"Nama situs {host} tidak ditemukan.", f"The host name {host} could not be found."),
        Say("Periksa ejaan alamat dan sambungan internet.", "Check the spelling of the address and the connection."),
    )
