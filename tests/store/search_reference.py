"""What a query means, said once more the long way: every post is looked at by itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from kentongan.core.labels import Labels
from kentongan.core.posts import Post
from kentongan.core.search_query import Either, Every, Label, Node, Period, Without
from kentongan.core.search_terms import Term


@dataclass(frozen=True)
class Doc:
    """A post and what is said of it."""

    post: Post
    labels: Labels


def matches(doc: Doc, node: Node, stem: Callable[[str], str]) -> bool:
    """Whether a post is found."""
    if isinstance(node, Every):
        return all(matches(doc, part, stem) for part in node.parts)
    if isinstance(node, Either):
        return any(matches(doc, part, stem) for part in node.parts)
    if isinstance(node, Without):
        return not matches(doc, node.part, stem)
    if isinstance(node, Period):
        at = doc.post.published_at
        return (node.since is None or at >= node.since) and (node.until is None or at < node.until)
    if isinstance(node, Label):
        return _labelled(doc, node)
    return any(_holds(_words(text), node, stem) for text in (doc.post.title, doc.post.text))


def _holds(words: list[str], term: Term, stem: Callable[[str], str]) -> bool:
    wanted = list(term.words)
    if len(wanted) == 1 and not term.exact and not term.prefix:
        root = stem(wanted[0])
        return any(word in (wanted[0], root) or stem(word) == root for word in words)
    for at in range(len(words) - len(wanted) + 1):
        piece = words[at : at + len(wanted)]
        if piece == wanted or (term.prefix and piece[:-1] == wanted[:-1] and piece[-1].startswith(wanted[-1])):
            return True
    return False


def _words(text: str) -> list[str]:
    """Words by looking at every character; plain Latin letters, digits and signs only."""
    flat = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in flat).split()


def _labelled(doc: Doc, label: Label) -> bool:
    answers = doc.labels.answers
    yes_no = {"verifikasi": answers.verification, "luar": answers.outside, "koreksi": doc.labels.machine is not None}
    if label.field in yes_no:
        return ("ya" if yes_no[label.field] else "tidak") in label.values
    if label.field == "tempat":
        return any(code == one or code.startswith(f"{one}.") for code in answers.places for one in label.values)
    said = {
        "nada": answers.tone,
        "jenis": doc.post.kind.value,
        "sumber": doc.post.source_name,
        "kategori": answers.category,
        "bahasa": answers.language,
        "isu": doc.labels.issue_id,
    }
    return said[label.field] in label.values
