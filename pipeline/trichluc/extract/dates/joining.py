"""Neighbours complete one another: ranges become one expression, members of a list share their year and month.

`từ tháng 3 đến tháng 9 năm 2026` is one range; in `quý III và quý IV năm 2025` both quarters are of 2025; in
`Quý I (năm 2025)` the year belongs to the quarter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from trichluc.extract.dates.atoms import Atom, moment
from trichluc.extract.dates.lexicon import Lexicon, any_of
from trichluc.language.calendar import Moment

_NEAR = 28
"""No connector is longer."""
_FAR = 110
"""Between two days in brackets that share a year stands a name."""
_BRACKET = 26
_OPENING = 8
_PARTS = frozenset({"range", "half_year", "quarter", "month"})
_BLANK = "[ \u00a0]"


@dataclass(frozen=True, slots=True)
class Connectors:
    """What may stand between two expressions that belong together."""

    list: re.Pattern[str]
    range: re.Pattern[str]
    year: re.Pattern[str]
    named: re.Pattern[str]
    from_word: re.Pattern[str]
    inside: re.Pattern[str]


def load_connectors(lexicon: Lexicon) -> Connectors:
    """The connectors, built from `words.tsv`."""
    part, and_, to, start, hour, minute = (
        any_of(lexicon.spelled(name)) for name in ("part", "and", "to", "from", "hour", "minute")
    )
    clock = rf"(?:\d{{1,2}}{_BLANK}?(?:{hour}|:){_BLANK}?(?:\d{{2}}{_BLANK}?(?:{minute}|['’])?)?,?{_BLANK}+)?"
    sign = f"{_BLANK}*[,;]{_BLANK}*(?:{and_}{_BLANK}+)?|{_BLANK}+{and_}{_BLANK}+"
    return Connectors(
        list=re.compile(f"(?:{sign})(?:(?:{part}|{to}){_BLANK}+)?"),
        range=re.compile(f"(?:{_BLANK}*(?:-|–|—|−|->|→){{1,2}}{_BLANK}*|,?{_BLANK}+{to}{_BLANK}+){clock}"),
        year=re.compile(f'[)”"’]?{_BLANK}*(?:[,(]|\\.\\.\\.|…)?{_BLANK}*(?:của{_BLANK}+)?'),
        named=re.compile(rf"\)[”\"’]?(?:{sign})[^.;\d(]{{2,90}}\("),
        from_word=re.compile(rf"(?<!\w){start}{_BLANK}+$"),
        inside=re.compile(rf"{_BLANK}*\((?:[^\d()]{{0,20}}){_BLANK}*"),
    )


class Joiner:
    """Joins the atoms of one text. What a form alone does not prove, a proved neighbour can."""

    def __init__(self, text: str, connectors: Connectors) -> None:
        self.text = text
        self.connectors = connectors

    def join(self, atoms: list[Atom]) -> list[Atom]:
        """The expressions that are proved, ranges joined and years shared."""
        atoms = self._with_years(atoms)
        self._prove_ends(atoms)
        self._share(atoms)
        self._from_brackets(atoms)
        return self._ranges([atom for atom in atoms if not atom.needs])

    def _gap(self, before: Atom, after: Atom) -> str:
        return self.text[before.end : after.start]

    def _with_years(self, atoms: list[Atom]) -> list[Atom]:
        """A year that directly follows an expression without year belongs to it."""
        kept: list[Atom] = []
        for atom in atoms:
            if kept and atom.kind == "year" and self._takes_year(kept[-1], atom):
                kept[-1].end = self._end_with_year(kept[-1], atom)
                complete(kept[-1], atom.first.year)
            else:
                kept.append(atom)
        return kept

    def _takes_year(self, atom: Atom, year: Atom) -> bool:
        if year.start - atom.end > _NEAR or not atom.yearless or atom.kind == "recurring" or atom.needs:
            return False
        return not year.needs and self.connectors.year.fullmatch(self._gap(atom, year)) is not None

    def _end_with_year(self, atom: Atom, year: Atom) -> int:
        """Where the expression ends with its year; before the year when a bracket closes between them."""
        gap = self._gap(atom, year)
        if ")" in gap:
            return atom.end
        return year.end + (1 if "(" in gap and self.text[year.end : year.end + 1] == ")" else 0)

    def _prove_ends(self, atoms: list[Atom]) -> None:
        """`từ 01/5 - 15/5`: two days in figures prove one another, unless either may be a part of a whole."""
        for before, after in pairwise(atoms):
            if before.needs == after.needs == "named_day" and _are_days(before, after):
                opening = self.text[max(0, before.start - _OPENING) : before.start]
                opened = opening[-1:] == "(" or self.connectors.from_word.search(opening)
                if opened and self.connectors.range.fullmatch(self._gap(before, after)):
                    before.needs = after.needs = ""

    def _share(self, atoms: list[Atom]) -> None:
        """Give the year of the last member of a list or range to those before it, of the first to those after it."""
        pairs = [(a, b, self._connected(a, b)) for a, b in pairwise(atoms)]
        pairs = [pair for pair in pairs if pair[2] is not None]
        for before, after, is_range in reversed(pairs):
            if not after.needs:
                _take_from_after(before, after, is_range is True)
        for before, after, _ in pairs:
            if not before.needs:
                _take_from_before(before, after)

    def _from_brackets(self, atoms: list[Atom]) -> None:
        """`10 tháng đầu năm (tính đến ngày 30/10/2025)`: the date in brackets tells the year."""
        for before, after in pairwise(atoms):
            if after.start - before.end <= _BRACKET and before.kind in _PARTS and before.yearless:
                year = after.first.year
                if year is not None and self.connectors.inside.fullmatch(self._gap(before, after)):
                    complete(before, year)

    def _connected(self, before: Atom, after: Atom) -> bool | None:
        """True for the two ends of a range, False for two members of a list, None for neither."""
        distance = after.start - before.end
        bracket = self.text[before.end] == ")" and distance <= _FAR
        if (distance > _NEAR and not bracket) or not _alike(before, after):
            return None
        gap = self._gap(before, after)
        if self.connectors.range.fullmatch(gap):
            return True
        listed = self.connectors.list.fullmatch(gap) or (
            bracket and before.yearless and self.connectors.named.fullmatch(gap)
        )
        return False if listed else None

    def _ranges(self, atoms: list[Atom]) -> list[Atom]:
        kept: list[Atom] = []
        for atom in atoms:
            joined = self._range(kept[-1], atom) if kept else None
            if joined is None:
                kept.append(atom)
            else:
                kept[-1] = joined
        return kept

    def _range(self, before: Atom, after: Atom) -> Atom | None:
        """One atom for `từ A đến B`; None when they are not the ends of a range."""
        if after.start - before.end > _NEAR or before.last is not None or after.last is not None:
            return None
        if not self.connectors.range.fullmatch(self._gap(before, after)) or not _in_order(before, after):
            return None
        opening = self.text[max(0, before.start - _OPENING) : before.start]
        if unit(before) != unit(after) and not self.connectors.from_word.search(opening):
            return None
        kind = "recurring" if after.kind == "recurring" else "range"
        return Atom(before.start, after.end, kind, before.first, after.first, before.rule)


def unit(atom: Atom) -> str:
    """Of what sort the ends of an expression are: day, month, season (quarter or half-year) or year."""
    first = atom.first
    if first.season is not None:
        return "season"
    if first.day is not None or first.blank:
        return "day"
    return "year" if first.month is None else "month"


_SHARING = (frozenset({"season", "month"}), frozenset({"month", "year"}))


def _alike(before: Atom, after: Atom) -> bool:
    """Whether the two are of one sort, so that they can share a year."""
    units = {unit(before), unit(after)}
    return len(units) == 1 or any(units <= pair for pair in _SHARING)


def complete(atom: Atom, year: int | None) -> None:
    """Give an expression its year."""
    atom.first = replace(atom.first, year=year)
    if atom.last is not None and atom.last.year is None:
        atom.last = replace(atom.last, year=year)


def _take_from_after(before: Atom, after: Atom, is_range: bool) -> None:
    """The year of what follows; in a range that would run backwards (15/12 đến 14/3/2025) the year before."""
    year = after.first.year
    if before.needs == "completion":
        if after.kind == "recurring" or after.first.month is not None:
            before.first, before.needs = moment(year, after.first.month, before.first.day), ""
        return
    if before.needs and not before.first.exists:
        return
    before.needs = ""
    if before.yearless and before.kind != "recurring" and year is not None:
        complete(before, year - 1 if is_range and place(before.first) > place(after.first) else year)


def _take_from_before(before: Atom, after: Atom) -> None:
    """The end of a range or list whose year stands at its beginning only."""
    year = before.first.year
    if after.needs == "completion" or (after.needs and not after.first.exists):
        return
    after.needs = ""
    if after.yearless and after.kind != "recurring" and year is not None:
        complete(after, year + 1 if place(before.first) > place(after.first) else year)


_SEASON_BEGINS = {33: 1, 34: 4, 35: 7, 36: 10, 40: 1, 41: 7}


def place(at: Moment) -> tuple[int, int]:
    """Where in its year a moment begins."""
    if at.season is not None:
        return _SEASON_BEGINS[at.season], 1
    return at.month or 1, at.day or 1


def _are_days(before: Atom, after: Atom) -> bool:
    """Whether two days without year exist and follow one another, and one has a day greater than its month."""
    first, last = before.first, after.first
    if not (first.exists and last.exists and place(first) < place(last)):
        return False
    return any((at.day or 0) > (at.month or 0) for at in (first, last))


def _in_order(before: Atom, after: Atom) -> bool:
    first, last = before.first, after.first
    if after.kind == "recurring":
        return first.year is None and (first.day or 0) < (last.day or 0)
    if (first.year is None) != (last.year is None) or not first.exists or not last.exists:
        return False
    if first.year is None:
        return first.month is not None and last.month is not None
    return (first.year, *place(first)) < (last.year or 0, *place(last))
