"""The styles of a Word file: what a run looks like once its own properties, its styles and the defaults are combined.

ECMA-376 Part 1, 17.7: direct properties win over the character style, that over the paragraph style, that over the
document's defaults; every style inherits from the one it is based on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

Element = Any  # an lxml element; lxml publishes no types


def value_of(properties: Element | None, tag: str) -> str | None:
    """The `w:val` of a property, None when the property is not there."""
    found = properties.find(qn(tag)) if properties is not None else None
    return found.get(qn("w:val")) if found is not None else None


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is drawn; None where neither the run nor its styles say."""

    font: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None
    superscript: bool | None = None
    hidden: bool | None = None

    def over(self, base: Look) -> Look:
        """This look where it says something, else the base."""
        return Look(*(b if a is None else a for a, b in zip(_fields(self), _fields(base), strict=True)))


def is_on(parent: Element | None, tag: str) -> bool:
    """Whether a property that is on or off is there and on."""
    found = parent.find(qn(tag)) if parent is not None else None
    return found is not None and found.get(qn("w:val")) not in _OFF


_OFF = frozenset({"0", "false", "off", "none"})


def _fields(look: Look) -> tuple[Any, ...]:
    return look.font, look.bold, look.italic, look.capitals, look.superscript, look.hidden


def look_of(properties: Element | None) -> Look:
    """What the properties of a run say by themselves."""
    if properties is None:
        return Look()
    fonts = properties.find(qn("w:rFonts"))
    font = (
        next((fonts.get(qn(f"w:{k}")) for k in ("ascii", "hAnsi", "cs") if fonts.get(qn(f"w:{k}"))), None)
        if fonts is not None
        else None
    )
    vertical = value_of(properties, "w:vertAlign")
    return Look(
        font,
        _flag(properties, "w:b"),
        _flag(properties, "w:i"),
        _flag(properties, "w:caps"),
        None if vertical is None else vertical == "superscript",
        _flag(properties, "w:vanish"),
    )


def _flag(properties: Element, tag: str) -> bool | None:
    found = properties.find(qn(tag))
    return None if found is None else found.get(qn("w:val")) not in _OFF


class Styles:
    """The styles of a document, each with what it inherits."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default: str | None = None
        self._looks: dict[str | None, Look] = {}
        defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}") if root is not None else None
        self._base = look_of(defaults)
        for style in root.iterchildren(qn("w:style")) if root is not None else ():
            identity = style.get(qn("w:styleId")) or ""
            self._elements[identity] = style
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true"):
                self._default = identity

    def _chain(self, style: str | None) -> Iterator[Element]:
        seen: set[str] = set()
        while style is not None and style in self._elements and style not in seen:
            seen.add(style)
            yield self._elements[style]
            style = value_of(self._elements[style], "w:basedOn")

    def look(self, properties: Element | None, style: str | None) -> Look:
        """The look of a run: its own properties, then its character style, its paragraph style, the defaults."""
        own = look_of(properties).over(self._of(value_of(properties, "w:rStyle")))
        return own.over(self._of(style or self._default)).over(self._base)

    def _of(self, style: str | None) -> Look:
        if style not in self._looks:
            look = Look()
            for element in self._chain(style):
                look = look.over(look_of(element.find(qn("w:rPr"))))
            self._looks[style] = look
        return self._looks[style]

    def align(self, style: str | None) -> str | None:
        """The alignment that a paragraph style gives."""
        values = (value_of(e.find(qn("w:pPr")), "w:jc") for e in self._chain(style or self._default))
        return next((v for v in values if v), None)

    def number_of(self, style: str | None) -> Element | None:
        """The numbering properties that a paragraph style gives."""
        found = (e.find(f"{qn('w:pPr')}/{qn('w:numPr')}") for e in self._chain(style or self._default))
        return next((n for n in found if n is not None), None)

    def is_ruled(self, table: Element) -> bool:
        """Whether a table has drawn lines, by its own properties, its cells or its style."""
        properties = table.find(qn("w:tblPr"))
        borders = [*table.iter(qn("w:tcBorders"))]
        own = properties.find(qn("w:tblBorders")) if properties is not None else None
        styled = (
            e.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}") for e in self._chain(value_of(properties, "w:tblStyle"))
        )
        inherited = next((b for b in styled if b is not None), None)
        chosen = own if own is not None else inherited
        if chosen is not None and any(_drawn(side) for side in chosen if _side(side) in ("insideH", "insideV")):
            return True
        return sum(any(_drawn(s) for s in b if _side(s) in ("left", "right", "start", "end")) for b in borders) >= 2


def _side(element: Element) -> str:
    return str(etree.QName(element).localname)


def _drawn(side: Element) -> bool:
    return side.get(qn("w:val")) not in (None, "nil", "none")
