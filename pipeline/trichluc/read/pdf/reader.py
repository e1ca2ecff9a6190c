"""PDF files: checked by qpdf, read by pdfium, page by page.

A page on which the drawing order scrambles the letters is read character by character; tables are found by
`find_grids`; a page without text is handed to a recogniser when there is one. pdfium is not thread safe: one lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import isfinite
from threading import Lock

import pypdfium2 as pdfium

from trichluc.errors import DamagedFile, EncryptedFile, InputError, NoPages, RecognitionFailed
from trichluc.ids import document_id
from trichluc.read.charset.charsets import MIXED, UNICODE, CharsetRules
from trichluc.read.charset.marks import settle_marks
from trichluc.read.charset.splits import glue_split_syllables
from trichluc.read.geometry import Geometry
from trichluc.read.grids import find_grids
from trichluc.read.inspect import Inspection, inspect_pdf
from trichluc.read.pdf.annotations import page_as_shown
from trichluc.read.pdf.bycode import named_by_code
from trichluc.read.pdf.gate import is_scrambled
from trichluc.read.pdf.glyphs import words_of
from trichluc.read.pdf.legacy import (
    decode_words,
    has_soft_hyphens,
    known_words,
    may_be_legacy,
    show_signs,
    uses_soft_hyphen,
)
from trichluc.read.pdf.pdfium import FontStyles, PageReader
from trichluc.read.pdf.plumber import Plumber, glyphs_of
from trichluc.read.pdf.quality import is_garbled, is_vietnamese_enough, lost_its_marks
from trichluc.read.pdf.strokes import Drawings, read_drawings
from trichluc.read.rawwords import RawWord, finish, settle
from trichluc.source import PageSource, Problem, Source, Watch

MEDIA_TYPE = "application/pdf"
STAGE = "read"
_PASSWORD = "password"  # noqa: S105 - a word in pdfium's message
_A4 = (0.0, 0.0, 595.0, 842.0)
_LARGEST_SIDE = 14_400.0
"""Points: the largest page that the PDF standard allows."""
_LITTLE_TEXT = 60
"""Words: a page covered by a picture with fewer is a scan with a stamp on it."""

_PICTURE = 0.4
"""Share of a page that a picture must cover for the page to be a scan."""

_NOTES = {"GarbledText": "garbled_text", "LostMarks": "lost_marks"}

Recogniser = Callable[[pdfium.PdfPage, PageSource], PageSource | None]
"""Reads the picture of a page; None when it cannot."""

_lock = Lock()


@dataclass(slots=True)
class _RawPage:
    """A page before its words are settled."""

    number: int
    geometry: Geometry
    words: list[RawWord]
    drawings: Drawings
    notes: tuple[str, ...]
    charset: str = "unicode"


def read_pdf(
    data: bytes,
    name: str,
    charsets: CharsetRules,
    recognise: Recogniser | None = None,
    watch: Watch | None = None,
) -> Source:
    """The pages of a PDF as positioned words, strokes and grids. What could not be read is among the problems.

    Raises `EncryptedFile`, `DamagedFile` or `NoPages` when there is nothing to read.
    """
    doc_id = document_id(data)
    inspection = inspect_pdf(data, name)
    with _lock:
        reader = _Reader(name, doc_id, inspection, charsets, recognise=recognise, watch=watch or Watch())
        try:
            pages = reader.pages()
        finally:
            reader.close()
    return Source(
        doc_id, name, MEDIA_TYPE, len(data), tuple(pages), charset=_charset_of(pages),
        signature=inspection.signature, problems=tuple(reader.problems),
    )  # fmt: skip


class _Reader:
    """One document while it is read."""

    def __init__(
        self,
        name: str,
        doc_id: str,
        inspection: Inspection,
        charsets: CharsetRules,
        *,
        recognise: Recogniser | None,
        watch: Watch,
    ) -> None:
        self._name, self._doc_id = name, doc_id
        self._charsets, self._recognise, self._watch = charsets, recognise, watch
        self._fonts = FontStyles()
        self.problems: list[Problem] = []
        for remark in inspection.remarks:
            self._note(None, remark.error, remark.message, partial=remark.partial)
        self._data, self._document = _open(inspection, name)
        self._plumber = Plumber(self._data)
        found = len(self._document)
        if inspection.pages is not None and inspection.pages != found:
            self._note(None, "PageCountDiffers", f"qpdf finds {inspection.pages} pages, pdfium {found}", partial=True)

    def close(self) -> None:
        """Let go of the file."""
        self._plumber.close()
        self._document.close()

    def pages(self) -> list[PageSource]:
        """All pages; suspicious ones are decoded together after the last one is read."""
        finished: dict[int, PageSource] = {}
        waiting: list[_RawPage] = []
        for raw_page in self._raw_pages():
            show_signs(raw_page.words, self._charsets)
            if may_be_legacy(raw_page.words, self._charsets):
                waiting.append(raw_page)
            else:
                finished[raw_page.number] = self._finish(raw_page)
        whole = any(has_soft_hyphens(raw_page.words) for raw_page in waiting)
        _decode(waiting, self._charsets)
        for raw_page in self._named_by_code(waiting, whole):
            finished[raw_page.number] = self._finish(raw_page)
        return [finished[number] for number in sorted(finished)]

    def _named_by_code(self, pages: list[_RawPage], whole: bool) -> list[_RawPage]:
        """The decoded pages, read again with the letters of their fonts named by code where that explains more.

        `whole`: the code AD came as it is; else it may be a letter that an engine takes for the hyphen of Windows.
        """
        windows = not whole and any(uses_soft_hyphen(raw_page.charset, self._charsets) for raw_page in pages)
        data = named_by_code(self._data, windows) if pages else None
        if data is None:
            return pages
        document = pdfium.PdfDocument(data)
        try:
            again = [self._again(document, raw_page) for raw_page in pages]
        finally:
            document.close()
        _decode(again, self._charsets)
        likelihood = self._charsets.likelihood
        known, others = (sum(known_words(p.words, likelihood) for p in read) for read in (again, pages))
        return again if known > others else pages

    def _again(self, document: pdfium.PdfDocument, raw_page: _RawPage) -> _RawPage:
        page = page_as_shown(document, raw_page.number - 1)
        words, notes = self._words(page, raw_page.geometry, raw_page.number)
        show_signs(words, self._charsets)
        page.close()
        return replace(raw_page, words=words, notes=tuple(dict.fromkeys((*raw_page.notes, *notes))))

    def _raw_pages(self) -> Iterator[_RawPage]:
        count = len(self._document)
        for index in range(count):
            if not self._watch.begins(index + 1, count):
                continue
            try:
                page = page_as_shown(self._document, index)
            except pdfium.PdfiumError:
                self._note(index + 1, "PageFailed", "the page cannot be loaded", partial=True)
                yield _RawPage(index + 1, Geometry(*_A4, 0), [], Drawings((), 0, 0.0), ("page_failed",))
                continue
            yield self._read(page, index + 1)
            page.close()

    def _read(self, page: pdfium.PdfPage, number: int) -> _RawPage:
        geometry, sound = _geometry(page)
        notes = () if sound else ("page_box",)
        try:
            words, more = self._words(page, geometry, number)
        except pdfium.PdfiumError:
            self._note(number, "PageFailed", "the text of the page cannot be read", partial=True)
            words, more = [], ("page_failed",)
        return _RawPage(number, geometry, words, read_drawings(page, geometry), (*notes, *more))

    def _words(self, page: pdfium.PdfPage, geometry: Geometry, number: int) -> tuple[list[RawWord], tuple[str, ...]]:
        reader = PageReader(page, geometry, self._fonts)
        try:
            words = reader.read()
            settle(words)
            hidden = any(word.style.hidden for word in words)
            found = (("invisible_text", hidden), ("slanted_text", reader.has_slanted))
            notes = tuple(note for note, is_so in found if is_so)
            if not is_scrambled(words):
                return words, notes
            words = words_of(reader.glyphs())
            if is_scrambled(words):
                words = words_of(glyphs_of(self._plumber.page(number)))
            settle(words)
            return words, (*notes, "glyph_order")
        finally:
            reader.close()

    def _finish(self, raw_page: _RawPage) -> PageSource:
        geometry, drawings = raw_page.geometry, raw_page.drawings
        settle_marks(raw_page.words)
        glue_split_syllables(raw_page.words, self._charsets.likelihood)
        words = finish(raw_page.words, geometry)
        page = PageSource(
            raw_page.number, geometry.width, geometry.height, geometry.rotation, words, drawings.strokes,
            charset=raw_page.charset, notes=raw_page.notes,
        )  # fmt: skip
        if drawings.covered > _PICTURE and (len(words) < _LITTLE_TEXT or not is_vietnamese_enough(words)):
            page = self._recognised(page, "NoTextLayer", "the page is a picture")
        elif is_garbled(words, decoded=raw_page.charset != UNICODE):
            page = self._recognised(page, "GarbledText", "the letters of the text layer are not those of the page")
        elif lost_its_marks(words):
            page = self._recognised(page, "LostMarks", "the letters of the text layer lack their marks")
        return replace(page, grids=find_grids(page, self._plumber))

    def _recognised(self, page: PageSource, error: str, message: str) -> PageSource:
        """The page as a recogniser reads its picture, else as it is with a problem that says what is missing."""
        note = _NOTES.get(error) or ("little_text" if page.words else "no_text")
        message += " with a little text on it" if note == "little_text" else ""
        if self._recognise is not None and self._watch.recognises(page.number):
            try:
                read = self._recognise(self._document[page.number - 1], page)
            except RecognitionFailed as failure:
                read, error, message = None, failure.code, f"{message}; {failure}"
            if read is not None:
                return read
        self.problems.append(Problem(self._name, self._doc_id, page.number, STAGE, error, message, "needs_ocr"))
        return replace(page, notes=(*page.notes, note))

    def _note(self, page: int | None, error: str, message: str, partial: bool) -> None:
        self.problems.append(
            Problem(self._name, self._doc_id, page, STAGE, error, message, "partial" if partial else "noted")
        )


def _decode(pages: list[_RawPage], rules: CharsetRules) -> None:
    for raw_page, charset in zip(pages, decode_words([p.words for p in pages], rules), strict=True):
        raw_page.charset = charset


def _open(inspection: Inspection, name: str) -> tuple[bytes, pdfium.PdfDocument]:
    """The document in pdfium: as it is, or as qpdf repaired it when that shows more pages."""
    best: tuple[bytes, pdfium.PdfDocument] | None = None
    reason = ""
    for data in (inspection.data, inspection.repaired):
        if data is None:
            continue
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            reason = str(error)
            continue
        if best is None or len(document) > len(best[1]):
            best = (data, document)
        if inspection.pages is None or len(document) >= inspection.pages:
            break
    if best is None:
        raise _why_closed(inspection, reason, name)
    if len(best[1]) == 0:
        raise _no_pages(name)
    return best


def _why_closed(inspection: Inspection, reason: str, name: str) -> InputError:
    if _PASSWORD in reason.lower():
        return EncryptedFile(f"{name}: needs a password to be opened")
    if inspection.pages == 0:
        return _no_pages(name)
    return DamagedFile(f"{name}: the PDF is damaged and cannot be opened")


def _no_pages(name: str) -> NoPages:
    return NoPages(f"{name}: the PDF has no pages")


def _geometry(page: pdfium.PdfPage) -> tuple[Geometry, bool]:
    """The visible page; A4 and False when its box makes no sense."""
    box = page.get_cropbox()
    media = page.get_mediabox()
    left, bottom = max(box[0], media[0]), max(box[1], media[1])
    right, top = min(box[2], media[2]), min(box[3], media[3])
    sound = all(isfinite(v) for v in box) and 1.0 < right - left < _LARGEST_SIDE and 1.0 < top - bottom < _LARGEST_SIDE
    return (Geometry(left, bottom, right, top, page.get_rotation()), True) if sound else (Geometry(*_A4, 0), False)


def _charset_of(pages: list[PageSource]) -> str:
    """The charset of the pages that have letters beyond ASCII; a page of bare figures says nothing."""
    found = {page.charset for page in pages if any(c.isalpha() for word in page.words for c in word.text if c > "\x7f")}
    return found.pop() if len(found) == 1 else MIXED if found else UNICODE
