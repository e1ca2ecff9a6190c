"""Boxes of scans that lie askew or on their side."""

from __future__ import annotations

import pytest

from trichluc.layout.posture import on_page
from trichluc.source import Posture

_BOX = (100.0, 50.0, 160.0, 62.0)


def test_level_upright_pages_keep_their_boxes() -> None:
    assert on_page(_BOX, Posture(0.0, 0, 595.0, 842.0)) == _BOX


@pytest.mark.parametrize(
    ("turned", "width", "height", "expected"),
    [
        (180, 595.0, 842.0, (435.0, 780.0, 495.0, 792.0)),
        (90, 842.0, 595.0, (50.0, 435.0, 62.0, 495.0)),
        (270, 842.0, 595.0, (780.0, 100.0, 792.0, 160.0)),
    ],
)
def test_boxes_go_back_to_where_the_page_shows_them(
    turned: int, width: float, height: float, expected: tuple[float, float, float, float]
) -> None:
    assert on_page(_BOX, Posture(0.0, turned, width, height)) == expected


def test_the_print_falls_to_the_right_again() -> None:
    left = on_page((50.0, 400.0, 60.0, 412.0), Posture(1.0, 0, 595.0, 842.0))
    right = on_page((535.0, 400.0, 545.0, 412.0), Posture(1.0, 0, 595.0, 842.0))
    assert right[1] - left[1] == pytest.approx(485 * 0.01745, abs=0.1)


def test_boxes_stay_inside_the_page() -> None:
    x0, top, x1, bottom = on_page((0.0, 0.0, 595.0, 5.0), Posture(-3.0, 0, 595.0, 842.0))
    assert 0 <= x0 <= x1 <= 595
    assert 0 <= top <= bottom <= 842
