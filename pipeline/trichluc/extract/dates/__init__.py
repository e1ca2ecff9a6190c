"""Find the dates of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trichluc.places import Places
from trichluc.report import Citation, DateMention, Text
from trichluc.rules import RulePackage


@dataclass(frozen=True, slots=True)
class DateRules:
    """The compiled rules of this stage."""


def load_date_rules(package: RulePackage) -> DateRules:
    """Compile and check the rules of `models/…/dates`."""
    return DateRules()


def find_dates(text: Text, places: Places, citations: Sequence[Citation], rules: DateRules) -> tuple[DateMention, ...]:
    """Every finding of this kind, in the order of the text."""
    return ()
