"""Black edges, holes and blots of scans are made white; print is not touched."""

from __future__ import annotations

import numpy as np
import pytest

from tests.read.scan.marker import set_marker
from trichluc.read.scan.edges import without_edges
from trichluc.read.scan.picture import Gray

_DPI = 200.0


def _paper(height: int = 600, width: int = 500) -> Gray:
    gray = np.full((height, width), 255, np.uint8)
    for row in range(100, 500, 30):
        for column in range(100, 400, 9):
            gray[row : row + 18, column : column + 4] = 20
    return gray


def _with_slanted_edge(gray: Gray, side: int) -> Gray:
    turned = np.rot90(gray, side).copy()
    for row in range(turned.shape[0]):
        turned[row, : 12 + row // 20] = 10
    return np.ascontiguousarray(np.rot90(turned, -side))


@pytest.mark.parametrize("side", [0, 1, 2, 3])
def test_a_slanted_black_edge_on_any_side_is_gone(side: int) -> None:
    paper = _paper()
    assert np.array_equal(without_edges(_with_slanted_edge(paper, side), _DPI), paper)


def test_a_thin_edge_is_gone_though_white_shows_beside_it() -> None:
    paper = _paper()
    edged = paper.copy()
    edged[:, 2:7] = 30
    assert np.array_equal(without_edges(edged, _DPI), paper)


def test_the_end_of_a_rule_is_no_edge() -> None:
    ruled = _paper()
    ruled[520:523] = 20
    assert np.array_equal(without_edges(ruled, _DPI), ruled)


def test_holes_of_binders_are_gone() -> None:
    paper = _paper()
    rows, columns = np.ogrid[:600, :500]
    punched = paper.copy()
    punched[(rows - 300) ** 2 + (columns - 45) ** 2 < 22**2] = 15
    assert np.array_equal(without_edges(punched, _DPI), paper)


@pytest.mark.parametrize("dpi", [150.0, 200.0, 300.0])
@pytest.mark.parametrize("text", ["BÁO CÁO", "■ ● —", "IIIIII WWWW ĐỘC LẬP"])
def test_bold_print_stays(text: str, dpi: float) -> None:
    gray, _ = set_marker(text, dpi)
    assert np.array_equal(without_edges(gray, dpi), gray)


def test_pictures_smaller_than_a_blot_stay() -> None:
    small = np.full((10, 10), 255, np.uint8)
    assert np.array_equal(without_edges(small, _DPI), small)
