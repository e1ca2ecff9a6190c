"""Queries over the tables, and their results as values, CSV, JSON or Parquet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import duckdb

from trichluc.errors import QueryError
from trichluc.store.cells import defused, written
from trichluc.store.readers import connect

_PIECE = 1000


@dataclass(frozen=True, slots=True)
class View:
    """A table as `trichluc sql` offers it."""

    name: str
    rows: int
    columns: tuple[str, ...]


class Query:
    """The result of one statement; its rows are fetched as they are asked for."""

    def __init__(self, output: str | Path, statement: str) -> None:
        self._statement = statement
        self._connection = connect(output)
        self.columns: list[str] = []
        """Known when the rows have been asked for."""

    def __enter__(self) -> Query:
        return self

    def __exit__(self, _: object, error: BaseException | None, trace: TracebackType | None) -> None:
        self._connection.close()

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows, fetched a thousand at a time."""
        try:
            cursor = self._connection.execute(self._statement)
            self.columns = [str(column[0]) for column in cursor.description or ()]
            return self._fetched(cursor)
        except duckdb.Error as error:
            raise QueryError(str(error)) from error

    def _fetched(self, cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
        try:
            while found := cursor.fetchmany(_PIECE):
                yield from found
        except duckdb.Error as error:
            raise QueryError(str(error)) from error

    def write_csv(self, stream: IO[str]) -> None:
        """Rows with a header; text that a spreadsheet would take for a formula is defused."""
        rows = self.rows()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([defused(written(value)) for value in row] for row in rows)

    def write_json(self, stream: IO[str]) -> None:
        """An object a line."""
        for row in self.rows():
            print(json.dumps(dict(zip(self.columns, row, strict=True)), ensure_ascii=False, default=str), file=stream)

    def write_parquet(self, file: Path) -> None:
        """One Parquet file."""
        try:
            self._connection.sql(self._statement).write_parquet(str(file), compression="zstd")
        except duckdb.Error as error:
            raise QueryError(str(error)) from error


def views(output: str | Path) -> list[View]:
    """What can be asked, with the numbers of rows."""
    with connect(output) as connection:
        columns: dict[str, list[str]] = {}
        for name, column in connection.execute(_COLUMNS).fetchall():
            columns.setdefault(name, []).append(column)
        return [View(name, len(connection.table(name)), tuple(found)) for name, found in columns.items()]


_COLUMNS = """
SELECT table_name, column_name FROM duckdb_columns()
WHERE NOT internal ORDER BY table_name IN ('section_text', 'indicators'), table_oid, column_index
"""
