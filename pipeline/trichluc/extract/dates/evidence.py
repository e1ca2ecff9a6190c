"""Tests of the surroundings for forms that are dates in some places only: bare years, `13/10`, `05/2025`, `tháng 10`.

Each is named in a rule's `needs` and answers from the words beside the form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from trichluc.extract.dates.atoms import Atom, moment
from trichluc.extract.dates.sight import NAME_REACH, Sight
from trichluc.language.letters import fold

_FIGURE_END = re.compile(r"\d[ \u00a0]*$")
_OPENING_SIGNS = frozenset('(,:;–-“"')
_YEAR_BEFORE = re.compile(r"(?:^|[\n\t])((?:19|20)\d\d)[\n\t]{1,2}$")
_YEAR_AFTER = re.compile(r"[\n\t]{1,2}((?:19|20)\d\d)(?=[\n\t]|$)")
_ENTRY_BEFORE = re.compile(r"(?:[(;:] ?)((?:19|20)\d\d) [^\d\W][^();]*; $")
_ENTRY_WORD = re.compile(r" ([^\d\W]+)")
_ENTRY = 90
"""Characters of an entry of a row that a year opens."""

_COLUMN_STEP = 5
"""Years in the head of a table lie at most so far apart."""

_ROW = 120
"""Characters of a row of a table that stand between two cells of one column."""


# ------------------------------------------------------------------ days


def _exists(sight: Sight) -> bool:
    """A range or day in figures whose parts the calendar has."""
    atom = sight.atom
    return atom.first.exists and (atom.last is None or atom.last.exists)


def _possible_day(sight: Sight) -> bool:
    """A day without the word ngày: it must exist, or have been meant as one (31/6/2025)."""
    first = sight.atom.first
    if not first.exists:
        return "/" in sight.written and 1 <= (first.month or 0) <= 12 and 1 <= (first.day or 0) <= 31
    before = sight.text[max(0, sight.atom.start - 2) : sight.atom.start]
    return before[-1:] not in ("-", "–") or before[:1].isdigit() or before[:1].isspace() or len(before) == 1


def _day_word(sight: Sight) -> bool:
    """A day without the word ngày after a part of the day, a weekday, mùng or a preposition of time."""
    return sight.led_by(sight.words.before_day | sight.words.early) and sight.atom.first.exists


def _range_word(sight: Sight) -> bool:
    """`từ 20 đến 25/8`: days after a word that leads to a day; `từ 5 đến 7/10` may be 5 to 7 out of 10."""
    atom = sight.atom
    if not (_exists(sight) and _day_word(sight)) or atom.last is None:
        return False
    if sight.words.month.search(sight.text, atom.start, atom.end):
        return True
    early = sight.led_by(sight.words.early)
    return sight.uncounted and (early or (atom.last.day or 0) > (atom.last.month or 0))


def _day_or_month(sight: Sight) -> bool:
    """`sáng 15 tháng 3 năm 2025` is a day; in `Đề án 06 tháng 8/2025` only the month and year are a date."""
    head = sight.before().rstrip()
    if not head or head[-1] in _OPENING_SIGNS or _day_word(sight) or sight.words.day_word.search(head):
        return True
    atom = sight.atom
    month = sight.words.month.search(sight.text, atom.start, atom.end)
    if month is not None:
        atom.start, atom.kind, atom.first = month.start(), "month", moment(atom.first.year, atom.first.month)
    return True


def _named_day(sight: Sight) -> bool:
    """A day and month in figures: the name of a day before it, or a word that only a day follows."""
    if not sight.atom.first.exists or not sight.uncounted:
        return False
    if sight.led_by(sight.words.holiday):
        return True
    day = _day_word(sight) and (sight.in_told_year or not _may_be_ratio(sight))
    if "/" in sight.written and (day or sight.yearly):
        return True
    if sight.led_by(sight.words.day_part) or (sight.bracketed and _is_today(sight)):
        return True
    named = sight.words.named_day.match(sight.before(NAME_REACH + 20))
    return named is not None and (named[1][0].isupper() or sight.bracketed or _has_capital(named[1]))


def _is_today(sight: Sight) -> bool:
    """Whether a word that points to the day stands before the bracket: `sáng nay (23/11)`."""
    before = sight.words_before()
    return len(before) > 1 and before[-2] in sight.words.today


def _uncounted_day(sight: Sight) -> bool:
    """`ngày 11-6` is a day; in `2 ngày 11-12` and `mỗi ngày 2-3 lần` days are counted or something in them."""
    return sight.atom.first.exists and sight.uncounted and not _FIGURE_END.search(sight.before())


def _has_capital(name: str) -> bool:
    """Whether what follows the first word begins with a capital: ngày Đo lường, not ngày làm việc."""
    parts = name.split()
    return len(parts) > 1 and parts[1].strip("“\"'")[:1].isupper()


def _may_be_ratio(sight: Sight) -> bool:
    """Whether `05/12` after a preposition could be 5 out of 12: a numerator is not the larger number."""
    before, first = sight.words_before(), sight.atom.first
    if before[-1] in sight.words.early or " ".join(before[-2:]) in sight.words.weekday:
        return False
    return before[-1] in sight.words.before_month and (first.day or 0) <= (first.month or 0)


def _blank_day(sight: Sight) -> bool:
    """`ngày    /3/2025`: after the word ngày and a place left open, which belong to the date."""
    head = sight.before(80)
    match = sight.words.blank_day.search(head)
    if match is None:
        return False
    atom = sight.atom
    atom.kind, atom.first = "day", replace(atom.first, blank=True)
    atom.start -= len(head) - match.start()
    return True


def _blank_date(sight: Sight) -> bool:
    """A year left open, as in a form: only after a day and month left open."""
    return sight.words.blank_date.search(sight.before(60)) is not None


# --------------------------------------------------- months and quarters


def _no_duration(sight: Sight) -> bool:
    """A month without year: `06 tháng 3 ngày` is a length of time, `mỗi tháng 2 buổi` tells how often.

    A month of the lunar calendar (`tháng 02 âm lịch`) is none of the civil one.
    """
    if sight.lunar or sight.led_by(sight.words.each) or _FIGURE_END.search(sight.before()):
        return False
    return 1 <= (sight.atom.first.month or 0) <= 12


def _month_name(sight: Sight) -> bool:
    """A month by its name, written with a capital: `tháng Tám`; the revolution of August and streets are no time."""
    return not sight.led_by(sight.words.not_before_month)


def _month_word(sight: Sight) -> bool:
    """A month written 05/2025: after a preposition of time, alone in brackets or alone in its cell."""
    if not sight.atom.first.exists:
        return False
    return sight.led_by(sight.words.before_month) or sight.bracketed or (sight.begins_cell and sight.ends_cell)


def _quarter_word(sight: Sight) -> bool:
    """A quarter without year: numbered in Roman figures, or with nothing counted behind it."""
    if not sight.written[-1].isdigit():
        return True
    return sight.uncounted and not sight.led_by(sight.words.each)


# ----------------------------------------------------------------- years


def _label(sight: Sight) -> bool:
    """Years after a word that announces a period."""
    return sight.words.label.search(sight.before()) is not None


def _short_year(sight: Sight) -> bool:
    """`năm 93`: after a preposition of time or a plural, and nothing counted after it."""
    return sight.led_by(sight.words.before_month | sight.words.plural) and sight.uncounted


def _bare_year(sight: Sight) -> bool:
    """A year without the word năm: what stands before must not announce a number, what follows must not be counted."""
    if sight.begins_cell:
        return _in_row_of_years(sight) if sight.ends_cell else _opens_entry(sight)
    before = sight.words_before()
    if not before:
        return _opens_entry(sight)
    if _continues_row(sight):
        return True
    sign = before[-1][-1]
    if sign in '(“"':
        return sight.uncounted
    if sign in ".;" or (sign in ":=<>≥≤+" and not before[-1][:-1].isdigit()):
        return sign in ".;" and _opens_entry(sight)
    return not _announces_number(sight, before) and (
        sight.uncounted or sight.led_by(sight.words.year_only) or _after_name(sight)
    )


def _opens_entry(sight: Sight) -> bool:
    """Whether a year opens an entry: `- 2024: 5 vụ`."""
    return sight.text[sight.atom.end : sight.atom.end + 2].strip() == ":"


def _continues_row(sight: Sight) -> bool:
    """Whether the year before or after it opens the entry before: `(2001 tăng 7,1%; 2002 giảm 6,5%)`."""
    row = _ENTRY_BEFORE.search(sight.before(_ENTRY))
    if row is None or abs(int(row[1]) - (sight.atom.first.year or 0)) != 1:
        return False
    follower = _ENTRY_WORD.match(sight.text, sight.atom.end)
    return follower is not None and fold(follower[1]) in sight.words.entry_verb


def _announces_number(sight: Sight, before: list[str]) -> bool:
    """Whether the words before lead to a count, a measure or the number of a document."""
    words, last, pair = sight.words, before[-1].strip("“\"'(,"), " ".join(before[-2:])
    if last in words.number_of_document:
        return pair not in words.figure_of_speech and " ".join(before[-3:]) not in words.figure_of_speech
    if pair in words.before_year or last in words.before_year:
        return False
    return last in words.not_before_year or pair in words.not_before_year or last[-1:].isdigit()


def _after_name(sight: Sight) -> bool:
    """Whether the word before is part of a name: a capital not at the beginning of the sentence."""
    parts = sight.before().split()
    if len(parts) < 2 or not parts[-1][0].isupper():
        return False
    return parts[-2][-1] not in ".:;-" or parts[-1].isupper()


def _in_row_of_years(sight: Sight) -> bool:
    """Whether a neighbouring cell holds a year close to it: the head of a table."""
    year, text, atom = sight.atom.first.year or 0, sight.text, sight.atom
    found = _YEAR_AFTER.match(text, atom.end), _YEAR_BEFORE.search(text[max(0, atom.start - 7) : atom.start])
    return any(match is not None and 0 < abs(int(match[1]) - year) <= _COLUMN_STEP for match in found)


def prove_columns(text: str, atoms: Sequence[Atom]) -> None:
    """Three years that stand alone in their cells and follow one another down a column prove one another."""
    alone = [a for a in atoms if a.kind == "year" and a.last is None and _fills_cell(text, a)]
    for one, two, three in zip(alone, alone[1:], alone[2:], strict=False):
        years = [atom.first.year or 0 for atom in (one, two, three)]
        if two.start - one.end <= _ROW and three.start - two.end <= _ROW and years in _runs(years[0]):
            one.needs = two.needs = three.needs = ""


def _runs(year: int) -> tuple[list[int], list[int]]:
    return [year, year + 1, year + 2], [year, year - 1, year - 2]


def _fills_cell(text: str, atom: Atom) -> bool:
    before, after = text[atom.start - 1 : atom.start], text[atom.end : atom.end + 1]
    return before in ("\t", "\n") and after in ("\t", "\n") and atom.start > 0


Test = Callable[[Sight], bool]
TESTS: Mapping[str, Test] = {
    "bare_year": _bare_year,
    "blank_date": _blank_date,
    "blank_day": _blank_day,
    "completion": lambda sight: False,  # noqa: ARG005 (only a neighbour can prove it)
    "day_or_month": _day_or_month,
    "day_word": _day_word,
    "exists": _exists,
    "label": _label,
    "month_name": _month_name,
    "month_word": _month_word,
    "named_day": _named_day,
    "no_duration": _no_duration,
    "possible_day": _possible_day,
    "quarter_word": _quarter_word,
    "range_word": _range_word,
    "short_year": _short_year,
    "uncounted": lambda sight: _exists(sight) and sight.uncounted,
    "uncounted_day": _uncounted_day,
}
