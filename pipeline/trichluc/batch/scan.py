"""What an archive holds, without extracting: kinds, pages, character sets, scans, damage, duplicates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from trichluc import host
from trichluc.batch.engine import LocalEngine, Result, Wanted
from trichluc.batch.frames import Progress
from trichluc.batch.limits import Limits
from trichluc.batch.look import Look, parse_look
from trichluc.batch.plan import plan
from trichluc.errors import Crashed, MissingInput

DAMAGE = frozenset(("DamagedFile", "RepairedFile", "PageFailed", "PageCountDiffers", "NoPages", "JunkBeforeStart"))


UNREAD = "not known before OCR"
"""The charset of files all of whose pages need a recogniser."""


@dataclass(slots=True)
class Kind:
    """All files of one kind."""

    files: int = 0
    bytes: int = 0
    pages: int = 0


@dataclass(slots=True)
class Archive:
    """What was found. Pages of a scan are estimated from the pages that were looked at."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    charsets: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    """Error → files that cannot be read at all."""
    remarks: Counter[str] = field(default_factory=Counter)
    """Error → files that can be read but have something."""
    files: int = 0
    duplicates: int = 0
    to_recognise: int = 0
    pages_to_recognise: int = 0
    damaged: int = 0
    seconds: float = 0.0
    """CPU seconds that looking took."""

    @property
    def pages(self) -> int:
        """All pages."""
        return sum(kind.pages for kind in self.kinds.values())


def scan(inputs: Sequence[str | Path], jobs: int, heard: Callable[[int, int], None]) -> Archive:
    """Look at every file. `heard` is told (files done, all files) after each."""
    planned = plan(inputs)
    if not planned:
        raise MissingInput(f"{', '.join(map(str, inputs))}: no files there")
    engine = LocalEngine(jobs or host.cores(), Limits(), survey=True)
    archive = Archive()
    try:
        for event in engine.results(Wanted(n, file, None) for n, file in enumerate(planned)):
            if not isinstance(event, Progress):
                _enter(archive, event)
                heard(archive.files, len(planned))
    finally:
        engine.close()
    return archive


def _enter(archive: Archive, result: Result) -> None:
    archive.files += 1
    archive.seconds += result.cpu_seconds
    if result.problem is not None:
        archive.refused[result.problem.error] += 1
    elif result.rows is None:
        archive.duplicates += 1
    else:
        try:
            _enter_look(archive, parse_look(result.rows), result.n_bytes or 0)
        except (ValueError, TypeError, KeyError):
            archive.refused[Crashed.__name__] += 1


def _enter_look(archive: Archive, look: Look, size: int) -> None:
    kind = archive.kinds.setdefault(look.media_type, Kind())
    kind.files += 1
    kind.bytes += size
    kind.pages += look.pages
    archive.charsets[look.charset if look.is_legible else UNREAD] += 1
    archive.remarks.update(look.errors)
    archive.damaged += bool(DAMAGE & set(look.errors))
    archive.to_recognise += bool(look.pictures)
    archive.pages_to_recognise += look.picture_pages
