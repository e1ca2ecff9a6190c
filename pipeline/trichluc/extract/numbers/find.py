"""All quantities of a string, in order: one pass over its digits, one over number words, one over empty labels."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from trichluc.extract.numbers import guards
from trichluc.extract.numbers.amounts import FIGURE, amount_at
from trichluc.extract.numbers.found import Found
from trichluc.extract.numbers.judge import judge
from trichluc.extract.numbers.rules import NumberRules
from trichluc.extract.numbers.scene import Scene, left_of
from trichluc.extract.numbers.spelled import spelled_at
from trichluc.extract.numbers.zero import zero_at
from trichluc.language.numerals import is_english_style

Span = tuple[int, int]
Paragraph = tuple[Span, list[Found]]


def find_in(text: str, zones: Iterable[Span], taken: Iterable[Span], rules: NumberRules) -> list[Paragraph]:
    """The quantities of each zone (paragraph) that has any, none of their digits inside what is taken already."""
    english = is_english_style(text)
    scenes = [Scene(text, start, end, rules, english) for start, end in sorted(zones)]
    blocked = merged(taken)
    found: dict[Span, list[Found]] = {}
    figures = _figures(_places(FIGURE, text, scenes, blocked))
    first = rules.words_first.match(text) if scenes and scenes[0].start == 0 else None
    starts = chain([(scenes[0], first)] if first else [], _places(rules.words, text, scenes, blocked))
    words = _words(starts, figures)
    zeros = [(s, zero) for s, match in _places(rules.zero, text, scenes, ()) if (zero := zero_at(s, match)) is not None]
    for scene, quantity in sorted([*figures, *words, *zeros], key=lambda pair: (pair[1].start, pair[1].end)):
        found.setdefault((scene.start, scene.end), []).append(quantity)
    return list(found.items())


def merged(spans: Iterable[Span]) -> list[Span]:
    """The union of spans as sorted, disjoint spans."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            if end > result[-1][1]:
                result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


Hit = tuple[Scene, re.Match[str]]
_FAR = (1 << 60, 1 << 60)


def _places(pattern: re.Pattern[str], text: str, scenes: Sequence[Scene], blocked: Sequence[Span]) -> Iterator[Hit]:
    """Where a pattern (its last group, if it has one) matches inside a paragraph and outside what is blocked."""
    paragraphs, blocks = iter(scenes), iter(blocked)
    scene, (low, high) = next(paragraphs, None), next(blocks, _FAR)
    for match in pattern.finditer(text):
        start, end = match.span(match.re.groups)
        while high <= start:
            low, high = next(blocks, _FAR)
        if low < end:
            continue
        while scene is not None and scene.end <= start:
            scene = next(paragraphs, None)
        if scene is None:
            return
        if scene.start <= start:
            yield scene, match


def _figures(hits: Iterable[Hit]) -> list[tuple[Scene, Found]]:
    found: list[tuple[Scene, Found]] = []
    done = listed = -1
    for scene, match in hits:
        start, end = match.span()
        if start < done or guards.glued(scene, start, end) or guards.marker(scene, start, end):
            continue
        quantity, listed, done = _figure(scene, start, end, listed)
        if quantity is not None:
            found.append((scene, quantity))
    return found


def _figure(scene: Scene, start: int, end: int, listed: int) -> tuple[Found | None, int, int]:
    """The quantity at a figure, where a list of identifiers stands, and how far the text is read."""
    left = left_of(scene, start)
    amount = amount_at(scene, start, end, left)
    if amount is None:
        return None, -1, end
    strength = guards.strength(scene, left, amount)
    if not strength and listed >= scene.start and guards.chained(scene, listed, start):
        strength = "chain"
    if strength in ("always", "chain"):
        if not guards.outweighed(scene, amount, strength):
            rank = judge(scene, amount, left, "always", "figure") if strength == "always" else None
            return (rank, -1, rank.end) if rank and rank.kind == "rank" else (None, amount.end, amount.end)
        strength = "bare"
    quantity = judge(scene, amount, left, strength, "figure")
    if quantity is None:
        return None, amount.end if strength else -1, amount.end
    return quantity, -1, quantity.end if quantity.denominator else amount.end


def _words(hits: Iterable[Hit], figures: Sequence[tuple[Scene, Found]]) -> list[tuple[Scene, Found]]:
    """Spelled-out quantities that do not repeat one written with figures: `04 (bốn)`, `500 đồng (năm trăm đồng)`."""
    found: list[tuple[Scene, Found]] = []
    ends = [figure.end for _, figure in figures]
    done = 0
    for scene, match in hits:
        start = match.start(1)
        if start < done:
            continue
        quantity = spelled_at(scene, start)
        if quantity is not None and not _repeats(quantity, figures, bisect_right(ends, start)):
            found.append((scene, quantity))
            done = quantity.end
    return found


def _repeats(quantity: Found, figures: Sequence[tuple[Scene, Found]], at: int) -> bool:
    """Whether a figure overlaps a spelled-out quantity, or stands before its bracket with the same value."""
    if at < len(figures) and figures[at][1].start < quantity.end:
        return True
    before = figures[at - 1][1] if at else None
    return before is not None and quantity.start - before.end <= 2 and before.value == quantity.value
