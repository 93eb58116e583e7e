"""Rules of tone that need no model: condolences, service notices, polite complaints, sarcasm (field guide, 8).

All patterns run over the words of :func:`analysis.tone.text.tone_text` without their negation marks, so that slang and
spelling are already out of the way.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from analysis.text.word_set import word_set
from analysis.tone.lexicon import Signal, find_signals

_CONDOLENCE: Final = re.compile(
    r"\b(?:turut|ikut|kami) (?:ber)?duka ?cita\b|\bberduka ?cita (?:yang )?(?:mendalam|sedalam)|"
    r"\bberbelasungkawa\b|\bturut berduka\b|"
    r"\binn?a ?lil?lah[i]? wa inn?a\b|\binnalillahi\b"
)
_NOTICE: Final = re.compile(
    r"^(?:[^ ]+ ){0,3}(?:jadwal|pengumuman|pemberitahuan|diumumkan|lokasi (?:samsat|pelayanan|layanan|vaksin|"
    r"posko)|info layanan|informasi layanan|syarat|cara mengurus|prakiraan cuaca|"
    r"pemeliharaan jaringan)\b"
)
_REQUEST: Final = re.compile(
    r"\b(?:mohon|tolong|minta|izin (?:lapor|melapor|menyampaikan|mengadu)|harap|kapan|laporkan|lapor|"
    r"segera (?:diperbaiki|ditindaklanjuti|ditangani)|"
    r"ditindaklanjuti)\b"
)
#: "Bagus lho" is honest in a review; thanks with "lho" hardly ever are.
_SARCASM: Final = re.compile(
    r"\bterima kasih(?: (?:banget|sekali|banyak|bapak|ibu|admin|ya))* (?:lho|loh|lo)\b|"
    r"\b(?:hebat|keren|mantap|luar biasa|bagus) (?:banget |sekali )?(?:ya |lho |loh |memang )*"
    r"(?:negeri ini|negara ini|negara kita|pemerintah|pejabat)\b|"
    r"\bsaking (?:bagus|hebat|canggih|mulus|cepat)\b|🙃"
)
#: Words without which `_REQUEST` and `_SARCASM` find nothing.
_ASKING: Final = word_set("mohon tolong minta izin harap kapan laporkan lapor segera ditindaklanjuti")
_WINKS: Final = word_set("lho loh lo negeri negara pemerintah pejabat saking")
_MOCKING: Final = re.compile(r"\b(?:terima kasih|hebat|luar biasa|salut|selamat)\b")
_APPLAUSE: Final = ("haha", "👏", "😂", "🤣")
#: Signal weight that counts at most, on either side.
_CAP: Final = 1.5
#: A negated fault ("tidak ada pungli") is praise, though the model alone reads a fault; negated praise is a complaint.
_NEGATED_FAULT: Final = 1.0
_NEGATED_PRAISE: Final = 0.6
#: In a text of more words than this, one signal word weighs less.
_FULL_WEIGHT_WORDS: Final = 20


class Reading(NamedTuple):
    """What the rules see in one text: weights of bad, good and doubt; always-neutral, sarcastic, requesting."""

    bad: float
    good: float
    doubt: bool
    neutral: bool
    sarcastic: bool
    asks: bool
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
    # Patterns are dear beside a look for their words.
    known = words
    if "-" in plain or "'" in plain or "’" in plain:
        known = plain.replace("-", " ").replace("'", " ").replace("’", " ").split(" ")
    asks = not _ASKING.isdisjoint(known) and _REQUEST.search(plain) is not None
    if bad > 0 and asks:
        # A polite complaint is a complaint; its thanks are no praise.
        bad += 1.0
        good = 0.0
    sarcastic = _is_sarcastic(plain, known, bad)
    mourns = ("duka" in plain or "belasungkawa" in plain or "lil" in plain) and bool(_CONDOLENCE.search(plain))
    neutral = mourns or (bad == 0 and good == 0 and bool(_NOTICE.match(plain)))
    thin = min(1.0, _FULL_WEIGHT_WORDS / len(words))
    return Reading(
        bad=min(bad * thin, _CAP),
        good=min(good * thin, _CAP),
        doubt=doubt,
        neutral=neutral and not sarcastic,
        sarcastic=sarcastic,
        asks=asks,
        has_signals=bool(signals),
    )


def _weigh(signal: Signal, *, events: bool) -> tuple[float, float]:
    """(bad, good) of one signal."""
    if signal.kind == "praise":
        return (_NEGATED_PRAISE, 0.0) if signal.negated else (0.0, signal.weight)
    if signal.kind == "complaint" or (signal.kind == "event" and events):
        return (0.0, _NEGATED_FAULT) if signal.negated else (signal.weight, 0.0)
    return 0.0, 0.0


def _is_sarcastic(plain: str, known: Sequence[str], bad: float) -> bool:
    """Praise with a wink; or applause and laughter over a fault."""
    if (not _WINKS.isdisjoint(known) or "🙃" in plain) and _SARCASM.search(plain):
        return True
    return bad > 0 and any(sign in plain for sign in _APPLAUSE) and _MOCKING.search(plain) is not None
