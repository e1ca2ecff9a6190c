"""The kinds of findings as the rule package lists them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from trichluc.errors import RuleError
from trichluc.rules import RulePackage, alternation, rule_source

_SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: how serious it is and how it is said; its examples are tried by the tests."""

    id: str
    severity: str
    message: str
    message_en: str
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """A finding before it has its sentence: where it is, what is said about it, which rows it concerns."""

    kind: str
    start: int
    end: int
    facts: Mapping[str, str] = field(default_factory=dict)
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Patterns of the words that tie numbers together, and the types of documents that need a full mention."""

    share: re.Pattern[str]
    within: re.Pattern[str]
    of: re.Pattern[str]
    has: re.Pattern[str]
    parts: re.Pattern[str]
    partial: re.Pattern[str]
    total: re.Pattern[str]
    explained: frozenset[str]


def load_number_words(package: RulePackage) -> NumberWords:
    """Build the patterns from `models/…/findings/words.toml`."""
    lists = {name: _strings(value) for name, value in package.document("findings", "words.toml").items()}
    return NumberWords(
        share=_pattern(lists["share"]),
        within=_pattern(lists["within"]),
        of=_pattern(lists["of"]),
        has=_pattern(lists["has"]),
        parts=_pattern(lists["parts"]),
        partial=_pattern(lists["partial"]),
        total=_pattern(lists["total"]),
        explained=frozenset(lists["explained"]),
    )


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(words, any_case=True)}(?!\w)")


def load_kinds(package: RulePackage) -> dict[str, Kind]:
    """All kinds by id; refuses an unknown severity."""
    kinds: dict[str, Kind] = {}
    for entry in package.entries("findings", "kinds.toml"):
        source = rule_source(entry, "findings/kinds.toml")
        severity = str(entry.get("severity"))
        if severity not in _SEVERITIES:
            raise RuleError(
                f"{source.file}: rule {source.id}: severity {severity!r} is none of {', '.join(_SEVERITIES)}"
            )
        message, english = str(entry["message"]), str(entry["message_en"])
        kinds[source.id] = Kind(source.id, severity, message, english, source.examples, source.not_examples)
    return kinds
