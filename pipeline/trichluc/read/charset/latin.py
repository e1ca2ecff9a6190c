"""Words of other languages in a text from before Unicode: `François` must not become `Franỗois`.

A word is let alone when decoding makes no Vietnamese of it and its letters are those of a Western language.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_LETTERS = "A-Za-zÀ-ÅÇ-ÏÑ-ÖÙ-Üß-åç-ïñ-öù-üœŒæÆøØ"
_SHAPE = re.compile(rf"[{_LETTERS}]+")
_CASE = re.compile(r"[^\W\d_]?[^\W\d_A-ZÀ-ÖØ-Þ]+")
"""One capital at most: words in capitals are abbreviations (`HĐND`)."""
_FOREIGN = re.compile(
    r"(?i)[fjwz]"
    r"|(?<=[aeiouyà-öø-ÿ])([bcdfgklmnprstvxz])\1(?=[aeiouyà-öø-ÿ])"
    r"|^(?:bl|br|cl|cr|dr|fl|fr|gl|gr|kl|kr|pl|pr|sc|sk|sl|sm|sn|sp|st|vl|vr)"
    r"|[bcdfghklmnpqrstvxz]{2}[lr][^\W\d_]"
    r"|[bdfgklrsvxz](?<!ng)$"
    r"|[^aeiouy\W]{2}e$|[bcdfglmnprstv]e$"
)
"""What no Vietnamese syllable has: letters, doubled consonants, beginnings and ends."""
_SHORTEST, _MOST_MARKED = 4, 2
_PARTS = re.compile(r"[^\W\d_]+")
_MISSPELLED = re.compile(r"(?i)^(?:c[eiyêé]|k[aouăâôơư]|g[eê]|ng[eêi](?!h)|gh[^eêi]|ngh[^eêi])")
"""Beginnings that the spelling of Vietnamese has otherwise: `ce` is written `ke`. Toned vowels count as plain ones."""


def is_foreign(word: str, decoded: str, is_word: Callable[[str], bool]) -> bool:
    """Whether a word is of another language: `decoded` is what it would become, `is_word` tells a syllable."""
    parts = [part for part in _PARTS.findall(word) if not part.isascii()]
    if not parts or not all(map(_is_western, parts)):
        return False
    return not all(_is_vietnamese(part, is_word) for part in _PARTS.findall(decoded) if not part.isascii())


def _is_western(part: str) -> bool:
    marked = sum(not c.isascii() for c in part)
    shaped = _SHAPE.fullmatch(part) and _CASE.fullmatch(part)
    return bool(shaped) and len(part) >= _SHORTEST and marked <= _MOST_MARKED and _FOREIGN.search(part) is not None


def _is_vietnamese(part: str, is_word: Callable[[str], bool]) -> bool:
    """Whether a word is a syllable, or two that were written without a blank."""
    cuts = ((part[:at], part[at:]) for at in range(1, len(part)))
    return _is_syllable(part, is_word) or any(all(_is_syllable(half, is_word) for half in pair) for pair in cuts)


def _is_syllable(word: str, is_word: Callable[[str], bool]) -> bool:
    """Names of the highlands end in k (`Đắk Lắk`)."""
    spelled = f"{word[:-1]}c" if word[-1:] in "kK" else word
    return is_word(spelled) and _MISSPELLED.match(word) is None
