"""What the process of one document does: bytes in, rows out, every error told."""

from __future__ import annotations

import errno
import json
from dataclasses import dataclass, replace
from types import TracebackType

from trichluc.batch.board import Board
from trichluc.batch.frames import Failure, frame, message, printable
from trichluc.batch.grants import Granting
from trichluc.batch.limits import MOST_PAGES, Limits
from trichluc.batch.mock import Send, misbehave_at, obey
from trichluc.batch.survey import survey
from trichluc.document import Rules, analyse
from trichluc.errors import MemoryExceeded, TrichlucError
from trichluc.read import read_bytes
from trichluc.report import Problem
from trichluc.store.packing import pack_report

_MESSAGE = 500


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read. `mock` lets it misbehave on command.

    `left_out` and `last` come from an attempt that failed: pages that stopped the reader, and the last one that it can
    afford to read.
    """

    source: str
    mock: bool = False
    left_out: tuple[int, ...] = ()
    last: int = MOST_PAGES
    survey: bool = False
    """Only look what the document is."""


def parse_job(payload: bytes) -> tuple[Job, bytes]:
    """The head and the document's bytes in a job frame."""
    head, _, data = payload.partition(b"\n")
    values = json.loads(head)
    return Job(**{**values, "left_out": tuple(values["left_out"])}), data


class Telling:
    """Any error that leaves the block is sent and ends there: this is the edge of the document's process."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.stage = "read"

    def __enter__(self) -> Telling:
        return self

    def __exit__(self, _: object, error: BaseException | None, trace: TracebackType | None) -> bool:
        if error is not None:
            self._send(message(b"E", Failure(*classify(error), self.stage)))
        return True


class PageWatch(Granting):
    """Marks each page on the board, grants its CPU time, and keeps out what stopped the reader before."""

    def __init__(self, job: Job, board: Board, limits: Limits) -> None:
        super().__init__(board, limits)
        self._job = job
        self.pages = 0

    def begins(self, page: int, pages: int) -> bool:
        """Whether the page is to be read."""
        if self.pages != pages:
            self.pages = pages
            self._grant(min(pages, self._job.last))
        if page > self._job.last or page in self._job.left_out:
            return False
        self._board.turn(page, pages)
        if self._job.mock:
            misbehave_at(page, self._job.source)
        return True

    def refusals(self, doc_id: str) -> tuple[Problem, ...]:
        """The account of the pages that were kept out."""
        name = self._job.source
        found = [
            Problem(name, doc_id, page, "read", "PageFailed", f"{name}: page {page} stopped the reader", "partial")
            for page in self._job.left_out
        ]
        if self.pages > self._job.last:
            said = f"{name}: pages {self._job.last + 1} to {self.pages} exceed what one document is granted"
            found.append(Problem(name, doc_id, self._job.last + 1, "read", "LimitExceeded", said, "partial"))
        return tuple(found)


def perform(job: Job, data: bytes, rules: Rules, send: Send, *, board: Board, limits: Limits) -> None:
    """Read one document and send its rows, or the error that prevented it."""
    with Telling(send) as telling:
        if job.mock:
            obey(data, send)
        if job.survey:
            send(frame(b"D", survey(data, job.source, rules, board, limits)))
            return
        watch = PageWatch(job, board, limits)
        source = read_bytes(data, job.source, rules.read, watch)
        source = replace(source, problems=(*source.problems, *watch.refusals(source.doc_id)))
        _begin("analyse", telling, board)
        report = analyse(source, rules)
        _begin("store", telling, board)
        send(frame(b"D", pack_report(report)))


def _begin(stage: str, telling: Telling, board: Board) -> None:
    telling.stage = stage
    board.begin(stage)


def classify(error: BaseException) -> tuple[str, str]:
    """The class under which an error is recorded, and its message.

    Libraries wrap what they meet; shortage of memory and too deep nesting are looked for inside.
    """
    for inner in chain_of(error):
        if isinstance(inner, MemoryError) or (isinstance(inner, OSError) and inner.errno == errno.ENOMEM):
            return MemoryExceeded.__name__, "needs more memory than it is granted"
        if isinstance(inner, RecursionError):
            return MemoryExceeded.__name__, "is nested deeper than can be followed"
    if isinstance(error, TrichlucError):
        return error.code, _shown(str(error))
    return type(error).__name__, _shown(f"{type(error).__name__}: {error}")


def chain_of(error: BaseException) -> list[BaseException]:
    """An error and all that it wraps: causes, contexts and arguments."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting and len(found) < 50:
        one = waiting.pop()
        if all(one is not other for other in found):
            found.append(one)
            inside = (one.__cause__, one.__context__, *one.args)
            waiting += [inner for inner in inside if isinstance(inner, BaseException)]
    return found


def _shown(text: str) -> str:
    return printable(text)[:_MESSAGE]
