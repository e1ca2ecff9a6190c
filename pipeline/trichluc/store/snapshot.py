"""Snapshots: complete sets of tables, made visible by one rename."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from trichluc.store.schemas import ROW_CLASSES, schema


def commit(output: Path, batches: Mapping[str, Sequence[pa.RecordBatch]], versions: Mapping[str, str]) -> Path:
    """Write all tables as the next snapshot and point `current` at it."""
    root = output / ".snapshots"
    root.mkdir(parents=True, exist_ok=True)
    number = max((int(p.name) for p in root.iterdir() if p.name.isdigit()), default=0) + 1
    target = root / f"{number:08d}"
    stage = root / ".stage"
    shutil.rmtree(stage, ignore_errors=True)
    for table in ROW_CLASSES:
        folder = stage / table
        folder.mkdir(parents=True)
        rows = pa.Table.from_batches(list(batches.get(table, ())), schema(table))
        pq.write_table(rows.replace_schema_metadata(dict(versions)), folder / "00000.parquet", compression="zstd")
    stage.rename(target)
    _point(output, target)
    return target


def _point(output: Path, target: Path) -> None:
    link = output / ".current"
    link.unlink(missing_ok=True)
    link.symlink_to(os.path.relpath(target, output))
    link.replace(output / "current")
