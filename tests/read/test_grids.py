"""Tables from the lines of a page: rows, columns, merged cells, borders that are missing, and what is no table."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.read.pages import page_of
from tests.typeset import typeset
from trichluc.read.columns import column_grids
from trichluc.read.grids import ruled_grids
from trichluc.source import Grid, Stroke, Word

XS = (100.0, 150.0, 300.0, 400.0)
YS = (200.0, 220.0, 240.0, 260.0)


def across(y: float, x0: float = XS[0], x1: float = XS[-1]) -> Stroke:
    return Stroke(x0, y - 0.25, x1, y + 0.25)


def down(x: float, top: float = YS[0], bottom: float = YS[-1]) -> Stroke:
    return Stroke(x - 0.25, top, x + 0.25, bottom)


def frame(ys: tuple[float, ...] = YS, xs: tuple[float, ...] = XS) -> list[Stroke]:
    return [*(across(y) for y in ys), *(down(x) for x in xs)]


def size(grid: Grid) -> tuple[int, int]:
    return max(c.row + c.row_span for c in grid.cells), max(c.col + c.col_span for c in grid.cells)


def word(text: str, x: float, y: float) -> Word:
    return Word(text, x, y - 12, x + 6.0 * len(text), y + 3, 13.0, "Liberation Serif")


def test_rows_and_columns() -> None:
    (grid,) = ruled_grids(frame(), ())
    assert (size(grid), len(grid.cells), grid.ruled) == ((3, 3), 9, True)
    assert (grid.x0, grid.top, grid.x1, grid.bottom) == pytest.approx((100, 200, 400, 260))


def test_lines_drawn_in_pieces_and_twice() -> None:
    pieces = [across(y, x0, x1) for y in YS for x0, x1 in pairwise(XS)]
    twice = [across(y + 1) for y in YS]
    (grid,) = ruled_grids([*pieces, *twice, *(down(x) for x in XS)], ())
    assert (size(grid), len(grid.cells)) == ((3, 3), 9)


def test_cells_merged_over_columns_and_rows() -> None:
    strokes = [across(YS[0]), across(YS[-1]), across(YS[1], XS[1]), across(YS[2])]
    strokes += [down(XS[0]), down(XS[-1]), down(XS[1]), down(XS[2], YS[1])]
    (grid,) = ruled_grids(strokes, ())
    spans = {(c.row, c.col): (c.row_span, c.col_span) for c in grid.cells}
    assert spans[0, 0] == (2, 1)
    assert spans[0, 1] == (1, 2)
    assert len(grid.cells) == 7


@pytest.mark.parametrize("missing", ["left_right", "top", "bottom"])
def test_borders_that_are_not_drawn(missing) -> None:
    strokes = frame()
    if missing == "left_right":
        strokes = [*(across(y) for y in YS), down(XS[1]), down(XS[2])]
    elif missing == "top":
        strokes.remove(across(YS[0]))
    else:
        strokes.remove(across(YS[-1]))
    (grid,) = ruled_grids(strokes, ())
    assert size(grid) == (3, 3)


def test_two_tables_on_a_page() -> None:
    lower = tuple(y + 200 for y in YS)
    strokes = [*frame(), *(across(y) for y in lower), *(down(x, lower[0], lower[-1]) for x in XS)]
    assert [size(grid) for grid in ruled_grids(strokes, ())] == [(3, 3), (3, 3)]


def test_rows_without_rules_between_them() -> None:
    sides = [down(x, top, bottom) for x in XS for top, bottom in pairwise(YS)]
    words = [word(str(n), x + 5, y - 4) for n, y in enumerate(YS[1:]) for x in XS[:-1]]
    (grid,) = ruled_grids([across(YS[0]), across(YS[1]), across(YS[-1]), *sides], words)
    assert size(grid) == (3, 3)
    (merged,) = ruled_grids([across(YS[0]), across(YS[1]), across(YS[-1]), *sides], words[:3])
    assert size(merged) == (2, 3)


@pytest.mark.parametrize(
    "strokes",
    [
        [across(200), across(260), down(100), down(400)],
        [across(y) for y in YS],
        [across(200, 200, 300), across(230, 200, 300), down(200, 200, 230), down(300, 200, 230), down(250, 230, 300),
         across(300, 120, 380), down(120, 300, 330), down(380, 300, 330)],
        [],
    ],
    ids=["box", "rules", "chart", "nothing"],
)  # fmt: skip
def test_what_is_no_table(strokes) -> None:
    assert ruled_grids(strokes, ()) == ()


def test_rules_that_are_one_filled_path() -> None:
    table = "#table(columns: (60pt, 120pt, 80pt), stroke: 0.5pt, [STT], [Nội dung], [Số], [1], [Hồ sơ], [12])"
    (grid,) = page_of(typeset(table)).grids
    assert size(grid) == (2, 3)


def test_columns_of_white_space() -> None:
    rows = [("TT", "Tên", "Số")] + [(str(n), f"Xã {n}", str(10 * n)) for n in range(1, 5)]
    words = [word(part, x, 100 + 20 * n) for n, row in enumerate(rows) for part, x in zip(row, XS, strict=False)]
    (grid,) = column_grids(words, ())
    assert (size(grid), grid.ruled) == ((5, 3), False)


@pytest.mark.parametrize(
    "rows",
    [
        [("a", "b", "c")] * 5,
        [("Mục", "I", "3"), ("Mục", "II", "7")],
        [(f"{n}.", "Nội dung") for n in range(9)],
    ],
    ids=["no_figures", "two_rows", "two_columns"],
)
def test_columns_that_are_no_table(rows) -> None:
    words = [word(part, x, 100 + 20 * n) for n, row in enumerate(rows) for part, x in zip(row, XS, strict=False)]
    assert column_grids(words, ()) == ()
