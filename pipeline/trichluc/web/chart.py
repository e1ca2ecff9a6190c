"""Bars as SVG, without a library: labels left, bars and numbers right."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_ROW, _LEFT, _WIDTH, _BAR = 28, 380, 960, 360


def bars(title: str, rows: Sequence[tuple[str, float, str]]) -> str:
    """A chart of (label, value, value as written). Every string is escaped."""
    most = max((abs(value) for _, value, _ in rows), default=0.0) or 1.0
    height = _ROW * (len(rows) + 2)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" font-size="14">',
        f'<title>{escape(title)}</title><rect width="100%" height="100%" fill="#fff"/><g font-family="sans-serif">',
        f'<text x="16" y="{_ROW}" font-size="18" font-weight="bold">{escape(title)}</text>',
    ]
    for number, (label, value, written) in enumerate(rows):
        top = _ROW * (number + 1.5)
        long = round(_BAR * abs(value) / most, 1)
        parts.append(
            f'<text x="{_LEFT - 10}" y="{top + 15}" text-anchor="end">{escape(_short(label))}</text>'
            f'<rect x="{_LEFT}" y="{top}" width="{long}" height="20" fill="#8fb4e8"/>'
            f'<text x="{_LEFT + long + 8}" y="{top + 15}">{escape(_short(written, 28))}</text>'
        )
    return "\n".join((*parts, "</g></svg>\n"))


def _short(text: str, most: int = 44) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
