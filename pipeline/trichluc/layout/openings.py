"""How paragraphs open: bullets, letters, numbers, units of a legal text (`models/…/furniture/paragraphs.toml`)."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from trichluc.rules import RulePackage, check, compile_rule, rule_source

_FILE = "paragraphs.toml"
_ITEMS = ("bullet", "letter", "bracketed")
_FIRST = frozenset("0123456789IVXLCABDEĐGHPMTabcdđeghiklmnopqrstuvxyoBKC(-–—+*•●○▪■◦❖➢✓→¤·")
"""What a marker can begin with; most lines are dismissed by their first letter."""


_COUNTED = regex.compile(r"(\(?)(\d{1,2}|[a-zđ])(\))")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The letters that count points (NĐ 30/2020/NĐ-CP, Phụ lục I, II.6: in the order of the Vietnamese alphabet)."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The marker with which a paragraph opens, and whether it makes it an item of a list."""

    marker: str
    item: bool

    @property
    def before(self) -> str | None:
        """The marker that counts one less: `(2)` before `(3)`, `đ)` before `e)`."""
        match = _COUNTED.fullmatch(self.marker)
        if match is None:
            return None
        left, count, right = match.groups()
        if count.isdigit():
            return f"{left}{int(count) - 1}{right}" if int(count) > 1 else None
        at = _LETTERS.find(count)
        return f"{left}{_LETTERS[at - 1]}{right}" if at > 0 else None


@dataclass(frozen=True, slots=True)
class OpeningRules:
    """The patterns, each tried at the start of a line."""

    items: tuple[regex.Pattern[str], ...]
    numbers: tuple[regex.Pattern[str], ...]
    label: regex.Pattern[str]

    def opening(self, text: str) -> Opening | None:
        """The marker of a line, or None when it opens with words."""
        if not text or text[0] not in _FIRST:
            return None
        for item, patterns in ((True, self.items), (False, self.numbers)):
            for pattern in patterns:
                match = pattern.match(text)
                if match:
                    return Opening(match["marker"], item)
        return None

    def is_label(self, text: str) -> bool:
        """Whether a line is only the number of a part, with its title on the next line."""
        return len(text) < 40 and self.label.match(text) is not None


def load_opening_rules(package: RulePackage) -> OpeningRules:
    """Compile the patterns and try them on their examples."""
    patterns: dict[str, regex.Pattern[str]] = {}
    for entry in package.entries("furniture", _FILE):
        rule = rule_source(entry, f"furniture/{_FILE}")
        pattern = compile_rule(rule, str(entry["pattern"]))
        check(rule, lambda text, pattern=pattern: pattern.match(text) is not None)  # type: ignore[misc]
        patterns[rule.id] = pattern
    return OpeningRules(
        items=tuple(patterns[name] for name in _ITEMS),
        numbers=(patterns["number"], patterns["unit"]),
        label=patterns["label"],
    )
