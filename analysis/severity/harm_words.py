"""Words of danger and harm, read with care: drills, denials, idioms and sport are no alarm (field guide 12 and 14).

A word counts in a sentence that is not a drill ("simulasi", "gladi") and not about play or fiction, when it is no idiom
("kebakaran jenggot") and not denied ("tidak ada korban"). Patterns are whole words; none can backtrack without bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources


class Harm(StrEnum):
    """What sort of harm or pressure a word tells of."""

    LIVE_DANGER = "bahaya langsung"
    DEATH_INJURY = "kematian atau luka"
    DANGER = "korban atau bahaya"
    POISONING = "keracunan"
    MASS_POISONING = "keracunan massal"
    MINOR_VICTIM = "korban anak"
    SARA = "SARA"
    SARA_VIOLENCE = "kekerasan SARA"
    SCHOOL_VIOLENCE = "kekerasan di sekolah atau pesantren"
    EVACUEES = "pengungsi"
    CALL_TO_ACT = "ajakan aksi"
    DEADLINE = "tenggat dekat"
    QUESTION = "pertanyaan atau permintaan"
    ASKS_LEADER = "pimpinan diminta menanggapi"


@cache
def _lists() -> dict[str, re.Pattern[str]]:
    """One pattern of whole words per list of `analysis/data/harm_words.tsv`."""
    lists: dict[str, list[str]] = {}
    for line in resources.files("analysis").joinpath("data", "harm_words.tsv").read_text("utf-8").splitlines()[1:]:
        name, word = line.split("\t")
        lists.setdefault(name, []).append(re.escape(word))
    return {
        name: re.compile(r"\b(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")\b")
        for name, words in lists.items()
    }


_SIMPLE = (
    Harm.LIVE_DANGER,
    Harm.DEATH_INJURY,
    Harm.DANGER,
    Harm.POISONING,
    Harm.SARA,
    Harm.EVACUEES,
    Harm.CALL_TO_ACT,
    Harm.ASKS_LEADER,
)
_MANY = re.compile(
    r"\b(?:massal|belasan|puluhan|ratusan|ribuan|sejumlah|siswa|santri|pelajar|murid|warga|jemaah|\d{1,4} (?:orang|warga|"
    r"anak|korban|jemaah|pekerja|tamu))\b"
)
_ASK = re.compile(
    r"\?|\b(?:mohon|tolong|minta|kapan|bagaimana|gimana|kenapa|mengapa|apakah|bisakah|dimana|di mana|harap|diharapkan|"
    r"berharap)\b"
)

_DENIAL = re.compile(
    r"\b(?:tidak|tak|tiada|nihil|nol|tanpa|bukan|belum|jangan|cegah|mencegah|antisipasi|mengantisipasi|hindari|"
    r"menghindari|agar tidak|supaya tidak|bebas)(?:\s+\w+){0,3}\s*$"
)
_SENTENCE = re.compile(r"[.!?\n;]+(?=\s|$)|\n")
_MOST_CHARS = 6_000
SHORT_POST = 280


@dataclass(frozen=True, slots=True)
class HarmFound:
    """What was found.

    Args:
        words: for each sort of harm its words, most frequent first.
        texts: in how many texts; `most` in how many the most frequent word.
    """

    words: dict[Harm, tuple[str, ...]]
    texts: dict[Harm, int]
    most: dict[Harm, int]

    def __contains__(self, harm: object) -> bool:
        return harm in self.words

    def show(self, harm: Harm, most: int = 3) -> str:
        """The words as they are shown to people."""
        return ", ".join(self.words.get(harm, ())[:most])


def find_harm(texts: Iterable[str]) -> HarmFound:
    """Read all texts of an issue (headline and body as one text each)."""
    counts: dict[Harm, dict[str, int]] = {}
    number: dict[Harm, int] = {}
    for text in texts:
        for harm, words in _read(text).items():
            number[harm] = number.get(harm, 0) + 1
            bag = counts.setdefault(harm, {})
            for word in words:
                bag[word] = bag.get(word, 0) + 1
    ranked = {harm: tuple(sorted(bag, key=lambda word: (-bag[word], word))) for harm, bag in counts.items()}
    most = {harm: max(bag.values(), default=0) for harm, bag in counts.items()}
    return HarmFound(ranked, number, most)


def _read(text: str) -> dict[Harm, set[str]]:
    lists = _lists()
    found: dict[Harm, set[str]] = {}
    low = text[:_MOST_CHARS].lower()
    drill = bool(lists["drill"].search(low[:200]))
    for sentence in _SENTENCE.split(low):
        if not sentence.strip():
            continue
        if _ASK.search(sentence) or ("?" in low and len(low) <= SHORT_POST):
            found.setdefault(Harm.QUESTION, set()).add("pertanyaan atau permintaan")
        soon = lists["soon"].search(sentence)
        if (
            soon
            and not lists["routine"].search(sentence)
            and (lists["event"].search(sentence) or len(low) <= SHORT_POST)
        ):
            found.setdefault(Harm.DEADLINE, set()).add(soon.group())
        if drill or lists["drill"].search(sentence) or lists["play"].search(sentence):
            continue
        for harm, word in _harms(lists["idiom"].sub(" ", sentence)):
            found.setdefault(harm, set()).add(word)
    return found


def _harms(sentence: str) -> Iterator[tuple[Harm, str]]:
    lists = _lists()
    for harm in _SIMPLE:
        for hit in lists[harm.name.lower()].finditer(sentence):
            if not _denied(sentence, hit):
                yield harm, hit.group()
    for harm, context, pattern in (
        (Harm.MINOR_VICTIM, lists["minor"], lists["minor_harm"]),
        (Harm.SCHOOL_VIOLENCE, lists["school"], lists["abuse"]),
        (Harm.MASS_POISONING, _MANY, lists["poisoning"]),
        (Harm.SARA_VIOLENCE, lists["sara"], lists["violence"]),
    ):
        found = pattern.search(sentence)
        if found is not None and context.search(sentence) and not _denied(sentence, found):
            yield harm, found.group()


def _denied(sentence: str, hit: re.Match[str]) -> bool:
    """Does a denial stand within three words before it?"""
    return bool(_DENIAL.search(sentence[max(0, hit.start() - 60) : hit.start()]))
