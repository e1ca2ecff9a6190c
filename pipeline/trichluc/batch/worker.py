"""The worker: loads code and rules once, then forks a process for every document that it is given.

`python -m trichluc.batch.worker` is started by the coordinator and talks to it over standard input and output. Where
the system cannot fork, it reads the document itself, and the coordinator kills it when a budget is used up.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from trichluc import host
from trichluc.batch.board import Board
from trichluc.batch.frames import HEAD, Closed, End, Failure, frame, message, read_frame
from trichluc.batch.limits import Limits
from trichluc.errors import TrichlucError

# What a document's process may ask the worker to load, so that the next one finds it ready.
_LOADABLE = ("trichluc", "encodings", "pdfplumber", "pdfminer", "pypdfium2", "pikepdf", "docx", "lxml", "PIL", "regex")


def main() -> None:
    """Serve until the coordinator closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the coordinator hears it too and decides
    os.umask(0o077)
    host.leave_network()
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # nothing that a library prints may reach the coordinator
    try:
        board = Board()
        read = _prepare(board)
    except TrichlucError as error:
        out.write(message(b"F", Failure(error.code, str(error), "start")))
        return
    with tempfile.TemporaryDirectory(prefix="trichluc-") as scratch:
        tempfile.tempdir = os.environ["TMPDIR"] = scratch
        out.write(frame(b"R", os.fsencode(scratch)))  # who kills this process removes it
        _serve(read, board, out, Path(scratch))


Perform = Callable[[bytes, Limits, Callable[[bytes], None]], None]


def _prepare(board: Board) -> Perform:
    from trichluc.batch.job import parse_job, perform
    from trichluc.document import installed_rules

    rules = installed_rules()

    def read(payload: bytes, limits: Limits, send: Callable[[bytes], None]) -> None:
        job, data = parse_job(payload)
        known = set(sys.modules)
        perform(job, data, rules, send, board=board, limits=limits)
        send(frame(b"M", json.dumps(sorted(set(sys.modules) - known)).encode()))

    gc.collect()
    gc.freeze()
    return read


def _serve(read: Perform, board: Board, out: BinaryIO, scratch: Path) -> None:
    serve_one = _forking(read, board) if host.CAN_FORK else partial(_in_place, read, board)
    while True:
        try:
            _, payload = read_frame(sys.stdin.buffer)
        except Closed:
            return
        head, _, payload = payload.partition(b"\n")
        limits = Limits(**json.loads(head))
        wanted: list[str] = []
        board.clear()
        end = serve_one(payload, limits, _Outlet(out, wanted))
        out.write(message(b"X", end))
        _load(wanted)
        _sweep(scratch)


class _Outlet:
    """Passes frames on to the coordinator; keeps what is meant for the worker."""

    def __init__(self, out: BinaryIO, wanted: list[str]) -> None:
        self._out, self._wanted = out, wanted

    def __call__(self, kind: bytes, payload: bytes) -> None:
        if kind == b"M":
            self._wanted.extend(json.loads(payload))
        elif kind in (b"P", b"D", b"E"):
            self._out.write(frame(kind, payload))


def _forking(read: Perform, board: Board) -> Callable[[bytes, Limits, _Outlet], End]:
    """One process for many documents; a document that is tried again, or is large, has one of its own."""
    from trichluc.batch.supervisor import Reader, supervise

    parent = sys.stdin.fileno()
    reader = Reader(read, board, parent)

    def serve(payload: bytes, limits: Limits, outlet: _Outlet) -> End:
        if reader.takes(payload, limits):
            return reader.serve(payload, limits, outlet)
        reader.retire()
        return supervise(lambda send: read(payload, limits, send), limits, board, outlet, parent)

    return serve


def _in_place(read: Perform, board: Board, payload: bytes, limits: Limits, outlet: _Outlet) -> End:
    started, cpu = time.monotonic(), time.process_time()
    read(payload, limits, lambda data: outlet(data[:1], data[HEAD.size :]))
    return End(time.monotonic() - started, time.process_time() - cpu, 0, board.read())


def _load(modules: list[str]) -> None:
    """Load what the last document needed and the worker had not: the next process inherits it."""
    wanted = [m for m in modules if isinstance(m, str) and m.split(".")[0] in _LOADABLE and m not in sys.modules]
    for module in wanted:
        try:
            importlib.import_module(module)
        except ImportError:
            continue
    if wanted:
        gc.collect()
        gc.freeze()


def _sweep(scratch: Path) -> None:
    """Remove what a killed document left behind."""
    for left in scratch.iterdir():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
