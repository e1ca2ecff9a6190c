"""Looking after the tables: are they what was written, and are there too many small files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trichluc import host
from trichluc.errors import OutputError
from trichluc.store.dataset import Dataset, Versions
from trichluc.store.manifest import NAME, PartFile, read_manifest
from trichluc.store.parts import stretches
from trichluc.store.readers import open_snapshot
from trichluc.store.schemas import schema_id
from trichluc.store.snapshot import drop_old

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Fault:
    """A file of the snapshot that is not as it was written."""

    path: str
    what: str


def verify(output: str | Path) -> tuple[list[Fault], int]:
    """Compare every file of the current snapshot with the manifest. Returns the faults and how many files there are."""
    snapshot = open_snapshot(output)
    names = read_manifest(snapshot).names()
    faults = [
        Fault(f"{table}/{name}", what)
        for (table, name), file in sorted(names.items())
        if (what := _fault(snapshot / table / name, file))
    ]
    return faults + list(_strangers(snapshot, set(names))), len(names)


def _fault(path: Path, file: PartFile) -> str | None:
    try:
        size = path.stat().st_size
        if size != file.bytes:
            return f"has {size:,} bytes instead of {file.bytes:,}"
        return None if _digest(path) == file.sha256 else "has other content than was written"
    except OSError as error:
        return f"cannot be read ({error.strerror})"


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _strangers(snapshot: Path, names: set[tuple[str, str]]) -> Iterator[Fault]:
    for path in sorted(snapshot.glob("*/*")):
        if (path.parent.name, path.name) not in names:
            yield Fault(f"{path.parent.name}/{path.name}", "is not of ours; readers of the folder see it")
    for path in sorted(snapshot.glob("*.parquet")):
        yield Fault(path.name, "is not of ours")
    if not (snapshot / NAME).is_file():
        yield Fault(NAME, "is missing")


def compact(output: str | Path, per_part: int) -> tuple[int, int]:
    """Cut the tables into parts of about so many files each, and drop older snapshots. Returns parts before, after."""
    folder = Path(output)
    snapshot = open_snapshot(folder)
    with host.locked(folder / ".state" / "lock"):
        manifest = read_manifest(snapshot)
        keys = {part.key for part in manifest.parts}
        if len(keys) > 1 or manifest.schema != schema_id():
            raise OutputError(f"{folder}: an unfinished run left parts of several versions; finish it first")
        dataset = Dataset(folder, Versions(manifest.engine, manifest.ruleset, *keys))
        entries = list(dataset.known.values())  # in the order of the parts, which is that of the sources
        cuts = stretches([entry.file.source for entry in entries], per_part)
        dataset.per_part = per_part
        dataset.commit([entries[a:b] for a, b in cuts], None)
        drop_old(folder, keep=1, seconds=0)
        return len(manifest.parts), len(cuts)
