"""An office's proxy: used only when the settings say so, and what that means for safety.

A proxy resolves names itself, so the connection cannot go to the address that was checked. Before a name is handed
over, literal addresses and, where this computer can resolve it, all addresses of the name must be public; a name that
only the proxy can resolve must look like one of the internet. What the proxy then connects to is the proxy's own duty:
it must refuse internal destinations. Hosts that the administrator vouched for (`host_diizinkan`) are visited directly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit, urlunsplit

from collectors.door.addresses import Resolver, into_inner_network, is_public
from kentongan.core.errors import ConfigError
from kentongan.core.messages import Say

FROM_SYSTEM = "sistem"
# Names that no public site has: RFC 6761, 6762, 8375, 9476, and what offices invent.
_INNER_ENDINGS = (
    *(".local", ".localhost", ".localdomain", ".internal", ".intranet", ".lan", ".home", ".corp", ".private"),
    *(".home.arpa", ".test", ".invalid", ".example", ".onion", ".alt"),
)


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where to send requests.

    Args:
        address: `http://host:port`, without credentials.
        user, password: for the proxy, shown nowhere.
    """

    address: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


def chosen_proxy(setting: str, environment: Mapping[str, str], secret: str = "") -> Proxy | None:
    """The proxy that `[jaringan] proxy` names.

    Args:
        setting: "" = none; "sistem" = HTTPS_PROXY or HTTP_PROXY of the environment; or its address.
        environment: of the process.
        secret: "name:password" for it, of `[kunci] proxy`.

    Raises:
        ConfigError: it is no http address.
    """
    address = setting.strip()
    if address.lower() == FROM_SYSTEM:
        names = ("https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY")
        address = next((environment[name] for name in names if environment.get(name)), "").strip()
    if not address:
        return None
    if "//" not in address:
        address = f"http://{address}"
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise _no_proxy() from error
    if parts.scheme not in ("http", "https") or not host:
        raise _no_proxy()
    user, _, password = secret.partition(":")
    bare = urlunsplit((parts.scheme, f"{host}:{port}" if port else host, "", "", ""))
    return Proxy(bare, user or parts.username or "", password or parts.password or "")


def _no_proxy() -> ConfigError:
    return ConfigError(
        Say("[jaringan] proxy bukan alamat proxy.", "[jaringan] proxy is no address of a proxy."),
        Say(
            'Contoh: proxy = "http://proxy.kantor.go.id:3128", atau "sistem", atau kosong.',
            'Example: proxy = "http://proxy.office.example:3128", or "sistem", or empty.',
        ),
    )


async def check_for_proxy(host: str, port: int, resolve: Resolver) -> None:
    """Refuse what a proxy must not be asked for.

    Raises:
        FetchError: a private address, a name that leads to one, or a name of an inner network.
    """
    try:
        ip_address(host)
    except ValueError:
        pass
    else:
        if not is_public(host):
            raise into_inner_network(host)
        return
    name = host.lower().rstrip(".")
    # Numbers that some resolvers take for addresses (2130706433, 0x7f.1) have no letter at the end of the name.
    if "." not in name or name.endswith(_INNER_ENDINGS) or not name.rpartition(".")[2][:1].isalpha():
        raise into_inner_network(host)
    try:
        found = await resolve(host, port)
    except (OSError, UnicodeError):
        return  # behind many proxies names of the internet cannot be resolved
    if not all(is_public(address) for address in found):
        raise into_inner_network(host)
