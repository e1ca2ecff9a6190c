"""The time that a number speaks of: the date of its clause, else of its section's heading, else of the report."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence

from trichluc.places import Places
from trichluc.report import DateMention, Section

Period = tuple[dt.date, dt.date]
_NOTHING: tuple[None, None] = (None, None)
_BREAK = re.compile(r"[.;](?=\s)|\n")
_COMPARED = re.compile(r"(?i:so với|cùng kỳ|so)\s+(?:\w+\s+){0,4}$")
_REACH = 30  # characters before a date in which an opening of a comparison stands


class Periods:
    """Answers for one document: built once from its dates and sections."""

    def __init__(self, places: Places, dates: Sequence[DateMention]) -> None:
        text = places.text.value
        self._text = text
        usable = sorted(
            (d for d in dates if d.start is not None and d.end is not None and d.citation_id is None),
            key=lambda d: d.char_start,
        )
        self._all = [(d.char_start, d.char_end, (d.start, d.end)) for d in usable if d.start and d.end]
        self._dates = [d for d in self._all if _COMPARED.search(text, max(0, d[0] - _REACH), d[0]) is None]
        self._starts = [start for start, _, _ in self._dates]
        self._sections = self._of_sections(places.sections)
        self._report = self._of_report(places)

    def at(self, start: int, end: int, low: int, high: int) -> Period | tuple[None, None]:
        """The period of a quantity at `start`..`end` in a paragraph `low`..`high`."""
        return self._of_clause(start, end, low, high) or self._of_section(start) or self._report

    def _of_clause(self, start: int, end: int, low: int, high: int) -> Period | None:
        """The last date before the quantity in its sentence, else the first behind it, else the paragraph's last."""
        at = bisect_left(self._starts, start) - 1
        earlier = self._dates[at] if at >= 0 and self._dates[at][0] >= low else None
        if earlier is not None and _BREAK.search(self._text, min(earlier[1], start), start) is None:
            return earlier[2]
        if at + 1 < len(self._dates):
            begin, _, period = self._dates[at + 1]
            if begin < high and _BREAK.search(self._text, end, max(end, begin)) is None:
                return period
        return earlier[2] if earlier else None

    def _of_section(self, position: int) -> Period | None:
        holding = [s for s in self._sections if s[0] <= position < s[1]]
        return min(holding, key=lambda s: s[1] - s[0])[2] if holding else None

    def _of_sections(self, sections: Sequence[Section]) -> list[tuple[int, int, Period]]:
        """Extents of the sections whose heading holds a date."""
        starts = [start for start, _, _ in self._all]
        found = []
        for section in sections:
            at = bisect_left(starts, section.char_start)
            if section.title and at < len(starts) and starts[at] < section.heading_end:
                found.append((section.char_start, section.char_end, self._all[at][2]))
        return found

    def _of_report(self, places: Places) -> Period | tuple[None, None]:
        """The first date of the report's subject."""
        for block in places.text.blocks:
            if block.kind == "subject":
                for start, _, period in self._all:
                    if block.char_start <= start < block.char_end:
                        return period
        return _NOTHING
