"""Numbers without a symbol: `Quyết định 861`, `Nghị quyết 18, 19 khóa XII`, `Đề án 06`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trichluc.extract.citations.doctypes import DocType
from trichluc.extract.citations.heads import Head
from trichluc.extract.citations.lists import Item
from trichluc.extract.citations.mentions import Mention
from trichluc.extract.citations.words import WORD, WordLists, key, line_start, skip_blanks

_YEARS = range(1900, 2101)
_BODY_NAME = 150
_CODES = r"(?:[^\W\d_]{1,4}\d+[A-Z]?(?:,[ \u00a0]|[ \u00a0]và[ \u00a0]))*"
"""Codes of a list before one of its members."""

_MONTHS = 12
"""A greater number before a year is no month: `Báo cáo 03/2025` may be of March."""


@dataclass(frozen=True, slots=True, eq=False)
class BareRules:
    """Words after a bare number that make it a count, words that show it is none, and names of bodies."""

    counted: frozenset[str]
    after_bare: frozenset[str]
    calendar_words: frozenset[str]
    body_name: re.Pattern[str]
    clause_verb: re.Pattern[str]
    coded_thing: re.Pattern[str]


def load_bare(words: WordLists) -> BareRules:
    """The word lists of bare numbers."""
    return BareRules(
        words.keys_of("counted"),
        words.keys_of("after_bare"),
        words.keys_of("calendar_word"),
        re.compile(rf"\b(?:{'|'.join(words['body_head'])})\b[^.;:()“”\"]*\Z", re.IGNORECASE),
        re.compile(rf"(?<=\w )(?:{'|'.join(words['clause_verb'])})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{'|'.join(words['coded_thing'])})[ \u00a0]{_CODES}\Z", re.IGNORECASE),
    )


def bare_mentions(text: str, head: Head, kind: DocType, items: Sequence[Item], rules: BareRules) -> list[Mention]:
    """The mentions of a list of bare numbers; what follows the last one decides whether they are numbers of acts."""
    while items and not _is_number(text, head, kind, items[-1], rules):
        items = items[:-1]
    if not items or _in_name_of_body(text, head, kind, rules) or _codes_a_thing(text, head, items[0], rules):
        return []
    year = items[-1].year or next((i.dated.year for i in reversed(items) if i.dated), None)
    shared = items[-1].dated.date if items[-1].dated else None
    coded = kind.code_only and text[head.start : items[0].start].rstrip().endswith(kind.state_code or "\0")
    return [
        Mention(
            start=head.start if at == 0 else item.start,
            end=item.end,
            kind=kind.name,
            form="number_only",
            rule="number_only",
            head=head.start,
            symbol=_symbol(item, item.year or items[-1].year, kind.state_code if coded else None),
            number=item.number,
            year=item.year or year,
            issuer_code=kind.sole_issuer,
            date=item.dated.date if item.dated else shared,
            tail=item.end,
        )
        for at, item in enumerate(items)
    ]


def _codes_a_thing(text: str, head: Head, first: Item, rules: BareRules) -> bool:
    """Whether letters and figures without a blank are the code of a place or thing: `chung cư CT2`, not `theo NQ18`."""
    if not head.short or not text[first.start - 1].isalpha():
        return False
    return rules.coded_thing.search(text, line_start(text, head.start, _BODY_NAME), head.start) is not None


def _symbol(item: Item, year: int | None, code: str | None) -> str:
    """The number as far as it is printed; in a list the last item's year is that of all: `số 19, 20/2024`."""
    return "/".join(part for part in (item.number, str(year or ""), code) if part)


def _is_number(text: str, head: Head, kind: DocType, item: Item, rules: BareRules) -> bool:
    """Whether a bare number is that of an act and not a count: by its type word and by the word that follows."""
    if kind.bare == "no" or (not head.numbered and not _may_lack_number_word(text, head, kind, item)):
        return False
    if item.year is not None:
        return head.numbered or kind.bare == "strong" or int(item.number) > _MONTHS
    at = skip_blanks(text, item.end)
    word = WORD.match(text, at)
    if item.dated is not None or word is None or at == item.end:
        return True
    following = key(word.group())
    if following in rules.counted:
        dated = following in rules.calendar_words and kind.bare == "strong" and _before_figure(text, word.end())
        return dated or head.numbered
    strong = head.numbered or (kind.bare == "strong" and not head.short)
    return strong or following in rules.after_bare or word.group()[0].isupper()


def _may_lack_number_word(text: str, head: Head, kind: DocType, item: Item) -> bool:
    """Whether the number may follow its type word at once: no year, and no part of a programme (`Dự án 2`)."""
    year_like = len(item.number) == 4 and item.number.isdigit() and int(item.number) in _YEARS
    certain = text[head.start].isupper() or kind.sole_issuer is not None
    part = kind.nickname and len(item.number) == 1
    return kind.bare != "number" and certain and not year_like and not part


def _before_figure(text: str, end: int) -> bool:
    after = skip_blanks(text, end)
    return after < len(text) and text[after].isdigit()


def _in_name_of_body(text: str, head: Head, kind: DocType, rules: BareRules) -> bool:
    """Whether the number stands in the name of a body: `Tổ công tác triển khai Đề án 06`."""
    if not kind.nickname:
        return False
    match = rules.body_name.search(text[line_start(text, head.start, _BODY_NAME) : head.start])
    return match is not None and rules.clause_verb.search(match.group()) is None
