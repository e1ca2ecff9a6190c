"""From the coordinates of a PDF page to those of the visible page: points from its top-left corner."""

from __future__ import annotations

from dataclasses import dataclass

Rectangle = tuple[float, float, float, float]
"""`(x0, top, x1, bottom)` on the visible page, or `(left, bottom, right, top)` in the page's own space."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """The crop box of a page and its rotation (0, 90, 180, 270, clockwise)."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def width(self) -> float:
        """Width of the visible page."""
        return self.top - self.bottom if self.rotation in (90, 270) else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the visible page."""
        return self.right - self.left if self.rotation in (90, 270) else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own space on the visible page."""
        if self.rotation == 0:
            return x - self.left, self.top - y
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Rectangle:
        """A rectangle of the page's own space on the visible page."""
        xa, ya = self.point(left, bottom)
        xb, yb = self.point(right, top)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    def direction(self, a: float, b: float) -> tuple[float, float]:
        """A direction of writing as seen: `(1, 0)` runs to the right, `(0, 1)` down the page."""
        if self.rotation == 0:
            return a, -b
        if self.rotation == 90:
            return b, a
        if self.rotation == 180:
            return -a, b
        return -b, -a

    def clip(self, box: Rectangle) -> Rectangle | None:
        """The part of a rectangle that lies on the visible page; None when nothing does."""
        x0, y0, x1, y1 = box
        x0, y0, x1, y1 = max(x0, 0.0), max(y0, 0.0), min(x1, self.width), min(y1, self.height)
        return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None
