"""Tones typed a place too late: `cô sô ûbaèng` and `(8 giô)ø` are `cơ sở bằng` and `(8 giờ)` in VNI.

Charsets that write vowel and tone as two codes let a blank or a bracket slip between them. The tone goes back to its
vowel where both together make a word; nothing is left out and nothing is added.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from trichluc.read.charset.charsets import Charset, is_word

_BETWEEN = r"[\s)\]”’\"',.;:]{1,2}"
_TONED = "áàảãạ"


def rejoin_marks(texts: Sequence[str], charset: Charset) -> list[str]:
    """The pieces of one stretch of text, each as long as before, with such tones at their vowels."""
    pattern = _pattern(charset.id, tuple(charset.letters.get(letter, "") for letter in _TONED))
    whole = "".join(texts)
    if pattern is None or pattern.search(whole) is None:
        return list(texts)
    joined = pattern.sub(lambda match: _joined(match, charset.decode), whole)
    pieces, at = [], 0
    for text in texts:
        pieces.append(joined[at : at + len(text)])
        at += len(text)
    return pieces


@lru_cache(maxsize=32)
def _pattern(_identity: str, codes: tuple[str, ...]) -> re.Pattern[str] | None:
    """A word that ends in a vowel, what slipped in, a tone, and the rest of the word that it was typed into."""
    if any(len(code) != len(_TONED[0]) + 1 for code in codes):
        return None
    marks = "".join(code[1] + code[1].upper() for code in codes)
    return re.compile(rf"(?<!\S)(\S*[^\W\d_])({_BETWEEN})([{re.escape(marks)}])([^\W\d_]*)(?!\w)")


def _joined(match: re.Match[str], decode: Callable[[str], str]) -> str:
    before, between, mark, after = match.groups()
    letters = re.search(r"[^\W\d_]+$", before)
    word = letters.group() if letters else ""
    whole, rest = decode(word + mark), decode(after)
    fits = is_word(whole) and not whole.endswith(mark) and (not after or (is_word(rest) and not rest.isascii()))
    fits = fits and (after != "" or not between[-1].isspace())
    return f"{before}{mark}{between}{after}" if fits else match.group()
