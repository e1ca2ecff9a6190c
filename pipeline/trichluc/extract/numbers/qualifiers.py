"""Words around an amount: estimates and limits, change and level, and what a change is measured against."""

from __future__ import annotations

import re
from typing import NamedTuple

from trichluc.extract.numbers.nouns import Noun
from trichluc.extract.numbers.scene import Left, Scene


class Qualified(NamedTuple):
    """Modifier as written, and comparison (`increase`, `decrease`, `level`)."""

    modifier: str | None
    comparison: str | None


def qualify(scene: Scene, left: Left, end: int, noun: Noun | None) -> Qualified:
    """What the words directly before an amount, and one phrase directly behind it, say of it."""
    rules = scene.rules
    modifier, comparison = None, None
    at = len(left.lower) if left.apart else 0
    while at > 0 and left.lower[at - 1] in rules.qualifier_ends:
        phrase, step = _phrase(scene, left, at, modifier is None, comparison is None)
        if not step:
            break
        if modifier is None and phrase in rules.modifiers:
            modifier = phrase
        elif comparison is None and phrase in rules.comparisons:
            comparison = rules.comparisons[phrase]
        at -= step
    if modifier in _PREPOSITIONS and (_is_side(scene, left, at) or (noun is not None and _is_place(scene, noun))):
        modifier = None
    return Qualified(modifier or _modifier_after(scene, end), comparison)


def sign_of(scene: Scene, start: int) -> str | None:
    """The change that a sign tells at the head of a bracket: `giảm 1,6% (-673 ha)`."""
    text = scene.text
    return _SIGNS.get(text[start - 1]) if start - 1 > scene.start and text[start - 2] == "(" else None


_SIGNS = {"-": "decrease", "–": "decrease", "−": "decrease", "+": "increase"}


def _phrase(scene: Scene, left: Left, at: int, modifiers: bool, comparisons: bool) -> tuple[str, int]:
    """The longest qualifier or filler that ends at a word, and how many words it has; 0 when there is none."""
    rules = scene.rules
    for count in (3, 2, 1):
        if count > at:
            continue
        phrase = " ".join(left.lower[at - count : at])
        if (modifiers and phrase in rules.modifiers) or (comparisons and phrase in rules.comparisons):
            return phrase, count
        if phrase in rules.fillers:
            return phrase, count
    return "", 0


_PREPOSITIONS = frozenset({"trên", "dưới"})


def _is_side(scene: Scene, left: Left, at: int) -> bool:
    """`lề trên 2 cm`: the word before makes it the name of a side."""
    return at > 0 and left.lower[at - 1] in scene.rules.sides


def _is_place(scene: Scene, noun: Noun) -> bool:
    return scene.text[noun.start : noun.end].lower().startswith(scene.rules.place_words)


def _modifier_after(scene: Scene, end: int) -> str | None:
    match = scene.rules.modifier_after.match(scene.text, end, scene.end)
    return match[1].lower() if match else None


_PHRASE = re.compile(r"[^,;:.()\[\]\n]{1,90}")


def baseline(scene: Scene, end: int, noun: Noun | None, percent: bool) -> str | None:
    """What a change or share is measured against: `so với cùng kỳ` → `cùng kỳ`, `85% kế hoạch` → `kế hoạch`."""
    rules, text = scene.rules, scene.text
    opening = rules.baselines.after.match(text, end, scene.end)
    if opening is not None:
        phrase = _PHRASE.match(text, opening.end(), scene.end)
        if phrase is None or rules.baselines.change.search(phrase[0]) is not None:
            return None  # `bị thương 6 người, so với năm 2015 giảm 2 vụ`: said of the change that follows
        return phrase[0].partition(" và ")[0].strip() or None
    if percent and noun is not None:
        words = text[noun.start : noun.end]
        if words.lower().startswith(rules.baselines.itself):
            return words
    return None


_BEFORE = 110  # characters before a figure in which its baseline is sought


def baseline_before(scene: Scene, start: int, qualified: Qualified) -> str | None:
    """What a change is measured against when that is said first: `so với năm 2021 tăng 16 vụ`."""
    if qualified.comparison not in ("increase", "decrease"):
        return None
    head = scene.text[max(scene.start, start - _BEFORE) : start]
    opening = scene.rules.baselines.before.search(head)
    return opening[1].strip() if opening is not None else None
