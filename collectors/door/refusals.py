"""What the network said, in plain words: the errors of the door."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from collectors.door.addresses import HostFailedError, shown
from kentongan.core.errors import CollectError, FetchError
from kentongan.core.messages import Say
from kentongan.core.runs import Cause

_LATER = Say("Sumber ini dicoba lagi pada putaran berikutnya.", "This source is tried again in the next round.")
_CHECK = Say("Periksa alamat sumber ini.", "Check the address of this source.")


def for_status(url: str, status: int, retry_after: float | None) -> FetchError:
    """The error for an answer that is neither a success nor a redirect."""
    where = shown(url)
    if status == 410:
        return FetchError(
            Say(
                f"Alamat {where} sudah ditutup pemiliknya (HTTP 410).",
                f"{where} was withdrawn by its owner (HTTP 410).",
            ),
            Say("Matikan sumber ini atau ganti alamatnya.", "Switch this source off or change its address."),
            cause=Cause.GONE,
        )
    if status == 404:
        return FetchError(
            Say(f"Alamat {where} tidak ditemukan (HTTP 404).", f"{where} was not found (HTTP 404)."),
            _CHECK,
            cause=Cause.NOT_FOUND,
        )
    if status in (401, 403, 451):
        return FetchError(
            Say(f"Situs menolak kunjungan ke {where} (HTTP {status}).", f"The site refused {where} (HTTP {status})."),
            Say(
                "Minta izin kepada pengelola situs, atau gunakan sumber lain.",
                "Ask the site's maintainer for access, or use another source.",
            ),
            cause=Cause.BLOCKED,
        )
    if status == 429:
        return FetchError(
            Say(f"Situs membatasi kunjungan ke {where} (HTTP 429).", f"The site limits visits to {where} (HTTP 429)."),
            _LATER,
            retry_after=retry_after,
            cause=Cause.LIMITED,
        )
    if status >= 500:
        return FetchError(
            Say(
                f"Situs sedang galat di {where} (HTTP {status}).", f"The site has an error at {where} (HTTP {status})."
            ),
            _LATER,
            retry_after=retry_after,
            cause=Cause.BROKEN,
        )
    return FetchError(
        Say(f"Jawaban tidak terduga dari {where} (HTTP {status}).", f"Unexpected answer from {where} (HTTP {status})."),
        _CHECK,
        cause=Cause.BROKEN,
    )


def forbidden(url: str) -> FetchError:
    """robots.txt closes this address to us."""
    return FetchError(
        Say(f"robots.txt situs tidak mengizinkan {shown(url)}.", f"The site's robots.txt does not allow {shown(url)}."),
        Say(
            "Aturan situs dipatuhi: gunakan umpan (RSS) resminya, atau minta izin kepada pengelola situs.",
            "The site's rules are obeyed: use its official feed, or ask its maintainer.",
        ),
        cause=Cause.BLOCKED,
    )


def rules_unknown(url: str, status: int) -> FetchError:
    """robots.txt could not be read, so nothing may be visited (RFC 9309, 2.3.1.4)."""
    if status == 0:
        return unreachable(url)
    return FetchError(
        Say(
            f"robots.txt situs tidak dapat dibaca (HTTP {status}), sehingga {shown(url)} tidak dikunjungi.",
            f"The site's robots.txt cannot be read (HTTP {status}), so {shown(url)} was not visited.",
        ),
        _LATER,
        cause=Cause.LIMITED if status == 429 else Cause.BROKEN,
    )


def unreachable(url: str) -> FetchError:
    """No connection, or it broke."""
    return HostFailedError(
        Say(f"Situs tidak dapat dihubungi: {shown(url)}.", f"The site cannot be reached: {shown(url)}."),
        Say(
            "Periksa sambungan internet; sumber ini dicoba lagi nanti.",
            "Check the connection; it is tried again later.",
        ),
    )


def too_slow(url: str, seconds: float, *, answered: bool) -> FetchError:
    """The whole exchange took longer than we wait; one that was `answered` says nothing of the host's other pages."""
    kind = FetchError if answered else HostFailedError
    return kind(
        Say(
            f"Situs terlalu lambat: {shown(url)} tidak selesai dalam {seconds:g} detik.",
            f"The site is too slow: {shown(url)} did not finish within {seconds:g} seconds.",
        ),
        _LATER,
        cause=Cause.SLOW,
    )


def bad_certificate(url: str) -> FetchError:
    """TLS could not establish who answers."""
    return FetchError(
        Say(
            f"Sertifikat keamanan situs tidak sah: {shown(url)}.", f"The site's certificate is not valid: {shown(url)}."
        ),
        Say(
            "Periksa tanggal komputer ini; bila benar, beri tahu pengelola situs.",
            "Check this computer's date; if it is right, tell the site's maintainer.",
        ),
        cause=Cause.CERTIFICATE,
    )


def no_key(name: str) -> CollectError:
    """The service wants a key that the office has not given."""
    return CollectError(
        Say(f'Kunci "{name}" belum diisi.', f'The key "{name}" is not set.'),
        Say(
            f"Isi {name} di [kunci] kentongan.toml, atau lewat KENTONGAN_KUNCI_{name.upper()}.",
            f"Set {name} in [kunci] of kentongan.toml, or through KENTONGAN_KUNCI_{name.upper()}.",
        ),
        cause=Cause.KEY,
    )


def lost_in_redirects(url: str) -> FetchError:
    """A loop, too many hops, or a redirect to nowhere."""
    return FetchError(
        Say(f"Pengalihan alamat tidak berujung: {shown(url)}.", f"The redirects lead nowhere: {shown(url)}."),
        _CHECK,
        cause=Cause.BROKEN,
    )


def bad_answer(url: str) -> FetchError:
    """What came is no HTTP, or breaks its rules."""
    return FetchError(
        Say(f"Jawaban situs rusak: {shown(url)}.", f"The site's answer is broken: {shown(url)}."),
        Say("Coba lagi nanti; bila berlanjut, beri tahu pengelola situs.", "Try again later, or tell its maintainer."),
        cause=Cause.BROKEN,
    )


def at_rest(url: str, cause: Cause) -> FetchError:
    """The host failed a moment ago; it is not tried again for each of its sources."""
    if cause is Cause.UNREACHABLE:
        return unreachable(url)
    why = {
        Cause.SLOW: Say("baru saja tidak menjawab pada waktunya", "did not answer in time a moment ago"),
        Cause.LIMITED: Say("baru saja membatasi kunjungan", "limited visits a moment ago"),
    }.get(cause, Say("baru saja gagal", "failed a moment ago"))
    where = shown(url)
    return FetchError(
        Say(f"Situs {why.id}, sehingga {where} tidak dikunjungi.", f"{where} was not visited: the site {why.en}."),
        _LATER,
        cause=cause,
    )


def proxy_failed() -> FetchError:
    """The office's proxy refused or is not there."""
    return FetchError(
        Say("Proxy kantor tidak dapat dihubungi atau menolak.", "The office's proxy cannot be reached or refused."),
        Say("Periksa [jaringan] proxy di kentongan.toml.", "Check [jaringan] proxy in kentongan.toml."),
    )


def retry_after_seconds(value: str, now: datetime) -> float | None:
    """`Retry-After` as seconds from now, given as a number or an HTTP date (RFC 9110, 10.2.3); None if unreadable."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        at = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())
