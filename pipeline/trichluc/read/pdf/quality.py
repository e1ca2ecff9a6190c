"""Whether a text layer is Vietnamese enough to be used.

Scanners put text layers under their pictures that were made for another language (`CQNG HoAxA H()I CHU NGHiA`), and
some printers cut every letter to its low byte. The share of words that have the shape of a Vietnamese syllable tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from trichluc.language.letters import is_syllable, split_tones, strip_marks
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


def is_garbled(words: Sequence[Word], decoded: bool = False) -> bool:
    """Whether a text layer shows other letters than the page: a font without a table of its characters, or a wrong one.

    `decoded`: its letters were taken for those of a charset. That was wrong where no Vietnamese came of it.
    """
    texts = [word.text for word in words]
    if _share_of_signs(texts) > _SIGNS or _share_without_vowel(texts) > _VOWELLESS or _is_all_signs(texts):
        return True
    text = " ".join(texts)
    if len(_FOREIGN.findall(text)) <= _GARBLED * len(text) and not decoded:
        return False
    return not is_vietnamese_enough(words)


_NUMBER = re.compile(r"[+-]?[\d.,:/]+%?")
_REPEATED = re.compile(r"(.)\1+")
_CODE_SIGN = re.compile(r"[!\"#$%&'()*+<=>?@\[\\\]^_`{|}~;]")
_SIGNS, _VOWELLESS = 0.15, 0.3
"""Share of signs among the characters within words, and of words without a vowel, that no text reaches."""
_ENOUGH_CHARACTERS = 60


def _share_of_signs(texts: Sequence[str]) -> float:
    """The share of signs inside words: codes of glyphs that are taken for characters are full of them."""
    inner = [_REPEATED.sub("", text[1:-1]) for text in texts if len(text) > 2 and not _NUMBER.fullmatch(text)]
    length = sum(map(len, inner))
    return sum(len(_CODE_SIGN.findall(text)) for text in inner) / length if length >= _ENOUGH_CHARACTERS else 0.0


_WORDLESS = 0.2
"""Share of words of several signs without a letter or figure; a text has `./.` at its end."""


def _is_all_signs(texts: Sequence[str]) -> bool:
    """Whether many words are signs alone, as short pages of such codes are."""
    bare = sum(text.isascii() and len(set(text)) > 1 and not any(map(str.isalnum, text)) for text in texts)
    return bare > max(_FEW / 2, _WORDLESS * len(texts))


_VOWEL = re.compile(r"[aeiouy]")


def _share_without_vowel(texts: Sequence[str]) -> float:
    """The share of words without a vowel: letters shifted along the alphabet have few."""
    spelled = [text for text in texts if len(text) > 2 and text.isalpha() and not text.isupper()]
    if len(spelled) < _FEW:
        return 0.0
    return sum(_VOWEL.search(strip_marks(text.lower())) is None for text in spelled) / len(spelled)


_ENDS_IN_STOP = re.compile(r"(?:ch|[cpt])$")
_TONED_STOPS = frozenset("\u0301\u0323")
_WITHOUT = 0.2
"""Share of syllables ending in c, ch, p, t that have no tone. All of them have one; a wrong table drops it."""
_FEW_STOPS = 6


def lost_its_marks(words: Sequence[Word]) -> bool:
    """Whether a Vietnamese text layer lacks marks that the page must have: its table gives one letter for several."""
    spelled = [word.text.strip(_PUNCTUATION) for word in words]
    syllables = [word for word in spelled if len(word) > 1 and is_syllable(word)]
    stops = [split_tones(word) for word in syllables if _ENDS_IN_STOP.search(word.lower())]
    toneless = sum(not _TONED_STOPS & set(tones) for _, tones in stops)
    if len(stops) < _FEW_STOPS or toneless < _WITHOUT * len(stops):
        return False
    return len(syllables) >= _ENOUGH * sum(len(word) > 1 and word.isalpha() for word in spelled)


_PUNCTUATION = ".,;:!?()[]\"'“”‘’…"
