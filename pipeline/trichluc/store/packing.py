"""The rows of one document as bytes, made in the process that read it. `bundle` takes them apart again."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence

from trichluc.report import Report
from trichluc.store.buffers import table_buffers
from trichluc.store.kinds import DOCUMENT_TABLES

LENGTH = struct.Struct("<I")
ALIGN = 8
ABSENT = -1


def pack_report(report: Report) -> bytes:
    """The rows of a report; a table without rows is left out."""
    rows = {t: (report.document,) if t == "documents" else getattr(report, t) for t in DOCUMENT_TABLES}
    return pack({table: found for table, found in rows.items() if found})


def pack(rows: dict[str, Sequence[object]]) -> bytes:
    """A head that names tables, numbers of rows and sizes of buffers; then the buffers."""
    head, pieces = [], []
    for table, found in rows.items():
        buffers = table_buffers(table, found)
        head.append([table, len(found), [ABSENT if b is None else len(b) for b in buffers]])
        pieces += [padded(b) for b in buffers if b is not None]
    return framed(head, pieces)


def framed(head: list[list[object]], pieces: Sequence[bytes]) -> bytes:
    """Head and buffers, everything aligned."""
    written = json.dumps(head, separators=(",", ":")).encode()
    written += b" " * (-(len(written) + LENGTH.size) % ALIGN)
    return b"".join([LENGTH.pack(len(written)), written, *pieces])


def padded(data: bytes) -> bytes:
    """The bytes up to the next aligned place."""
    return data + bytes(-len(data) % ALIGN)
