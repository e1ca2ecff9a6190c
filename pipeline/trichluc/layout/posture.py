"""Boxes on the page as shown, for scans that lie askew or on their side.

Layout works on upright, level print. Whoever looks at the page sees it as it was scanned, so every box is turned back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from math import cos, radians, sin
from typing import TypeVar

from trichluc.layout.changed import changed
from trichluc.report import (
    Block,
    Box,
    Citation,
    DateMention,
    Finding,
    Footnote,
    Line,
    Quantity,
    Report,
    Section,
    Table,
    TableCell,
)
from trichluc.source import PageSource, Posture

_Placed = TypeVar("_Placed", Box, Line)
_Boxed = TypeVar("_Boxed", Block, Section, Footnote, Citation, DateMention, Quantity, Table, TableCell, Finding)
_Postures = Mapping[int, Posture]


def as_shown(report: Report, pages: Iterable[PageSource]) -> Report:
    """The report with its boxes on the pages as shown."""
    postures = {page.number: page.posture for page in pages if page.posture is not None}
    if not postures:
        return report
    rows = ((row, postures.get(row.page)) for row in report.pages)
    return replace(
        changed(report, partial(_boxed, postures=postures)),
        pages=tuple(replace(row, width=p.width, height=p.height) if p else row for row, p in rows),
        lines=_placed(report.lines, postures),
        sections=tuple(_boxed(section, postures) for section in report.sections),
    )


def _boxed(item: _Boxed, postures: _Postures) -> _Boxed:
    return replace(item, boxes=_placed(item.boxes, postures))


def _placed(items: Iterable[_Placed], postures: _Postures) -> tuple[_Placed, ...]:
    return tuple(_turned(item, postures[item.page]) if item.page in postures else item for item in items)


def _turned(item: _Placed, posture: Posture) -> _Placed:
    box = on_page((item.x0, item.top, item.x1, item.bottom), posture)
    return replace(item, x0=box[0], top=box[1], x1=box[2], bottom=box[3])


def on_page(box: tuple[float, float, float, float], posture: Posture) -> tuple[float, float, float, float]:
    """A box of upright, level print as it lies on the page: (x0, top, x1, bottom), inside the page."""
    on_side = posture.turned in (90, 270)
    width, height = (posture.height, posture.width) if on_side else (posture.width, posture.height)
    x0, top, x1, bottom = _askew(box, posture.angle, width, height)
    match posture.turned:
        case 180:
            x0, top, x1, bottom = width - x1, height - bottom, width - x0, height - top
        case 90:
            x0, top, x1, bottom = top, width - x1, bottom, width - x0
        case 270:
            x0, top, x1, bottom = height - bottom, x0, height - top, x1
        case _:
            pass
    across, down = (
        sorted(_within(x, posture.width) for x in (x0, x1)),
        sorted(_within(y, posture.height) for y in (top, bottom)),
    )
    return across[0], down[0], across[1], down[1]


def _within(value: float, limit: float) -> float:
    return round(min(max(value, 0.0), limit), 3)


def _askew(
    box: tuple[float, float, float, float], angle: float, width: float, height: float
) -> tuple[float, float, float, float]:
    """The box turned about the middle of the page with its print; its sides stay upright."""
    if not angle:
        return box
    x0, top, x1, bottom = box
    x, y = (x0 + x1 - width) / 2, (top + bottom - height) / 2
    sine, cosine = sin(radians(angle)), cos(radians(angle))
    across, down = x * cosine - y * sine + width / 2, x * sine + y * cosine + height / 2
    half, tall = (x1 - x0) / 2, (bottom - top) / 2
    return across - half, down - tall, across + half, down + tall
