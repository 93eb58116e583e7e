"""Letters to the many services apprise knows, as text only; needs the extra `kentongan[apprise]`.

apprise answers yes or no, so a receipt from here holds no message id, and a failure is always one of doubt.
"""

from __future__ import annotations

from kentongan.core.errors import DeliveryError
from kentongan.core.messages import Say
from kentongan.delivery.letters import Letter, Receipt

PART = "teks"


class AppriseDriver:
    """Channel "apprise"; recipients are apprise's own addresses."""

    def parts(self, letter: Letter) -> tuple[str, ...]:  # noqa: ARG002
        """The text."""
        return (PART,)

    def send(self, letter: Letter, part: str, to: str, key: str) -> Receipt:  # noqa: ARG002
        """One notification; see `Driver.send`."""
        try:
            import apprise
        except ImportError as error:
            raise DeliveryError(
                Say("Apprise belum terpasang.", "Apprise is not installed."),
                Say("Pasang kentongan[apprise].", "Install kentongan[apprise]."),
            ) from error
        relay = apprise.Apprise()
        if not relay.add(to):
            raise DeliveryError(
                Say("Alamat Apprise tidak dikenal.", "Apprise does not know this address."),
                Say("Periksa tujuan di [[kiriman]].", "Check the recipient in [[kiriman]]."),
            )
        if not relay.notify(title=letter.subject, body=letter.text):
            raise DeliveryError(
                Say("Apprise tidak berhasil mengirim atau tidak tahu pasti.", "Apprise failed, or is not sure."),
                sent=None,
            )
        return Receipt("", "ok")
