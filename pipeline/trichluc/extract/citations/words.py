"""The word lists of `words.tsv`, and the small tools for walking over words of a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from trichluc.errors import RuleError
from trichluc.language.letters import fold, tone_spellings
from trichluc.rules import RulePackage

BLANKS = " \u00a0\u2009\u202f"
"""White space inside a paragraph; line feeds and tabs end a paragraph or a cell."""

OPENING = "(“\"'‘*[-–+:,;."
"""Marks that may stand at the beginning of a word."""

WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """The form under which words are compared: lower case, tone placement ignored."""
    return fold(word)


@dataclass(frozen=True, slots=True, eq=False)
class WordLists:
    """Named lists; every word stands in all its tone placements, lower case unless the list is about capitals."""

    lists: Mapping[str, tuple[str, ...]]

    def __getitem__(self, name: str) -> tuple[str, ...]:
        try:
            return self.lists[name]
        except KeyError:
            raise RuleError(f"citations/words.tsv: the list {name} is missing") from None

    def keys_of(self, name: str) -> frozenset[str]:
        """The comparison keys of a list."""
        return frozenset(key(word) for word in self[name])


def load_words(package: RulePackage) -> WordLists:
    """Read `words.tsv`: columns list, word, note, source."""
    lists: dict[str, list[str]] = defaultdict(list)
    for row in package.table("citations", "words.tsv"):
        if not row["source"]:
            raise RuleError(f"citations/words.tsv: {row['list']} {row['word']}: no source")
        lists[row["list"]].extend(tone_spellings(row["word"]))
    return WordLists({name: tuple(dict.fromkeys(words)) for name, words in lists.items()})


def line_start(text: str, position: int, reach: int) -> int:
    """Where the paragraph or cell of a position begins, at most `reach` characters back."""
    low = max(0, position - reach)
    return max(low, text.rfind("\n", low, position) + 1, text.rfind("\t", low, position) + 1)


def line_end(text: str, position: int, reach: int) -> int:
    """Where the paragraph or cell of a position ends, at most `reach` characters on."""
    high = min(len(text), position + reach)
    for mark in "\n\t":
        at = text.find(mark, position, high)
        high = high if at < 0 else at
    return high


def skip_blanks(text: str, position: int, marks: str = BLANKS) -> int:
    """The first position from `position` on that holds none of the marks."""
    end = len(text)
    while position < end and text[position] in marks:
        position += 1
    return position


def back_over(text: str, position: int, low: int, marks: str = BLANKS) -> int:
    """The position after the last character before `position` that is none of the marks."""
    while position > low and text[position - 1] in marks:
        position -= 1
    return position


def words_back(text: str, position: int, low: int, limit: int) -> Iterator[tuple[int, str]]:
    """Words before a position, nearest first, with where each begins; punctuation stays on its word."""
    end = back_over(text, position, low)
    while end > low and limit:
        start = max(low, text.rfind(" ", low, end) + 1, text.rfind("\u00a0", low, end) + 1)
        yield start, text[start:end]
        end = back_over(text, start, low)
        limit -= 1


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit touches the span."""
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def by_last_word(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Phrases by their last word, longest first: the form in which `phrase_before` takes them."""
    found: dict[str, list[str]] = defaultdict(list)
    for phrase in sorted(phrases, key=len, reverse=True):
        found[phrase.rsplit(" ", 1)[-1]].append(phrase)
    return {last: tuple(group) for last, group in found.items()}


def phrase_before(before: str, phrases: Mapping[str, tuple[str, ...]]) -> int | None:
    """Where the longest of the phrases that the lower-case text `before` ends with begins."""
    last = before[before.rfind(" ") + 1 :].lstrip(OPENING)
    for phrase in phrases.get(last, ()):
        start = len(before) - len(phrase)
        if before.endswith(phrase) and not (start and before[start - 1].isalnum()):
            return start
    return None
