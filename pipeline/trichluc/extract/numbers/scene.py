"""What the readers of this stage share: the text, the bounds of the paragraph, the rules; and reading to the left."""

from __future__ import annotations

from typing import NamedTuple

from trichluc.extract.numbers.rules import NumberRules

_REACH = 48  # characters looked back for qualifiers and identifiers: five long words
_WORDS = 5
_OPENERS = "“”\"'‘’([{«*"
_OPENER_SET = frozenset(_OPENERS)


class Scene(NamedTuple):
    """One paragraph of a text: `start` and `end` bound everything that is read."""

    text: str
    start: int
    end: int
    rules: NumberRules
    english: bool


class Left(NamedTuple):
    """What stands before a figure: the last words of the paragraph up to it, as written and in lower case."""

    words: list[str]
    lower: list[str]
    apart: bool
    """Whether white space, an opening mark or the paragraph's start stands directly before the figure."""

    def last(self, count: int) -> str:
        """The last words in lower case, joined by blanks."""
        return " ".join(self.lower[-count:])


NOTHING = Left([], [], True)


def left_of(scene: Scene, start: int) -> Left:
    """The words before a position, opening marks stripped off; a word keeps the punctuation behind it."""
    low = start - _REACH
    piece = scene.text[low:start] if low > scene.start else scene.text[scene.start : start]
    if not piece or piece[-1] in _OPENER_SET:
        return NOTHING
    words = piece.rsplit(None, _WORDS)[-_WORDS:]
    if not _OPENER_SET.isdisjoint(piece):
        words = [stripped for word in words if (stripped := word.lstrip(_OPENERS))]
    return Left(words, [word.lower() for word in words], piece[-1].isspace())
