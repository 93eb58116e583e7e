"""What a claim case says of itself: one checkable sentence as circulated, its form, and where it goes round."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

import pandas as pd

from analysis.claims.cues import link_hosts, read_cues
from analysis.claims.vectors import BOILERPLATE
from analysis.claims.verification import both_parts
from analysis.summaries.quotes import shorten
from analysis.text.sentences import sentences
from analysis.text.tokens import content_words, stems

CLAIM_WORDS: Final = 25
#: Fewer content words make no claim that could be checked.
CHECKABLE: Final = 3
_SENTENCES: Final = 8
_KINDS: Final[Mapping[str, str]] = {
    "social": "media sosial", "video": "video", "comment": "komentar", "complaint": "kanal aduan",
    "message": "diterima petugas lewat pesan", "news": "media daring",
}  # fmt: skip
_LEAD: Final = re.compile(
    r"^\W{0,6}(?:diteruskan(?: berkali-kali)?|forwarded(?: many times)?|fwd|info(?: a1| valid| gan| penting)?|copas(?: dari \w+)?|"
    r"(?:dapat )?dari (?:grup|group|wag|kamar) sebelah|assalamu'?alaikum\w*|selamat (?:pagi|siang|sore|malam)|resmi|viral|breaking|"
    r"innalill?ahi(?: wa ?inna ilaihi roji'?un)?|asta(?:gh|g)fir\w{3,8}|ya (?:allah|tuhan|ampun)|waduh|duh|awas+|woy|gaes|guys|buruan|"
    r"min|pak|bu|bun|gan)\b[\s:,.!*\-–—]{1,5}",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(r"(?:\s{1,3}#\w{1,60}|[\s!?…*]|[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d]){1,40}$")
_PICTURES: Final = re.compile(r"[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d]")
_TOLD_TO: Final = re.compile(r"\b(?:klik|isi|cek|daftar(?:kan)?|hubungi|buruan|segera|jangan)\b", re.IGNORECASE)
_SELF: Final = re.compile(r"\b(?:saya|aku|gue|gw|kami|kita|emak|bokap|anak saya|tetangga saya)\b", re.IGNORECASE)


def claim_sentence(posts: pd.DataFrame) -> str:
    """One checkable sentence of the posts as circulated, at most `CLAIM_WORDS` words; "" where there is none.

    Greetings, forwarded marks, interjections, emoji and hashtags are left out. Chosen is what most of the posts say, with names
    and numbers; questions, calls to pass it on and what writers say of themselves come last.
    """
    told: list[tuple[str, float]] = []
    voices: Counter[str] = Counter()
    for title, text in zip(posts["title"].astype(str), posts["text"].astype(str), strict=True):
        whole = both_parts(title, text)
        voices.update(set(stems(content_words(whole[:1_500]))))
        for place, sentence in enumerate(sentences(whole)[:_SENTENCES]):
            clean = _bare(sentence)
            if len(checkable_words(clean)) >= CHECKABLE:
                told.append((clean, _worth(sentence, clean, place)))
    if not told:
        return ""
    # What many say counts, as far as more than one says it.
    many = max(len(posts), 1)
    best = max(
        dict(told),
        key=lambda clean: (dict(told)[clean] + 0.8 * _shared(clean, voices, many), clean),
    )
    short = shorten(best, CLAIM_WORDS) or _cut(best)
    return short[:1].upper() + short[1:]


def checkable_words(sentence: str) -> list[str]:
    """Content words that say something of the world, not of the message."""
    return [word for word in content_words(sentence) if word not in BOILERPLATE and len(word) > 2]


def _bare(sentence: str) -> str:
    clean = " ".join(_PICTURES.sub(" ", sentence).replace("*", " ").split())
    while (hit := _LEAD.match(clean)) and len(clean) > hit.end():
        clean = clean[hit.end() :]
    return _TAIL.sub("", clean).strip(" ,;:-–—")


def _worth(sentence: str, clean: str, place: int) -> float:
    report = read_cues(clean)
    # The claim is what the message says, not its call to pass it on.
    calls = sum(cue.kind in {"spread", "pressure"} and not cue.weak for cue in report.cues)
    named = len(re.findall(r"\d|(?<=\s)[A-Z]", clean))
    told_to = bool(_TOLD_TO.search(clean))
    asked = "?" in sentence[-8:]
    return (
        min(len(checkable_words(clean)), 10) / 10
        + min(named, 6) / 12
        - 0.4 * calls
        - 0.08 * place
        - 0.5 * asked
        - 0.3 * told_to
        - 0.3 * bool(_SELF.search(clean))
    )


def _shared(clean: str, voices: Counter[str], many: int) -> float:
    own = set(stems(checkable_words(clean)))
    return sum(voices[word] - 1 for word in own) / max(len(own), 1) / max(many - 1, 1) if many > 1 else 0.0


def _cut(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:CLAIM_WORDS]).rstrip(",;:-–— ") + " …" if len(words) > CLAIM_WORDS else sentence


def form_of(posts: pd.DataFrame) -> str:
    """What most of the posts are: "pesan berantai", "tautan", "video", "surat", "berita" or "unggahan"."""
    votes: Counter[str] = Counter()
    for kind, title, text in zip(
        posts["kind"].astype(str), posts["title"].astype(str), posts["text"].astype(str), strict=True
    ):
        votes[_form(kind, f"{title}\n{text}")] += 1
    return min(votes, key=lambda name: (-votes[name], name)) if votes else "unggahan"


def _form(kind: str, text: str) -> str:
    report = read_cues(text)
    families = {cue.kind for cue in report.cues if not cue.weak}
    if kind == "message" or "forwarded" in report.signs or {"spread", "origin"} <= families:
        return "pesan berantai"
    if kind == "news":
        return "berita"
    if "bait" in families and link_hosts(text):
        return "tautan"
    if re.search(r"\bsurat (?:edaran|resmi|keputusan|pemberitahuan|undangan|tugas)\b", text, re.IGNORECASE):
        return "surat"
    if kind == "video" or re.search(r"\bvideo\b", text[:300], re.IGNORECASE):
        return "video"
    return "unggahan"


def where_of(posts: pd.DataFrame) -> str:
    """Outlets by name, everything else by platform or kind: no account is ever named."""
    names: Counter[str] = Counter()
    platforms = posts["platform"].astype(str).tolist() if "platform" in posts else [""] * len(posts)
    for kind, source, platform in zip(posts["kind"].astype(str), posts["source"].astype(str), platforms, strict=True):
        names[(source if kind == "news" and source else "") or platform or _KINDS.get(kind, "media sosial")] += 1
    ordered = sorted(names, key=lambda name: (-names[name], name))
    more = f" dan {len(ordered) - 3} lainnya" if len(ordered) > 3 else ""
    return ", ".join(ordered[:3]) + more
