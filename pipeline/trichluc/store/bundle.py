"""The rows of one document on their way from the process that read it to the tables.

What that process sends is data that a damaged or hostile document may have had a hand in, so nothing is taken on trust:
names, sizes, offsets, text encoding and ids are checked before a row is stored. Nothing is ever unpickled. What has
been checked is kept as Arrow messages, which are read back without any work.
"""

from __future__ import annotations

import datetime as dt
import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from trichluc.errors import Crashed
from trichluc.report import Problem
from trichluc.store.columns import MAX_ROWS, assemble, record_batch
from trichluc.store.packing import ABSENT, ALIGN, LENGTH
from trichluc.store.schemas import DOCUMENT_TABLES, schema

Batches = dict[str, pa.RecordBatch]
"""The rows of one document by table; a table without rows is left out."""


def checked(data: bytes, source: str, doc_id: str | None) -> Batches:
    """The rows in bytes that another process sent. Raises `Crashed` unless every row can be stored as it is."""
    try:
        batches = unpack(data)
        _check(batches, source, doc_id)
    except (ValueError, TypeError, KeyError, IndexError, StopIteration, struct.error, pa.ArrowException) as error:
        raise Crashed(f"{source}: the process that read it sent rows that cannot be right") from error
    return batches


def unpack(data: bytes) -> Batches:
    """Batches around packed bytes as they are; what is wrong with them shows at the latest when they are checked."""
    (length,) = LENGTH.unpack_from(data)
    start = LENGTH.size + length
    buffers = _Cutter(pa.py_buffer(data), start)
    batches = {}
    for table, rows, sizes in json.loads(data[LENGTH.size : start]):
        if table not in DOCUMENT_TABLES or table in batches:
            raise ValueError("a table that is not asked for")
        batches[table] = assemble(table, rows, buffers.cut(sizes))
    return batches


class _Cutter:
    """Hands out one buffer after the other."""

    def __init__(self, data: pa.Buffer, start: int) -> None:
        self._data, self._at = data, start

    def cut(self, sizes: Sequence[int]) -> Iterator[pa.Buffer | None]:
        """The buffers of one table."""
        found: list[pa.Buffer | None] = []
        for size in sizes:
            if size == ABSENT:
                found.append(None)
                continue
            if size < 0 or self._at + size > self._data.size:
                raise ValueError("cut short")
            found.append(self._data.slice(self._at, size))
            self._at += size + -size % ALIGN
        return iter(found)


def _check(batches: Batches, source: str, doc_id: str | None) -> None:
    if not {"documents", "problems"} & set(batches):
        raise ValueError("no account of the document")
    for table, batch in batches.items():
        batch.validate(full=True)
        _dates(batch)
        _same(batch, "source", source)
        if table != "problems" or doc_id is not None:
            _same(batch, "doc_id", doc_id)
    if sum(batch.num_rows for batch in batches.values()) > MAX_ROWS:
        raise ValueError("too many rows")
    if "documents" in batches and batches["documents"].num_rows != 1:
        raise ValueError("more than one document")


def _dates(batch: pa.RecordBatch) -> None:
    """Days that no calendar of Python's holds cannot be read back by anybody."""
    for column in batch.columns:
        if column.type == pa.date32():
            edges = pc.min_max(column)
            if edges["min"].is_valid and not _FIRST <= edges["min"].value <= edges["max"].value <= _LAST:
                raise ValueError("a day out of range")


_FIRST, _LAST = (day.toordinal() - dt.date(1970, 1, 1).toordinal() for day in (dt.date.min, dt.date.max))


def _same(batch: pa.RecordBatch, column: str, value: str | None) -> None:
    if column in batch.schema.names and set(batch[column].to_pylist()) - {value}:
        raise ValueError(f"{column} of another document")


def with_problems(batches: Batches, problems: Sequence[Problem]) -> Batches:
    """The same with more rows of `problems`."""
    added = [record_batch("problems", problems)]
    held = [batches["problems"]] if "problems" in batches else []
    (joined,) = pa.Table.from_batches([*held, *added]).combine_chunks().to_batches()
    return {**batches, "problems": joined}


def problem_pairs(batches: Batches) -> list[tuple[str, str]]:
    """The (outcome, error) pairs of a document's problems."""
    batch = batches.get("problems")
    if batch is None:
        return []
    return list(zip(batch["outcome"].to_pylist(), batch["error"].to_pylist(), strict=True))


def stored(batches: Batches) -> bytes:
    """Checked rows as bytes: a head that names tables and sizes, then an Arrow message for each."""
    messages = [(table, batch.serialize()) for table, batch in batches.items()]
    head = json.dumps([[table, message.size] for table, message in messages], separators=(",", ":")).encode()
    head += b" " * (-(len(head) + LENGTH.size) % _MESSAGE_ALIGN)
    pieces = (message.to_pybytes() + bytes(-message.size % _MESSAGE_ALIGN) for _, message in messages)
    return b"".join([LENGTH.pack(len(head)), head, *pieces])


_MESSAGE_ALIGN = 64


@dataclass(frozen=True, slots=True)
class Stored:
    """Rows as `stored` wrote them; a table is read when it is asked for."""

    messages: Mapping[str, pa.Buffer]

    def batch(self, table: str) -> pa.RecordBatch | None:
        """The rows of one table, in place."""
        message = self.messages.get(table)
        return None if message is None else pa.ipc.read_record_batch(message, schema(table))


def load(view: memoryview) -> Stored:
    """What `stored` wrote."""
    (length,) = LENGTH.unpack_from(view)
    position = LENGTH.size + length
    data = pa.py_buffer(view)
    messages = {}
    for table, size in json.loads(bytes(view[LENGTH.size : position])):
        messages[table] = data.slice(position, size)
        position += size + -size % _MESSAGE_ALIGN
    return Stored(messages)
