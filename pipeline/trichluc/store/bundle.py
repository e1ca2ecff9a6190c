"""The rows of one document on their way from the process that read it to the tables: Arrow messages, checked.

A bundle is data that a damaged or hostile document may have had a hand in, so the receiver takes nothing on trust:
names, sizes, types, offsets, text encoding and ids are checked before a row is stored. Nothing is ever unpickled.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from trichluc.errors import Crashed
from trichluc.report import Problem, Report
from trichluc.store.columns import record_batch, report_batches
from trichluc.store.schemas import DOCUMENT_TABLES, schema

_LENGTH = struct.Struct(">I")
_ALIGN = 64
MAX_ROWS = 5_000_000


@dataclass(frozen=True, slots=True)
class Bundle:
    """The rows of one document by table, each an Arrow record-batch message of the table's schema."""

    messages: Mapping[str, pa.Buffer]

    def batch(self, table: str) -> pa.RecordBatch | None:
        """The rows of one table."""
        message = self.messages.get(table)
        return None if message is None else pa.ipc.read_record_batch(message, schema(table))


def pack_report(report: Report) -> bytes:
    """The rows of a report as bytes."""
    return _pack(report_batches(report))


def pack_problems(problems: tuple[Problem, ...]) -> bytes:
    """The account of a file that yielded no document."""
    return _pack({"problems": record_batch("problems", problems)})


def _pack(batches: Mapping[str, pa.RecordBatch]) -> bytes:
    messages = [(table, batch.serialize()) for table, batch in batches.items()]
    head = json.dumps([[table, message.size] for table, message in messages]).encode()
    head += b" " * (-(len(head) + _LENGTH.size) % _ALIGN)
    return b"".join([_LENGTH.pack(len(head)), head, *(_padded(message) for _, message in messages)])


def _padded(message: pa.Buffer) -> bytes:
    data: bytes = message.to_pybytes()
    return data + bytes(-len(data) % _ALIGN)


def unpack(data: bytes | memoryview) -> Bundle:
    """The bundle in bytes that this process wrote or has checked before. Arrow reads them in place."""
    view = memoryview(data)
    (length,) = _LENGTH.unpack_from(view)
    head = json.loads(bytes(view[_LENGTH.size : _LENGTH.size + length]))
    position = _LENGTH.size + length
    messages = {}
    for table, size in head:
        messages[table] = pa.py_buffer(view[position : position + size])
        position += size + -size % _ALIGN
    return Bundle(messages)


def checked(data: bytes, source: str, doc_id: str | None) -> Bundle:
    """The bundle in bytes that another process sent. Raises `Crashed` unless every row can be stored as it is."""
    try:
        bundle = unpack(data)
        _check(bundle, source, doc_id)
    except (ValueError, TypeError, KeyError, struct.error, UnicodeDecodeError, pa.ArrowException, OSError) as error:
        raise Crashed(f"{source}: the process that read it sent rows that cannot be right ({error})") from error
    return bundle


def _check(bundle: Bundle, source: str, doc_id: str | None) -> None:
    if not set(bundle.messages) <= set(DOCUMENT_TABLES):
        raise ValueError("unknown table")
    if not {"documents", "problems"} & set(bundle.messages):
        raise ValueError("no account of the document")
    rows = 0
    for table in bundle.messages:
        batch = pa.ipc.read_record_batch(bundle.messages[table], schema(table))
        batch.validate(full=True)
        rows += batch.num_rows
        _same(batch, "source", source)
        if table != "problems" or doc_id is not None:
            _same(batch, "doc_id", doc_id)
    if rows > MAX_ROWS or len(bundle.batch("documents") or ()) > 1:
        raise ValueError("too many rows")


def _same(batch: pa.RecordBatch, column: str, value: str | None) -> None:
    if column in batch.schema.names:
        found = pc.unique(batch[column]).to_pylist()
        if found not in ([], [value]):
            raise ValueError(f"{column} of another document")


def add_problems(data: bytes, problems: tuple[Problem, ...]) -> bytes:
    """The bundle with more rows of `problems`."""
    bundle = unpack(data)
    batches = {table: batch for table in bundle.messages if (batch := bundle.batch(table)) is not None}
    more = [batches["problems"]] if "problems" in batches else []
    joined = pa.Table.from_batches([*more, record_batch("problems", problems)], schema("problems")).combine_chunks()
    batches["problems"] = joined.to_batches()[0]
    return _pack(batches)


def problem_pairs(data: bytes) -> tuple[list[tuple[str, str]], bool]:
    """The (outcome, error) pairs of a bundle's problems, and whether it holds a document."""
    bundle = unpack(data)
    batch = bundle.batch("problems")
    pairs = [] if batch is None else list(zip(batch["outcome"].to_pylist(), batch["error"].to_pylist(), strict=True))
    return pairs, "documents" in bundle.messages
