"""Engines: who reads the documents of a plan. The local one is here; Dask has a module of its own.

An engine takes tasks in the order of the sources and yields results in any order. It decides nothing about rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from trichluc.batch.frames import Progress
from trichluc.batch.intake import Taken, take
from trichluc.batch.limits import Limits
from trichluc.batch.outcome import changed, problem_of, refused
from trichluc.batch.plan import Planned
from trichluc.batch.pool import Pool, Read, Task
from trichluc.errors import InputError, TrichlucError
from trichluc.report import Problem


@dataclass(frozen=True, slots=True)
class Wanted:
    """A planned file. `known` is the digest of the bytes whose rows are at hand."""

    number: int
    planned: Planned
    known: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file. `rows` is a bundle; without it `problem` says why, or the rows are at hand already."""

    number: int
    doc_id: str | None = None
    n_bytes: int | None = None
    rows: bytes | None = None
    problem: Problem | None = None
    note: Problem | None = None
    pages: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    memory: int = 0
    attempts: int = 0
    log: str = ""


class Engine(Protocol):
    """Reads documents somewhere."""

    def results(self, wanted: Iterable[Wanted]) -> Iterator[Result | Progress]:
        """A result for every task, and signs of progress between them."""

    def close(self) -> None:
        """Stop at once what is still being read."""


class LocalEngine:
    """Reads documents in processes of this machine. The coordinator opens and hashes the files, in order."""

    def __init__(self, jobs: int, limits: Limits, mock: bool = False, survey: bool = False) -> None:
        self._pool = Pool(jobs, limits, mock, survey)
        self._limits = limits
        self._ahead = 2 * jobs

    def results(self, wanted: Iterable[Wanted]) -> Iterator[Result | Progress]:
        """Files are taken as workers become free, so that few documents are in memory at a time."""
        waiting: dict[int, tuple[str, Taken]] = {}
        seen: set[str] = set()
        for item in wanted:
            result = self._begin(item, seen, waiting)
            if result is not None:
                yield result
            while len(waiting) >= self._ahead:
                yield self._next(waiting)
        while waiting:
            yield self._next(waiting)

    def close(self) -> None:
        """Kill the workers."""
        self._pool.close()

    def _begin(self, item: Wanted, seen: set[str], waiting: dict[int, tuple[str, Taken]]) -> Result | None:
        source = item.planned.source
        try:
            taken = take(item.planned, self._limits.input)
        except InputError as error:
            return Result(item.number, problem=refused(error, source))
        if taken.doc_id == item.known or (taken.doc_id in seen and taken.data):
            seen.add(taken.doc_id)
            return Result(item.number, taken.doc_id, len(taken.data))
        seen.add(taken.doc_id)
        waiting[item.number] = (source, taken)
        self._pool.submit(Task(item.number, source, taken.data))
        return None

    def _next(self, waiting: dict[int, tuple[str, Taken]]) -> Result | Progress:
        number, event = self._pool.events.get()
        if isinstance(event, Progress):
            return event
        if isinstance(event, TrichlucError):
            raise event
        source, taken = waiting.pop(number)
        return result_of(number, source, taken, event, self._limits)


def result_of(number: int, source: str, taken: Taken, read: Read, limits: Limits) -> Result:
    """The result of a document that was given to a process."""
    problem = None if read.rows is not None else problem_of(read, source, taken.doc_id, limits)
    end = read.end
    return Result(
        number,
        taken.doc_id,
        len(taken.data),
        read.rows,
        problem,
        changed(source, taken.doc_id) if taken.changed else None,
        end.reached.pages,
        end.seconds,
        end.cpu_seconds,
        end.memory,
        read.attempt,
        end.log,
    )
