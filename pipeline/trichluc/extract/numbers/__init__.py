"""Find the numbers of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trichluc.places import Places
from trichluc.report import Citation, DateMention, Quantity, Text
from trichluc.rules import RulePackage


@dataclass(frozen=True, slots=True)
class NumberRules:
    """The compiled rules of this stage."""


def load_number_rules(package: RulePackage) -> NumberRules:
    """Compile and check the rules of `models/…/numbers`."""
    return NumberRules()


def find_numbers(
    text: Text, places: Places, taken: Sequence[Citation | DateMention], rules: NumberRules
) -> tuple[Quantity, ...]:
    """Every finding of this kind, in the order of the text."""
    return ()
