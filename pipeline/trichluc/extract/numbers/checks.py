"""Every rule of this stage proves itself on its examples and counter-examples when the rules are loaded."""

from __future__ import annotations

from collections.abc import Callable

from trichluc.extract.numbers.find import find_in
from trichluc.extract.numbers.found import Found
from trichluc.extract.numbers.rules import NumberRules
from trichluc.rules import check


def prove(rules: NumberRules) -> None:
    """Refuse the rules when one does not find its example or finds its counter-example."""
    for array, rule, name in rules.checks:
        wanted = _CLAIMS[array]

        def matches(example: str, wanted: Claim = wanted, name: str = name) -> bool:
            return any(
                wanted(rules, found, name)
                for _, paragraph in find_in(example, [(0, len(example))], (), rules)
                for found in paragraph
            )

        check(rule, matches)


Claim = Callable[[NumberRules, Found, str], bool]


def _has_modifier(rules: NumberRules, found: Found, name: str) -> bool:
    phrase = found.modifier or ""
    return name in (rules.modifiers.get(phrase), rules.modifiers_after.get(phrase))


_CLAIMS: dict[str, Claim] = {
    "unit": lambda _, found, name: found.rule.endswith(f".{name}"),
    "modifier": _has_modifier,
    "comparison": lambda _, found, name: found.comparison == name,
    "rank": lambda _, found, __: found.kind == "rank",
    "label": lambda _, found, __: found.rule.endswith(".label"),
    "listed": lambda _, found, __: found.rule.endswith(".listed"),
    "doubtful": lambda _, found, __: found.rule.startswith("words."),
    "zero": lambda _, found, __: found.rule == "zero",
}
