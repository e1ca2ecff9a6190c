"""Signs of symbol fonts (`Symbol`, `Wingdings`): what they show, by the font's name and the code.

The codes arrive in the private use area (U+F0B7) or, from older files, as the character of Windows-1252 (`£` for ≤).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_NAMES = (
    (re.compile(r"(?i)wingdings[ -]?2"), "wingdings 2"),
    (re.compile(r"(?i)wingdings(?![ -]?3)"), "wingdings"),
    (re.compile(r"(?i)^symbol(?!\w*(?:emoji|segoe))"), "symbol"),
)
PRIVATE = re.compile("[\uf020-\uf0ff]")
_CODED = re.compile("[\uf020-\uf0ff\u00a1-\u00ff]")

Tables = Mapping[str, Mapping[int, str]]


def symbol_tables(rows: Iterable[Mapping[str, str]]) -> Tables:
    """The tables of `charsets/symbols.tsv` by font."""
    tables: dict[str, dict[int, str]] = {}
    for row in rows:
        tables.setdefault(row["font"], {})[int(row["code"], 16)] = row["character"]
    return tables


def symbol_font(font: str | None) -> str | None:
    """The key of the font's table, None for fonts of letters."""
    name = (font or "").rpartition("+")[2].strip()
    return next((key for pattern, key in _NAMES if pattern.search(name)), None) if name else None


def as_shown(text: str, font: str | None, tables: Tables, private_only: bool = False) -> str:
    """The text with the signs that the font shows; letters of ASCII stay, for they were typed as letters."""
    pattern = PRIVATE if private_only else _CODED
    if pattern.search(text) is None:
        return text
    key = symbol_font(font)
    if key is None:
        return text
    table = tables.get(key, {})
    return pattern.sub(lambda m: table.get(ord(m.group()) & 0xFF, m.group()), text)
