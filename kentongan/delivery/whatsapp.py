"""Letters by the WhatsApp Cloud API, where an office has it: text within 24 hours of a reply, else a template.

The service meters messages and may keep them back without saying so; "accepted" is all that a receipt means here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kentongan.core.errors import DeliveryError
from kentongan.core.messages import Say
from kentongan.delivery.letters import FILE, Letter, Receipt, attachment_of, file_parts
from kentongan.delivery.wire import Message, Reply, Wire, refused

ADDRESS = "https://graph.facebook.com/v23.0"
SECRET = "whatsapp"  # noqa: S105 - the name of the key, not the key
LIMIT = 4_096
_TEXT = "teks"
#: Codes of the service: outside the 24 hours; too many messages for this pair, for the number, for the application.
_WINDOW_CLOSED = 131047
_BUSY = {131056: 60.0, 130429: 30.0, 4: 60.0, 80007: 60.0}


class WhatsAppDriver:
    """Channel "whatsapp".

    Args:
        wire: carries messages.
        options: `nomor_id` (the sender's phone number id), `templat` and `bahasa` (an approved template with one text
            field, for recipients who have not written within 24 hours), `alamat` (another server of the same API).
    """

    def __init__(self, wire: Wire, options: Mapping[str, str]) -> None:
        self._wire = wire
        self._base = f"{options.get('alamat', ADDRESS).rstrip('/')}/{options.get('nomor_id', '')}"
        self._template = options.get("templat", "")
        self._language = options.get("bahasa", "id")

    def parts(self, letter: Letter) -> tuple[str, ...]:
        """The brief, then each file."""
        return (_TEXT, *file_parts(letter))

    def send(self, letter: Letter, part: str, to: str, key: str) -> Receipt:  # noqa: ARG002
        """One message to one number; see `Driver.send`."""
        number = re.sub(r"\D", "", to)
        if part.startswith(FILE):
            return self._document(letter, part, number)
        try:
            return self._message(number, "text", {"body": letter.text[:LIMIT]})
        except DeliveryError as error:
            if error.code != str(_WINDOW_CLOSED) or not self._template:
                raise
        # The template only says that there is news; its one field takes no line breaks.
        field = {"type": "text", "text": " ".join(letter.subject.split())[:200]}
        template = {
            "name": self._template,
            "language": {"code": self._language},
            "components": [{"type": "body", "parameters": [field]}],
        }
        return self._message(number, "template", template)

    def _document(self, letter: Letter, part: str, number: str) -> Receipt:
        attachment = attachment_of(letter, part)
        uploaded = self._wire.post(
            Message(
                f"{self._base}/media",
                secret=SECRET,
                bearer=True,
                form={"messaging_product": "whatsapp", "type": attachment.media_type},
                files={"file": (attachment.name, attachment.content, attachment.media_type)},
            )
        )
        media = str(uploaded.data().get("id", ""))
        if not uploaded.ok or not media:
            raise _refusal(uploaded)
        return self._message(
            number, "document", {"id": media, "filename": attachment.name, "caption": letter.subject[:1024]}
        )

    def _message(self, number: str, kind: str, content: Mapping[str, object]) -> Receipt:
        body = {"messaging_product": "whatsapp", "to": number, "type": kind, kind: content}
        reply = self._wire.post(Message(f"{self._base}/messages", secret=SECRET, bearer=True, json=body))
        sent = reply.data().get("messages")
        if reply.ok and isinstance(sent, list) and sent and isinstance(sent[0], dict):
            return Receipt(str(sent[0].get("id", "")), f"{reply.status} {kind}")
        raise _refusal(reply)


def _refusal(reply: Reply) -> DeliveryError:
    error = reply.data().get("error")
    error = error if isinstance(error, dict) else {}
    code = int(error["code"]) if str(error.get("code", "")).isdigit() else 0
    said = str(error.get("message", ""))
    if code == _WINDOW_CLOSED:
        return DeliveryError(
            Say(
                "WhatsApp hanya menerima teks bebas dalam 24 jam setelah penerima menulis.",
                "WhatsApp takes free text only within 24 hours after the recipient wrote.",
            ),
            Say(
                "Minta penerima membalas, lalu ulangi; atau isi `templat` di [[kiriman]].",
                "Ask the recipient to reply, then try again; or fill `templat` in [[kiriman]].",
            ),
            code=str(code),
        )
    if code in _BUSY:
        return DeliveryError(
            Say("WhatsApp sedang membatasi kiriman.", "WhatsApp is limiting messages at the moment."),
            Say("Kiriman ini dicoba lagi.", "This message is tried again."),
            retry_after=reply.retry_after() or _BUSY[code],
            code=str(code),
        )
    return refused("WhatsApp", reply, said, code=str(code or reply.status))
