"""Parts of a whole, each a label and its figure: `612 trường (mầm non 205, tiểu học 210)`, `trong đó nữ 45, nam 20`.

The figures have no noun behind them. They count when every label of the list is made of plain words: a name with a
number (`Đam Rông 2`) is no label.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from trichluc.extract.numbers.nouns import Noun, noun_at
from trichluc.extract.numbers.scene import Scene
from trichluc.language.numerals import read_figure

_REACH = 200  # characters between the beginning of a list and one of its figures
_ROW = 400  # characters of a bracket that tells all parts of a whole
_FIGURE = 16  # characters of a figure before a bracket
_HEAD = 70  # characters of the counted whole before its bracket
_WHOLE = re.compile(r"\d(?=[ \u00a0][^\d();:.]{2,60}[ \u00a0]$)")
_BARE_WHOLE = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d[ \u00a0])[\d.,]+[ \u00a0]$")
_WHOLE_FIGURE = re.compile(r"(?<![\d.,/])(\d{1,3}(?:\.\d{3})+|\d+)(?=[ \u00a0][^\d();:.]{2,60}[ \u00a0]\()")
_PART = re.compile(r"[^\W\d_][^\d.]*[ \u00a0](\d{1,3}(?:\.\d{3})+|\d+)")
_LABEL = re.compile(r"[^\W\d_]+(?:[ \u00a0][^\W\d_]+){0,6}[ \u00a0]$")
_BREAK = re.compile(r"[,;:][ \u00a0]|[ \u00a0]và[ \u00a0]")
_OPENING = 2  # words of a label that say nothing yet: `tổng số`
_CLOSING = ".,;)"


class Whole(NamedTuple):
    """What is counted in a list of parts; no noun where the list does not follow its whole."""

    noun: Noun | None


def ends_clause(scene: Scene, end: int) -> bool:
    """Whether the clause ends behind a figure, or brackets open there."""
    return end >= scene.end or scene.text[end] in _CLOSING or scene.text.startswith(" (", end)


def is_label(scene: Scene, start: int, end: int) -> bool:
    """Whether a whole clause is a label and its figure: `; số chưa tuyển 65;`."""
    if not ends_clause(scene, end):
        return False
    piece = _BREAK.split(scene.text[max(scene.start, start - _HEAD) : start])[-1].lower()
    opened = piece.lstrip("-+ ").startswith(scene.rules.labels.clauses)
    return opened and piece.endswith(" ") and len(piece.split()) > _OPENING


def parts_of(scene: Scene, start: int, end: int) -> Whole | None:
    """The whole whose part a figure at `start`..`end` counts, when it stands in a list of labelled parts."""
    if not (ends_clause(scene, end) or scene.text.startswith(" và ", end)):
        return None
    low = max(scene.start, start - _REACH)
    opening = scene.text.rfind("(", low, start)
    if opening >= 0 and ")" not in scene.text[opening:start]:
        noun = _whole(scene, opening)
        counted = (
            noun is not None
            or _BARE_WHOLE.search(scene.text[max(scene.start, opening - _FIGURE) : opening]) is not None
        )
        labelled = counted and _is_labelled(scene.text[opening + 1 : start])
        return Whole(noun) if labelled or (noun is not None and _adds_up(scene, opening)) else None
    sentence = max(low, *(scene.text.rfind(sign, low, start) + 1 for sign in (". ", "; ", "(")))
    announced = scene.rules.listed.search(scene.text, sentence, start)
    listed = announced is not None and _is_labelled(scene.text[announced.end() : start])
    return Whole(None) if listed or _is_part(scene, sentence, start) else None


def _is_part(scene: Scene, low: int, start: int) -> bool:
    """Whether a clause is one of the words that name a part wherever they stand, and its figure: `; nữ 18`."""
    return _BREAK.split(scene.text[low:start])[-1].strip().lower() in scene.rules.part_words


def _whole(scene: Scene, bracket: int) -> Noun | None:
    """The noun of the quantity directly before a bracket."""
    low = max(scene.start, bracket - _HEAD)
    digit = _WHOLE.search(scene.text[low:bracket])
    return noun_at(scene, low + digit.end()) if digit is not None else None


def _adds_up(scene: Scene, bracket: int) -> bool:
    """Whether everything in a bracket is a name and its figure, and the figures give the whole before the bracket.

    Where they do, no figure is part of a name: `172 nhà (Yên Bình 150, Lâm Sơn 22)`.
    """
    close = scene.text.find(")", bracket, min(scene.end, bracket + _ROW))
    whole = _WHOLE_FIGURE.search(scene.text, max(scene.start, bracket - _HEAD), bracket + 1)
    if close < 0 or whole is None:
        return False
    parts = [_PART.fullmatch(piece) for piece in _BREAK.split(scene.text[bracket + 1 : close])]
    figures = [read_figure(part[1]) or 0 for part in parts if part is not None]
    return 1 < len(figures) == len(parts) and sum(figures) == read_figure(whole[1])


def _is_labelled(piece: str) -> bool:
    """Whether the last label is one of plain words: small letters behind its first word, or an acronym."""
    label = _LABEL.fullmatch(_BREAK.split(piece)[-1])
    if label is None:
        return False
    first, *rest = label[0].split()
    return all(word.islower() or word.isupper() for word in rest) and (bool(rest) or first.islower() or first.isupper())
