"""The numbers that a word processor generates for its paragraphs and does not store as text.

ECMA-376 Part 1, 17.9: a paragraph refers to an instance, which refers to levels, each with a format and a pattern
such as `%1.%2.`; a level starts again when a higher one moves on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from trichluc.language.roman import write_roman
from trichluc.read.word.styles import is_on, value_of

Element = Any  # an lxml element; lxml publishes no types
_MAX_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Marker:
    """The marker of a paragraph: what it says, the properties of its look, and whether the text follows at once."""

    text: str
    properties: Element | None = None
    glued: bool = False


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
        self._of_link = {value_of(a, "w:styleLink"): a for a in self._abstract.values()}

    def marker(self, properties: Element | None, style: str | None) -> Marker | None:
        """The marker of the next paragraph (`I.`, `a)`, `-`), or None when it is not numbered."""
        own = properties.find(qn("w:numPr")) if properties is not None else None
        styled = self._of_style(style)
        identity = value_of(own, "w:numId") or value_of(styled, "w:numId")
        if identity is None or identity == "0" or identity not in self._instances:
            return None
        level = int(value_of(own, "w:ilvl") or value_of(styled, "w:ilvl") or 0)
        return self._next(identity, min(level, _MAX_LEVEL - 1))

    def _next(self, identity: str, level: int) -> Marker | None:
        instance = self._instances[identity]
        key = value_of(instance, "w:abstractNumId") or identity
        counters = self._counters.setdefault(key, {})
        self._restart(instance, identity, counters)
        definition = self._level(identity, level)
        if definition is None:
            return None
        counters[level] = counters.get(level, _start(definition) - 1) + 1
        for deeper in [other for other in counters if other > level and self._begins_again(identity, other, level)]:
            del counters[deeper]
        written = self._text(identity, definition, counters)
        glued = value_of(definition, "w:suff") == "nothing"
        return Marker(written, definition.find(qn("w:rPr")), glued) if written else None

    def _text(self, identity: str, definition: Element, counters: dict[int, int]) -> str:
        pattern = value_of(definition, "w:lvlText") or ""
        if value_of(definition, "w:numFmt") == "bullet":
            return pattern or BULLET
        legal = is_on(definition, "w:isLgl")
        for other in range(_MAX_LEVEL):
            if f"%{other + 1}" in pattern:
                pattern = pattern.replace(f"%{other + 1}", self._written(identity, other, counters, legal))
        return pattern

    def _begins_again(self, identity: str, level: int, higher: int) -> bool:
        """Whether a level counts anew after a higher one: after every one, unless it names from which one on."""
        definition = self._level(identity, level)
        after = value_of(definition, "w:lvlRestart")
        return after is None or higher < int(after)

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
        linked = self._of_link.get(value_of(abstract, "w:numStyleLink")) if abstract is not None else None
        overrides = (o.find(qn("w:lvl")) for o in instance.iterchildren(qn("w:lvlOverride")))
        levels = [
            *(o for o in overrides if o is not None),
            *(item for held in (abstract, linked) if held is not None for item in held.iterchildren(qn("w:lvl"))),
        ]
        return next((item for item in levels if item.get(qn("w:ilvl")) == str(level)), None)

    def _written(self, identity: str, level: int, counters: dict[int, int], legal: bool) -> str:
        definition = self._level(identity, level)
        if definition is None:
            return ""
        number = counters.get(level, _start(definition))
        return write_number(number, "decimal" if legal else value_of(definition, "w:numFmt") or "decimal")


def write_number(number: int, form: str) -> str:
    """A number in one of Word's formats; formats that reports do not use come out as decimals."""
    return _FORMS.get(form, str)(number)


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 1 <= number <= _CIRCLED else str(number)


def _in_words(number: int) -> str:
    tens, unit = divmod(number, 10)
    if not 1 <= number < len(_TENS) * 10:
        return str(number)
    word = _AFTER_TENS.get((min(tens, 2), unit), _UNITS[unit])
    return f"{_TENS[tens]} {word}".strip()


_CIRCLED = 20
_SIGNS = "*†‡§"
_UNITS = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_TENS = ("", "mười", *(f"{unit} mươi" for unit in _UNITS[2:]))
_AFTER_TENS = {(2, 1): "mốt", (2, 5): "lăm", (1, 5): "lăm"}
"""What a unit is called after ten (1) and after higher tens (2)."""
_FORMS: Mapping[str, Callable[[int], str]] = {
    "upperRoman": write_roman,
    "lowerRoman": lambda number: write_roman(number).lower(),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "decimalZero": lambda number: f"{number:02d}",
    "decimalEnclosedCircle": _circled,
    "chicago": lambda number: _SIGNS[(number - 1) % len(_SIGNS)] * ((number - 1) // len(_SIGNS) + 1),
    "numberInDash": lambda number: f"- {number} -",
    "vietnameseCounting": _in_words,
    "none": lambda _: "",
}

BULLET = "•"
_BULLETS = {"\uf0b7": "•", "\uf02d": "-", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓"}


def shown_marker(text: str) -> str:
    """A marker whose font is known to have been applied; a sign that no font explains is a bullet."""
    shown = _BULLETS.get(text, text)
    return shown if any(c.isprintable() and not c.isspace() for c in shown) else BULLET


def _start(level: Element) -> int:
    return int(value_of(level, "w:start") or 1)
