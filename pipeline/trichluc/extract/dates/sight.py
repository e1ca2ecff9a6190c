"""What stands beside an expression on its line, and the words by which the tests of `evidence` judge it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trichluc.extract.dates.atoms import Atom
from trichluc.extract.dates.lexicon import Lexicon, any_of
from trichluc.language.letters import fold

_NEXT_WORDS = re.compile(r"[ \u00a0]*([(\[“\"'”’)\]]*)[ \u00a0]*(\w*)(?:[ \u00a0]+(\w+))?")
_LONGEST = 3
"""Words of the longest phrase in a list."""
_CELL_END = "\n\t"
NAME_REACH = 90
"""Characters that the name of a day may take: Ngày Toàn dân phòng, chống ma túy."""
_BLANKS = r"[ \u00a0]*"


@dataclass(frozen=True, slots=True)
class Words:
    """Lists that decide, folded, and patterns built from lists."""

    before_year: frozenset[str]
    not_before_year: frozenset[str]
    after_year: frozenset[str]
    year_only: frozenset[str]
    entry_verb: frozenset[str]
    before_day: frozenset[str]
    holiday: frozenset[str]
    before_month: frozenset[str]
    not_before_month: frozenset[str]
    each: frozenset[str]
    day_part: frozenset[str]
    today: frozenset[str]
    plural: frozenset[str]
    early: frozenset[str]
    weekday: frozenset[str]
    number_of_document: frozenset[str]
    figure_of_speech: frozenset[str]
    named_day: re.Pattern[str]
    every_year: re.Pattern[str]
    told_year: re.Pattern[str]
    lunar_mark: re.Pattern[str]
    label: re.Pattern[str]
    blank_date: re.Pattern[str]
    blank_day: re.Pattern[str]
    month: re.Pattern[str]
    day_word: re.Pattern[str]


def load_words(lexicon: Lexicon) -> Words:
    """The lists of `words.tsv` that the tests use."""
    day, month, label, every, told, lunar, opens = (
        any_of(lexicon.spelled(name))
        for name in ("day", "month", "label", "every_year", "told_year", "lunar_mark", "named_day")
    )
    lists = {name: lexicon.folded(name) for name in Words.__slots__ if name in lexicon.lists and name not in _PATTERNS}
    return Words(
        **lists,
        named_day=re.compile(rf"(?s:.*)(?<!\w)({opens}[ \u00a0]+(?![ \u00a0\d])[^\d.;:\n\t]{{2,{NAME_REACH}}})$"),
        every_year=re.compile(rf"{_BLANKS}[(]?{every}(?!\w)"),
        told_year=re.compile(rf"{_BLANKS}{told}(?!\w)"),
        lunar_mark=re.compile(rf"{_BLANKS}[(]?{lunar}(?!\w)"),
        label=re.compile(rf"(?<!\w){label}{_BLANKS}[(:]?{_BLANKS}$"),
        blank_date=re.compile(rf"(?<!\w){day}[ \u00a0.…_/]{{0,60}}{month}[ \u00a0.…_/]{{0,60}}$"),
        blank_day=re.compile(rf"(?<!\w){day}[ \u00a0.…_]{{0,40}}/(?:[ \u00a0.…_]{{0,20}}/)?$"),
        month=re.compile(month),
        day_word=re.compile(rf"{day}{_BLANKS}$"),
    )


_PATTERNS = frozenset({"named_day", "every_year", "told_year", "lunar_mark", "label", "month"})


@dataclass(frozen=True, slots=True)
class Sight:
    """An expression in its place."""

    text: str
    atom: Atom
    words: Words

    @property
    def written(self) -> str:
        """The expression itself."""
        return self.text[self.atom.start : self.atom.end]

    def before(self, reach: int = 32) -> str:
        """The characters before it, not beyond the line or cell."""
        head = self.text[max(0, self.atom.start - reach) : self.atom.start]
        return head[max(head.rfind("\n"), head.rfind("\t")) + 1 :]

    def words_before(self) -> list[str]:
        """The last words before it, folded, the nearest last."""
        return [fold(word) for word in self.before().split()[-_LONGEST:]]

    def led_by(self, leads: frozenset[str]) -> bool:
        """Whether the last word or the last two words before it are in a list."""
        before = self.words_before()
        return bool(before) and (before[-1] in leads or " ".join(before[-2:]) in leads)

    @property
    def begins_cell(self) -> bool:
        """Whether its line or cell begins with it."""
        return self.atom.start == 0 or self.text[self.atom.start - 1] in _CELL_END

    @property
    def ends_cell(self) -> bool:
        """Whether its line or cell ends after it."""
        return self.atom.end >= len(self.text) or self.text[self.atom.end] in _CELL_END

    @property
    def bracketed(self) -> bool:
        """Whether it stands alone in brackets."""
        start, end = self.atom.start, self.atom.end
        return self.text[start - 1 : start] == "(" and self.text[end : end + 1] == ")"

    @property
    def yearly(self) -> bool:
        """Whether the words hằng năm follow."""
        return self.words.every_year.match(self.text, self.atom.end) is not None

    @property
    def in_told_year(self) -> bool:
        """Whether a year follows that is told from that of the report: năm trước."""
        return self.words.told_year.match(self.text, self.atom.end) is not None

    @property
    def lunar(self) -> bool:
        """Whether the words âm lịch follow."""
        return self.words.lunar_mark.match(self.text, self.atom.end) is not None

    @property
    def uncounted(self) -> bool:
        """Whether nothing is counted after it: punctuation, a capital or a word that follows no bare number."""
        match = _NEXT_WORDS.match(self.text, self.atom.end)
        if match is None or not match[2] or match[1] or match[2][0].isupper():
            return True
        after = self.words.after_year
        pair = f"{match[2]} {match[3]}" if match[3] else ""
        return fold(match[2]) in after or fold(pair) in after or self.yearly or self.in_told_year
