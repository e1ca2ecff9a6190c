"""Tables of a page, as drawn or as inferred from white space."""

from __future__ import annotations

from trichluc.read.plumber import Plumber
from trichluc.source import Grid, PageSource

MIN_STROKES = 4
"""A page with fewer lines holds no ruled table."""


def find_grids(page: PageSource, plumber: Plumber) -> tuple[Grid, ...]:
    """The tables of a page whose words and strokes are known; `plumber` opens the page in pdfplumber if need be."""
    return ()
