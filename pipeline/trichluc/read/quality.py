"""Whether a text layer is Vietnamese enough to be used.

Scanners put text layers under their pictures that were made for another language (`CQNG HoAxA H()I CHU NGHiA`), and
some printers cut every letter to its low byte. The share of words that have the shape of a Vietnamese syllable tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from trichluc.language.letters import is_syllable
from trichluc.source import Word

_ENOUGH = 0.72
"""Of the words of official Vietnamese 88 to 99 in 100 are syllables (the rest: codes, names, foreign words)."""
_MARKED = 0.35
"""Six of ten words carry a mark of tone or quality; a layer without them was made for another language."""
_FEW = 12


def is_vietnamese_enough(words: Sequence[Word]) -> bool:
    """Whether the words read as Vietnamese. Too few of them are given the benefit of the doubt."""
    spelled = [letters for word in words if len(letters := "".join(c for c in word.text if c.isalpha())) > 1]
    if len(spelled) < _FEW:
        return True
    valid = [word for word in spelled if is_syllable(word)]
    marked = sum(not word.isascii() for word in valid)
    return len(valid) >= _ENOUGH * len(spelled) and marked >= _MARKED * len(spelled)


_FOREIGN = re.compile(
    "[^\x00-\x7f\u00a0-\u00bf\u00d7\u00f7ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư\u0300-\udfff\uf900-\ufffc]"
)
"""Latin letters that Vietnamese does not have, the private use area and what stands for a letter that is not known."""
_GARBLED = 0.03
"""Share of characters that are neither Vietnamese nor signs. Foreign names and Greek letters make up far less."""


def is_garbled(words: Sequence[Word]) -> bool:
    """Whether a text layer shows other letters than the page: a font without a table of its characters."""
    text = " ".join([word.text for word in words])
    return len(_FOREIGN.findall(text)) > _GARBLED * len(text) and not is_vietnamese_enough(words)
