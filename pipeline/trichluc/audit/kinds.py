"""The kinds of findings as the rule package lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from trichluc.errors import RuleError
from trichluc.rules import RulePackage, rule_source

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
