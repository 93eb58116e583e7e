"""Words, phrases and beginnings as a question to the database's own text index: FTS5 or `tsvector`.

Words are data: on SQLite each becomes a quoted FTS5 string (sqlite.org/fts5.html, 3.2), on PostgreSQL a bound value. Only
nodes without labels come here (`is_text`); what nothing positive stands in (`-jakarta` alone) is the complement of another
search and is taken by the caller.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from kentongan.core.search_query import Either, Every, Node, Without, wanted_terms
from kentongan.core.search_terms import STEM_MARK, Stem, Term, forms_of
from kentongan.store.codec import storable
from kentongan.store.schema import posts

_INDONESIAN: sa.ColumnElement[Any] = sa.literal_column("'indonesian'::regconfig")
_SIMPLE: sa.ColumnElement[Any] = sa.literal_column("'simple'::regconfig")
_COLUMN: sa.ColumnElement[Any] = sa.literal_column("posts.search")


def is_text(node: Node) -> bool:
    """Words only, with something wanted among them in every branch: what an index of words can answer."""
    if isinstance(node, Every):
        wanted = [part for part in node.parts if not isinstance(part, Without)]
        refused = [part.part for part in node.parts if isinstance(part, Without)]
        return bool(wanted) and all(map(is_text, wanted)) and all(map(is_text, refused))
    return all(map(is_text, node.parts)) if isinstance(node, Either) else isinstance(node, Term)


def rows_with(
    connection: Connection, node: Node, stem: Stem | None, span: tuple[int, int] | None = None
) -> NDArray[np.int64]:
    """The `seq` of every post that the text node finds, in no order.

    Args:
        node: one for which `is_text` holds.
        stem: as the posts were indexed with it (SQLite; PostgreSQL has a stemmer of its own).
        span: only posts from the first to the last of these numbers; None = all.
    """
    if connection.dialect.name == "sqlite":
        # One long text instead of a row a hit: a hundred thousand rows cost more to hand over than to find.
        question = "SELECT group_concat(rowid, ' ') FROM posts_fts WHERE posts_fts MATCH ?"
        asked: tuple[str | int, ...] = (fts5(node, stem),)
        if span is not None:
            question, asked = f"{question} AND rowid BETWEEN ? AND ?", (*asked, *span)
        found = connection.exec_driver_sql(question, asked).scalar()
        return np.fromstring(found, dtype=np.int64, sep=" ") if found else np.empty(0, dtype=np.int64)
    query = sa.select(posts.c.seq).where(_postgres(node))
    if span is not None:
        query = query.where(posts.c.seq.between(*span))
    return np.fromiter(connection.execute(query).scalars(), dtype=np.int64)


def scores(connection: Connection, node: Node, stem: Stem | None, first: int) -> dict[int, float]:
    """How well posts fit a text node, by `seq`, higher is better; only posts from `first` on."""
    if not is_text(node) or node == Either(()):
        return {}
    if connection.dialect.name == "sqlite":
        question = "SELECT rowid, -rank FROM posts_fts WHERE posts_fts MATCH ? AND rowid >= ?"
        found = connection.exec_driver_sql(question, (fts5(node, stem), first))
        return {row[0]: row[1] for row in found}
    query = reduce(sa.func.tsquery_or, map(_tsquery, wanted_terms(node)))
    asked = sa.select(posts.c.seq, sa.func.ts_rank(_COLUMN, query)).where(_postgres(node), posts.c.seq >= first)
    return {row[0]: float(row[1]) for row in connection.execute(asked)}


def fts5(node: Node, stem: Stem | None) -> str:
    """The FTS5 expression of a text node; never an invalid one."""
    if isinstance(node, Term):
        return _fts5_term(node, stem)
    if isinstance(node, Either):
        return f"({' OR '.join(fts5(part, stem) for part in node.parts)})"
    assert isinstance(node, Every)  # noqa: S101 - `is_text` leaves nothing else
    wanted = " AND ".join(fts5(part, stem) for part in node.parts if not isinstance(part, Without))
    refused = " OR ".join(fts5(part.part, stem) for part in node.parts if isinstance(part, Without))
    return f"(({wanted}) NOT ({refused}))" if refused else f"({wanted})"


def _fts5_term(term: Term, stem: Stem | None) -> str:
    word, root = forms_of(term, stem)
    if root:
        plain = dict.fromkeys((word, root))
        return f"({' OR '.join(map(_quoted, (*plain, STEM_MARK + root)))})"
    quoted = _quoted(" ".join(term.words))
    return f"{quoted} *" if term.prefix else quoted


def _quoted(text: str) -> str:
    return '"' + storable(text).replace('"', '""') + '"'


def _postgres(node: Node) -> sa.ColumnElement[bool]:
    if isinstance(node, Every):
        return sa.and_(*(_postgres(part) for part in node.parts))
    if isinstance(node, Either):
        return sa.or_(*(_postgres(part) for part in node.parts))
    if isinstance(node, Without):
        return sa.not_(_postgres(node.part))
    assert isinstance(node, Term)  # noqa: S101 - `is_text` leaves nothing else
    found: sa.ColumnElement[bool] = _COLUMN.op("@@")(_tsquery(node))
    if not node.exact:
        return found
    # The index holds stems; the very words are looked at in what it found.
    phrase = sa.func.phraseto_tsquery(_SIMPLE, storable(" ".join(node.words)))
    there = [sa.func.to_tsvector(_SIMPLE, posts.c[name]).op("@@")(phrase) for name in ("title", "text")]
    return sa.and_(found, sa.or_(*there))


def _tsquery(term: Term) -> sa.ColumnElement[Any]:
    words = storable(" ".join(term.words))
    if term.prefix:
        escaped = words.replace("\\", "\\\\").replace("'", "''")
        return sa.func.to_tsquery(_INDONESIAN, f"'{escaped}':*")
    return sa.func.phraseto_tsquery(_INDONESIAN, words)
