"""The numbers that a word processor generates for its paragraphs and does not store as text.

ECMA-376 Part 1, 17.9: a paragraph refers to an instance, which refers to levels, each with a format and a pattern
such as `%1.%2.`; a level starts again when a higher one moves on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn

from trichluc.language.roman import write_roman
from trichluc.read.styles import value_of

Element = Any  # an lxml element; lxml publishes no types
_MAX_LEVEL = 9


class Numbering:
    """Counts through one document, paragraph after paragraph."""

    def __init__(self, root: Element | None, of_style: Callable[[str | None], Element | None]) -> None:
        self._of_style = of_style
        self._abstract: dict[str, Element] = {}
        self._instances: dict[str, Element] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        for child in root if root is not None else ():
            if child.tag == qn("w:abstractNum"):
                self._abstract[child.get(qn("w:abstractNumId"))] = child
            elif child.tag == qn("w:num"):
                self._instances[child.get(qn("w:numId"))] = child

    def marker(self, properties: Element | None, style: str | None) -> str | None:
        """The marker of the next paragraph (`I.`, `a)`, `-`), or None when it is not numbered."""
        own = properties.find(qn("w:numPr")) if properties is not None else None
        styled = self._of_style(style)
        identity = value_of(own, "w:numId") or value_of(styled, "w:numId")
        if identity is None or identity == "0" or identity not in self._instances:
            return None
        level = int(value_of(own, "w:ilvl") or value_of(styled, "w:ilvl") or 0)
        return self._next(identity, min(level, _MAX_LEVEL - 1))

    def _next(self, identity: str, level: int) -> str | None:
        instance = self._instances[identity]
        key = value_of(instance, "w:abstractNumId") or identity
        counters = self._counters.setdefault(key, {})
        self._restart(instance, identity, counters)
        definition = self._level(identity, level)
        if definition is None:
            return None
        counters[level] = counters.get(level, _start(definition) - 1) + 1
        for deeper in [other for other in counters if other > level]:
            del counters[deeper]
        pattern = value_of(definition, "w:lvlText") or ""
        if value_of(definition, "w:numFmt") == "bullet":
            return _bullet(pattern)
        for other in range(_MAX_LEVEL):
            if f"%{other + 1}" in pattern:
                pattern = pattern.replace(f"%{other + 1}", self._written(identity, other, counters))
        return pattern or None

    def _restart(self, instance: Element, identity: str, counters: dict[int, int]) -> None:
        """An instance that overrides the start of a level begins anew the first time that it is used."""
        for override in instance.iterchildren(qn("w:lvlOverride")):
            level = int(override.get(qn("w:ilvl")) or 0)
            start = value_of(override, "w:startOverride")
            if start is not None and (identity, level) not in self._restarted:
                self._restarted.add((identity, level))
                counters[level] = int(start) - 1

    def _level(self, identity: str, level: int) -> Element | None:
        instance = self._instances[identity]
        abstract = self._abstract.get(value_of(instance, "w:abstractNumId") or "")
        overrides = (o.find(qn("w:lvl")) for o in instance.iterchildren(qn("w:lvlOverride")))
        levels = [
            *(o for o in overrides if o is not None),
            *(abstract.iterchildren(qn("w:lvl")) if abstract is not None else ()),
        ]
        return next((item for item in levels if item.get(qn("w:ilvl")) == str(level)), None)

    def _written(self, identity: str, level: int, counters: dict[int, int]) -> str:
        definition = self._level(identity, level)
        if definition is None:
            return ""
        number = counters.get(level, _start(definition))
        return write_number(number, value_of(definition, "w:numFmt") or "decimal")


def write_number(number: int, form: str) -> str:
    """A number in one of Word's formats; formats that reports do not use come out as decimals."""
    match form:
        case "upperRoman" | "lowerRoman":
            roman = write_roman(number)
            return roman if form == "upperRoman" else roman.lower()
        case "upperLetter" | "lowerLetter":
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letter.upper() if form == "upperLetter" else letter
        case "decimalZero":
            return f"{number:02d}"
        case "none":
            return ""
        case _:
            return str(number)


_BULLETS = {"\uf0b7": "•", "\uf02d": "-", "\uf0a7": "▪", "\uf0d8": "➢", "o": "o", "\uf0fc": "✓"}


def _bullet(pattern: str) -> str:
    return _BULLETS.get(pattern, pattern if pattern.isprintable() and pattern.strip() else "•")


def _start(level: Element) -> int:
    return int(value_of(level, "w:start") or 1)
