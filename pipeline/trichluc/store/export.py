"""Tables for people without a database: one workbook, or a folder of CSV files with a description."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from trichluc.errors import OutputError
from trichluc.store.cells import Cell, defused, written
from trichluc.store.describe import of_column, of_table
from trichluc.store.kinds import ROW_CLASSES, Kind, columns
from trichluc.store.manifest import read_manifest
from trichluc.store.readers import open_snapshot

LONG_TABLES = ("lines",)
"""Left out unless asked for: printed lines are of no use without their page."""
_MOST_ROWS = 1_048_576
_MOST_CHARACTERS = 32_767
_FIRST_DAY = dt.date(1900, 3, 1)
"""Excel counts days from 1900 and takes that year for a leap year, so it shows earlier days wrongly."""
_WIDEST, _SAMPLE = 60, 200
_BATCH = 5000
_FRICTIONLESS = {
    "string": "string", "bool": "boolean", "date32": "date", "int16": "integer", "int32": "integer",
    "int64": "integer", "float32": "number", "float64": "number", "struct": "object",
}  # fmt: skip


def export(output: str | Path, target: Path, tables: Sequence[str] = ()) -> list[Path]:
    """Write a workbook (`….xlsx`) or a folder of CSV files; without `tables` all but the long ones."""
    snapshot = open_snapshot(output)
    wanted = list(tables) or [name for name in ROW_CLASSES if name not in LONG_TABLES]
    unknown = sorted(set(wanted) - set(ROW_CLASSES))
    if unknown:
        raise OutputError(f"{', '.join(unknown)}: no such table; there are {', '.join(ROW_CLASSES)}")
    try:
        if target.suffix.lower() == ".xlsx":
            _workbook(snapshot, target, wanted)
            return [target]
        return _folder(snapshot, target, wanted)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written ({error.strerror})") from error


def _rows(snapshot: Path, table: str, names: Sequence[str]) -> Iterator[list[Any]]:
    for file in sorted((snapshot / table).glob("*.parquet")):
        for batch in pq.ParquetFile(file).iter_batches(_BATCH, columns=list(names)):
            yield from _transposed(batch)


def _transposed(batch: pa.RecordBatch) -> Iterator[list[Any]]:
    yield from map(list, zip(*(column.to_pylist() for column in batch.columns), strict=True))


def _folder(snapshot: Path, target: Path, tables: Sequence[str]) -> list[Path]:
    target.mkdir(parents=True, exist_ok=True)
    made = []
    for table in tables:
        path = target / f"{table}.csv"
        names = [field.name for field in columns(table)]
        # The mark at the start tells Excel that the file is UTF-8.
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(names)
            writer.writerows([defused(written(value)) for value in row] for row in _rows(snapshot, table, names))
        made.append(path)
    package = target / "datapackage.json"
    package.write_text(
        json.dumps(_datapackage(snapshot, tables), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return [*made, package]


def _datapackage(snapshot: Path, tables: Sequence[str]) -> dict[str, object]:
    """Frictionless Data Package: every table, every column, its type and meaning."""
    manifest = read_manifest(snapshot)
    return {
        "profile": "tabular-data-package",
        "name": "trichluc",
        "title": "Trích lục báo cáo hành chính",
        "engine": manifest.engine,
        "ruleset": manifest.ruleset,
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table,
                "path": f"{table}.csv",
                "title": of_table(table).vi,
                "description": of_table(table).en,
                "encoding": "utf-8",
                "schema": {
                    "fields": [_described(table, f.name, f.kind) for f in columns(table)],
                    "missingValues": [""],
                },
            }
            for table in tables
        ],
    }


def _described(table: str, name: str, kind: Kind) -> dict[str, str]:
    meaning = of_column(table, name)
    # Lists of text are joined into one text, other lists are JSON.
    listed = "string" if kind.name == "list" and kind.fields[0].kind.name == "string" else "array"
    return {"name": name, "type": _FRICTIONLESS.get(kind.name, listed), "title": meaning.vi, "description": meaning.en}


def _workbook(snapshot: Path, target: Path, tables: Sequence[str]) -> None:
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(target), options) as workbook:
        workbook.set_properties({"title": "trichluc", "created": dt.datetime(2025, 1, 1)})  # noqa: DTZ001 - same bytes
        sheets = _Sheets(workbook)
        sheets.contents(tables)
        for table in tables:
            names = [f.name for f in columns(table) if f.name != "boxes"]
            sheets.write(table, names, _rows(snapshot, table, names))


class _Sheets:
    """The sheets of a workbook: a header that stays in sight, dates and numbers as such, widths that can be read."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._head = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._day = workbook.add_format({"num_format": "dd/mm/yyyy"})

    def contents(self, tables: Sequence[str]) -> None:
        """The first sheet: what the others hold."""
        rows = [[t, f.name, *of_column(t, f.name)] for t in tables for f in columns(t) if f.name != "boxes"]
        self.write("README", ["table", "column", "ý nghĩa", "meaning"], iter(rows))

    def write(self, title: str, names: Sequence[str], rows: Iterator[list[Any]]) -> None:
        """A table; one that is longer than a sheet goes on in the next."""
        count, more = 1, True
        first = next(rows, None)
        while more:
            sheet = self._workbook.add_worksheet(title if count == 1 else f"{title} ({count})")
            first = self._fill(sheet, names, first, rows)
            count, more = count + 1, first is not None

    def _fill(
        self, sheet: Any, names: Sequence[str], first: list[Any] | None, rows: Iterator[list[Any]]
    ) -> list[Any] | None:
        """Fill one sheet; returns the row that did not fit."""
        sample = [first] if first is not None else []
        sample += [row for _, row in zip(range(_SAMPLE), rows, strict=False)]
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(names):
            sheet.set_column(column, column, _width(name, [row[column] for row in sample]))
        for column, name in enumerate(names):
            sheet.write_string(0, column, name, self._head)
        at = 1
        for at, row in enumerate(sample, 1):
            self._row(sheet, at, row)
        for row in rows:
            at += 1
            if at == _MOST_ROWS:
                return row
            self._row(sheet, at, row)
        if sample:
            sheet.autofilter(0, 0, at, len(names) - 1)
        return None

    def _row(self, sheet: Any, at: int, row: Sequence[Any]) -> None:
        for column, value in enumerate(map(written, row)):
            self._cell(sheet, at, column, value)

    def _cell(self, sheet: Any, at: int, column: int, value: Cell) -> None:
        match value:
            case None:
                return
            case bool():
                sheet.write_boolean(at, column, value)
            case int() | float():
                sheet.write_number(at, column, value)
            case dt.date() if value >= _FIRST_DAY:
                sheet.write_datetime(at, column, value, self._day)
            case _:
                sheet.write_string(at, column, _fitting(str(value)))


def _fitting(text: str) -> str:
    """A cell holds 32,767 UTF-16 units; what is cut says so."""
    if len(text) <= _MOST_CHARACTERS // 2 or len(text.encode("utf-16-le")) // 2 <= _MOST_CHARACTERS:
        return text
    kept = text.encode("utf-16-le")[: 2 * (_MOST_CHARACTERS - 1)].decode("utf-16-le", "ignore")
    return kept + "…"


def _width(name: str, values: Sequence[Any]) -> int:
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return min(max(len(name), longest, 6) + 2, _WIDEST)
