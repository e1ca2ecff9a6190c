"""Provinces: from the name of a body or a place to the province it belongs to (`models/vi_trichluc/places`)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trichluc.language.letters import fold, strip_marks
from trichluc.rules import RulePackage

_CODE = 3
"""Letters: an alias in capitals of at most this length (HN, TTH) is a code, no name."""


@dataclass(frozen=True, slots=True)
class Province:
    """One row of `provinces.tsv`; a date without month or day is the whole year or month."""

    name: str
    valid_from: dt.date | None
    valid_to: dt.date | None

    def held_on(self, day: dt.date) -> bool:
        """Whether the province of that name existed on a day."""
        return (self.valid_from or dt.date.min) <= day <= (self.valid_to or dt.date.max)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names of provinces of all times, their aliases, and the cities that stand for a province in a dateline."""

    provinces: Mapping[str, tuple[Province, ...]]
    """Folded name or alias → the units that bore it."""
    seats: Mapping[str, str]
    names: re.Pattern[str]
    bare: Mapping[str, str]
    """Name without marks → folded name; only those that no other name shares."""
    bare_names: re.Pattern[str]
    """`tinh lam dong`: a name without marks behind the word for its unit."""

    def province(self, text: str, day: dt.date | None) -> str | None:
        """The province named in a text, the last one when several are; the spelling is that of the day's unit.

        A name in capitals whose marks a recogniser misread is known behind `tỉnh` or `thành phố`.
        """
        found = None
        for match in self.names.finditer(fold(text)):
            found = match.group()
        if found is None and text.isupper():
            misread = self.bare_names.search(strip_marks(text).lower())
            found = self.bare.get(misread[1]) if misread else None
        if found is None:
            return None
        units = self.provinces.get(found)
        if units is None:
            return self.seats.get(found)
        held = [unit for unit in units if day is None or unit.held_on(day)]
        return (held or list(units))[0].name


def load_gazetteer(package: RulePackage) -> Gazetteer:
    """Read the lists of places."""
    provinces: dict[str, list[Province]] = {}
    for row in package.table("places", "provinces.tsv"):
        unit = Province(row["name"], _day(row["valid_from"], first=True), _day(row["valid_to"], first=False))
        for name in [row["name"], *row["aliases"].split(";")]:
            if name and (len(name) > _CODE or not name.isupper()):
                provinces.setdefault(fold(name), []).append(unit)
    seats = {fold(row["name"]): row["province"] for row in package.table("places", "seats.tsv")}
    spelled = sorted({*provinces, *seats}, key=lambda name: (-len(name), name))
    names = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in spelled) + r")(?!\w)")
    bare = _bare(provinces)
    behind = re.compile(rf"\b(?:tinh|thanh pho|tp\.?)\s+({'|'.join(map(re.escape, bare))})(?!\w)")
    return Gazetteer({name: tuple(units) for name, units in provinces.items()}, seats, names, bare, behind)


def _bare(names: Iterable[str]) -> dict[str, str]:
    """The names without marks, longest first, of those that stay apart without them."""
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(strip_marks(name), []).append(name)
    return {bare: alike[bare][0] for bare in sorted(alike, key=lambda b: (-len(b), b)) if len(alike[bare]) == 1}


def _day(written: str, first: bool) -> dt.date | None:
    """The first or last day of `1991`, `1991-08` or `1991-08-12`."""
    parts = [int(part) for part in written.split("-")] if written else []
    if not parts:
        return None
    year, month, day = (*parts, 0, 0)[:3]
    if day:
        return dt.date(year, month, day)
    if first:
        return dt.date(year, month or 1, 1)
    month = month or 12
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
