"""Verdicts of fact-checkers: as they worded them, and what that means on our axis and among the seven types.

The seven types are those of First Draft (Wardle 2017) in the Indonesian words of MAFINDO and JalaHoaks (field guide 10).
What is not recognised stays unrecognised: a verdict is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kentongan.core.findings import FactCheck, VerificationState
from kentongan.core.messages import Say


class HoaxType(StrEnum):
    """The seven types of false information."""

    SATIRE = "satire atau parodi"
    MISLEADING = "konten menyesatkan"
    IMPOSTER = "konten tiruan"
    FABRICATED = "konten palsu"
    FALSE_CONNECTION = "koneksi yang salah"
    FALSE_CONTEXT = "konteks yang salah"
    MANIPULATED = "konten yang dimanipulasi"


TYPE_NAMES: Final[dict[HoaxType, Say]] = {
    HoaxType.SATIRE: Say("satire atau parodi", "satire or parody"),
    HoaxType.MISLEADING: Say("konten menyesatkan", "misleading content"),
    HoaxType.IMPOSTER: Say("konten tiruan", "imposter content"),
    HoaxType.FABRICATED: Say("konten palsu", "fabricated content"),
    HoaxType.FALSE_CONNECTION: Say("koneksi yang salah", "false connection"),
    HoaxType.FALSE_CONTEXT: Say("konteks yang salah", "false context"),
    HoaxType.MANIPULATED: Say("konten yang dimanipulasi", "manipulated content"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a worded verdict means; None where it does not say.

    Args:
        state: one of the final states of the verification axis.
        kind: one of the seven types.
    """

    state: VerificationState | None = None
    kind: HoaxType | None = None


# The first that fits counts, so what negates or weakens a word stands before the word.
_TYPES: Final = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (HoaxType.SATIRE, r"satir[ea]?|parodi|parody"),
        (
            HoaxType.FALSE_CONTEXT,
            r"konteks (?:yang )?(?:salah|keliru)|salah konteks|di luar konteks|(?:false|missing|out of) context",
        ),
        (HoaxType.FALSE_CONNECTION, r"(?:koneksi|hubungan) (?:yang )?salah|salah koneksi|false connection"),
        (
            HoaxType.MANIPULATED,
            r"dimanipulasi|manipulasi|manipulated|altered|suntingan|editan|deepfake|rekayasa digital",
        ),
        (HoaxType.IMPOSTER, r"konten tiruan|imposter|impostor|pencatutan|mencatut|akun (?:palsu|tiruan)"),
        (HoaxType.FABRICATED, r"konten palsu|fabricated|rekaan|rekayasa"),
        (HoaxType.MISLEADING, r"menyesatkan|misleading|disesatkan|\bsesat\b"),
    )
)
_STATES: Final = tuple(
    (state, re.compile(pattern, re.IGNORECASE))
    for state, pattern in (
        (
            VerificationState.UNVERIFIABLE,
            r"(?:tidak|belum) (?:dapat |bisa )?(?:di)?(?:verifikasi|buktikan|terbukti)|tanpa bukti|belum ada bukti|un(?:proven|supported|verified)"
            r"|no evidence|\bresearch in progress",
        ),
        (
            VerificationState.PARTLY,
            r"sebagian(?: besar)? (?:benar|salah|keliru)|setengah benar|half[ -]true|partly|partially|mostly (?:true|false)|mixture"
            r"|kurang tepat|tidak sepenuhnya",
        ),
        (VerificationState.TRUE, r"bukan (?:hoa(?:x|ks)|penipuan)|not[ _-](?:a )?hoax|tidak (?:salah|keliru)"),
        (VerificationState.FRAUD, r"penipuan|\bscam\b|\bfraud\b|phishing|modus tipu"),
        (
            VerificationState.HOAX,
            r"\bhoa(?:x|ks)\b|\bsalah\b|tidak benar|keliru|\bfalse\b|\bfake\b|incorrect|pants on fire|disinformasi|misinformasi"
            r"|kabar bohong|\bpalsu\b|\bbohong\b|not true|wrong",
        ),
        (VerificationState.TRUE, r"\bbenar\b|\bfakta\b|\btrue\b|\bcorrect\b|accurate|\bvalid\b"),
        (VerificationState.OPINION, r"\bopini\b|\bopinion\b"),
    )
)
#: "[SALAH]", "(HOAKS)", "CEK FAKTA:", "Hoaks!": what fact-checkers put before a title.
_TAG: Final = re.compile(r"^\W{0,3}[\[(]\s*([^\])]{2,40})\s*[\])]")
_SPOKEN: Final = r"tidak benar|salah|keliru|hoa(?:ks|x)|penipuan|menyesatkan|sesat|benar|fakta|parodi|satire|belum ada bukti|belum terbukti"
# "Keliru: …", "Hoaks! …" of some desks; "Cek Fakta: Tidak Benar …" of others. "Benarkah …?" is no verdict.
_SPOKEN_TAG: Final = re.compile(
    rf"^\W{{0,3}}(?:(?:cek|periksa) fakta\s*[:\-–]\s*({_SPOKEN})\b|({_SPOKEN})\s*[!:,])", re.IGNORECASE
)


def title_tag(title: str) -> str:
    """The verdict in a title's tag ("SALAH" of "[SALAH] …"), "" where it has none."""
    hit = _TAG.match(title) or _SPOKEN_TAG.match(title)
    found = " ".join(next(filter(None, hit.groups()), "").split()) if hit else ""
    return found if found and _recognised(found) else ""


def read_verdict(label: str, title: str = "") -> Verdict:
    """What a worded verdict means; where it says only one of the two, the title's tag may say the other.

    A type that deceives implies the state "hoaks"; satire implies none.
    """
    words, tag = label[:300], title_tag(title)
    kind = _type_of(words) or _type_of(tag)
    state = _state_of(words) or _state_of(tag)
    if state is None and kind is not None and kind is not HoaxType.SATIRE:
        state = VerificationState.HOAX
    # "Konteks yang salah" holds the word "salah": the same verdict, said with its type.
    return Verdict(state, kind if state is not VerificationState.TRUE else None)


def verdict_of(check: FactCheck) -> Verdict:
    """What a fact-check found."""
    return read_verdict(check.label, check.title)


def _recognised(text: str) -> bool:
    return _type_of(text) is not None or _state_of(text) is not None


def _type_of(text: str) -> HoaxType | None:
    return next((kind for kind, pattern in _TYPES if pattern.search(text)), None)


def _state_of(text: str) -> VerificationState | None:
    return next((state for state, pattern in _STATES if pattern.search(text)), None)
