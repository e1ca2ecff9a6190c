"""Bytes of one input, opened with care: what is hashed is what is read, and nothing here can wait for ever."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass

from trichluc.batch.plan import Planned, is_url
from trichluc.errors import InputError, LimitExceeded, LinkNotFollowed, NotAFile, UnreadableFile, VanishedFile
from trichluc.host import open_flags
from trichluc.ids import document_id

_PIECE = 1 << 24


@dataclass(frozen=True, slots=True)
class Taken:
    """The bytes of a file and their digest. `changed` tells that something wrote to it meanwhile."""

    data: bytes
    doc_id: str
    changed: bool = False


def take(planned: Planned, limit: int) -> Taken:
    """Read a file once. Raises a subclass of `InputError`."""
    if planned.refusal is not None:
        raise planned.refusal
    if is_url(planned.location):
        from trichluc.batch.remote import fetch

        data, changed = fetch(planned, limit), False
    else:
        data, changed = _local(planned, limit)
    return Taken(data, document_id(data), changed)


def _local(planned: Planned, limit: int) -> tuple[bytes, bool]:
    try:
        descriptor = os.open(planned.location, open_flags())
    except OSError as error:
        raise _refusal(planned.source, error) from error
    try:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise NotAFile(f"{planned.source}: a folder, pipe, device or socket, not a file")
        if before.st_size > limit:
            raise too_large(planned.source, limit)
        data = _read(descriptor, limit)
        after = os.fstat(descriptor)
    except OSError as error:
        raise UnreadableFile(f"{planned.source}: cannot be read ({error.strerror})") from error
    finally:
        os.close(descriptor)
    changed = (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, len(data))
    return data, changed


def too_large(source: str, limit: int) -> LimitExceeded:
    """The error for a file beyond the limit."""
    return LimitExceeded(f"{source}: larger than {limit >> 20} MB")


def _read(descriptor: int, limit: int) -> bytes:
    pieces = []
    size = 0
    while size <= limit and (piece := os.read(descriptor, _PIECE)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _refusal(source: str, error: OSError) -> InputError:
    match error.errno:
        case errno.ENOENT:
            return VanishedFile(f"{source}: gone since the folder was listed")
        case errno.ELOOP:
            return LinkNotFollowed(f"{source}: a symbolic link; links are not followed")
        case errno.ENXIO:
            return NotAFile(f"{source}: a socket or pipe, not a file")
        case _:
            return UnreadableFile(f"{source}: cannot be opened ({error.strerror})")
