"""Raised figures on scans: told by their place on the picture."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from trichluc.read.scan.picture import Gray
from trichluc.read.scan.raised import Part, has_notes, part_marks
from trichluc.source import Stroke

_SIZE = 50.0
_BASE = 60


def _line(*inks: tuple[int, int, int]) -> Gray:
    """Pieces of ink as (x, height, foot above the baseline), 20 pixels wide; what is lower than 8 is 8 wide."""
    picture = Image.new("L", (700, 100), 255)
    for x, height, above in inks:
        ImageDraw.Draw(picture).rectangle(
            (x, _BASE - above - height, x + (19 if height > 8 else 7), _BASE - above - 1), fill=0
        )
    return np.asarray(picture)


_WORD = [(10, 35, 0), (35, 24, 0), (60, 24, 0)]
_MARK = (85, 20, 25)
_QUOTE = (85, 11, 28)


def _parts(gray: Gray, text: str, x1: int) -> list[tuple[str, bool]]:
    (parts,) = part_marks(gray, [(text, (8, 10, x1, 75))], _SIZE)
    return [(part.text, part.raised) for part in parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dân'", [("dân", False), ("'", True)]),
        ("dân1", [("dân", False), ("1", True)]),
        ("dân", [("dân", False), ("", True)]),
        ("dân”.", [("dân", False), ("”", True), (".", False)]),
        ("dân.", [("dân", False), ("", True), (".", False)]),
    ],
)
def test_a_mark_behind_a_word(text: str, expected: list[tuple[str, bool]]) -> None:
    stop = [(110, 6, 0)] if text.endswith(".") else []
    assert _parts(_line(*_WORD, _MARK, *stop), text, 130) == expected


def test_a_mark_that_was_not_boxed_is_found_behind_the_word() -> None:
    assert _parts(_line(*_WORD, _MARK), "dân", 82) == [("dân", False), ("", True)]


@pytest.mark.parametrize(("text", "read"), [("'Kế", "'"), ("Kế", ""), ("*Kế", "*"), ("2Kế", "2")])
def test_a_mark_before_the_first_word_of_a_note(text: str, read: str) -> None:
    moved = [(x + 30, height, above) for x, height, above in _WORD]
    assert _parts(_line((10, 20, 25), *moved), text, 115) == [(read, True), ("Kế", False)]


@pytest.mark.parametrize("text", ["dân”", "dân"])
def test_quotation_marks_and_plain_words_stay(text: str) -> None:
    ink = _line(*_WORD, _QUOTE) if text.endswith("”") else _line(*_WORD)
    assert _parts(ink, text, 130) == [(text, False)]


def test_parts_stand_where_their_ink_is() -> None:
    (parts,) = part_marks(_line(*_WORD, _MARK), [("dân'", (8, 10, 110, 75))], _SIZE)
    assert parts == [Part("dân", 8, 84, raised=False), Part("'", 85, 105, raised=True)]


def test_pages_with_notes_have_a_short_rule_at_the_margin() -> None:
    assert has_notes([Stroke(85.0, 700.0, 230.0, 700.5)], 595.0, 842.0)
    assert not has_notes([Stroke(85.0, 700.0, 500.0, 700.5)], 595.0, 842.0)
    assert not has_notes([Stroke(250.0, 700.0, 350.0, 700.5)], 595.0, 842.0)
    assert not has_notes([Stroke(85.0, 120.0, 200.0, 120.5)], 595.0, 842.0)
