"""A search in words: what is asked, said back to the person who asks it.

"unggahan yang memuat kata “banjir” dan frasa “jalan rusak”, tanpa kata “jakarta”, bernada negatif, sejak 1 November"
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kentongan.core.messages import Lang, Say
from kentongan.core.search_query import Either, Every, Label, Node, Period, Without
from kentongan.core.search_terms import Term

_LABELS: Final[Mapping[str, Say]] = {
    "nada": Say("bernada {}", "with {} tone"),
    "jenis": Say("berjenis {}", "of the kind {}"),
    "sumber": Say("dari {}", "from {}"),
    "tempat": Say("di {}", "in {}"),
    "kategori": Say("berkategori {}", "of category {}"),
    "isu": Say("dalam isu {}", "of the issue {}"),
    "bahasa": Say("berbahasa {}", "in {}"),
}
_LACKING: Final = Say("tanpa", "without")
_EXCEPT: Final = Say("kecuali yang", "except those")
_ALL: Final = Say("semua unggahan", "all posts")


def in_words(query: Node) -> Say:
    """The query as a phrase in both languages, without a full stop."""
    return Say(_sentence(query, "id"), _sentence(query, "en"))


def _sentence(query: Node, lang: Lang) -> str:
    if query == Every():
        return _ALL.to(lang)
    parts = query.parts if isinstance(query, Every) else (query,)
    words = [part for part in parts if _is_text(part) and not isinstance(part, Without)]
    refused = [part for part in parts if isinstance(part, Without)]
    others = [part for part in parts if part not in words and not isinstance(part, Without)]
    said = (
        [_joined([_bare(part, lang) if len(words) == 1 else _part(part, lang) for part in words], _and(lang))]
        if words
        else []
    )
    if said:
        said[0] = f"{'yang memuat' if lang == 'id' else 'that contain'} {said[0]}"
    said += [_part(part, lang) for part in refused]
    said += [_bare(part, lang) if len(parts) == 1 else _part(part, lang) for part in others]
    post = "unggahan" if lang == "id" else "posts"
    return f"{post} {', '.join(said)}"


def _bare(node: Node, lang: Lang) -> str:
    """A part that stands alone needs no parentheses."""
    return (
        _part(node, lang).removeprefix("(").removesuffix(")") if isinstance(node, Every | Either) else _part(node, lang)
    )


def _part(node: Node, lang: Lang) -> str:
    if isinstance(node, Term):
        return _term(node, lang)
    if isinstance(node, Label):
        frame = _LABELS.get(node.field)
        return frame.to(lang).format(node.shown.to(lang)) if frame else node.shown.to(lang)
    if isinstance(node, Period):
        return node.shown.to(lang)
    if isinstance(node, Without):
        return f"{(_LACKING if _is_text(node.part) else _EXCEPT).to(lang)} {_part(node.part, lang)}"
    word = _and(lang) if isinstance(node, Every) else ("atau" if lang == "id" else "or")
    return f"({_joined([_part(part, lang) for part in node.parts], word)})"


def _term(term: Term, lang: Lang) -> str:
    shown = f"“{term.shown.rstrip('*') if term.prefix else term.shown}”"
    if term.prefix:
        return f"{'kata berawalan' if lang == 'id' else 'a word that begins with'} {shown}"
    if term.exact and len(term.words) > 1:
        return f"{'frasa' if lang == 'id' else 'the phrase'} {shown}"
    if term.exact:
        return f"{'persis kata' if lang == 'id' else 'exactly the word'} {shown}"
    return f"{'kata' if lang == 'id' else 'the word'} {shown}"


def _is_text(node: Node) -> bool:
    """Whether only words stand in it."""
    if isinstance(node, Every | Either):
        return all(_is_text(part) for part in node.parts)
    return _is_text(node.part) if isinstance(node, Without) else isinstance(node, Term)


def _and(lang: Lang) -> str:
    return "dan" if lang == "id" else "and"


def _joined(parts: Sequence[str], word: str) -> str:
    return f" {word} ".join(parts)
