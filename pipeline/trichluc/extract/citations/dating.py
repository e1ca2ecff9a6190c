"""The date that is printed with a citation: after its symbol or name, after its issuer, or before its sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from trichluc.extract.citations.symbols import compiled
from trichluc.language.calendar import make_date
from trichluc.rules import RulePackage

_LETTERS_FOR_DIGITS = str.maketrans("lIO", "110")
_CENTURY_TURN = 45
"""Two-digit years from here on belong to the twentieth century: the State of Việt Nam began in 1945."""


@dataclass(frozen=True, slots=True, eq=False)
class DateForm:
    """A printed shape of a date."""

    id: str
    pattern: re.Pattern[str]
    groups: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class DateForms:
    """Every date form. `gate` fits what all of them begin like."""

    forms: tuple[DateForm, ...]
    gate: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed: `date` is None where the calendar has no such day, the day is blank or a digit is lost."""

    end: int
    year: int | None
    date: dt.date | None


def load_date_forms(package: RulePackage, macros: Mapping[str, str]) -> DateForms:
    """The `[[date]]` rules of `forms.toml`, in their order."""
    entries = package.entries("citations", "forms.toml", "date")
    found = (compiled(entry, macros, "citations/forms.toml") for entry in entries)
    return DateForms(
        tuple(DateForm(r.id, p, frozenset(p.groupindex)) for r, p in found), re.compile(macros["date_gate"])
    )


def date_at(text: str, position: int, dates: DateForms) -> PrintedDate | None:
    """The date that follows at `position`."""
    if dates.gate.match(text, position) is None:
        return None
    for form in dates.forms:
        match = form.pattern.match(text, position)
        if match is not None:
            return _read(match, form)
    return None


def _read(match: re.Match[str], form: DateForm) -> PrintedDate:
    year = full_year(_figures(match["printed_year"]))
    day, month = (_either(match, form, name) for name in ("day", "month"))
    if year is None or day is None or month is None:
        return PrintedDate(match.end(), year, None)
    return PrintedDate(match.end(), year, make_date(year, int(_figures(month)), int(_figures(day))))


def _either(match: re.Match[str], form: DateForm, name: str) -> str | None:
    """A part of the date, in whichever of its groups it was read: `month`, `month2`."""
    found = (match[group] for group in (name, f"{name}2") if group in form.groups)
    return next((part for part in found if part is not None), None)


def _figures(written: str) -> str:
    """Letters read for digits put right: `3l` → `31`."""
    return written if written.isdigit() else written.translate(_LETTERS_FOR_DIGITS)


def full_year(written: str) -> int | None:
    """`2025` → 2025, `96` → 1996, `011` → 2011 (the leading two is lost); None when digits are missing elsewhere."""
    if not written.isdigit():
        return None
    match len(written):
        case 4:
            return int(written)
        case 3 if written.startswith("0"):
            return 2000 + int(written)
        case 2:
            return int(written) + (1900 if int(written) >= _CENTURY_TURN else 2000)
        case _:
            return None
