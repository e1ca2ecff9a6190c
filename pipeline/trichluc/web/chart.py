"""Bars as SVG, without a library: labels left, bars and numbers right; each thing is a panel with its own scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

_ROW, _LEFT, _WIDTH, _BAR = 28, 400, 1000, 360


@dataclass(frozen=True, slots=True)
class BarRow:
    """A bar: its label, its length, the number as it is written, and where it stands."""

    label: str
    value: float
    written: str
    place: str = ""


def bars(title: str, panels: Mapping[str, Sequence[BarRow]]) -> str:
    """A chart of panels by name. Every string is escaped."""
    height = _ROW * (2 + sum(len(rows) + 2 for rows in panels.values()))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" font-size="14">',
        f'<title>{escape(title)}</title><rect width="100%" height="100%" fill="#fff"/><g font-family="sans-serif">',
        f'<text x="16" y="{_ROW * 1.2}" font-size="20" font-weight="bold">{escape(title)}</text>',
    )
    return "\n".join((*head, *_panels(panels), "</g></svg>\n"))


def _panels(panels: Mapping[str, Sequence[BarRow]]) -> Iterator[str]:
    top = _ROW * 2
    for name, rows in panels.items():
        yield f'<text x="16" y="{top + 18}" font-weight="bold" fill="#8f1d21">{escape(_short(name, 110))}</text>'
        most = max((abs(row.value) for row in rows), default=0.0) or 1.0
        for number, row in enumerate(rows, start=1):
            yield _bar(row, top + number * _ROW, most)
        top += _ROW * (len(rows) + 2)


def _bar(row: BarRow, top: int, most: float) -> str:
    long = max(1.0, round(_BAR * abs(row.value) / most, 1))
    return (
        f"<g><title>{escape(row.place)}</title>"
        f'<text x="{_LEFT - 10}" y="{top + 15}" text-anchor="end">{escape(_short(row.label))}</text>'
        f'<rect x="{_LEFT}" y="{top}" width="{long}" height="20" fill="#8fb4e8"/>'
        f'<text x="{_LEFT + long + 8}" y="{top + 15}">{escape(_short(row.written, 30))}</text></g>'
    )


def _short(text: str, most: int = 44) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
