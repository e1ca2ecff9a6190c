"""What the finders hand to one another: a mention of a document before its surroundings are read."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

OWN_TITLE = "own_title"
"""The rule of a mention that is the document itself, giving its title."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention.

    `head` is where its list begins (its own start when it stands alone); `tail` where its date and issuer end.
    """

    start: int
    end: int
    kind: str | None
    form: str
    rule: str
    head: int
    symbol: str | None = None
    number: str | None = None
    year: int | None = None
    issuer_code: str | None = None
    date: dt.date | None = None
    name: str | None = None
    repaired: bool = False
    issuer: tuple[int, int] | None = None
    tail: int = 0


class Taken:
    """Stretches of the text that findings already cover."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._ends: dict[int, int] = {}
        self._starts: list[int] = []
        for start, end in sorted(spans):
            self._starts.append(start)
            self._ends[start] = end

    def end_of(self, position: int) -> int | None:
        """Where the stretch that holds the position ends, None if none does."""
        at = bisect_right(self._starts, position) - 1
        if at < 0:
            return None
        end = self._ends[self._starts[at]]
        return end if position < end else None
