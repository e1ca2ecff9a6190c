"""What the solver pays, as `costs.toml` says."""

from __future__ import annotations

from dataclasses import dataclass, fields

from trichluc.errors import RuleError
from trichluc.rules import RulePackage


@dataclass(frozen=True, slots=True)
class Costs:
    """The entries of `costs.toml`, where each is explained."""

    gap: float
    gap_more: float
    again: float
    restart: float
    anew: float
    backwards: float
    second_first: float
    late_first: float
    repaired_first: float
    carried_on: float
    new_pair: float
    close_rank: float
    wrong_rank: float
    inside_itself: float
    named_inside: float
    rank_slack: float
    mixed: float
    mixed_known: float
    orphan: float
    orphan_next: float
    single: float
    boundary_kept: float
    lower_case: float
    listed: float
    bare: float
    bare_first: float
    bare_dotted: float
    bare_capitals: float
    bare_refusal: float
    comma: float
    continuation: float
    weak_refusal: float
    sentence_refusal: float
    repaired_refusal: float
    lone_refusal: float
    plain_refusal: float
    margin: float
    depth: float
    width: float
    dearest_repair: float
    clear_refusal: float


def load_costs(package: RulePackage) -> Costs:
    """Read the costs; a missing or unknown name is refused."""
    document = package.document("sections", "costs.toml")
    given = {name: value for table in document.values() if isinstance(table, dict) for name, value in table.items()}
    wanted = {field.name for field in fields(Costs)}
    if given.keys() != wanted:
        raise RuleError(f"sections/costs.toml: missing or unknown: {sorted(given.keys() ^ wanted)}")
    return Costs(**{name: float(value) for name, value in given.items()})
