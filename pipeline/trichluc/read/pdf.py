"""PDF files: pdfium gives the words of each page with their places.

pdfium is not thread safe; a process reads one file at a time.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from trichluc.errors import DamagedFile
from trichluc.ids import document_id
from trichluc.language.letters import clean
from trichluc.source import PageSource, Source, Word

_TOKEN = re.compile(r"\S+")
_ASCENT, _DESCENT = 0.89, 0.22


@dataclass(frozen=True, slots=True)
class _Run:
    """What all characters of one text object share."""

    size: float
    font: str
    bold: bool
    italic: bool


def read_pdf(data: bytes, name: str) -> Source:
    """The pages of a PDF as positioned words."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise DamagedFile(f"{name}: {error}") from error
    pages = tuple(_read_page(document[index], index + 1) for index in range(len(document)))
    return Source(document_id(data), name, "application/pdf", len(data), pages)


def _read_page(page: pdfium.PdfPage, number: int) -> PageSource:
    words = _page_words(page)
    return PageSource(number, page.get_width(), page.get_height(), page.get_rotation(), words)


def _page_words(page: pdfium.PdfPage) -> tuple[Word, ...]:
    left, _, _, top = page.get_cropbox()
    holder = page.get_textpage()
    text_page = holder.raw
    count = raw.FPDFText_CountChars(text_page)
    buffer = (ctypes.c_ushort * (count + 1))()
    length = raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * (length - 1)].decode("utf-16-le", "replace")
    words: list[Word] = []
    runs: dict[int, _Run] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    for match in _TOKEN.finditer(text):
        first, last = match.start(), match.end() - 1
        run = _run_at(text_page, first, runs)
        raw.FPDFText_GetCharOrigin(text_page, first, x, y)
        raw.FPDFText_GetLooseCharBox(text_page, last, box)
        baseline = top - y.value
        written = clean(match.group())
        if written:
            words.append(
                Word(
                    written,
                    x.value - left,
                    baseline - _ASCENT * run.size,
                    box.right - left,
                    baseline + _DESCENT * run.size,
                    run.size,
                    run.font,
                    run.bold,
                    run.italic,
                )  # fmt: skip
            )
    holder.close()
    return tuple(words)


def _run_at(text_page: object, index: int, runs: dict[int, _Run]) -> _Run:
    pointer = raw.FPDFText_GetTextObject(text_page, index)
    address = ctypes.cast(pointer, ctypes.c_void_p).value or 0
    run = runs.get(address)
    if run is None:
        run = runs[address] = _describe(text_page, index)
    return run


def _describe(text_page: object, index: int) -> _Run:
    flags = ctypes.c_int()
    buffer = ctypes.create_string_buffer(200)
    raw.FPDFText_GetFontInfo(text_page, index, buffer, 200, flags)
    font = buffer.value.decode("utf-8", "replace")
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, matrix)
    size = raw.FPDFText_GetFontSize(text_page, index) * (abs(matrix.d) or abs(matrix.b) or 1.0)
    return _Run(size, font, "Bold" in font, "Italic" in font)
