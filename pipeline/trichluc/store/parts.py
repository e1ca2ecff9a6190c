"""Parts: a stretch of the sources as Parquet files, one a table. Equal rows give equal bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from trichluc import host
from trichluc.store.manifest import Part, PartFile, part_name
from trichluc.store.schemas import PART_TABLES, schema

# Few documents a row group, so that one document's text can be fetched without its neighbours'.
_ROW_GROUP = {"documents": 64}
_ROW_GROUP_DEFAULT = 1 << 16
# Columns with few distinct values; for the others a dictionary only costs time.
_DICTIONARY = frozenset((
    "align", "charset", "citation_id", "comparison", "doc_id", "doc_type", "edtf", "element", "end", "error",
    "footnote_id", "form", "issuer", "issuer_code", "kind", "marker", "media_type", "modifier", "noun", "outcome",
    "page", "parent_id", "relation", "role", "rule", "scheme", "section_id", "severity", "stage", "start", "symbol",
    "table_id", "target_id", "text_origin", "unit",
))  # fmt: skip

Rows = Callable[[str], Iterable[pa.RecordBatch]]
"""Table → the rows of the part's documents, in order."""
Writer = Callable[[str, bytes], PartFile]
"""Stores a Parquet file of a table and says what was stored."""


def starts_part(source: str, per_part: int) -> bool:
    """Whether a source opens a new part. It depends on nothing but its name, so a change stays in its part."""
    digest = hashlib.blake2b(source.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") % per_part == 0


def stretches(sources: Sequence[str], per_part: int) -> list[tuple[int, int]]:
    """The sorted sources cut into parts, as (first, end) positions."""
    starts = [i for i, source in enumerate(sources) if i == 0 or starts_part(source, per_part)]
    return list(zip(starts, [*starts[1:], len(sources)], strict=True))


def write_part(rows: Rows, metadata: Mapping[str, str], write: Writer) -> dict[str, PartFile]:
    """All tables of one part, as many at a time as there are processors: Arrow works outside the interpreter's lock."""
    with ThreadPoolExecutor(host.cores()) as threads:
        made = threads.map(lambda table: write(table, parquet(table, rows(table), metadata)), PART_TABLES)
        return dict(zip(PART_TABLES, made, strict=True))


def parquet(table: str, batches: Iterable[pa.RecordBatch], metadata: Mapping[str, str]) -> bytes:
    """The bytes of a Parquet file."""
    wanted = schema(table).with_metadata(dict(metadata))
    sink = pa.BufferOutputStream()
    columns = [name for name in wanted.names if name in _DICTIONARY]
    with pq.ParquetWriter(sink, wanted, compression="zstd", use_dictionary=columns) as writer:
        for group in _row_groups(table, batches):
            writer.write_table(group.replace_schema_metadata(wanted.metadata), row_group_size=group.num_rows)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _row_groups(table: str, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Groups of a fixed number of rows, each in one chunk: how the rows arrived must not show in the bytes."""
    size = _ROW_GROUP.get(table, _ROW_GROUP_DEFAULT)
    held: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        held.append(batch)
        count += batch.num_rows
        while count >= size:
            joined = pa.Table.from_batches(held, schema(table)).combine_chunks()
            yield joined.slice(0, size).combine_chunks()
            held = joined.slice(size).to_batches()
            count -= size
    if count:
        yield pa.Table.from_batches(held, schema(table)).combine_chunks()


def describe(data: bytes) -> PartFile:
    """Name, size and checksum of a Parquet file; the name is taken from the content."""
    digest = hashlib.sha256(data).hexdigest()
    return PartFile(digest[:16], pq.read_metadata(pa.BufferReader(data)).num_rows, len(data), digest)


class OldPart:
    """The rows of a committed part, document by document."""

    def __init__(self, snapshot: Path, index: int, part: Part) -> None:
        self._snapshot, self._index, self._part = snapshot, index, part

    def table(self, table: str) -> OldTable:
        """One table of the part, in memory."""
        path = self._snapshot / table / part_name(self._index, self._part.tables[table])
        loaded = pq.ParquetFile(path).read().combine_chunks()
        return OldTable(loaded, _places(loaded, key_column(table)))


@dataclass(frozen=True, slots=True)
class OldTable:
    """A table of a part, and where the rows of each document (`files` and `problems`: of each source) begin and end."""

    data: pa.Table
    places: Mapping[str | None, tuple[int, int]]

    def rows(self, key: str | None) -> list[pa.RecordBatch]:
        """The rows of one document or source."""
        start, end = self.places.get(key, (0, 0))
        return self.data.slice(start, end - start).to_batches() if end > start else []


def key_column(table: str) -> str:
    """The column that tells which file a row belongs to."""
    return "source" if table in ("files", "problems") else "doc_id"


def _places(table: pa.Table, column: str) -> dict[str | None, tuple[int, int]]:
    places: dict[str | None, tuple[int, int]] = {}
    start = 0
    for key, run in groupby(table[column].to_pylist()):
        end = start + sum(1 for _ in run)
        places[key] = (start, end)
        start = end
    return places
