"""Capitals that a charset cannot tell from small letters, raised where the words around them are in capitals.

TCVN3 has one code for both cases of a toned letter: a heading comes out as `NHIệM Vụ CủA Tổ CHứC`.
"""

from __future__ import annotations

import re

from trichluc.language.letters import is_syllable

_CODED = "A-ZĂÂĐÊÔƠƯ"
"""The capitals that have codes of their own."""
_WORD = re.compile(r"[^\W\d_]+")
_SURE = re.compile(rf"(?=[^\W\d_]*[{_CODED}][^\W\d_]*[{_CODED}])[^\W\d_a-z]{{2,}}|[^\W\d_a-z{_CODED}]+[{_CODED}]+")
"""Two capitals and no plain small letter (`HộI`), or a capital after a toned letter (`áN`)."""
_OPEN = re.compile(rf"[{_CODED}]?[^\W\d_a-z{_CODED}]+")
"""One capital at most and toned letters: `Bộ`, `Và`, `ở`."""
_GAP = re.compile(r"[ \t\u00a0,;:.()\"“”'’–/-]{1,4}")
"""What may stand between two words of one heading."""


def raise_toned(text: str) -> str:
    """`HộI` → `HỘI`; `Tổ CHứC Bộ MáY` → `TỔ CHỨC BỘ MÁY`, but not `Bộ KH&CN`, where abbreviations say nothing."""
    if text.islower():
        return text
    words = list(_WORD.finditer(text))
    raised = [_SURE.fullmatch(word.group()) is not None for word in words]
    for at, word in enumerate(words):
        if not raised[at] and _OPEN.fullmatch(word.group()) is not None:
            raised[at] = _among_capitals(text, words, raised, at)
    pieces, last = [], 0
    for word, up in zip(words, raised, strict=True):
        if up:
            pieces += [text[last : word.start()], upper(word.group())]
            last = word.end()
    return "".join([*pieces, text[last:]])


def upper(word: str) -> str:
    """The word in capitals, letter by letter; one whose capital would be two letters stays."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in word)


def _among_capitals(text: str, words: list[re.Match[str]], raised: list[bool], at: int) -> bool:
    """Whether a neighbour is a word in capitals, and the other one is none in small letters."""
    before = _neighbour(text, words, raised, at, -1)
    after = _neighbour(text, words, raised, at, 1)
    return True in (before, after) and False not in (before, after)


def _neighbour(text: str, words: list[re.Match[str]], raised: list[bool], at: int, step: int) -> bool | None:
    """True for a spelled-out word in capitals, False for small letters, None where nothing can be told.

    Words of which one is as open as this one are passed over: `Cơ Sở Hạ TẦNG`.
    """
    other = at
    while 0 <= other + step < len(words):
        first, second = (words[other + step], words[other]) if step < 0 else (words[other], words[other + step])
        if _GAP.fullmatch(text, first.end(), second.start()) is None:
            return None
        other += step
        word = words[other].group()
        if raised[other] or word.isupper():
            return True if len(word) > 1 and is_syllable(word) else None
        if _OPEN.fullmatch(word) is None or abs(other - at) > _OPEN_WORDS:
            return False
    return None


_OPEN_WORDS = 3
