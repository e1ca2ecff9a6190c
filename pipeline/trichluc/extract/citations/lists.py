"""Lists of numbers after one type word: `số 19, 20 và 22/2024/TT-BTTTT ngày 31/12/2024`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trichluc.extract.citations.dating import DateForms, PrintedDate, date_at
from trichluc.extract.citations.symbols import Forms, Printed
from trichluc.extract.citations.words import BLANKS, WordLists

_BARE = re.compile(r"\d{1,5}(?:\.\d{1,2})?[a-zđ]?(?![\w%]|[.,/–-]\d|[ \u00a0]?[/–-][ \u00a0]?\d|[ \u00a0]?%)")
_TIGHT = re.compile(r"\d{1,4}(?=(?:,\d{1,4}){1,12}[ \u00a0]?/[ \u00a0]?(?:\d{4}/)?[A-ZĐ])")
"""Numbers run together by commas without blanks, up to one with codes: `87,88,31/CP`."""

_YEARED = re.compile(r"(\d{1,4})/((?:19[4-9]|20[0-4])\d)(?![\w%]|[.,/–-]\w|[ \u00a0]?[/–-][ \u00a0]?\w)")
"""A number with its year, the codes left out: `Nghị định 60/2021`."""

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Item:
    """One number of a list: `symbol` None for a bare number. `start` is that of its word số where it has its own."""

    start: int
    end: int
    number: str
    symbol: Printed | None
    dated: PrintedDate | None
    year: int | None = None
    """That of a bare number: `60/2021`."""


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a list: whether a type word, whether the word số."""

    typed: bool
    numbered: bool


@dataclass(frozen=True, slots=True, eq=False)
class ListRules:
    """The forms of items and what joins them."""

    forms: Forms
    dates: DateForms
    joint: re.Pattern[str]
    year: re.Pattern[str]


def load_lists(words: WordLists, forms: Forms, dates: DateForms) -> ListRules:
    """The joints of lists as one pattern."""
    blank = f"[{BLANKS}]"
    joint, article = "|".join(words["list_joint"]), "|".join(words["list_article"])
    number, year = "|".join(words["number_word"]), "|".join(words["year_word"])
    pattern = (
        rf"{blank}{{0,3}}(?:[,;]|(?:{joint})\b){blank}{{0,3}}(?:(?:{joint}){blank}{{1,3}})?"
        rf"(?:(?:{article}){blank}{{1,3}})?(?P<number_word>(?:{number}){blank}{{0,3}}:?{blank}{{0,3}})?(?=[\dlIO])"
    )
    of = "|".join(words["of_word"])
    after = rf"{blank}{{1,2}}(?:{year}){blank}{{1,2}}(?P<year>\d{{4}})(?!\d)(?P<issuer>{blank}{{1,2}}(?:{of})\b)?"
    return ListRules(forms, dates, re.compile(pattern), re.compile(after))


def read_list(text: str, position: int, before: Before, rules: ListRules) -> list[Item]:
    """The items of the list that begins with the number at `position`; bare numbers stop at the first symbol."""
    items: list[Item] = []
    start = position
    while len(items) < _LONGEST:
        item = _item(text, start, position, before, rules)
        if item is None or (item.symbol is None and items and items[-1].symbol is not None):
            break
        items.append(item)
        joint = rules.joint.match(text, item.end)
        if joint is None:
            break
        position = joint.end()
        start = joint.start("number_word") if joint["number_word"] else position
    return items


def _item(text: str, start: int, position: int, before: Before, rules: ListRules) -> Item | None:
    symbol = rules.forms.at_number(text, position, before.typed, before.numbered)
    if symbol is not None:
        dated = date_at(text, symbol.end, rules.dates) or _year_after(text, symbol, rules)
        return Item(start, dated.end if dated else symbol.end, symbol.number or "", symbol, dated)
    bare = _BARE.match(text, position) or _TIGHT.match(text, position)
    if bare is None:
        return _yeared(text, start, position, rules) if before.typed else None
    dated = date_at(text, bare.end(), rules.dates)
    return Item(start, dated.end if dated else bare.end(), bare.group(), None, dated)


def _yeared(text: str, start: int, position: int, rules: ListRules) -> Item | None:
    match = _YEARED.match(text, position)
    if match is None:
        return None
    dated = date_at(text, match.end(), rules.dates)
    return Item(start, dated.end if dated else match.end(), match[1], None, dated, int(match[2]))


def _year_after(text: str, symbol: Printed, rules: ListRules) -> PrintedDate | None:
    """`năm 2015` behind a symbol of that year, or between a symbol without year and its issuer."""
    match = rules.year.match(text, symbol.end)
    if match is None or (symbol.year != int(match["year"]) if symbol.year else not match["issuer"]):
        return None
    return PrintedDate(match.end("year"), int(match["year"]), None)
