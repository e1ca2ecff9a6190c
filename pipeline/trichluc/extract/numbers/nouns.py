"""What is counted: the noun phrase behind a figure, or the label before it.

A phrase runs from the first word that can be a noun up to punctuation, a digit, a preposition or conjunction, a verb,
a date or a proper name. Vietnamese nouns carry no mark, so everything that the lists do not close is taken as a noun.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from trichluc.extract.numbers.scene import Scene

_WORD = r"[^\W\d_]+(?:[&'’\-][^\W\d_]+)*"
_RUN = re.compile(rf"[ \u00a0]{{0,2}}[“\"‘]?({_WORD}(?:[ \u00a0]{_WORD}){{0,11}})")
_LONGEST = 9


class Noun(NamedTuple):
    """A noun phrase of the text."""

    start: int
    end: int


def noun_at(scene: Scene, position: int, share: bool = False) -> Noun | None:
    """The noun phrase that begins at a position; `share` also skips `số`, `số lượng` (`50% số dự án`)."""
    run = _RUN.match(scene.text, position, scene.end)
    if run is None:
        return None
    words = run[1].replace("\u00a0", " ").split(" ")
    lower = [word.lower() for word in words]
    first = _skip_plurals(scene, lower, share)
    last = _extent(scene, words, lower, first)
    if last == first:
        return None
    start = run.start(1) + sum(len(w) + 1 for w in words[:first])
    return Noun(start, start + sum(len(w) + 1 for w in words[first:last]) - 1)


def _skip_plurals(scene: Scene, lower: list[str], share: bool) -> int:
    parts, at, found = scene.rules.parts, 0, True
    while found:
        found = False
        for plural in parts.share if share else parts.plural:
            if tuple(lower[at : at + len(plural)]) == plural and at + len(plural) < len(lower):
                at, found = at + len(plural), True
                break
    return at


def _extent(scene: Scene, words: list[str], lower: list[str], first: int) -> int:
    """The index behind the last word of the phrase; `first` itself when no noun opens it."""
    parts = scene.rules.parts
    at = first
    for compound in parts.compounds.get(lower[first], ()):
        if tuple(lower[first : first + len(compound)]) == compound:
            at = first + len(compound)
            break
    if at == first:
        if not _may_open(scene, words, lower, first):
            return first
        at += 1
        if lower[first] in parts.alone:
            return at
    while at < len(words) and at - first < _LONGEST and not _closes(scene, words, lower, at):
        at += 1
    return at


def _may_open(scene: Scene, words: list[str], lower: list[str], at: int) -> bool:
    parts = scene.rules.parts
    second = lower[at + 1] if at + 1 < len(lower) else ""
    if lower[at] in parts.closed or (lower[at], second) in parts.closed_pairs:
        return False
    return len(words[at]) > 1


def _closes(scene: Scene, words: list[str], lower: list[str], at: int) -> bool:
    parts = scene.rules.parts
    word, second = lower[at], lower[at + 1] if at + 1 < len(lower) else ""
    if len(word) == 1 or word in parts.closed or word in parts.inner or (word, second) in parts.closed_pairs:
        return True
    return words[at][0].isupper() and words[at - 1][0].islower() and not words[at].isupper()


def is_countable(scene: Scene, noun: Noun) -> bool:
    """Whether a phrase opens with a noun that is often counted."""
    words = scene.text[noun.start : noun.end].lower().split()
    parts = scene.rules.parts
    return words[0] in parts.countable or " ".join(words[:2]) in parts.countable_pairs


_SENTENCE = re.compile(r"[.;(](?=\s|$)|\(")
_LABEL_REACH = 220


def label_noun(scene: Scene, start: int) -> Noun | None:
    """The noun of the label that a bare figure answers: `Tổng số nhiệm vụ được giao là` → `nhiệm vụ`.

    The label is the last `tổng số …`, `số …` of the sentence; before a colon, any words.
    """
    text = scene.text
    low = max(scene.start, start - _LABEL_REACH)
    breaks = [m.end() for m in _SENTENCE.finditer(text, low, start)]
    low = breaks[-1] if breaks else low
    inside = [m.span() for m in scene.rules.not_label.finditer(text, low, start)]
    for match in reversed(list(scene.rules.label.finditer(text, low, start))):
        if not any(a < match.end() <= b for a, b in inside):
            noun = noun_at(scene._replace(end=start), match.end(), share=True)
            if noun is not None:
                return noun
    if text[max(low, start - 3) : start].rstrip(" \u00a0*")[-1:] == ":":
        return _any_label(scene, low, start)
    subject = _any_label(scene, max(low, text.rfind(", ", low, start) + 1), start)
    return subject if subject is not None and is_countable(scene, subject) else None


_SKIPPED = ' \u00a0-+*•–,“"('
_BOUNDARY = re.compile(r"(?<=[\d)%]), |: ")


def _any_label(scene: Scene, low: int, start: int) -> Noun | None:
    """The first noun phrase of the words before a colon; a comma behind a value opens a new label."""
    breaks = [m.end() for m in _BOUNDARY.finditer(scene.text, low, start - 1)]
    begin = breaks[-1] if breaks else low
    while begin < start and scene.text[begin] in _SKIPPED:
        begin += 1
    return noun_at(scene._replace(end=start), begin, share=True)
