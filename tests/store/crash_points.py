"""Kills a commit at every call to the file system and looks at what is left. Run by `test_crash.py`.

`python -m tests.store.crash_points FOLDER STEP` tries every STEP-th call and prints a JSON object: how many calls there
are, and what went wrong at which.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import pandas as pd

from tests.store.samples import sample_report
from trichluc.batch import runner
from trichluc.batch.engine import Result, Wanted
from trichluc.batch.intake import take
from trichluc.batch.runner import Settings, run
from trichluc.store import dataset
from trichluc.store.packing import pack_report

_TABLES = ("documents", "blocks", "files", "problems")


class HereEngine:
    """Reads in this very process, so that nothing but the commit is in the way of the kill."""

    def results(self, wanted: Iterable[Wanted]) -> Iterator[Result]:
        for item in wanted:
            taken = take(item.planned, 1 << 30)
            known = taken.doc_id == item.known
            rows = None if known else rows_of(taken.data, item.planned.source)
            yield Result(item.number, taken.doc_id, len(taken.data), rows)

    def close(self) -> None:
        pass


def rows_of(data: bytes, source: str) -> bytes:
    return pack_report(sample_report(source, len(data) % 5 + 1, data))


def commit(archive: Path, output: Path) -> None:
    run([archive], output, Settings(), engine=HereEngine())


def killed_at(point: int, archive: Path, output: Path) -> bool:
    """Run in a fork that dies before its n-th call to the file system; whether it got that far."""
    child = os.fork()
    if child == 0:
        arm(point, str(output))
        commit(archive, output)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 99


def arm(point: int, below: str) -> None:
    left = point

    def count() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os._exit(99)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" or event.startswith(("os.", "shutil.")):
            paths = [os.fsdecode(a) for a in arguments if isinstance(a, str | bytes | os.PathLike)]
            if any(path.startswith(below) for path in paths):
                count()

    def fsync(descriptor: int, real=os.fsync) -> None:
        count()
        real(descriptor)

    sys.addaudithook(hook)
    os.fsync = fsync


def seen_by_readers(output: Path) -> tuple[dict[str, int], dict[str, int]]:
    """Rows of each table as pandas and DuckDB find them through `current`."""
    plain = {t: len(pd.read_parquet(output / "current" / t)) for t in _TABLES}
    query = "SELECT count(*) FROM read_parquet('{}/current/{}/*.parquet')"
    duck = {t: duckdb.execute(query.format(output, t)).fetchone()[0] for t in _TABLES}
    return plain, duck


def content(output: Path) -> dict[str, bytes]:
    root = (output / "current").resolve()
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def main(folder: Path, step: int) -> None:
    dataset.PER_PART = 4
    runner.installed_versions = lambda: dataset.Versions("0", "0", "0")
    old, new, base = folder / "old", folder / "new", folder / "base"
    for root, numbers in ((old, range(12)), (new, range(3, 15))):
        root.mkdir()
        for n in numbers:
            (root / f"{n:02}.txt").write_text(f"Báo cáo số {n} năm 2025\nĐã xử lý {n + 1} hồ sơ.\n", encoding="utf-8")
    (new / "05.txt").write_text("Báo cáo số 5, đã sửa\nĐã xử lý 7 hồ sơ.\nDòng thứ ba.\n", encoding="utf-8")
    commit(old, base)
    before = seen_by_readers(base)
    goal = folder / "goal"
    shutil.copytree(base, goal, symlinks=True)
    commit(new, goal)
    after, expected = seen_by_readers(goal), content(goal)
    wrong = []
    point = 0
    while True:
        output = folder / "trial"
        shutil.rmtree(output, ignore_errors=True)
        shutil.copytree(base, output, symlinks=True)
        died = killed_at(point, new, output)
        if seen_by_readers(output) not in (before, after):
            wrong.append([point, "readers"])
        commit(new, output)
        if content(output) != expected:
            wrong.append([point, "recovery"])
        if not died:
            break
        point += step
    json.dump({"points": point, "wrong": wrong}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
