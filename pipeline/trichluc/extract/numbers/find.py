"""All quantities of a string, in order: one pass over its digits, one over number words, one over empty labels."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from trichluc.extract.numbers import guards
from trichluc.extract.numbers.amounts import FIGURE, amount_at
from trichluc.extract.numbers.brackets import told
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
    visible = _visible(text, scenes, merged(taken))
    figures = _figures(_places(FIGURE.finditer(visible), scenes))
    first = rules.words_first.match(visible)
    words = _words(_places(chain([first] if first else [], rules.words.finditer(visible)), scenes), figures)
    figures = _first_tellings(figures, words)
    empty = _places(rules.zero.finditer(text), scenes)
    zeros = [(scene, zero) for scene, match in empty if (zero := zero_at(scene, match)) is not None]
    found: dict[Span, list[Found]] = {}
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


def _hidden(length: int) -> str:
    """As many characters that are no part of any number; the last one is a line's end, behind which a word begins."""
    return "\0" * (length - 1) + "\n" if length > 0 else ""


def _visible(text: str, scenes: Sequence[Scene], blocked: Sequence[Span]) -> str:
    """The text with everything outside the paragraphs and inside what is blocked hidden, offsets unchanged."""
    parts: list[str] = []
    position, at = 0, 0
    for scene in scenes:
        start = max(scene.start, position)
        while start < scene.end:
            while at < len(blocked) and blocked[at][1] <= start:
                at += 1
            low, high = blocked[at] if at < len(blocked) else (scene.end, scene.end)
            parts += (_hidden(start - position), text[start : min(low, scene.end)])
            position = max(start, min(low, scene.end))
            start = max(position, min(high, scene.end)) if low < scene.end else scene.end
    return "".join(parts) + _hidden(len(text) - position)


def _places(hits: Iterable[re.Match[str]], scenes: Iterable[Scene]) -> Iterator[Hit]:
    """Matches (their last group, if they have one) with their paragraphs; both in the order of the text."""
    paragraphs = iter(scenes)
    scene = next(paragraphs, None)
    for match in hits:
        start = match.start(match.re.groups)
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
        if start < done or guards.glued(scene, start, end):
            continue
        if guards.marker(scene, start, end) and not told(scene, start, end):
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


def _first_tellings(
    figures: Sequence[tuple[Scene, Found]], words: Sequence[tuple[Scene, Found]]
) -> list[tuple[Scene, Found]]:
    """The figures without those that repeat in brackets what stands in words before them: `sáu mươi ngày (60 ngày)`."""
    told = {quantity.end: quantity.value for _, quantity in words}
    return [
        (scene, figure)
        for scene, figure in figures
        if figure.value not in (told.get(figure.start - 1), told.get(figure.start - 2))
        or scene.text[figure.start - 1] != "("
    ]


def _repeats(quantity: Found, figures: Sequence[tuple[Scene, Found]], at: int) -> bool:
    """Whether a figure overlaps a spelled-out quantity, or stands before its bracket with the same value."""
    if at < len(figures) and figures[at][1].start < quantity.end:
        return True
    before = figures[at - 1][1] if at else None
    return before is not None and quantity.start - before.end <= 2 and before.value == quantity.value
