"""Roman numerals on scans, told by their strokes."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tests.typeset import typeset
from trichluc.read.render import Renderer
from trichluc.read.scan.picture import Gray
from trichluc.read.scan.stems import read_numeral


def _set(marker: str, dpi: float, weight: str = "bold") -> tuple[Gray, tuple[int, int, int, int]]:
    """The marker in Times as it is printed, and its box."""
    body = f'#set page(width: 60pt, height: 40pt, margin: 10pt)\n#set text(size: 14pt, weight: "{weight}")\n#"{marker}"'
    with Renderer(typeset(body), "dau.pdf") as renderer:
        gray = np.asarray(Image.fromarray(renderer.picture(1, dpi)[0]).convert("L"))
    rows, columns = (np.flatnonzero((gray < 140).any(axis=axis)) for axis in (1, 0))
    return gray, (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


@pytest.mark.parametrize("dpi", [200.0, 300.0])
@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("I.", "L."), ("II.", "H."), ("II.", "I."), ("II.", "HI."), ("III.", "HI."), ("III.", "II."), ("III.", "IIIL"),
        ("I/", "U"), ("II/", "II"), ("II/", "I/"), ("III/", "Illií"), ("II-", "I-"),
        ("I.2.", "L2."), ("II.1.", "H.1."), ("III.3.", "HHI.3."),
    ],
)  # fmt: skip
def test_what_is_printed_is_seen(printed: str, read: str, dpi: float) -> None:
    gray, box = _set(printed, dpi)
    assert read_numeral(gray, read, box, at_start=True) == printed


@pytest.mark.parametrize(("printed", "read"), [("IV/", "IVI"), ("V/", "VI"), ("A/", "AI"), ("B/", "BI"), ("C/", "Cí")])
def test_strokes_that_lean_are_seen_in_fine_scans(printed: str, read: str) -> None:
    gray, box = _set(printed, 300.0)
    assert read_numeral(gray, read, box, at_start=True) == printed


@pytest.mark.parametrize(
    "text", ["I.", "II.", "III.", "IV.", "VI.", "VII.", "VIII.", "I/", "1.", "1.1.", "a)", "H.", "A."]
)
def test_what_was_read_rightly_stays(text: str) -> None:
    gray, box = _set(text, 300.0)
    assert read_numeral(gray, text, box, at_start=True) == text


def test_inside_a_line_letters_are_no_numerals() -> None:
    gray, box = _set("II", 300.0)
    assert read_numeral(gray, "II", box, at_start=False) == "II"
    assert read_numeral(gray, "I", box, at_start=False) == "II"
    assert read_numeral(gray, "TT", box, at_start=True) == "TT"


def test_print_too_low_to_show_strokes_stays() -> None:
    gray = np.full((10, 30), 255, np.uint8)
    gray[2:9, 5] = 0
    assert read_numeral(gray, "L.", (0, 0, 30, 10), at_start=True) == "L."
