"""Syllables that a converter cut where the toned letter came from another font: `ch ỉ đạo`, `th ự c hi ện`.

Pieces are joined only where they are no words by themselves and together a syllable that Vietnamese has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from trichluc.language.letters import ONSETS
from trichluc.read.charset.likelihood import Likelihood
from trichluc.read.rawwords import RawWord

_TONED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_VOWEL = f"aeiouy{_TONED}"
_MARKS = "\u0300-\u036f"
_HORNED = "ơờớởỡợ"
"""What follows ư within a syllable: `đư ợ c`."""
_WORDLESS = "|".join(onset for onset in ONSETS if len(onset) > 1 and onset != "gi")
"""Consonants of two letters and more: none is a word or the name of a list item."""
_LONE = "".join(onset for onset in ONSETS if len(onset) == 1)
_CONSONANTS = frozenset([*_LONE, *_WORDLESS.split("|")])
_TAIL = "ch|ng|nh|[cmnptiuyoa]"
_WORDS = frozenset("àáạảôơổồởớợừứưùúủýỷỳíìêếèéẹòóọỏốấầẩậ")
"""Lone vowels that are words, calls or letters of a list."""
_THREE = re.compile(
    rf"(?<![\w.{_MARKS}])([^\W\d_]{{0,4}}(?:[^\W\d_{_TONED}]|ư(?= [{_HORNED}])))"
    rf" ([{_VOWEL}]?[{_TONED}][{_VOWEL}]?)( ?)({_TAIL})(?![\w{_MARKS}])",
    re.IGNORECASE,
)
_TWO = re.compile(
    rf"(?<![\w.{_MARKS}])((?:{_WORDLESS})) (?=[{_VOWEL}])([^\W\d_]{{1,4}})(?![\w{_MARKS}])"
    rf"|(?<![\w.,/){_MARKS}])(?<!điểm )(?<!khoản )(?<!mục )([{_LONE}]) ([{_TONED}][^\W\d_]{{0,3}})(?![\w{_MARKS}])",
    re.IGNORECASE,
)
_ANY = re.compile(
    rf"(?<![\w.,/){_MARKS}])(?<!điểm )(?<!khoản )(?<!mục )"
    rf"([^\W\d_]{{1,4}}) ([{_TONED}][^\W\d_]{{0,3}})(?![\w{_MARKS}])",
    re.IGNORECASE,
)
_MANY = 3
"""Syllables that were surely cut, from which on the less sure ones of the same text are joined too."""
_GAP = 0.6
"""In type sizes: blanks between pieces are hardly ever stretched wider."""
_SIGN = re.compile(rf" [{_TONED}]", re.IGNORECASE)


def join_split_syllables(text: str, likelihood: Likelihood) -> str:
    """The text with cut syllables joined. `điểm c ở mục 2` and all else stays."""
    if _SIGN.search(text) is None:
        return text

    def three(match: re.Match[str]) -> str:
        first, vowel, blank, tail = match.groups()
        if not likelihood.is_known(first + vowel + tail) or (not blank and likelihood.stands_alone(vowel + tail)):
            return match.group()
        return first + vowel + tail

    def two(match: re.Match[str]) -> str:
        first, rest = (match[1], match[2]) if match[1] else (match[3], match[4])
        return first + rest if is_cut(first, rest, likelihood) else match.group()

    def more(match: re.Match[str]) -> str:
        sure = match[1].lower() in _CONSONANTS or not likelihood.stands_alone(match[2])
        return match[1] + match[2] if sure and likelihood.is_known(match[1] + match[2]) else match.group()

    joined = _TWO.sub(two, _THREE.sub(three, text))
    return _ANY.sub(more, joined) if len(text) - len(joined) >= _MANY else joined


def glue_split_syllables(words: Sequence[RawWord], likelihood: Likelihood) -> None:
    """Mark words of a page as glued to the piece of their syllable before them: where joining drops the blank."""
    parted = [_separator(before, word) for before, word in pairwise(words)]
    text = "".join(f"{blank}{word.text}" for blank, word in zip(["", *parted], words, strict=False))
    joined = join_split_syllables(text, likelihood)
    if len(joined) == len(text):
        return
    at = 0
    for word, blank in zip(words, ["", *parted], strict=False):
        if blank == " " and not joined.startswith(" ", at):
            word.glued = True
        at += len(word.text) + (0 if word.glued else len(blank))


def _separator(before: RawWord, word: RawWord) -> str:
    """What stands between two words: nothing, a blank, or a gap that no syllable is joined over."""
    if word.glued:
        return ""
    beside = abs(before.baseline - word.baseline) < 0.1 * word.size and word.x0 - before.x1 < _GAP * word.size
    return " " if beside else "\n"


def is_cut(first: str, rest: str, likelihood: Likelihood) -> bool:
    """Whether two pieces are one syllable: consonants that are no word, and after a single one a rime that is none."""
    if not likelihood.is_known(first + rest) or (rest[0].isupper() and not first.isupper()):
        return False
    if len(first) > 1:
        return rest[0] not in "yY" or len(rest) == 1
    return rest.lower() not in _WORDS and not likelihood.stands_alone(rest)
