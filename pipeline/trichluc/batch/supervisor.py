"""The processes that read documents: started by fork, watched, killed when a document uses up a budget.

A fork costs as much as reading a page or two, because what it shares with its parent is copied page by page as it is
touched. So a process reads a few dozen documents, one after the other, and ends early for any sign of harm; a document
that is tried again, or is large, has a process of its own.
"""

from __future__ import annotations

import contextlib
import gc
import json
import mmap
import os
import select
import signal
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from trichluc import host
from trichluc.batch.board import Board
from trichluc.batch.frames import Assembler, Done, End, Progress, message, parse, printable
from trichluc.batch.limits import Limits

_PIECE = 1 << 20
_LOG = 2000
_GLANCE = 0.5
DONE = b"N"
_MAILBOX = 16 << 20
_SERVED, _GROWN = 32, 512 << 20
"""A process ends after so many documents, or when it has been as large as this."""
_ORDER = struct.Struct("<Q")
Send = Callable[[bytes], None]
Work = Callable[[Send], None]
Read = Callable[[bytes, Limits, Send], None]
Forward = Callable[[bytes, bytes], None]


@dataclass(slots=True)
class _Case:
    """What is known of a running document."""

    limits: Limits
    board: Board
    started: float = field(default_factory=time.monotonic)
    last_sign: float = field(default_factory=time.monotonic)
    reached: Progress = field(default_factory=Progress)
    limit: str | None = None
    log: bytes = b""
    done: Done | None = None

    def look(self) -> bool:
        """Look at the board; whether the document has moved on."""
        found = self.board.read()
        moved = found != self.reached
        if moved:
            self.reached, self.last_sign = found, time.monotonic()
        return moved

    def left(self) -> float:
        """Seconds until the document is killed; sets `limit` to the budget that ends first."""
        now = time.monotonic()
        pages, recognised = min(self.reached.granted, self.limits.pages), self.reached.recognised
        wall = self.started + self.limits.wall(pages, recognised) - now
        quiet = self.last_sign + self.limits.quiet(pages, recognised, self.reached.turning) - now
        self.limit = "silent" if quiet < wall else "wall"
        return min(wall, quiet)


def supervise(work: Work, limits: Limits, board: Board, forward: Forward, parent: int) -> End:
    """Fork, let the child do the work, pass its frames on, and say how it ended. Never raises for what it does."""
    out_read, out_write = os.pipe()
    log_read, log_write = os.pipe()
    me = os.getpid()
    child = os.fork()
    if child == 0:
        os.close(out_read)
        os.close(log_read)
        _child(work, limits, me, out_write, log_write)
    os.close(out_write)
    os.close(log_write)
    case = _Case(limits, board)
    limit: str | None = None
    try:
        limit = _watch(case, out_read, log_read, forward, parent)
    finally:
        end = _ended(case, child, log_read, 0.0)
        os.close(out_read)
        os.close(log_read)
    return end(limit)


def _ended(case: _Case, child: int, log: int, cpu_before: float) -> Callable[[str | None], End]:
    """Kill what may be left of a child and its programs; gives what makes the account, when the limit is known."""
    host.kill_group(child)
    _, status, usage = os.wait4(child, 0)
    case.log = (case.log + _rest(log))[-_LOG:]
    killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
    return lambda limit: End(
        seconds=time.monotonic() - case.started,
        cpu_seconds=usage.ru_utime + usage.ru_stime - cpu_before,
        memory=_bytes(usage.ru_maxrss),
        reached=case.board.read(),
        limit="cpu" if killed == signal.SIGXCPU else limit,
        signal=killed,
        exit_code=os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0,
        log=printable(case.log.decode("utf-8", "replace")),
    )


def _bytes(maxrss: int) -> int:
    return maxrss * (1 if sys.platform == "darwin" else 1024)


class Reader:
    """A process that reads documents one after the other; there is at most one, and it is renewed now and then."""

    def __init__(self, read: Read, board: Board, parent: int) -> None:
        self._read, self._board, self._parent = read, board, parent
        self._mailbox = mmap.mmap(-1, _MAILBOX)
        self._limits: Limits | None = None
        self._child = 0
        self._pipes: tuple[int, int, int] = (-1, -1, -1)
        self._cpu = 0.0

    def takes(self, payload: bytes, limits: Limits) -> bool:
        """Whether a document goes to the process that read others before it."""
        if self._child and limits != self._limits:
            return False
        return len(payload) <= _MAILBOX

    def serve(self, payload: bytes, limits: Limits, forward: Forward) -> End:
        """Have one document read."""
        if not self._child:
            self._start(limits)
        orders, out, log = self._pipes
        self._mailbox[: len(payload)] = payload
        case = _Case(limits, self._board)
        limit = None
        with contextlib.suppress(BrokenPipeError):  # it died between two documents; what follows tells
            os.write(orders, _ORDER.pack(len(payload)))
        try:
            limit = _watch(case, out, log, forward, self._parent)
        finally:
            if case.done is None:
                end = _ended(case, self._child, log, self._cpu)
                self._let_go()
        return self._account(case) if case.done is not None else end(limit)

    def _account(self, case: _Case) -> End:
        done = case.done
        assert done is not None
        case.log = (case.log + _rest(self._pipes[2]))[-_LOG:]
        spent, self._cpu = done.cpu_seconds - self._cpu, done.cpu_seconds
        if done.last:
            self.retire()
        seconds, log = time.monotonic() - case.started, printable(case.log.decode("utf-8", "replace"))
        return End(seconds, spent, done.memory, self._board.read(), log=log)

    def retire(self) -> None:
        """End the process."""
        if self._child:
            host.kill_group(self._child)
            os.waitpid(self._child, 0)
            self._let_go()

    def _let_go(self) -> None:
        for pipe in self._pipes:
            os.close(pipe)
        self._child, self._cpu = 0, 0.0

    def _start(self, limits: Limits) -> None:
        order_read, order_write = os.pipe()
        out_read, out_write = os.pipe()
        log_read, log_write = os.pipe()
        me = os.getpid()
        self._limits = limits
        self._child = os.fork()
        if self._child == 0:
            for pipe in (order_write, out_read, log_read):
                os.close(pipe)
            _child(lambda send: self._live(order_read, limits, send), limits, me, out_write, log_write)
        for pipe in (order_read, out_write, log_write):
            os.close(pipe)
        self._pipes = order_write, out_read, log_read

    def _live(self, orders: int, limits: Limits, send: Send) -> None:
        """In the child: read what is in the mailbox, for each order."""
        served = 0
        while order := os.read(orders, _ORDER.size):
            host.allow_cpu(int(time.process_time()) + limits.cpu(0))
            self._read(self._mailbox[: _ORDER.unpack(order)[0]], limits, send)
            served += 1
            used = host.usage()
            # What a document started for itself may live on; it ends with this process.
            last = served >= _SERVED or used.memory > _GROWN or bool(self._board.read().recognised)
            send(message(DONE, Done(used.cpu_seconds, used.memory, last)))


def _watch(case: _Case, out: int, log: int, forward: Forward, parent: int) -> str | None:
    """Read until the child is done or closes its pipe; returns the limit for which it must be killed, if any."""
    assembler = Assembler(case.limits.output)
    open_pipes = {out, log}
    while out in open_pipes and case.done is None:
        if case.look():
            forward(b"P", json.dumps(asdict(case.reached)).encode())
        left = case.left()
        if left <= 0:
            return case.limit
        ready, _, _ = select.select([*open_pipes, parent], [], [], min(left, _GLANCE))
        if parent in ready:  # nothing is sent while a document is read: the coordinator has gone
            raise SystemExit(1)
        for pipe in ready:
            data = os.read(pipe, _PIECE)
            if not data:
                open_pipes.discard(pipe)
            elif pipe == log:
                case.log = (case.log + data)[-_LOG:]
            elif not _passed_on(case, assembler, data, forward):
                return "output"
    return None


def _passed_on(case: _Case, assembler: Assembler, data: bytes, forward: Forward) -> bool:
    """Pass on whole frames; False for more than is granted, or what is no frame."""
    try:
        for kind, payload in assembler.feed(data):
            if kind == DONE:
                case.done = parse(Done, payload)
                return True
            forward(kind, payload)
    except (OverflowError, ValueError, TypeError):
        return False
    return True


def _rest(log: int) -> bytes:
    """What is still in the pipe; a program that outlives the child may keep it open, so never wait."""
    os.set_blocking(log, False)
    with contextlib.suppress(BlockingIOError):
        return os.read(log, _PIECE)
    return b""


def _child(work: Work, limits: Limits, parent: int, out: int, log: int) -> None:
    """The child's whole life. It leaves without running anything of its parent's."""
    try:
        os.setsid()
        host.die_with_parent(parent)
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 1)
        os.dup2(log, 2)
        host.limit_process(limits.memory, limits.cpu(0), limits.scratch)
        gc.set_threshold(100_000, 50, 100)
        work(lambda data: _write(out, data))
    finally:
        os._exit(0)


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
