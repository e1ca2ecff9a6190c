"""Find the citations of a text."""

from __future__ import annotations

from dataclasses import dataclass

from trichluc.places import Places
from trichluc.report import Citation, Text
from trichluc.rules import RulePackage


@dataclass(frozen=True, slots=True)
class CitationRules:
    """The compiled rules of this stage."""


def load_citation_rules(package: RulePackage) -> CitationRules:
    """Compile and check the rules of `models/…/citations`."""
    return CitationRules()


def find_citations(text: Text, places: Places, rules: CitationRules) -> tuple[Citation, ...]:
    """Every finding of this kind, in the order of the text."""
    return ()
