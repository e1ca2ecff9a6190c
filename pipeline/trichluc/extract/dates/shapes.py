"""How the groups of a matched rule become atoms: one function for each `shape` named in the rule files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from trichluc.extract.dates import lunar
from trichluc.extract.dates.atoms import IMPOSSIBLE, Atom, moment
from trichluc.extract.dates.hit import FIGURE, Hit
from trichluc.language.calendar import HALVES, QUARTERS, Moment
from trichluc.language.letters import fold
from trichluc.language.roman import read_roman

_QUARTERS = re.compile(r"[IVl1-4]+")
_PLURAL_REACH = 12
"""Characters before a unit word in which the word of the plural stands."""
_FAR_YEARS = 10
"""A two-digit year without the word ngày lies within so many years of the document's own."""


def _day(hit: Hit) -> list[Atom]:
    return [hit.atom("day", moment(hit.year(), hit.month(), hit.number("d")))]


def _short_day(hit: Hit) -> list[Atom]:
    """`27/03/25`; three small numbers that give a year far from those of the text are no day."""
    if hit.source.names_years and abs((hit.year() or 0) - hit.near()) > _FAR_YEARS:
        return []
    return _day(hit)


def _days(hit: Hit) -> list[Atom]:
    year, month = hit.year(), hit.month()
    return _listed(
        hit, "day", [moment(year, month, day) for day, *_ in hit.items()], moment(year, month, hit.number("d"))
    )


def _days_of_month(hit: Hit) -> list[Atom]:
    """Days of a month without year: the last one must be proved, and proves those before it."""
    atoms = _days(hit)
    for atom in atoms[:-1]:
        atom.needs = "completion"
    return atoms


def _day_range(hit: Hit) -> list[Atom]:
    year, month = hit.year(), hit.month()
    return [hit.atom("range", moment(year, month, hit.number("d")), moment(year, month, hit.number("d2")))]


def _day_of_month(hit: Hit) -> list[Atom]:
    return [hit.atom("recurring", moment(None, None, hit.number("d")))]


def _day_alone(hit: Hit) -> list[Atom]:
    return [hit.atom("day", moment(None, None, hit.number("d")))]


def _month(hit: Hit) -> list[Atom]:
    return [hit.atom("month", moment(hit.year(), hit.month()))]


def _months(hit: Hit) -> list[Atom]:
    year = hit.year()
    return _listed(hit, "month", [moment(year, month) for month, *_ in hit.items()], moment(year, hit.month()))


def _months_alone(hit: Hit) -> list[Atom]:
    """Months without year: all after a plural (`các tháng 6, 7, 8`), else the first, for what follows is open."""
    found = _months(hit)
    before = hit.text[max(0, hit.start - _PLURAL_REACH) : hit.start].split()
    return found if before and fold(before[-1]) in hit.names.plurals else found[:1]


def _month_range(hit: Hit) -> list[Atom]:
    year = hit.year()
    return [hit.atom("range", moment(year, hit.month()), moment(year, hit.number("m2")))]


def _listed(hit: Hit, kind: str, before: list[Moment], last: Moment) -> list[Atom]:
    """One atom for each member; the unit word belongs to the first, the shared rest to the last."""
    spans = [(start, end) for _, start, end in hit.items()]
    spans[0] = (hit.start, spans[0][1])
    atoms = [Atom(a, b, kind, value, None, hit.rule, hit.needs) for (a, b), value in zip(spans, before, strict=True)]
    rest = FIGURE.search(hit.text, spans[-1][1])
    assert rest is not None
    return [*atoms, Atom(rest.start(), hit.end, kind, last, None, hit.rule, hit.needs)]


def _part(hit: Hit) -> list[Atom]:
    written = hit.get("n") or ""
    count = int(written) if written.isdigit() else int(hit.names.numbers[fold(written)])
    if not 1 <= count <= 12:
        return []
    part = hit.get("part")
    last = bool(part) and hit.names.parts[fold(part or "")] == "last"
    atom = _months_of(hit, count, last)
    atom.of_the_year = atom.yearless
    return [atom]


def _months_of(hit: Hit, count: int, last: bool) -> Atom:
    year = hit.year()
    if count == 6:
        return hit.atom("half_year", moment(year, season=HALVES[last]))
    if count == 12:
        return hit.atom("year", moment(year))
    first, until = (13 - count, 12) if last else (1, count)
    return hit.atom("range", moment(year, first), moment(year, until))


def _half(hit: Hit) -> list[Atom]:
    last = hit.names.parts[fold(hit.get("part") or "")] == "last"
    atom = hit.atom("half_year", moment(hit.year(), season=HALVES[last]))
    atom.of_the_year = atom.yearless
    return [atom]


def _quarter_value(hit: Hit, group: str) -> int | None:
    written = hit.get(group)
    if not written:
        return None
    value = hit.names.quarters.get(written) or hit.names.quarters.get(fold(written))
    return QUARTERS[int(value) - 1] if value else None


def _quarter(hit: Hit) -> list[Atom]:
    season = _quarter_value(hit, "q")
    return [hit.atom("quarter", moment(hit.year(), season=season))] if season else []


def _quarters(hit: Hit) -> list[Atom]:
    year = hit.year()
    begin, _ = hit.match.span(hit.groups["items"])
    atoms: list[Atom] = []
    for word in _QUARTERS.finditer(hit.text, begin, hit.match.end(hit.groups["q"])):
        value = hit.names.quarters.get(word[0])
        if value:
            at = moment(year, season=QUARTERS[int(value) - 1])
            atoms.append(Atom(word.start(), word.end(), "quarter", at, None, hit.rule, hit.needs))
    if atoms:
        atoms[0].start, atoms[-1].end = hit.start, hit.end
    return atoms


def _quarter_range(hit: Hit) -> list[Atom]:
    year, first, last = hit.year(), _quarter_value(hit, "q"), _quarter_value(hit, "q2")
    if first is None or last is None:
        return []
    return [hit.atom("range", moment(year, season=first), moment(year, season=last))]


def _year(hit: Hit) -> list[Atom]:
    return [hit.atom("year", moment(hit.year()))]


def _years(hit: Hit) -> list[Atom]:
    spans = hit.items()
    spans[0] = (spans[0][0], hit.start, spans[0][2])
    return [Atom(a, b, "year", moment(year), None, hit.rule, hit.needs) for year, a, b in spans]


def _year_range(hit: Hit) -> list[Atom]:
    """Two years; when the second is not the later one, they are two separate years."""
    first, second = hit.number("y"), hit.number("y2")
    assert first is not None
    if second is None:
        second = first - first % 100 + (hit.number("yy") or 0)
    if first < second <= first + 100:
        return [hit.atom("range", moment(first), moment(second))]
    one = hit.atom("year", moment(first))
    one.end = hit.match.end(hit.groups["y"])
    one.needs = "bare_year" if one.needs else ""
    return [one]


def _decade(hit: Hit) -> list[Atom]:
    decade, century = hit.number("dec") or 0, _century_number(hit)
    first = decade if decade >= 1000 else ((century or 20) - 1) * 100 + decade
    return [hit.atom("decade", moment(first), moment(first + 9), f"{first // 10}X")]


def _open_year(hit: Hit) -> list[Atom]:
    """`năm 20…` in a form: as many years as the figures leave open."""
    prefix = hit.get("prefix") or ""
    first = int(prefix.ljust(4, "0"))
    last = int(prefix.ljust(4, "9"))
    return [hit.atom("day", moment(first), moment(last), prefix.ljust(4, "X"))]


def _short_year(hit: Hit) -> list[Atom]:
    """`năm 93` is 1993; `những năm 60` are the sixties."""
    year = 1900 + (hit.number("yy") or 0)
    before = hit.text[max(0, hit.start - 6) : hit.start].split()
    if before and fold(before[-1]) in hit.names.plurals and year % 10 == 0:
        return [hit.atom("decade", moment(year), moment(year + 9), f"{year // 10}X")]
    return [hit.atom("year", moment(year))]


def _misprint(hit: Hit) -> list[Atom]:
    """A day whose year cannot be what was meant."""
    return [hit.atom("day", IMPOSSIBLE)]


def _century(hit: Hit) -> list[Atom]:
    century = _century_number(hit)
    if not century or century > 30:
        return []
    return [hit.atom("century", moment(century * 100 - 99), moment(century * 100))]


def _century_number(hit: Hit) -> int | None:
    written = hit.get("c")
    if not written:
        return None
    return int(written) if written.isdigit() else read_roman(written.upper())


Shape = Callable[[Hit], list[Atom]]
SHAPES: Mapping[str, Shape] = {
    "day": _day,
    "days": _days,
    "days_of_month": _days_of_month,
    "short_day": _short_day,
    "day_range": _day_range,
    "day_of_month": _day_of_month,
    "day_alone": _day_alone,
    "month": _month,
    "months": _months,
    "months_alone": _months_alone,
    "month_range": _month_range,
    "part": _part,
    "half": _half,
    "quarter": _quarter,
    "quarters": _quarters,
    "quarter_range": _quarter_range,
    "year": _year,
    "years": _years,
    "year_range": _year_range,
    "decade": _decade,
    "century": _century,
    "open_year": _open_year,
    "short_year": _short_year,
    "misprint": _misprint,
    "lunar_day": lunar.day,
    "new_year_day": lunar.new_year_day,
    "new_year": lunar.new_year,
    "lunar_year": lunar.year,
}
