"""Combining marks that a program stored apart from their letters: before them, or after a blank.

A mark belongs to the letter before it. Where that letter cannot bear it, being a consonant or none, it belongs to the
letter after it; where most marks of a text stand so, all do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from trichluc.language.letters import is_syllable
from trichluc.read.rawwords import RawWord

_MARKS = "\u0300-\u0303\u0306\u0309\u031b\u0323"
_MARK = re.compile(f"[{_MARKS}]")
_VOWEL = re.compile(r"[aăâeêioôơuưyAĂÂEÊIOÔƠUƯY]")
_STRAY = re.compile(rf"(?<![aăâeêioôơuưyAĂÂEÊIOÔƠUƯY{_MARKS}\u00c0-\u1ef9])([{_MARKS}]+)([aăâeêioôơuưyAĂÂEÊIOÔƠUƯY])")
"""Marks after no vowel and before one."""
_ANY = re.compile(rf"([{_MARKS}]+)([^\W\d_])")
_LETTERS = re.compile(r"[^\W\d_]*")
_NEAR = 0.6
"""In type sizes: how far a mark stands from the letter over which it belongs."""


def with_marks_behind(text: str) -> str:
    """The text with each mark behind the letter that bears it. Its length does not change, nor do its words."""
    marks = len(_MARK.findall(text))
    if not marks:
        return text
    strays = sum(len(match[1]) for match in _STRAY.finditer(text))
    return (_ANY if strays * 3 > marks else _STRAY).sub(r"\2\1", text)


def settle_marks(words: Sequence[RawWord]) -> None:
    """Put the stray marks of a page's words in their places; a mark after a blank is glued to the word before it."""
    texts = [word.text for word in words]
    text = " ".join(texts)
    if _MARK.search(text) is None:
        return
    for before, word in pairwise(words):
        marks = _leading(word.text)
        if marks and _is_beside(before, word) and _bears(before.text, marks, rest := word.text[len(marks) :]):
            before.text, word.text = before.text + marks, rest
            word.glued = _is_one(before.text, rest)
    text = with_marks_behind(" ".join([word.text for word in words]))
    for word, settled in zip(words, text.split(" "), strict=True):
        word.text = settled


def _leading(text: str) -> str:
    return text[: next((at for at, c in enumerate(text) if not _MARK.match(c)), len(text))]


def _is_beside(before: RawWord, word: RawWord) -> bool:
    return abs(before.baseline - word.baseline) < 0.1 * word.size and word.x0 - before.x1 < _NEAR * word.size


def _bears(before: str, marks: str, rest: str) -> bool:
    """Whether marks belong to the last letter before them, not to the first one behind."""
    if not _VOWEL.match(unicodedata.normalize("NFD", before[-1:])):
        return False
    return _is_one(before + marks, rest) or (not _VOWEL.match(rest) and is_syllable(before + marks))


def _is_one(before: str, rest: str) -> bool:
    """Whether two pieces are one syllable."""
    match = _LETTERS.match(rest)
    letters = match.group() if match else ""
    return is_syllable(before + letters) and (before.isupper() or not letters[:1].isupper())
