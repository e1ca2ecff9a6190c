"""The fast path of reading PDFs: words of a page from pdfium.

pdfium gives the characters of a page with its own idea of spaces; styles and places come from the text objects. A
call through ctypes costs more than the work behind it, so a word costs three calls and a text object four. pdfium's
boxes follow the glyph vertically; the height of a word is taken from its baseline and type size instead.
"""

from __future__ import annotations

import ctypes
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import hypot
from statistics import median

from pypdfium2 import PdfPage, raw

from trichluc.read.geometry import Geometry
from trichluc.read.pdf.fonts import named_style, plain_name, program_style
from trichluc.read.pdf.glyphs import Glyph
from trichluc.read.pdf.upended import Upended, words_upended
from trichluc.read.rawwords import ASCENT, DESCENT, LINE_HYPHEN, RawWord, Style

_TOKEN = re.compile("[^\\s\x02\ufffe]+[\x02\ufffe]?")
_LINE_HYPHENS = ("\x02", "\ufffe")
"""What pdfium puts for a hyphen at the end of a line; it drops the line break after it."""
_SPREAD = re.compile(r"(?<!\S)(?:\S{1,2} ){3,}\S{1,2}(?!\S)")
_JOINT = "\ufdd0"
"""What takes the place of a blank that pdfium guessed between spread letters (a code point that is no character)."""
_SINGLE = 0.75
"""Share of the pieces of a spread line that are single letters; pdfium leaves some narrow pairs together."""
_SPREAD_GAP, _WIDER = 0.5, 1.6
"""Letters are spread by less than this share of the type size; the gap between words is wider by this factor."""
_HIDDEN, _FILL_AND_STROKE = 3, 2
_SAME = 0.1
"""Two text objects in one word are set alike when size and level differ by less than this share of the size."""
_TURNED = 0.26
"""Sine of 15°: text that is turned less runs along the line (scans stand askew)."""
_ACROSS = 0.97
"""Sine of 75°: text that is turned more runs across the page."""
_SLOPE = 0.002
_WORD_GAP = 0.15
_DIGITS = frozenset("0123456789")
_CLEAR, _LIFT, _LIFTED_SIZE = 0.2, 0.33, 0.6
"""In type sizes: how far digits that a font draws raised stand above the baseline, and what size that amounts to."""
_NARROW = frozenset("iíìỉĩịIÍÌỈĨỊltfrj1.,;:!'’)]/-")
_NO_STYLE = Style("", bold=False, italic=False)


@dataclass(frozen=True, slots=True)
class _Run:
    """What the characters of one text object share. `level` is their baseline, None where it slopes."""

    size: float
    style: Style
    level: float | None
    upright: bool
    slanted: bool = False
    """Whether it runs neither along nor across the page: a mark drawn over the text."""
    axis: float | None = None
    """Where the baseline of text that runs up or down crosses the page."""
    upwards: bool = False


def _fast(function: object, result: type | None, *arguments: type) -> Callable[..., int]:
    """The same function with plain addresses for pointers, which ctypes passes at two thirds of the cost."""
    address = ctypes.cast(function, ctypes.c_void_p).value  # type: ignore[arg-type]
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


_POINTER, _INT = ctypes.c_void_p, ctypes.c_int
_text_object = _fast(raw.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)
_loose_box = _fast(raw.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
_char_box = _fast(raw.FPDFText_GetCharBox, _INT, _POINTER, _INT, _POINTER, _POINTER, _POINTER, _POINTER)
_char_matrix = _fast(raw.FPDFText_GetMatrix, _INT, _POINTER, _INT, _POINTER)
_is_generated = _fast(raw.FPDFText_IsGenerated, _INT, _POINTER, _INT)
_unicode = _fast(raw.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, _INT)
_object_size = _fast(raw.FPDFTextObj_GetFontSize, _INT, _POINTER, _POINTER)
_glyph_width = _fast(raw.FPDFFont_GetGlyphWidth, _INT, _POINTER, ctypes.c_uint, ctypes.c_float, _POINTER)
_object_font = _fast(raw.FPDFTextObj_GetFont, _POINTER, _POINTER)
_object_mode = _fast(raw.FPDFTextObj_GetTextRenderMode, _INT, _POINTER)
_four_floats = struct.Struct("4f").unpack_from
_six_floats = struct.Struct("6f").unpack_from


class FontStyles:
    """The styles of a document's fonts, looked up once for each font."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int, int, int], Style] = {}

    def style(self, font: int) -> Style:
        """The style of a font handle."""
        handle = ctypes.cast(font, raw.FPDF_FONT)
        buffer = ctypes.create_string_buffer(256)
        raw.FPDFFont_GetBaseFontName(handle, buffer, 256)
        name = buffer.value.decode("utf-8", "replace")
        length = ctypes.c_size_t()
        raw.FPDFFont_GetFontData(handle, None, 0, length)
        key = (name, raw.FPDFFont_GetFlags(handle), raw.FPDFFont_GetWeight(handle), length.value)
        if key not in self._known:
            self._known[key] = self._look(handle, name, key[1], length.value)
        return self._known[key]

    def _look(self, handle: object, name: str, flags: int, length: int) -> Style:
        bold, italic = named_style(name, flags)
        if not (bold or italic) and length:
            data = (ctypes.c_uint8 * length)()
            raw.FPDFFont_GetFontData(handle, data, length, ctypes.c_size_t())
            bold, italic = program_style(bytes(data))
        return Style(plain_name(name), bold, italic)


class PageReader:
    """Reads the words of one page. The text page must stay open while it works."""

    def __init__(self, page: PdfPage, geometry: Geometry, fonts: FontStyles) -> None:
        self._text_page = page.get_textpage()
        self._plain = geometry.rotation == 0
        self._handle = ctypes.cast(self._text_page.raw, _POINTER).value or 0
        self._geometry = geometry
        self._fonts = fonts
        self._runs: dict[int, _Run] = {}
        self._styles: dict[tuple[int, int], Style] = {}
        self._floats = (ctypes.c_float * 6)()
        self._address = ctypes.addressof(self._floats)
        self._edges = (ctypes.c_double * 4)()
        self._edge_addresses = [ctypes.addressof(self._edges) + 8 * at for at in range(4)]
        self.words: list[RawWord] = []
        self._upended: list[Upended] = []
        self.has_slanted = False
        """Whether text that runs neither along nor across the page was left out."""

    def close(self) -> None:
        """Let go of the text page."""
        self._text_page.close()

    def read(self) -> list[RawWord]:
        """The words in pdfium's order."""
        text = _SPREAD.sub(self._closed_up, self._text())
        handle, current, end = self._handle, -1, 0
        for match in _TOKEN.finditer(text):
            start, stop = match.span()
            spaced = text[end:start] == " " or not self._is_guess(end, start)
            end = stop
            last = _text_object(handle, stop - 1) or 0
            if last == current or _text_object(handle, start) == last:
                run = self._runs.get(last) or self._run(last, start)
                self._add(match.group(), start, stop, run, spaced)
            else:
                self._add_mixed(text, start, stop, spaced)
            current = last
        self.words.extend(words_upended(self._upended))
        return self.words

    def glyphs(self) -> list[Glyph]:
        """Every character by itself, for pages whose order cannot be trusted; turned text is left out."""
        found: list[Glyph] = []
        for at, character in enumerate(self._text()):
            if character.isspace() and _is_generated(self._handle, at):
                continue
            text_object = _text_object(self._handle, at) or 0
            run = self._runs.get(text_object) or self._run(text_object, at)
            if run.upright and run.level is not None:
                x0, x1 = self._reach(at, character, text_object)
                written = LINE_HYPHEN if character in _LINE_HYPHENS else character
                found.append(Glyph(written, x0, x1, run.level, run.size, run.style))
        return found

    def _closed_up(self, match: re.Match[str]) -> str:
        """A line whose letters are spread (`B Á O`), with joints for the blanks that stand inside its words."""
        letters, start = list(match.group()), match.start()
        pieces = match.group().split(" ")
        single = sum(len(piece) == 1 for piece in pieces)
        if single < _SINGLE * len(pieces) or sum(map(str.isalpha, letters)) * 3 < len("".join(pieces)):
            return match.group()
        blanks = [at for at, c in enumerate(letters) if c == " " and self._is_guess(start + at, start + at + 1)]
        gaps = [self._gap(start + at - 1, start + at + 1) for at in blanks]
        usual = median(gaps or [0.0])
        size = self._run(_text_object(self._handle, start) or 0, start).size
        for at, gap in zip(blanks, gaps, strict=True):
            if 0 <= gap < min(_SPREAD_GAP * size, _WIDER * usual + _WORD_GAP * size / 2):
                letters[at] = _JOINT
        return "".join(letters)

    def _reach(self, at: int, character: str, text_object: int) -> tuple[float, float]:
        """From where to where a character takes place on its line. Slanted letters are drawn beyond their place."""
        x0, _, x1, _ = self._corners(at, at + 1)
        if not self._plain or not text_object:
            return x0, x1
        _char_matrix(self._handle, at, self._address)
        stretch = self._floats[0]
        _object_size(text_object, self._address)
        size = self._floats[0]
        font = _object_font(text_object) or 0
        if not _glyph_width(font, ord(character), size, self._address) or self._floats[0] <= 0.0:
            return x0, x1
        return x0, min(x1, x0 + self._floats[0] * abs(stretch))

    def _is_guess(self, start: int, stop: int) -> bool:
        return all(_is_generated(self._handle, at) for at in range(start, stop))

    def _text(self) -> str:
        """The characters of the page; the place in the string is pdfium's index."""
        count = raw.FPDFText_CountChars(self._text_page)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        length = raw.FPDFText_GetText(self._text_page, 0, count, buffer) - 1
        text = bytes(buffer)[: 2 * length].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        codes = (_unicode(self._handle, at) for at in range(count))
        return "".join(chr(code) if 0 < code < 0x110000 else " " for code in codes)

    def _add_mixed(self, text: str, start: int, stop: int, spaced: bool) -> None:
        """A word over several text objects, parted where size or level changes or a gap shows."""
        begin, current, glued = start, _text_object(self._handle, start) or 0, False
        run = self._run(current, start)
        for at in range(start + 1, stop):
            text_object = _text_object(self._handle, at) or 0
            if text_object == current or text[at] == _JOINT:
                continue
            current, following = text_object, self._run(text_object, at)
            apart = text[at - 1] in _NARROW and self._has_gap(at, following.size)
            if apart or _differ(run, following):
                self._add_piece(text[begin:at], begin, run, spaced, glued)
                begin, run, spaced, glued = at, following, apart, not apart
        self._add_piece(text[begin:stop], begin, run, spaced, glued)

    def _add_piece(self, text: str, start: int, run: _Run, spaced: bool, glued: bool) -> None:
        first = len(self.words)
        self._add(text, start, start + len(text), run, spaced)
        for word in self.words[first : first + 1]:
            word.glued = glued

    def _has_gap(self, at: int, size: float) -> bool:
        """Whether the character stands apart from the one before: after narrow ones pdfium misses word spaces."""
        return self._gap(at - 1, at) > _WORD_GAP * size

    def _gap(self, before: int, at: int) -> float:
        return self._corners(at, at + 1)[0] - self._corners(before, before + 1)[2]

    def _run(self, text_object: int, index: int) -> _Run:
        run = self._runs.get(text_object)
        if run is None:
            run = self._runs[text_object] = self._describe(text_object, index)
        return run

    def _describe(self, text_object: int, index: int) -> _Run:
        if not text_object:
            return _Run(0.0, _NO_STYLE, None, upright=True)
        _char_matrix(self._handle, index, self._address)
        a, b, c, d, e, f = _six_floats(self._floats)
        _object_size(text_object, self._address)
        size = abs(self._floats[0])
        style = self._style(text_object)
        if b == 0.0 == c and a > 0.0 and self._plain:
            return _Run(size * abs(d), style, self._geometry.top - f, upright=True)
        if b == 0.0 and c != 0.0:
            style = replace(style, italic=True)
        return self._describe_turned(size, style, (a, b, c, d, e, f))

    def _describe_turned(self, size: float, style: Style, matrix: tuple[float, ...]) -> _Run:
        a, b, c, d, e, f = matrix
        right, down = self._geometry.direction(a, b)
        sine = down / (hypot(a, b) or 1.0)
        level = self._geometry.point(e, f)[1] if abs(sine) < _SLOPE else None
        axis = self._geometry.point(e, f)[0] if abs(sine) >= _ACROSS else None
        upright, slanted = abs(sine) < _TURNED and right > 0, _TURNED <= abs(sine) < _ACROSS
        return _Run(size * (hypot(c, d) or 1.0), style, level, upright, slanted, axis, sine < 0)

    def _style(self, text_object: int) -> Style:
        key = (_object_font(text_object) or 0, _object_mode(text_object))
        style = self._styles.get(key)
        if style is None:
            style = self._fonts.style(key[0])
            bold = style.bold or key[1] == _FILL_AND_STROKE
            style = self._styles[key] = Style(style.font, bold, style.italic, key[1] == _HIDDEN)
        return style

    def _add(self, text: str, start: int, stop: int, run: _Run, spaced: bool) -> None:
        if run.slanted:
            self.has_slanted = True
            return
        if run.axis is not None:
            self._upended += [self._upend(text[at - start], at, run, run.axis) for at in range(start, stop)]
            return
        if text[-1] in _LINE_HYPHENS:
            text = text[:-1] + LINE_HYPHEN
        if _JOINT in text:
            self._place(text.replace(_JOINT, ""), start, stop, run, spaced)
            return
        if run.level is None or not run.upright or not self._plain:
            self._add_turned(text, start, stop, run, spaced)
            return
        if (text[0] in _DIGITS or text[-1] in _DIGITS) and self._add_lifted(text, start, run, spaced):
            return
        self._place(text, start, stop, run, spaced)

    def _place(self, text: str, start: int, stop: int, run: _Run, spaced: bool) -> None:
        """Add a word that runs along a level line."""
        level, size = run.level or 0.0, run.size
        _loose_box(self._handle, start, self._address)
        x0, _, x1, _ = _four_floats(self._floats)
        if stop - start > 1:
            _loose_box(self._handle, stop - 1, self._address)
            x1 = self._floats[2]
        left = self._geometry.left
        self.words.append(
            RawWord(
                text,
                x0 - left,
                level - ASCENT * size,
                x1 - left,
                level + DESCENT * size,
                level,
                size,
                run.style,
                spaced,
            )
        )

    def _add_lifted(self, text: str, start: int, run: _Run, spaced: bool) -> bool:
        """Add a word of which digits at an end are raised by the shape of their glyphs alone; False when none are."""
        head = self._count_lifted(text, range(len(text)), start, run)
        tail = self._count_lifted(text, range(len(text) - 1, head - 1, -1), start, run)
        if not head and not tail:
            return False
        small = _Run(_LIFTED_SIZE * run.size, run.style, (run.level or 0.0) - _LIFT * run.size, upright=True)
        glued = False
        for begin, end, raised in (
            (0, head, True),
            (head, len(text) - tail, False),
            (len(text) - tail, len(text), True),
        ):
            if begin < end:
                self._place(text[begin:end], start + begin, start + end, small if raised else run, spaced)
                self.words[-1].superscript, self.words[-1].glued = raised, glued
                spaced, glued = False, True
        return True

    def _count_lifted(self, text: str, places: range, start: int, run: _Run) -> int:
        """How many of the places hold raised digits before the first one that does not."""
        for count, at in enumerate(places):
            if text[at] not in _DIGITS or not self._is_lifted(start + at, run):
                return count
        return len(places)

    def _is_lifted(self, at: int, run: _Run) -> bool:
        """Whether a digit stands clear of its baseline."""
        edges = self._edges
        _char_box(self._handle, at, *self._edge_addresses)
        return edges[2] - (self._geometry.top - (run.level or 0.0)) > _CLEAR * run.size

    def _add_turned(self, text: str, start: int, stop: int, run: _Run, spaced: bool) -> None:
        x0, top, x1, bottom = self._corners(start, stop)
        size, baseline = run.size or bottom - top, bottom
        if run.upright:
            baseline = bottom - DESCENT * size if run.level is None else run.level
            top, bottom = baseline - ASCENT * size, baseline + DESCENT * size
        self.words.append(RawWord(text, x0, top, x1, bottom, baseline, size, run.style, spaced, upright=run.upright))

    def _upend(self, character: str, at: int, run: _Run, axis: float) -> Upended:
        _, top, _, bottom = self._corners(at, at + 1)
        start, end = (-bottom, -top) if run.upwards else (top, bottom)
        character = "-" if character in _LINE_HYPHENS else character
        return Upended(character, axis, start, end, run.size, run.style, run.upwards)

    def _corners(self, start: int, stop: int) -> tuple[float, float, float, float]:
        """The box around the first and the last character."""
        boxes = []
        for at in (start, stop - 1):
            _loose_box(self._handle, at, self._address)
            left, top, right, bottom = _four_floats(self._floats)
            boxes.append(self._geometry.box(left, bottom, right, top))
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


def _differ(run: _Run, other: _Run) -> bool:
    size = max(run.size, other.size)
    apart = abs((run.level or 0.0) - (other.level or 0.0)) if run.level is not None else 0.0
    return abs(run.size - other.size) > _SAME * size or apart > _SAME * size
