"""A run that is killed at any moment: nobody sees half of it, nothing of it is lost, nothing of it lives on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import psutil
import pytest

from tests.batch.conftest import Write, report
from tests.batch.test_incremental import snapshot_bytes
from trichluc.batch.runner import Settings, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")
COUNT = 24


@pytest.fixture(autouse=True)
def _interruptible() -> Iterator[None]:
    """A shell starts background jobs with interrupts ignored, and what they start would ignore them as well."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def started(archive: Path, output: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "trichluc", "run", str(archive), "-o", str(output), "--mock", "-j", "2", "-q"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def until_something_is_read(output: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until the spool has grown."""
    spool = output / ".state" / "spool"

    def size() -> int:
        return sum(path.stat().st_size for path in spool.glob("*.spool"))

    before = size()
    while process.poll() is None and size() <= before:
        time.sleep(0.01)


@pytest.fixture
def slow(archive: Write) -> Path:
    """Documents that take their time, so that a kill finds some finished and some not."""
    return archive({f"{n:02}.txt": f"#!mock sleep 0.15\n{report(n)}" for n in range(COUNT)})


def test_the_resumed_run_equals_the_undisturbed(slow: Path, tmp_path: Path) -> None:
    run([slow], tmp_path / "goal", Settings(jobs=2, mock=True))
    output, chance = tmp_path / "out", random.Random(5)
    (slow / "zz.txt").write_text(report(99), encoding="utf-8")
    run([slow / "zz.txt"], output, Settings(jobs=1))  # an older snapshot that must stay whole
    (slow / "zz.txt").unlink()
    for _ in range(4):
        process = started(slow, output)
        until_something_is_read(output, process)
        time.sleep(0.5 * chance.random())
        process.kill()
        process.wait()
        assert len(pd.read_parquet(output / "current" / "files")) in (1, COUNT)
    account = run([slow], output, Settings(jobs=2, mock=True))
    assert account.resumed + account.unchanged > 0
    assert snapshot_bytes(output) == snapshot_bytes(tmp_path / "goal")


def test_no_process_outlives_the_coordinator(slow: Path, tmp_path: Path) -> None:
    process = started(slow, tmp_path / "out")
    workers: list[psutil.Process] = []
    while len(workers) < 4 and process.poll() is None:  # two workers, each with the process of a document
        workers = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    gone, alive = psutil.wait_procs(workers, timeout=10)
    assert not alive
    assert gone


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_keeps_what_was_read(slow: Path, tmp_path: Path, sent: signal.Signals) -> None:
    process = started(slow, tmp_path / "out")
    until_something_is_read(tmp_path / "out", process)
    process.send_signal(sent)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert b"interrupted" in said
    assert not (tmp_path / "out" / "current").exists()
    assert any((tmp_path / "out" / ".state" / "spool").iterdir())
    assert run([slow], tmp_path / "out", Settings(jobs=2, mock=True)).resumed > 0


def test_a_second_run_leaves_at_once_or_waits(slow: Path, tmp_path: Path) -> None:
    first = started(slow, tmp_path / "out")
    until_something_is_read(tmp_path / "out", first)
    second = started(slow, tmp_path / "out")
    _, said = second.communicate(timeout=30)
    assert second.returncode == 75
    assert f"process {first.pid}".encode() in said
    assert run([slow], tmp_path / "out", Settings(jobs=1, mock=True, wait=True)).unchanged == COUNT
    assert first.wait() == 0
    assert first.stderr is not None
    first.stderr.close()
    assert os.path.islink(tmp_path / "out" / "current")  # noqa: PTH114
