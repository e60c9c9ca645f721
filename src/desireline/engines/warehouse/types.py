"""Columns of PostgreSQL that Arrow cannot take as they are, read in a form that it can. Loaded where rows are read.

Types that it does not know (addresses, periods, ranges, types of one's own) come as text. Numbers without bounds come
with nine decimals; what is no number, is larger than 1e28, or is a time outside the years 1 to 9998 (“infinity”), comes
as nothing: one such value would stop the whole table.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import sqltypes

WIDEST, DECIMALS, LARGEST = 38, 9, "1e28"
KNOWN = (
    sqltypes.Numeric,
    sqltypes.Float,
    sqltypes.Integer,
    sqltypes.String,
    sqltypes._Binary,
    sqltypes.DateTime,
    sqltypes.Date,
    sqltypes.Time,
    sqltypes.JSON,
    sqltypes.ARRAY,
    sqltypes.Boolean,
    sqltypes.Uuid,
)


class Read(sa.types.TypeDecorator[Any]):  # type: ignore[misc]
    """A column that is read by an expression; `told` is the type of what comes."""

    impl = sa.Text
    cache_ok = False

    def __init__(self, how: Any, told: Any) -> None:
        super().__init__()
        self.how, self.told = how, told

    def load_dialect_impl(self, dialect: Any) -> Any:
        return dialect.type_descriptor(self.told)

    def column_expression(self, column: Any) -> Any:
        return self.how(column)


def readable(table: Any, *, dialect: str) -> None:
    """Have the columns of a reflected table come in a form that Arrow can take."""
    for column in table.columns if dialect == "postgresql" else ():
        found = _reading(column.type)
        if found is not None:
            column.type = Read(*found)


def read(column: Any) -> Any:
    """The column as it is read, for use inside of an expression."""
    return column.type.how(column) if isinstance(column.type, Read) else column


def told(kind: Any) -> Any:
    """The type that dlt is told of a column."""
    if isinstance(kind, Read):
        return kind.told
    return sa.Numeric(asdecimal=False) if isinstance(kind, sqltypes.Float) else kind


def _reading(kind: Any) -> tuple[Any, Any] | None:
    """How a type is read, and what it is then; None where it can be read as it is."""
    if isinstance(kind, sqltypes.ARRAY) and not isinstance(kind.item_type, KNOWN):
        return lambda column: sa.cast(sa.func.to_json(column), sa.Text), sa.Text()
    if not isinstance(kind, KNOWN) or isinstance(kind, sqltypes.Interval):
        return lambda column: sa.cast(column, sa.Text), sa.Text()
    if isinstance(kind, sqltypes.DateTime | sqltypes.Date):
        return _finite, kind
    if isinstance(kind, sqltypes.Numeric):
        bounded = kind.precision is not None and kind.precision <= WIDEST
        return (_number, kind) if bounded else (_bounded, sa.Numeric(WIDEST, DECIMALS))
    return None


def _finite(column: Any) -> Any:
    inside = sa.and_(column >= sa.literal_column("'0001-01-01'"), column < sa.literal_column("'9999-01-01'"))
    return sa.case((inside, sa.type_coerce(column, column.type.told)))


def _number(column: Any) -> Any:
    return sa.func.nullif(column, sa.literal_column("'NaN'"), type_=column.type.told)


def _bounded(column: Any) -> Any:
    size = sa.func.abs(column) < sa.literal_column(LARGEST)
    return sa.case((size, sa.func.round(column, DECIMALS, type_=column.type.told)))
