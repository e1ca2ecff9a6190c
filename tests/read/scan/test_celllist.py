"""Cells of tables laid in one column, and words moved back."""

from __future__ import annotations

import numpy as np

from trichluc.read.scan.celllist import cut_cells
from trichluc.read.scan.picture import Gray
from trichluc.source import Grid, GridCell


def _grid() -> Grid:
    """Two rows and two columns, each cell 100 × 50 points, from (100, 200)."""
    cells = tuple(
        GridCell(row, col, 1, 1, 100.0 + 100 * col, 200.0 + 50 * row, 200.0 + 100 * col, 250.0 + 50 * row)
        for row in (0, 1)
        for col in (0, 1)
    )
    return Grid(cells, 100.0, 200.0, 300.0, 300.0, ruled=True)


def _page(*spots: tuple[int, int]) -> Gray:
    """A page at 144 dpi with ink of 20 × 12 pixels at (x, y)."""
    gray = np.full((1684, 1190), 255, np.uint8)
    for x, y in spots:
        gray[y : y + 12, x : x + 20] = 0
    return gray


_SPOTS = ((220, 420), (450, 440), (230, 530))


def test_cells_are_listed_by_columns_and_taken_off_the_page() -> None:
    rest, cells = cut_cells(_page(*_SPOTS, (300, 100)), [_grid()], 2.0)
    assert cells is not None
    assert (rest < 128).sum() == 20 * 12
    assert (cells.picture < 128).sum() == 3 * 20 * 12
    starts = np.flatnonzero(np.diff((cells.picture < 128).any(axis=1).astype(int)) == 1) + 1
    homes = [cells.home(int(top) + 5) for top in starts]
    columns = [int(np.flatnonzero(cells.picture[top] < 128)[0]) for top in starts]
    back = [(x + dx, int(top) + dy) for x, top, (dx, dy) in zip(columns, starts, homes, strict=True)]
    assert back == [(220, 420), (230, 530), (450, 440)]


def test_a_dash_alone_in_its_cell_is_told_by_its_shape() -> None:
    page = _page((220, 420))
    page[440:443, 440:448] = 0
    page[530:533, 440:456] = 0
    page[524:540, 240:244] = 0
    _, cells = cut_cells(page, [_grid()], 2.0)
    assert cells is not None
    assert [(dash.text, dash.x0, dash.x1) for dash in cells.dashes] == [("-", 440, 448), ("–", 440, 456)]
    assert all(dash.top < 441 < dash.bottom or dash.top < 531 < dash.bottom for dash in cells.dashes)
    assert (cells.picture < 128).sum() == 20 * 12 + 16 * 4


def test_pages_without_cells_are_left_alone() -> None:
    page = _page((300, 100))
    rest, cells = cut_cells(page, [], 2.0)
    assert rest is page
    assert cells is None
    assert cut_cells(page, [_grid()], 2.0)[1] is None
