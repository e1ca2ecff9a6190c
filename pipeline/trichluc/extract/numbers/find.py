"""All quantities of a string, in order: one pass over its digits, one over number words, one over empty labels."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from trichluc.extract.numbers import guards
from trichluc.extract.numbers.amounts import FIGURE, amount_at
from trichluc.extract.numbers.found import Found
from trichluc.extract.numbers.judge import judge
from trichluc.extract.numbers.rules import NumberRules
from trichluc.extract.numbers.scene import Scene, left_of
from trichluc.extract.numbers.spelled import spelled_at
from trichluc.extract.numbers.zero import zeros
from trichluc.language.numerals import is_english_style

Span = tuple[int, int]


Paragraph = tuple[Span, list[Found]]


def find_in(text: str, zones: Sequence[Span], taken: Iterable[Span], rules: NumberRules) -> list[Paragraph]:
    """The quantities of each zone (paragraph) of a text whose digits lie outside what is taken already."""
    english = is_english_style(text)
    blocked = merged(taken)
    starts = [start for start, _ in blocked]
    paragraphs = []
    for start, end in zones:
        scene = Scene(text, start, end, rules, english)
        gaps = list(_gaps(start, end, blocked, starts))
        paragraphs.append(((start, end), _with_words(scene, gaps, _figures(scene, gaps))))
    return paragraphs


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


def _gaps(start: int, end: int, blocked: Sequence[Span], starts: Sequence[int]) -> Iterator[Span]:
    """The parts of a paragraph that nothing has taken."""
    at = max(bisect_right(starts, start) - 1, 0)
    for low, high in blocked[at:] if at < len(blocked) else ():
        if low >= end:
            break
        if high <= start:
            continue
        if low > start:
            yield start, low
        start = max(start, high)
    if start < end:
        yield start, end


def _figures(scene: Scene, gaps: Iterable[Span]) -> list[Found]:
    found: list[Found] = []
    done = chain = -1
    for low, high in gaps:
        for match in FIGURE.finditer(scene.text, low, high):
            start, end = match.span()
            if start < done or guards.glued(scene, start, end) or guards.marker(scene, start, end):
                continue
            quantity, chain, done = _figure(scene, start, end, chain)
            if quantity is not None:
                found.append(quantity)
    return found


def _figure(scene: Scene, start: int, end: int, chain: int) -> tuple[Found | None, int, int]:
    """The quantity at a figure, where a list of identifiers stands, and how far the text is read."""
    left = left_of(scene, start)
    amount = amount_at(scene, start, end, left)
    if amount is None:
        return None, -1, end
    strength = guards.strength(scene, left, amount)
    if not strength and chain >= 0 and guards.chained(scene, chain, start):
        strength = "chain"
    if strength in ("always", "chain") and not guards.outweighed(scene, amount, strength):
        rank = judge(scene, amount, left, "always", "figure") if strength == "always" else None
        if rank is None or rank.kind != "rank":
            return None, amount.end, amount.end
        return rank, -1, rank.end
    quantity = judge(scene, amount, left, "bare" if strength in ("always", "chain") else strength, "figure")
    done = max(amount.end, end) if quantity is None else max(end, quantity.end if quantity.denominator else amount.end)
    return quantity, (amount.end if quantity is None and strength else -1), done


def _with_words(scene: Scene, gaps: Sequence[Span], figures: list[Found]) -> list[Found]:
    """Figures, number words outside them, and zeros, in the order of the text."""
    words: list[Found] = []
    done = 0
    for low, high in gaps:
        for match in scene.rules.words.finditer(scene.text, low, high):
            if match.start() >= done:
                quantity = spelled_at(scene, match.start())
                if quantity is not None:
                    words.append(quantity)
                    done = quantity.end
    rest = [w for w in words if not any(f.start < w.end and w.start < f.end for f in figures)] if words else words
    return sorted([*figures, *rest, *zeros(scene)], key=lambda q: (q.start, q.end))
