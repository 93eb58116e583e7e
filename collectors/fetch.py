"""The only door to the network: polite, bounded, conditional.

Every visit asks robots.txt, keeps a gap per host, checks the address it connects to (also after each redirect), and
ends within bounds of time and size. Errors are `FetchError` in plain words. The one module that imports httpx, so that
its successor can take its place here.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

import httpx

from collectors import refusals
from collectors.addresses import PORTS, Resolver, check_url, checked_addresses, system_resolver
from collectors.bodies import BodyReader
from collectors.manners import Manners, Monotonic, Sleep, Turns, asked_to_wait
from collectors.robots import MAX_BYTES, Robots, product_token, read_robots
from kentongan.core.clock import Clock, SystemClock
from kentongan.core.errors import FetchError

FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=.9, text/xml;q=.8, */*;q=.1"
)
_MOVED = (301, 302, 303, 307, 308)
_MOVED_FOR_GOOD = (301, 308)
# Of a name with many addresses so many are tried.
_ADDRESSES_TRIED = 3
_TRANSIENT = (429, 502, 503, 504)


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
    """

    name: str
    query: str = ""
    header: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one visit brought.

    Args:
        final_url: the address that answered, after redirects.
        status: 200…299, 304, or one that the caller asked to see.
        headers: names in lower case.
        body: unpacked; b"" for 304.
        not_modified: the source is as it was (304).
        permanent_redirect: the new address if every hop was permanent (301, 308), else "".
    """

    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    not_modified: bool
    permanent_redirect: str


@dataclass(frozen=True, slots=True)
class _Request:
    """What one call asks for; see `Door.get`."""

    headers: Mapping[str, str]
    secret: str = field(default="", repr=False)
    key: Key | None = None
    also: frozenset[int] = frozenset()
    form: Mapping[str, str] | None = None
    json: object = None

    @property
    def posts(self) -> bool:
        """Something is sent along."""
        return self.form is not None or self.json is not None

    def for_strangers(self) -> _Request:
        """The same request to another origin, which must not learn the office's secret."""
        return replace(self, secret="", key=None)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Door:
    """Visits web addresses for collectors; one for a whole round, so that all of them keep the gaps together.

    Args:
        agent: our honest User-Agent, `Kentongan/1.0 (+https://office/page; humas@office)`.
        manners: gaps, retries, how many hosts at once.
        limits: bounds of a visit.
        allow_hosts: hosts an administrator vouched for although they are internal or on unusual ports
            (`"host"` or `"host:port"`).
        secrets: the office's keys by name, for services that want one.
        clock, sleep, monotonic, resolve, tls: what tests put in place of the real ones.
    """

    def __init__(
        self,
        agent: str,
        *,
        manners: Manners | None = None,
        limits: Limits | None = None,
        allow_hosts: Collection[str] = (),
        secrets: Mapping[str, str] | None = None,
        clock: Clock | None = None,
        sleep: Sleep = asyncio.sleep,
        monotonic: Monotonic = time.monotonic,
        resolve: Resolver = system_resolver,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._agent = agent
        self._product = product_token(agent)
        self._manners = manners or Manners()
        self._limits = limits or Limits()
        self._allow_hosts = frozenset(allow_hosts)
        self._secrets = dict(secrets or {})
        self._clock = clock or SystemClock()
        self._monotonic = monotonic
        self._resolve = resolve
        self._tls = tls
        self._turns = Turns(self._manners, sleep, monotonic)
        self._slots = asyncio.Semaphore(self._manners.hosts_at_once)
        self._robots: dict[str, tuple[Robots, float]] = {}
        # httpx writes whole addresses to the log, and with them any key in a query.
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)

    def secret(self, name: str) -> str:
        """The office's key of that name, for a service that cannot be reached through `get` (a mailbox).

        Raises:
            CollectError: the office has not given one.
        """
        found = self._secrets.get(name, "")
        if not found:
            raise refusals.no_key(name)
        return found

    async def get(
        self,
        url: str,
        *,
        accept: str = FEED_TYPES,
        etag: str = "",
        last_modified: str = "",
        headers: Mapping[str, str] | None = None,
        key: Key | None = None,
        also: Collection[int] = (),
        form: Mapping[str, str] | None = None,
        json: object = None,
    ) -> Fetched:
        """Visit `url` and bring what it holds.

        Args:
            url: http(s) address.
            accept: the `Accept` header.
            etag: `ETag` of the last answer, verbatim; with it an unchanged source costs a 304.
            last_modified: `Last-Modified` of the last answer, verbatim; the same.
            headers: further headers.
            key: the office's secret that the service wants; it stays behind when a redirect leaves the origin.
            also: statuses that the caller reads itself; they come back with their body instead of as an error.
            form, json: what to send; makes it a POST, which is neither repeated nor redirected.

        Raises:
            FetchError: the network, the site's rules or our limits said no; `cause` says which, `retry_after` where
                the site named a time.
            CollectError: the office has not given the key.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        asked = {"Accept": accept, **{name: value for name, value in conditions.items() if value}, **(headers or {})}
        request = _Request(asked, self._secret_of(key), key, frozenset(also), form, json)
        if request.posts:
            return self._fetched(url.strip(), await self._visit(url.strip(), request, previous=[]), False, request)
        current, permanent = url.strip(), True
        seen: list[str] = []
        while len(seen) <= self._limits.redirects:
            seen.append(current)
            answer = await self._visit(current, request, previous=seen[:-1])
            if answer.status not in _MOVED:
                return self._fetched(current, answer, permanent and len(seen) > 1, request)
            permanent = permanent and answer.status in _MOVED_FOR_GOOD
            following = _next_address(current, answer)
            if check_url(following, self._allow_hosts) != check_url(current, self._allow_hosts):
                request = request.for_strangers()
            current = following
            if current in seen:
                break
        raise refusals.lost_in_redirects(url)

    def _secret_of(self, key: Key | None) -> str:
        return self.secret(key.name) if key else ""

    def _fetched(self, url: str, answer: _Answer, moved_for_good: bool, request: _Request) -> Fetched:
        """A success as a value, everything else as an error."""
        if answer.status == 304 or 200 <= answer.status < 300 or answer.status in request.also:
            return Fetched(
                final_url=url,
                status=answer.status,
                headers=answer.headers,
                body=answer.body,
                not_modified=answer.status == 304,
                permanent_redirect=url if moved_for_good else "",
            )
        raise refusals.for_status(url, answer.status, self._retry_after(answer))

    async def _visit(self, url: str, request: _Request, previous: list[str]) -> _Answer:
        """One hop: our turn at the host, its rules, the gap, then the exchange with its retries."""
        scheme, host, port = check_url(url, self._allow_hosts)
        async with self._turns.turn(host):
            # Redirects inside a site belong to the same visit; so does robots.txt.
            waited = any(check_url(hop, self._allow_hosts)[1] == host for hop in previous)
            origin = f"{scheme}://{_netloc(host, port, scheme)}"
            if not self._robots_known(origin):
                if not waited:
                    await self._turns.wait(host)
                    waited = True
                await self._learn_robots(origin)
            robots = self._robots[origin][0]
            if robots.closed:
                raise refusals.rules_unknown(url, robots.status)
            if not robots.allows(url, self._product):
                raise refusals.forbidden(url)
            if not waited:
                await self._turns.wait(host, robots.delay(self._product))
            return await self._persist(url, host, request, robots.delay(self._product))

    async def _persist(self, url: str, host: str, request: _Request, asked_gap: float) -> _Answer:
        """The exchange, again after transient failures; what was posted is not posted twice."""
        pause = self._manners.retry_pause
        retries = 0 if request.posts else self._manners.retries
        for attempt in range(retries + 1):
            last = attempt == retries
            try:
                answer = await self._exchange(url, request)
            except _NoConnectionError as error:
                if last:
                    raise refusals.unreachable(url) from error.__cause__
                wait = pause
            else:
                if answer.status not in _TRANSIENT:
                    return answer
                named = self._retry_after(answer)
                wait = named if named is not None else self._manners.busy_pause if answer.status == 429 else pause
                if wait > self._manners.longest_wait:
                    self._turns.hold(host, wait)
                    raise asked_to_wait(host, wait)
                if last:
                    return answer
            self._turns.hold(host, wait)
            await self._turns.wait(host, asked_gap)
            pause *= 2
        raise refusals.unreachable(url)

    def _robots_known(self, origin: str) -> bool:
        known = self._robots.get(origin)
        return known is not None and self._monotonic() - known[1] < known[0].keep_seconds

    async def _learn_robots(self, origin: str) -> None:
        """Read and remember the rules of an origin; redirects are followed, each address checked."""
        url = f"{origin}/robots.txt"
        robots = Robots()  # more redirects than we follow: as if there were no rules (RFC 9309, 2.3.1.2)
        for _ in range(self._limits.redirects + 1):
            try:
                answer = await self._exchange(url, _Request({"Accept": "text/plain, */*;q=.1"}), cut_at=MAX_BYTES)
            except _NoConnectionError:
                robots = Robots(closed=True)
                break
            if answer.status not in _MOVED:
                robots = read_robots(answer.status, answer.body)
                break
            url = _next_address(url, answer)
        self._robots[origin] = (robots, self._monotonic())

    async def _exchange(self, url: str, request: _Request, *, cut_at: int = 0) -> _Answer:
        """One request and its answer, to an address that was checked, within time and size.

        Args:
            url: where to.
            request: what to ask.
            cut_at: read no more than this of the body, instead of refusing a larger one.

        Raises:
            FetchError: refused for good.
            _NoConnectionError: worth another attempt.
        """
        scheme, host, port = check_url(url, self._allow_hosts)
        try:
            async with self._slots, asyncio.timeout(self._limits.total):
                addresses = await checked_addresses(host, port, self._allow_hosts, self._resolve)
                named = httpx.URL(url)
                *others, last = (
                    named.copy_with(scheme=scheme, host=ip, port=port, fragment=None)
                    for ip in addresses[:_ADDRESSES_TRIED]
                )
                # An office whose IPv6 leads nowhere gets the next address.
                for target in others:
                    with suppress(httpx.ConnectError, httpx.ConnectTimeout):
                        return await self._ask(target, named, request, cut_at)
                return await self._ask(last, named, request, cut_at)
        except TimeoutError as error:
            raise refusals.too_slow(url, self._limits.total) from error
        except httpx.ReadTimeout as error:
            raise refusals.too_slow(url, self._limits.read) from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            if _is_certificate_error(error):
                raise refusals.bad_certificate(url) from error
            raise _NoConnectionError from error
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise refusals.lost_in_redirects(url) from error

    async def _ask(self, target: httpx.URL, named: httpx.URL, request: _Request, cut_at: int) -> _Answer:
        """Connect to the checked address in `target`; Host and SNI keep the name.

        A client for one exchange: two sites behind one address must not share a connection, nor cookies.
        """
        async with self._client() as client:
            key = request.key
            if key and request.secret and key.query:
                target = target.copy_merge_params({key.query: request.secret})
            signed = {key.header: key.scheme + request.secret} if key and request.secret and key.header else {}
            asking = client.build_request(
                "POST" if request.posts else "GET",
                target,
                headers={"Host": named.netloc.decode("ascii"), **self._headers(), **request.headers, **signed},
                data=request.form,
                json=request.json,
                extensions={"sni_hostname": named.raw_host.decode("ascii")},
            )
            response = await client.send(asking, stream=True)
            try:
                return await _read(response, self._limits, cut_at, request.also)
            finally:
                await response.aclose()

    def _client(self) -> httpx.AsyncClient:
        if self._tls is None:
            self._tls = httpx.create_ssl_context()  # 20 ms: once per door
        timeout = httpx.Timeout(self._limits.read, connect=self._limits.connect)
        return httpx.AsyncClient(verify=self._tls, timeout=timeout, follow_redirects=False, trust_env=False)

    def _headers(self) -> dict[str, str]:
        # Only what BodyReader unpacks within bounds is asked for.
        return {"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate", "Connection": "close"}

    def _retry_after(self, answer: _Answer) -> float | None:
        return refusals.retry_after_seconds(answer.headers.get("retry-after", ""), self._clock.now())


class _NoConnectionError(Exception):
    """No connection, or it broke before the answer was complete; worth another attempt."""


async def _read(response: httpx.Response, limits: Limits, cut_at: int, also: Collection[int]) -> _Answer:
    """The answer with its body unpacked; bodies of redirects and of errors nobody asked for are not read."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    if not 200 <= response.status_code < 300 and response.status_code not in also:
        return _Answer(response.status_code, headers, b"")
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
    return _Answer(response.status_code, headers, reader.body())


def _next_address(url: str, answer: _Answer) -> str:
    location = answer.headers.get("location", "").strip()
    if not location:
        raise refusals.lost_in_redirects(url)
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise refusals.lost_in_redirects(url) from error


def _netloc(host: str, port: int, scheme: str) -> str:
    name = f"[{host}]" if ":" in host else host
    return name if port == PORTS[scheme] else f"{name}:{port}"


def _is_certificate_error(error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(cause):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


__all__ = ["FEED_TYPES", "Door", "FetchError", "Fetched", "Key", "Limits"]
