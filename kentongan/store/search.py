"""From what a person typed to a full-text query that cannot fail.

```
banjir bandang           both words
"jalan rusak"            the phrase
banjir OR longsor        either (also ATAU); binds weaker than standing side by side
banjir NOT jakarta       the first without the second (also BUKAN, or -jakarta); AND/DAN may be written
perbaik*                 words that begin so
```

Words are data: on SQLite each becomes a quoted FTS5 string (sqlite.org/fts5.html, 3.2), on PostgreSQL a bound value.
An operator where none can stand is passed over; a clause without a wanted word finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import sqlalchemy as sa

from kentongan.store.codec import storable
from kentongan.store.post_rows import COLUMNS
from kentongan.store.schema import posts

MAX_LENGTH = 1000  # characters of a query that are looked at
MAX_TERMS = 64

_PIECE = re.compile(r'(-?)"([^"]*)"?|(-?)([^\s"]+)')
_OR = {"OR", "ATAU", "|"}
_AND = {"AND", "DAN", "&", "+"}
_NOT = {"NOT", "BUKAN"}


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase; `prefix` = what begins so."""

    text: str
    prefix: bool = False


@dataclass(slots=True)
class Clause:
    """All of `wanted` and none of `unwanted`."""

    wanted: list[Term] = field(default_factory=list)
    unwanted: list[Term] = field(default_factory=list)


def parse(query: str) -> list[Clause]:
    """The clauses of a query, any of which may match; [] when nothing can be looked for."""
    clauses = [Clause()]
    negated = False
    terms = 0
    for minus, phrase, word_minus, word in _PIECE.findall(storable(query)[:MAX_LENGTH]):
        if word in _OR and not word_minus:
            clauses.append(Clause())
            negated = False
        elif word in _NOT and not word_minus:
            negated = True
        elif word not in _AND:
            term = _term(phrase or word, quoted=not word)
            if term is None or terms == MAX_TERMS:
                continue
            terms += 1
            unwanted = negated or bool(minus or word_minus)
            (clauses[-1].unwanted if unwanted else clauses[-1].wanted).append(term)
            negated = False
    return [clause for clause in clauses if clause.wanted]


def _term(text: str, *, quoted: bool) -> Term | None:
    """A term, or None when there is no letter or digit in it."""
    if not any(character.isalnum() for character in text):
        return None
    prefix = not quoted and text.endswith("*")
    return Term(text.rstrip("*") if prefix else text, prefix)


def match_expression(user_query: str, stem: Callable[[str], str] | None = None) -> str:
    """The FTS5 expression for what a person typed; "" when there is nothing to look for. Never an invalid one."""
    return _fts5(parse(user_query), stem)


def _fts5(clauses: Sequence[Clause], stem: Callable[[str], str] | None) -> str:
    parts = []
    for clause in clauses:
        part = " AND ".join(_fts5_term(term, stem) for term in clause.wanted)
        if clause.unwanted:
            part = f"({part}) NOT ({' OR '.join(_fts5_term(term, stem) for term in clause.unwanted)})"
        parts.append(f"({part})")
    return " OR ".join(parts)


def _fts5_term(term: Term, stem: Callable[[str], str] | None) -> str:
    quoted = _quoted(term.text)
    if term.prefix:
        return f"{quoted} *"
    root = storable(stem(term.text)) if stem else ""
    return f"({quoted} OR stems : {_quoted(root)})" if root and root != term.text else quoted


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def on_sqlite(
    clauses: Sequence[Clause], *, newest_first: bool, stem: Callable[[str], str] | None
) -> sa.Select[tuple[Any, ...]]:
    """The query over FTS5; best match first by bm25."""
    fts = sa.table("posts_fts", sa.column("rowid"), sa.column("rank"), sa.column("posts_fts"))
    found = sa.select(*COLUMNS).join_from(posts, fts, posts.c.seq == fts.c.rowid)
    found = found.where(fts.c.posts_fts.op("MATCH")(_fts5(clauses, stem)))
    order = (posts.c.published_at.desc(), posts.c.id.desc())
    return found.order_by(*order) if newest_first else found.order_by(fts.c.rank, *order)


def on_postgres(
    clauses: Sequence[Clause], *, newest_first: bool, stem: Callable[[str], str] | None
) -> sa.Select[tuple[Any, ...]]:
    """The query over the `tsvector` column; best match first by `ts_rank`."""
    del stem  # the `indonesian` configuration has a stemmer
    wanted: list[Any] = []
    for clause in clauses:
        part = reduce(sa.func.tsquery_and, map(_tsquery, clause.wanted))
        if clause.unwanted:
            part = sa.func.tsquery_and(
                part, sa.func.tsquery_not(reduce(sa.func.tsquery_or, map(_tsquery, clause.unwanted)))
            )
        wanted.append(part)
    query = reduce(sa.func.tsquery_or, wanted)
    column: sa.ColumnElement[Any] = sa.literal_column("posts.search")
    found = sa.select(*COLUMNS).where(column.op("@@")(query))
    order = (posts.c.published_at.desc(), posts.c.id.desc())
    return found.order_by(*order) if newest_first else found.order_by(sa.func.ts_rank(column, query).desc(), *order)


def _tsquery(term: Term) -> sa.ColumnElement[Any]:
    indonesian: sa.ColumnElement[Any] = sa.literal_column("'indonesian'::regconfig")
    if term.prefix:
        escaped = term.text.replace("\\", "\\\\").replace("'", "''")
        return sa.func.to_tsquery(indonesian, f"'{escaped}':*")
    return sa.func.phraseto_tsquery(indonesian, term.text)
