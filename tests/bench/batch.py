"""What a run costs beside reading: `python -m tests.bench.batch [COUNT]`. Prints each figure with its target.

The archive is the shipped reports, as often as needed, each copy with a few bytes more so that none is a duplicate.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.commits import commit_seconds
from trichluc.batch.account import Account, FileDone
from trichluc.batch.board import Board
from trichluc.batch.job import Job, perform
from trichluc.batch.limits import Limits
from trichluc.batch.runner import Settings, run
from trichluc.document import installed_rules

REPORTS = Path("corpus/reports")


def main(arguments: list[str]) -> None:
    """Measure and print."""
    count = int(arguments[0]) if arguments else 300
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "in"
        pages = make_archive(archive, count)
        print(f"{count} PDF files")
        inside = in_process(archive)
        one, memory = timed(archive, Path(folder) / "one", 1)
        two, _ = timed(archive, Path(folder) / "two", 2)
        print(f"  in this process          {inside:7.2f} s   {pages}")
        print(f"  one process              {one:7.2f} s")
        print(f"  two processes            {two:7.2f} s   {one / two:.2f} x one (wanted: 1.8)")
        print(f"  supervision              {(one - inside) / inside:7.1%}     (wanted: under 5 %)")
        print(f"  memory, 99th percentile  {memory >> 20:7} MB  (wanted: under 500 MB)")
    commit, again = commit_seconds(10_000)
    print(f"  commit of 10,000         {commit:7.2f} s   (wanted: under 5 s)")
    print(f"  run over 10,000 unchanged{again:7.2f} s   (wanted: under 10 s)")


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
    """Seconds to read everything here: the same work, nobody watching."""
    rules, board, limits = installed_rules(), Board(), Limits(cpu_seconds=1e6)
    files = sorted(archive.iterdir())
    perform(Job("warm.pdf"), files[0].read_bytes(), rules, lambda _: None, board=board, limits=limits)
    started = time.monotonic()
    for file in files:
        perform(Job(file.name), file.read_bytes(), rules, lambda _: None, board=board, limits=limits)
    return time.monotonic() - started


def timed(archive: Path, output: Path, jobs: int) -> tuple[float, int]:
    """Seconds between the first document and the last, and the memory of a document's process."""
    memory: list[int] = []
    moments: list[float] = []

    def hear(event: object, _: Account) -> None:
        if isinstance(event, FileDone):
            moments.append(time.monotonic())
            memory.append(event.result.memory)

    run([archive], output, Settings(jobs=jobs), hear)
    memory.sort()
    # The first documents of each process pay for loading what the others find loaded.
    skipped = 4 * jobs
    rate = (len(moments) - skipped) / (moments[-1] - moments[skipped - 1])
    return len(moments) / rate, memory[int(len(memory) * 0.99)]


if __name__ == "__main__":
    main(sys.argv[1:])
