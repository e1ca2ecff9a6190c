"""Exports as spreadsheets read them: dates and numbers as such, no formula, nothing cut in silence."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.store.conftest import Maker
from trichluc.errors import OutputError
from trichluc.store import export as module
from trichluc.store.cells import defused, written
from trichluc.store.describe import of_column, of_table
from trichluc.store.export import export
from trichluc.store.kinds import ROW_CLASSES, columns

Make = Callable[[str], Maker]


@pytest.fixture
def output(make: Make) -> Path:
    maker = make("out")
    maker.commit([f"{n}.txt" for n in range(8)])
    return maker.output


def test_every_table_and_column_is_described() -> None:
    for table in ROW_CLASSES:
        assert of_table(table).vi
        for field in columns(table):
            meaning = of_column(table, field.name)
            assert meaning.vi, (table, field.name)
            assert meaning.en, (table, field.name)


def test_a_workbook_has_a_sheet_a_table(output: Path, tmp_path: Path) -> None:
    export(output, tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book.sheetnames == ["README", *(t for t in ROW_CLASSES if t != "lines")]
    sheet = book["citations"]
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == [f.name for f in columns("citations") if f.name != "boxes"]
    assert sheet.max_row == 1 + 8 * 3


def test_dates_and_numbers_arrive_as_such(output: Path, tmp_path: Path) -> None:
    export(output, tmp_path / "x.xlsx", ["dates", "numbers"])
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    heads = {cell.value: cell.column for cell in book["dates"][1]}
    days = [book["dates"].cell(row, heads["start"]) for row in range(2, 26)]
    filled = [cell for cell in days if cell.value is not None]
    assert filled
    assert all(isinstance(cell.value, dt.datetime) and cell.number_format == "dd/mm/yyyy" for cell in filled)
    heads = {cell.value: cell.column for cell in book["numbers"][1]}
    assert all(isinstance(book["numbers"].cell(r, heads["value"]).value, float | int) for r in range(2, 26))


def test_no_text_becomes_a_formula(output: Path, tmp_path: Path) -> None:
    export(output, tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(str(cell.value).startswith("=") for cell in cells)
    assert all(cell.data_type != "f" for cell in cells if not str(cell.value).startswith("="))
    export(output, tmp_path / "csv")
    for file in (tmp_path / "csv").glob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.reader(stream):
                assert not [value for value in row if value.startswith(("=", "+", "@", "\t", "\r"))]


@pytest.mark.parametrize("payload", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1"])
def test_formulas_are_defused_and_numbers_are_not(payload: str) -> None:
    assert defused(payload) == f"'{payload}"
    assert defused(-5) == -5
    assert defused("a=1") == "a=1"


def test_a_sheet_that_is_full_goes_on_in_the_next(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST_ROWS", 11)
    monkeypatch.setattr(module, "_SAMPLE", 5)
    export(output, tmp_path / "x.xlsx", ["citations"])
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    parts = [name for name in book.sheetnames if name.startswith("citations")]
    assert parts == ["citations", "citations (2)", "citations (3)"]
    assert sum(book[name].max_row - 1 for name in parts) == 24


def test_a_text_too_long_for_a_cell_says_that_it_was_cut() -> None:
    assert module._fitting("a" * 32_767) == "a" * 32_767
    cut = module._fitting("𝄞" * 20_000)
    assert cut.endswith("…")
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767


def test_days_before_1900_stay_readable(tmp_path: Path) -> None:
    assert written(dt.date(1802, 6, 1)) == dt.date(1802, 6, 1)
    assert dt.date(1802, 6, 1) < module._FIRST_DAY


def test_csv_has_the_mark_and_a_description(output: Path, tmp_path: Path) -> None:
    made = export(output, tmp_path / "csv", ["documents", "citations"])
    assert [path.name for path in made] == ["documents.csv", "citations.csv", "datapackage.json"]
    assert (tmp_path / "csv" / "documents.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    package = json.loads((tmp_path / "csv" / "datapackage.json").read_text(encoding="utf-8"))
    (_, citations) = package["resources"]
    with (tmp_path / "csv" / "citations.csv").open(encoding="utf-8-sig", newline="") as stream:
        header = next(csv.reader(stream))
    assert [field["name"] for field in citations["schema"]["fields"]] == header
    assert {"name", "type", "title", "description"} == set(citations["schema"]["fields"][0])


CASTS: dict[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "number": float,
    "date": dt.date.fromisoformat,
    "boolean": {"true": True, "false": False, "True": True, "False": False}.__getitem__,
    "object": json.loads,
    "array": json.loads,
}
"""The types of Table Schema as it reads them."""


def test_every_cell_is_of_the_type_that_the_description_tells(output: Path, tmp_path: Path) -> None:
    export(output, tmp_path / "csv", list(ROW_CLASSES))
    package = json.loads((tmp_path / "csv" / "datapackage.json").read_text(encoding="utf-8"))
    assert re.fullmatch(r"[a-z0-9._/-]+", package["name"])
    assert {resource["path"] for resource in package["resources"]} == {f"{table}.csv" for table in ROW_CLASSES}
    for resource in package["resources"]:
        types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        with (tmp_path / "csv" / resource["path"]).open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                for name, value in row.items():
                    assert value == "" or CASTS[types[name]](value) is not None, (resource["name"], name, value)


def test_an_unknown_table_is_named(output: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nonsense"):
        export(output, tmp_path / "x.xlsx", ["nonsense"])


@pytest.mark.tool("soffice")
def test_libreoffice_opens_the_workbook(output: Path, tmp_path: Path) -> None:
    export(output, tmp_path / "x.xlsx", ["dates"])
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice is not installed; `make system` installs it"
    command = [program, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
               "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"]  # fmt: skip
    done = subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "x.xlsx")], capture_output=True, text=True, check=True,
        timeout=120,
    )  # fmt: skip
    said = [
        line for line in done.stderr.splitlines() if "javaldx" not in line
    ]  # it misses a Java that it does not need
    assert said == []
    (made,) = tmp_path.glob("x*.csv")
    rows = list(csv.DictReader(made.open(encoding="utf-8-sig", newline="")))
    assert len(rows) == 24
    assert any("/" in row["start"] for row in rows)
