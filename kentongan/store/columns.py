"""Column types that mean the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class UtcTime(TypeDecorator[datetime]):
    """An aware moment, exact to the microsecond: `timestamptz` on PostgreSQL, microseconds since 1970 on SQLite.

    SQLite has no type for moments; integers sort and compare right and cost eight bytes. Comes back in UTC.
    Raises ValueError for a datetime without zone.
    """

    impl = sa.BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column's own type in this dialect."""
        kind: TypeEngine[Any] = sa.TIMESTAMP(timezone=True) if dialect.name == "postgresql" else sa.BigInteger()
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """What the driver is given."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone before it is stored")
        return value.astimezone(UTC) if dialect.name == "postgresql" else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """What the driver gave, as an aware datetime in UTC."""
        if value is None:
            return None
        if dialect.name == "postgresql":
            moment: datetime = value
            return moment.astimezone(UTC)
        return _EPOCH + timedelta(microseconds=value)


def row_number() -> TypeEngine[int]:
    """The type of a running number: SQLite's rowid, a 64-bit identity on PostgreSQL."""
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def ordered_text() -> TypeEngine[str]:
    """Text that sorts by code point on both dialects (PostgreSQL otherwise sorts by the server's language)."""
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
