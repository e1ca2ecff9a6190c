"""Documents that misbehave on command, for tests: `#!mock hang`. Obeyed only where the run was told to."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from trichluc.batch.frames import frame
from trichluc.errors import DamagedFile

PREFIX = b"#!mock "


Send = Callable[[bytes], None]


def obey(data: bytes, send: Send) -> None:
    """Do what the document says; returns where it says nothing, or when it is done."""
    if data.startswith(PREFIX):
        words = data[len(PREFIX) :].partition(b"\n")[0].decode("ascii").split()
        if words[0] in _SENDING:
            _SENDING[words[0]](send)
        else:
            _ACTS[words[0]](*words[1:])


def misbehave_at(page: int, name: str) -> None:
    """Do what a file name says of a page: `abort-at-3.pdf`, `hang-at-2-5.pdf`."""
    act, found, pages = PurePosixPath(name).stem.partition("-at-")
    if found and str(page) in pages.split("-"):
        _ACTS[act]()


def _hang() -> None:
    while True:
        time.sleep(60)


def _spin() -> None:
    while True:
        pass


def _exhaust() -> None:
    held = []
    while True:
        held.append(bytes(64 << 20))


def _exhaust_wrapped() -> None:
    try:
        _exhaust()
    except MemoryError as error:
        raise ValueError(error) from None


def _recurse() -> None:
    def deeper(depth: int) -> int:
        return deeper(depth + 1) + 1

    deeper(0)


def _flood() -> None:
    while True:
        sys.stderr.write("x" * 1000 + "\x1b[31m\n")


def _sleep(seconds: str) -> None:
    time.sleep(float(seconds))


def _raise() -> None:
    raise DamagedFile("mock: damaged as ordered")


def _bug() -> None:
    raise ZeroDivisionError("mock: a bug as ordered")


_ACTS: Mapping[str, Callable[..., None]] = {
    "hang": _hang,
    "spin": _spin,
    "oom": _exhaust,
    "oom-wrapped": _exhaust_wrapped,
    "recurse": _recurse,
    "exit": lambda: os._exit(7),
    "abort": os.abort,
    "flood": _flood,
    "sleep": _sleep,
    "raise": _raise,
    "bug": _bug,
}


def _garbage(send: Send) -> None:
    send(frame(b"D", b"\0\0\0\2[]" + b"x" * 1000))
    os._exit(0)


def _too_much(send: Send) -> None:
    while True:
        send(frame(b"D", bytes(64 << 20)))


_SENDING: Mapping[str, Callable[[Send], None]] = {"send-garbage": _garbage, "send-too-much": _too_much}
