"""Each exit code of `trichluc run`, provoked; for 75 and 130, which need a second process, see the killed runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_REPORT = "Báo cáo kết quả công tác quý I năm 2025 của Sở Nội vụ.\n"


def run(*arguments: str | Path, limit: int = 0) -> subprocess.CompletedProcess[str]:
    """`trichluc run`, where asked for with no file allowed to grow beyond so many bytes."""

    def no_large_files() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-m", "trichluc", "run", *map(str, arguments), "-q", "-j", "1"]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=120, preexec_fn=no_large_files if limit else None
    )


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number:02}.txt").write_text(_REPORT * (number + 1), encoding="utf-8")
    return folder


def test_all_read_is_0_and_some_with_problems_is_3(archive: Path, tmp_path: Path) -> None:
    assert run(archive, "-o", tmp_path / "out").returncode == 0
    (archive / "hong.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n")
    done = run(archive, "-o", tmp_path / "out")
    assert done.returncode == 3
    assert "DamagedFile 1" in done.stdout
    assert "unchanged" in done.stdout
    assert "trichluc sql" in done.stdout


def test_no_input_is_5(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for missing in (tmp_path / "khong-co", tmp_path / "empty"):
        done = run(missing, "-o", tmp_path / "out")
        assert (done.returncode, missing.name in done.stderr) == (5, True)


def test_an_output_that_cannot_be_written_is_4(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "other" / "current").mkdir(parents=True)
    for output in (tmp_path / "file", tmp_path / "other"):
        done = run(archive, "-o", output)
        assert (done.returncode, str(output) in done.stderr) == (4, True)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of this kind")
@pytest.mark.parametrize("limit", [300, 3_000, 30_000])
def test_a_full_disk_is_4_and_the_next_run_goes_on(archive: Path, tmp_path: Path, limit: int) -> None:
    done = run(archive, "-o", tmp_path / "out", limit=limit)
    assert (done.returncode, "disk is full" in done.stderr) == (4, True), done.stderr
    assert not (tmp_path / "out" / "current").exists()
    assert run(archive, "-o", tmp_path / "out").returncode == 0
