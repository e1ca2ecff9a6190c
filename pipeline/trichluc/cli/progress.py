"""What a run shows while it goes on: a bar on a terminal, a line now and then elsewhere, events as JSON on request."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TextIO

from trichluc.batch.account import Account, Committed, FileDone, OnEvent, Planning

_EVERY = 10.0


@contextlib.contextmanager
def listener(quiet: bool, log: str) -> Iterator[OnEvent]:
    """What hears the events of a run."""
    with contextlib.ExitStack() as stack:
        hear: list[OnEvent] = []
        if log:
            stream = sys.stderr if log == "-" else stack.enter_context(Path(log).open("w", encoding="utf-8"))
            hear.append(JsonLines(stream))
        if not quiet and log != "-":
            hear.append(stack.enter_context(Bar()) if sys.stderr.isatty() else Lines(sys.stderr))
        yield partial(_tell, hear)


def _tell(hear: list[OnEvent], event: object, account: Account) -> None:
    for one in hear:
        one(event, account)


class JsonLines:
    """One JSON object a line: `file` for every file, `commit` for every snapshot, `plan` at the start."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __call__(self, event: object, account: Account) -> None:
        """Write the event."""
        match event:
            case FileDone(file, result):
                cost = {"seconds": result.seconds, "cpu_seconds": result.cpu_seconds, "memory": result.memory}
                self._write("file", {**asdict(file), **cost, "attempts": result.attempts, "log": result.log})
            case Planning(total):
                self._write("plan", {"files": total})
            case Committed(files, final):
                self._write("commit", {"files": files, "final": final, "pages": account.pages})

    def _write(self, name: str, values: dict[str, object]) -> None:
        print(json.dumps({"event": name, **values}, ensure_ascii=False), file=self._stream, flush=True)


class Lines:
    """A line every ten seconds, for logs and pipes."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._started = self._last = time.monotonic()

    def __call__(self, _: object, account: Account) -> None:
        """Say how far the run is, but not too often."""
        now = time.monotonic()
        if now - self._last < _EVERY:
            return
        self._last = now
        rate = account.entered / max(now - self._started, 1e-9)
        left = f", {duration((account.total - account.entered) / rate)} left" if rate else ""
        print(
            f"{account.entered:,} of {account.total:,} files, {account.pages:,} pages{left}",
            file=self._stream,
            flush=True,
        )


class Bar:
    """A bar with files, pages and the time left."""

    def __enter__(self) -> Bar:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("files · {task.fields[pages]:,} pages ·"),
            TimeRemainingColumn(),
            TextColumn("left"),
        )
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._progress.add_task("Looking", total=None, pages=0)
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def __call__(self, _: object, account: Account) -> None:
        """Move the bar."""
        description = "Writing" if account.entered == account.total else "Reading"
        self._progress.update(
            self._task,
            description=description,
            total=account.total,
            completed=account.entered,
            pages=account.pages,
        )


def duration(seconds: float) -> str:
    """A time span for people."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
