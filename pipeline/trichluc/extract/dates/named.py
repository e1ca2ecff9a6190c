"""Days and terms that have names: festivals of the lunar calendar, congresses, legislatures, events.

They make no rows (a Tết with a printed year is that year, a congress is no expression of time); they answer the
question when something was.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from trichluc.extract.dates.lexicon import COMPONENT, any_of, load_lexicon, printed
from trichluc.extract.dates.periods import Period
from trichluc.language.letters import fold
from trichluc.language.lunar import from_lunar, sexagenary_year
from trichluc.rules import RulePackage

_BLANKS = r"[ \u00a0]+"


@dataclass(frozen=True, slots=True)
class Festival:
    """A row of `festivals.tsv`: the lunar month and day, and how many days it lasts."""

    month: int
    day: int
    days: int


@dataclass(frozen=True, slots=True)
class NamedPeriods:
    """The named days and terms."""

    festival: re.Pattern[str]
    festivals: Mapping[str, Festival]
    event: re.Pattern[str]
    events: Mapping[tuple[str, str], str]
    stems: Mapping[str, str]
    branches: Mapping[str, str]


def load_named_periods(package: RulePackage) -> NamedPeriods:
    """The rows of `festivals.tsv` and `events.tsv`."""
    lexicon = load_lexicon(package)
    days, terms = package.table(COMPONENT, "festivals.tsv"), package.table(COMPONENT, "events.tsv")
    stem, branch, year = (any_of(lexicon.spelled(name)) for name in ("stem", "branch", "year"))
    names = any_of(form for row in days for form in printed(row["name"]))
    events = any_of(form for row in terms for form in printed(row["name"]))
    return NamedPeriods(
        festival=re.compile(
            rf"(?<!\w)(?P<name>{names})(?:{_BLANKS}(?:{year}{_BLANKS})?(?P<stem>{stem}) (?P<branch>{branch}))?(?!\w)"
            rf"(?:[ \u00a0]*[,(]?[ \u00a0]*(?:{year}{_BLANKS})?(?P<year>(?:19|20)\d\d))?(?!\d)"
        ),
        festivals={fold(row["name"]): Festival(int(row["month"]), int(row["day"]), int(row["days"])) for row in days},
        event=re.compile(
            rf"(?<!\w)(?P<name>{events})(?:{_BLANKS}(?:lần{_BLANKS}thứ{_BLANKS})?(?P<ordinal>[IVX]+))?(?!\w)"
        ),
        events={(fold(row["name"]), row["ordinal"]): row["edtf"] for row in terms},
        stems=lexicon.values("stem"),
        branches=lexicon.values("branch"),
    )


def festival(text: str, rules: NamedPeriods, near: int | None = None) -> Period | None:
    """The days of the first festival that a text names with its year: `Tết Nguyên đán Ất Tỵ năm 2025`.

    `near` is the year from which a year of the sixty-year cycle is counted when no civil year is printed.
    """
    match = rules.festival.search(text)
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else None
    if year is None and match["stem"] and near is not None:
        stem, branch = rules.stems[fold(match["stem"])], rules.branches[fold(match["branch"])]
        year = sexagenary_year(int(stem), int(branch), near)
    day = rules.festivals[fold(match["name"])]
    first = from_lunar(year, day.month, day.day) if year is not None else None
    if first is None:
        return None
    return Period(first, first + dt.timedelta(days=day.days - 1), first.isoformat(), "festival")


def event(text: str, rules: NamedPeriods) -> str | None:
    """The time of the first congress, legislature or event that a text names, in EDTF."""
    match = rules.event.search(text)
    return rules.events.get((fold(match["name"]), match["ordinal"] or "")) if match else None
