"""What the dates tests share: the rules, loaded once, and rows of a string."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from trichluc.extract.dates import DateRules, find_dates, load_date_rules
from trichluc.extract.dates.named import NamedPeriods, load_named_periods
from trichluc.extract.dates.periods import PeriodRules, load_period_rules
from trichluc.layout.verbatim import verbatim
from trichluc.places import Places
from trichluc.report import DateMention
from trichluc.rules import open_package

CASES = Path(__file__).parent.parent / "cases"


@lru_cache(maxsize=1)
def date_rules() -> DateRules:
    return load_date_rules(open_package())


@lru_cache(maxsize=1)
def period_rules() -> PeriodRules:
    return load_period_rules(open_package())


@lru_cache(maxsize=1)
def named_periods() -> NamedPeriods:
    return load_named_periods(open_package())


def dates(value: str) -> tuple[DateMention, ...]:
    """The rows of a string taken as it is."""
    text = verbatim(value)
    return find_dates(text, Places(text), (), date_rules())


def cases(file: str) -> list[dict[str, str]]:
    with (CASES / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
