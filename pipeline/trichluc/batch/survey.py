"""A first look at a document: what kind it is, how many pages, whether its text can be read. A few pages, no OCR."""

from __future__ import annotations

import json
from dataclasses import asdict

from trichluc.batch.board import Board
from trichluc.batch.grants import Granting
from trichluc.batch.limits import Limits
from trichluc.batch.look import Look
from trichluc.document import Rules
from trichluc.read import read_bytes

_SAMPLE = 5


class _Sampling(Granting):
    """Lets pass a few pages, spread over the document."""

    def __init__(self, board: Board, limits: Limits) -> None:
        super().__init__(board, limits)
        self.pages = 0

    def begins(self, page: int, pages: int) -> bool:
        """Whether the page is one of the sample."""
        self.pages = pages
        self._board.turn(page, pages)
        return (page - 1) % max(1, pages // _SAMPLE) == 0

    def recognises(self, page: int) -> bool:  # noqa: ARG002 - no page is
        """Never; that there is nothing but a picture is what is asked."""
        return False


def survey(data: bytes, name: str, rules: Rules, board: Board, limits: Limits) -> bytes:
    """Look at a document; the result is the JSON of a `Look`. Raises what reading raises."""
    watch = _Sampling(board, limits)
    source = read_bytes(data, name, rules.read, watch)
    pictures = sum(problem.outcome == "needs_ocr" for problem in source.problems)
    errors = sorted({p.error for p in source.problems if p.outcome != "needs_ocr"})
    look = Look(source.media_type, watch.pages, len(source.pages), pictures, source.charset, tuple(errors))
    return json.dumps(asdict(look)).encode()
