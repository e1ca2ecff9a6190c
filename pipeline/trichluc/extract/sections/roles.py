"""Roles: what a section of a report is about: results, difficulties, plans, proposals or the setting."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trichluc.errors import RuleError
from trichluc.language.letters import fold
from trichluc.rules import RulePackage, check, rule_source


@dataclass(frozen=True, slots=True)
class Roles:
    """The role words of `titles.toml`, as one pattern over folded titles with a group for each role."""

    pattern: re.Pattern[str]
    names: tuple[str, ...]

    def role(self, title: str | None) -> str | None:
        """The role of the word that comes first in a title."""
        match = self.pattern.search(fold(title)) if title else None
        return self.names[match.lastindex - 1] if match and match.lastindex else None


def load_roles(package: RulePackage) -> Roles:
    """Compile the roles; a role that misses an example or takes a counter-example is refused."""
    entries = package.entries("sections", "titles.toml", "role")
    groups: list[str] = []
    for entry in entries:
        words = entry.get("words")
        if not isinstance(words, list) or not words:
            raise RuleError(f"sections/titles.toml: role {entry['id']}: `words` is missing or empty")
        ordered = sorted({fold(str(word)) for word in words}, key=lambda w: (-len(w), w))
        groups.append("|".join(map(re.escape, ordered)))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(f"({group})" for group in groups) + r")(?!\w)")
    roles = Roles(pattern, tuple(str(entry["id"]) for entry in entries))
    for entry in entries:
        check(rule_source(entry, "sections/titles.toml"), lambda title, name=entry["id"]: roles.role(title) == name)  # type: ignore[misc]
    return roles
