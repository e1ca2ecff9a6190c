"""A rule that matched, as the shapes see it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from trichluc.extract.dates.atoms import Atom
from trichluc.language.calendar import Moment, full_year
from trichluc.language.letters import fold

FIGURE = re.compile(r"\d+")
_YEAR = re.compile(r"(?<=[ /\-.–])(?:19|20)\d\d(?![\d.,/])")
_LOST_FIGURE = 2000
_DEFAULT_NEAR = 2000
"""Two digits are read into 1950 to 2049 where a document names no year."""


@dataclass(frozen=True, slots=True)
class Names:
    """Words that stand for numbers, folded."""

    months: Mapping[str, str]
    numbers: Mapping[str, str]
    quarters: Mapping[str, str]
    parts: Mapping[str, str]
    lunar_months: Mapping[str, str]
    stems: Mapping[str, str]
    branches: Mapping[str, str]
    plurals: Mapping[str, str]


class Source:
    """The text that is read, and the year that it names most often."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._near: int | None = None

    @property
    def names_years(self) -> bool:
        """Whether the text names any year in four figures."""
        return _YEAR.search(self.text) is not None

    @property
    def near(self) -> int:
        """The year that the text names most often (the latest of equals); found only when it is asked for."""
        if self._near is None:
            years = Counter(_YEAR.findall(self.text))
            self._near = int(max(years, key=lambda y: (years[y], y))) if years else _DEFAULT_NEAR
        return self._near


@dataclass(slots=True)
class Hit:
    """A rule that matched: the span with its unit word, and the groups."""

    source: Source
    start: int
    end: int
    match: re.Match[str]
    groups: Mapping[str, int]
    rule: str
    needs: str
    names: Names

    @property
    def text(self) -> str:
        """The whole text."""
        return self.source.text

    def get(self, name: str) -> str | None:
        """What a group of the rule holds; None for a group that it lacks."""
        at = self.groups.get(name)
        return None if at is None else self.match[at]

    def number(self, name: str) -> int | None:
        """A group of figures as a number."""
        written = self.get(name)
        return int(written) if written else None

    def year(self) -> int | None:
        """The year in four, three (the leading 2 lost) or two figures."""
        written = self.get("y")
        if written:
            return int(written)
        lost = self.get("y0")
        if lost:
            return _LOST_FIGURE + int(lost)
        short = self.get("yy")
        return full_year(int(short), self.source.near) if short else None

    def near(self) -> int:
        """The year that the text names most often."""
        return self.source.near

    def month(self) -> int | None:
        """The month in figures or as a word; None where it is neither."""
        written = self.get("m")
        if written:
            return int(written)
        name = self.get("mn")
        return int(self.names.months[fold(name)]) if name else None

    def atom(self, kind: str, first: Moment, last: Moment | None = None, edtf: str | None = None) -> Atom:
        """One atom for the whole span."""
        return Atom(self.start, self.end, kind, first, last, self.rule, self.needs, edtf)

    def items(self) -> list[tuple[int, int, int]]:
        """The figures of a list, the last one left to the other groups: value, start and end of each."""
        at = self.groups["items"]
        begin, end = self.match.span(at)
        return [(int(m[0]), m.start(), m.end()) for m in FIGURE.finditer(self.text, begin, end)]
