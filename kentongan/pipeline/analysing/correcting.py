"""`correct`: an officer's decisions on single posts. They outrank the machine in every later report, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from analysis.categories.reading import categories_of
from analysis.corrections import POTENTIAL, standing
from analysis.learning.files import load_model
from analysis.places.gazetteer import Gazetteer
from analysis.text.language import MIXED, UNKNOWN
from kentongan.core.errors import UsageError
from kentongan.core.findings import Correction, Tone
from kentongan.core.labels import NOTHING
from kentongan.core.messages import Say
from kentongan.core.posts import Post
from kentongan.pipeline.analysing.analyse import extra_places, read_kept
from kentongan.pipeline.analysing.labelling import relabel
from kentongan.pipeline.analysing.teaching import remember
from kentongan.pipeline.workspace import Workspace

FIELDS: Final[Mapping[str, str]] = {
    "nada": "tone",
    "nada-peristiwa": "tone_event",
    "kategori": "category",
    "lokasi": "place",
    "luar-wilayah": "outside",
    "bahasa": "language",
    "verifikasi": "verification",
}
"""What officers call a field → its name in `analysis.corrections`."""
AGREED: Final = "benar"
"""The value that says the machine is right: the machine's answer becomes the officer's."""
_ENGLISH: Final[Mapping[str, str]] = {
    "tone": "nada",
    "tone-event": "nada-peristiwa",
    "category": "kategori",
    "place": "lokasi",
    "outside": "luar-wilayah",
    "language": "bahasa",
    "verification": "verifikasi",
}
_MACHINE: Final[Mapping[str, str]] = {
    "tone": "tone_agency",
    "tone_event": "tone",
    "category": "category",
    "language": "language",
    "outside": "outside",
    "verification": "needs_verification",
}
_NEAR: Final = 5


@dataclass(frozen=True, slots=True)
class Wish:
    """What an officer wants of a post, as it was typed."""

    post: str
    field: str
    value: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A wish that was understood: `value` as a decision holds it, or `AGREED`."""

    post: Post
    field: str
    value: str
    reason: str


def field_of(text: str) -> str:
    """The field that a person names.

    Raises:
        UsageError: there is no such field.
    """
    plain = "-".join(text.casefold().replace("_", " ").replace("-", " ").split())
    name = _ENGLISH.get(plain, plain)
    name = {"nada-instansi": "nada", "perlu-verifikasi": "verifikasi"}.get(name, name)
    if name not in FIELDS:
        raise UsageError(
            Say(f'Bidang "{text}" tidak dikenal.', f'The field "{text}" is unknown.'),
            Say(f"Pilih salah satu: {', '.join(FIELDS)}.", f"Choose one of: {', '.join(FIELDS)}."),
        )
    return FIELDS[name]


def correct(workspace: Workspace, wishes: Sequence[Wish], *, by: str) -> list[Correction]:
    """Keep decisions, all of them or none; what stands already as wished is not written again.

    Raises:
        UsageError: an unknown post, field or value. ApprovalError: no name.
    """
    desk = Desk(workspace)
    decided = desk.decide([desk.read(wish) for wish in wishes], by)
    keep(workspace, decided)
    return decided


def keep(workspace: Workspace, decided: Sequence[Correction]) -> None:
    """Write decisions in one transaction, and what they teach."""
    with workspace.store.writing():
        for one in decided:
            workspace.store.findings.correct(one)
        remember(workspace, {one.subject for one in decided})
        relabel(workspace, {one.subject for one in decided})


def take_back(workspace: Workspace, post: str, field: str = "", *, by: str) -> list[Correction]:
    """Take back the latest decision on a post (on one field of it, if named); what stood before counts again.

    Raises:
        UsageError: an unknown post or field, or nothing to take back. ApprovalError: no name.
    """
    chosen = field_of(field) if field else ""
    found = find_post(workspace, post)
    stand = standing(workspace.store.findings.corrections(subjects=[found.id]))
    mine = [one for one in stand.values() if chosen in ("", one.field_name)]
    if not mine:
        raise UsageError(
            Say(f"Tidak ada koreksi pada {found.id}.", f"There is no correction of {found.id}."),
            Say("Lihat daftarnya dengan: kentongan correct list", "See: kentongan correct list"),
        )
    return _taken_back(workspace, [max(mine, key=lambda one: one.at)], by)


def take_back_file(workspace: Workspace, name: str, *, by: str) -> list[Correction]:
    """Take back every decision that still stands from the latest reading of a file of corrections.

    Raises:
        UsageError: nothing stands of that file. ApprovalError: no name.
    """
    mine = _marked(workspace, file_mark(name))
    if not mine:
        raise UsageError(
            Say(f"Tidak ada koreksi dari berkas {name}.", f"No correction from the file {name} stands."),
            Say("Periksa nama berkasnya.", "Check the file's name."),
        )
    latest = max(one.at for one in mine)
    return _taken_back(workspace, [one for one in mine if one.at == latest], by)


def take_back_marked(workspace: Workspace, mark: str, *, by: str) -> list[Correction]:
    """Take back every decision that still stands and whose reason begins with a mark.

    Raises:
        UsageError: nothing stands of it. ApprovalError: no name.
    """
    mine = _marked(workspace, mark)
    if not mine:
        raise UsageError(
            Say("Koreksi itu sudah tidak berlaku.", "That correction does not stand any more."),
            Say("Tidak ada yang perlu ditarik.", "There is nothing to take back."),
        )
    return _taken_back(workspace, mine, by)


def _marked(workspace: Workspace, mark: str) -> list[Correction]:
    stand = standing(workspace.store.findings.corrections())
    return [one for one in stand.values() if one.reason.startswith(mark)]


def file_mark(name: str) -> str:
    """How the reason of a decision begins that came in a file."""
    return f"berkas {name}"


def _taken_back(workspace: Workspace, decisions: Iterable[Correction], by: str) -> list[Correction]:
    now = workspace.clock.now()
    gone = list(decisions)
    with workspace.store.writing():
        for one in gone:
            workspace.store.findings.correct(
                Correction(one.subject, one.field_name, "", by, now, f"semula: {one.value}")
            )
        relabel(workspace, {one.subject for one in gone})
    return gone


def find_post(workspace: Workspace, text: str) -> Post:
    """The post that a person means: by code, the start of its code, or its address.

    Raises:
        UsageError: none, or more than one.
    """
    found = workspace.store.posts.named(text, _NEAR)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(
            Say(f'Unggahan "{text}" tidak ditemukan.', f'There is no post "{text}".'),
            Say(
                "Lihat kodenya di lembar kliping laporan atau dengan kentongan issues show ISU.",
                "See its code in the report's clippings or with kentongan issues show ISSUE.",
            ),
        )
    listed = ", ".join(post.id for post in found)
    raise UsageError(
        Say(f'"{text}" cocok dengan beberapa unggahan: {listed}.', f'"{text}" fits several posts: {listed}.'),
        Say("Tulis kodenya sampai lengkap.", "Write the whole code."),
    )


class Desk:
    """Reads wishes into decisions: knows the office's categories, places and languages; loads them when asked."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._gazetteer: Gazetteer | None = None
        self._readers: Mapping[str, Callable[[str], str]] = {
            "tone": lambda text: _one_of(text, [*Tone, POTENTIAL]),
            "tone_event": lambda text: _one_of(text, list(Tone)),
            "category": self._category,
            "place": self._place,
            "outside": _yes_or_no,
            "language": self._language,
            "verification": _yes_or_no,
        }

    def read(self, wish: Wish) -> Read:
        """A wish as post, field and value.

        Raises:
            UsageError: an unknown post, field or value.
        """
        field, post = field_of(wish.field), find_post(self._workspace, wish.post)
        text = " ".join(wish.value.split())
        return Read(post, field, AGREED if text.casefold() == AGREED else self._readers[field](text), wish.reason)

    def decide(self, wishes: Sequence[Read], by: str) -> list[Correction]:
        """Decisions to be written, in the order of the wishes; not those that stand already."""
        now = self._workspace.clock.now()
        stand = standing(self._workspace.store.findings.corrections(subjects={one.post.id for one in wishes}))
        machine = self._answers([(one.post, one.field) for one in wishes if one.value == AGREED])
        decided: dict[tuple[str, str], Correction] = {}
        for one in wishes:
            key = (one.post.id, one.field)
            value = machine[key] if one.value == AGREED else one.value
            if key not in stand or stand[key].value != value:
                decided[key] = Correction(one.post.id, one.field, value, by, now, one.reason)
            else:
                decided.pop(key, None)
        return list(decided.values())

    def _answers(self, asked: Sequence[tuple[Post, str]]) -> dict[tuple[str, str], str]:
        """The machine's answers on these posts, as values of a decision."""
        if not asked:
            return {}
        posts = list({post.id: post for post, _ in asked}.values())
        frame = read_kept(self._workspace, posts, self._workspace.store.factchecks.all()).set_index("id")
        found = {}
        for post, field in asked:
            row = frame.loc[post.id]
            if field == "place":
                places = [f"{code} {name}" for code, name, *_ in (*row["title_places"], *row["places"]) if code]
                value = places[0] if places else NOTHING
            else:
                answer = row[_MACHINE[field]]
                value = (
                    ("ya" if answer else "tidak") if field in ("outside", "verification") else str(answer) or NOTHING
                )
                if field == "tone" and row["potential_negative"] and value == Tone.NEUTRAL.value:
                    value = POTENTIAL
            found[(post.id, field)] = value
        return found

    def _category(self, text: str) -> str:
        known = {c.code.casefold(): c.code for c in categories_of(self._workspace.office.profile)}
        known |= {c.name.casefold(): c.code for c in categories_of(self._workspace.office.profile)}
        if text == NOTHING or text.casefold() in known:
            return known.get(text.casefold(), NOTHING)
        listed = ", ".join(sorted(set(known.values())))
        raise _unknown(text, f"{listed}, atau {NOTHING} bila tidak ada", f"{listed}, or {NOTHING} for none")

    def _place(self, text: str) -> str:
        if text == NOTHING:
            return text
        if self._gazetteer is None:
            self._gazetteer = Gazetteer.load(extra_places(self._workspace))
        code = text.partition(" ")[0]
        if code in self._gazetteer:
            return f"{code} {self._gazetteer.name(code)}"
        region = self._workspace.office.region
        found = sorted(self._gazetteer.find(text))
        near = [c for c in found if region and c.startswith(region)] or found
        if len(near) == 1:
            return f"{near[0]} {self._gazetteer.name(near[0])}"
        if near:
            listed = "; ".join(f"{c} {self._gazetteer.name(c)}" for c in near[:_NEAR])
            raise _unknown(text, f"kode wilayahnya, misalnya {listed}", f"its code, for example {listed}")
        raise _unknown(
            text, f"kode atau nama wilayah Kepmendagri, atau {NOTHING}", f"an official code or name, or {NOTHING}"
        )

    @staticmethod
    def _language(text: str) -> str:
        _, card = load_model("language")
        return _one_of(text, [*card["labels"], MIXED, UNKNOWN])


def _one_of(text: str, values: Sequence[str]) -> str:
    for value in values:
        if text.casefold() == value:
            return str(value)
    listed = ", ".join(values)
    raise _unknown(text, listed, listed)


def _yes_or_no(text: str) -> str:
    answers = {"ya": "ya", "yes": "ya", "y": "ya", "tidak": "tidak", "no": "tidak", "t": "tidak"}
    if text.casefold() in answers:
        return answers[text.casefold()]
    raise _unknown(text, "ya atau tidak", "ya or tidak")


def _unknown(text: str, allowed: str, in_english: str) -> UsageError:
    return UsageError(
        Say(f'Nilai "{text}" tidak dikenal.', f'The value "{text}" is unknown.'),
        Say(f"Tulis: {allowed}.", f"Write: {in_english}."),
    )
