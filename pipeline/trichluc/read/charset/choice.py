"""Which charset each word of a stretch of text is in, where a document uses more than one.

Fonts lie: a stretch in `VNSTCVN3` may hold VNI, or change its charset in the middle of a line. The words are taken
through the charsets that the document uses along the likeliest way, on which a change has its price.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from trichluc.read.charset.charsets import (
    Charset,
    CharsetRules,
    core_of,
    encoded_words,
    is_encoded,
    is_vietnamese,
    suspicious,
)

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
        return [(place, choice.usual) for place in encoded_words(text, choice.usual, rules)] if choice.usual else []
    words = [match for match in _WORD.finditer(text) if not match.group().isascii()]
    states = [choice.usual, *others] if choice.usual else [None, *others]
    way = [states[at] for at in _likeliest([_costs(word, states, choice, rules) for word in words])]
    sure = [c is not None and _is_in(w.group(), c, choice, rules) for c, w in zip(way, words, strict=True)]
    among = _among_sure(way, sure)
    return [
        (core_of(word, charset), charset)
        for word, charset, is_sure, is_among in zip(words, way, sure, among, strict=True)
        if charset is not None and (is_sure or (is_among and is_encoded(word.group(), charset, rules)))
    ]


def _among_sure(way: Sequence[Charset | None], sure: Sequence[bool]) -> list[bool]:
    """Whether each word stands in a row of one charset of which most words are surely in it.

    What is no word there is misspelled or damaged, and in that charset all the same.
    """
    among: list[bool] = []
    for _, row in groupby(zip(way, sure, strict=True), key=lambda item: item[0] and item[0].id):
        held = [is_sure for _, is_sure in row]
        among += [sum(held) >= _LEAST_SURE and sum(held) * 2 >= len(held)] * len(held)
    return among


_LEAST_SURE = 2


def _costs(word: re.Match[str], states: Sequence[Charset | None], choice: Choice, rules: CharsetRules) -> list[float]:
    """What the word costs in each state: as it stands, or decoded. What is hardly a word is no ground for a change."""
    as_it_stands = rules.likelihood.cost(word.group())
    costs = []
    for charset in states:
        if charset is None or not _is_in(word.group(), charset, choice, rules):
            costs.append(as_it_stands)
            continue
        start, end = core_of(word, charset)
        decoded = charset.decode(word.string[start:end])
        sure = charset is choice.usual or rules.likelihood.explains(decoded)
        costs.append(max(rules.likelihood.cost(decoded), 0.0 if sure else as_it_stands - _CHANGE))
    return costs


def _is_in(word: str, charset: Charset, choice: Choice, rules: CharsetRules) -> bool:
    """Whether a word is in a charset; in one that is not its font's it must become Vietnamese or an abbreviation."""
    if not is_encoded(word, charset, rules):
        return False
    decoded = _ABBREVIATION.sub("", charset.decode(word.strip(_QUOTES)))
    if charset is choice.usual or rules.likelihood.explains(decoded):
        return True
    return suspicious(word, rules) and is_vietnamese(decoded)


_QUOTES = "“”‘’"
_ABBREVIATION = re.compile(r"(?<![^\W\d_])[A-ZƯ]*Đ[A-ZĐƯ]*[a-z]?(?![^\W\d_])")
"""`HĐND`, `QĐi`."""


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
