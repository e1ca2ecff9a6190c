"""The time of a commit and of a run that finds everything unchanged, over documents that were never read."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest import mock

from tests.store.samples import sample_report
from trichluc.batch import runner
from trichluc.batch.engine import Result, Wanted
from trichluc.batch.intake import take
from trichluc.batch.runner import Settings, run
from trichluc.report import Report
from trichluc.store.dataset import Dataset
from trichluc.store.packing import pack_report

_ROWS = 20
_BYTES = 60_000


class Packed:
    """An engine that has the rows at hand."""

    def results(self, wanted: Iterable[Wanted]) -> Iterator[Result]:
        for item in wanted:
            taken = take(item.planned, 1 << 30)
            rows = pack_report(_report(item.planned.source, taken.doc_id, item.number % 20))
            yield Result(item.number, taken.doc_id, len(taken.data), rows)

    def close(self) -> None:
        pass


@lru_cache
def _template(number: int) -> Report:
    return sample_report(str(number), _ROWS)


def _report(source: str, doc_id: str, number: int) -> Report:
    """One of twenty reports under another name."""
    report = _template(number)
    named = {"doc_id": doc_id, "source": source}

    def renamed(row: Any) -> Any:
        return replace(row, **{name: value for name, value in named.items() if hasattr(row, name)})

    rows = {f.name: tuple(map(renamed, getattr(report, f.name))) for f in fields(Report) if f.name != "document"}
    return Report(document=renamed(report.document), **rows)


@dataclass(frozen=True)
class Seconds:
    """On the clock, and of this process's CPU: the commit alone, and a whole run over the same files unchanged."""

    commit: float
    commit_cpu: float
    again: float
    again_cpu: float


def commit_seconds(count: int) -> Seconds:
    """Commit so many documents, then find them unchanged."""
    with tempfile.TemporaryDirectory() as folder:
        archive, output = Path(folder) / "in", Path(folder) / "out"
        archive.mkdir()
        for number in range(count):
            (archive / f"{number:06}.txt").write_bytes(b"%08d" % number * (_BYTES // 8))
        spent: list[tuple[float, float]] = []
        real = Dataset.commit

        def timed(*arguments: object) -> object:
            started, cpu = time.monotonic(), time.process_time()
            done = real(*arguments)  # type: ignore[arg-type]
            spent.append((time.monotonic() - started, time.process_time() - cpu))
            return done

        versions = runner.installed_versions()
        with (
            mock.patch.object(runner, "installed_versions", lambda: versions),
            mock.patch.object(Dataset, "commit", timed),
        ):
            run([archive], output, Settings(commit_seconds=1e9), engine=Packed())
            commit, commit_cpu = map(sum, zip(*spent, strict=True))
            started, cpu = time.monotonic(), time.process_time()
            account = run([archive], output)
            again, again_cpu = time.monotonic() - started, time.process_time() - cpu
        assert account.unchanged == count, account
        return Seconds(commit, commit_cpu, again, again_cpu)


def main() -> None:
    """Print the figures."""
    print(commit_seconds(10_000))


if __name__ == "__main__":
    main()
