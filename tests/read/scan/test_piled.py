"""Two lines that were read as one word are read again by themselves."""

from __future__ import annotations

import numpy as np
import pytest

from trichluc.read.scan.piled import look_at_piles
from trichluc.read.scan.rows import Area, Row

_PAGE = np.full((400, 800), 255, np.uint8)
_PAGE[100:120, 300:400:3] = _PAGE[130:150, 300:400:3] = 0


def _row(text: str, x: int, top: int, bottom: int, confidence: float = 95.0) -> Row:
    return Row((1, 0, 0), x, top, x + 100, bottom, confidence, text)


_ROW = [_row("trình", 100, 115, 135), _row(">—~", 300, 100, 150, 18.0), _row("tầng", 500, 115, 135)]
_CELL = [_row("Năm", 300, 100, 120), _row("dựng", 300, 130, 150)]


def _look(rows: list[Row], *found: Row) -> tuple[list[str], int]:
    """The words after the look, and how many places were read again."""
    areas: list[Area] = []

    def read(area: Area) -> list[Row]:
        areas.append(area)
        return list(found)

    return [row.text for row in look_at_piles(_PAGE, rows, read)], len(areas)


def test_the_lines_stand_where_the_word_stood() -> None:
    assert _look(_ROW, *_CELL) == (["trình", "Năm", "dựng", "tầng"], 1)


def test_the_area_is_the_word_with_paper_around_it() -> None:
    def read(area: Area) -> list[Row]:
        assert (area.left, area.top, area.picture.shape) == (290, 90, (70, 120))
        return []

    look_at_piles(_PAGE, _ROW, read)


@pytest.mark.parametrize("found", [[], [_row("dụng", 300, 130, 150)], [_CELL[0], _row("đụmg", 300, 130, 150, 55.0)]])
def test_what_is_not_sure_is_not_taken(found: list[Row]) -> None:
    assert _look(_ROW, *found) == (["trình", ">—~", "tầng"], 1)


@pytest.mark.parametrize(
    "word",
    [
        _row("NĂM", 300, 100, 150, 90.0),
        _row("năm", 300, 100, 122, 18.0),
        _row("~", 500, 100, 150, 18.0),
        Row((1, 0, 0), 300, 100, 308, 150, 18.0, "|"),
    ],
    ids=["sure", "one line", "no ink", "narrow"],
)
def test_other_words_are_not_read_again(word: Row) -> None:
    assert _look([_ROW[0], word, _ROW[2]], *_CELL) == (["trình", word.text, "tầng"], 0)


def test_a_page_of_doubtful_places_is_no_print() -> None:
    words, looks = _look([*_ROW, *[_ROW[1]] * 6], *_CELL)
    assert looks == 0
    assert words.count(">—~") == 7
