"""What the process of one document does: bytes in, rows out, every error told."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from trichluc.batch.frames import Failure, Progress, frame, message, printable
from trichluc.batch.mock import obey
from trichluc.document import Rules, analyse
from trichluc.errors import MemoryExceeded, TrichlucError
from trichluc.read import read_bytes
from trichluc.store.bundle import pack_report

_MESSAGE = 500


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read. `mock` lets it misbehave on command."""

    source: str
    mock: bool = False
    attempt: int = 1


def parse_job(payload: bytes) -> tuple[Job, bytes]:
    """The head and the document's bytes in a job frame."""
    head, _, data = payload.partition(b"\n")
    return Job(**json.loads(head)), data


class Telling:
    """Any error that leaves the block is sent and ends there: this is the edge of the document's process."""

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._send = send
        self.stage = "read"

    def begin(self, stage: str) -> None:
        """Tell that a stage begins."""
        self.stage = stage
        self._send(message(b"P", Progress(stage)))

    def __enter__(self) -> Telling:
        return self

    def __exit__(self, _: object, error: BaseException | None, trace: TracebackType | None) -> bool:
        if error is not None:
            self._send(message(b"E", Failure(*classify(error), self.stage)))
        return True


def perform(job: Job, data: bytes, rules: Rules, send: Callable[[bytes], None]) -> None:
    """Read one document and send its rows, or the error that prevented it."""
    with Telling(send) as telling:
        if job.mock:
            obey(data, send)
        source = read_bytes(data, job.source, rules.read)
        telling.begin("analyse")
        report = analyse(source, rules)
        telling.begin("store")
        send(frame(b"D", pack_report(report)))


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
