"""What stands directly before an expression and belongs to it: the name of a period, a blank day, a modifier."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from trichluc.extract.dates.atoms import Atom, moment
from trichluc.extract.dates.lexicon import Lexicon, any_of
from trichluc.language.calendar import Moment
from trichluc.language.letters import fold

_REACH = 48
_BLANK = "[ \u00a0]"
_DOTS = re.compile(r"[.…_]+")
_YEARLY = frozenset({"day", "month", "range"})
_FORM = frozenset({"day", "month"})
_OPENING = "(“\"'[-"
_TRAILING = " \u00a0.…_/(:,"
_OPEN = "[ \u00a0.…_/]{0,60}"
_FILLED = r"(?:(?P<%s>\d{1,2})[ \u00a0.…_/]{0,60})?"
"""The figure written on the dots of a form: `ngày …25.. tháng 01`."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words before an expression that extend or qualify it."""

    labels: Mapping[str, str]
    label: re.Pattern[str]
    endings: Mapping[str, frozenset[str]]
    """Last word of everything that is looked for → its lists; most expressions follow none of them."""
    blank_day: re.Pattern[str]
    blank_month: re.Pattern[str]
    day: re.Pattern[str]
    month_name: re.Pattern[str]
    month_values: Mapping[str, str]
    ten_days: re.Pattern[str]
    ten_values: Mapping[str, str]
    every_year: re.Pattern[str]
    from_word: re.Pattern[str]
    modifiers: Mapping[str, str | None]
    """Folded words → the modifier; None for words that end as one and are none (`bắt đầu`)."""
    longest: int


def load_surroundings(lexicon: Lexicon) -> Surroundings:
    """The words, from `words.tsv`."""
    day, month, name, label, ten = (
        any_of(lexicon.spelled(list_)) for list_ in ("day", "month", "month_name", "label", "ten_days")
    )
    modifiers: dict[str, str | None] = {fold(word): word for word in lexicon.words("modifier")}
    modifiers |= dict.fromkeys(map(fold, lexicon.words("no_modifier")))
    return Surroundings(
        labels=lexicon.values("label"),
        label=re.compile(
            rf"(?<!\w)(?P<label>(?i:{label}))(?:{_BLANK}+(?:[IVXLC]+|(?:lần{_BLANK}+)?thứ{_BLANK}+\w+))?{_BLANK}*(?P<open>[(:,]?)"
            rf"{_BLANK}*$"
        ),
        endings=_endings(lexicon),
        blank_day=re.compile(rf"(?<!\w){day}{_OPEN}{_FILLED % 'd'}$"),
        blank_month=re.compile(rf"(?<!\w){day}{_OPEN}{_FILLED % 'd'}{month}{_OPEN}{_FILLED % 'm'}$"),
        day=re.compile(rf"(?<!\w){day}{_BLANK}+$"),
        month_name=re.compile(
            rf"(?<!\w)(?:{day}{_BLANK}*)?(?P<d>\d{{1,2}}{_BLANK}+)?{month}{_BLANK}+(?P<mn>{name}){_BLANK}*,?{_BLANK}*$"
        ),
        month_values=lexicon.values("month_name"),
        ten_days=re.compile(rf"(?<!\w)(?P<ten>{ten}){_BLANK}+$"),
        ten_values=lexicon.values("ten_days"),
        every_year=re.compile(rf"{_BLANK}*{any_of(lexicon.spelled('every_year'))}(?!\w)"),
        from_word=re.compile(rf"(?<!\w){any_of(lexicon.spelled('from'))}{_BLANK}+$"),
        modifiers=modifiers,
        longest=max(len(word.split()) for word in modifiers),
    )


_LOOKED_FOR = ("label", "day", "month", "month_name", "ten_days", "modifier", "from")


def _endings(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name in _LOOKED_FOR:
        for word in lexicon.spelled(name):
            found.setdefault(word.lower().split()[-1], set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def settle(atom: Atom, text: str, words: Surroundings) -> None:
    """Extend the atom to the left and note its modifier."""
    if atom.yearless and atom.kind in _YEARLY and words.every_year.match(text, atom.end):
        atom.kind = "recurring"
    head = _head(text, atom.start)
    parts = head.rstrip(_TRAILING).split()
    lists = _lists(_last_word(parts[-1]), atom, words) if parts else None
    if lists is None and atom.kind != "range":
        return
    start, (extend, needed) = atom.start, _EXTENDED.get(atom.kind, _NOTHING)
    if extend is not None and (lists is None or not lists.isdisjoint(needed)):
        extend(atom, text, head, words)
    if atom.start != start or (lists is not None and "modifier" in lists):
        atom.modifier = _modifier(parts if atom.start == start else _head(text, atom.start).split(), words)


def _lists(word: str, atom: Atom, words: Surroundings) -> frozenset[str] | None:
    """The lists of the last word; before a figure on the dots of a form stands a unit word."""
    return _FORM if word.isdigit() and atom.kind in ("month", "year") else words.endings.get(word)


def _last_word(token: str) -> str:
    """In lower case, freed of the dots that a form prints between its words (`Ngày....tháng`)."""
    return (_DOTS.split(token)[-1] if "." in token or "…" in token else token).lstrip(_OPENING).lower()


def _head(text: str, start: int) -> str:
    head = text[max(0, start - _REACH) : start]
    return head[max(head.rfind("\n"), head.rfind("\t")) + 1 :]


def _period(atom: Atom, text: str, head: str, words: Surroundings) -> bool:
    """The word từ before a range, and the name of a period before it."""
    match = words.from_word.search(head)
    if match is not None:
        atom.start -= len(head) - match.start()
        head = head[: match.start()]
    return _name_period(atom, text, head, words) or match is not None


def _name_period(atom: Atom, text: str, head: str, words: Surroundings) -> bool:
    """Giai đoạn, nhiệm kỳ IV (…), năm học, vụ Đông Xuân before years."""
    match = words.label.search(head)
    if match is None or _is_in_modifier(fold(match["label"]), head, words):
        return False
    atom.start -= len(head) - match.start()
    if match["open"] == "(" and text[atom.end : atom.end + 1] == ")":
        atom.end += 1
    kind = words.labels[fold(match["label"])]
    if kind == "school_year" and atom.last is not None and atom.first.month is None:
        atom.first, atom.last = replace(atom.first, month=9), replace(atom.last, month=5)
    atom.kind = atom.kind if kind in ("range", "year") else kind
    return True


def _is_in_modifier(label: str, head: str, words: Surroundings) -> bool:
    """Whether the name is the end of a longer modifier: `cùng kỳ năm 2023` names no `kỳ năm 2023`."""
    modifier = _modifier(head.split(), words)
    return modifier is not None and fold(modifier).endswith(f" {label}")


def _blank_day(atom: Atom, _text: str, head: str, words: Surroundings) -> bool:
    """`ngày    tháng 3 năm 2025`: the day is left open; `trung tuần tháng 3`: ten days of the month."""
    match = words.blank_day.search(head)
    if match is not None:
        atom.kind, atom.first = "day", _filled(atom, match["d"])
        atom.start -= len(head) - match.start()
        return True
    return _ten_days(atom, head, words)


def _filled(atom: Atom, day: str | None) -> Moment:
    """The month with the day written on the dots; with the day left open where none is, or where the month is not."""
    if day is None or atom.first.month is None:
        return replace(atom.first, blank=True)
    return moment(atom.first.year, atom.first.month, int(day))


def _ten_days(atom: Atom, head: str, words: Surroundings) -> bool:
    match = words.ten_days.search(head)
    if match is None or not atom.first.exists:
        return False
    day = int(words.ten_values[fold(match["ten"])])
    atom.edtf = atom.first.edtf
    last = atom.first.end.day if day == 21 and atom.first.end else day + 9
    month = atom.first.month
    atom.first, atom.last = moment(atom.first.year, month, day), moment(atom.first.year, month, last)
    atom.start -= len(head) - match.start()
    return True


def _before_year(atom: Atom, text: str, head: str, words: Surroundings) -> bool:
    """`ngày … tháng … năm 2016`: day and month are left open; `tháng Mười hai năm 2024`: the month has its name."""
    if _name_period(atom, text, head, words):
        return True
    match = words.blank_month.search(head)
    if match is not None:
        atom.first = replace(atom.first, month=int(match["m"])) if match["m"] else atom.first
        atom.kind, atom.first = "day", _filled(atom, match["d"])
        atom.start -= len(head) - match.start()
        return True
    named = words.month_name.search(head)
    if named is None:
        return False
    month = int(words.month_values[fold(named["mn"])])
    day = int(named["d"]) if named["d"] else None
    atom.kind, atom.first = "day" if day else "month", moment(atom.first.year, month, day)
    atom.start -= len(head) - named.start()
    return True


def _before_day(atom: Atom, _text: str, head: str, words: Surroundings) -> bool:
    """`ngày … tháng …` before a year left open, and the word ngày before mùng."""
    match = words.blank_month.search(head) or words.day.search(head)
    if match is None:
        return False
    atom.start -= len(head) - match.start()
    return True


_Extend = Callable[[Atom, str, str, Surroundings], bool]
_NOTHING: tuple[_Extend | None, tuple[str, ...]] = (None, ())
_EXTENDED: Mapping[str, tuple[_Extend | None, tuple[str, ...]]] = {
    "day": (_before_day, ("day", "month")),
    "month": (_blank_day, ("day", "ten_days")),
    "range": (_period, ("label", "from")),
    "recurring": (_period, ("from",)),
    "year": (_before_year, ("label", "month", "month_name")),
}
"""What may extend a kind, and the lists of whose words one must stand before it. Of a label, a number may follow."""


def _modifier(parts: list[str], words: Surroundings) -> str | None:
    """The longest run of words before the expression that is a modifier, or is known to be none."""
    for count in range(min(words.longest, len(parts)), 0, -1):
        phrase = fold(" ".join(parts[-count:]).lstrip(_OPENING))
        if phrase in words.modifiers:
            return words.modifiers[phrase]
    return None
