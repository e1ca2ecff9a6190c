"""The computing time of a document grows with what it turns out to hold."""

from __future__ import annotations

import time

from trichluc import host
from trichluc.batch.board import Board
from trichluc.batch.limits import Limits
from trichluc.source import Watch


class Granting(Watch):
    """Raises the limit of CPU time of this process, which the programs that it starts inherit, while a file is read."""

    def __init__(self, board: Board, limits: Limits) -> None:
        self._board, self._limits = board, limits
        self._spent = int(time.process_time())
        """CPU seconds of the documents before, where the process has read others."""
        self._granted, self._programs = 0, 0

    def _grant(self, pages: int) -> None:
        self._granted = max(self._granted, pages)
        programs = int(self._programs * self._limits.silent_seconds_ocr)
        host.allow_cpu(self._spent + self._limits.cpu(min(self._granted, self._limits.pages)) + programs)

    def holds(self, characters: int) -> None:
        """The time of the pages that the characters would fill."""
        pages = characters // self._limits.page_characters
        self._board.hold(pages)
        self._grant(pages)

    def recognises(self, page: int) -> bool:  # noqa: ARG002 - the number of them is what counts
        """The time of a program; the board tells the supervisor to be patient."""
        self._board.recognise()
        self._programs += 1
        self._grant(0)
        return True

    def converts(self) -> None:
        """The same for a program that converts the file."""
        self.recognises(0)
