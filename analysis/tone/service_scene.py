"""What stands where in a text that speaks of public services: which thing is nearest, what goes before, in which sentence.

:mod:`analysis.tone.service_talk` weighs what is said; here only places count, in words of :func:`analysis.tone.service_words.service_words`.
"""

from typing import Final

from analysis.text.word_set import word_set
from analysis.tone.service_words import Hit, by_role, ends_sentence, hits_in

#: Words between "not" or "done" and a verb.
REACH: Final = 3
#: Words between a thing and its fault; between "now" and what is so by now.
_NEAR: Final = 10
_NOW_REACH: Final = 8
#: In a post of so many words everything belongs together.
_SHORT: Final = 25
_FRAME: Final = 7
_EARLIER: Final = word_set("dulu kemarin sebelumnya tadinya awalnya biasanya mbiyen baheula sempat")
_RELATIVE: Final = word_set("yang nan nang anu")
_AGAIN: Final = word_set("lagi maneh deui baliak kembali pulang malih semua")


class Scene:
    """The hits of one text and what stands around them.

    Args:
        words: the words of the text.
        official: it names the agency or any other body of government.
    """

    def __init__(self, words: list[str], official: bool) -> None:
        self.words = words
        self.hits = hits_in(words)
        self.starts: dict[str, list[int]] = {}
        self.roles = by_role(self.hits)
        # "Bolong kayak jalan rusak": what a simile compares with is not what is spoken of.
        if "simile" in self.roles:
            self.hits = [
                hit
                for hit in self.hits
                if not (hit.plays("things") or hit.plays("private")) or not self.before(hit, "simile", REACH)
            ]
            self.roles = by_role(self.hits)
            self.starts.clear()
        self.things = self.roles.get("things", [])
        self.official = official or "official" in self.roles

    def near(self, hit: Hit, service: str = "") -> str:
        """The service of the thing nearest to the hit ("" if none is near), of one service only where it is given."""
        best, found = _NEAR + 1, ""
        for thing in self.things:
            if thing.start == hit.start:
                continue
            gap = hit.start - thing.end if thing.end <= hit.start else thing.start - hit.end
            services = thing.services("things")
            if gap < best and (not service or service in services):
                best, found = gap, service or services[0]
        return found

    def addressed(self, hit: Hit) -> bool:
        """A thing or an official stands near, or the whole post is short and speaks of one."""
        if len(self.words) <= _SHORT:
            return bool(self.things) or self.official
        return bool(self.near(hit)) or any(
            -_NEAR <= other.start - hit.start <= _NEAR for other in self.roles.get("official", ())
        )

    def before(self, hit: Hit, role: str, reach: int) -> bool:
        """A hit of this role stands at most so many words before, in the same sentence."""
        starts = self.starts.get(role)
        if starts is None:
            starts = self.starts[role] = [other.start for other in self.hits if role in other.phrase.names]
        for start in starts:
            if hit.start - reach <= start < hit.start:
                return not any(ends_sentence(word) for word in self.words[start + 1 : hit.start])
        return False

    def has(self, role: str) -> bool:
        """A hit with this role anywhere."""
        return role in self.roles

    def described(self, hit: Hit) -> bool:
        """Tells which one is meant ("air yang disalurkan"), not that something was done."""
        return hit.start > 0 and self.words[hit.start - 1] in _RELATIVE

    def partly(self, hit: Hit) -> bool:
        """Only half so: a word of it stands beside."""
        return any(
            hit.start - 2 <= other.start < hit.start or hit.end <= other.start < hit.end + 2
            for other in self.roles.get("partly", ())
        )

    def done(self, hit: Hit) -> bool:
        """Told as done, or as so by now."""
        after = self.words[hit.end : hit.end + 2]
        if self.before(hit, "done", REACH) or self.before(hit, "now", _NOW_REACH):
            return True
        return any(word in _AGAIN for word in after)

    def to_others(self, hit: Hit) -> bool:
        """Said of somebody else, who is named behind it."""
        return any(hit.end <= other.start <= hit.end + 2 for other in self.roles.get("others", ()))

    def earlier(self, hit: Hit) -> bool:
        """Told of former times."""
        return any(word in _EARLIER for word in self.words[max(hit.start - 4, 0) : hit.start])

    def works(self) -> float:
        """Good works of the agency that are told as done."""
        count = sum(not self.before(hit, "please", REACH) for hit in self.roles.get("works", ()))
        return min(0.75 + 0.5 * (count - 1), 1.5) if count else 0.0

    def selfhelp(self) -> bool:
        """Done by people themselves."""
        return "selfhelp" in self.roles

    def frame(self, first: str, second: str, reach: int = _FRAME) -> bool:
        """A hit of one role and then, close behind, one of another that isn't denied."""
        return any(
            0 <= two.start - one.end <= reach and not self.before(two, "not", 2)
            for one in self.roles.get(first, ())
            for two in self.roles.get(second, ())
        )
