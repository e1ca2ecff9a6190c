"""Footnote marks of scans: numbered by their sequence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trichluc.layout.footnotes import take_footnotes
from trichluc.layout.furniture import PageLines
from trichluc.layout.lines import build_lines
from trichluc.source import PageSource, Stroke, Word


def _word(text: str, x: float, top: float, size: float = 14.0, *, raised: bool = False, glued: bool = False) -> Word:
    width = max(4.0, 6.0 * len(text))
    return Word(text, x, top, x + width, top + size * 0.9, size, "", superscript=raised, glued=glued, confidence=90.0)


def _page(number: int, marks: str, feet: str, origin: str = "ocr") -> PageSource:
    """A page with a word and a mark (as read) on each line, and notes below a rule."""
    words: list[Word] = []
    for at, mark in enumerate(marks):
        top = 100.0 + 20 * at
        words += [_word("nghị", 90.0, top), _word("quyết", 120.0, top)]
        words.append(_word(mark.strip(), 151.0, top, raised=True, glued=True))
    for at, mark in enumerate(feet):
        top = 720.0 + 14 * at
        words += [_word(mark.strip(), 90.0, top, 10.0, raised=True), _word("Theo", 96.0, top, 10.0, glued=True)]
        words.append(_word("quy", 125.0, top, 10.0))
    rule = Stroke(85.0, 710.0, 230.0, 710.5)
    return PageSource(number, 595.0, 842.0, 0, tuple(words), (rule,), origin=origin)  # type: ignore[arg-type]


def _notes(*pages: PageSource) -> tuple[list[tuple[str, bool]], list[str]]:
    lines = [PageLines(page, list(build_lines(page)), []) for page in pages]
    notes = take_footnotes(lines)
    return [(note.marker, note.linked) for note in notes], [line.text for page in lines for line in page.lines]


@pytest.mark.parametrize("feet", ["'”", "  ", "1?"])
def test_marks_and_notes_of_a_page_go_together(feet: str) -> None:
    notes, lines = _notes(_page(1, "'*", feet))
    assert notes == [("1", True), ("2", True)]
    assert lines == ["nghị quyết", "nghị quyết"]


def test_notes_count_on_over_the_pages() -> None:
    notes, _ = _notes(_page(1, "'", "*"), _page(2, "”", "”"))
    assert notes == [("1", True), ("2", True)]


def test_a_stroke_under_the_letterhead_is_no_rule_of_notes() -> None:
    page = _page(1, "'", "*")
    under = Stroke(130.0, 80.0, 190.0, 80.0)
    notes, _ = _notes(replace(page, strokes=(under, *page.strokes)))
    assert notes == [("1", True)]


def test_a_mark_may_stand_on_the_page_after_its_note() -> None:
    notes, _ = _notes(_page(1, "'", "*?"), _page(2, "”", ""))
    assert notes[0][0] == "1"
    notes, _ = _notes(_page(1, "", "*"), _page(2, "”", ""))
    assert notes == [("1", True)]


def test_marks_that_match_no_notes_stay_as_read() -> None:
    notes, lines = _notes(_page(1, "'”*", "1"))
    assert notes == [("1", False)]
    assert lines == ["nghị quyết'", "nghị quyết”", "nghị quyết*"]
