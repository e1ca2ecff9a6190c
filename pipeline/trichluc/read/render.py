"""Pictures of PDF pages: for recognition, and for people. The one place besides `pdf.pdfium` that draws.

A picture never holds more than 40 million pixels; pdfium is not thread safe, so a process draws one page at a time.
"""

from __future__ import annotations

import io
from math import sqrt

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image

from trichluc.errors import DamagedFile

Picture = NDArray[np.uint8]
"""Rows × columns × 3 (red, green, blue)."""

POINTS_PER_INCH = 72.0
_MAX_PIXELS = 40_000_000


class Renderer:
    """Draws the pages of one PDF. Use it as a context manager."""

    def __init__(self, data: bytes, name: str) -> None:
        try:
            self._document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise DamagedFile(f"{name}: {error}") from error

    def __enter__(self) -> Renderer:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def picture(self, number: int, dpi: float) -> tuple[Picture, float]:
        """Page `number` (from 1) as `draw` gives it."""
        page = self._document[number - 1]
        try:
            return draw(page, dpi)
        finally:
            page.close()


def draw(page: pdfium.PdfPage, dpi: float) -> tuple[Picture, float]:
    """The visible part of a page, upright, and the resolution that the limit of pixels allowed."""
    scale = min(dpi / POINTS_PER_INCH, sqrt(_MAX_PIXELS / max(1.0, page.get_width() * page.get_height())))
    bitmap = page.render(scale=scale, rev_byteorder=True)
    drawn = np.asarray(bitmap.to_numpy())[:, :, :3].copy()
    bitmap.close()
    return drawn, scale * POINTS_PER_INCH


def image_dpi(page: pdfium.PdfPage) -> float | None:
    """The resolution of the largest picture on a page, None when it has none that covers half of it."""
    area = page.get_width() * page.get_height()
    best: tuple[float, float] | None = None
    for item in page.get_objects(filter=(pdfium.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = item.get_bounds()
        covered = (right - left) * (top - bottom)
        if covered * 2 >= area and right > left and (best is None or covered > best[0]):
            best = covered, max(item.get_px_size()) / max(right - left, top - bottom) * POINTS_PER_INCH
    return best[1] if best else None


def page_pictures(data: bytes, name: str, numbers: list[int], dpi: float = 110.0) -> dict[int, bytes]:
    """Pictures of some pages (numbers from 1) as WebP, for people to look at."""
    pictures: dict[int, bytes] = {}
    with Renderer(data, name) as renderer:
        for number in numbers:
            stream = io.BytesIO()
            Image.fromarray(renderer.picture(number, dpi)[0]).save(stream, "WEBP", quality=60, method=2)
            pictures[number] = stream.getvalue()
    return pictures
