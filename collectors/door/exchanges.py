"""One request and its answer: to a checked address, within time and size, over a connection that may be kept.

The one module that imports httpx, so that its successor can take its place here.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import sys
from collections import OrderedDict
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib.util import find_spec

import httpx

from collectors.door import refusals
from collectors.door.addresses import Resolver, check_url, checked_addresses, is_allowed
from collectors.door.bodies import BodyReader
from collectors.door.proxies import Proxy, check_for_proxy
from kentongan.core.errors import FetchError

# httpcore asks for sniffio, which tells trio from asyncio, at every lock. Python forgets what it did not find and would
# search all folders each time: a sixth of the CPU time of visits that bring nothing new.
if find_spec("sniffio") is None:
    sys.modules["sniffio"] = None  # type: ignore[assignment]

# Of a name with many addresses so many are tried.
_ADDRESSES_TRIED = 3
# Connections kept open at a time, and how long one waits for its next request (servers close theirs after 5 to 75 s).
_KEPT = 64
_KEPT_SECONDS = 20.0
# The body of a redirect or an error is read to its end up to here, so that the connection can be used again.
_DRAINED, _DRAINED_SECONDS = 65_536, 2.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one visit.

    Args:
        wire: most bytes off the wire; of 200 real feeds the largest was 2.5 MB.
        decoded: most bytes once unpacked.
        connect, read: seconds for connecting, and between two pieces of the answer.
        total: seconds for one exchange as a whole: a server that drips a byte a second passes every other bound.
        redirects: hops followed.
    """

    wire: int = 5_000_000
    decoded: int = 10_000_000
    connect: float = 15.0
    read: float = 30.0
    total: float = 60.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Key:
    """Where an office's secret goes in a request; the door puts it there, so that it stands in no log and no error.

    Args:
        name: of the secret ("youtube"), as in `[kunci]` of the settings.
        query: name of the query parameter that carries it.
        header: name of the header that carries it, when it is no query parameter.
        scheme: stands before it in the header ("Bearer ").
        path: text of the address whose place the secret takes ("{token}").
        form: name of the field of a sent form that carries it.
    """

    name: str
    query: str = ""
    header: str = ""
    scheme: str = ""
    path: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What one call asks for; see `Door.get`."""

    headers: Mapping[str, str]
    secret: str = field(default="", repr=False)
    key: Key | None = None
    also: frozenset[int] = frozenset()
    form: Mapping[str, str] | None = None
    json: object = None
    content: bytes | None = None
    files: Mapping[str, tuple[str, bytes, str]] | None = None

    @property
    def posts(self) -> bool:
        """Something is sent along."""
        return any(part is not None for part in (self.form, self.json, self.content, self.files))

    def for_strangers(self) -> Request:
        """The same request to another origin, which must not learn the office's secret, nor a session's."""
        headers = {name: value for name, value in self.headers.items() if name.lower() != "authorization"}
        return replace(self, headers=headers, secret="", key=None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; headers in lower case, the body unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class NoConnectionError(Exception):
    """No connection, or it broke before the answer was complete; worth another attempt."""

    def __init__(self, *, answered: bool, connected: bool = True) -> None:
        super().__init__("answered" if answered else "no answer" if connected else "no connection")
        self.answered = answered
        self.connected = connected


class Exchanges:
    """Makes exchanges; inside `async with` it keeps connections for the next request to the same site.

    Args:
        agent: our User-Agent.
        limits: bounds.
        allow_hosts: hosts that an administrator vouched for.
        at_once: exchanges at the same time.
        resolve: names to addresses.
        tls: None = the system's trust.
        proxy: the office's.
    """

    def __init__(
        self,
        agent: str,
        *,
        limits: Limits,
        allow_hosts: Collection[str],
        at_once: int,
        resolve: Resolver,
        tls: ssl.SSLContext | None,
        proxy: Proxy | None,
    ) -> None:
        self._agent = agent
        self._limits = limits
        self._allow_hosts = allow_hosts
        self._resolve = resolve
        self._tls = tls
        self._proxy = proxy
        self._slots = asyncio.Semaphore(at_once)
        self._kept: OrderedDict[tuple[str, str, int, str], httpx.AsyncClient] | None = None
        # httpx writes whole addresses to the log, and with them any key in a query.
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)

    async def __aenter__(self) -> Exchanges:
        self._kept = OrderedDict()
        return self

    async def __aexit__(self, *_: object) -> None:
        kept, self._kept = self._kept or OrderedDict(), None
        for client in kept.values():
            with suppress(Exception):
                await client.aclose()

    def context(self) -> ssl.SSLContext:
        """The rules for encrypted connections."""
        if self._tls is None:
            self._tls = httpx.create_ssl_context()  # 20 ms: once per door
        return self._tls

    async def exchange(self, url: str, request: Request, *, cut_at: int = 0) -> Answer:
        """One request and its answer.

        Args:
            url: where to.
            request: what to ask.
            cut_at: read no more than this of the body, instead of refusing a larger one.

        Raises:
            FetchError: refused for good.
            NoConnectionError: worth another attempt.
        """
        progress = _Progress()
        try:
            async with self._slots, asyncio.timeout(self._limits.total):
                return await self._to_checked_address(url, request, cut_at, progress)
        except TimeoutError as error:
            raise refusals.too_slow(url, self._limits.total, answered=progress.answered) from error
        except httpx.ReadTimeout as error:
            raise refusals.too_slow(url, self._limits.read, answered=progress.answered) from error
        except httpx.ProxyError as error:
            raise refusals.proxy_failed() from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            if _is_certificate_error(error):
                raise refusals.bad_certificate(url) from error
            if _is_no_http(error):
                raise refusals.bad_answer(url) from error
            connected = not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
            raise NoConnectionError(answered=progress.answered, connected=connected) from error
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise refusals.lost_in_redirects(url) from error

    async def _to_checked_address(self, url: str, request: Request, cut_at: int, progress: _Progress) -> Answer:
        """Resolve once, check what came, connect to exactly that (a name may answer otherwise a moment later)."""
        scheme, host, port = check_url(url, self._allow_hosts)
        named = httpx.URL(url)
        if self._proxy is not None and not is_allowed(host, port, self._allow_hosts):
            await check_for_proxy(host, port, self._resolve)
            target = named.copy_with(fragment=None)
            return await self._ask((scheme, host, port, "proxy"), target, named, request, cut_at, progress)
        addresses = await checked_addresses(host, port, self._allow_hosts, self._resolve)
        *others, last = addresses[:_ADDRESSES_TRIED]
        # An office whose IPv6 leads nowhere gets the next address.
        for ip in others:
            with suppress(httpx.ConnectError, httpx.ConnectTimeout):
                target = named.copy_with(scheme=scheme, host=ip, port=port, fragment=None)
                return await self._ask((scheme, host, port, ip), target, named, request, cut_at, progress)
        target = named.copy_with(scheme=scheme, host=last, port=port, fragment=None)
        return await self._ask((scheme, host, port, last), target, named, request, cut_at, progress)

    async def _ask(
        self,
        place: tuple[str, str, int, str],
        target: httpx.URL,
        named: httpx.URL,
        request: Request,
        cut_at: int,
        progress: _Progress,
    ) -> Answer:
        """Ask the checked address in `target`; Host and SNI keep the name.

        A client serves one name at one address: two sites behind one address must share neither connection nor cookies.
        """
        client = (self._kept.pop(place, None) if self._kept is not None else None) or self._client(place)
        try:
            answer = await self._send(client, target, named, request, cut_at, progress)
        except BaseException:
            await client.aclose()
            raise
        await self._keep(place, client)
        return answer

    async def _send(
        self,
        client: httpx.AsyncClient,
        target: httpx.URL,
        named: httpx.URL,
        request: Request,
        cut_at: int,
        progress: _Progress,
    ) -> Answer:
        key = request.key
        if key and request.secret and key.query:
            target = target.copy_merge_params({key.query: request.secret})
        if key and request.secret and key.path:
            target = target.copy_with(path=target.path.replace(key.path, request.secret))
        signed = {key.header: key.scheme + request.secret} if key and request.secret and key.header else {}
        form = request.form
        if key and request.secret and key.form and form is not None:
            form = {**form, key.form: request.secret}
        asking = client.build_request(
            "POST" if request.posts else "GET",
            target,
            headers={"Host": named.netloc.decode("ascii"), **self._headers(), **request.headers, **signed},
            data=form,
            json=request.json,
            content=request.content,
            files=request.files,
            extensions={"sni_hostname": named.raw_host.decode("ascii")},
        )
        response = await client.send(asking, stream=True)
        progress.answered = True
        try:
            return await _read(response, self._limits, cut_at, request.also)
        finally:
            await response.aclose()

    async def _keep(self, place: tuple[str, str, int, str], client: httpx.AsyncClient) -> None:
        """For the next request to the same place, or closed at once outside `async with`."""
        if self._kept is None:
            await client.aclose()
            return
        client.cookies.clear()
        self._kept[place] = client
        if len(self._kept) > _KEPT:
            _, oldest = self._kept.popitem(last=False)
            await oldest.aclose()

    def _client(self, place: tuple[str, str, int, str]) -> httpx.AsyncClient:
        proxy = self._proxy if place[3] == "proxy" else None
        return httpx.AsyncClient(
            verify=self.context(),
            timeout=httpx.Timeout(self._limits.read, connect=self._limits.connect),
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=_KEPT_SECONDS),
            follow_redirects=False,
            trust_env=False,
            proxy=httpx.Proxy(proxy.address, auth=(proxy.user, proxy.password) if proxy.user else None)
            if proxy
            else None,
        )

    def _headers(self) -> dict[str, str]:
        # Only what BodyReader unpacks within bounds is asked for.
        kept = {"Connection": "keep-alive" if self._kept is not None else "close"}
        return {"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate", **kept}


@dataclass(slots=True)
class _Progress:
    """How far an exchange came: a site that answers late is not one that never answers."""

    answered: bool = False


async def _read(response: httpx.Response, limits: Limits, cut_at: int, also: Collection[int]) -> Answer:
    """The answer with its body unpacked; bodies of redirects and of errors nobody asked for are thrown away."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    if not 200 <= response.status_code < 300 and response.status_code not in also:
        await _drain(response)
        return Answer(response.status_code, headers, b"")
    reader = BodyReader(
        headers.get("content-encoding", ""),
        wire=cut_at or limits.wire,
        decoded=cut_at or limits.decoded,
        cut=cut_at > 0,
    )
    async for chunk in response.aiter_raw():
        reader.feed(chunk)
        if reader.full:
            break
    return Answer(response.status_code, headers, reader.body())


async def _drain(response: httpx.Response) -> None:
    """Throw a short body away, so that the connection can be used again; a long or slow one is not waited for."""
    drained = 0
    with suppress(httpx.TransportError, TimeoutError):
        async with asyncio.timeout(_DRAINED_SECONDS):
            async for chunk in response.aiter_raw():
                drained += len(chunk)
                if drained > _DRAINED:
                    return


def _is_no_http(error: BaseException) -> bool:
    """The server spoke, but not as RFC 9112 says; one that hung up without a word is another matter."""
    if not isinstance(error, httpx.ProtocolError):
        return False
    return "disconnected without" not in str(error) and "peer closed" not in str(error)


def _is_certificate_error(error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(cause):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


__all__ = ["Answer", "Exchanges", "FetchError", "Key", "Limits", "NoConnectionError", "Request"]
