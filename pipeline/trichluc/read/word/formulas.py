"""Equations of Word files in one line: `(a+b)/c`, `x^2`, `√(a)`, `∑_(i=1)^n x_i`, as Word itself writes them linearly.

ECMA-376 Part 1, 22.1: brackets, roots and fraction bars are properties of elements and no text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

Element = Any  # an lxml element; lxml publishes no types
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
EQUATION = f"{MATH}oMath"
_VAL = f"{MATH}val"
_SIMPLE = re.compile(r"\w+(?:[.,]\w+)*|\(.*\)|.", re.DOTALL)
_DEEPEST = 40


def in_line(element: Element, depth: int = 0) -> str:
    """An equation, or a part of one, as text."""
    if depth > _DEEPEST:
        return ""
    kind = str(etree.QName(element).localname)
    if kind in {"t", "delText"}:
        return element.text or ""
    if kind.endswith("Pr"):
        return ""
    own = _WRITERS.get(kind)
    parts = _Parts(element, depth)
    return own(parts) if own else parts.all()


class _Parts:
    """The parts of one element of an equation."""

    def __init__(self, element: Element, depth: int) -> None:
        self._element, self._depth = element, depth

    def all(self, separator: str = "") -> str:
        return separator.join(in_line(child, self._depth + 1) for child in self._children())

    def _children(self) -> list[Element]:
        return [child for child in self._element if isinstance(child.tag, str)]

    def each(self, name: str) -> list[str]:
        return [in_line(child, self._depth + 1) for child in self._element.iterchildren(MATH + name)]

    def one(self, name: str) -> str:
        return "".join(self.each(name))

    def closed(self, name: str) -> str:
        """A part in brackets unless it is one word or sign."""
        text = self.one(name)
        return text if not text or _SIMPLE.fullmatch(text) else f"({text})"

    def sign(self, properties: str, name: str, default: str) -> str:
        found = self._element.find(f"{MATH}{properties}/{MATH}{name}")
        return default if found is None else found.get(_VAL) or ""


def _scripts(parts: _Parts) -> str:
    below, above = parts.closed("sub"), parts.closed("sup")
    return (f"_{below}" if below else "") + (f"^{above}" if above else "")


def _based(parts: _Parts) -> str:
    return parts.closed("e") + _scripts(parts)


def _sum(parts: _Parts) -> str:
    sign = parts.sign("naryPr", "chr", "∫") + _scripts(parts)
    return f"{sign} {parts.one('e')}"


def _bracketed(parts: _Parts) -> str:
    opening, closing = parts.sign("dPr", "begChr", "("), parts.sign("dPr", "endChr", ")")
    return opening + parts.sign("dPr", "sepChr", "|").join(parts.each("e")) + closing


def _limit(parts: _Parts) -> str:
    return f"{parts.one('e')}_{parts.closed('lim')}"


_WRITERS: Mapping[str, Callable[[_Parts], str]] = {
    "f": lambda parts: f"{parts.closed('num')}/{parts.closed('den')}",
    "sSup": _based,
    "sSub": _based,
    "sSubSup": _based,
    "rad": lambda parts: f"{parts.one('deg')}√({parts.one('e')})",
    "nary": _sum,
    "d": _bracketed,
    "limLow": _limit,
    "limUpp": _limit,
    "func": lambda parts: f"{parts.one('fName')} {parts.one('e')}",
    "m": lambda parts: "; ".join(parts.each("mr")),
    "mr": lambda parts: ", ".join(parts.each("e")),
    "eqArr": lambda parts: "; ".join(parts.each("e")),
}
