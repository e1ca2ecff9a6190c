"""Figures written over dotted blanks: `ngày … tháng ……` on which a number and a date were put later."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from trichluc.source import Word

_DOTS = re.compile(r"(?:[….]|_){2,}|…")
_FIGURE = re.compile(r"\d[\d/.]{0,9}[A-Za-z]?")
_WIDTHS = {"…": 1.0, ".": 0.25, "_": 0.5}
_LETTER = 0.5
"""In type sizes: widths of dots, and of other characters on an average."""
_SLACK = 0.35
"""In type sizes: a figure may reach so far out of its blank, the more so as widths are estimated."""
_LEVEL = 0.7
"""In type sizes: a figure stands so much higher or lower than the line of its blank at most."""
_LINKS = "/-–"


def with_blanks_filled(words: Sequence[Word]) -> Sequence[Word]:
    """The words in their order, each figure in the place of the dots on which it was put."""
    dotted = [at for at, word in enumerate(words) if word.confidence is None and _DOTS.search(word.text)]
    figures = [at for at, word in enumerate(words) if _FIGURE.fullmatch(word.text)]
    if not dotted or not figures:
        return words
    filled: dict[int, list[Word]] = {}
    moved: set[int] = set()
    for at in dotted:
        over = [n for n in figures if n not in moved and _stands_over(words[n], words[at])]
        parts = _parts(words[at], [words[n] for n in over])
        filled[at] = parts
        moved.update(n for n in over if any(_same_place(part, words[n]) for part in parts))
    if not filled:
        return words
    return [part for at, word in enumerate(words) if at not in moved for part in filled.get(at, [word])]


def _stands_over(figure: Word, dotted: Word) -> bool:
    """Whether a figure stands on the line of a word, within its box."""
    slack = _SLACK * dotted.size
    level = abs(figure.bottom + figure.top - dotted.bottom - dotted.top) / 2
    return (
        figure is not dotted
        and level < _LEVEL * dotted.size
        and dotted.x0 - slack < figure.x0
        and figure.x1 < dotted.x1 + slack
    )


def _same_place(part: Word, figure: Word) -> bool:
    return (part.text, part.x0, part.top) == (figure.text, figure.x0, figure.top)


def _parts(dotted: Word, figures: Sequence[Word]) -> list[Word]:
    """A word with the figures on its blanks in place of the dots: `ngày`, `27`, `/`, `01`, `/2025`."""
    slack = _SLACK * dotted.size
    for match in _DOTS.finditer(dotted.text) if figures else ():
        left, right = _x(dotted, match.start()), _x(dotted, match.end())
        for at, figure in enumerate(figures):
            if left - slack < figure.x0 and figure.x1 < right + slack:
                before = _cut(dotted, 0, match.start(), dotted.glued)
                behind = _cut(dotted, match.end(), len(dotted.text), dotted.text[match.end() :][:1] in _LINKS)
                rest = [*figures[:at], *figures[at + 1 :]]
                return [*before, _glued(figure, before), *(part for word in behind for part in _parts(word, rest))]
    return [dotted]


def _glued(figure: Word, before: Sequence[Word]) -> Word:
    """The figure, right behind the stroke of a date or symbol: `27/01`."""
    return replace(figure, glued=True) if before and before[0].text[-1] in _LINKS else figure


def _x(word: Word, at: int) -> float:
    """Where the character at an index begins, by the usual widths."""
    widths = [_WIDTHS.get(c, _LETTER) for c in word.text]
    return word.x0 + (word.x1 - word.x0) * sum(widths[:at]) / sum(widths)


def _cut(word: Word, start: int, end: int, glued: bool) -> list[Word]:
    text = word.text[start:end]
    return [replace(word, text=text, x0=_x(word, start), x1=_x(word, end), glued=glued, stored=None)] if text else []
