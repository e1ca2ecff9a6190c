"""Find the numbers of a text: counts, percentages, money, measures, durations, ratios, ranks, marks.

Numbers stand in running text and footnotes; those of tables are typed by layout. Digits that a citation or a date has
taken are no numbers, but a number may share its unit with a date (`02 năm 2020-2021`).
"""

from __future__ import annotations

from collections.abc import Sequence

from trichluc.extract.numbers.checks import prove
from trichluc.extract.numbers.find import find_in
from trichluc.extract.numbers.periods import Clauses
from trichluc.extract.numbers.rows import rows
from trichluc.extract.numbers.rules import NumberRules, compile_number_rules
from trichluc.places import Places
from trichluc.report import Citation, DateMention, Quantity
from trichluc.rules import RulePackage
from trichluc.text import Text

__all__ = ["NumberRules", "find_numbers", "load_number_rules"]


def load_number_rules(package: RulePackage) -> NumberRules:
    """Compile the rules of `models/…/numbers` and try each on its examples and counter-examples."""
    rules = compile_number_rules(package)
    prove(rules)
    return rules


def find_numbers(
    text: Text, places: Places, taken: Sequence[Citation | DateMention], rules: NumberRules
) -> tuple[Quantity, ...]:
    """Every quantity of the running text, in its order."""
    zones = [
        (b.char_start + _marker(b.text, b.marker), b.char_end) for b in text.blocks if b.kind in rules.zones and b.text
    ]
    spans = [(f.char_start, f.char_end) for f in taken]
    clauses = Clauses(places, [f for f in taken if isinstance(f, DateMention)], rules.periods)
    paragraphs = find_in(text.value, zones, spans, rules)
    return tuple(row for zone, found in paragraphs for row in rows(text, places, clauses, zone, found))


def _marker(block: str, marker: str | None) -> int:
    """The length of the marker that opens a paragraph (`1.`, a footnote's number), which is no number."""
    return len(marker) if marker and block.startswith(marker) else 0
