"""Roles: what a section of a report is about: results, difficulties, plans, proposals or the setting."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from trichluc.errors import RuleError
from trichluc.language.letters import fold
from trichluc.rules import RulePackage, check, rule_source


@dataclass(frozen=True, slots=True)
class Roles:
    """The role words of `titles.toml`, as patterns over folded titles with a group for each role."""

    any: re.Pattern[str]
    own: re.Pattern[str]
    names: tuple[str, ...]
    own_names: tuple[str, ...]

    def role(self, title: str | None) -> str | None:
        """The role of a top section: that of the first role word of its title."""
        match = self.any.search(_key(title)) if title else None
        return self.names[match.lastindex - 1] if match and match.lastindex else None

    def role_below(self, title: str | None, parent: str | None) -> str | None:
        """The role of a subsection: that of the section above it, unless its title opens with a role word."""
        if title is None or parent not in _OPEN:
            return parent
        match = self.own.match(_key(title))
        return self.own_names[match.lastindex - 1] if match and match.lastindex else parent


_OPEN = frozenset({None, "result", "difficulty", "context"})
"""Roles below which a subsection may have its own."""
_WORD = re.compile(r"\w+")


def _key(title: str) -> str:
    """The folded words, without the signs between them."""
    return fold(" ".join(_WORD.findall(title)))


def load_roles(package: RulePackage) -> Roles:
    """Compile the roles; a role that misses an example or takes a counter-example is refused."""
    entries = package.entries("sections", "titles.toml", "role")
    words = {str(entry["id"]): _words(entry, "words") for entry in entries}
    own = {str(entry["id"]): _words(entry, "own") for entry in entries if "own" in entry}
    roles = Roles(
        re.compile(rf"(?<!\S){_groups(words)}(?!\S)"),
        re.compile(rf"(?:\S+ ){{0,2}}{_groups(own)}(?!\S)"),
        tuple(words),
        tuple(own),
    )
    for entry in entries:
        rule = rule_source(entry, "sections/titles.toml")
        check(rule, lambda title, rule=rule: roles.role(title) == rule.id)  # type: ignore[misc]
    return roles


def _groups(words: Mapping[str, list[str]]) -> str:
    return "(?:" + "|".join(f"({'|'.join(map(re.escape, group))})" for group in words.values()) + ")"


def _words(entry: Mapping[str, object], name: str) -> list[str]:
    words = entry.get(name)
    if not isinstance(words, list) or not words:
        raise RuleError(f"sections/titles.toml: role {entry['id']}: `{name}` is missing or empty")
    return sorted({_key(str(word)) for word in words}, key=lambda word: (-len(word), word))
