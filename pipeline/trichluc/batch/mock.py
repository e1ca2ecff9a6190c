"""Documents that misbehave on command, for tests: `#!mock hang`. Obeyed only where the run was told to."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping

from trichluc.errors import DamagedFile

PREFIX = b"#!mock "


def obey(data: bytes) -> None:
    """Do what the document says; returns where it says nothing, or when it is done."""
    if data.startswith(PREFIX):
        words = data[len(PREFIX) :].split(b"\n")[0].decode("ascii").split()
        _ACTS[words[0]](*words[1:])


def _hang() -> None:
    while True:
        time.sleep(60)


def _spin() -> None:
    while True:
        pass


def _exhaust() -> None:
    held = []
    while True:
        held.append(bytearray(64 << 20))


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
