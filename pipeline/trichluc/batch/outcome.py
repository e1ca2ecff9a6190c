"""How a document's process ended, said as a row of `problems`.

Messages name what was granted, never what was measured: the same document gives the same row on every machine.
"""

from __future__ import annotations

import signal
from collections.abc import Iterable

from trichluc.batch.limits import Limits
from trichluc.batch.pool import Read
from trichluc.errors import Crashed, InputError, MemoryExceeded, OutputExceeded, TimeExceeded
from trichluc.host import KILLED
from trichluc.report import Problem


def problem_of(read: Read, source: str, doc_id: str, limits: Limits) -> Problem:
    """Why a document has no rows."""
    if read.failure is not None:
        failure = read.failure
        message = failure.message if source in failure.message else f"{source}: {failure.message}"
        return Problem(source, doc_id, None, failure.stage, failure.error, message, "skipped")
    error = _limit(read, source, limits) if read.end.limit else _death(read, source)
    reached = read.end.reached
    page = reached.page or None if reached.stage == "read" else None
    return Problem(source, doc_id, page, reached.stage, error.code, str(error), "skipped")


def _limit(read: Read, source: str, limits: Limits) -> InputError:
    reached = read.end.reached
    match read.end.limit:
        case "output":
            return OutputExceeded(f"{source}: yields more than {limits.output >> 20} MB")
        case "cpu":
            return TimeExceeded(f"{source}: takes more than {limits.cpu(reached.granted)} s of computing")
        case "silent":
            quiet = limits.quiet(reached.granted, 0, reached.turning)
            return TimeExceeded(f"{source}: made no progress for {quiet:g} s")
        case _:
            return TimeExceeded(f"{source}: takes longer than {limits.wall(reached.granted, 0):g} s")


def _death(read: Read, source: str) -> InputError:
    end = read.end
    if end.signal == KILLED:
        return MemoryExceeded(f"{source}: the system stopped the reader, most likely for want of memory")
    if end.signal is not None:
        return Crashed(f"{source}: the reader was stopped by {signal.Signals(end.signal).name}")
    return Crashed(f"{source}: the reader ended by itself with code {end.exit_code}")


def refused(error: InputError, source: str) -> Problem:
    """A file that could not even be opened."""
    return Problem(source, None, None, "open", error.code, str(error), "skipped")


def changed(source: str, doc_id: str) -> Problem:
    """A file that something wrote to while it was read."""
    message = f"{source}: changed while it was read; the rows are those of the bytes with this doc_id"
    return Problem(source, doc_id, None, "open", "ChangedFile", message, "noted")


def duplicate(source: str, doc_id: str, first: str) -> Problem:
    """A file whose bytes were read under another name."""
    return Problem(source, doc_id, None, "open", "DuplicateFile", f"{source}: the same bytes as {first}", "noted")


def file_outcome(problems: Iterable[tuple[str, str]], has_document: bool) -> tuple[str, str | None]:
    """`files.outcome` and `files.error` from the (outcome, error) pairs of a document's problems."""
    told = dict(reversed(list(problems)))
    for outcome in ("skipped", "partial", "needs_ocr"):
        if outcome in told:
            named = "skipped" if not has_document else "partial" if outcome == "skipped" else outcome
            return named, told[outcome]
    return ("read", None) if has_document else ("skipped", None)
