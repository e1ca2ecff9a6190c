"""What a run costs beside reading: `python -m tests.bench.batch [COUNT]`. Prints each figure with its target.

The archive is the shipped reports, as often as needed, each copy with a few bytes more so that none is a duplicate.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.bench.commits import commit_seconds
from trichluc.batch.account import Account, FileDone
from trichluc.batch.board import Board
from trichluc.batch.job import Job, perform
from trichluc.batch.limits import Limits
from trichluc.batch.runner import Settings, run
from trichluc.document import installed_rules

REPORTS = Path("corpus/reports")


@dataclass(frozen=True)
class Spent:
    """What a stretch of a run took for each document: seconds on the clock, CPU seconds here and in the workers."""

    wall: float
    here: float
    workers: float
    memory: int

    @property
    def cpu(self) -> float:
        return self.here + self.workers


def main(arguments: list[str]) -> None:
    """Measure and print. CPU seconds are what a busy machine cannot change; of clock times the best of a few counts."""
    count = int(arguments[0]) if arguments else 300
    rounds = int(arguments[1]) if len(arguments) > 1 else 2
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "in"
        size = make_archive(archive, count)
        inside = min(in_process(archive) for _ in range(rounds))
        runs = [[timed(archive, Path(folder) / f"{jobs}-{n}", jobs) for jobs in (1, 2)] for n in range(rounds)]
    one, two = (min((pair[n] for pair in runs), key=lambda spent: spent.cpu) for n in (0, 1))
    wall = [min(pair[n].wall for pair in runs) for n in (0, 1)]
    # The coordinator works beside the workers: with one it has a core of its own, with two it shares theirs.
    cores = 2 * max(one.workers, one.here) / max(two.cpu, 2 * two.here)
    print(f"{count} PDF files, {size}; the best of {rounds}")
    print(f"  in this process             {inside:9.4f} CPU-s a document")
    print(
        f"  supervised, its process     {one.workers:9.4f} CPU-s   {one.workers / inside - 1:+.1%} (wanted: under 5 %)"
    )
    print(f"  coordinator: checks, spool  {one.here:9.4f} CPU-s   {one.here / inside:.1%}")
    print(
        f"  two processes, clock        {wall[0] / wall[1]:9.2f} x one (wanted: 1.8; tells nothing on a busy machine)"
    )
    print(f"  two processes, two cores    {cores:9.2f} x one, from the CPU seconds (wanted: 1.8)")
    print(f"  memory, 99th percentile     {two.memory >> 20:9} MB (wanted: under 500 MB)")
    print_commits(10_000)


def print_commits(count: int) -> None:
    """The figures of the store."""
    found = commit_seconds(count)
    print(f"  commit of {count:,}            {found.commit_cpu:9.2f} CPU-s, {found.commit:.2f} s (wanted: under 5 s)")
    print(f"  run over {count:,} unchanged   {found.again_cpu:9.2f} CPU-s, {found.again:.2f} s (wanted: under 10 s)")


def make_archive(folder: Path, count: int) -> str:
    """Distinct copies of the shipped reports."""
    folder.mkdir()
    originals = [path.read_bytes() for path in sorted(REPORTS.glob("*.pdf"))]
    size = 0
    for number, data in zip(range(count), itertools.cycle(originals), strict=False):
        (folder / f"{number:05}.pdf").write_bytes(data + b"\n%% %d\n" % number)
        size += len(data)
    return f"{size / 1e6:.0f} MB"


def in_process(archive: Path) -> float:
    """CPU seconds a document to read everything here: the same work, nobody watching."""
    rules, board, limits = installed_rules(), Board(), Limits(cpu_seconds=1e6)
    files = sorted(archive.iterdir())
    perform(Job("warm.pdf"), files[0].read_bytes(), rules, lambda _: None, board=board, limits=limits)
    started = time.process_time()
    for file in files:
        perform(Job(file.name), file.read_bytes(), rules, lambda _: None, board=board, limits=limits)
    return (time.process_time() - started) / len(files)


def timed(archive: Path, output: Path, jobs: int) -> Spent:
    """What the documents took from the one with which the processes were warm to the last."""
    memory: list[int] = []
    moments: list[tuple[float, float, float]] = []
    me = psutil.Process()
    warm, last = 4 * jobs, sum(1 for _ in archive.iterdir())

    def hear(event: object, _: Account) -> None:
        if isinstance(event, FileDone):
            memory.append(event.result.memory)
            if len(memory) in (warm, last):
                moments.append((time.monotonic(), time.process_time(), sum(map(_cpu, me.children(recursive=True)))))

    run([archive], output, Settings(jobs=jobs), hear)
    memory.sort()
    wall, here, workers = ((end - start) / (last - warm) for start, end in zip(*moments, strict=True))
    return Spent(wall, here, workers, memory[int(len(memory) * 0.99)])


def _cpu(worker: psutil.Process) -> float:
    """CPU seconds of a process and of those that it started and that have ended."""
    used = worker.cpu_times()
    return used.user + used.system + used.children_user + used.children_system


if __name__ == "__main__":
    main(sys.argv[1:])
