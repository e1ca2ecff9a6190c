"""The manifest of a snapshot: which files it consists of, with their checksums, and what they were made by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from trichluc.errors import CorruptDataset, NewerDataset

NAME = "_manifest.json"
FORMAT = 1
"""Raised when an older version could misread what this one writes."""


@dataclass(frozen=True, slots=True)
class PartFile:
    """One Parquet file."""

    name: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Part:
    """The files, one a table, that hold a stretch of the sources in their order. `key` says what read them."""

    key: str
    first: str
    last: str
    n_files: int
    tables: Mapping[str, PartFile]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot is made of. It names no time and no machine: equal snapshots have equal manifests."""

    schema: str
    engine: str
    ruleset: str
    per_part: int
    parts: tuple[Part, ...]
    derived: Mapping[str, PartFile] = field(default_factory=dict)
    options: Mapping[str, object] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def n_files(self) -> int:
        """How many input files the snapshot accounts for."""
        return sum(part.n_files for part in self.parts)

    def names(self) -> dict[tuple[str, str], PartFile]:
        """(table, file name in the snapshot's folder of that table) → file."""
        found = {
            (table, part_name(index, file)): file
            for index, part in enumerate(self.parts)
            for table, file in part.tables.items()
        }
        return found | {(table, part_name(0, file)): file for table, file in self.derived.items()}


def part_name(index: int, file: PartFile) -> str:
    """The name in a snapshot; it sorts in the order of the sources, so that readers see rows in that order."""
    return f"{index:06d}-{file.name}.parquet"


def to_json(manifest: Manifest) -> str:
    """One line for each part, so that two manifests can be compared by eye."""
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_manifest(snapshot: Path) -> Manifest:
    """The manifest in a snapshot's folder. Raises `NewerDataset` or `CorruptDataset`."""
    path = snapshot / NAME
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if raw["format"] > FORMAT:
            raise NewerDataset(f"{snapshot.parent.parent}: written by trichluc {raw['engine']}, which is newer")
        parts = tuple(Part(**{**part, "tables": _files(part["tables"])}) for part in raw["parts"])
        return Manifest(**{**raw, "parts": parts, "derived": _files(raw["derived"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise CorruptDataset(f"{path}: missing or damaged ({error})") from error


def _files(raw: Mapping[str, Mapping[str, str | int]]) -> dict[str, PartFile]:
    return {table: PartFile(**file) for table, file in raw.items()}  # type: ignore[arg-type]
