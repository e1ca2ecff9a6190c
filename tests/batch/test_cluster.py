"""A Dask cluster writes what the local run writes, also when one of its machines dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.batch.conftest import Write, report
from tests.batch.test_incremental import snapshot_bytes
from trichluc.batch.account import Account, FileDone
from trichluc.batch.cluster import DaskEngine, pack_result, unpack_results
from trichluc.batch.engine import Result
from trichluc.batch.limits import Limits
from trichluc.batch.runner import Settings, run
from trichluc.errors import TrichlucError
from trichluc.report import Problem


@pytest.fixture
def cluster() -> Iterator[DaskEngine]:
    engine = DaskEngine("", 2, Limits(), mock=True)
    yield engine
    engine.close()


def test_the_cluster_equals_the_local_run_though_a_machine_dies(
    archive: Write, tmp_path: Path, cluster: DaskEngine
) -> None:
    files: dict[str, str | bytes] = {f"{n:03}.txt": f"#!mock sleep 0.02\n{report(n)}" for n in range(70)}
    files |= {"b/dup.txt": report(900), "a/dup.txt": report(900), "x.pdf": b"", "y.txt": "#!mock abort"}
    root = archive(files)
    (root / "link").symlink_to(root)
    settings = Settings(jobs=2, mock=True)
    run([root], tmp_path / "local", settings)
    killed: list[int] = []

    def kill_one(event: object, account: Account) -> None:
        if isinstance(event, FileDone) and account.entered == 20 and not killed:
            killed.append(min(cluster.client.run(os.getpid).values()))
            os.kill(killed[0], signal.SIGKILL)

    account = run([root], tmp_path / "cluster", settings, kill_one, cluster)
    assert killed
    assert account.finished == account.total == 75
    assert snapshot_bytes(tmp_path / "cluster") == snapshot_bytes(tmp_path / "local")


def test_what_is_known_is_not_sent_back(archive: Write, tmp_path: Path, cluster: DaskEngine) -> None:
    root = archive({f"{n}.txt": report(n) for n in range(5)})
    run([root], tmp_path / "out", Settings(jobs=1))
    assert run([root], tmp_path / "out", Settings(), engine=cluster).unchanged == 5


def test_no_scheduler_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trichluc.batch.cluster._PATIENCE", 1)
    with pytest.raises(TrichlucError, match="no Dask scheduler answers"):
        DaskEngine("tcp://127.0.0.1:9", 1, Limits())


def test_results_survive_the_way() -> None:
    problem = Problem("a", "d", 1, "read", "Crashed", "…", "skipped")
    results = [
        Result(3, "d", 10, b"\0rows" * 9, None, problem, 2, 0.5, 0.25, 99, 1, "log"),
        Result(4, None, None, None, problem),
        Result(5, "d", 10, b""),
        Result(6, "d", 10),
    ]
    assert list(unpack_results(b"".join(map(pack_result, results)))) == results
