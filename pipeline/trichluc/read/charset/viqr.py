"""VIQR (RFC 1456): Vietnamese in plain ASCII, its marks written behind the letters (`Quye^'t ddi.nh`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping

from trichluc.read.charset.likelihood import Likelihood

Decode = Callable[[str], str]
"""A text with its marks as letters, whatever they may be besides."""
IsWord = Callable[[str], bool]

_QUOTES = '“”‘’–"'
_WORD = re.compile(r"(?=\w*[aeouyAEOUYdDiI][\^(+'`?~.d])[A-Za-z^(+'`?~.]+[,;:.!?)]*")
_STRONG = re.compile(r"[aeoAEO]\^|[ouOU]\+|[aA]\(|^[dD][dD]")


def is_viqr(words: Mapping[str, int], decode: Decode, is_word: IsWord) -> bool:
    """It takes letters that no other text combines: a hat, horn or đ on half of the words."""
    bare = Counter[str]()
    for word, n in words.items():
        bare[word.strip(_QUOTES)] += n
    candidates = {w: n for w, n in bare.items() if _WORD.fullmatch(w)}
    strong = sum(n for w, n in candidates.items() if _STRONG.search(w))
    good = sum(n for w, n in candidates.items() if is_word(decode(w.rstrip(".,;:!?)"))))
    alphabetic = sum(n for w, n in bare.items() if w[:1].isalpha())
    return strong >= 2 and strong * 5 >= alphabetic and good * 10 >= sum(candidates.values()) * 7


_TAIL = re.compile(r"(.*?)([.,;:!?)]*)", re.DOTALL)


def decode_word(word: str, after: str, decode: Decode, is_word: IsWord, likelihood: Likelihood) -> str:
    """A word; `after` is the character that follows its blank.

    A mark at the end may be punctuation. A dot is a tone when the sentence goes on in lower case, and before a capital
    where the word is likelier with it (`Bo^.`); that of a numeral (`I.`) is none.
    """
    match = _TAIL.fullmatch(word)
    head, tail = match.groups() if match else (word, "")
    plain, toned = decode(head), decode(head + tail[:1])
    if tail[:1] not in {".", "?"} or plain == toned or not (is_word(toned) and toned[-1:].isalpha()):
        return plain + tail
    goes_on = tail[0] == "?" or len(tail) > 1 or after.islower()
    likelier = len(plain) > 1 and likelihood.syllable(toned) < likelihood.syllable(plain)
    return toned + tail[1:] if goes_on or likelier else plain + tail
