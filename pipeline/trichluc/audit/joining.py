"""Mentions that their own report leaves open join the act that other reports tell.

A mention without a year (`Nghị quyết số 18-NQ/TW`) is the one act of that type, number, issuer and place that the
report can mean: dated somewhere, not after the report, not older than such symbols are usually cited bare. A scheme
known by its number (`Đề án 06`) is the act for which that name stands wherever a report explains it. Where two acts
answer, the mention stays by itself. The answer depends on what the reports say, not on their order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from trichluc.audit.identity import UNKNOWN, Identity

_REACH_CENTRAL, _REACH_LOCAL = 15, 5
"""Years for which an act is cited without its year. The numbers of a province start anew each year, many are used."""
_BARE_UNTIL = 1998
"""The last year of symbols that are a number and an issuer (`155/CP`); since then acts bear their type or year. Who
cites such a one later means the one that is known, however old."""

Short = tuple[str, str]
"""Type and number of a mention such as `Đề án 06`, as they stand in an identifier."""


class Joining:
    """What all reports together know of acts.

    `dated` maps the identifiers that their reports settle to the earliest day printed with them; `explained` are short
    mentions with the acts for which they stand in their own reports.
    """

    def __init__(self, dated: Mapping[str, dt.date | None], explained: Iterable[tuple[Short, str]]) -> None:
        self._dated: dict[tuple[str, ...], list[tuple[int, dt.date | None, str]]] = {}
        for target in sorted(dated):
            identity = Identity.parse(target)
            if identity is not None and identity.year is not None:
                entry = (identity.year, dated[target], target)
                self._dated.setdefault(identity.without_year, []).append(entry)
        self._named: dict[Short, set[str]] = {}
        for short, target in explained:
            identity = Identity.parse(target)
            if identity is not None and identity.names_scheme(short):
                self._named.setdefault(short, set()).add(target)

    def act(self, target: str, day: dt.date | None) -> str:
        """The act that an identifier of one report means; `day` is the day of that report, None if unknown."""
        identity = Identity.parse(target)
        if identity is None or identity.year is not None:
            return target
        if identity.author == UNKNOWN:
            named = self._named.get((identity.doc_type, identity.number), set())
            return min(named) if len(named) == 1 else target
        since = _since(identity, day)
        found = [
            act for year, first, act in self._dated.get(identity.without_year, ()) if _can(year, first, since, day)
        ]
        return found[0] if len(found) == 1 else target


def _since(identity: Identity, day: dt.date | None) -> int:
    """The earliest year of an act that a report of a day cites without its year."""
    bare = identity.is_bare and (day is None or day.year > _BARE_UNTIL)
    if day is None or bare:
        return 0
    return day.year - (_REACH_CENTRAL if identity.is_central else _REACH_LOCAL)


def _can(year: int, first: dt.date | None, since: int, day: dt.date | None) -> bool:
    """Whether a report of a day can mean an act of a year that is nowhere dated before `first`."""
    return since <= year and (day is None or ((first is None or first <= day) and year <= day.year))
