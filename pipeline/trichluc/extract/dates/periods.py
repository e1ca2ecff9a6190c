"""The time that a statement speaks of: its clause, else its section's heading, else the report.

Nothing here makes a row. `bounds` opens a mention to the side that its modifier names (`trước ngày 30/6/2025` ends the
day before), `relative_periods` resolves words that mean something only inside a report (`cùng kỳ`, `trong quý`, `đến
nay`), and `Periods` answers for the numbers of one document.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from trichluc.errors import RuleError
from trichluc.extract.dates.atoms import moment, value_of
from trichluc.extract.dates.lexicon import COMPONENT, any_of, load_lexicon, printed
from trichluc.language.calendar import HALVES, QUARTERS, Moment, make_date, month_length
from trichluc.language.letters import fold
from trichluc.places import Places
from trichluc.report import DateMention, Section
from trichluc.rules import RulePackage

_ONE_DAY = dt.timedelta(days=1)
_BREAK = re.compile(r"[.;](?=\s)|\n")
_TOUCHING = 2
_QUARTER_MONTHS = 3
_YEAR_MONTHS = 12
_UNIT_MONTHS = {"month": 1, "quarter": _QUARTER_MONTHS, "year": _YEAR_MONTHS}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, open where an end is None. `basis`: `clause`, `relative`, `section` or `report`."""

    start: dt.date | None
    end: dt.date | None
    edtf: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class Context:
    """What relative words refer to: the period of the section or report, and the date of the document."""

    period: Period | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Relative:
    """A row of `relative.tsv`: the unit that a phrase names, and how far and by which unit it lies from the context."""

    unit: str
    shift: int
    by: str


@dataclass(frozen=True, slots=True)
class PeriodRules:
    """Words that tell periods: relative phrases, and the senses of modifiers."""

    phrase: re.Pattern[str]
    relative: Mapping[str, Relative]
    senses: Mapping[str, str]


def load_period_rules(package: RulePackage) -> PeriodRules:
    """The phrases of `relative.tsv` and the modifiers of `words.tsv`."""
    rows = package.table(COMPONENT, "relative.tsv")
    relative = {fold(row["phrase"]): Relative(row["unit"], int(row["shift"]), row["by"]) for row in rows}
    unknown = {r.unit for r in relative.values()} - {*_UNIT_MONTHS, "period", "now", "until_now"}
    if unknown:
        raise RuleError(f"{COMPONENT}/relative.tsv: there is no unit {', '.join(sorted(unknown))}")
    spelled = {form for row in rows for form in printed(row["phrase"])}
    senses = dict(load_lexicon(package).lists["modifier"])
    return PeriodRules(re.compile(rf"(?<!\w)(?:{_by_first_word(spelled)})(?!\w)"), relative, senses)


def _by_first_word(phrases: Iterable[str]) -> str:
    """Alternatives that branch at their first word: half the time of a flat list, for most words fail there."""
    branches: dict[str, list[str]] = {}
    for phrase in sorted(phrases):
        first, _, rest = phrase.partition(" ")
        branches.setdefault(first, []).append(rest)
    return "|".join(f"{re.escape(first)}[ \u00a0]+{any_of(rests)}" for first, rests in branches.items())


# --------------------------------------------------------------- mentions


def bounds(mention: DateMention, rules: PeriodRules) -> Period:
    """The mention opened by its modifier: `từ` has no end, `đến` no start, `trước` ends before the printed day."""
    start, end, edtf = mention.start, mention.end, mention.edtf
    if start is None or end is None or edtf is None:
        return Period(start, end, edtf, "clause")
    match rules.senses.get(mention.modifier or ""):
        case "from":
            return Period(start, None, f"{start.isoformat() if mention.kind == 'day' else edtf}/..", "clause")
        case "until" | "until_start" | "until_mid" | "until_end":
            return Period(None, end, f"../{_last_day(mention, end)}", "clause")
        case "before":
            return Period(None, start - _ONE_DAY, f"../{(start - _ONE_DAY).isoformat()}", "clause")
        case "after":
            return Period(end + _ONE_DAY, None, f"{(end + _ONE_DAY).isoformat()}/..", "clause")
        case _:
            return Period(start, end, edtf, "clause")


def _last_day(mention: DateMention, end: dt.date) -> str:
    """A year stays a year (`../2030`); of anything else the last day counts."""
    return mention.edtf or "" if mention.kind == "year" else end.isoformat()


def with_year(mention: DateMention, context: Context) -> Period:
    """A mention without year in the year of its context; as it is when it has one or the context has none."""
    year = _context_year(context)
    if mention.start is not None or mention.edtf is None or year is None or not mention.edtf.startswith("XXXX"):
        return Period(mention.start, mention.end, mention.edtf, "clause")
    value = [_moment(part, year) for part in mention.edtf.split("/")]
    found = value_of(value[0], value[1] if len(value) > 1 else None)
    return Period(found.start, found.end, found.edtf, "relative")


def _context_year(context: Context) -> int | None:
    if context.period is not None and context.period.end is not None:
        return context.period.end.year
    return context.date.year if context.date else None


def _moment(edtf: str, year: int) -> Moment:
    parts = edtf.split("-")[1:]
    number = int(parts[0]) if parts and parts[0].isdigit() else None
    if number is not None and number in (*QUARTERS, *HALVES):
        return moment(year, season=number)
    return moment(year, number, int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else None)


# --------------------------------------------------------- relative words


def relative_periods(text: str, context: Context, rules: PeriodRules) -> Iterator[tuple[int, int, Period]]:
    """Each relative phrase of a text with its span; nothing for phrases that the context does not resolve."""
    for match in rules.phrase.finditer(text):
        period = resolve(rules.relative[fold(match[0])], context)
        if period is not None:
            yield match.start(), match.end(), period


def resolve(relative: Relative, context: Context) -> Period | None:
    """What a phrase refers to: `cùng kỳ` the context's period a year before, `quý sau` the quarter after it."""
    if relative.unit == "now":
        return None
    if relative.unit == "until_now":
        return Period(None, context.date, f"../{context.date.isoformat()}", "relative") if context.date else None
    if relative.unit == "period":
        return _shifted(context.period, relative) if context.period else None
    anchor = context.period.end if context.period and context.period.end else context.date
    return _unit(anchor, relative) if anchor else None


def _unit(anchor: dt.date, relative: Relative) -> Period:
    """The month, quarter or year of a day, so many units on."""
    months = _UNIT_MONTHS[relative.unit]
    first = (anchor.year * _YEAR_MONTHS + anchor.month - 1) // months * months + relative.shift * months
    return _whole_months(first, months)


def _whole_months(first: int, months: int) -> Period:
    year, month = divmod(first, _YEAR_MONTHS)
    if months == _QUARTER_MONTHS and month % _QUARTER_MONTHS == 0:
        at = moment(year, season=QUARTERS[month // _QUARTER_MONTHS])
    elif months == _YEAR_MONTHS and month == 0:
        at = moment(year)
    else:
        at = moment(year, month + 1)
    last = None
    if at.month is not None and months > 1:
        until_year, until_month = divmod(first + months - 1, _YEAR_MONTHS)
        last = moment(until_year, until_month + 1)
    value = value_of(at, last)
    return Period(value.start, value.end, value.edtf, "relative")


def _shifted(period: Period, relative: Relative) -> Period | None:
    """The period a year, or its own length, earlier or later."""
    if period.start is None or period.end is None:
        return None
    if not relative.shift:
        return Period(period.start, period.end, period.edtf, "relative")
    months = _months(period.start, period.end)
    step = _YEAR_MONTHS if relative.by == "year" else months
    if months:
        return _whole_months(period.start.year * _YEAR_MONTHS + period.start.month - 1 + relative.shift * step, months)
    if relative.by != "year":
        return None
    start, end = _years_on(period.start, relative.shift), _years_on(period.end, relative.shift)
    edtf = start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"
    return Period(start, end, edtf, "relative")


def _months(start: dt.date, end: dt.date) -> int:
    """How many whole months a period is; 0 when it does not begin and end with a month."""
    if start.day != 1 or end.day != month_length(end.year, end.month):
        return 0
    return (end.year - start.year) * _YEAR_MONTHS + end.month - start.month + 1


def _years_on(day: dt.date, years: int) -> dt.date:
    return make_date(day.year + years, day.month, day.day) or dt.date(day.year + years, day.month, day.day - 1)


# ------------------------------------------------------------ one document


class Periods:
    """Answers for one document, built once from its dates and sections. Look-ups are logarithmic."""

    def __init__(self, places: Places, mentions: Sequence[DateMention], rules: PeriodRules) -> None:
        self._rules = rules
        self._text = places.text.value
        self.date = _document_date(places, mentions)
        """The day of the dateline (the last possible one when it is left blank)."""
        self.report = report_period(places, mentions)
        usable = [m for m in mentions if m.start and m.end and m.citation_id is None]
        usable = [m for m in usable if rules.senses.get(m.modifier or "") != "baseline"]
        self._starts = [m.char_start for m in usable]
        self._usable = usable
        self._sections = _headed(places.sections, [m for m in mentions if m.start and m.citation_id is None])

    def section(self, position: int) -> Period | None:
        """The period in the heading of the innermost section around a position whose heading names one."""
        holding = [s for s in self._sections if s[0] <= position < s[1]]
        return min(holding, key=lambda s: s[1] - s[0])[2] if holding else None

    def context(self, position: int) -> Context:
        """What relative words at a position refer to."""
        return Context(self.section(position) or self.report, self.date)

    def at(self, start: int, end: int) -> Period | None:
        """The period of what stands at `start`..`end`: of its clause, else of its section, else of the report."""
        return self._clause(start, end) or self.section(start) or self.report

    def _clause(self, start: int, end: int) -> Period | None:
        """The last expression of time before it in its sentence, else the first after it."""
        low, high = _sentence(self._text, start, end)
        found = [(s, period) for s, _, period in self.expressions(low, high)]
        before = [period for s, period in found if s < start]
        after = [period for s, period in found if s >= end]
        return before[-1] if before else after[0] if after else None

    def expressions(self, low: int, high: int) -> list[tuple[int, int, Period]]:
        """Mentions and relative phrases of a stretch of text, in order; a comparison's baseline is none of them."""
        at = bisect_left(self._starts, low)
        found: list[tuple[int, int, Period]] = []
        while at < len(self._usable) and self._starts[at] < high:
            mention = self._usable[at]
            found.append((mention.char_start, mention.char_end, bounds(mention, self._rules)))
            at += 1
        stretch = self._text[low:high]
        for match in self._rules.phrase.finditer(stretch):
            relative = self._rules.relative[fold(match[0])]
            period = resolve(relative, self.context(low)) if relative.shift == 0 else None
            if period is not None:
                found.append((low + match.start(), low + match.end(), period))
        return _closed(sorted(found, key=lambda item: item[0]))


def _closed(found: list[tuple[int, int, Period]]) -> list[tuple[int, int, Period]]:
    """`từ ngày 01/7/2025 đến nay` is one period: an open end meets the open beginning directly after it."""
    kept: list[tuple[int, int, Period]] = []
    for start, end, period in found:
        if kept and start - kept[-1][1] <= _TOUCHING and kept[-1][2].end is None and period.start is None:
            first, _, opening = kept.pop()
            edtf = f"{(opening.edtf or '').removesuffix('/..')}/{(period.edtf or '').removeprefix('../')}"
            kept.append((first, end, Period(opening.start, period.end, edtf, period.basis)))
        else:
            kept.append((start, end, period))
    return kept


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span, not beyond its paragraph."""
    low = text.rfind("\n", 0, start) + 1
    for match in _BREAK.finditer(text, low, start):
        low = match.end()
    after = _BREAK.search(text, end)
    return low, after.start() if after else len(text)


def _document_date(places: Places, mentions: Sequence[DateMention]) -> dt.date | None:
    for block in places.text.blocks:
        if block.kind == "dateline":
            return next((m.end for m in mentions if block.char_start <= m.char_start < block.char_end), None)
    return None


def report_period(places: Places, mentions: Sequence[DateMention]) -> Period | None:
    """The period of a periodic report: the first one that its subject (trích yếu) names, single days left aside."""
    for block in places.text.blocks:
        if block.kind == "subject":
            for mention in mentions:
                if block.char_start <= mention.char_start < block.char_end and mention.start and mention.kind != "day":
                    return Period(mention.start, mention.end, mention.edtf, "report")
    return None


def _headed(sections: Sequence[Section], mentions: Sequence[DateMention]) -> list[tuple[int, int, Period]]:
    """Extents of the sections whose heading names a period."""
    starts = [m.char_start for m in mentions]
    found = []
    for section in sections:
        at = bisect_left(starts, section.char_start)
        if section.title and at < len(starts) and starts[at] < section.heading_end:
            mention = mentions[at]
            found.append(
                (section.char_start, section.char_end, Period(mention.start, mention.end, mention.edtf, "section"))
            )
    return found
