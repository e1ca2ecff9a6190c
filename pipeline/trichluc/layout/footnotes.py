"""Footnotes at the foot of pages: found, parted into notes, and linked to the marks in the text.

A note block is small type below a short rule; its notes begin with a raised number (or the next number in order). A
block that begins without a number goes on with the note of the page before. Marks are raised words in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from trichluc.layout.furniture import PageLines, in_grid
from trichluc.layout.lines import LineMark, PrintedLine, cut_marks, make_line
from trichluc.layout.scanmarks import number_marks
from trichluc.source import Stroke, Word

_SMALL = 0.93
"""Notes are set in at most this share of the size of the text."""
_RULE = (30.0, 0.6)
"""A note rule is at least this many points and at most this share of the page's width long."""
_FLAT, _LEFT = 3.0, 0.12
"""Points; share of the page's width in which the rule begins, from the left margin."""
_MARKER = re.compile(r"\(?\[?(?P<mark>\d{1,3}|\*{1,4}|[a-z])\]?\)?[.:,]?")
_RAISED_MARK = re.compile(r"[(\[]?(\d{1,3}|\*{1,4})[)\]]?")
_MARK_LIST = re.compile(r"[\s,;.]+")
_AFTER_NUMBER = re.compile(r"[\d\s/(.,]+")
_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_UNITS = frozenset({"m", "km", "dm", "cm", "mm", "hm", "dam"})


@dataclass(slots=True)
class Note:
    """A footnote: its marker, the page where it begins, its lines without the marker, the pages they stand on.

    `shown` is the marker as printed: `(1)`.
    """

    marker: str
    shown: str
    page: int
    lines: list[PrintedLine]
    raised: bool = True
    pages: set[int] = field(default_factory=set)
    linked: bool = False


def take_footnotes(pages: Sequence[PageLines]) -> list[Note]:
    """Move the note blocks of all pages out of `lines`; the marks in the lines that remain become line marks."""
    number_marks(pages, lambda page, lines: list(_rules(page, lines)))
    size = _text_size(pages)
    notes: list[Note] = []
    for page in pages:
        going_on = bool(notes) and page.page.number - 1 in notes[-1].pages
        block = _note_block(page, size, going_on)
        if block:
            _part(page, block, notes)
    if notes:
        _link(pages, notes)
        _link_bracketed(pages, notes)
    return notes


def _text_size(pages: Sequence[PageLines]) -> float:
    """The type size in which most letters of the document are set; of recognised pages the middle one.

    A recogniser guesses another size for each line, so that the lines of a large table could outweigh the text.
    """
    if pages and all(page.page.origin == "ocr" for page in pages):
        return _middle_size([line for page in pages for line in page.lines if not in_grid(page.page.grids, line)])
    weights: dict[float, int] = {}
    for page in pages:
        for line in page.lines:
            key = round(line.size, 1)
            weights[key] = weights.get(key, 0) + len(line.text)
    return max(weights, key=lambda k: weights[k], default=0.0)


def _middle_size(lines: Sequence[PrintedLine]) -> float:
    """The size that half of the letters reach."""
    half = sum(len(line.text) for line in lines) / 2
    reached = 0
    for line in sorted(lines, key=lambda line: line.size):
        reached += len(line.text)
        if reached >= half:
            return line.size
    return 0.0


def _note_block(page: PageLines, size: float, open_note: bool) -> list[PrintedLine]:
    """The lines of the note block at the foot of the page; empty when there is none."""
    free = (line for line in page.lines if not in_grid(page.page.grids, line))
    lines = sorted(free, key=lambda line: (round(line.baseline), line.x0))
    if not lines:
        return []
    for rule in sorted(_rules(page, lines), key=lambda s: s.top):
        block = [line for line in lines if line.top + 0.3 * line.size > rule.top]
        if block and _is_note_block(block, size, open_note, rough=page.page.origin == "ocr"):
            return block
    return _unruled(lines, size)


def _rules(page: PageLines, lines: Sequence[PrintedLine]) -> Iterator[Stroke]:
    """Short flat strokes at the left margin that touch no other stroke."""
    width = page.page.width
    left = min(line.x0 for line in lines)
    for stroke in page.page.strokes:
        length = stroke.x1 - stroke.x0
        flat = stroke.bottom - stroke.top < _FLAT
        fits = _RULE[0] <= length <= _RULE[1] * width and stroke.x0 < left + _LEFT * width
        if flat and fits and not any(_touch(stroke, other) for other in page.page.strokes):
            yield stroke


def _touch(stroke: Stroke, other: Stroke) -> bool:
    if other is stroke:
        return False
    apart_x = max(other.x0 - stroke.x1, stroke.x0 - other.x1)
    apart_y = max(other.top - stroke.bottom, stroke.top - other.bottom)
    return apart_x < 1.0 and apart_y < 1.0


def _is_note_block(block: Sequence[PrintedLine], size: float, open_note: bool, rough: bool = False) -> bool:
    """Beginning with a raised number, or small throughout and beginning with a number or going on with a note.

    `rough`: type sizes are those that a recogniser guessed, so that most lines have to be small.
    """
    if _is_raised(block[0].words[0]) and len(block[0].words) > 1:
        return True
    largest = median(line.size for line in block) if rough else max(line.size for line in block)
    small = largest <= _SMALL * size
    return small and (open_note or _plain_marker(block[0]) is not None)


def _unruled(lines: Sequence[PrintedLine], size: float) -> list[PrintedLine]:
    """Small lines at the foot of the page of which the first begins with a raised number."""
    block: list[PrintedLine] = []
    for line in reversed(lines):
        if line.size > _SMALL * size:
            break
        block.insert(0, line)
    starts = [at for at, line in enumerate(block) if len(line.words) > 1 and _is_raised(line.words[0])]
    return block[starts[0] :] if starts else []


def _is_raised(word: Word) -> bool:
    return word.superscript and _RAISED_MARK.fullmatch(_digits(word)) is not None


def _digits(word: Word) -> str:
    return word.text.translate(_SUPERSCRIPTS)


def _plain_marker(line: PrintedLine) -> str | None:
    """The number with which a line begins, when it stands apart from what follows."""
    match = _MARKER.fullmatch(line.words[0].text)
    return match["mark"] if match and len(line.words) > 1 and not match["mark"].isalpha() else None


def _part(page: PageLines, block: Sequence[PrintedLine], notes: list[Note]) -> None:
    """Part a block into notes; lines before the first marker go on with the last note."""
    number = page.page.number
    for line in block:
        marker, rest, raised = _opening(line, notes, number)
        if marker is not None:
            shown = _digits(line.words[0])
            notes.append(Note(marker, shown, number, [rest] if rest else [], raised, {number}))
        elif notes:
            notes[-1].lines.append(line)
            notes[-1].pages.add(number)
        else:
            continue
        page.lines.remove(line)


def _opening(line: PrintedLine, notes: Sequence[Note], page: int) -> tuple[str | None, PrintedLine | None, bool]:
    first = line.words[0]
    rest = line.words[1:]
    if _is_raised(first):
        mark = _RAISED_MARK.fullmatch(_digits(first))
        marker = mark[1] if mark else None
        return marker, make_line(line.page, rest) if rest else None, True
    marker = _plain_marker(line)
    if marker is not None and _is_next(marker, notes, page) and rest:
        return marker, make_line(line.page, rest), False
    return None, None, False


def _is_next(marker: str, notes: Sequence[Note], page: int) -> bool:
    """Whether an unraised number goes on from the last note, or begins the count on this page."""
    if notes and any(note.raised for note in notes):
        return False
    if not marker.isdigit():
        return True
    last = int(notes[-1].marker) if notes and notes[-1].marker.isdigit() else 0
    fresh = not notes or notes[-1].page != page
    return int(marker) == last + 1 or (fresh and int(marker) == 1)


@dataclass(slots=True)
class _Mark:
    """A raised word that may refer to a note: where it stands and the marker that it shows."""

    page: int
    line: int
    word: int
    marker: str
    shown: str


def _link(pages: Sequence[PageLines], notes: Sequence[Note]) -> None:
    """Give each note its mark: on its own page, else on a page beside it; then cut the marks out of the lines."""
    marks = list(_marks(pages))
    used: set[int] = set()
    chosen: dict[tuple[int, int], dict[int, list[int]]] = {}
    for index, note in enumerate(notes):
        at = _mark_of(note, marks, used)
        if at is not None:
            mark = marks[at]
            used.add(at)
            note.linked = True
            chosen.setdefault((mark.page, mark.line), {}).setdefault(mark.word, []).append(index)
    for page in pages:
        for at, line in enumerate(page.lines):
            cut = chosen.get((page.page.number, at))
            if cut:
                page.lines[at] = cut_marks(line, cut) or line


def _mark_of(note: Note, marks: Sequence[_Mark], used: set[int]) -> int | None:
    fitting = [at for at, mark in enumerate(marks) if at not in used and mark.marker == note.marker]
    for page in (note.page, note.page - 1, note.page + 1):
        there = [at for at in fitting if marks[at].page == page]
        if there:
            return next((at for at in there if marks[at].shown == note.shown), there[0])
    return None


def _link_bracketed(pages: Sequence[PageLines], notes: Sequence[Note]) -> None:
    """Give notes that begin with `[1]` or `(1)` the marks that stand on the line: `theo quy định [1]` and the like."""
    for index, note in enumerate(notes):
        shown = note.shown.strip(".,:")
        if note.linked or shown[:1] not in {"[", "("}:
            continue
        near = [page for gap in (0, -1, 1) for page in pages if page.page.number == note.page + gap]
        places = ((page, at, nth) for page in near for at, nth in _bracketed(page.lines, shown))
        found = next(places, None)
        if found is not None:
            page, at, nth = found
            page.lines[at] = _without_bracketed(page.lines[at], nth, shown, index)
            note.linked = True


def _bracketed(lines: Sequence[PrintedLine], shown: str) -> Iterator[tuple[int, int]]:
    """Line and word of each mark; a round bracket counts only behind a word, for it also begins items of a list."""
    before = r"\w[\"”’)]?" if shown[0] == "(" else ""
    mark = re.compile(rf".*{before}{re.escape(shown)}[.,;:]*")
    for at, line in enumerate(lines):
        for nth, word in enumerate(line.words):
            if len(line.words) > 1 and (at or nth) and mark.fullmatch(word.text):
                yield at, nth


def _without_bracketed(line: PrintedLine, nth: int, shown: str, note: int) -> PrintedLine:
    """The line without the mark at the end of a word; what stands around it in the word is kept."""
    word = line.words[nth]
    before, _, after = word.text.rpartition(shown)
    edges = [word.x0 + (word.x1 - word.x0) * n / len(word.text) for n in (len(before), len(before) + len(shown))]
    kept = [replace(word, text=before, x1=edges[0])] if before else []
    rest = [replace(word, text=after, x0=edges[1], glued=True)] if after else []
    words = [*line.words[:nth], *kept, *rest, *line.words[nth + 1 :]]
    shift = len(kept) + len(rest) - 1
    marks = [replace(mark, at=mark.at + shift * (mark.at > nth)) for mark in line.marks]
    whole = make_line(line.page, words)
    return replace(whole, marks=tuple(sorted([*marks, LineMark(nth + len(kept), note)], key=lambda mark: mark.at)))


def _marks(pages: Iterable[PageLines]) -> Iterator[_Mark]:
    for page in pages:
        for at, line in enumerate(page.lines):
            for nth, word in enumerate(line.words):
                if word.superscript and not is_exponent(line.words, nth):
                    for shown in _MARK_LIST.split(_digits(word)):
                        match = _RAISED_MARK.fullmatch(shown)
                        if match:
                            yield _Mark(page.page.number, at, nth, match[1], shown)


def is_exponent(words: Sequence[Word], nth: int) -> bool:
    """`m²`, `km³`: a raised 2 or 3 after a unit of length."""
    if nth == 0 or _digits(words[nth]) not in {"2", "3"}:
        return False
    before = _AFTER_NUMBER.split(words[nth - 1].text)[-1]
    return before.lower() in _UNITS


def raise_digits(pages: Iterable[PageLines]) -> None:
    """Write the raised numbers that are no marks with raised digits, so that `m²` is not read as `m2`, nor as `m 2`."""
    for page in pages:
        for at, line in enumerate(page.lines):
            if any(word.superscript for word in line.words):
                words = [_raised(line.words, nth) for nth in range(len(line.words))]
                page.lines[at] = replace(make_line(line.page, words), marks=line.marks)


def _raised(words: Sequence[Word], nth: int) -> Word:
    word = words[nth]
    if not (word.superscript and word.text.isdigit()):
        return word
    glued = word.glued or is_exponent(words, nth)
    return replace(word, text=word.text.translate(_RAISED_DIGITS), glued=glued)
