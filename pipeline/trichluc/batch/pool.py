"""Workers of this machine: each a process that forks for every document, driven by a thread of its own."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import BinaryIO, cast

from trichluc import host
from trichluc.batch.frames import Closed, End, Failure, Progress, frame, parse, read_frame
from trichluc.batch.limits import MOST_PAGES, Limits
from trichluc.errors import MemoryExceeded, RuleError, TrichlucError

# Without these every numeric library starts a thread for each core in each worker.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "MALLOC_ARENA_MAX": "2"}
_GRACE = 10.0


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one document in its process: rows or a failure, and how the process ended."""

    rows: bytes | None
    failure: Failure | None
    end: End
    attempt: int = 1

    @property
    def died(self) -> bool:
        """Whether a second attempt, alone and with more memory, could end otherwise."""
        if self.rows is not None or self.end.limit is not None:
            return False
        return self.failure is None or self.failure.error == MemoryExceeded.__name__


@dataclass(frozen=True, slots=True)
class Attempt:
    """How a document is to be read, after what happened to it before."""

    number: int = 1
    alone: bool = False
    left_out: tuple[int, ...] = ()
    last: int = MOST_PAGES

    def after(self, read: Read) -> Attempt | None:
        """The next attempt; None when there is nothing left to try.

        A reader that died is tried once more alone. Then a page that stops it is left out, up to three of them; a
        document that takes too long as a whole is cut where it was.
        """
        if read.rows is not None or self.number >= _ATTEMPTS or not (read.died or read.end.limit in _TIMES):
            return None
        next_ = replace(self, number=self.number + 1, alone=True)
        if read.died and not self.alone:
            return next_
        page = read.end.reached.page
        if not page or read.end.reached.stage != "read":
            return None
        if read.end.limit in _WHOLE or len(self.left_out) >= _LEFT_OUT or page in self.left_out:
            return replace(next_, last=page - 1) if page > 1 else None
        return replace(next_, left_out=(*self.left_out, page))


_ATTEMPTS, _LEFT_OUT = 6, 3
_WHOLE = frozenset(("cpu", "wall"))
_TIMES = _WHOLE | {"silent"}


OnProgress = Callable[[Progress], None]


class Worker:
    """One worker process. It is started when first needed, and again after it died."""

    def __init__(self, limits: Limits, mock: bool = False, survey: bool = False) -> None:
        self.limits = limits
        self._told = {"mock": mock, "survey": survey}
        self._process: subprocess.Popen[bytes] | None = None
        self._scratch: str | None = None
        self._deadline = float("inf")
        self._overdue = False

    def read(self, source: str, data: bytes, on_progress: OnProgress, attempt: Attempt) -> Read:
        """Have one document read. Whatever happens to its process is told in the result."""
        limits = self.limits.doubled() if attempt.alone else self.limits
        process = self._running()
        head = json.dumps(asdict(limits)).encode() + b"\n"
        told = {**self._told, "source": source, "left_out": attempt.left_out, "last": attempt.last}
        job = json.dumps(told).encode() + b"\n"
        self._expect_sign(limits)
        try:
            stream = cast("BinaryIO", process.stdin)
            stream.write(frame(b"J", head + job + data))
            stream.flush()
            return self._result(cast("BinaryIO", process.stdout), on_progress, limits, attempt.number)
        except (Closed, BrokenPipeError):
            self.kill()
            limit = "silent" if self._overdue else None
            return Read(None, None, End(0, 0, 0, Progress(), limit, exit_code=1, log="the worker died"), attempt.number)
        finally:
            self._deadline = float("inf")

    def _result(self, stream: BinaryIO, on_progress: OnProgress, limits: Limits, attempt: int) -> Read:
        rows: bytes | None = None
        failure: Failure | None = None
        while True:
            kind, payload = read_frame(stream)
            self._expect_sign(limits)
            match kind:
                case b"P":
                    on_progress(parse(Progress, payload))
                case b"D":
                    rows = payload
                case b"E":
                    failure = parse(Failure, payload)
                case _:
                    return Read(rows, failure, parse(End, payload), attempt)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._overdue = False
            self._process = subprocess.Popen(
                [sys.executable, "-m", "trichluc.batch.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, **_ENVIRONMENT},
                start_new_session=True,
            )
            self._scratch = _await_ready(cast("BinaryIO", self._process.stdout))
        return self._process

    def _expect_sign(self, limits: Limits) -> None:
        self._deadline = time.monotonic() + max(limits.silent_seconds, limits.silent_seconds_ocr) + _GRACE

    def kill_if_overdue(self) -> None:
        """End a worker that has missed the budgets which it should have kept by itself."""
        if time.monotonic() > self._deadline and self._process is not None:
            self._overdue = True
            host.kill_group(self._process.pid)

    def kill(self) -> None:
        """End the process at once, with the document that it is reading."""
        process, self._process = self._process, None
        scratch, self._scratch = self._scratch, None
        if process is not None:
            host.kill_group(process.pid)
            process.wait()
            if scratch is not None:
                shutil.rmtree(scratch, ignore_errors=True)
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):  # the other side has gone with bytes unread
                    cast("BinaryIO", stream).close()


def _await_ready(stream: BinaryIO) -> str:
    """Where the worker keeps its scratch files."""
    try:
        kind, payload = read_frame(stream)
    except Closed as error:
        raise TrichlucError("a worker process could not be started; run `trichluc doctor`") from error
    if kind == b"F":
        raise RuleError(parse(Failure, payload).message)
    return os.fsdecode(payload)


class Gate:
    """Many may pass together, or one alone. Who waits to be alone goes first."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._inside = 0
        self._waiting = 0

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Pass with others."""
        with self._condition:
            self._condition.wait_for(lambda: self._inside >= 0 and not self._waiting)
            self._inside += 1
        try:
            yield
        finally:
            with self._condition:
                self._inside -= 1
                self._condition.notify_all()

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Pass when nobody else is inside, and keep others out."""
        with self._condition:
            self._waiting += 1
            self._condition.wait_for(lambda: self._inside == 0)
            self._waiting -= 1
            self._inside = -1
        try:
            yield
        finally:
            with self._condition:
                self._inside = 0
                self._condition.notify_all()


def _deaf(_: Progress) -> None:
    return None


def attempts(worker: Worker, source: str, data: bytes, tell: OnProgress = _deaf, first: Attempt | None = None) -> Read:
    """Read a document, again and with less as long as there is something left to try."""
    attempt = first or Attempt()
    while True:
        read = worker.read(source, data, tell, attempt)
        following = attempt.after(read)
        if following is None:
            return read
        attempt = following


@dataclass(frozen=True, slots=True)
class Task:
    """One document for the pool; `number` is the caller's."""

    number: int
    source: str
    data: bytes


Event = tuple[int, Progress | Read | TrichlucError]


class Pool:
    """A few workers. Give tasks with `submit`, take what happens to them from `events`."""

    def __init__(self, jobs: int, limits: Limits, mock: bool = False, survey: bool = False) -> None:
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._workers = [Worker(limits, mock, survey) for _ in range(jobs)]
        self._gate = Gate()
        self._threads = [threading.Thread(target=self._drive, args=(w,), daemon=True) for w in self._workers]
        self._open = True
        self._started = 0

    def submit(self, task: Task) -> None:
        """Queue a document; the caller sees to it that not too many wait."""
        self._tasks.put(task)
        if self._started < len(self._threads):
            self._threads[self._started].start()
            self._started += 1
        if self._started == 1:
            threading.Thread(target=self._look_after, daemon=True).start()

    def close(self) -> None:
        """End all workers at once."""
        self._open = False
        for _ in self._threads:
            self._tasks.put(None)
        for worker in self._workers:
            worker.kill()

    def _drive(self, worker: Worker) -> None:
        while (task := self._tasks.get()) is not None and self._open:
            try:
                self.events.put((task.number, self._read(worker, task)))
            except TrichlucError as error:
                self.events.put((task.number, error))

    def _read(self, worker: Worker, task: Task) -> Read:
        def tell(progress: Progress) -> None:
            self.events.put((task.number, progress))

        with self._gate.together():
            read = worker.read(task.source, task.data, tell, Attempt())
        attempt = Attempt().after(read)
        if attempt is not None and self._open:
            with self._gate.alone():
                read = attempts(worker, task.source, task.data, tell, attempt)
        return read

    def _look_after(self) -> None:
        while self._open:
            time.sleep(1)
            for worker in self._workers:
                worker.kill_if_overdue()
