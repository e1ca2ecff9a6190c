"""The quick starts of the README run as they stand there."""

import csv
import re
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest

import trichluc as engine
from trichluc.store.export import export as engine_export

ROOT = Path(__file__).parents[2]
BLOCKS = re.findall(r"```(python|sql)\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder with the `output` that the README speaks of."""
    root = tmp_path_factory.mktemp("readme")
    engine.run([str(ROOT / "corpus" / "reports")], root / "output")
    return root


@pytest.mark.parametrize("code", [code for language, code in BLOCKS if language == "python"])
def test_python(folder, monkeypatch, capsys, code) -> None:
    monkeypatch.chdir(folder)
    exec(code, {})
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("code", [code for language, code in BLOCKS if language == "sql"])
def test_sql(folder, monkeypatch, code) -> None:
    monkeypatch.chdir(folder)
    assert duckdb.sql(code).fetchall()


def test_excel(folder, trichluc) -> None:
    done = trichluc("export", folder / "output", folder / "tables.xlsx")
    assert done.returncode == 0, done.stderr
    assert (folder / "tables.xlsx").stat().st_size > 10_000


@pytest.mark.tool("soffice")
def test_libreoffice_opens_all_sheets_without_a_warning(folder, tmp_path) -> None:
    engine_export(folder / "output", tmp_path / "tables.xlsx")
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    done = subprocess.run(
        [shutil.which("soffice") or "soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", every_sheet, "--outdir", str(tmp_path), str(tmp_path / "tables.xlsx")],
        capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    # It misses a Java that it does not need.
    assert [line for line in done.stderr.splitlines() if "javaldx" not in line] == []
    tables = engine.tables(folder / "output")
    for name in ("citations", "dates", "numbers", "table_cells", "cited_documents"):
        with (tmp_path / f"tables-{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert len(rows) == len(tables[name])
        day = "start" if name == "dates" else "date"
        if day in rows[0]:
            # Days in the manner of the country that LibreOffice is set to, not the text that was written.
            days = [row[day] for row in rows if row[day]]
            assert days
            assert all(re.fullmatch(r"\d{1,2}[/.]\d{1,2}[/.]\d{4}", written) for written in days)
        if "value" in rows[0]:
            found = [float(row["value"].replace(",", "")) for row in rows if row["value"]]
            assert found == pytest.approx(tables[name]["value"].dropna().tolist(), rel=1e-6)
