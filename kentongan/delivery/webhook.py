"""Letters to a webhook: a JSON object of our own, signed; or the little that Slack, Discord and Teams take.

The signature is HMAC-SHA256 over the body (as GitHub's webhooks do), in `X-Kentongan-Signature`; `Idempotency-Key`
(IETF draft-ietf-httpapi-idempotency-key-header) is the same at every attempt.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from kentongan.delivery.letters import Letter, Receipt
from kentongan.delivery.wire import Message, Wire, refused

PART = "webhook"
SECRET = "webhook"  # noqa: S105 - the name of the key, not the key
FORMS = ("json", "slack", "discord", "teams")
_DISCORD = 2_000


class WebhookDriver:
    """Channel "webhook".

    Args:
        wire: carries messages.
        options: `bentuk` (one of `FORMS`), `berkas` = "ya" to put the files into the JSON object.
        secret: the office's key for signing; "" = unsigned.
    """

    def __init__(self, wire: Wire, options: Mapping[str, str], secret: str = "") -> None:
        self._wire = wire
        self._form = options.get("bentuk", "json")
        self._files = options.get("berkas", "") == "ya"
        self._secret = secret

    def parts(self, letter: Letter) -> tuple[str, ...]:  # noqa: ARG002
        """One call."""
        return (PART,)

    def send(self, letter: Letter, part: str, to: str, key: str) -> Receipt:  # noqa: ARG002
        """One call to one address; see `Driver.send`."""
        body = json.dumps(self.body(letter), ensure_ascii=False, separators=(",", ":")).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": hashlib.sha256(key.encode()).hexdigest()[:32]}
        if self._secret:
            headers["X-Kentongan-Signature"] = f"sha256={hmac.new(self._secret.encode(), body, 'sha256').hexdigest()}"
        reply = self._wire.post(Message(to, content=body, headers=headers))
        if not reply.ok:
            wait = reply.data().get("retry_after")
            raise refused("Webhook", reply, retry_after=float(wait) if isinstance(wait, int | float) else None)
        return Receipt("", f"{reply.status} {reply.body[:200].decode('utf-8', 'replace')}".strip())

    def body(self, letter: Letter) -> dict[str, Any]:
        """What is posted."""
        if self._form == "slack":
            return {"text": letter.text}
        if self._form == "discord":
            # Nobody is called by name, whatever a post's text holds.
            return {"content": letter.text[:_DISCORD], "allowed_mentions": {"parse": []}}
        if self._form == "teams":
            card = {
                "type": "AdaptiveCard",
                "version": "1.4",
                "body": [{"type": "TextBlock", "text": letter.text, "wrap": True}],
            }
            return {
                "type": "message",
                "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}],
            }
        files = [
            {
                "name": attachment.name,
                "media_type": attachment.media_type,
                "sha256": hashlib.sha256(attachment.content).hexdigest(),
                **({"base64": base64.b64encode(attachment.content).decode()} if self._files else {}),
            }
            for attachment in letter.attachments
        ]
        return {"document": letter.document, "subject": letter.subject, "text": letter.text, "files": files}
