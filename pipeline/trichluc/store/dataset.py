"""The tables of an output folder as one value: what they hold, and how a run replaces them, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from trichluc.host import current_snapshot
from trichluc.store.columns import record_batch
from trichluc.store.derived import derive
from trichluc.store.manifest import Manifest, Part, PartFile, part_name, read_manifest
from trichluc.store.parts import OldPart, key_column, parquet, write_part
from trichluc.store.rows import InputFile
from trichluc.store.schemas import schema_id
from trichluc.store.settle import settle
from trichluc.store.snapshot import Stage, drop_old, prepare, writing
from trichluc.store.spool import Spool, Spooled

PER_PART = 1000
"""How many files a part holds on average."""


@dataclass(frozen=True, slots=True)
class Versions:
    """What read the documents. Equal keys promise equal rows for equal bytes."""

    engine: str
    ruleset: str
    key: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows that stand in a part of the current snapshot, named by the checksum of its list of files."""

    part: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An input file and where its rows are."""

    file: InputFile
    rows: Spooled | Kept


@dataclass(frozen=True, slots=True)
class Commit:
    """What a commit did: whether anything changed, and the entries as they stand in the snapshot now."""

    changed: bool
    kept: list[list[Entry]]


def source_order(source: str) -> tuple[str, ...]:
    """Sources are sorted folder by folder."""
    return tuple(source.split("/"))


class Dataset:
    """Open for one writer. `known` is what the current snapshot holds and these versions would read alike."""

    def __init__(self, output: Path, versions: Versions) -> None:
        prepare(output)
        self._output, self._versions = output, versions
        self.spool = Spool(output / ".state" / "spool", versions.key)
        self._snapshot = current_snapshot(output)
        self.manifest = read_manifest(self._snapshot) if self._snapshot else None
        self.per_part = self.manifest.per_part if self.manifest else PER_PART
        self._index: dict[str, int] = {}
        self.sources: set[str] = set()
        self.known: dict[str, Entry] = {}
        self._load()

    def _load(self) -> None:
        self._index = {_identity(part): index for index, part in enumerate(self._parts())}
        for index, part in enumerate(self._parts()):
            for file in self._files(index, part):
                self.sources.add(file.source)
                if part.key == self._versions.key:
                    self.known[file.source] = Entry(file, Kept(_identity(part)))

    def _files(self, index: int, part: Part) -> Iterator[InputFile]:
        assert self._snapshot is not None
        path = self._snapshot / "files" / part_name(index, part.tables["files"])
        columns = pq.ParquetFile(path).read().to_pydict()
        return (InputFile(*row) for row in zip(*columns.values(), strict=True))

    def _parts(self) -> Sequence[Part]:
        return self.manifest.parts if self.manifest else ()

    def can_cut(self, last: str) -> bool:
        """Whether everything up to a source can be replaced without touching what comes after it."""
        end = source_order(last)
        if self.manifest is not None and self.manifest.schema != schema_id():
            return False
        return not any(source_order(p.first) <= end < source_order(p.last) for p in self._parts())

    def commit(self, stretches: Sequence[Sequence[Entry]], last: str | None) -> Commit:
        """Replace everything up to the source `last` (None: everything) by these stretches."""
        with writing(self._output):
            self.spool.sync()
            stage = Stage(self._output)
            parts = [self._stage(stage, index, entries) for index, entries in enumerate(stretches)]
            for index, part in enumerate(self._parts()):
                if last is not None and source_order(part.first) > source_order(last):
                    self._link(stage, index, len(parts))
                    parts.append(part)
            parts = self._settle(stage, parts)
            manifest = self._manifest(tuple(parts), self._derive(stage))
            changed = manifest != self.manifest
            if changed:
                self._snapshot, self.manifest = stage.publish(manifest), manifest
            else:
                stage.discard()
            self.spool.release(e.rows for entries in stretches for e in entries if isinstance(e.rows, Spooled))
            drop_old(self._output)
        self._index = {_identity(part): index for index, part in enumerate(parts)}
        kept = [
            [Entry(e.file, Kept(_identity(p))) for e in entries] for p, entries in zip(parts, stretches, strict=False)
        ]
        self.known.update((entry.file.source, entry) for entries in kept for entry in entries)
        return Commit(changed, kept)

    def _manifest(self, parts: tuple[Part, ...], derived: Mapping[str, PartFile]) -> Manifest:
        return Manifest(schema_id(), self._versions.engine, self._versions.ruleset, self.per_part, parts, derived)

    def _stage(self, stage: Stage, index: int, entries: Sequence[Entry]) -> Part:
        old = self._unchanged(entries)
        if old is not None:
            self._link(stage, old, index)
            return self._parts()[old]
        tables = write_part(
            _Rows(entries, self.spool, self._open_part),
            self._metadata(),
            lambda table, data: stage.write(table, index, data),
        )
        return Part(self._versions.key, entries[0].file.source, entries[-1].file.source, len(entries), tables)

    def _unchanged(self, entries: Sequence[Entry]) -> int | None:
        """The index of the old part that holds exactly these entries."""
        rows = entries[0].rows
        if not isinstance(rows, Kept) or any(entry.rows != rows for entry in entries):
            return None
        index = self._index[rows.part]
        same = all(self.known[entry.file.source].file == entry.file for entry in entries)
        return index if same and self._parts()[index].n_files == len(entries) else None

    def _open_part(self, part: str) -> OldPart:
        assert self._snapshot is not None
        index = self._index[part]
        return OldPart(self._snapshot, index, self._parts()[index])

    def _link(self, stage: Stage, old_index: int, index: int) -> None:
        assert self._snapshot is not None
        stage.link(self._snapshot, old_index, self._parts()[old_index], index)

    def _settle(self, stage: Stage, parts: Sequence[Part]) -> list[Part]:
        """The parts with the citations that mean another act now that these reports stand together."""
        made: dict[str, PartFile] = {}

        def rewrite(name: str, rows: pa.Table) -> None:
            data = parquet("citations", rows.to_batches(), self._metadata())
            made[name] = stage.replace("citations", name, data)

        settle(stage.folder, rewrite)
        names = (part_name(index, part.tables["citations"]) for index, part in enumerate(parts))
        return [
            replace(part, tables={**part.tables, "citations": made[name]}) if name in made else part
            for name, part in zip(names, parts, strict=True)
        ]

    def _derive(self, stage: Stage) -> dict[str, PartFile]:
        made = derive(stage.folder)
        return {t: stage.write(t, 0, parquet(t, rows, self._metadata())) for t, rows in made.items()}

    def _metadata(self) -> Mapping[str, str]:
        return {"ruleset": self._versions.ruleset, "engine": self._versions.engine, "schema": schema_id()}


class _Rows:
    """The rows of a part's entries, a table at a time, wherever they stand."""

    def __init__(self, entries: Sequence[Entry], spool: Spool, open_part: Callable[[str], OldPart]) -> None:
        self._entries = entries
        self._bundles = [spool.rows(e.rows) if isinstance(e.rows, Spooled) else None for e in entries]
        self._old = {p: open_part(p) for p in {e.rows.part for e in entries if isinstance(e.rows, Kept)}}

    def __call__(self, table: str) -> Iterator[pa.RecordBatch]:
        if table == "files":
            yield record_batch("files", [entry.file for entry in self._entries])
            return
        old = {part: held.table(table) for part, held in self._old.items()}
        for entry, bundle in zip(self._entries, self._bundles, strict=True):
            if bundle is not None:
                batch = bundle.batch(table)
                if batch is not None:
                    yield batch
            elif isinstance(entry.rows, Kept):
                yield from old[entry.rows.part].rows(_key(entry.file, table))


def _key(file: InputFile, table: str) -> str | None:
    if key_column(table) == "source":
        return file.source
    # A duplicate has the id of its first, whose rows are not its own.
    return None if file.outcome == "duplicate" else file.doc_id


def _identity(part: Part) -> str:
    return part.tables["files"].sha256
