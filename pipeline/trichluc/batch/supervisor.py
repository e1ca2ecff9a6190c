"""One process for one document: started by fork, watched, killed when it uses up a budget."""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from trichluc import host
from trichluc.batch.frames import Assembler, End, Progress, parse, printable
from trichluc.batch.limits import Limits

_PIECE = 1 << 20
_LOG = 2000
Work = Callable[[Callable[[bytes], None]], None]


@dataclass(slots=True)
class Watch:
    """What is known of a running document."""

    limits: Limits
    started: float = field(default_factory=time.monotonic)
    last_sign: float = field(default_factory=time.monotonic)
    stage: str = "read"
    page: int = 0
    pages: int = 0
    recognised: int = 0
    limit: str | None = None
    log: bytes = b""

    def note(self, progress: Progress) -> None:
        """A sign of life. What it claims can only lengthen a budget up to the total."""
        self.last_sign = time.monotonic()
        self.stage = progress.stage
        self.page = max(self.page, progress.page)
        self.pages = max(self.pages, progress.pages, progress.page)
        self.recognised += progress.recognised

    def left(self) -> float:
        """Seconds until the document is killed; sets `limit` to the budget that ends first."""
        now = time.monotonic()
        silent = self.limits.silent_seconds_ocr if self.recognised else self.limits.silent_seconds
        wall = self.started + self.limits.wall(self.pages, self.recognised) - now
        quiet = self.last_sign + silent - now
        self.limit = "silent" if quiet < wall else "wall"
        return min(wall, quiet)


def supervise(work: Work, limits: Limits, forward: Callable[[bytes, bytes], None], parent: int) -> End:
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
    watch = Watch(limits)
    try:
        limit = _watch(watch, out_read, log_read, forward, parent)
    finally:
        host.kill_group(child)
        _, status, usage = os.wait4(child, 0)
        watch.log = (watch.log + _rest(log_read))[-_LOG:]
        os.close(out_read)
        os.close(log_read)
    killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
    if killed == signal.SIGXCPU:
        limit = "cpu"
    return End(
        seconds=time.monotonic() - watch.started,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        memory=usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        pages=watch.page,
        stage=watch.stage,
        limit=limit,
        signal=killed,
        exit_code=os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0,
        log=printable(watch.log.decode("utf-8", "replace")),
    )


def _watch(watch: Watch, out: int, log: int, forward: Callable[[bytes, bytes], None], parent: int) -> str | None:
    """Read until the child closes its pipe; returns the limit for which it must be killed, if any."""
    assembler = Assembler(watch.limits.output)
    open_pipes = {out, log}
    while out in open_pipes:
        left = watch.left()
        if left <= 0:
            return watch.limit
        ready, _, _ = select.select([*open_pipes, parent], [], [], left)
        if parent in ready:  # nothing is sent while a document is read: the coordinator has gone
            raise SystemExit(1)
        for pipe in ready:
            data = os.read(pipe, _PIECE)
            if not data:
                open_pipes.discard(pipe)
            elif pipe == log:
                watch.log = (watch.log + data)[-_LOG:]
            else:
                try:
                    _take(assembler, data, watch, forward)
                except (OverflowError, ValueError, TypeError):
                    return "output"
    return None


def _rest(log: int) -> bytes:
    """What is still in the pipe; a program that outlives the child may keep it open, so never wait."""
    os.set_blocking(log, False)
    with contextlib.suppress(BlockingIOError):
        return os.read(log, _PIECE)
    return b""


def _take(assembler: Assembler, data: bytes, watch: Watch, forward: Callable[[bytes, bytes], None]) -> None:
    for kind, payload in assembler.feed(data):
        if kind == b"P":
            watch.note(parse(Progress, payload))
        forward(kind, payload)


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
