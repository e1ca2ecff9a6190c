"""A few bytes of memory that the process of a document shares with its supervisor: where it is.

Telling each page through the pipe would cost more than reading some pages does.
"""

from __future__ import annotations

import mmap
import struct

from trichluc.batch.frames import Progress

STAGES = ("read", "analyse", "store")
_FORM = struct.Struct("<IIIII")
_NOWHERE = (0, 0, 0, 0, 0)


class Board:
    """Written by one process, read by another; a torn value only moves a budget by a page."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, _FORM.size)
        self._stage, self._page, self._pages, self._recognised, self._filled = _NOWHERE

    def clear(self) -> None:
        """For the next document."""
        self._stage, self._page, self._pages, self._recognised, self._filled = _NOWHERE
        self._write()

    def begin(self, stage: str) -> None:
        """A stage begins."""
        self._stage = STAGES.index(stage)
        self._write()

    def turn(self, page: int, pages: int) -> None:
        """A page begins."""
        self._page, self._pages = page, pages
        self._write()

    def recognise(self) -> None:
        """A recogniser begins."""
        self._recognised += 1
        self._write()

    def hold(self, pages: int) -> None:
        """A file begins that has no pages and would fill so many."""
        self._filled = pages
        self._write()

    def _write(self) -> None:
        _FORM.pack_into(self._memory, 0, self._stage, self._page, self._pages, self._recognised, self._filled)

    def read(self) -> Progress:
        """What was written last."""
        stage, *counts = _FORM.unpack_from(self._memory)
        return Progress(STAGES[min(stage, len(STAGES) - 1)], *counts)
