"""Words of a page to printed lines.

Words are taken in the order in which the file draws them: the cells of a borderless letterhead are drawn one after
the other, so a line of the left block never runs on into the right one, however narrow the gap between them is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from trichluc.layout.overwritten import with_blanks_filled
from trichluc.source import PageSource, Word

_DESCENT = 0.22
"""Depth of a word's box below its baseline, in type sizes."""
_SAME_LEVEL = 0.35
"""In type sizes: words of one line may stand this far apart in height (mixed sizes, rounding, scans askew)."""
_OVERLAP = 0.3
"""Share of the lower of two boxes that a recogniser drew tightly around neighbours on a line."""
_OFF_LEVEL = 0.75
"""In type sizes: the middles of two words on one line do not stand farther apart, even in such boxes."""
_BACK = 1.0
_WIDE = 4.5
"""In type sizes: the widest gap inside a line (`ngày      tháng 3`, a tab after a number)."""
_NARROW = 0.45
"""In type sizes: pieces that are not drawn one after the other belong together only when they are this close."""

_FEW = 4
"""Words: what is written into a blank is short."""


@dataclass(frozen=True, slots=True)
class LineMark:
    """A footnote mark that was taken out of a line: it stood before the word at `at`; `note` counts the notes."""

    at: int
    note: int


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Words on one baseline without a wide gap; a two-column letterhead gives two lines side by side.

    `size` is the type size of most of its letters; `bold` and `italic` tell whether all its words are. `words` and
    `text` are without the footnote marks that stand in `marks`. `column` counts columns of running text from 1; 0 is
    the whole width.
    """

    page: int
    words: tuple[Word, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    italic: bool
    text: str
    marks: tuple[LineMark, ...] = ()
    column: int = 0

    @property
    def baseline(self) -> float:
        """The level on which the letters stand."""
        return self.bottom - _DESCENT * self.size


def build_lines(page: PageSource) -> tuple[PrintedLine, ...]:
    """The printed lines of a page, top to bottom, then left to right."""
    rows = _rows(_segments(with_blanks_filled(page.words)))
    return tuple(make_line(page.number, words) for row in rows for words in _joined(row))


def make_line(page: int, words: Sequence[Word]) -> PrintedLine:
    """A printed line of words that stand in reading order."""
    full = [w for w in words if not w.superscript] or words
    return PrintedLine(
        page=page,
        words=tuple(words),
        x0=min([w.x0 for w in words]),
        top=min([w.top for w in full]),
        x1=max([w.x1 for w in words]),
        bottom=max([w.bottom for w in full]),
        size=_usual_size(full),
        bold=all(w.bold for w in full),
        italic=all(w.italic for w in full),
        text=line_text(words),
    )


def _usual_size(words: Sequence[Word]) -> float:
    """The type size of most letters."""
    first = words[0].size
    if all(w.size == first for w in words):
        return first
    letters: dict[float, int] = {}
    for word in words:
        size = round(word.size, 2)
        letters[size] = letters.get(size, 0) + len(word.text)
    return max(letters, key=lambda size: letters[size])


def line_text(words: Iterable[Word]) -> str:
    """The words with single spaces between those that are not glued."""
    return "".join([w.text if w.glued else " " + w.text for w in words]).lstrip(" ")


def cut_marks(line: PrintedLine, notes: Mapping[int, Sequence[int]]) -> PrintedLine | None:
    """The line without the words at the keys of `notes`, which become marks; None when no word is left."""
    kept: list[Word] = []
    marks: list[LineMark] = []
    for at, word in enumerate(line.words):
        if at in notes:
            marks.extend(LineMark(len(kept), note) for note in notes[at])
        else:
            kept.append(word)
    return replace(make_line(line.page, kept), marks=tuple(marks)) if kept else None


@dataclass(slots=True)
class _Segment:
    """Words that are drawn one after the other along one line; `first` is the place of the first in the page."""

    first: int
    words: list[Word]
    level: float
    size: float

    def has_blank(self) -> bool:
        """Whether words of the line stand wide apart."""
        return any(_is_blank(a, b) for a, b in pairwise(self.words))


def _segments(words: Sequence[Word]) -> list[_Segment]:
    segments: list[_Segment] = []
    current: _Segment | None = None
    bottom = end = 0.0
    for at, word in enumerate(words):
        size = word.size
        level = word.bottom - _DESCENT * size
        straight = current is not None and word.bottom == bottom and current.size == size
        if current is not None and ((straight and 0.0 < word.x0 - end < size) or _runs_on(current, word, level)):
            current.words.append(word)
            if size > current.size:
                current.level, current.size = level, size
        else:
            current = _Segment(at, [word], level, size)
            segments.append(current)
        bottom, end = word.bottom, word.x1
    return segments


def _runs_on(segment: _Segment, word: Word, level: float) -> bool:
    gap = word.x0 - segment.words[-1].x1
    size = max(segment.size, word.size)
    if gap > _WIDE * size or gap < -_BACK * size:
        return False
    last = segment.words[-1]
    if word.confidence is not None:
        shared = min(word.bottom, last.bottom) - max(word.top, last.top)
        if abs(word.bottom + word.top - last.bottom - last.top) > 2 * _OFF_LEVEL * size:
            return False
        return shared > _OVERLAP * min(word.bottom - word.top, last.bottom - last.top)
    apart = abs(level - segment.level)
    return apart < _SAME_LEVEL * min(segment.size, word.size) or (
        apart < size and gap < size and (word.superscript or last.superscript)
    )


def _rows(segments: list[_Segment]) -> list[list[_Segment]]:
    """Segments side by side, from the top; raised ones beside those over which they stand."""
    rows: list[list[_Segment]] = []
    raised = [s for s in segments if all(w.superscript for w in s.words)]
    for segment in sorted(segments, key=lambda s: s.level):
        if segment in raised:
            continue
        if rows and segment.level - rows[-1][0].level < _SAME_LEVEL * min(segment.size, rows[-1][0].size):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    for segment in raised:
        _place_raised(rows, segment)
    return _with_filled_gaps(rows)


def _with_filled_gaps(rows: list[list[_Segment]]) -> list[list[_Segment]]:
    """Words that were written later into a blank (`Số:      /QĐ`, `ngày    tháng`) become part of its line."""
    blanks = [segment for row in rows for segment in row if segment.has_blank()]
    for blank, row in product(blanks, rows):
        for segment in [s for s in row if s is not blank and len(s.words) <= _FEW]:
            if _fits_into(blank, segment):
                _fill(blank, segment.words)
                row.remove(segment)
    return [row for row in rows if row]


def _is_blank(before: Word, word: Word) -> bool:
    return word.x0 - before.x1 > word.size


def _fits_into(blank: _Segment, segment: _Segment) -> bool:
    left, right = segment.words[0], segment.words[-1]
    if abs(blank.level - segment.level) > 0.7 * blank.size:
        return False
    slack = 0.3 * blank.size
    return any(_is_blank(a, b) and a.x1 - slack < left.x0 and right.x1 < b.x0 + slack for a, b in pairwise(blank.words))


def _fill(blank: _Segment, words: Sequence[Word]) -> None:
    """Insert the words where they stand; a symbol that follows is glued to its number."""
    merged = sorted([*blank.words, *words], key=lambda w: w.x0)
    after = merged.index(words[-1]) + 1
    if after < len(merged) and merged[after].text[:1] == "/" and words[-1].text[-1:].isdigit():
        merged[after] = replace(merged[after], glued=True)
    blank.words = merged


def _place_raised(rows: list[list[_Segment]], segment: _Segment) -> None:
    """Put raised words into the row that they touch, else into a row of their own."""
    word = segment.words[0]
    for row in rows:
        beside = row[0]
        if beside.level - beside.size < segment.level < beside.level:
            row.append(segment)
            return
        if beside.level > segment.level + 2 * word.size:
            break
    rows.append([segment])
    rows.sort(key=lambda r: r[0].level)


def _joined(row: list[_Segment]) -> list[list[Word]]:
    """The words of each line of a row, from the left."""
    if len(row) == 1:
        return [row[0].words]
    ordered = sorted(row, key=lambda s: s.words[0].x0)
    lines = [list(ordered[0].words)]
    last = ordered[0]
    for segment in ordered[1:]:
        if _filled_in(lines[-1], segment.words):
            lines[-1] = sorted([*lines[-1], *segment.words], key=lambda w: w.x0)
            continue
        if _belong(last, segment, lines[-1][-1]):
            lines[-1].extend(segment.words)
        else:
            lines.append(list(segment.words))
        last = segment
    return lines


def _belong(before: _Segment, segment: _Segment, end: Word) -> bool:
    gap = (segment.words[0].x0 - end.x1) / max(before.size, segment.size)
    in_order = before.first + len(before.words) == segment.first
    return gap < (_WIDE if in_order else _NARROW)


def _filled_in(line: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether words drawn later stand in the gaps of a line: number and day written into a finished letterhead."""
    if words[0].x0 >= line[-1].x0:
        return False
    return all(_overlap(word, other) < 0.4 * (word.x1 - word.x0) for word in words for other in line)


def _overlap(word: Word, other: Word) -> float:
    return min(word.x1, other.x1) - max(word.x0, other.x0)
