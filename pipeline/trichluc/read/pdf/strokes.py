"""Drawn lines of a page: rules of the letterhead, of a footnote block, of a table."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

from pypdfium2 import PdfPage, raw

from trichluc.read.geometry import Geometry, Rectangle
from trichluc.source import Stroke

_THIN = 2.5
"""Points: a filled shape or path at most this thick is a line."""
_SHORT = 4.0
"""Points: what is shorter in both directions is a dot."""
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 400
_ONE_SHAPE = 5
"""Segments of a single rectangle."""
_MOST_STROKES = 5_000
_NESTING = 3


@dataclass(frozen=True, slots=True)
class Drawings:
    """The lines of a page, the number of its pictures and their area as a share of the page."""

    strokes: tuple[Stroke, ...]
    pictures: int
    covered: float


def read_drawings(page: PdfPage, geometry: Geometry) -> Drawings:
    """The straight lines that are drawn on a page; pictures and maps with very many paths are cut off."""
    collector = _Collector(geometry)
    collector.walk(_page_objects(page.raw), _Placing(1.0, 0.0, 0.0, 1.0, 0.0, 0.0), _NESTING)
    return Drawings(tuple(collector.strokes), collector.pictures, collector.covered)


@dataclass(frozen=True, slots=True)
class _Placing:
    """A matrix `(a b c d e f)` of PDF."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, inner: _Placing) -> _Placing:
        """The matrix that first applies `inner`, then this one."""
        e, f = self.point(inner.e, inner.f)
        return _Placing(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            e,
            f,
        )


def _page_objects(page: object) -> Iterator[object]:
    for at in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        yield raw.FPDFPage_GetObject(page, at)


def _form_objects(form: object) -> Iterator[object]:
    for at in range(min(raw.FPDFFormObj_CountObjects(form), _MOST_OBJECTS)):
        yield raw.FPDFFormObj_GetObject(form, at)


def _matrix(page_object: object) -> _Placing:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(page_object, found)
    return _Placing(found.a, found.b, found.c, found.d, found.e, found.f)


class _Collector:
    def __init__(self, geometry: Geometry) -> None:
        self._geometry = geometry
        self.strokes: list[Stroke] = []
        self.pictures = 0
        self.covered = 0.0

    def walk(self, objects: Iterator[object], placing: _Placing, depth: int) -> None:
        for page_object in objects:
            kind = raw.FPDFPageObj_GetType(page_object)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(page_object, placing)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._picture(page_object, placing)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
                self.walk(_form_objects(page_object), placing.after(_matrix(page_object)), depth - 1)
            if len(self.strokes) > _MOST_STROKES:
                return

    def _picture(self, picture: object, placing: _Placing) -> None:
        self.pictures += 1
        box = _bounds(picture)
        if box is not None:
            visible = self._geometry.clip(self._seen(box, placing))
            page = self._geometry.width * self._geometry.height
            if visible is not None and page > 0:
                self.covered += (visible[2] - visible[0]) * (visible[3] - visible[1]) / page

    def _seen(self, box: Rectangle, placing: _Placing) -> Rectangle:
        return self._geometry.box(*placing.point(box[0], box[1]), *placing.point(box[2], box[3]))

    def _path(self, path: object, placing: _Placing) -> None:
        box = _bounds(path)
        if box is None:
            return
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            self._keep(box, placing)
        elif _is_stroked(path):
            for edge in _edges(path):
                self._keep(edge, placing)
        else:
            for shape in _shapes(path):
                self._keep(shape, placing)

    def _keep(self, box: Rectangle, placing: _Placing) -> None:
        x0, top, x1, bottom = self._seen(box, placing)
        if min(x1 - x0, bottom - top) > _THIN or max(x1 - x0, bottom - top) < _SHORT:
            return
        visible = self._geometry.clip((x0, top, max(x1, x0 + 0.01), max(bottom, top + 0.01)))
        if visible is not None:
            self.strokes.append(Stroke(*visible))


def _bounds(page_object: object) -> Rectangle | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(page_object, left, bottom, right, top):
        return None
    return left.value, bottom.value, right.value, top.value


def _is_stroked(path: object) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(stroke.value)


def _edges(path: object) -> Iterator[Rectangle]:
    """The straight segments of an outline, in page space."""
    placing = _matrix(path)
    start = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(raw.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = placing.point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield _between(last, point)
        last = point
        if raw.FPDFPathSegment_GetClose(segment) and point != start:
            yield _between(point, start)


def _shapes(path: object) -> Iterator[Rectangle]:
    """The boxes of the closed shapes of one filled path, in page space: writers put all rules of a table into one."""
    count = raw.FPDFPath_CountSegments(path)
    if not _ONE_SHAPE < count <= 5 * _MOST_STROKES:
        return
    placing = _matrix(path)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield _around(points)
            points = []
        points.append(placing.point(x.value, y.value))
    yield _around(points)


def _around(points: list[tuple[float, float]]) -> Rectangle:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _between(a: tuple[float, float], b: tuple[float, float]) -> Rectangle:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])
