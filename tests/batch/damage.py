"""Ways in which PDF files of archives are damaged. Each is a pure function of the bytes, so every run damages alike."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping

_BLOCK = 4096
_XREF = re.compile(rb"\nxref\s.*?(?=trailer)", re.DOTALL)
_START = re.compile(rb"startxref\s+\d+")
_HEADER = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment\r\n\r\n"


def cut(share: float) -> Callable[[bytes], bytes]:
    """What a broken transfer leaves."""
    return lambda data: data[: int(len(data) * share)]


def flip(data: bytes, seed: int = 0) -> bytes:
    """Ten bits turned over, anywhere."""
    chance, harmed = random.Random(len(data) + seed), bytearray(data)
    for _ in range(10):
        harmed[chance.randrange(len(harmed))] ^= 1 << chance.randrange(8)
    return bytes(harmed)


def zero_block(data: bytes) -> bytes:
    """A sector of the disk that reads as nothing."""
    start = int(len(data) * 0.6) // _BLOCK * _BLOCK
    return data[:start] + bytes(min(_BLOCK, len(data) - start)) + data[start + _BLOCK :]


def without_xref(data: bytes) -> bytes:
    """No table tells where the objects are."""
    return _START.sub(b"startxref\n0", _XREF.sub(b"\n", data))


def behind_a_header(data: bytes) -> bytes:
    """A download that was stored with the header of its transfer."""
    return _HEADER + data


def splice(data: bytes) -> bytes:
    """A piece of the middle is missing, as after two half downloads."""
    third = len(data) // 3
    return data[:third] + data[third + third // 4 :]


def as_text(data: bytes) -> bytes:
    """Sent as text between systems that end lines differently."""
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


WAYS: Mapping[str, Callable[[bytes], bytes]] = {
    "cut25": cut(0.25),
    "cut50": cut(0.5),
    "cut90": cut(0.9),
    "flip": flip,
    "zero": zero_block,
    "noxref": without_xref,
    "header": behind_a_header,
    "splice": splice,
    "crlf": as_text,
}
