"""The letter ư of TCVN3 where its code did not survive: printed as a hyphen (`n-íc`), or gone (`níc`).

Its code is that of the soft hyphen, which programs take for one; toned ones have other codes. A longer text without
a single ư shows it: there a hyphen inside a word is the letter where that makes a syllable, and a rime that Vietnamese
does not have (`ợc`) has lost it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from trichluc.read.charset.likelihood import Likelihood

_ENOUGH = 150
"""Letters beyond ASCII. Of official Vietnamese every twentieth is ư without a tone; in so many there are 8."""
_LETTER = "ư"
_HYPHENED = re.compile(r"(?<![\w/&-])[^\W\d_]{0,4}[-\u2010\u2011][^\W\d_]{0,4}(?![\w/&-])")
_SPELLED = re.compile(r"(?<![\w/&.-])[^\W\d_]{1,6}(?![\w/&-])")
_HYPHEN = re.compile("[-\u2010\u2011]")
_HORNED = re.compile("(?=[ơờớởỡợ])", re.IGNORECASE)


def lost_its_u(texts: Iterable[str]) -> bool:
    """Whether a text in Unicode, decoded from TCVN3, has no ư where there must be some."""
    letters = 0
    for text in texts:
        if _LETTER in text:
            return False
        letters += sum(not c.isascii() and c.isalpha() for c in text)
    return letters >= _ENOUGH


def restore_u(text: str, likelihood: Likelihood, maimed: Mapping[str, str]) -> str:
    """The text with the lost letters put back where only they make a syllable.

    `maimed` gives the words for what is left of them though it is no impossible rime (`nh` for `như`).
    """

    def hyphened(match: re.Match[str]) -> str:
        word = match.group()
        letter = "Ư" if word[:1].isupper() and word.isupper() else "ư"
        restored = _HYPHEN.sub(letter, word)
        alone = len(word) == 1 or (word.isupper() and len(word) < _CODE)
        return restored if not alone and likelihood.is_known(restored) else word

    def gone(match: re.Match[str]) -> str:
        word = match.group()
        if word in maimed:
            return maimed[word]
        if likelihood.is_known(word) or _HORNED.search(word) is None:
            return word
        restored = _HORNED.sub("Ư" if word.isupper() else "ư", word, count=1)
        return restored if likelihood.is_known(restored) else word

    return _SPELLED.sub(gone, _HYPHENED.sub(hyphened, text))


_CODE = 4
"""Capitals with a hyphen that are shorter may be codes: `T-V`."""
