"""What an auditor should look at: the citations and dates of one report held against one another and the calendar.

The kinds, their severity and their sentences are data: `models/vi_trichluc/findings/kinds.toml`. A kind that the rule
package does not list is not looked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from trichluc.audit.acts import ActRules, Issuer
from trichluc.audit.arithmetic import percent_slips, total_slips
from trichluc.audit.columns import table_slips
from trichluc.audit.gaps import is_gap
from trichluc.audit.kinds import Kind, NumberWords, Slip
from trichluc.ids import finding_id
from trichluc.places import Places
from trichluc.report import Citation, DateMention, Document, Finding, Quantity, Section, TableCell

_GRACE = dt.timedelta(days=92)
"""A body that is merged goes on signing under its old code for some weeks."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the checks look at: one report, read."""

    document: Document
    citations: tuple[Citation, ...]
    dates: tuple[DateMention, ...]
    numbers: tuple[Quantity, ...]
    sections: tuple[Section, ...]
    table_cells: tuple[TableCell, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckRules:
    """The kinds of findings and the lists that the checks look up."""

    kinds: Mapping[str, Kind]
    acts: ActRules
    words: NumberWords
    letters: Mapping[int, str]
    """The points of a list in the alphabet of the State: 5 → `đ`."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A report and the rules by which it is checked."""

    evidence: Evidence
    rules: CheckRules


def find_findings(evidence: Evidence, places: Places, rules: CheckRules) -> tuple[Finding, ...]:
    """All findings of one report, in the order of its text."""
    case = _Case(evidence, rules)
    slips = [slip for kind, check in _CHECKS.items() if kind in rules.kinds for slip in check(case)]
    slips.sort(key=lambda s: (s.start, s.end, s.kind))
    return tuple(_finding(slip, evidence.document, places, rules.kinds[slip.kind]) for slip in slips)


def _finding(slip: Slip, document: Document, places: Places, kind: Kind) -> Finding:
    return Finding(
        doc_id=document.doc_id,
        char_start=slip.start,
        char_end=slip.end,
        text=document.text[slip.start : slip.end],
        page=places.page(slip.start),
        boxes=places.boxes(slip.start, slip.end),
        finding_id=finding_id(document.doc_id, "findings", slip.start, slip.end, slip.kind),
        kind=slip.kind,
        severity=kind.severity,
        message=kind.message.format_map(slip.facts),
        message_en=kind.message_en.format_map(slip.facts),
        related=slip.related,
    )


def _act(citation: Citation) -> str:
    """An act as a sentence names it: its type and symbol, else its name."""
    label = citation.symbol or citation.name or citation.text
    kind = (citation.doc_type or "").capitalize()
    return f"{kind} {label}".strip() if citation.symbol else label


def _day(date: dt.date) -> str:
    return f"{date.day:02d}/{date.month:02d}/{date.year}"


def _at(kind: str, citation: Citation, *related: str, **facts: str) -> Slip:
    facts = {"act": _act(citation), **facts}
    return Slip(kind, citation.char_start, citation.char_end, facts, (citation.citation_id, *related))


def _date_conflicts(case: _Case) -> Iterator[Slip]:
    """Two dates in one year for what is one act by every other sign."""
    first: dict[str, Citation] = {}
    told: set[tuple[str, dt.date]] = set()
    for citation in case.evidence.citations:
        if citation.date is None or citation.target_id is None or not citation.symbol:
            continue
        before = first.setdefault(citation.target_id, citation)
        said = (citation.target_id, citation.date)
        if before.date != citation.date and before.date is not None and said not in told:
            told.add(said)
            dates = {"first": _day(before.date), "second": _day(citation.date)}
            yield _at("date_conflict", citation, before.citation_id, **dates)


def _impossible_dates(case: _Case) -> Iterator[Slip]:
    for date in case.evidence.dates:
        if date.start is None and date.edtf is None and date.kind == "day":
            yield Slip("impossible_date", date.char_start, date.char_end, {"text": date.text}, (date.date_id,))


def _cited_after_report(case: _Case) -> Iterator[Slip]:
    day = case.evidence.document.date_end
    for citation in case.evidence.citations:
        if day is not None and citation.date is not None and citation.date > day:
            yield _at("cited_after_report", citation, date=_day(citation.date), report=_day(day))


def _year_mismatches(case: _Case) -> Iterator[Slip]:
    for citation in case.evidence.citations:
        year = _year_in_symbol(citation)
        if citation.date is not None and year is not None and year != citation.date.year:
            yield _at("symbol_date_mismatch", citation, year=str(year), date=_day(citation.date))


def _year_in_symbol(citation: Citation) -> int | None:
    parts = (citation.symbol or "").split("/")
    return int(parts[1]) if len(parts) > 2 and parts[1].isdigit() and len(parts[1]) == 4 else None


def _issuers_not_in_era(case: _Case) -> Iterator[Slip]:
    for citation in case.evidence.citations:
        date = citation.date or _middle_of(_year_in_symbol(citation))
        body = _missing_body(case.rules.acts.bodies(citation.issuer_code), date) if date else None
        if body is None or date is None or body.since is None:
            continue
        until = _day(body.until) if body.until else "nay"
        facts = {"date": _day(date), "issuer": body.name, "since": _day(body.since), "until": until}
        yield _at("issuer_not_in_era", citation, **facts)


def _middle_of(year: int | None) -> dt.date | None:
    return dt.date(year, 7, 1) if year else None


def _missing_body(bodies: Sequence[Issuer], date: dt.date) -> Issuer | None:
    """The body that a code means when none with that code existed on the day; None when one did, or nobody can tell.

    Codes are given anew: a body that ended decades ago is not meant.
    """
    if not bodies or any(body.since is None or not _outside(body, date) for body in bodies):
        return None
    near = [body for body in bodies if body.until is None or date - body.until < _REUSED]
    return near[0] if near else None


_REUSED = dt.timedelta(days=3653)


def _outside(body: Issuer, date: dt.date) -> bool:
    early = body.since is not None and date < body.since
    late = body.until is not None and date > body.until + _GRACE
    return early or late


def _legislatures_not_in_era(case: _Case) -> Iterator[Slip]:
    for citation in case.evidence.citations:
        term = case.rules.acts.legislature(citation.symbol or "")
        year = _year_in_symbol(citation) or (citation.date.year if citation.date else None)
        if term is not None and year is not None and not term.first <= year <= term.last:
            facts = {"term": str(term.number), "year": str(year), "first": str(term.first), "last": str(term.last)}
            yield _at("legislature_not_in_era", citation, **facts)


def _repaired_symbols(case: _Case) -> Iterator[Slip]:
    for citation in case.evidence.citations:
        if citation.repaired:
            yield _at("symbol_repaired", citation, text=citation.text)


def _unresolved(case: _Case) -> Iterator[Slip]:
    """Short mentions of which no other mention tells the symbol; names of programmes are usual and not reported."""
    for citation in case.evidence.citations:
        loose = citation.form == "number_only" and citation.target_id is not None
        if loose and "/-/" in (citation.target_id or "") and citation.doc_type in case.rules.words.explained:
            yield _at("unresolved_citation", citation, text=citation.text)


def _sequence_gaps(case: _Case) -> Iterator[Slip]:
    last: dict[tuple[str | None, str], Section] = {}
    for section in case.evidence.sections:
        key = (section.parent_id, section.scheme)
        before = last.get(key)
        if before is not None and is_gap(case.evidence.document.text, before, section, case.rules.letters):
            facts = {"before": before.marker, "after": section.marker}
            end = max(section.heading_end, section.char_start + 1)
            yield Slip("sequence_gap", section.char_start, end, facts, (before.section_id, section.section_id))
        last[key] = section


def _percent_mismatches(case: _Case) -> Iterator[Slip]:
    return percent_slips(case.evidence.document.text, case.evidence.numbers, case.rules.words)


def _total_mismatches(case: _Case) -> Iterator[Slip]:
    yield from total_slips(case.evidence.document.text, case.evidence.numbers, case.rules.words)
    yield from table_slips(case.evidence.table_cells, case.rules.words)


_CHECKS: Mapping[str, Callable[[_Case], Iterator[Slip]]] = {
    "date_conflict": _date_conflicts,
    "impossible_date": _impossible_dates,
    "cited_after_report": _cited_after_report,
    "symbol_date_mismatch": _year_mismatches,
    "issuer_not_in_era": _issuers_not_in_era,
    "legislature_not_in_era": _legislatures_not_in_era,
    "symbol_repaired": _repaired_symbols,
    "unresolved_citation": _unresolved,
    "percent_mismatch": _percent_mismatches,
    "total_mismatch": _total_mismatches,
    "sequence_gap": _sequence_gaps,
}
