"""What is counted: the noun phrase behind a figure, or the label before it.

A phrase runs from the first word that can be a noun up to punctuation, a digit, a preposition or conjunction, a verb,
a date or a proper name. Vietnamese nouns carry no mark, so everything that the lists do not close is taken as a noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from trichluc.extract.numbers.parts import Parts, Words
from trichluc.extract.numbers.scene import Scene

_WORD = r"[^\W\d_]+(?:[&'’\-][^\W\d_]+)*"
_RUN = re.compile(rf"[ \u00a0]{{0,2}}[“\"‘]?({_WORD}(?:[ \u00a0]{_WORD}){{0,10}})")
_SHORT = re.compile(r"[^\W\d_]+/[^\W\d_]+")
_LONGEST = 9
_LETTERS = frozenset("abcdeghiklmnopqrstuvxđ")  # y, ô, ý are words of their own


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
    parts = scene.rules.parts
    if scene.text[run.end() : run.end() + 1] == "/" and len(words) == 1:
        short = _SHORT.match(scene.text, run.start(1), scene.end)
        if short is not None and short[0].lower() in parts.slashed:
            return Noun(*short.span())
    first = _skip_plurals(parts.share if share else parts.plural, lower)
    last = _opening(parts, lower, first)
    if last > first and lower[first] not in parts.alone:
        last = _extent(parts, words, lower, first, last)
    if last == len(words) and lower[-1] in parts.before_figure and _figure_follows(scene, run.end()):
        last -= 1
    if last == first:
        return None
    start = run.start(1)
    if first:
        start += sum(map(len, words[:first])) + first
    return Noun(start, start + sum(map(len, words[first:last])) + last - first - 1)


def _figure_follows(scene: Scene, end: int) -> bool:
    return scene.text[end : end + 2].strip()[:1].isdigit()


def _skip_plurals(plurals: Mapping[str, tuple[Words, ...]], lower: list[str]) -> int:
    """How many words `các`, `tổng số` and the like take before the noun."""
    at = 0
    while lower[at] in plurals:
        for plural in plurals[lower[at]]:
            if at + len(plural) < len(lower) and tuple(lower[at : at + len(plural)]) == plural:
                at += len(plural)
                break
        else:
            break
    return at


def _opening(parts: Parts, lower: list[str], first: int) -> int:
    """The index behind the word or compound that opens a noun phrase; `first` itself when none does."""
    word = lower[first]
    length = _length(parts.compounds, lower, first)
    if length:
        return first + length
    if word in _LETTERS or word in parts.closed or word in parts.adjectives:
        return first
    second = lower[first + 1] if first + 1 < len(lower) else ""
    return first if (word, second) in parts.closed_pairs else first + 1


def _length(phrases: Mapping[str, tuple[Words, ...]], lower: list[str], at: int) -> int:
    """How many words the longest phrase takes that begins at a word; 0 when none does."""
    for phrase in phrases.get(lower[at], ()):
        if tuple(lower[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _extent(parts: Parts, words: list[str], lower: list[str], first: int, at: int) -> int:
    """The index behind the last word of the phrase: a preposition, verb, date or proper name closes it."""
    limit = min(len(words), first + _LONGEST)
    while at < limit:
        word = lower[at]
        length = _length(parts.inside, lower, at)
        if length and not _begins_name(words, at):
            at += length
            continue
        if word in _LETTERS or word in parts.closed or word in parts.inner:
            break
        if at + 1 < len(lower) and (word, lower[at + 1]) in parts.inner_pairs:
            break
        if _begins_name(words, at):
            break
        at += 1
    return at


def _begins_name(words: list[str], at: int) -> bool:
    """Whether a word in capitals follows one in small letters: a proper name, unless it is an acronym."""
    return words[at][0].isupper() and words[at - 1][0].islower() and not words[at].isupper()


def counts_another(scene: Scene, part: Noun, end: int) -> bool:
    """Whether a figure behind a slash counts who took part: `20 vụ/27 bị can`, not `104 hồ sơ/108 tổng hồ sơ`."""
    first = scene.text[part.start : part.end].split()[0].lower()
    other = noun_at(scene, end) if first in scene.rules.parts.occasions else None
    return other is not None and scene.text[other.start : other.end].split()[0].lower() != first


def is_countable(scene: Scene, noun: Noun) -> bool:
    """Whether a phrase opens with a noun that is often counted."""
    words = scene.text[noun.start : noun.end].lower().split()
    parts = scene.rules.parts
    return words[0] in parts.countable or " ".join(words[:2]) in parts.countable_pairs


_SENTENCE = re.compile(r"[.;](?=\s)|\(|\sthì(?=\s)")
_LABEL_REACH = 220
_LABELS = 4  # openings of a sentence that are tried, from its end


def label_noun(scene: Scene, start: int) -> Noun | None:
    """The noun of the label that a bare figure answers: `Tổng số nhiệm vụ được giao là` → `nhiệm vụ`.

    The label is the last `tổng số …`, `số …` of the sentence; before a colon, any words.
    """
    text, low = scene.text, _sentence_start(scene, start)
    inside = scene._replace(end=start)
    for opening in _openings(scene, low, start):
        noun = noun_at(inside, opening, share=True)
        if noun is not None:
            return noun
    if text[max(low, start - 3) : start].rstrip(" \u00a0*")[-1:] == ":":
        return _any_label(scene, low, start)
    subject = _any_label(scene, max(low, text.rfind(", ", low, start) + 1), start)
    return subject if subject is not None and is_countable(scene, subject) else None


def answered_label(scene: Scene, start: int) -> Noun | None:
    """The first noun phrase of the label before a colon, whatever it asks for: `Mã số sinh viên: 5713`."""
    return _any_label(scene, _sentence_start(scene, start), start)


def _sentence_start(scene: Scene, start: int) -> int:
    low = max(scene.start, start - _LABEL_REACH)
    for stop in _SENTENCE.finditer(scene.text, low, start):
        if stop[0] != "(" or scene.text.find(")", stop.end(), start) < 0:  # a remark in brackets ends no label
            low = stop.end()
    return low


def _openings(scene: Scene, low: int, start: int) -> Iterator[int]:
    """Where labels begin behind `số`, `tổng số`, the last one first; `chỉ số` and the like open none."""
    rules = scene.rules
    words = scene.text[low:start].lower()
    high = len(words)
    for _ in range(_LABELS):
        at, opening = max((words.rfind(o, 0, high), o) for o in rules.labels.openings)
        if at < 0:
            return
        end = at + len(opening)
        whole = not words[at - 1 : at].isalnum() and words[end : end + 1].isspace()
        if whole and not words[:end].endswith(rules.labels.not_openings):
            yield low + end
        high = end - 1


_SKIPPED = ' \u00a0-+*•–,“"('
_BOUNDARY = re.compile(r"(?<=[\d)%]), |: ")


def _any_label(scene: Scene, low: int, start: int) -> Noun | None:
    """The first noun phrase of the words before a colon; a comma behind a value opens a new label."""
    breaks = [m.end() for m in _BOUNDARY.finditer(scene.text, low, start - 1)]
    begin = breaks[-1] if breaks else low
    while begin < start and scene.text[begin] in _SKIPPED:
        begin += 1
    return noun_at(scene._replace(end=start), begin, share=True)
