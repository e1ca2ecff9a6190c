"""The program as users start it, and a small output that it made."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch.conftest import report

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def trichluc() -> Run:
    """Runs `trichluc` with arguments in a process of its own."""

    def start(*arguments: object, stdin: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "trichluc", *map(str, arguments)],
            capture_output=True, text=True, check=False, timeout=120, input=stdin,
            env={**os.environ, "COLUMNS": "120", **environment},
        )  # fmt: skip

    return start


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory, trichluc: Run) -> Path:
    """Tables of three reports and a file that is none."""
    root = tmp_path_factory.mktemp("cli")
    (root / "in").mkdir()
    for number in range(3):
        (root / "in" / f"bc-{number}.txt").write_text(report(100 + number), encoding="utf-8")
    (root / "in" / "hong.pdf").write_bytes(b"<html><body>404 Not Found</body></html>")
    done = trichluc("run", root / "in", "-o", root / "out", "--log-json", root / "log.jsonl")
    assert done.returncode == 3, done.stderr
    return root / "out"
