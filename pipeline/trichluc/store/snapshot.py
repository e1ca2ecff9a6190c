"""Snapshots: complete sets of tables, made visible by one rename.

output/current -> .snapshots/00000042        the newest complete snapshot
output/.snapshots/00000042/<table>/*.parquet  immutable; what did not change is a hard link to the snapshot before
output/.snapshots/00000042/_manifest.json     every file with its checksum

Until the rename of `current` a reader sees the old snapshot whole; after it, the new one. What a crash leaves behind
(a stage, a numbered folder that is not current) is removed by the next commit.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from trichluc.errors import OutputError, OutputFull
from trichluc.host import current_snapshot, hard_link, point_current, sync_file, sync_folder
from trichluc.store.manifest import NAME, Manifest, Part, PartFile, part_name, to_json
from trichluc.store.parts import describe
from trichluc.store.schemas import ROW_CLASSES

SNAPSHOTS, STATE = ".snapshots", ".state"
_KEPT, _KEPT_SECONDS = 3, 3600
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Stage:
    """A snapshot in the making."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._root = output / SNAPSHOTS
        self.folder = self._root / ".stage"
        _remove(self.folder)
        for table in ROW_CLASSES:
            (self.folder / table).mkdir(parents=True)

    def write(self, table: str, index: int, data: bytes) -> PartFile:
        """Store a Parquet file as the part of that index."""
        file = describe(data)
        path = self.folder / table / part_name(index, file)
        with path.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        path.chmod(0o444)
        return file

    def replace(self, table: str, name: str, data: bytes) -> PartFile:
        """Store other bytes in the place of a file of this stage; the file that other snapshots hold stays."""
        (self.folder / table / name).unlink()
        return self.write(table, int(name.partition("-")[0]), data)

    def link(self, snapshot: Path, old_index: int, part: Part, index: int) -> None:
        """Take over a part of an earlier snapshot, perhaps in another place of the order."""
        for table, file in part.tables.items():
            old = snapshot / table / part_name(old_index, file)
            hard_link(old, self.folder / table / part_name(index, file))

    def publish(self, manifest: Manifest) -> Path:
        """Make this the current snapshot. The last step is the rename that readers notice."""
        path = self.folder / NAME
        path.write_text(to_json(manifest), encoding="utf-8")
        sync_file(path)
        for table in ROW_CLASSES:
            sync_folder(self.folder / table)
        sync_folder(self.folder)
        target = self._root / f"{next_number(self._output):08d}"
        _remove(target)
        self.folder.rename(target)
        sync_folder(self._root)
        point_current(self._output, target)
        return target

    def discard(self) -> None:
        """Give up."""
        _remove(self.folder)


@contextlib.contextmanager
def writing(output: Path) -> Iterator[None]:
    """Translate what the disk says into errors of the output."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise OutputFull(f"{output}: the disk is full; the last snapshot is whole") from error
        raise OutputError(f"{output}: cannot be written ({error.strerror})") from error


def prepare(output: Path) -> None:
    """Make the output folder. Raises `OutputError` when something else is in the way."""
    with writing(output):
        output.mkdir(parents=True, exist_ok=True)
        if (output / "current").exists() and not (output / "current").is_symlink():
            raise OutputError(f"{output / 'current'}: not a link of ours; choose another output folder")
        (output / SNAPSHOTS).mkdir(exist_ok=True)
        (output / STATE).mkdir(exist_ok=True)


def next_number(output: Path) -> int:
    """One more than the current snapshot's; the number decides the order, never a clock."""
    current = current_snapshot(output)
    return 1 if current is None else int(current.name) + 1


def drop_old(output: Path, keep: int = _KEPT, seconds: float = _KEPT_SECONDS) -> None:
    """Remove snapshots that no reader is likely to be in: neither among the newest nor made lately."""
    current = current_snapshot(output)
    numbered = sorted(p for p in (output / SNAPSHOTS).iterdir() if p.name.isdigit())
    for folder in numbered[:-keep]:
        if folder != current and time.time() - folder.stat().st_mtime > seconds:
            _remove(folder)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
