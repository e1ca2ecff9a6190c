"""Find the sections of a text."""

from __future__ import annotations

from dataclasses import dataclass

from trichluc.report import Section, Text
from trichluc.rules import RulePackage


@dataclass(frozen=True, slots=True)
class SectionRules:
    """The compiled rules of this stage."""


def load_section_rules(package: RulePackage) -> SectionRules:
    """Compile and check the rules of `models/…/sections`."""
    return SectionRules()


def find_sections(text: Text, rules: SectionRules) -> tuple[Section, ...]:
    """Every finding of this kind, in the order of the text."""
    return ()
