"""One process for one document: started by fork, watched, killed when it uses up a budget."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from trichluc import host
from trichluc.batch.board import Board
from trichluc.batch.frames import Assembler, End, Progress, printable
from trichluc.batch.limits import Limits

_PIECE = 1 << 20
_LOG = 2000
_GLANCE = 0.5
Work = Callable[[Callable[[bytes], None]], None]
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
        silent = self.limits.silent_seconds_ocr if self.reached.recognised else self.limits.silent_seconds
        pages = min(self.reached.pages, self.limits.pages)
        wall = self.started + self.limits.wall(pages, self.reached.recognised) - now
        quiet = self.last_sign + silent - now
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
    try:
        limit = _watch(case, out_read, log_read, forward, parent)
    finally:
        host.kill_group(child)
        _, status, usage = os.wait4(child, 0)
        case.log = (case.log + _rest(log_read))[-_LOG:]
        os.close(out_read)
        os.close(log_read)
    killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
    if killed == signal.SIGXCPU:
        limit = "cpu"
    return End(
        seconds=time.monotonic() - case.started,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        memory=usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        reached=board.read(),
        limit=limit,
        signal=killed,
        exit_code=os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0,
        log=printable(case.log.decode("utf-8", "replace")),
    )


def _watch(case: _Case, out: int, log: int, forward: Forward, parent: int) -> str | None:
    """Read until the child closes its pipe; returns the limit for which it must be killed, if any."""
    assembler = Assembler(case.limits.output)
    open_pipes = {out, log}
    while out in open_pipes:
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
            else:
                try:
                    for kind, payload in assembler.feed(data):
                        forward(kind, payload)
                except OverflowError:
                    return "output"
    return None


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
