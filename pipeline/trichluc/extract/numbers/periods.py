"""The time that a number speaks of: an expression of its sentence, an earlier one of its paragraph, else the heading's.

What a mention covers (`trước`, `đến nay`) and what headings and the report say is settled by the dates; here the
sentence is found, once for all of its numbers, and the expression that stands nearest before a number is chosen.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from trichluc.extract.dates.periods import Period, PeriodRules, Periods, bounds
from trichluc.places import Places
from trichluc.report import DateMention

Bounds = tuple[dt.date | None, dt.date | None]
_BREAK = re.compile(r"[.;](?=\s)|\n")
_DIRECTLY = re.compile(r"[ \u00a0]?")
_REACH = 60
_HEAD = re.compile(r"(?:^|[.:;)](?=\s)|\n)[\s\-–+*]*(?:\w+ ){0,5}$")
"""The beginning of a statement and at most five words: `Đến`, `Trong`, `Tính đến hết`, `Kết thúc vụ mùa`."""


class Clauses:
    """Answers for the numbers of one document, asked in the order of the text."""

    def __init__(self, places: Places, dates: Sequence[DateMention], rules: PeriodRules) -> None:
        self._text = places.text.value
        self._rules = rules
        self._periods = Periods(places, dates, rules)
        usable = [d for d in dates if d.start and d.end and d.citation_id is None]
        self._dates = sorted(
            (d for d in usable if rules.senses.get(d.modifier or "") != "baseline"), key=lambda d: d.char_start
        )
        self._starts = [d.char_start for d in self._dates]
        self._paragraph = (-1, -1)
        self._breaks: list[int] = []
        self._sentence = (-1, -1)
        self._expressions: list[tuple[int, Period]] = []

    def at(self, start: int, end: int, low: int, high: int) -> Bounds:
        """The period of a number at `start`..`end` in a paragraph `low`..`high`."""
        self._enter(start, low, high)
        period = self._of_sentence(start, end) or self._of_paragraph(start, low)
        period = period or self._periods.section(start) or self._periods.report
        return (period.start, period.end) if period else (None, None)

    def _enter(self, start: int, low: int, high: int) -> None:
        """Find the sentence around a position and its expressions of time, unless it is the one found before."""
        if (low, high) != self._paragraph:
            self._paragraph = (low, high)
            self._breaks = [low, *(m.end() for m in _BREAK.finditer(self._text, low, high)), high]
        at = bisect_right(self._breaks, start) - 1
        sentence = (self._breaks[at], self._breaks[min(at + 1, len(self._breaks) - 1)])
        if sentence != self._sentence:
            self._sentence = sentence
            self._expressions = self._found(*sentence)

    def _found(self, low: int, high: int) -> list[tuple[int, Period]]:
        """The mentions of a stretch of text in order; relative phrases where there is none, or one is left open."""
        first, last = bisect_left(self._starts, low), bisect_left(self._starts, high)
        found = [(d.char_start, bounds(d, self._rules)) for d in self._dates[first:last]]
        if found and all(period.end for _, period in found):
            return found
        return [(start, period) for start, _, period in self._periods.expressions(low, high)]

    def _of_sentence(self, start: int, end: int) -> Period | None:
        """What stands in brackets behind the number, else the last expression before it, else the first behind it.

        An expression in brackets speaks of what stands before and within them: `1.096 đơn vị (năm 2015)`.
        """
        chosen = None
        for at, period in self._expressions:
            bracket = self._bracket(at)
            if bracket is not None and not bracket < start:
                if at > end and _DIRECTLY.fullmatch(self._text, end, bracket):
                    return period
            elif bracket is not None and self._text.find(")", bracket, start) >= 0:
                continue
            elif at >= end:
                return chosen or period
            else:
                chosen = period
        return chosen

    def _bracket(self, at: int) -> int | None:
        """Where the bracket opens in which an expression of the sentence stands."""
        low = self._sentence[0]
        opened = self._text.rfind("(", low, at)
        return opened if opened >= 0 and self._text.find(")", opened, at) < 0 else None

    def _of_paragraph(self, start: int, low: int) -> Period | None:
        """The last expression before the sentence that heads its own: `Năm 2011, bắt giữ … Xử phạt 54 vụ`."""
        for at in range(bisect_left(self._starts, start) - 1, -1, -1):
            mention = self._dates[at]
            if mention.char_start < low:
                return None
            if self._heads(mention):
                return bounds(mention, self._rules)
        return None

    def _heads(self, mention: DateMention) -> bool:
        """Whether few words or none stand between the beginning of a statement and the mention, but no bracket."""
        before = self._text[max(self._paragraph[0], mention.char_start - _REACH) : mention.char_start]
        return _HEAD.search(before) is not None
