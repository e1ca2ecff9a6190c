"""The kinds of findings as the rule package lists them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from trichluc.errors import RuleError
from trichluc.language.letters import fold
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
    governing: re.Pattern[str]
    ranks: Mapping[str, str]
    """Folded words of a governing body's name → rank of the area that they tell."""


def load_number_words(package: RulePackage) -> NumberWords:
    """Build the patterns from `models/…/findings/words.toml`."""
    document = package.document("findings", "words.toml")
    lists = {name: _strings(value) for name, value in document.items()}
    ranks = _ranks(document["governing"])
    return NumberWords(
        share=_pattern(lists["share"]),
        within=_pattern(lists["within"]),
        of=_pattern(lists["of"]),
        has=_pattern(lists["has"]),
        parts=_pattern(lists["parts"]),
        partial=_pattern(lists["partial"]),
        total=_pattern(lists["total"]),
        explained=frozenset(lists["explained"]),
        governing=re.compile(rf"{alternation(list(ranks))}(?!\w)"),
        ranks=ranks,
    )


def _ranks(value: object) -> dict[str, str]:
    return {fold(str(name)): str(rank) for name, rank in value.items()} if isinstance(value, Mapping) else {}


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(words, any_case=True)}(?!\w)")


def load_kinds(package: RulePackage, file: str = "kinds.toml") -> dict[str, Kind]:
    """All kinds of a file by id; refuses an unknown severity. `between.toml` has those between reports."""
    kinds: dict[str, Kind] = {}
    for entry in package.entries("findings", file):
        source = rule_source(entry, f"findings/{file}")
        severity = str(entry.get("severity"))
        if severity not in _SEVERITIES:
            raise RuleError(
                f"{source.file}: rule {source.id}: severity {severity!r} is none of {', '.join(_SEVERITIES)}"
            )
        message, english = str(entry["message"]), str(entry["message_en"])
        kinds[source.id] = Kind(source.id, severity, message, english, source.examples, source.not_examples)
    return kinds
