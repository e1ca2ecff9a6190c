"""Printed lines to paragraphs: which line goes on with the one before it, across pages too.

Geometry decides first: a line that ends although the next word would have fitted ends its paragraph; an indent begins
one where the document indents; extra space parts paragraphs. Language decides what geometry leaves open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trichluc.layout.lines import PrintedLine
from trichluc.layout.margins import Habits
from trichluc.layout.openings import Opening, OpeningRules
from trichluc.layout.parts import Paragraph

Item = PrintedLine | Paragraph
"""What stands on a page in reading order: a line of running text, or a block that is finished."""

_SPACE = 0.28
_INDENT = 0.6
"""In type sizes: line beginnings that are farther apart are different."""
_EXTRA = 0.3
"""In type sizes: more space than usual between two lines, by which paragraphs are parted."""
_SPACE_BETWEEN = 0.1
"""In type sizes: the lines of one paragraph do not stand farther apart than usual by more than this."""
_FLUSH = 3.0
"""Points by which lines of a justified paragraph end apart, where full stops may hang over the edge."""
_JUSTIFIED = 2
"""So many lines that end at the right edge show that a paragraph is justified."""
_SAME_SIZE, _RECOGNISED_SIZE = 0.12, 0.45
"""How far sizes in one paragraph may differ; a recogniser guesses them from the heights of the letters."""
_FEW_LETTERS = 12
"""The heights of so few letters tell a recogniser nothing."""
_RECOGNISED_EDGE = 4.0
"""Points by which a recogniser may miss the edge of a line."""
_LEVEL = 2.0
"""Points by which what stands side by side or one below the other may be off."""
_CENTRED = 6.0
"""Points by which the room on the two sides of a centred line may differ."""
_ROOM = 1.2
"""In type sizes: a centred line leaves at least this much room on each side."""
_WIDE_ROOM, _OFF_CENTRE = 0.15, 0.06
"""Shares of the width: a short bold heading may stand a little off the middle."""
_HALF = 0.5
"""Share of the width: a numbered line that is longer stands in the middle by chance."""
_MOST = 0.75
"""Share of the width that a line before small letters fills at least."""
_LEADERS = re.compile(r"(?:[.…_]\s?){5,}\d{0,3}$")
"""Dots to be filled in end a line of a form, dots before the number of a page one of a table of contents."""
_FIGURE = re.compile(r"\d[\d.,]*\s?%?")
_ENDED = re.compile(r"(?<![.…])[.;:!?]['\"”’)\]]*$")
_GOES_ON = frozenset(",;.:)]”%/")
_DASH = re.compile(r"[-–—]\s+")


@dataclass(slots=True)
class _Open:
    """A paragraph that may still grow."""

    lines: list[PrintedLine]
    opening: Opening | None
    centred: bool


def build_paragraphs(items: Iterable[Item], habits: Habits, rules: OpeningRules) -> list[Paragraph]:
    """The paragraphs of a document; finished blocks stay where they are and part the lines around them."""
    return _Builder(habits, rules).build(items)


class _Builder:
    def __init__(self, habits: Habits, rules: OpeningRules) -> None:
        self._habits = habits
        self._rules = rules
        self._done: list[Paragraph] = []
        self._open: _Open | None = None
        self._between: list[Paragraph] = []

    def build(self, items: Iterable[Item]) -> list[Paragraph]:
        for item in items:
            if isinstance(item, Paragraph):
                self._take(item)
            elif self._open is not None and self._goes_on(self._open, item):
                self._open.lines.append(item)
            else:
                self._close()
                self._open = _Open([item], self._rules.opening(item.text), self._is_centred(item))
        self._close()
        return self._done

    def _take(self, block: Paragraph) -> None:
        """A finished block ends the open paragraph, page furniture does not."""
        if block.printed is not None and self._open is not None:
            self._between.append(block)
            return
        self._close()
        self._done.append(block)

    def _close(self) -> None:
        if self._open is not None:
            self._done.append(self._finish(self._open))
            self._open = None
        self._done.extend(self._between)
        self._between.clear()

    def _goes_on(self, paragraph: _Open, line: PrintedLine) -> bool:
        last = paragraph.lines[-1]
        blank = _LEADERS.search(last.text) is not None and not line.text[0].islower()
        if blank or not _same_size(last, line):
            return False
        if line.words[0].glued or _is_value(paragraph, line):
            return True
        if _are_entries(last, line):
            return False
        extra = self._extra_space(last, line)
        if extra > 3 * _EXTRA:
            return False
        if self._heading_goes_on(paragraph, line, extra):
            return True
        begins = paragraph.centred or (self._is_centred(line) and not line.text[0].islower())
        return not begins and self._is_full(paragraph, line) and self._aligned(paragraph, line, extra)

    def _extra_space(self, last: PrintedLine, line: PrintedLine) -> float:
        """Space beyond the usual between two lines, in type sizes; none across pages and columns."""
        if (last.page, last.column) != (line.page, line.column) or line.baseline <= last.baseline:
            return 0.0
        return (line.baseline - last.baseline) / max(last.size, line.size, 1.0) - self._habits.area(line).leading

    def _is_centred(self, line: PrintedLine) -> bool:
        """Whether a line stands in the middle with room on both sides."""
        area, indent = self._habits.area(line), self._habits.indent
        left, right = line.x0 - area.left, area.right - line.x1
        if not self._has_room(line):
            return False
        plain, width = self._rules.opening(line.text) is None, area.right - area.left
        if not plain and not line.bold and line.x1 - line.x0 > _HALF * width:
            return False
        if indent and abs(left - indent) < _CENTRED / 2:
            return abs(left - right) < _CENTRED and line.bold and plain
        if self._is_symmetric(line):
            return True
        headed = line.bold and (plain or self._rules.is_label(line.text))
        return headed and min(left, right) > _WIDE_ROOM * width and abs(left - right) < _OFF_CENTRE * width

    def _is_symmetric(self, line: PrintedLine) -> bool:
        """Whether both sides have the same room, be it none; centred lines may carry a first-line indent."""
        area, indent = self._habits.area(line), self._habits.indent
        lean = line.x0 - area.left - (area.right - line.x1)
        return abs(lean) < _CENTRED or (indent > 0 and abs(lean - indent) < _CENTRED / 2)

    def _heading_goes_on(self, paragraph: _Open, line: PrintedLine, extra: float) -> bool:
        """The lines of one centred heading are set alike; a bare number and its title stay apart."""
        last = paragraph.lines[-1]
        if last.page != line.page or extra > (2.5 if line.text.isupper() else 1) * _EXTRA:
            return False
        if not _set_alike(last, line) or not self._are_centred(last, line):
            return False
        return not (self._rules.is_label(last.text) or self._rules.opening(line.text) or _ENDED.search(last.text))

    def _are_centred(self, last: PrintedLine, line: PrintedLine) -> bool:
        """Whether two lines are centred; in a bold heading one of them may fill the width."""
        if not (self._has_room(last) or self._has_room(line)):
            return False
        centred = self._is_centred(last), self._is_centred(line)
        return all(centred) or (
            any(centred) and _stands_out(last) and self._is_symmetric(last) and self._is_symmetric(line)
        )

    def _has_room(self, line: PrintedLine) -> bool:
        """Whether there is room for a centred line on both sides."""
        area = self._habits.area(line)
        return min(line.x0 - area.left, area.right - line.x1) >= _ROOM * line.size

    def _is_full(self, paragraph: _Open, line: PrintedLine) -> bool:
        """Whether the first word of the next line would not have fitted on the last line."""
        last = paragraph.lines[-1]
        area = self._habits.area(last)
        if line.text[0].islower() and not _ENDED.search(last.text) and self._is_long(last):
            return True
        slack = _RECOGNISED_EDGE if _recognised(last) else 1.0
        if last.x1 + _SPACE * last.size + _first_width(line) > area.right - slack:
            return True
        return self._is_flush(paragraph, line, area.right - area.left)

    def _is_long(self, line: PrintedLine) -> bool:
        """Whether a line reaches over most of the width: a ragged edge, not the end of a paragraph."""
        area = self._habits.area(line)
        return line.x1 - area.left > _MOST * (area.right - area.left)

    def _is_flush(self, paragraph: _Open, line: PrintedLine, width: float) -> bool:
        """Whether the last line ends where its neighbours end, in a block that is narrower than the page."""
        last = paragraph.lines[-1]
        long = last.x1 - last.x0 > 0.5 * width
        before = paragraph.lines[-2] if len(paragraph.lines) > 1 else None
        ends = [other.x1 for other in (before, line) if other is not None and other.page == last.page]
        return long and any(abs(end - last.x1) < 1.0 for end in ends) and not _ENDED.search(last.text)

    def _aligned(self, paragraph: _Open, line: PrintedLine, extra: float) -> bool:
        """Whether a line after a full one stands where the paragraph goes on."""
        step = _INDENT * line.size
        offset = self._habits.offset(line)
        first = self._habits.offset(paragraph.lines[0])
        if len(paragraph.lines) > 1:
            going = self._habits.offset(paragraph.lines[-1])
            if abs(offset - going) <= step:
                return self._undecided(paragraph, line, extra, same=abs(offset - first) <= step)
            return offset < going and offset <= step and self._undecided(paragraph, line, extra, same=False)
        if abs(offset - first) <= step:
            return self._undecided(paragraph, line, extra, same=True)
        if offset < first:
            return self._undecided(paragraph, line, extra, same=False)
        return self._hangs(paragraph, line) and self._undecided(paragraph, line, extra, same=False)

    def _hangs(self, paragraph: _Open, line: PrintedLine) -> bool:
        """Whether a line stands under the text after the marker of a list item."""
        words = paragraph.lines[0].words
        if paragraph.opening is None or len(words) < 2:
            return False
        return any(abs(word.x0 - line.x0) < _INDENT * line.size for word in words[1:3])

    def _undecided(self, paragraph: _Open, line: PrintedLine, extra: float, same: bool) -> bool:
        """What the text says where the place leaves it open; `same` when first and later lines begin alike."""
        last = paragraph.lines[-1]
        ended = _ENDED.search(last.text) is not None
        opening = self._rules.opening(line.text)
        if _is_middle(line.text, opening, ended) or (extra <= _EXTRA and _counts_on(paragraph, opening)):
            return True
        parted = ended or opening is not None or (same and len(paragraph.lines) == 1 and self._begins(line))
        if extra > _EXTRA:
            return not parted and not last.bold
        if not same:
            return not (ended and opening is not None and opening.item)
        if self._is_outdented(line) or self._is_close(last, line) or self._is_justified(paragraph, line):
            return not (ended and opening is not None)
        return not parted and last.bold == line.bold

    def _is_outdented(self, line: PrintedLine) -> bool:
        return self._habits.indent > 0 and self._habits.offset(line) < _INDENT * line.size

    def _is_close(self, last: PrintedLine, line: PrintedLine) -> bool:
        """Whether a line stands as close to the one above as the lines of a paragraph, where space parts paragraphs."""
        if not self._habits.spaced or (last.page, last.column) != (line.page, line.column) or last.bold != line.bold:
            return False
        return line.baseline > last.baseline and self._extra_space(last, line) < _SPACE_BETWEEN

    def _is_justified(self, paragraph: _Open, line: PrintedLine) -> bool:
        """Whether a justified line stands before one that follows it closely, be it on the next page.

        The last line of a paragraph ends at the edge only by chance.
        """
        lines = paragraph.lines
        if len(lines) < _JUSTIFIED or lines[-1].bold != line.bold:
            return False
        if self._extra_space(lines[-1], line) > _SPACE_BETWEEN:
            return False
        right = self._habits.area(lines[-1]).right
        return all(right - before.x1 < _FLUSH for before in lines[-_JUSTIFIED:])

    def _begins(self, line: PrintedLine) -> bool:
        """Whether a line begins with a capital at the usual indent of first lines."""
        near = abs(self._habits.offset(line) - self._habits.indent) <= _INDENT * line.size
        return self._habits.indent > 0 and near and line.text[0].isupper()

    def _finish(self, paragraph: _Open) -> Paragraph:
        lines = paragraph.lines
        opening = paragraph.opening
        return Paragraph(
            kind="list_item" if opening is not None and opening.item else "paragraph",
            lines=tuple(lines),
            marker=opening.marker if opening is not None else None,
            align=self._align(lines),
            indent=round(self._habits.offset(lines[0]), 1),
            bold_until=bold_length(lines),
            italic=all(line.italic for line in lines),
        )

    def _is_title(self, lines: Sequence[PrintedLine]) -> bool:
        """Bold capitals in the middle, be it over the whole width."""
        if not all(line.bold and line.text.isupper() for line in lines) or self._rules.opening(lines[0].text):
            return False
        return all(self._is_symmetric(line) or self._is_centred(line) for line in lines)

    def _align(self, lines: Sequence[PrintedLine]) -> str:
        if all(self._is_centred(line) for line in lines) or self._is_title(lines):
            return "center"
        area = self._habits.area(lines[0])
        if lines[0].x0 > (area.left + area.right) / 2:
            return "right"
        flush = [abs(self._habits.area(line).right - line.x1) < 2.0 for line in lines[:-1]]
        return "justify" if flush and all(flush) else "left"


def _same_size(last: PrintedLine, line: PrintedLine) -> bool:
    if _recognised(line) and min(len(last.text), len(line.text)) < _FEW_LETTERS:
        return True
    allowed = _RECOGNISED_SIZE if _recognised(line) else _SAME_SIZE
    return abs(last.size - line.size) <= allowed * max(last.size, line.size)


def _set_alike(last: PrintedLine, line: PrintedLine) -> bool:
    """Whether two lines are alike in bold, italic and capitals; a line of figures alone goes with either case."""
    if (last.bold, last.italic) != (line.bold, line.italic):
        return False
    return last.text.isupper() == line.text.isupper() or line.text.upper() == line.text.lower()


def _is_value(paragraph: _Open, line: PrintedLine) -> bool:
    """Whether a line is but the figure that stands at the right of an item or a label, on the same baseline."""
    last = paragraph.lines[-1]
    if last.page != line.page or line.x0 < last.x1 or not _FIGURE.fullmatch(line.text):
        return False
    labels = last.text.endswith(":") or (paragraph.opening is not None and paragraph.opening.item)
    return labels and abs(last.baseline - line.baseline) < _LEVEL


def _are_entries(last: PrintedLine, line: PrintedLine) -> bool:
    """Whether two lines are entries of a list of names and meanings, their colons one below the other."""
    colons = [{round(word.x0, 1) for word in at.words if word.text == ":"} for at in (last, line)]
    return any(abs(x - y) < _LEVEL for x in colons[0] for y in colons[1])


def _stands_out(line: PrintedLine) -> bool:
    return line.bold or line.text.isupper()


def _recognised(line: PrintedLine) -> bool:
    return line.words[0].confidence is not None


def _is_middle(text: str, opening: Opening | None, ended: bool) -> bool:
    """Whether a line can only be the middle of a sentence: it goes on in lower case, be it after a dash."""
    if opening is None:
        return text[0].islower() or (text[0] in _GOES_ON and not ended)
    dash = _DASH.match(text)
    return not ended and dash is not None and text[dash.end() : dash.end() + 1].islower()


def _counts_on(paragraph: _Open, opening: Opening | None) -> bool:
    """Whether a marker goes on counting within a sentence: `gồm: (1) …; (2) …;` and a line that begins with `(3)`."""
    before = opening.before if opening is not None and opening.item else None
    if before is None:
        return False
    text = " ".join(line.text for line in paragraph.lines)
    return re.search(rf"[,;:.]\s(?:và\s|hoặc\s)?{re.escape(before)}\s", text) is not None


def _first_width(line: PrintedLine) -> float:
    """Width of the first word, with the pieces that are glued to it."""
    end = line.words[0].x1
    for word in line.words[1:]:
        if not word.glued:
            break
        end = word.x1
    return end - line.words[0].x0


def bold_length(lines: Sequence[PrintedLine]) -> int | None:
    """How many characters of the joined text the leading bold run has; None when it does not begin bold."""
    length = bold = 0
    for at, line in enumerate(lines):
        length += at > 0 and bool(joint(lines[at - 1], line))
        for nth, word in enumerate(line.words):
            lettered = any(c.isalnum() for c in word.text)
            if lettered and not word.bold:
                return bold or None
            length += len(word.text) + (nth > 0 and not word.glued)
            bold = length if lettered or bold else 0
    return bold or None


_SYMBOL_END = re.compile(r"\w[-–/]$")
_FORMULA_END = re.compile(r"[\d)][+=×–-]$")
"""A formula in the head of a table is broken: `(7)=(5)-` and `(3)`, `1=2+3+` and `4`."""


def joint(last: PrintedLine, line: PrintedLine) -> str:
    """What stands between two joined lines: nothing after the hyphen or slash of a symbol, else a space."""
    first = line.words[0]
    if first.glued or not last.text:
        return ""
    if _SYMBOL_END.search(last.text) and first.text[:1].isalnum():
        return ""
    if _FORMULA_END.search(last.text) and (first.text[:1].isdigit() or first.text[:1] == "("):
        return ""
    if last.text.endswith("(") or (first.text[:1] == "/" and first.text[1:2].isalnum() and last.text[-1].isalnum()):
        return ""
    return " "
