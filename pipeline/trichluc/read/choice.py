"""Which charset each word of a stretch of text is in, where a document uses more than one.

Fonts lie: a stretch in `VNSTCVN3` may hold VNI, or change its charset in the middle of a line. The words are taken
through the charsets that the document uses along the likeliest way, on which a change has its price.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trichluc.read.charset import Charset, CharsetRules, encoded_words, is_encoded

Place = tuple[tuple[int, int], Charset]
"""Where a word stands in its text, and the charset it is in."""

_CHANGE, _UNUSUAL = 6.0, 3.0
"""In nats: what a change of charset between two words costs, and to begin with another one than the font's."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a stretch may be in: `usual` is the charset of its font's text, `known` are those the document uses."""

    usual: Charset | None
    known: tuple[Charset, ...]


def choose_words(text: str, choice: Choice, rules: CharsetRules) -> list[Place]:
    """The words of a text that are to be decoded, with their charsets."""
    others = [charset for charset in choice.known if charset is not choice.usual and charset.id != "viqr"]
    if not others:
        return [(m.span(), choice.usual) for m in encoded_words(text, choice.usual, rules)] if choice.usual else []
    words = [match for match in _WORD.finditer(text) if not match.group().isascii()]
    states = [choice.usual, *others] if choice.usual else [None, *others]
    way = _likeliest([_costs(word.group(), states, rules) for word in words])
    return [
        (word.span(), charset)
        for word, at in zip(words, way, strict=True)
        if (charset := states[at]) is not None and is_encoded(word.group(), charset, rules)
    ]


def _costs(word: str, states: Sequence[Charset | None], rules: CharsetRules) -> list[float]:
    return [rules.likelihood.cost(_read(word, charset, rules)) for charset in states]


def _read(word: str, charset: Charset | None, rules: CharsetRules) -> str:
    return charset.decode(word) if charset is not None and is_encoded(word, charset, rules) else word


def _likeliest(costs: Sequence[Sequence[float]]) -> list[int]:
    """The state of each word on the cheapest way through all of them (Viterbi)."""
    if not costs:
        return []
    total = [cost + (_UNUSUAL if at else 0.0) for at, cost in enumerate(costs[0])]
    steps: list[list[int]] = []
    for current in costs[1:]:
        best = min(range(len(total)), key=total.__getitem__)
        came = [at if cost <= total[best] + _CHANGE else best for at, cost in enumerate(total)]
        total = [current[at] + total[before] + (_CHANGE if before != at else 0.0) for at, before in enumerate(came)]
        steps.append(came)
    way = [min(range(len(total)), key=total.__getitem__)]
    for came in reversed(steps):
        way.append(came[way[-1]])
    return way[::-1]
