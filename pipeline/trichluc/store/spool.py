"""The spool: what has been read and is not yet in a snapshot. It survives the death of the run.

A segment is a file of records, each a header, the row of `files` as JSON and a bundle. A record cut short by a crash
fails its checksum; it and what follows are forgotten and read again. Bundles are aligned so that Arrow can read them
in place.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from trichluc.host import sync_folder
from trichluc.store.bundle import Batches, Stored, load, stored
from trichluc.store.rows import InputFile
from trichluc.store.snapshot import writing

_HEAD = struct.Struct(">4sIQI")
_MAGIC = b"TLS1"
_ALIGN = 64


@dataclass(frozen=True, slots=True)
class Spooled:
    """Where a bundle stands in the spool."""

    segment: int
    start: int
    length: int


class Spool:
    """Append-only segments in one folder. `key` names the versions that wrote them; others are thrown away."""

    def __init__(self, folder: Path, key: str) -> None:
        self._folder, self._key = folder, key
        self._output = folder.parent.parent
        folder.mkdir(parents=True, exist_ok=True)
        self._left = sorted(int(path.name.split("-")[0]) for path in folder.glob("*.spool"))
        self._number = max(self._left, default=0)
        self._live: Counter[int] = Counter()
        self._maps: dict[int, mmap.mmap] = {}
        self._stream: BinaryIO | None = None
        self._size = 0

    def recover(self) -> Iterator[tuple[InputFile, Spooled]]:
        """What earlier runs of the same versions have left. Call it once, before anything is appended."""
        for number in self._left:
            path = self._path(number)
            if path.exists():
                for file, place in _scan(path, number):
                    self._live[number] += 1
                    yield file, place
        for path in self._folder.glob("*.spool"):
            if path not in {self._path(number) for number in self._live}:
                path.unlink()

    def append(self, file: InputFile, rows: Batches) -> Spooled:
        """Store the rows of a file; from here on the death of the process cannot lose them. Raises `OutputFull`."""
        bundle = stored(rows)
        with writing(self._output):
            return self._append(file, bundle)

    def _append(self, file: InputFile, bundle: bytes) -> Spooled:
        if self._stream is None:
            self._number += 1
            self._stream, self._size = self._path(self._number).open("wb"), 0
        meta = json.dumps(asdict(file)).encode()
        meta += b" " * (-(self._size + _HEAD.size + len(meta)) % _ALIGN)
        head = _HEAD.pack(_MAGIC, len(meta), len(bundle), zlib.crc32(bundle, zlib.crc32(meta)))
        place = Spooled(self._number, self._size + len(head) + len(meta), len(bundle))
        for piece in (head, meta, bundle, bytes(-len(bundle) % _ALIGN)):
            self._size += self._stream.write(piece)
        self._stream.flush()
        self._live[self._number] += 1
        return place

    def sync(self) -> None:
        """Force what was appended to the disk, so that a power cut cannot lose it either."""
        if self._stream is not None:
            os.fsync(self._stream.fileno())
            sync_folder(self._folder)

    def rows(self, place: Spooled) -> Stored:
        """The rows at a place; only what is asked for is read."""
        held = self._maps.get(place.segment)
        if held is None or len(held) < place.start + place.length:
            with self._path(place.segment).open("rb") as stream:
                held = self._maps[place.segment] = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        return load(memoryview(held)[place.start : place.start + place.length])

    def release(self, places: Iterable[Spooled]) -> None:
        """Forget bundles that are in a snapshot now; a segment without any other is deleted."""
        self._live.subtract(place.segment for place in places)
        for number in [number for number, count in self._live.items() if count <= 0]:
            if number == self._number and self._stream is not None:
                self._stream.close()
                self._stream = None
            del self._live[number]
            self._maps.pop(number, None)
            self._path(number).unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the files; what is in them stays."""
        with writing(self._output):
            self.sync()
            if self._stream is not None:
                self._stream.close()
                self._stream = None
        self._maps.clear()

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:06d}-{self._key}.spool"


def _scan(path: Path, number: int) -> Iterator[tuple[InputFile, Spooled]]:
    with path.open("rb") as stream:
        while True:
            head = stream.read(_HEAD.size)
            if len(head) < _HEAD.size:
                return
            magic, meta_length, length, checksum = _HEAD.unpack(head)
            if magic != _MAGIC:
                return
            meta, start = stream.read(meta_length), stream.tell()
            bundle = stream.read(length + -length % _ALIGN)[:length]
            if len(bundle) < length or zlib.crc32(bundle, zlib.crc32(meta)) != checksum:
                return
            yield InputFile(**json.loads(meta)), Spooled(number, start, length)
