"""Lines that are printed on a page but are no part of the text: page numbers, running heads and feet, stamps."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import median

import regex

from trichluc.layout.incoming import incoming_stamp
from trichluc.layout.lines import PrintedLine
from trichluc.layout.parts import Paragraph
from trichluc.rules import RulePackage, check, compile_rule, rule_source
from trichluc.source import Grid, PageSource

_FILE = "furniture.toml"
_MARGIN = 0.12
"""Share of the page's height in which page numbers and running heads stand, at the top and at the bottom."""
_HEAD_ROWS, _FOOT_ROWS = 2, 3
_LEAST_PAGES = 3
_CLOSE, _NEAR = 1.4, 3.0
"""In type sizes: how far apart the lines of a stamp stand, on a page and on a scan."""
_APART = 1.5
"""In type sizes: white space above the address at the foot of a page."""
_NAME_LINES = 2
_SPECK, _LOW = 2, 0.55
"""Characters of a speck at most; share of the height of the page's words below which a line is no print."""
_SIGNS = frozenset("-–—+*•")
_SHIFT = 6.0
"""Points: how far a running head may move from page to page."""
_DIGITS = re.compile(r"^\W*\d+|\d+(?:\s*/\s*\d+)?\W*$")
"""A number at either end of a line: it may count pages; a number inside (`Phụ lục 2. Kết quả`) is the line's own."""


@dataclass(frozen=True, slots=True)
class FurnitureRules:
    """The patterns of `models/…/furniture`."""

    page_number: regex.Pattern[str]
    stamp: regex.Pattern[str]
    stamp_follows: regex.Pattern[str]
    stamp_time: regex.Pattern[str]
    copy_stamp: regex.Pattern[str]
    incoming: regex.Pattern[str]
    address: regex.Pattern[str]


def load_furniture_rules(package: RulePackage) -> FurnitureRules:
    """Compile the patterns and try them on their examples."""
    patterns: dict[str, regex.Pattern[str]] = {}
    for entry in package.entries("furniture", _FILE):
        rule = rule_source(entry, f"furniture/{_FILE}")
        pattern = compile_rule(rule, str(entry["pattern"]))
        check(rule, lambda text, pattern=pattern: pattern.search(text) is not None)  # type: ignore[misc]
        patterns[rule.id] = pattern
    return FurnitureRules(**patterns)


@dataclass(slots=True)
class PageLines:
    """The lines of one page that are not yet placed, and the furniture found on it."""

    page: PageSource
    lines: list[PrintedLine]
    furniture: list[Paragraph]

    def take(self, line: PrintedLine, kind: str) -> None:
        """Make a line furniture."""
        self.lines.remove(line)
        self.furniture.append(Paragraph(kind, (line,), printed=line.text))


def take_furniture(pages: Sequence[PageLines], rules: FurnitureRules) -> None:
    """Move page numbers, running heads and stamps of all pages from `lines` to `furniture`."""
    for page in pages:
        _take_stamps(page, rules)
        _take_specks(page)
        _take_address(page, rules)
    _take_page_numbers(pages, rules)
    _take_running_lines(pages)


def _take_stamps(page: PageLines, rules: FurnitureRules) -> None:
    for part in incoming_stamp(page.lines, page.page.height, rules.incoming):
        page.take(part, "stamp")
    for line in list(page.lines):
        if rules.stamp.search(line.text):
            parts = _stamp_from(page.lines, line, rules)
        elif rules.stamp_time.search(line.text) and not in_grid(page.page.grids, line):
            parts = _block_around(page.lines, line)
        elif _at_edge(page, line) and rules.copy_stamp.search(line.text):
            parts = [line]
        else:
            continue
        for part in parts:
            if part in page.lines:
                page.take(part, "stamp")


def _take_address(page: PageLines, rules: FurnitureRules) -> None:
    """The address of the body at the foot of the page: the lines from it on, in small type or apart from the text."""
    rows = _rows(page.lines)
    for at in range(max(len(rows) - _FOOT_ROWS, 1), len(rows)):
        line, above = rows[at][0], rows[at - 1][0]
        if not (_at_edge(page, line) and rules.address.search(line.text)) or line.top < above.bottom:
            continue
        usual = median(other.size for other in page.lines)
        if line.size < usual - 0.5 or line.top - above.bottom > _APART * line.size:
            for foot in chain.from_iterable(rows[at:]):
                page.take(foot, "running_head")
            return


def _take_specks(page: PageLines) -> None:
    """What dirt and pens leave between the lines of a scan: a letter or two, lower than any print."""
    heights = [w.bottom - w.top for w in page.page.words if w.confidence is not None and len(w.text) > _SPECK]
    if not heights:
        return
    low = _LOW * median(heights)
    for line in list(page.lines):
        if _is_speck(line, low) and not in_grid(page.page.grids, line):
            page.take(line, "stamp")


def _is_speck(line: PrintedLine, low: float) -> bool:
    text = line.text.replace(" ", "")
    if len(text) > _SPECK or text in _SIGNS or any(c.isdigit() for c in text):
        return False
    return all(word.confidence is not None and word.bottom - word.top < low for word in line.words)


def _stamp_from(lines: Sequence[PrintedLine], line: PrintedLine, rules: FurnitureRules) -> list[PrintedLine]:
    """A line of a stamp and those right under it that are known; names between them may take two lines."""
    stamp, between = [line], list[PrintedLine]()
    last = line
    for below in (other for other in lines if other.baseline > line.baseline):
        if not _below(last, below):
            continue
        last = below
        between.append(below)
        if rules.stamp.search(below.text) or rules.stamp_follows.search(below.text):
            stamp.extend(between)
            between.clear()
        if len(between) > _NAME_LINES:
            break
    return stamp


def _block_around(lines: Sequence[PrintedLine], line: PrintedLine) -> list[PrintedLine]:
    """The lines set like one, flush and close above and below it; a recogniser guesses sizes, and may lose a line."""
    recognised = line.words[0].confidence is not None
    shift, size, close = (0.5 * line.size, 0.5 * line.size, _NEAR) if recognised else (2.0, 1.0, _CLOSE)
    alike = sorted((a for a in lines if abs(a.x0 - line.x0) < shift and abs(a.size - line.size) < size), key=_baseline)
    first = last = alike.index(line)
    while first > 0 and _is_next(alike[first - 1], alike[first], close):
        first -= 1
    while last + 1 < len(alike) and _is_next(alike[last], alike[last + 1], close):
        last += 1
    return alike[first : last + 1]


def _baseline(line: PrintedLine) -> float:
    return line.baseline


def _is_next(above: PrintedLine, line: PrintedLine, close: float) -> bool:
    return line.baseline - above.baseline < close * line.size


def _below(last: PrintedLine, line: PrintedLine) -> bool:
    return abs(line.x0 - last.x0) < 3 * last.size and 0 < line.baseline - last.baseline < 2 * last.size


def _at_edge(page: PageLines, line: PrintedLine) -> bool:
    height = page.page.height
    return line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height


def _take_page_numbers(pages: Sequence[PageLines], rules: FurnitureRules) -> None:
    """A bare number at the edge counts when it is the page's own or goes on from the page before.

    The first page of an annex bears no number, its second one a 2.
    """
    found = [_numbers(page, rules) for page in pages]
    for at, page in enumerate(pages):
        around = {n + 1 for n, _ in found[at - 1]} if at else set()
        around |= {n - 1 for n, _ in found[at + 1]} if at + 1 < len(pages) else set()
        around |= {2} if at and not found[at - 1] else set()
        for number, line in found[at]:
            if number == page.page.number or number in around:
                page.take(line, "page_number")
                break


def _numbers(page: PageLines, rules: FurnitureRules) -> list[tuple[int, PrintedLine]]:
    """Candidates: alone in the first or last row of the page."""
    rows = _rows(page.lines)
    outer = [*rows[:1], *rows[-1:]] if len(rows) > 1 else rows
    found = []
    for row in outer:
        for line in row:
            match = rules.page_number.match(line.text) if _at_edge(page, line) else None
            if match and not in_grid(page.page.grids, line):
                found.append((int(match["number"]), line))
    return found


def in_grid(grids: Iterable[Grid], line: PrintedLine) -> bool:
    """Whether a line stands in a table."""
    middle = (line.top + line.bottom) / 2
    return any(g.top <= middle <= g.bottom and g.x0 - 1 <= line.x0 and line.x1 <= g.x1 + 1 for g in grids)


def _rows(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    rows: list[list[PrintedLine]] = []
    for line in lines:
        if rows and abs(line.baseline - rows[-1][0].baseline) < 0.5 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _take_running_lines(pages: Sequence[PageLines]) -> None:
    """Lines at the edge that return at the same height on most pages, whatever numbers they begin or end with."""
    places: dict[tuple[str, bool], list[tuple[int, PrintedLine]]] = defaultdict(list)
    for at, page in enumerate(pages):
        for head, line in _edge_lines(page):
            places[_DIGITS.sub("0", line.text.lower()), head].append((at, line))
    for lines in places.values():
        beside_text = sum(len(pages[at].lines) > _HEAD_ROWS for at, _ in lines) * 2 >= len(lines)
        if len(lines) >= _LEAST_PAGES and beside_text and _is_steady(lines, len(pages)):
            for at, line in lines:
                if line in pages[at].lines:
                    pages[at].take(line, "running_head")


def _edge_lines(page: PageLines) -> Iterator[tuple[bool, PrintedLine]]:
    """The lines in the first and last rows of a page, each with whether it stands at the head."""
    rows = _rows(page.lines)
    for head, edge in ((True, rows[:_HEAD_ROWS]), (False, rows[-_FOOT_ROWS:])):
        for line in chain.from_iterable(edge):
            if _at_edge(page, line) and not in_grid(page.page.grids, line):
                yield head, line


def _is_steady(lines: Sequence[tuple[int, PrintedLine]], pages: int) -> bool:
    heights = Counter(round(line.baseline / _SHIFT) for _, line in lines)
    steady = max(n + heights[height + 1] for height, n in heights.items())
    return steady >= _LEAST_PAGES and steady >= 0.8 * len(lines) and len({at for at, _ in lines}) * 3 >= pages
