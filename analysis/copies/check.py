"""Is one text a copy of another? The decision on the true words of both.

The words are aligned (longest common subsequence); what stands between two stretches in common is a *gap*. A gap with
words on one side only is something added or cut. A gap with words on both sides is a replacement, and then the kind of
word decides: another spelling, abbreviation or small word leaves a copy, another number, date, name or sense does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, MatchingBlock

from analysis.copies.contraries import contrary
from analysis.copies.plain import Plain, common
from analysis.copies.spelling import CALENDAR, COUNTS, ROMAN, same_word, says
from analysis.copies.words import LONG_WORDS, Wording, standard_words
from analysis.text.word_set import word_set
from analysis.text.wording import CARRIES_NOTHING, DENIAL, NEGATION

LEAST_WORDS = 3
_LEAST_CONTAINED = 12
_LEAST_PREFIX = 10
_SMALL_GAP = 6
_MOST_MOVED = 3
_OPENING = 12
_FEW_WORDS = 5
_MORE_BEFORE = 0.75
_REMEMBERED_CHARS = 60

# One such word put in makes another person of a rank, or a plan of a deed.
_MAKES_ANOTHER = word_set(
    "wakil mantan eks calon bakal pj plt plh pjs penjabat rencana rencananya berencana tunda ditunda menunda usul "
    "usulan diusulkan terancam nyaris hampir mau hendak urung"
)

Words = tuple[str, ...]


class _Gap(NamedTuple):
    """Words of each side between two stretches in common, less those that stand on both sides."""

    gone: Words
    added: Words
    opens: bool
    size: int

    @property
    def replaces(self) -> bool:
        """Words against words, not only added or cut."""
        return bool(self.gone and self.added)


def same_wording(one: Wording, other: Wording) -> bool:
    """Is one a copy of the other: the same text but for its wrapping, small edits, an own headline, or truncation?

    Short texts may differ by added words and by spelling, never by a replaced word: "banjir di Demak" and "banjir di
    Kudus" are two events. In long texts numbers, dates and names must agree wherever one stands in another's place, so
    that a filled-in template is no copy. A text that denies another is never its copy.
    """
    if one.title and other.title and _other_numbers(one.title, other.title):
        return False
    denies = _denies(one.words) == _denies(other.words)
    names = one.names | other.names
    cut = one.cut or other.cut
    if denies and _same(one.words, other.words, names, cut=cut):
        return True
    if one.title and not other.title and denies and _same(one.title, other.body, names, cut=cut):
        return True
    if other.title and not one.title and denies and _same(one.body, other.title, names, cut=cut):
        return True
    # "Halo, pembaca!" and "Scroll to continue" under other headlines are a page's furniture
    if not (one.title or other.title) or min(len(one.body), len(other.body)) < _LEAST_CONTAINED:
        return False
    # Over a long text in common a headline of the outlet's own may say "hoaks" where the other says "tidak benar".
    if not denies and (min(len(one.body), len(other.body)) < LONG_WORDS or _denies(one.body) != _denies(other.body)):
        return False
    return _same(one.body, other.body, names, cut=cut, heads=frozenset(one.title + other.title))


def same_plain(one: Plain, other: Plain) -> bool | None:
    """What `same_wording` says of two plain texts, by the words that differ; None where it has to read the rest.

    What both have in common in front and behind matters by its length alone, unless a date, count or denial is among
    the words that differ, or one text goes on as the other ends.
    """
    a, b = (one, other) if one.size <= other.size else (other, one)
    if a.size < LEAST_WORDS:
        return False
    before, rest = common(a.words, b.words)
    behind = len(a.words) - 1 - rest
    between = a.words[before:rest], b.words[before : len(b.words) - 1 - behind]
    few = len(between[0]) + len(between[1]) <= _REMEMBERED_CHARS
    left, right, telling = (_words_between if few else _words_between.__wrapped__)(*between)
    if telling:
        return None
    if left == right:
        return True
    cut = a.cut or b.cut
    if a.size >= _LEAST_PREFIX:
        if not behind:
            if not left or (
                left[:-1] == right[: len(left) - 1] and _is_cut(left[-1:], right[len(left) - 1 :], cut=cut)
            ):
                return True
        elif right[: len(left)] == left and a.goes_on(rest) in ((), right[len(left) : len(left) + 1]):
            return None
    if a.size >= _LEAST_CONTAINED and b.size >= 2 * a.size:
        return None
    if b.size > 2 * a.size:
        return False
    gaps = _gaps_between if few else _gaps_between.__wrapped__
    return _short_agrees(gaps(left, right, cut, before > 0, behind > 0), a.size)


@lru_cache(maxsize=20_000)
def _words_between(one: bytes, other: bytes) -> tuple[Words, Words, bool]:
    """The words of two stretches in standard spelling, and whether more than they must be read to judge them."""
    left, right = standard_words(one.decode().split()), standard_words(other.decode().split())
    return left, right, not DENIAL.isdisjoint(left + right) or (_has_number(left) and _has_number(right))


def _has_number(words: Words) -> bool:
    return any(word[0] <= "9" for word in words)


def _denies(words: Words) -> bool:
    return not DENIAL.isdisjoint(words)


def _other_numbers(a: Words, b: Words) -> bool:
    """Each of two headlines or short texts has a number that the other lacks: another date, another count."""
    numbers_a = {word for word in a if word[0] <= "9"}
    return not numbers_a.issubset(b) and not {word for word in b if word[0] <= "9"}.issubset(a)


def _same(a: Words, b: Words, names: frozenset[str], *, cut: bool, heads: frozenset[str] = frozenset()) -> bool:
    if min(len(a), len(b)) < LEAST_WORDS:
        return False
    if a == b:
        return True
    if len(a) > len(b):
        a, b = b, a
    if len(a) >= _LEAST_PREFIX and a[:-1] == b[: len(a) - 1] and _is_cut(a[-1:], b[len(a) - 1 :], cut=cut):
        return True
    excerpt = len(a) >= _LEAST_CONTAINED and len(b) >= 2 * len(a)
    if len(a) < LONG_WORDS and not excerpt:
        return len(b) <= 2 * len(a) and not _other_numbers(a, b) and _short_agrees(_gaps(a, b, cut=cut), len(a))
    pairs_a, pairs_b = set(pairwise(a)), set(pairwise(b))
    common = len(pairs_a & pairs_b)
    contained, jaccard = common / len(pairs_a), common / len(pairs_a | pairs_b)
    if len(a) >= LONG_WORDS:
        if jaccard < 0.6 and (contained < 0.85 or not _begin_alike(a, b)):
            return False
        return _names_stand(a, b, names) and _long_agrees(a, b, names, heads, cut=cut)
    return contained >= 0.8 and _short_agrees(_gaps(a, b, cut=cut), len(a), excerpt=True)


def _begin_alike(a: Words, b: Words) -> bool:
    """Does a text open as the longer one does, as a truncated one must and a follow-up that quotes need not?"""
    return len(set(a[:_OPENING]) & set(b[: 2 * _OPENING])) >= 0.5 * len(set(a[:_OPENING]))


def _short_agrees(found: Iterable[_Gap], size: int, *, excerpt: bool = False) -> bool:
    """Added words and spelling only: nothing replaced, moved or negated, not much more than the shorter text's `size`."""
    gone: list[str] = []
    added: list[str] = []
    gaps = []
    for gap in found:
        if gap.replaces or (gap.size <= 2 and not _MAKES_ANOTHER.isdisjoint((*gap.gone, *gap.added))):
            return False
        gone += gap.gone
        added += gap.added
        gaps.append(gap)
    if len(gaps) == 2 and gaps[0].opens and gaps[0].gone == gaps[1].added and gaps[0].added == gaps[1].gone:
        return max(gap.size for gap in gaps) <= _MOST_MOVED  # an outlet's name before the one and behind the other
    if not gone and not added:
        return True
    negating = gone if excerpt else [*gone, *added]
    if not NEGATION.isdisjoint(negating) or not set(gone).isdisjoint(added) or len(gone) > 0.25 * size:
        return False
    if excerpt:
        return True
    # a remark put before somebody else's text may be longer than what is put into it or behind it
    before = len(gaps[0].gone) + len(gaps[0].added) if gaps[0].opens else 0
    behind = len(gone) + len(added) - before
    if size <= _FEW_WORDS:
        return before + behind <= 1
    return before <= max(2, _MORE_BEFORE * size) and behind <= max(2, 0.5 * size - before)


def _names_stand(a: Words, b: Words, names: frozenset[str]) -> bool:
    """Nearly all names of the shorter text stand in the longer one."""
    named = names.intersection(a)
    return len(named.difference(b)) <= 0.25 * len(named)


def _long_agrees(a: Words, b: Words, names: frozenset[str], heads: frozenset[str], *, cut: bool) -> bool:
    """No number, date, name or sense replaced by another one of its kind, and no word by another again and again.

    A word that stands for another twice, or once and in a headline (`heads`), is the field of a template filled anew.
    """
    there_a, there_b = set(a), set(b)
    met = set(heads)
    for gap in _gaps(a, b, cut=cut):
        if gap.opens or gap.size > _SMALL_GAP:
            continue
        if not gap.replaces:
            if gap.size <= 2 and not NEGATION.isdisjoint((*gap.gone, *gap.added)):
                return False
            continue
        if _kinds(gap.gone, names - there_b) & _kinds(gap.added, names - there_a):
            return False
        if contrary(gap.gone, gap.added) or (NEGATION.isdisjoint(gap.gone) != NEGATION.isdisjoint(gap.added)):
            return False
        fields = (set(gap.gone) - there_b) | (set(gap.added) - there_a)
        fields = {word for word in fields if not says(word)}
        if not met.isdisjoint(fields):
            return False
        met |= fields
    return True


def _kinds(words: Words, names: frozenset[str]) -> set[str]:
    """Which kinds of telling words are among these."""
    found: set[str] = set()
    for word in words:
        if word[0].isdigit() or word in COUNTS:
            found.add("number")
        if word in CALENDAR:
            found.add("calendar")
        if word in ROMAN:
            found.add("roman")
        if word in names and not word[0].isdigit():
            found.add("name")
    return found


def _common(a: Sequence[str], b: Sequence[str]) -> tuple[int, int]:
    """How many words two texts have in common at the beginning, and of the others at the end."""
    same = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        same += 1
    tail = 0
    for one, other in zip(reversed(a[same:]), reversed(b[same:]), strict=False):
        if one != other:
            break
        tail += 1
    return same, tail


def _gaps(a: Words, b: Words, *, cut: bool, before: int = 0, behind: int = 0) -> Iterator[_Gap]:
    """What stands between the stretches that two texts have in common, but for spelling and small words.

    Of so many words `before` and `behind` it is known already that both have them.
    """
    same, tail = _common(a, b)
    a, b = a[same : len(a) - tail], b[same : len(b) - tail]
    same, tail = same + before, tail + behind
    at_a = at_b = 0
    nothing_else = not a or not b or len(a) == len(b) == 1
    blocks = [MatchingBlock(len(a), len(b), 0)] if nothing_else else LCSseq.opcodes(a, b).as_matching_blocks()
    for block in blocks:
        left, right = a[at_a : block.a], b[at_b : block.b]
        if block.size == 0 and not tail:
            left, right = _uncut(left, right, cut=cut)
        if left or right:
            gone, added = _reconciled(left, right)
            if gone or added:
                yield _Gap(gone, added, not (same or at_a or at_b), max(len(left), len(right)))
        at_a, at_b = block.a + block.size, block.b + block.size


@lru_cache(maxsize=20_000)
def _gaps_between(a: Words, b: Words, cut: bool, before: bool, behind: bool) -> tuple[_Gap, ...]:
    return tuple(_gaps(a, b, cut=cut, before=before, behind=behind))


def _uncut(left: Words, right: Words, *, cut: bool) -> tuple[Words, Words]:
    """What stands at the end, without a last word that is cut off ("kec…" for "kecamatan")."""
    if _is_cut(left, right, cut=cut):
        return (), right[1:]
    if _is_cut(right, left, cut=cut):
        return left[1:], ()
    return left, right


def _is_cut(end: Words, rest: Words, *, cut: bool) -> bool:
    """Is the one word at a text's end the beginning of what the other text goes on with?

    A single word that goes on ("Banjar", "Banjarnegara") is another one, unless a text ends in dots.
    """
    if len(end) != 1 or not rest or (len(rest) == 1 and not cut):
        return False
    return rest[0] == end[0] or (rest[0].startswith(end[0]) and not end[0][0].isdigit())


def _reconciled(left: Words, right: Words) -> tuple[Words, Words]:
    """The words of each side that have no counterpart on the other."""
    # One word for another is most of what is asked, of the same words again and again.
    if len(left) == len(right) == 1 and len(left[0]) + len(right[0]) <= _REMEMBERED_CHARS:
        return _one_for_one(left, right)
    return _unpaired(left, right)


def _unpaired(left: Words, right: Words) -> tuple[Words, Words]:
    """The words of each side that have no counterpart on the other."""
    if left and right and "".join(left) == "".join(right):
        return (), ()
    if left and right and contrary(left, right):
        return left, right
    gone = [word for word in left if word not in right and word not in CARRIES_NOTHING]
    added = [word for word in right if word not in left and word not in CARRIES_NOTHING]
    for word in tuple(gone):
        near = next((one for one in added if same_word(word, one)), None)
        if near is not None:
            gone.remove(word)
            added.remove(near)
    return tuple(gone), tuple(added)


_one_for_one = lru_cache(maxsize=20_000)(_unpaired)
