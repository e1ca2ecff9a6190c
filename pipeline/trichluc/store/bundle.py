"""The rows of one document on their way from the process that read it to the tables.

A bundle is data that a damaged or hostile document may have had a hand in, so the receiver takes nothing on trust:
names, sizes, offsets, text encoding and ids are checked before a row is stored. Nothing is ever unpickled.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from trichluc.errors import Crashed
from trichluc.report import Problem
from trichluc.store.columns import MAX_ROWS, assemble
from trichluc.store.packing import ABSENT, ALIGN, LENGTH, framed, pack_problems
from trichluc.store.schemas import DOCUMENT_TABLES


@dataclass(frozen=True, slots=True)
class Packed:
    """The columns of one table: where its buffers begin, and their sizes."""

    rows: int
    start: int
    sizes: Sequence[int]

    @property
    def end(self) -> int:
        """Where the next table begins."""
        return self.start + sum(size + -size % ALIGN for size in self.sizes if size != ABSENT)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The rows of one document by table."""

    data: pa.Buffer
    tables: Mapping[str, Packed]

    def batch(self, table: str) -> pa.RecordBatch | None:
        """The rows of one table, around the bytes as they are."""
        packed = self.tables.get(table)
        if packed is None:
            return None
        buffers: list[pa.Buffer | None] = []
        position = packed.start
        for size in packed.sizes:
            if size == ABSENT:
                buffers.append(None)
            else:
                buffers.append(self.data.slice(position, size))
                position += size + -size % ALIGN
        return assemble(table, packed.rows, iter(buffers))


def unpack(data: bytes | memoryview) -> Bundle:
    """The bundle in bytes that were written here or have been checked before."""
    buffer = pa.py_buffer(data)
    head, position = _head(data)
    tables = {}
    for table, rows, sizes in head:
        packed = tables[table] = Packed(rows, position, sizes)
        position = packed.end
    return Bundle(buffer, tables)


def _head(data: bytes | memoryview) -> tuple[list[tuple[str, int, list[int]]], int]:
    (length,) = LENGTH.unpack_from(data)
    end = LENGTH.size + length
    return json.loads(bytes(data[LENGTH.size : end])), end


def checked(data: bytes, source: str, doc_id: str | None) -> Bundle:
    """The bundle in bytes that another process sent. Raises `Crashed` unless every row can be stored as it is."""
    try:
        bundle = unpack(data)
        _check(bundle, source, doc_id)
    except (ValueError, TypeError, KeyError, IndexError, StopIteration, struct.error, pa.ArrowException) as error:
        raise Crashed(f"{source}: the process that read it sent rows that cannot be right") from error
    return bundle


def _check(bundle: Bundle, source: str, doc_id: str | None) -> None:
    if not set(bundle.tables) <= set(DOCUMENT_TABLES):
        raise ValueError("unknown table")
    if not {"documents", "problems"} & set(bundle.tables):
        raise ValueError("no account of the document")
    if any(size < ABSENT for packed in bundle.tables.values() for size in packed.sizes):
        raise ValueError("a size below nothing")
    if max(packed.end for packed in bundle.tables.values()) > bundle.data.size:
        raise ValueError("cut short")
    for table in bundle.tables:
        _check_table(table, bundle, source, doc_id)
    rows = sum(packed.rows for packed in bundle.tables.values())
    if rows > MAX_ROWS or ("documents" in bundle.tables and bundle.tables["documents"].rows != 1):
        raise ValueError("too many rows")


def _check_table(table: str, bundle: Bundle, source: str, doc_id: str | None) -> None:
    batch = bundle.batch(table)
    assert batch is not None
    batch.validate(full=True)
    _same(batch, "source", source)
    if table != "problems" or doc_id is not None:
        _same(batch, "doc_id", doc_id)


def _same(batch: pa.RecordBatch, column: str, value: str | None) -> None:
    if column in batch.schema.names and set(batch[column].to_pylist()) - {value}:
        raise ValueError(f"{column} of another document")


def add_problems(data: bytes, problems: Sequence[Problem]) -> bytes:
    """The bundle with more rows of `problems`."""
    bundle = unpack(data)
    held = bundle.batch("problems")
    before = [] if held is None else [Problem(**row) for row in held.to_pylist()]
    more = pack_problems([*before, *problems])
    (new_head,), new_start = _head(more)
    head, start = _head(data)
    pieces = [bytes(data[start:])]
    if "problems" in bundle.tables:
        packed = bundle.tables["problems"]
        pieces = [bytes(data[start : packed.start]), bytes(data[packed.end :])]
    kept = [entry for entry in head if entry[0] != "problems"]
    return framed([*map(list, kept), list(new_head)], [*pieces, more[new_start:]])


def problem_pairs(data: bytes) -> tuple[list[tuple[str, str]], bool]:
    """The (outcome, error) pairs of a bundle's problems, and whether it holds a document."""
    bundle = unpack(data)
    batch = bundle.batch("problems")
    pairs = [] if batch is None else list(zip(batch["outcome"].to_pylist(), batch["error"].to_pylist(), strict=True))
    return pairs, "documents" in bundle.tables
