"""The quick starts of the README run as they stand there."""

import re
from pathlib import Path

import duckdb
import pytest

import trichluc as engine

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
