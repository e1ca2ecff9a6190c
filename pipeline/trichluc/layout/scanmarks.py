"""Footnote marks of scans: raised words that a recogniser could not read get the numbers of their sequence.

The notes at the foot of the pages count on through the document; the marks in the text of a page stand in the order of
its notes. Where there are more marks than notes, or fewer, they are left as read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from trichluc.layout.furniture import PageLines
from trichluc.layout.lines import PrintedLine, make_line
from trichluc.source import Stroke, Word

_Place = tuple[int, int]
"""A line of a page and a word of the line."""
Rules = Callable[[PageLines, Sequence[PrintedLine]], Sequence[Stroke]]
"""Finds the rules that may part the notes of a page from its text."""


def number_marks(pages: Sequence[PageLines], rules: Rules) -> None:
    """Write the numbers of notes and marks on recognised pages; raised words that are neither become plain ones."""
    last, waiting = 0, range(0)
    for page in pages:
        if page.page.origin != "ocr":
            continue
        feet, marks = _raised_words(page, rules)
        own = range(last + 1, last + 1 + len(feet))
        numbers = dict(zip(feet, own, strict=True))
        for expected in ([*waiting, *own], [*own]):
            if expected and len(expected) == len(marks):
                numbers |= dict(zip(marks, expected, strict=True))
                break
        waiting = own if not any(mark in numbers for mark in marks) else range(0)
        last += len(feet)
        _write(page, numbers)


def _raised_words(page: PageLines, rules: Rules) -> tuple[list[_Place], list[_Place]]:
    """The raised words that open notes below the rule, and those behind words above it, in reading order.

    The rule is the lowest one with such a word below it: the stroke under a letterhead may look like one as well.
    """
    found = [(at, nth) for at, line in enumerate(page.lines) for nth, word in enumerate(line.words) if word.superscript]
    if not found:
        return [], []
    opening = [page.lines[at].bottom for at, nth in found if nth == 0]
    tops = (rule.top for rule in rules(page, page.lines))
    top = max((top for top in tops if any(bottom > top for bottom in opening)), default=page.page.height)
    feet = [(at, nth) for at, nth in found if nth == 0 and page.lines[at].bottom > top]
    marks = [(at, nth) for at, nth in found if nth and page.lines[at].bottom <= top]
    order = {place: (round(page.lines[place[0]].baseline), page.lines[place[0]].x0, place[1]) for place in found}
    return sorted(feet, key=order.__getitem__), sorted(marks, key=order.__getitem__)


def _write(page: PageLines, numbers: dict[_Place, int]) -> None:
    for at, line in enumerate(page.lines):
        if any(word.superscript for word in line.words):
            words = [_settled(word, numbers.get((at, nth))) for nth, word in enumerate(line.words)]
            kept = [word for word in words if word.text]
            page.lines[at] = make_line(line.page, kept or words)


def _settled(word: Word, number: int | None) -> Word:
    if not word.superscript:
        return word
    return replace(word, superscript=False) if number is None else replace(word, text=str(number))
