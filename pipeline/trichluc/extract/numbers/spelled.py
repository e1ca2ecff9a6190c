"""Numbers in words: `ba mươi ngày`, `hai cấp`, `hai phần ba số đại biểu`, `gấp đôi`.

A word counts when it is clearly a quantity of two or more: followed by a unit or by a noun, never `một` alone. `ba`
and `năm` are words of their own as well (father, year) and need a noun that is often counted.
"""

from __future__ import annotations

import re

from trichluc.extract.numbers.amounts import Amount, tail_at
from trichluc.extract.numbers.found import Found
from trichluc.extract.numbers.guards import strength
from trichluc.extract.numbers.judge import judge
from trichluc.extract.numbers.nouns import is_countable, noun_at
from trichluc.extract.numbers.rules import Doubtful
from trichluc.extract.numbers.scene import Left, Scene, left_of
from trichluc.language.numerals import NUMBER_WORDS, multiplier, read_word_range, read_words

_WORDS = re.compile(r"[^\W\d_]+(?:[ \u00a0][^\W\d_]+){0,11}")
_SENTENCE_START = '.:;!?“"(-–+•'
_PARTS = re.compile(r"[ ]phần[ ](hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w)")
_FOLLOWER = re.compile(r"[ \u00a0]([^\W\d_]+)")
_FRACTION_WORDS = {"tư": "bốn"}


def spelled_at(scene: Scene, start: int) -> Found | None:
    """The quantity whose first number word stands at `start`, or None."""
    run = _WORDS.match(scene.text, start, scene.end)
    if run is None or not _begins_a_word(scene, start):
        return None
    left = left_of(scene, start)
    times = _times(scene, run, start, left)
    if times is not None:
        return times
    words = run[0].replace("\u00a0", " ").split(" ")
    count = 1
    while count < len(words) and words[count].lower() in NUMBER_WORDS:
        count += 1
    return _longest(scene, start, words[:count], left)


def _begins_a_word(scene: Scene, start: int) -> bool:
    """A capital inside a sentence is a name (`Hai Bà Trưng`)."""
    text = scene.text
    if start > scene.start and (text[start - 1].isalnum() or text[start - 1] in "-_/."):
        return False
    if not text[start].isupper():
        return True
    before = text[max(scene.start, start - 3) : start].rstrip()
    return start - scene.start < 3 or (bool(before) and before[-1] in _SENTENCE_START)


def _longest(scene: Scene, start: int, words: list[str], left: Left) -> Found | None:
    """The longest run of words that reads as a number, with what follows it."""
    for count in range(len(words), 0, -1):
        written = " ".join(words[:count])
        limits = (
            read_word_range(written) if count == 2 and words[1].lower() != "năm" else None
        )  # `bốn năm` is four years
        value = limits[0] if limits else read_words(written)
        if value is None:
            continue
        end = start + len(written)
        return _counted(scene, Amount(start, end, value, limits[1] if limits else None, written=written), left)
    return None


def _counted(scene: Scene, amount: Amount, left: Left) -> Found | None:
    """The number with fraction, scale and unit, if it is a quantity of two or more of something."""
    parts = _PARTS.match(scene.text, amount.end, scene.end)
    if parts is not None:
        whole = read_words(_FRACTION_WORDS.get(parts[1], parts[1]))
        return judge(scene, amount._replace(end=parts.end(), denominator=whole), left, "", "words")
    if _is_small(amount) or _is_name(scene, amount, left):
        return None
    tail = tail_at(scene, amount.end, left, amount.value)
    if tail is None:
        return None
    high = None if amount.value_max is None else amount.value_max * tail.factor
    amount = amount._replace(
        end=tail.end, value=amount.value * tail.factor, value_max=high, unit=tail.unit, factor=tail.factor
    )
    return judge(scene, amount, left, "", "words") if tail.unit or _has_noun(scene, amount) else None


def _is_small(amount: Amount) -> bool:
    """Below two: neither `một` alone nor `nửa` is a number."""
    return amount.value_max is None and -1 < amount.value < 2


def _is_name(scene: Scene, amount: Amount, left: Left) -> bool:
    """An ordinal, a name known by number, or another word that is spelled alike."""
    before = left.last(1)
    if strength(scene, left, amount) in ("always", "bare") or before in ("thứ", "đệ", "phần") or before in NUMBER_WORDS:
        return True
    doubt = scene.rules.doubtful.get(amount.written.lower())
    return doubt is not None and _is_another_word(scene, amount, left, doubt)


def _has_noun(scene: Scene, amount: Amount) -> bool:
    noun = noun_at(scene, amount.end)
    if noun is None or (scene.text[noun.start].isupper() and not is_countable(scene, noun)):
        return False
    return " " in amount.written or amount.factor != 1 or not _is_doubtful(scene, amount) or is_countable(scene, noun)


def _is_doubtful(scene: Scene, amount: Amount) -> bool:
    return amount.written.lower() in scene.rules.doubtful


def _is_another_word(scene: Scene, amount: Amount, left: Left, doubt: Doubtful) -> bool:
    before = left.last(1).rstrip(",;")
    if before[-1:].isdigit() or (amount.written[0].isupper() and not doubt.capital):
        return True
    if left.last(2) in doubt.one_of:
        return False
    follower = _FOLLOWER.match(scene.text, amount.end, scene.end)
    return before in doubt.not_after or (follower is not None and follower[1].lower() in doubt.not_before)


def _times(scene: Scene, run: re.Match[str], start: int, left: Left) -> Found | None:
    """`gấp đôi`, `gấp rưỡi`; None where a figure or another noun follows (`gấp ba lần` is read as three)."""
    words = run[0].lower().split()
    phrase = " ".join(words[:2])
    value = scene.rules.times.get(phrase)
    if value is None or (len(words) > 2 and (words[2] in NUMBER_WORDS or multiplier(words[2]))):
        return None
    end = start + len(phrase)
    if scene.text.startswith(" lần", end):
        end += 4
    increase = "increase" if left.lower and left.lower[-1] in scene.rules.comparisons else None
    return Found(start, end, "multiple", value, None, None, None, None, None, increase, None, "words.multiple")
