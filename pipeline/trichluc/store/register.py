"""The register: one row for each document that the reports cite, whatever the ways in which they write it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from trichluc.store.rows import CitedDocument


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list of laws tells of an act that reports cite by its name alone."""

    symbol: str
    name: str
    date: dt.date | None


class Wording(NamedTuple):
    """What the register needs of a citation, without its place: most mentions of an act are worded like others."""

    target_id: str
    text: str
    doc_type: str | None
    symbol: str | None
    number: str | None
    year: int | None
    issuer_code: str | None
    issuer: str | None
    date: dt.date | None
    name: str | None
    form: str


@dataclass(slots=True)
class _Entry:
    """One act while its mentions are being counted."""

    mentions: int = 0
    values: dict[str, Counter[str]] = field(default_factory=dict)
    short: dict[str, Counter[str]] = field(default_factory=dict)
    """What short mentions tell; it counts where there is no full one."""
    years: Counter[int] = field(default_factory=Counter)
    dates: Counter[dt.date] = field(default_factory=Counter)
    variants: set[str] = field(default_factory=set)

    def add(self, wording: Wording, times: int) -> None:
        self.mentions += times
        self.variants.add(wording.text)
        short = wording.form in _SHORT
        for name in _TOLD_BY_SHORT if short else _FIELDS:
            value = getattr(wording, name)
            if value:
                kept = self.short if short else self.values
                kept.setdefault(name, Counter())[value] += times
        if short:
            return
        if wording.year:
            self.years[wording.year] += times
        if wording.date:
            self.dates[wording.date] += times


NO_LAWS: Mapping[str, Listed] = {}
_FIELDS = ("doc_type", "symbol", "number", "issuer_code", "issuer", "name")
_SHORT = frozenset(("anaphoric", "number_only"))
_TOLD_BY_SHORT = ("doc_type", "number")


def register(
    wordings: Mapping[Wording, int], documents: Mapping[str, int], laws: Mapping[str, Listed] = NO_LAWS
) -> tuple[CitedDocument, ...]:
    """The distinct documents by identifier. Of differing readings the most frequent one stands, then the first.

    `wordings` are counted, `documents` says how many reports cite each act, `laws` fill in what no report says.
    """
    entries: dict[str, _Entry] = {}
    for wording, times in wordings.items():
        entries.setdefault(wording.target_id, _Entry()).add(wording, times)
    return tuple(_row(target, entries[target], documents[target], laws.get(target)) for target in sorted(entries))


def _row(target: str, entry: _Entry, documents: int, law: Listed | None) -> CitedDocument:
    best: dict[str, str | None] = {name: _most(counted) for name, counted in (entry.values or entry.short).items()}
    date = _most(entry.dates)
    if law is not None:
        known: dict[str, str | None] = {"symbol": law.symbol, "number": law.symbol.partition("/")[0], "name": law.name}
        best, date = known | {name: value for name, value in best.items() if value}, date or law.date
    return CitedDocument(
        target_id=target,
        doc_type=best.get("doc_type"),
        symbol=best.get("symbol"),
        number=best.get("number"),
        year=_year_of(target) or _most(entry.years) or (date.year if date else None),
        issuer_code=best.get("issuer_code"),
        issuer=best.get("issuer"),
        place=_place_of(target),
        date=date,
        name=best.get("name"),
        n_citations=entry.mentions,
        n_documents=documents,
        variants=tuple(sorted(entry.variants)),
    )


Value = TypeVar("Value", str, int, dt.date)


def _most(counted: Counter[Value]) -> Value | None:
    """The most frequent value; of equally frequent ones the smallest, so that order of reading does not matter."""
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def _year_of(target: str) -> int | None:
    year = target.split("/")[-2] if target.count("/") >= 6 else ""
    return int(year) if year.isdigit() else None


def _place_of(target: str) -> str | None:
    """The province's code (`vn-29`); None for acts of the whole country."""
    parts = target.split("/")
    return parts[2] if len(parts) > 2 and parts[2] != "vn" else None
