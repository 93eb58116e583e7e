"""What the pages of posts share: names of fields, values to choose from, how a row is written."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from analysis.categories.reading import categories_of
from kentongan.core.messages import Say
from kentongan.core.posts import PostKind
from kentongan.core.search_fields import KINDS, TONES
from kentongan.core.search_terms import excerpt, marked
from kentongan.pipeline.search.searching import LANGUAGES, Asked, OfficeNames, Result, place_name
from kentongan.pipeline.search_index import stem
from kentongan.web.visit import Visit

EXCERPT = 320
#: What an officer sees: the field as `correcting` calls it, its name, and the values to choose from (none = typed).
FIELDS = {
    "nada": Say("Nada terhadap instansi", "Tone toward the agency"),
    "nada-peristiwa": Say("Nada peristiwa", "Tone of the event"),
    "kategori": Say("Kategori", "Category"),
    "lokasi": Say("Tempat", "Place"),
    "bahasa": Say("Bahasa", "Language"),
    "verifikasi": Say("Perlu verifikasi", "To be verified"),
    "luar-wilayah": Say("Tentang wilayah lain", "About another region"),
}
FIELD_OF = {
    "tone": "nada",
    "tone_event": "nada-peristiwa",
    "category": "kategori",
    "place": "lokasi",
    "language": "bahasa",
    "verification": "verifikasi",
    "outside": "luar-wilayah",
}


def address(q: str, urut: str = "", salinan: str = "", sesudah: str = "") -> str:
    """The address of a search."""
    query = {"q": q, "urut": urut, "salinan": salinan, "sesudah": sesudah}
    return "/unggahan?" + urlencode({name: value for name, value in query.items() if value})


def rows(visit: Visit, asked: Asked) -> dict[str, Any]:
    """What the template of a row needs beside the post."""
    office, places = visit.workspace.office, OfficeNames(visit.workspace).gazetteer
    categories = {one.code: one.name for one in categories_of(office.profile, office.own_categories)}

    def text_of(result: Result) -> list[tuple[str, bool]]:
        return excerpt(marked(result.post.text, asked.terms, stem), EXCERPT)

    return {
        "title_of": lambda result: marked(result.post.title, asked.terms, stem),
        "text_of": text_of,
        "place_of": lambda code: place_name(places, code),
        "category_of": lambda code: categories.get(code, code),
        "kind_of": lambda kind: visit.say(KINDS[kind]),
        "private": is_private,
        "tones": lambda: tuple(TONES),
    }


def is_private(post: Any) -> bool:
    """Written by a private person as far as can be told: no account and no address of it is shown."""
    return post.kind is not PostKind.NEWS and not post.official


def choices(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    """What may be chosen for each field: (value, name)."""
    office = visit.workspace.office
    yes_no = [("ya", visit.say(Say("ya", "yes"))), ("tidak", visit.say(Say("tidak", "no")))]
    tones = [(value, visit.say(say)) for value, say in TONES.items()]
    known = [(one.code, one.name) for one in categories_of(office.profile, office.own_categories)]
    return {
        "nada": tones,
        "nada-peristiwa": [one for one in tones if one[0] != "berpotensi negatif"],
        "kategori": [*known, ("-", visit.say(Say("tidak ada", "none")))],
        "bahasa": [(code, visit.say(name)) for code, (_, name) in LANGUAGES.items()],
        "verifikasi": yes_no,
        "luar-wilayah": yes_no,
    }
