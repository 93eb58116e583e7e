"""What a post says of public services: a fault told, a fault mended, praise, a question — named agency or not.

"Lampu jalan mati dua bulan" blames the agency without naming it. The words are data (:mod:`analysis.tone.service_words`);
the rules here are few:

* a fault counts near its thing (within ten words), a grievance where any public thing or official is spoken of;
* "not" or "please" before what would be right makes it a fault; "only" makes it half a fault;
* the last word on a service decides: a fault that is mended later is praise, a mended thing that breaks again a fault;
* praise beside a fault that stands is irony: never positive, always in doubt; so are openers that mock ("hebat ya");
* trouble that no office made (a fire, a theft), or a fault before "but", is over where praise or help has the last word;
* a question for information, a notice, and matters outside government stay neutral unless a fault is told.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from analysis.text.word_set import word_set
from analysis.tone.service_scene import REACH, Scene
from analysis.tone.service_words import Hit, mocking_signs, service_words

#: Words between "please" and a verb.
_ASK_REACH: Final = 6
_SLIGHT: Final = 0.5
_FAINT: Final = 0.5
_FAINT_CAP: Final = 0.5
_ENOUGH: Final = 1.0
#: Of news the title is read in full and about this many words of the lead, at half weight.
_LEAD_CHARACTERS: Final = 400
_POST_CHARACTERS: Final = 1_500
#: Roles that say something by themselves; others only colour what stands near.
_ACTING: Final = word_set("mended mend_root right faults slight alone irony lack things grievances praise simile")
_DURATION: Final = re.compile(
    r"\b(?:sudah|menunggu|antre|nunggu|ngenteni|wis|geus|lah|suba|dari|sejak|sampai|hampir|ampir|selama|hari ke|tos|la|ella|hingga)(?: [^ .!?]+){0,3}? ?"
    r"(?:\d+|se|dua|tiga|empat|lima|enam|tujuh|ber|telu|loro|tilu|tigo|duo|talu|kali)? ?"
    r"(?:hari|minggu|pekan|bulan|tahun|taun|jam|wulan|poe|dinten|dino|seminggu|sebulan|setahun|setaun|sehari|sejam|seminggon|"
    r"berbulan-bulan|bertahun-tahun|berhari-hari|berminggu-minggu|bertaun-taun)\b"
)
#: What every match of it ends with: looking for these is far cheaper.
_TIMES: Final = ("hari", "minggu", "pekan", "bulan", "tahun", "taun", "jam", "wulan", "poe", "dinten", "dino")
#: Faults that weather makes; they blame somebody only with another word.
_NATURE: Final = frozenset({("longsor",), ("banjir",), ("rob",)})
#: "Cuma empat bulan": praise of it mocks.
_SO_LITTLE: Final = re.compile(
    r"\b(?:cuma|hanya|cuman|mung) (?:\d+|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh) (?:jam|minggu|bulan|tahun|taun)\b"
)


@dataclass(slots=True)
class Talk:
    """Weights of blame and praise (1.0 is one clear statement), and how the post speaks."""

    blame: float = 0.0
    praise: float = 0.0
    asks: bool = False
    private: bool = False
    calm: bool = False
    mocking: bool = False
    about_service: bool = False
    kind: bool = False
    planned: bool = False
    calamity: bool = False
    selfhelp: bool = False

    @property
    def ironic(self) -> bool:
        """Praise or mocking signs beside a fault that stands."""
        return self.blame >= _ENOUGH and (self.praise >= _SLIGHT or self.mocking)


@dataclass(slots=True)
class _Account:
    """Running sum of one text: faults and what was set right, by service ("" = no certain one)."""

    faults: dict[str, float] = field(default_factory=dict)
    rights: dict[str, float] = field(default_factory=dict)
    kind_words: float = 0.0
    faint: float = 0.0

    def fault(self, service: str, weight: float) -> None:
        """A fault, after which what was right before counts no more."""
        self.faults[service] = self.faults.get(service, 0.0) + weight
        if weight >= _ENOUGH:
            self.rights.pop(service, None)

    def right(self, service: str, weight: float) -> None:
        """Set right: the fault before is over; without a certain service every fault is."""
        if not service:
            self.faults.clear()
        self.faults.pop(service, None)
        self.faults.pop("", None)
        self.faint = 0.0
        self.rights[service] = max(self.rights.get(service, 0.0), weight)


class _Reader(Scene):
    """Reads the hits of one text in order."""

    def __init__(self, words: list[str], official: bool) -> None:
        super().__init__(words, official)
        self.account = _Account()
        # Where the last fault and the last good word stand.
        self.faulted, self.praised = -1, -1

    def read(self) -> _Account:
        """Go through the hits once, left to right."""
        blamed, praised = self._weights()
        for hit in self.hits:
            if _ACTING.isdisjoint(hit.phrase.names):
                continue
            done = (
                (self._mend(hit) if hit.plays("mended") or hit.plays("mend_root") else False)
                or self._right(hit)
                or self._fault(hit)
            )
            if not done and not self._bitter(hit):
                self._missing(hit)
                self._attitude(hit)
            now_blamed, now_praised = self._weights()
            if now_blamed > blamed:
                self.faulted = hit.start
            if now_praised > praised:
                self.praised = hit.start
            blamed, praised = now_blamed, now_praised
        return self.account

    def _weights(self) -> tuple[float, float]:
        account = self.account
        return sum(account.faults.values()) + account.faint, account.kind_words + sum(account.rights.values())

    def redeemed(self) -> bool:
        """The last word is good, and the fault before it no office's, or contrasted with it."""
        return self.praised > self.faulted and (self.has("calamity") or self.has("contrast")) and not self.has("irony")

    def _mend(self, hit: Hit) -> bool:
        service = self.near(hit)
        if (not service and not self.official) or self.described(hit):
            return False
        if self.before(hit, "not", REACH) or self.before(hit, "please", _ASK_REACH):
            self.account.fault(service, _ENOUGH)
        elif not hit.plays("mended"):
            return False
        elif self.partly(hit):
            self.account.fault(service, 0.75)
        else:
            self.account.right(service, _ENOUGH if self.done(hit) or service else 0.75)
        return True

    def _right(self, hit: Hit) -> bool:
        for service in hit.services("right"):
            if not (self.near(hit, service) or (service in self.account.faults and self.done(hit))):
                continue
            if self.before(hit, "not", REACH):
                self.account.fault(service, _ENOUGH)
            elif self.before(hit, "please", REACH):
                self.account.fault(service, _SLIGHT)
            elif self.partly(hit):
                self.account.fault(service, 0.75)
            elif self.done(hit):
                self.account.right(service, _ENOUGH)
            else:
                self.account.kind_words += _SLIGHT
            return True
        return False

    def _fault(self, hit: Hit) -> bool:
        if self.before(hit, "not", 2) and hit.end - hit.start == 1:
            if any(service and self.near(hit, service) for service in hit.services("slight")):
                self.account.kind_words += _SLIGHT
                return True
            return hit.plays("faults")
        for service in hit.services("faults"):
            owner = self.near(hit, service)
            if owner and not self.earlier(hit):
                self.account.fault(owner, _SLIGHT if hit.phrase.words in _NATURE else _ENOUGH)
                return True
        for service in hit.services("slight"):
            if service and self.near(hit, service):
                self.account.fault(service, _SLIGHT)
                return True
        return False

    def _missing(self, hit: Hit) -> None:
        """What isn't there ("belum ada rambu", "obat tidak ada") and what is asked for ("minta pompa")."""
        if hit.plays("lack"):
            beside = [t for t in self.things if -REACH <= t.end - hit.start <= 0 or 0 <= t.start - hit.end < REACH]
            if beside:
                self.account.fault(beside[-1].services("things")[0], _ENOUGH)
        elif hit.plays("things") and self.before(hit, "please", REACH):
            self.account.fault(hit.services("things")[0], _SLIGHT)

    def _bitter(self, hit: Hit) -> bool:
        """A grievance that needs no thing, or an opener that mocks one."""
        bitter = hit.plays("alone") or (hit.plays("irony") and (bool(self.things) or self.official))
        if bitter:
            self.account.fault("", _ENOUGH)
        return bitter

    def _attitude(self, hit: Hit) -> None:
        account = self.account
        if not self.things and not self.official:
            return
        negated = self.before(hit, "not", 2)
        if hit.plays("grievances"):
            if not negated:
                account.fault("", _ENOUGH)
        elif hit.plays("praise"):
            if negated:
                account.fault("", _SLIGHT)
            elif self.addressed(hit) and not self.to_others(hit):
                account.kind_words += _ENOUGH
        elif hit.plays("simile"):
            # Who has something good to say of a queue or a pipe says it plainly.
            if account.faults and not account.kind_words:
                account.fault("", _SLIGHT)
        elif "" in hit.services("slight"):
            account.faint = min(account.faint + _FAINT, _FAINT_CAP)


def read_post(text: str, official: bool) -> Talk:
    """What a citizen's post says; ``official``: it names the agency or any other body of government."""
    text = text[:_POST_CHARACTERS]
    reader = _Reader(service_words(text), official)
    talk = _manner(reader, text)
    if not (reader.things or reader.official or reader.has("alone")):
        return talk
    account = reader.read()
    words = " ".join(reader.words)
    talk.mocking = talk.mocking or reader.has("irony")
    talk.kind = account.kind_words > 0
    talk.praise = account.kind_words + (0.0 if reader.selfhelp() else sum(account.rights.values()))
    if reader.redeemed() and not (talk.mocking and not reader.has("calamity")):
        talk.praise = max(talk.praise, _ENOUGH)
        return talk
    talk.blame = sum(account.faults.values()) + account.faint
    if reader.things and not account.rights and any(time in words for time in _TIMES) and _DURATION.search(words):
        talk.blame += _SLIGHT
    if talk.praise and _SO_LITTLE.search(words):
        talk.blame += _ENOUGH
    return talk


def read_news(title: str, body: str, official: bool) -> Talk:
    """What a news article reports: its title in full, the beginning of its body at half weight."""
    heads = [(title or body[:_LEAD_CHARACTERS], 1.0)] + ([(body[:_LEAD_CHARACTERS], 0.5)] if title and body else [])
    total = Talk()
    for text, weight in heads:
        reader = _Reader(service_words(text), official)
        account = reader.read()
        blame = sum(account.faults.values())
        praise = 0.0 if reader.selfhelp() else sum(account.rights.values()) + min(account.kind_words, _SLIGHT)
        if reader.frame("people", "speakup") and (reader.things or official):
            blame += _ENOUGH
        elif reader.frame("people", "speakup_softly") and reader.things:
            blame += _SLIGHT + (_SLIGHT if reader.selfhelp() and reader.frame("speakup_softly", "people") else 0.0)
        if official and reader.has("scandal"):
            blame += _ENOUGH
        if reader.has("award") and (official or reader.things):
            praise += _ENOUGH
        if official and not reader.selfhelp():
            praise += reader.works()
        if praise >= _SLIGHT and reader.has("calamity") and not (reader.has("speakup") or reader.has("grievances")):
            # Help in trouble that no office made.
            blame, praise = 0.0, max(praise, _ENOUGH)
        manner = _manner(reader, text)
        total.blame += weight * blame
        total.praise += weight * praise
        total.private |= manner.private
        if weight == 1.0:
            total.calm = manner.calm and blame < _SLIGHT
        total.about_service |= manner.about_service
        total.selfhelp |= manner.selfhelp
        total.calamity |= manner.calamity
    return total


def _manner(reader: _Reader, text: str) -> Talk:
    roles = reader.roles
    return Talk(
        asks="asks" in roles,
        private="private" in roles,
        calm=any(hit.start < 8 for hit in roles.get("calm", ())),
        mocking=any(sign in text for sign in mocking_signs()),
        about_service=bool(reader.things),
        planned="planned" in roles,
        calamity="calamity" in roles,
        selfhelp=reader.selfhelp(),
    )


def verdict(talk: Talk, *, complaint: bool, news: bool) -> str:
    """positif, netral or negatif where the talk decides; "" where it doesn't.

    A complaint is addressed to the agency, so half a fault is enough there.
    """
    enough = _SLIGHT if complaint else _ENOUGH
    if talk.private and talk.blame < 2 * _ENOUGH and talk.praise < 2 * _ENOUGH:
        return "netral"
    if (news and talk.calm) or (talk.planned and not complaint and talk.blame <= _ENOUGH and not talk.mocking):
        return "netral"
    kinder = talk.praise >= talk.blame + _ENOUGH and not talk.mocking
    if talk.blame >= enough and not (kinder and (news or talk.blame < 1.5)):
        return "netral" if talk.asks and talk.blame < _ENOUGH else "negatif"
    if talk.praise >= _ENOUGH and not talk.asks and not (talk.mocking and not talk.kind):
        return "positif"
    return "netral" if talk.asks or talk.calm else ""
