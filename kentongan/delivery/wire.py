"""How the drivers speak HTTP without knowing who carries it: the one door to the network is somebody else's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from kentongan.core.errors import DeliveryError
from kentongan.core.messages import Say

File = tuple[str, bytes, str]


@dataclass(frozen=True, slots=True)
class Message:
    """One POST.

    Args:
        url: where to; `{token}` in it stands for the secret.
        secret: name of the office's key, "" for none.
        bearer: the secret goes into the Authorization header instead of the address.
        json, form, files, content: the body; form and files together are multipart.
        headers: further ones.
    """

    url: str
    secret: str = ""
    bearer: bool = False
    json: object = None
    form: Mapping[str, str] | None = None
    files: Mapping[str, File] | None = None
    content: bytes | None = None
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, whatever its status; headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def ok(self) -> bool:
        """Accepted."""
        return 200 <= self.status < 300

    def data(self) -> dict[str, Any]:
        """The body as a JSON object; {} where it is none."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def retry_after(self) -> float | None:
        """Seconds the service asks to wait (RFC 9110, the form with a number)."""
        value = self.headers.get("retry-after", "").strip()
        return float(value) if value.isdigit() else None


class Wire(Protocol):
    """Carries messages out."""

    def post(self, message: Message) -> Reply:
        """Send one.

        Raises:
            DeliveryError: no answer came; `sent` says whether it may have arrived.
        """
        ...


#: Seconds until another attempt where a service is busy and does not say how long.
_BUSY = 30.0
_GATEWAYS = frozenset({502, 504})


def refused(
    service: str, reply: Reply, reason: str = "", *, code: str = "", retry_after: float | None = None
) -> DeliveryError:
    """What an answer other than "accepted" means.

    A gateway that gave up (502, 504) does not know what became of the message behind it.
    """
    said = f"{reply.status} {reason}".strip()[:300]
    what = Say(f"{service} menolak kiriman: {said}.", f"{service} refused the message: {said}.")
    if reply.status in _GATEWAYS:
        return DeliveryError(
            Say(f"{service} tidak memberi kepastian: {said}.", f"{service} gave no certainty: {said}."),
            sent=None,
            code=code,
        )
    if reply.status == 429 or reply.status >= 500:
        wait = retry_after if retry_after is not None else reply.retry_after()
        return DeliveryError(
            what,
            Say("Kiriman ini dicoba lagi.", "This message is tried again."),
            retry_after=wait if wait is not None else _BUSY,
            code=code,
        )
    if reply.status in (401, 403):
        return DeliveryError(
            what,
            Say("Periksa kunci layanan dan izin penerima.", "Check the service's key and the recipient's permission."),
            code=code,
        )
    return DeliveryError(what, Say("Periksa pengaturan [[kiriman]].", "Check [[kiriman]] in the settings."), code=code)
