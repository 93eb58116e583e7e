"""Rules of tone that need no model: condolences, service notices, polite complaints, sarcasm (field guide, section 8).

All patterns run over the words of :func:`analysis.tone_text.tone_text` without their negation marks, so that slang and
spelling are already out of the way.
"""

import re
from dataclasses import dataclass
from typing import Final

from analysis.tone_lexicon import Signal, find_signals

_CONDOLENCE: Final = re.compile(
    r"\b(?:turut|ikut|kami) (?:ber)?duka ?cita\b|\bberduka ?cita (?:yang )?(?:mendalam|sedalam)|\bberbelasungkawa\b|\bturut berduka\b|"
    r"\binn?a ?lil?lah[i]? wa inn?a\b|\binnalillahi\b"
)
_NOTICE: Final = re.compile(
    r"^(?:[^ ]+ ){0,3}(?:jadwal|pengumuman|pemberitahuan|diumumkan|lokasi|info layanan|informasi layanan|syarat|cara mengurus|prakiraan cuaca|"
    r"pemeliharaan jaringan)\b"
)
_REQUEST: Final = re.compile(
    r"\b(?:mohon|tolong|minta|izin (?:lapor|melapor|menyampaikan|mengadu)|harap|kapan|laporkan|lapor|segera (?:diperbaiki|ditindaklanjuti|ditangani)|"
    r"ditindaklanjuti)\b"
)
_SARCASM: Final = re.compile(
    r"\b(?:terima kasih|hebat|mantap|keren|salut|luar biasa|bagus|top|selamat)(?: (?:banget|sekali|bapak|ibu|admin|ya))* (?:lho|loh|lo|deh)\b|"
    r"\b(?:hebat|keren|mantap|luar biasa) (?:banget |sekali )?(?:memang )?(?:negeri|negara|pemerintah|pejabat) (?:ini|kita)\b|"
    r"\bsaking (?:bagus|hebat|canggih|mulus|cepat)\b|🙃"
)
_THANKS: Final = re.compile(r"\bterima kasih\b")
#: Signal weight that counts at most, on either side.
_CAP: Final = 1.5
#: A negated complaint ("tidak ada pungli") is a little praise; negated praise ("tidak puas") is a complaint.
_NEGATED_COMPLAINT: Final = 0.3
_NEGATED_PRAISE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules see in one text: weights of bad, good and doubt; the always-neutral, polite and sarcastic cues."""

    bad: float
    good: float
    doubt: bool
    neutral: bool
    sarcastic: bool
    has_signals: bool


def read(prepared: str, *, events: bool = True) -> Reading:
    """Apply the rules to a prepared text.

    Args:
        prepared: the output of ``tone_text``.
        events: count bad events, too; without them only what is said *of somebody* counts (tone toward the agency).
    """
    plain = prepared.replace("~", "") if "~" in prepared else prepared
    words = plain.split(" ")
    signals = find_signals(words)
    bad = good = 0.0
    doubt = False
    for signal in signals:
        worse, better = _weigh(signal, events=events)
        bad += worse
        good += better
        doubt = doubt or (signal.kind == "potential" and not signal.negated)
    if bad > 0 and _REQUEST.search(plain):
        # A polite complaint is a complaint; its thanks are no praise.
        bad += 1.0
        good = 0.0
    sarcastic = _is_sarcastic(plain, bad, good)
    neutral = bool(_CONDOLENCE.search(plain)) or (bad == 0 and good == 0 and bool(_NOTICE.match(plain)))
    return Reading(min(bad, _CAP), min(good, _CAP), doubt, neutral and not sarcastic, sarcastic, bool(signals))


def _weigh(signal: Signal, *, events: bool) -> tuple[float, float]:
    """(bad, good) of one signal."""
    if signal.kind == "praise":
        return (_NEGATED_PRAISE, 0.0) if signal.negated else (0.0, signal.weight)
    if signal.kind == "complaint":
        return (0.0, _NEGATED_COMPLAINT) if signal.negated else (signal.weight, 0.0)
    if signal.kind == "event" and events and not signal.negated:
        return signal.weight, 0.0
    return 0.0, 0.0


def _is_sarcastic(plain: str, bad: float, good: float) -> bool:
    """Praise with a wink; or laughter over praise and fault in one breath."""
    if _SARCASM.search(plain):
        return True
    praised = good > 0 or _THANKS.search(plain) is not None
    return praised and bad > 0 and ("haha" in plain or "👏" in plain or "😂" in plain or "🤣" in plain)
