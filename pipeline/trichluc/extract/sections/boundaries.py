"""Where the body of a document ends or another text begins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from trichluc.errors import RuleError
from trichluc.rules import RulePackage, RuleSource, check, rule_source

_LONGEST = 400
"""Characters of a paragraph that can be a title of an annex."""
_SHORTEST = 24
"""Characters of a paragraph that is a title even if it ends like a sentence: `Phụ lục 02.`"""


@dataclass(frozen=True, slots=True)
class Boundary:
    """A rule of `boundaries.toml`."""

    pattern: re.Pattern[str]
    annex: bool
    capitals: bool

    def matches(self, value: str, start: int, end: int) -> bool:
        """Whether the whole paragraph is a boundary by this rule."""
        if not self.pattern.fullmatch(value, start, end):
            return False
        return not self.capitals or value[start:end].isupper()


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The rules of `boundaries.toml`, and the kinds of paragraph by which layout has already told a boundary."""

    by_start: Mapping[str, tuple[Boundary, ...]]
    annex_kinds: frozenset[str]
    body_kinds: frozenset[str]

    def is_kind(self, kind: str) -> bool:
        """Whether paragraphs of this kind are a boundary."""
        return kind in self.annex_kinds or kind in self.body_kinds

    def is_annex_kind(self, kind: str) -> bool:
        """Whether paragraphs of this kind begin another text."""
        return kind in self.annex_kinds

    def opens(self, value: str, start: int, end: int) -> bool | None:
        """True where an annex begins, False where the body ends, None where neither."""
        rules = self.by_start.get(value[start : start + 1])
        if rules is None or end - start > _LONGEST or (value[end - 1] in ".;," and end - start > _SHORTEST):
            return None
        return next((rule.annex for rule in rules if rule.matches(value, start, end)), None)


def load_boundaries(package: RulePackage) -> Boundaries:
    """Compile the boundary rules; one that misses an example or takes a counter-example is refused."""
    kinds = package.document("sections", "boundaries.toml").get("kinds")
    if not isinstance(kinds, Mapping):
        raise RuleError("sections/boundaries.toml: `[kinds]` is missing")
    by_start: dict[str, tuple[Boundary, ...]] = {}
    for entry in package.entries("sections", "boundaries.toml", "boundary"):
        rule = rule_source(entry, "sections/boundaries.toml")
        boundary = _boundary(entry, rule)
        check(rule, lambda line, boundary=boundary: boundary.matches(line, 0, len(line)))  # type: ignore[misc]
        for start in sorted({c for example in rule.examples for c in _cases(example[0])}):
            by_start[start] = (*by_start.get(start, ()), boundary)
    return Boundaries(by_start, frozenset(kinds["annex"]), frozenset(kinds["body"]))


def _boundary(entry: Mapping[str, object], rule: RuleSource) -> Boundary:
    try:
        pattern = re.compile(str(entry["pattern"]))
    except re.error as error:
        raise RuleError(f"{rule.file}: rule {rule.id}: {error}") from error
    return Boundary(pattern, entry["ends"] == "annex", bool(entry.get("capitals")))


def _cases(letter: str) -> tuple[str, str]:
    return letter.lower(), letter.upper()
