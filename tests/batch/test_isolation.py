"""No document can stop a run: each way to misbehave, beside documents that must still be read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import trichluc
from tests.batch.conftest import report
from trichluc.batch.limits import MEGABYTE, Limits
from trichluc.batch.runner import Settings, run

MOCKS = {
    "hang": ("TimeExceeded", "made no progress for 5 s"),
    "spin": ("TimeExceeded", ""),
    "oom": ("MemoryExceeded", "needs more memory than it is granted"),
    "oom-wrapped": ("MemoryExceeded", "needs more memory than it is granted"),
    "recurse": ("MemoryExceeded", "nested deeper than can be followed"),
    "exit": ("Crashed", "ended by itself with code 7"),
    "abort": ("Crashed", "SIGABRT"),
    "flood": ("TimeExceeded", ""),
    "raise": ("DamagedFile", "damaged as ordered"),
    "bug": ("ZeroDivisionError", "a bug as ordered"),
    "send-garbage": ("Crashed", "rows that cannot be right"),
    "send-too-much": ("OutputExceeded", "yields more than"),
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    root = tmp_path_factory.mktemp("isolation")
    archive = root / "archive"
    archive.mkdir()
    for number, act in enumerate(MOCKS):
        (archive / f"{act}.txt").write_text(f"#!mock {act}\n", encoding="utf-8")
        (archive / f"{act}-after.txt").write_text(report(number), encoding="utf-8")
    limits = Limits(
        memory=700 * MEGABYTE, cpu_seconds=1.0, silent_seconds=5, silent_seconds_ocr=5, output=20 * MEGABYTE
    )
    account = run([archive], root / "out", Settings(jobs=2, limits=limits, mock=True))
    assert account.total == 2 * len(MOCKS)
    assert account.outcomes == {"read": len(MOCKS), "skipped": len(MOCKS)}
    return trichluc.tables(root / "out")


def test_no_scratch_files_stay_behind(tmp_path: Path, monkeypatch) -> None:
    scratch, archive = tmp_path / "scratch", tmp_path / "archive"
    scratch.mkdir()
    archive.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    (archive / "a.txt").write_text(report(1), encoding="utf-8")
    (archive / "b.txt").write_text("#!mock abort\n", encoding="utf-8")
    run([archive], tmp_path / "out", Settings(jobs=2, mock=True))
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("act", MOCKS)
def test_each_limit_has_its_error(act: str, tables: dict[str, pd.DataFrame]) -> None:
    problems = tables["problems"].set_index("source")
    row = problems.loc[f"{act}.txt"]
    assert (row["error"], row["outcome"]) == (MOCKS[act][0], "skipped")
    assert MOCKS[act][1] in row["message"]
    assert row["message"].startswith(f"{act}.txt: ")


def test_the_other_documents_are_read(tables: dict[str, pd.DataFrame]) -> None:
    assert set(tables["documents"]["source"]) == {f"{act}-after.txt" for act in MOCKS}


def test_mock_documents_are_text_unless_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("#!mock exit\nBáo cáo tháng 3 năm 2025\n", encoding="utf-8")
    assert run([tmp_path / "a.txt"], tmp_path / "out", Settings(jobs=1)).outcomes == {"read": 1}
