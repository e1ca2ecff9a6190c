"""Findings to identities and checks: which act a citation means, and what an auditor should look at."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trichluc.audit.acts import ActRules, load_act_rules
from trichluc.audit.checks import CheckRules, Evidence, find_findings
from trichluc.audit.identity import identify
from trichluc.audit.kinds import load_kinds, load_number_words
from trichluc.places import Places
from trichluc.report import Citation, Finding
from trichluc.rules import RulePackage

__all__ = ["AuditRules", "Evidence", "audit", "identify", "load_audit_rules"]


@dataclass(frozen=True, slots=True)
class AuditRules:
    """The lists of acts and issuers, and the kinds of findings."""

    acts: ActRules
    checks: CheckRules


def load_audit_rules(package: RulePackage) -> AuditRules:
    """Read the lists and check the kinds."""
    acts = load_act_rules(package)
    points = package.table("sections", "letters.tsv")
    letters = {int(row["point"]): row["letter"] for row in points if row["point"]}
    return AuditRules(acts, CheckRules(load_kinds(package), acts, load_number_words(package), letters))


def audit(evidence: Evidence, places: Places, rules: AuditRules) -> tuple[tuple[Citation, ...], tuple[Finding, ...]]:
    """The citations with the acts that they mean, and the findings of the report."""
    citations = identify(evidence.document, evidence.citations, rules.acts)
    return citations, find_findings(replace(evidence, citations=citations), places, rules.checks)
