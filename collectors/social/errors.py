"""What services refuse, in plain words: the same few reasons everywhere, with what to do next."""

from __future__ import annotations

from kentongan.core.errors import CollectError, FetchError
from kentongan.core.messages import Say
from kentongan.core.runs import Cause


class OptionError(CollectError):
    """The source itself lacks something: its officer mends it, and it is tried at once."""


def key_refused(service: str, name: str) -> CollectError:
    """The key is wrong, has expired or was taken back."""
    return CollectError(
        Say(f"Kunci {service} ditolak.", f"The key of {service} was refused."),
        Say(
            f"Periksa {name} di [kunci] kentongan.toml (atau KENTONGAN_KUNCI_{name.upper()}); buat kunci baru bila perlu.",
            f"Check {name} in [kunci] of kentongan.toml (or KENTONGAN_KUNCI_{name.upper()}); make a new key if needed.",
        ),
        cause=Cause.KEY,
    )


def not_granted(service: str, needed: Say) -> CollectError:
    """The key is good, but what it may do does not include this."""
    return CollectError(
        Say(f"{service} belum memberi izin untuk permintaan ini.", f"{service} has not granted this request."),
        needed,
        cause=Cause.BLOCKED,
    )


def closed(service: str, do: Say) -> CollectError:
    """The service or its owner does not show this to the public."""
    return CollectError(
        Say(f"{service} tidak membuka isi ini untuk umum.", f"{service} does not show this to the public."),
        do,
        cause=Cause.BLOCKED,
    )


def not_found(service: str, what: str) -> CollectError:
    """There is no such account, channel or video."""
    return CollectError(
        Say(f'{service}: "{what}" tidak ditemukan.', f'{service}: "{what}" was not found.'),
        Say("Periksa ejaan nama atau alamat pada sumber ini.", "Check the name or address of this source."),
        cause=Cause.NOT_FOUND,
    )


def bad_request(service: str, said: str) -> CollectError:
    """The service could not make sense of what was asked; its own words help to mend it."""
    words = " ".join(said.split())[:200]
    return CollectError(
        Say(f"{service} menolak permintaan: {words}", f"{service} refused the request: {words}"),
        Say("Periksa opsi sumber ini (kata kunci, tanggal).", "Check the options of this source (words, dates)."),
    )


def in_trouble(service: str, status: int) -> FetchError:
    """The service itself has an error."""
    return FetchError(
        Say(f"{service} sedang terganggu (HTTP {status}).", f"{service} is in trouble (HTTP {status})."),
        Say("Sumber ini dicoba lagi pada putaran berikutnya.", "This source is tried again in the next round."),
        cause=Cause.BROKEN,
    )


def option_missing(name: str, example: str) -> OptionError:
    """The source's options lack what its collector needs."""
    line = f'opsi = {{ {name} = "{example}" }}'
    return OptionError(
        Say(f'Opsi "{name}" belum diisi pada sumber ini.', f'The option "{name}" of this source is not set.'),
        Say(f"Tambahkan pada [[sumber]]: {line}.", f"Add to [[sumber]]: {line}."),
    )
