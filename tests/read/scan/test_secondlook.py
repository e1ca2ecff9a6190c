"""The second look at the end of a scanned page: sure lines are taken, doubtful ones are not."""

from __future__ import annotations

import numpy as np

from trichluc.read.scan.rows import Area, Row
from trichluc.read.scan.secondlook import look_again

PAGE = np.full((1000, 800), 255, np.uint8)
PAGE[100:120, 50:750:3] = 0
PAGE[700:900:9, 450:700] = 0
TEXT = [("Sở", 50), ("Nội", 150), ("vụ", 300), ("báo", 450), ("cáo", 650)]


def row(text: str, x: int, top: int, line: int, confidence: float = 95.0) -> Row:
    return Row((line, 0, 0), x, top, x + 90, top + 20, confidence, text)


def look(first: list[Row], *second: Row) -> list[str]:
    """The words after a second look, each of whose readings of the right corner finds the same."""

    def read(area: Area) -> list[Row]:
        return list(second) if area.left else []

    text = [row(word, x, 100, 1) for word, x in TEXT]
    return [word.text for word in look_again(PAGE, [*text, *first], 100.0, read)][len(text) :]


NAME = [row("Trần", 460, 850, 7), row("Minh", 560, 850, 7), row("Hải", 660, 850, 7)]


def test_a_name_that_the_first_reading_missed() -> None:
    assert look([], *NAME) == ["Trần", "Minh", "Hải"]


def test_a_line_heard_twice_stands_in_place_of_another_wording() -> None:
    first = [row("Trần", 460, 850, 2), row("Mình", 560, 850, 2), row("Hải", 660, 850, 2)]
    assert look(first, *NAME) == ["Trần", "Minh", "Hải"]


def test_a_shorter_line_does_not_take_the_place_of_a_longer_one() -> None:
    first = [row("Ông", 360, 850, 2), row("Trần", 460, 850, 2), row("Minh", 560, 850, 2), row("Hài", 660, 850, 2)]
    assert look(first, *NAME) == ["Ông", "Trần", "Minh", "Hài"]


def test_what_is_not_sure_is_not_taken() -> None:
    assert look([], row("Trần", 460, 850, 7), row("Minh", 560, 850, 7, 40.0), row("Hải", 660, 850, 7)) == []


def test_a_name_whose_beginning_a_seal_covers_is_not_taken() -> None:
    assert look([], row("Z9a", 470, 850, 7, 10.0), *NAME[1:]) == []


def test_a_single_word_is_no_line() -> None:
    assert look([], row("XHCN", 460, 850, 7)) == []


def test_specks_beside_a_name_are_left_out() -> None:
    speck = Row((7, 0, 0), 755, 866, 758, 869, 20.0, ".")
    assert look([], *NAME, speck) == ["Trần", "Minh", "Hải"]


def test_a_page_full_of_text_is_not_read_again() -> None:
    def read(area: Area) -> list[Row]:
        raise AssertionError("nothing stands below the text")

    full = [row(word, x, top, top) for top in range(100, 980, 30) for word, x in TEXT]
    assert look_again(PAGE, full, 100.0, read) == full


def test_a_corner_that_was_read_well_is_not_read_again() -> None:
    def read(area: Area) -> list[Row]:
        raise AssertionError("every stroke below the text was read")

    rows = [row(word, x, 100, 1) for word, x in TEXT]
    name = [Row((top, 0, 0), 445, top, 705, top + 20, 93.0, "Hải") for top in range(690, 910, 20)]
    assert look_again(PAGE, [*rows, *name], 100.0, read) == [*rows, *name]
