"""How people write the names of places otherwise than the decree: together, apart, with short words."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.text.person_names import is_ordinary
from analysis.text.phrases import words

_SHORT = {
    "tanjung": ("tj", "tg", "tjg"),
    "sungai": ("sei",),
    "sei": ("sungai",),
    "gunung": ("gn",),
    "kepulauan": ("kep",),
    "kampung": ("kp",),
    "selatan": ("sel", "slt"),
    "utara": ("utr",),
    "timur": ("tmr",),
    "barat": ("brt",),
    "tengah": ("tgh",),
}
# First parts that are written apart as often as together.
_HEADS = (
    *("suka", "sido", "sumber", "karang", "gunung", "tanjung", "muara", "lubuk", "bukit", "bandar", "rantau", "kuala"),
    *("tebing", "ujung", "sungai", "banjar", "marga", "mekar", "kedung", "wono", "simpang", "pulau", "padang"),
)
_LEAST = 4


def spellings(name: str) -> Iterator[tuple[str, ...]]:
    """The words of a name, then its other spellings: "Sumber Rejo", "Sumberrejo"; "Tanjung Priok", "Tj Priok".

    A name is not taken apart into words of which each is ordinary ("Kotabaru": "kota baru" is any new town).
    """
    parts = words(name)
    yield parts
    if len(parts) == 1:
        whole = parts[0]
        for head in _HEADS:
            rest = whole.removeprefix(head)
            if rest != whole and len(rest) >= _LEAST and not (is_ordinary(head) and is_ordinary(rest)):
                yield head, rest
        return
    if len("".join(parts)) > _LEAST + 2:
        yield ("".join(parts),)
    for place in (0, len(parts) - 1):
        for short in _SHORT.get(parts[place], ()):
            yield (*parts[:place], short, *parts[place + 1 :])
