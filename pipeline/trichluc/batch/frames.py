"""How coordinator, worker and the process of one document talk: frames of a kind, a length and bytes.

kind `J` job: JSON head, then the document's bytes · `R` ready · `F` fatal: the worker cannot start · `P` progress ·
`D` the rows, a bundle · `E` the error that reading raised · `M` modules that the document needed · `N` ready for the
next · `X` the end.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import BinaryIO, TypeVar

HEAD = struct.Struct(">cQ")
_MAX_FRAME = 4 << 30


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a document is.

    `page` is the one that was begun last, `pages` their number (0 while it is unknown), `recognised` how many were
    given to a recogniser, `filled` how many pages a file without any would fill.
    """

    stage: str = "read"
    page: int = 0
    pages: int = 0
    recognised: int = 0
    filled: int = 0

    @property
    def granted(self) -> int:
        """The pages for which the document has time."""
        return max(self.pages, self.filled)

    @property
    def turning(self) -> bool:
        """Whether pages are being read one after the other."""
        return self.stage == "read" and self.page > 0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there are no rows: the class of the error, a sentence, the stage."""

    error: str
    message: str
    stage: str


@dataclass(frozen=True, slots=True)
class End:
    """How the process of a document ended, and where it was.

    `limit` names the budget that was used up, `signal` what killed it.
    """

    seconds: float
    cpu_seconds: float
    memory: int
    reached: Progress
    limit: str | None = None
    signal: int | None = None
    exit_code: int = 0
    log: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A process has read a document and could read another; what it used since it began. `last`: it should end."""

    cpu_seconds: float
    memory: int
    last: bool


class Closed(Exception):
    """The other side has closed the pipe."""


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    """A frame ready to be written."""
    return HEAD.pack(kind, len(payload)) + payload


Value = TypeVar("Value", Progress, Failure, End, Done)


def message(kind: bytes, value: Progress | Failure | End | Done) -> bytes:
    """A frame that carries a small value as JSON."""
    return frame(kind, json.dumps(asdict(value)).encode())


def parse(kind: type[Value], payload: bytes) -> Value:
    """The value in a frame. Raises ValueError or TypeError for anything else."""
    values = json.loads(payload)
    if "reached" in values:
        values["reached"] = Progress(**values["reached"])
    return kind(**values)


def printable(text: str) -> str:
    """A message on one line, without control characters."""
    return "".join(c if c.isprintable() else "�" for c in " ".join(text.split()))


def read_frame(stream: BinaryIO) -> tuple[bytes, bytes]:
    """The next frame of a blocking stream. Raises `Closed` at its end."""
    kind, length = HEAD.unpack(_exactly(stream, HEAD.size))
    if length > _MAX_FRAME:
        raise Closed
    return kind, _exactly(stream, length)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if data is None or len(data) < length:
        raise Closed
    return data


class Assembler:
    """Whole frames out of pieces, with a limit on what one document may send."""

    def __init__(self, limit: int) -> None:
        self._buffer = bytearray()
        self._limit = limit

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Add bytes; yields the frames that are complete. Raises OverflowError beyond the limit."""
        self._buffer += data
        while len(self._buffer) >= HEAD.size:
            kind, length = HEAD.unpack_from(self._buffer)
            if length > self._limit:
                raise OverflowError
            end = HEAD.size + length
            if len(self._buffer) < end:
                return
            payload = bytes(self._buffer[HEAD.size : end])
            del self._buffer[:end]
            yield kind, payload
