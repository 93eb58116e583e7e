"""The drivers' way to the network: the collectors' guarded exchanges, one at a time, every answer given back as it is."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from collectors.door.addresses import system_resolver
from collectors.door.exchanges import Exchanges, Key, Limits, NoConnectionError, Request
from collectors.door.proxies import chosen_proxy
from kentongan import __version__
from kentongan.core.errors import DeliveryError, FetchError
from kentongan.core.messages import Say
from kentongan.core.runs import Cause
from kentongan.delivery.wire import Message, Reply
from kentongan.pipeline.workspace import Workspace

#: Refusals are answers, too: their bodies say why.
_ANSWERS = frozenset(range(300, 600))
_AGAIN_SECONDS = 30.0


class GuardedWire:
    """Messages to public addresses only, or to hosts an administrator vouched for; redirects are not followed."""

    def __init__(self, workspace: Workspace, environment: Mapping[str, str]) -> None:
        network = workspace.settings.tables.network
        self._secrets = workspace.settings.secrets(environment)
        self._exchanges = Exchanges(
            f"Kentongan/{__version__}",
            # A report of some megabytes over an office's line takes its time.
            limits=replace(Limits(), total=max(network.deadline, 120.0)),
            allow_hosts=network.allow_hosts,
            at_once=1,
            resolve=system_resolver,
            tls=None,
            proxy=chosen_proxy(network.proxy, environment, self._secrets.get("proxy", "")),
        )

    def post(self, message: Message) -> Reply:
        """Send one; see `Wire.post`."""
        secret = self._secrets.get(message.secret, "") if message.secret else ""
        if message.secret and not secret:
            name = message.secret
            raise DeliveryError(
                Say(f"Kunci {name} belum diisi.", f"The key {name} is not set."),
                Say(
                    f"Isi KENTONGAN_KUNCI_{name.upper()} atau [kunci] {name}.",
                    f"Set KENTONGAN_KUNCI_{name.upper()} or [kunci] {name}.",
                ),
            )
        bearer = Key(message.secret, header="Authorization", scheme="Bearer ")
        key = bearer if message.bearer else Key(message.secret, path="{token}")
        request = Request(
            dict(message.headers or {}),
            secret,
            key if secret else None,
            _ANSWERS,
            form=message.form,
            json=message.json,
            files=message.files,
            content=message.content,
        )
        try:
            answer = asyncio.run(self._exchanges.exchange(message.url, request))
        except NoConnectionError as error:
            raise _broken(connected=error.connected) from error
        except FetchError as error:
            # Only an answer that never came leaves open what became of the message.
            sent = None if error.cause is Cause.SLOW else False
            raise DeliveryError(error.what, error.do, sent=sent) from error
        return Reply(answer.status, answer.headers, answer.body)


def _broken(*, connected: bool) -> DeliveryError:
    if not connected:
        return DeliveryError(
            Say("Layanan tidak dapat dihubungi.", "The service cannot be reached."),
            Say("Periksa sambungan internet.", "Check the internet connection."),
            retry_after=_AGAIN_SECONDS,
        )
    return DeliveryError(
        Say("Sambungan putus sebelum ada jawaban.", "The connection broke before an answer came."), sent=None
    )
