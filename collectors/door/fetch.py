"""The only door to the network: polite, bounded, conditional.

Every visit asks robots.txt, keeps a gap per host, checks the address it connects to (also after each redirect), and
ends within bounds of time and size. Errors are `FetchError` in plain words. `docs/collectors-network.md` has the rules
with their sources.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urljoin

from collectors.door import refusals
from collectors.door.addresses import PORTS, HostFailedError, Resolver, check_url, checked_addresses, system_resolver
from collectors.door.exchanges import Answer, Exchanges, Key, Limits, NoConnectionError, Request
from collectors.door.manners import Manners, Monotonic, Sleep, Turns, asked_to_wait
from collectors.door.proxies import Proxy
from collectors.door.robots import MAX_BYTES, Robots, RobotsBook, product_token
from kentongan.core.clock import Clock, SystemClock
from kentongan.core.errors import FetchError
from kentongan.core.runs import Cause
from kentongan.core.sites import SiteNote

FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=.9, text/xml;q=.8, */*;q=.1"
)
_MOVED = (301, 302, 303, 307, 308)
_MOVED_FOR_GOOD = (301, 308)
_TRANSIENT = (429, 502, 503, 504)
_ADDRESSES_TRIED = 3


@dataclass(frozen=True, slots=True)
class Way:
    """The checked way to a host, for a connection that is no exchange (a web socket).

    Args:
        addresses: to connect to, best first; each was checked.
        host, port: for the `Host` header and SNI.
        agent: our honest name.
        tls: rules for the connection; None where it is not encrypted.
        deadline: seconds for connecting.
    """

    addresses: tuple[str, ...]
    host: str
    port: int
    agent: str
    tls: ssl.SSLContext | None
    deadline: float


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


class Door:
    """Visits web addresses for collectors; one for a whole round, so that all of them keep the gaps together.

    `async with` keeps connections open between visits to the same site; without it each exchange has its own.

    Args:
        agent: our honest User-Agent, `Kentongan/1.0 (+https://office/page; humas@office)`.
        manners: gaps, retries, how many hosts at once.
        limits: bounds of a visit.
        allow_hosts: hosts an administrator vouched for although they are internal or on unusual ports
            (`"host"` or `"host:port"`).
        secrets: the office's keys by name, for services that want one.
        memory: what earlier rounds learnt of sites (`remembered` gives it back).
        proxy: the office's; None = none.
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
        memory: Mapping[str, SiteNote] | None = None,
        proxy: Proxy | None = None,
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
        self._began = (self._clock.now(), monotonic())
        self._resolve = resolve
        self._turns = Turns(self._manners, sleep, monotonic)
        self._robots = RobotsBook(memory or {}, self._now)
        self._no_rules: dict[str, FetchError] = {}
        self._turns.recall(memory or {}, self._began[0])
        self._exchanges = Exchanges(
            agent,
            limits=self._limits,
            allow_hosts=self._allow_hosts,
            at_once=self._manners.hosts_at_once,
            resolve=resolve,
            tls=tls,
            proxy=proxy,
        )

    async def __aenter__(self) -> Door:
        await self._exchanges.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._exchanges.__aexit__(*error)

    def remembered(self) -> dict[str, SiteNote]:
        """What this round learnt of sites, for the next one: rules, and hosts that asked for a rest."""
        return {**dict(self._robots.changed()), **self._turns.rests(self._now())}

    def secret(self, name: str) -> str:
        """The office's key of that name, for a service that cannot be reached through `get` (a mailbox).

        Raises:
            CollectError: the office has not given one.
        """
        found = self._secrets.get(name, "")
        if not found:
            raise refusals.no_key(name)
        return found

    async def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses of a host that is not visited through `get` (a mail server), each of them checked.

        Raises:
            FetchError: there is none, or one of them is not public.
        """
        return await checked_addresses(host, port, self._allow_hosts, self._resolve)

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
            also: statuses that the caller reads itself; they come back at once and with their body instead of as an
                error.
            form, json: what to send; makes it a POST, which is neither repeated nor redirected.

        Raises:
            FetchError: the network, the site's rules or our limits said no; `cause` says which, `retry_after` where
                the site named a time.
            CollectError: the office has not given the key.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        asked = {"Accept": accept, **{name: value for name, value in conditions.items() if value}, **(headers or {})}
        secret = self.secret(key.name) if key else ""
        request = Request(asked, secret, key, frozenset(also), form, json)
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

    async def way(self, url: str) -> Way:
        """The way to `url` (ws or wss), after the same checks and in the same turn as every visit.

        Raises:
            FetchError: the address, the network or the site's rules say no.
        """
        if not url.startswith(("ws://", "wss://")):
            raise refusals.lost_in_redirects(url)
        web = "http" + url.removeprefix("ws")
        scheme, host, port = check_url(web, self._allow_hosts)
        async with self._turns.turn(host):
            await self._turns.wait(host)
            await self._rules(web, scheme, host, port)
        addresses = await checked_addresses(host, port, self._allow_hosts, self._resolve)
        tls = self._exchanges.context() if scheme == "https" else None
        return Way(addresses[:_ADDRESSES_TRIED], host, port, self._agent, tls, self._limits.connect)

    def _fetched(self, url: str, answer: Answer, moved_for_good: bool, request: Request) -> Fetched:
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

    async def _visit(self, url: str, request: Request, previous: list[str]) -> Answer:
        """One hop: our turn at the host, its rules, the gap, then the exchange with its retries."""
        scheme, host, port = check_url(url, self._allow_hosts)
        async with self._turns.turn(host):
            if (cause := self._turns.failed(host)) is not Cause.NONE:
                raise refusals.at_rest(url, cause)
            # Redirects inside a site belong to the same visit; so does robots.txt.
            waited = any(check_url(hop, self._allow_hosts)[1] == host for hop in previous)
            if self._robots.current(_origin(scheme, host, port)) is None and not waited:
                await self._turns.wait(host)
                waited = True
            try:
                robots = await self._rules(url, scheme, host, port)
                gap = robots.delay(self._product)
                if not waited:
                    await self._turns.wait(host, gap)
                return await self._persist(url, host, request, gap)
            except HostFailedError as error:
                self._turns.give_up(host, error.cause)
                raise

    async def _rules(self, url: str, scheme: str, host: str, port: int) -> Robots:
        """The rules of a site, asked for where they are not known.

        Raises:
            FetchError: they forbid `url`, or cannot be read.
        """
        origin = _origin(scheme, host, port)
        robots = self._robots.current(origin)
        if robots is None:
            robots = await self._learn_robots(url, origin)
        if robots.closed:
            why = self._no_rules.get(origin)
            raise FetchError(why.what, why.do, cause=why.cause) if why else refusals.rules_unknown(url, robots.status)
        if not robots.allows(url, self._product):
            raise refusals.forbidden(url)
        return robots

    async def _learn_robots(self, asked_for: str, origin: str) -> Robots:
        """Read and remember the rules of an origin; redirects are followed, each address checked."""
        url = f"{origin}/robots.txt"
        request = Request({"Accept": "text/plain, */*;q=.1"})
        for _ in range(self._limits.redirects + 1):
            try:
                answer = await self._exchanges.exchange(url, request, cut_at=MAX_BYTES)
            except NoConnectionError as error:
                self._robots.learn(origin, 0, b"")
                raise refusals.unreachable(asked_for) from error.__cause__
            except FetchError as error:
                self._robots.learn(origin, 0, b"")
                self._no_rules[origin] = error
                raise
            self._no_rules.pop(origin, None)
            if answer.status not in _MOVED:
                return self._robots.learn(origin, answer.status, answer.body)
            url = _next_address(url, answer)
        return self._robots.learn(origin, 404, b"")  # RFC 9309, 2.3.1.2: as if there were no rules

    async def _persist(self, url: str, host: str, request: Request, asked_gap: float) -> Answer:
        """The exchange, again after transient failures; what was posted is not posted twice."""
        pause = self._manners.retry_pause
        retries = 0 if request.posts else self._manners.retries
        for attempt in range(retries + 1):
            last = attempt == retries
            try:
                answer = await self._exchanges.exchange(url, request)
            except NoConnectionError as error:
                if last:
                    why = refusals.bad_answer(url) if error.answered else refusals.unreachable(url)
                    raise why from error.__cause__
                wait = pause
            else:
                if answer.status not in _TRANSIENT or answer.status in request.also:
                    return answer
                named = self._retry_after(answer)
                wait = named if named is not None else pause
                if answer.status == 429:
                    wait = max(wait, self._manners.busy_pause)
                if wait > self._manners.longest_wait:
                    self._turns.hold(host, wait)
                    raise asked_to_wait(host, wait)
                if last:
                    self._turns.hold(host, wait)
                    if answer.status == 429:
                        self._turns.give_up(host, Cause.LIMITED)
                    return answer
            self._turns.hold(host, wait)
            await self._turns.wait(host, asked_gap)
            pause *= 2
        raise refusals.unreachable(url)

    def _now(self) -> datetime:
        """The clock's time, going on with the seconds that passed since the door was made."""
        at, counted = self._began
        return at + timedelta(seconds=self._monotonic() - counted)

    def _retry_after(self, answer: Answer) -> float | None:
        return refusals.retry_after_seconds(answer.headers.get("retry-after", ""), self._clock.now())


def _next_address(url: str, answer: Answer) -> str:
    location = answer.headers.get("location", "").strip()
    if not location:
        raise refusals.lost_in_redirects(url)
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise refusals.lost_in_redirects(url) from error


def _origin(scheme: str, host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"{scheme}://{name if port == PORTS[scheme] else f'{name}:{port}'}"


__all__ = ["FEED_TYPES", "Door", "FetchError", "Fetched", "Key", "Limits", "Way"]
