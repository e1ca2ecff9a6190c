"""The slow path of reading PDFs: pdfplumber, opened only when a page needs it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

from trichluc.read.pdf.fonts import named_style, plain_name
from trichluc.read.pdf.glyphs import Glyph
from trichluc.read.rawwords import Style


class Plumber:
    """The pages of one PDF as pdfplumber sees them; nothing is parsed before the first page is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: PDF | None = None

    def page(self, number: int) -> Page:
        """The page of that number, from 1. Raises what pdfplumber raises on files that it cannot parse."""
        if self._document is None:
            import pdfplumber

            self._document = pdfplumber.open(io.BytesIO(self._data), unicode_norm=None)
        return self._document.pages[number - 1]

    def close(self) -> None:
        """Let go of the file."""
        if self._document is not None:
            self._document.close()
            self._document = None


def glyphs_of(page: Page) -> Iterator[Glyph]:
    """The upright characters of a page."""
    left, top = page.bbox[0], page.bbox[1]
    styles: dict[str, Style] = {}
    for char in page.chars:
        name = char["fontname"]
        if name not in styles:
            styles[name] = Style(plain_name(name), *named_style(name, 0))
        if char["upright"]:
            baseline = page.height - char["matrix"][5]
            yield Glyph(char["text"], char["x0"] - left, char["x1"] - left, baseline - top, char["size"], styles[name])
