"""Mentions that their own report leaves open join the act that other reports tell.

A mention without a year (`Nghị quyết số 18-NQ/TW`) is the one act of that type, number, issuer and place that the
report can mean: dated somewhere, not after the report, not older than such symbols are usually cited bare. A scheme
known by its number (`Đề án 06`) is the act for which that name stands wherever a report explains it; a bare number
(`Nghị quyết 57`) is the one recent act of the whole country that several reports cite in full. Where two acts answer,
the mention stays by itself. The answer depends on what the reports say, not on their order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trichluc.audit.identity import UNKNOWN, Identity

_REACH_CENTRAL, _REACH_LOCAL = 15, 5
"""Years for which an act is cited without its year. The numbers of a province start anew each year, many are used."""
_BARE_UNTIL = 1998
"""The last year of symbols that are a number and an issuer (`155/CP`); since then acts bear their type or year. Who
cites such a one later means the one that is known, however old."""

_REACH_SHORT, _WELL_KNOWN = 5, 2
"""Years for which, and reports from which on, an act is known by its bare number."""

Short = tuple[str, str]
"""Type and number of a mention such as `Đề án 06`, as they stand in an identifier."""


@dataclass(frozen=True, slots=True)
class Known:
    """An act that reports settle: the earliest day printed with it, None if none is, and how many reports cite it."""

    first: dt.date | None
    reports: int = 1


_Acts = list[tuple[int, Known, str]]
"""Year, what is known, identifier."""


class Joining:
    """What all reports together know of acts.

    `dated` are the identifiers that their reports settle; `explained` are short mentions with the acts for which they
    stand in their own reports.
    """

    def __init__(self, dated: Mapping[str, Known], explained: Iterable[tuple[Short, str]]) -> None:
        self._dated: dict[tuple[str, ...], _Acts] = {}
        self._short: dict[Short, _Acts] = {}
        for target in sorted(dated):
            identity = Identity.parse(target)
            if identity is not None and identity.year is not None:
                entry = (identity.year, dated[target], target)
                self._dated.setdefault(identity.without_year, []).append(entry)
                if identity.is_central:
                    short = identity.doc_type, identity.number.partition("-")[0]
                    self._short.setdefault(short, []).append(entry)
        self._named: dict[Short, set[str]] = {}
        for short, target in explained:
            identity = Identity.parse(target)
            if identity is not None and identity.names_scheme(short):
                self._named.setdefault(short, set()).add(target)

    def act(self, target: str, day: dt.date | None) -> str:
        """The act that an identifier of one report means; `day` is the day of that report, None if unknown."""
        identity = Identity.parse(target)
        # A law that is only named is the version in force on the day of the report, whatever others cite.
        if identity is None or identity.year is not None or not identity.number[:1].isdigit():
            return target
        if identity.author == UNKNOWN:
            return self._by_number((identity.doc_type, identity.number), day) or target
        found = _possible(self._dated.get(identity.without_year, ()), _since(identity, day), day)
        return found[0][1] if len(found) == 1 else target

    def _by_number(self, short: Short, day: dt.date | None) -> str | None:
        named = self._named.get(short, set())
        if named or day is None:
            return min(named) if len(named) == 1 else None
        found = _possible(self._short.get(short, ()), day.year - _REACH_SHORT, day)
        return found[0][1] if len(found) == 1 and found[0][0].reports >= _WELL_KNOWN else None


def _possible(acts: Iterable[tuple[int, Known, str]], since: int, day: dt.date | None) -> list[tuple[Known, str]]:
    """The acts that a report of a day can mean: of a year from `since` on, and none that is only dated later."""
    found = [(known, act) for year, known, act in acts if since <= year and (day is None or year <= day.year)]
    return [(known, act) for known, act in found if day is None or known.first is None or known.first <= day]


def _since(identity: Identity, day: dt.date | None) -> int:
    """The earliest year of an act that a report of a day cites without its year."""
    bare = identity.is_bare and (day is None or day.year > _BARE_UNTIL)
    if day is None or bare:
        return 0
    return day.year - (_REACH_CENTRAL if identity.is_central else _REACH_LOCAL)
