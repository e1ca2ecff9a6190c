"""Legacy text whose bytes were shown through another code page than Windows-1252, shown through that one again.

A Macintosh shows the bytes of TCVN3 as MacRoman, a Vietnamese or Polish Windows as its own code page. Which one it was
is told by the words: a font's text that is Vietnamese in no charset becomes so when its characters are put back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from math import inf

from trichluc.read.charset.charsets import Charset, CharsetRules, detect, words_of

_CODE_PAGES = ("mac_roman", "cp1258", "cp1250", "cp1251")
_SAMPLE, _ENOUGH_WORDS = 12_000, 6
_BAD = 0.5
"""Share of words with letters beyond ASCII that no Vietnamese syllable explains."""


def relabelled(texts: list[str], rules: CharsetRules) -> Mapping[int, str] | None:
    """The table that makes the texts of one font legacy text as Windows-1252 shows it; None where nothing is wrong."""
    whole = " ".join(texts)[:_SAMPLE]
    words = Counter(words_of(whole))
    marked = Counter({w: n for w, n in words.items() if any(c.isalpha() and not c.isascii() for c in w)})
    if marked.total() < _ENOUGH_WORDS or _share_of_bad(marked, rules) < _BAD:
        return None
    least, chosen = _cost(words, detect(words, rules), rules) * _BETTER, None
    for code_page in _CODE_PAGES:
        table = _table(code_page)
        shown = Counter(words_of(whole.translate(table)))
        cost = _cost(shown, detect(shown, rules), rules)
        if cost < least:
            least, chosen = cost, table
    return chosen if chosen is None or least < _mixed_cost(words, rules) * _BETTER else None


def _share_of_bad(words: Counter[str], rules: CharsetRules) -> float:
    bad = sum(n for word, n in words.items() if rules.likelihood.cost(word) >= _HOPELESS)
    return bad / max(1, words.total())


def _cost(words: Counter[str], charset: Charset | None, rules: CharsetRules) -> float:
    if charset is None:
        return inf
    return sum(n * rules.likelihood.cost(charset.decode(word)) for word, n in words.items())


def _mixed_cost(words: Counter[str], rules: CharsetRules) -> float:
    """The same for text of several charsets in one font, each word in the one that suits it best."""
    charsets = [charset for charset in rules.charsets if charset.id != "viqr"]
    return sum(n * min(rules.likelihood.cost(c.decode(word)) for c in charsets) for word, n in words.items())


_HOPELESS, _BETTER = 14.0, 0.97


@lru_cache(maxsize=len(_CODE_PAGES))
def _table(code_page: str) -> Mapping[int, str]:
    """From the characters that a code page shows for the upper bytes to those that Windows-1252 shows."""
    return {ord(_shown(byte, code_page)): _shown(byte, "cp1252") for byte in range(0x80, 0x100)}


def _shown(byte: int, code_page: str) -> str:
    try:
        return bytes([byte]).decode(code_page)
    except UnicodeDecodeError:
        return chr(byte)
