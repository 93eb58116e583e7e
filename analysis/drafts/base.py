"""What a draft is made from: an issue with its posts, the office's settings, the phrase bank and the fixed sentences."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from importlib import resources
from typing import Final

from analysis.actors.private_persons import mask_private_persons
from analysis.advice.clarification import channel
from analysis.advice.playbook import inside_sentence, unit_for
from analysis.advice.playbook_file import Playbook, shipped_playbook
from analysis.day.complaints import question_in
from analysis.places.authority import authority_of
from analysis.severity.harm_words import Harm, find_harm
from analysis.text.calendar_id import long_date
from analysis.text.tokens import content_words, stems
from kentongan.core.clock import zone
from kentongan.core.day import ClaimCase, IssueView, PostView
from kentongan.core.drafts import GAP, Draft, Kind, Line, Piece
from kentongan.core.findings import CitedSentence, VerificationState
from kentongan.core.office import Office
from kentongan.core.posts import PostKind

__all__ = ["GAP", "Draft", "Kind", "Line", "Matter", "Piece", "fixed_words", "sentences_of"]

_BRACES: Final = re.compile(r"\{(\w{1,20})\}")
_READ: Final = 2000
_SAME_QUESTION: Final = 0.6
#: A question that a counter can answer asks with one of these; a sigh with a question mark does not.
_ASKS: Final = re.compile(
    r"\b(?:apa|apakah|siapa|kapan|kpn|berapa|brp|bagaimana|gimana|gmn|di ?mana|ke ?mana|mana|mengapa|kenapa|knp|bisakah|bolehkah|"
    r"adakah|benarkah|sampai kapan|jam berapa)\b(?!.*[\U0001F300-\U0001FAFF])",
    re.IGNORECASE,
)


@cache
def sentences_of(form: str) -> Mapping[str, str]:
    """The fixed sentences of a form."""
    return _table()[form]


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("analysis").joinpath("data", "drafts.toml").read_text("utf-8")
    table: dict[str, dict[str, str]] = tomllib.loads(text)
    return table


def fixed_words() -> tuple[str, ...]:
    """Every fixed sentence of the drafts."""
    return tuple(text for table in _table().values() for text in table.values())


@dataclass(frozen=True)
class Matter:
    """What a draft is about: the issue with its posts, the claim it carries if any, for whom, and the phrases.

    Args:
        posts: views of the posts by id.
        end: the cut-off of the day.
        claim: the claim of this issue on the watch list; None where there is none.
        phrases: the playbook whose phrase bank is used; None = the shipped one.
    """

    issue: IssueView
    posts: Mapping[str, PostView]
    office: Office
    end: datetime
    claim: ClaimCase | None = None
    phrases: Playbook | None = None

    # -- words -------------------------------------------------------------------------------------------------
    def line(self, template: str, kind: Kind = Kind.PARAGRAPH, /, **words: Piece) -> Line:
        """A line from a fixed sentence; braces nobody filled become gaps."""
        known = {**self.words, **words}
        pieces: list[Piece] = []
        end = 0
        for hit in _BRACES.finditer(template):
            pieces += [Piece(template[end : hit.start()]), known.get(hit[1], Piece(f"[ISI: {hit[1]}]"))]
            end = hit.end()
        return Line(tuple(piece for piece in (*pieces, Piece(template[end:])) if piece.text), kind)

    def phrase(self, key: str, **words: Piece) -> Line:
        """A line from the phrase bank."""
        book = self.phrases or shipped_playbook()
        return self.line(book.phrases[key], Kind.PARAGRAPH, **words)

    @cached_property
    def words(self) -> Mapping[str, Piece]:
        """What fills the braces: from the issue and the office, gaps for the rest."""
        issue, office = self.issue, self.office
        name = Piece(inside_sentence(issue.name, office), self.life)
        owner = issue.owner or unit_for(issue.category, office)
        texts = [(view.title, view.text) for view in self.views]
        body = authority_of(texts, issue.category).body
        return {
            "isu": Piece("[ISI: pokok persoalan, tanpa mengulang ujaran]") if self.tense else name,
            "nama": Piece("[ISI: judul, tanpa mengulang ujaran]") if self.tense else Piece(issue.name, self.life),
            "opd": Piece(owner or "[ISI: OPD]"),
            "kewenangan": Piece(body or "[ISI: instansi yang berwenang]"),
            "kanal": Piece(channel(office) or "[ISI: kanal resmi]"),
            "instansi": Piece(office.agency),
            "kota": Piece(office.city or "[ISI: kota]"),
        }

    # -- what the posts say ------------------------------------------------------------------------------------
    @cached_property
    def views(self) -> tuple[PostView, ...]:
        """The issue's posts of the day, newest first."""
        return tuple(self.posts[post] for post in self.issue.posts if post in self.posts)

    @cached_property
    def life(self) -> tuple[str, ...]:
        """All posts of the issue that are still kept: its name may be older than the day. Today's come first."""
        older = (view.id for view in self.posts.values() if view.issue_id == self.issue.id)
        return tuple(dict.fromkeys((*self.issue.posts, *older)))

    @cached_property
    def harm(self) -> frozenset[Harm]:
        """What sort of harm the posts tell of."""
        found = find_harm([f"{view.title}\n{view.text[:_READ]}" for view in self.views])
        return frozenset(sort for sort in Harm if sort in found)

    @property
    def tense(self) -> bool:
        """Tension over ethnicity, religion, race or group: what is said is not repeated."""
        return bool(self.harm & {Harm.SARA, Harm.SARA_VIOLENCE})

    @property
    def doubted(self) -> bool:
        """A claim goes round in it that is to be checked."""
        return self.claim is not None or self.issue.verification is VerificationState.NEEDED

    @property
    def ours(self) -> bool:
        """Nobody says that the matter is another body's."""
        levels = {"kabupaten": "kab-kota", "kota": "kab-kota", "provinsi": "provinsi", "kementerian": "nasional"}
        mine = levels.get(self.office.kind)
        return mine is None or self.issue.authority in (mine, "belum jelas", "")

    @property
    def place(self) -> Piece | None:
        """Up to two places inside the area that the posts name; None where they name none."""
        names = [re.sub(r"^Kec\. ", "Kecamatan ", place.name) for place in self.issue.places if place.inside][:2]
        return Piece(" dan ".join(names), self.issue.posts) if names else None

    @property
    def answer(self) -> Piece | None:
        """What the office or an official has already said, word for word; None where nobody did."""
        said = self.issue.response
        return self.quoted(said) if said is not None else None

    def quoted(self, said: CitedSentence) -> Piece:
        """A sentence of a post with private persons masked."""
        return Piece(self.masked(said.text), said.posts)

    def masked(self, text: str) -> str:
        """The text on one line without the names of private persons."""
        office = self.office
        keep = (*office.leader_names, office.leader, *office.watch_words, *(place.name for place in self.issue.places))
        return " ".join(mask_private_persons(" ".join(text.split()), keep).split())

    @cached_property
    def questions(self) -> tuple[Piece, ...]:
        """What people ask, at most 25 words each, those asked by most first; none where feelings run high."""
        if self.tense:
            return ()
        asked = [(view.id, question_in("", view.text[:_READ])) for view in self.views if view.kind is not PostKind.NEWS]
        groups: list[tuple[frozenset[str], str, list[str]]] = []
        for post, text in ((post, self.masked(text)) for post, text in asked if _ASKS.search(text)):
            terms = frozenset(stems(content_words(text)))
            for known, _, posts in groups:
                if known and len(known & terms) >= _SAME_QUESTION * min(len(known), len(terms)):
                    posts.append(post)
                    break
            else:
                if len(terms) > 1:
                    groups.append((terms, text, [post]))
        groups.sort(key=lambda group: (-len(group[2]), group[1]))
        return tuple(Piece(text, tuple(posts)) for _, text, posts in groups)

    def newest_news(self) -> tuple[PostView, ...]:
        """Articles of newsrooms on the issue, negative ones first, then by tier and time."""
        news = [view for view in self.views if view.kind is PostKind.NEWS and not view.official]
        return tuple(
            sorted(news, key=lambda v: (v.bucket != "negatif", v.tier or 9, -v.published_at.timestamp(), v.id))
        )

    def day_of(self, moment: datetime) -> str:
        """As "15 November 2026", in the office's zone."""
        return long_date(moment.astimezone(zone(self.office.zone)).date())
