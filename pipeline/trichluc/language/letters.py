"""Letters and marks: cleaning, folding for comparison, and the shape of a Vietnamese syllable.

Nothing here changes stored text, except `clean`, which runs once when a file is read.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""Huyền, sắc, ngã, hỏi, nặng as combining marks."""

_LOOK_ALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "Ƣ": "Ư", "ƣ": "ư"})
# Bullets and signs that Symbol and Wingdings put into the private use area, as the characters that they show.
_BULLETS = str.maketrans(
    dict(zip("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf06c\uf06e\uf0e0\uf0e8\uf0f0\uf0a8\uf0fe", "•▪➢✓❖●■→➔⇨◻☑", strict=True))
    | dict(zip("\uf02a\uf02b\uf02d\uf02f", "*+-/", strict=True))
)
_LIGATURES = dict(zip(map(ord, "ﬀﬁﬂﬃﬄﬅﬆ"), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
_DETACHED = re.compile(r"(?<=[A-Za-z\u00c0-\u1ef9])[ \u00a0](?=[\u0300-\u0303\u0306\u0309\u031b\u0323])")
"""A blank that a converter put between a letter and the mark over it."""
_DROPPED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_READ_AS = _LOOK_ALIKES | _BULLETS | _LIGATURES
_FLOOD = re.compile(r"([\u0300-\u036f]{8})[\u0300-\u036f]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_ODD = re.compile(f"[{''.join(map(chr, [*_READ_AS, *_DROPPED]))}\u0300-\u036f]|{_CONTROLS.pattern}")
"""Anything that cleaning would change, bar letters that are not composed."""


def clean(text: str) -> str:
    """NFC text without controls, soft hyphens, zero-width characters and combining floods.

    Call it after legacy charsets are decoded and footnote marks taken out. Runs of more than eight combining marks
    are cut first, because normalising them takes quadratic time.
    """
    if _ODD.search(text) is None and unicodedata.is_normalized("NFC", text):
        return text
    text = _FLOOD.sub(r"\1", _DETACHED.sub("", _CONTROLS.sub("", text)))
    return unicodedata.normalize("NFC", text.translate(_DROPPED)).translate(_READ_AS)


@lru_cache(maxsize=65536)
def _fold_word(word: str) -> str:
    """Lower case, tone mark moved to the end, so that `hoà` and `hòa` are one key."""
    bare, tones = split_tones(word)
    return unicodedata.normalize("NFC", bare + tones)


def split_tones(word: str) -> tuple[str, str]:
    """The word in lower case without its tone marks, and these: (`tiên`, huyền) for `Tiền`."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    bare = "".join(c for c in decomposed if c not in TONES)
    return unicodedata.normalize("NFC", bare), "".join(c for c in decomposed if c in TONES)


def fold(text: str) -> str:
    """A key for comparison: one space, lower case, look-alikes unified, tone placement ignored. Keeps diacritics."""
    return " ".join(_fold_word(w) for w in text.translate(_LOOK_ALIKES).split())


def strip_marks(text: str) -> str:
    """The text without any diacritics, `đ` as `d`: `Nghị định` → `Nghi dinh`. Length may change for odd input."""
    decomposed = unicodedata.normalize("NFD", text.translate(_LOOK_ALIKES))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


_OPEN_RIME = re.compile(r"(?i)(?<!q)([ou])([\u0300-\u036f]?)([aey])([\u0300-\u036f]?)(?!\w)")
_OPEN_RIMES = frozenset({"oa", "oe", "uy"})


def tone_spellings(words: str) -> tuple[str, ...]:
    """Every placement of the tone mark in syllables that end in oa, oe, uy: `hòa` → (`hoà`, `hòa`)."""
    spellings = [""]
    for word in words.split(" "):
        spellings = [f"{head} {tail}" for head in spellings for tail in _word_spellings(word)]
    return tuple(sorted(s[1:] for s in spellings))


@lru_cache(maxsize=4096)
def _word_spellings(word: str) -> frozenset[str]:
    decomposed = _nfd(word)
    found = {word}
    for match in _OPEN_RIME.finditer(decomposed):
        first, tone, second, late = match.groups()
        tone = tone or late
        if tone in TONES and (first + second).lower() in _OPEN_RIMES:
            head, tail = decomposed[: match.start()], decomposed[match.end() :]
            for rime in (first + tone + second, first + second + tone):
                found.add(unicodedata.normalize("NFC", head + rime + tail))
    return frozenset(found)


def _nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


ONSETS = ("ngh", "ng", "nh", "gh", "gi", "kh", "ph", "th", "tr", "ch", "qu", *"bcdđghklmnprstvx")
"""The consonants with which a syllable can begin, longest first."""
_VOWELS = "aăâeêioôơuưy"
_ONSET = "|".join(ONSETS)
_NUCLEUS = (
    "iê|yê|uô|ươ|uâ|uyê|oă|oa|oe|uê|uơ|uy|ia|ya|ua|ưa|ai|ay|ao|au|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|oai|oay|oao|oeo|"
    "iêu|yêu|uôi|ươi|ươu|uây|uya|uyu|uao|uêu|oo|"
    f"[{_VOWELS}]"
)
_CODA = "ch|nh|ng|[cmnpt]"
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:{_NUCLEUS})(?:{_CODA})?")
_BEGIN = re.compile(rf"(?:{_ONSET})(?=.)")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word has the shape of a Vietnamese syllable with at most one tone (`nghiêng`, `Quảng`, `hoà`)."""
    bare, tones = split_tones(word)
    return len(tones) <= 1 and _SYLLABLE.fullmatch(bare) is not None


@lru_cache(maxsize=1 << 15)
def rime(word: str) -> tuple[str, str]:
    """What follows the first consonants, without its tone, and the tone: (`iên`, huyền) for `Tiền`."""
    bare, tones = split_tones(word)
    match = _BEGIN.match(bare)
    if match is None:
        return bare, tones[:1]
    rest = bare[match.end() :]
    return (f"i{rest}" if match.group() == "gi" and rest[0] not in _VOWELS else rest), tones[:1]
