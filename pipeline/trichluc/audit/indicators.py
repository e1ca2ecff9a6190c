"""One indicator, two values: what reports of one area or one body say of the same things at the same time.

Only two kinds of numbers are held against one another, because all others differ for good reasons. A level (`còn 187 hộ
nghèo`) stands at the end of its period, whoever reports it: it is compared between the governing bodies of one area.
A count over a period is compared between reports of one body, and only where the noun is a whole phrase.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from trichluc.audit.kinds import Kind, NumberWords
from trichluc.ids import finding_id
from trichluc.language.letters import fold
from trichluc.report import Box, Finding

KIND = "indicator_mismatch"
_NEAR = 0.3
"""Values that lie further apart are of another scope, no slip of the pen."""
_PHRASE = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """A number of a report with what the report's letterhead says."""

    doc_id: str
    source: str
    issuer: str | None
    parent_issuer: str | None
    province: str | None
    doc_symbol: str | None
    number_id: str
    char_start: int
    char_end: int
    text: str
    page: int | None
    value: float
    unit: str | None
    noun: str
    comparison: str | None
    period_start: dt.date | None
    period_end: dt.date
    boxes: tuple[Box, ...]


def conflicts(readings: Iterable[Reading], kind: Kind, words: NumberWords) -> tuple[Finding, ...]:
    """A finding at each of two numbers that differ, in the order of document and place. No report plans here."""
    groups: dict[tuple[object, ...], list[Reading]] = {}
    for reading in readings:
        for key in _keys(reading, words):
            groups.setdefault(key, []).append(reading)
    found: dict[str, Finding] = {}
    for key in sorted(groups, key=str):
        for one, other in _pairs(groups[key]):
            found.setdefault(one.number_id, _finding(one, other, kind))
            found.setdefault(other.number_id, _finding(other, one, kind))
    return tuple(sorted(found.values(), key=lambda f: (f.doc_id, f.char_start or 0, f.finding_id)))


def _keys(reading: Reading, words: NumberWords) -> Iterator[tuple[object, ...]]:
    noun = fold(reading.noun)
    said = (noun, reading.unit, reading.period_end)
    area = area_of(reading.issuer, words)
    if reading.comparison == "level" and area and " " in noun:
        yield ("area", area, *said)
    elif reading.comparison is None and reading.issuer and len(noun.split()) >= _PHRASE and reading.period_start:
        body = (fold(reading.issuer), fold(reading.parent_issuer or ""))
        yield ("body", *body, *said, reading.period_start)


def area_of(issuer: str | None, words: NumberWords) -> str | None:
    """The area that a body governs (`xã tân thành`); None for bodies that serve a part of its affairs."""
    name = fold(issuer or "")
    match = words.governing.match(name)
    if match is None:
        return None
    rest = name[match.end() :].strip()
    area = f"{words.ranks.get(match.group(), '')} {rest}".strip()
    return area if rest and " " in area else None


def _pairs(readings: list[Reading]) -> Iterator[tuple[Reading, Reading]]:
    """Readings of two reports that differ; a report that tells several values speaks of several things."""
    by_document: dict[str, list[Reading]] = {}
    for reading in readings:
        by_document.setdefault(reading.doc_id, []).append(reading)
    single = sorted((r[0] for r in by_document.values() if len(r) == 1), key=lambda r: (r.source, r.doc_id))
    for one, other in combinations(single[:_MOST], 2):
        same_province = not one.province or not other.province or fold(one.province) == fold(other.province)
        if same_province and 0 < abs(one.value - other.value) <= _NEAR * max(abs(one.value), abs(other.value)):
            yield one, other


_MOST = 50
"""Reports of one area and day beyond this many are versions of a form."""


def _finding(here: Reading, there: Reading, kind: Kind) -> Finding:
    report = there.doc_symbol if there.doc_symbol and there.doc_symbol[:1].isdigit() else there.source
    facts = {"text": here.text, "other": there.text, "report": report, "issuer": there.issuer or ""}
    return Finding(
        doc_id=here.doc_id,
        char_start=here.char_start,
        char_end=here.char_end,
        text=here.text,
        page=here.page,
        boxes=here.boxes,
        finding_id=finding_id(here.doc_id, "findings", here.char_start, here.char_end, KIND),
        kind=KIND,
        severity=kind.severity,
        message=kind.message.format_map(facts),
        message_en=kind.message_en.format_map(facts),
        related=(here.number_id, there.number_id),
    )
