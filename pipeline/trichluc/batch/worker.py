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
from pathlib import Path
from typing import BinaryIO

from trichluc import host
from trichluc.batch.frames import Closed, End, Failure, frame, message, read_frame
from trichluc.batch.limits import Limits
from trichluc.errors import TrichlucError

# Without these every numeric library starts a thread for each core in each worker.
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2", "OMP_THREAD_LIMIT": "1"}
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
        read = _prepare()
    except TrichlucError as error:
        out.write(message(b"F", Failure(error.code, str(error), "start")))
        return
    out.write(frame(b"R"))
    with tempfile.TemporaryDirectory(prefix="trichluc-") as scratch:
        tempfile.tempdir = os.environ["TMPDIR"] = scratch
        _serve(read, sys.stdin.buffer, out, Path(scratch))


Perform = Callable[[bytes, Callable[[bytes], None]], None]


def _prepare() -> Perform:
    from trichluc.batch.job import parse_job, perform
    from trichluc.document import installed_rules

    rules = installed_rules()

    def read(payload: bytes, send: Callable[[bytes], None]) -> None:
        job, data = parse_job(payload)
        known = set(sys.modules)
        perform(job, data, rules, send)
        send(frame(b"M", json.dumps(sorted(set(sys.modules) - known)).encode()))

    gc.collect()
    gc.freeze()
    return read


def _serve(read: Perform, inputs: BinaryIO, out: BinaryIO, scratch: Path) -> None:
    while True:
        try:
            _, payload = read_frame(inputs)
        except Closed:
            return
        head, _, payload = payload.partition(b"\n")
        limits = Limits(**json.loads(head))
        wanted: list[str] = []
        end = _forked(read, payload, limits, out, wanted) if host.CAN_FORK else _in_place(read, payload, out)
        out.write(message(b"X", end))
        _load(wanted)
        _sweep(scratch)


def _forked(read: Perform, payload: bytes, limits: Limits, out: BinaryIO, wanted: list[str]) -> End:
    from trichluc.batch.supervisor import supervise

    def forward(kind: bytes, data: bytes) -> None:
        if kind == b"M":
            wanted.extend(json.loads(data))
        elif kind in b"PDE":
            out.write(frame(kind, data))

    return supervise(lambda send: read(payload, send), limits, forward, sys.stdin.fileno())


def _in_place(read: Perform, payload: bytes, out: BinaryIO) -> End:
    started, cpu = time.monotonic(), time.process_time()
    read(payload, lambda data: None if data[:1] == b"M" else _ignore(out.write(data)))
    return End(time.monotonic() - started, time.process_time() - cpu, 0, 0, "store")


def _ignore(_: object) -> None:
    return None


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
