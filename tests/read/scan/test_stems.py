"""Roman numerals on scans, told by their strokes."""

from __future__ import annotations

import numpy as np
import pytest

from tests.read.scan.marker import set_marker
from trichluc.read.scan.stems import read_numeral


@pytest.mark.parametrize("dpi", [200.0, 300.0])
@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("I.", "L."), ("II.", "H."), ("II.", "I."), ("II.", "HI."), ("III.", "HI."), ("III.", "II."), ("III.", "IIIL"),
        ("I/", "U"), ("II/", "II"), ("II/", "I/"), ("III/", "Illií"), ("II-", "I-"),
        ("I.2.", "L2."), ("II.1.", "H.1."), ("III.3.", "HHI.3."),
        ("I.", "1."), ("I.1.", "1.1."), ("I/", "1/"), ("I/", "1L/"), ("1.", "I."), ("1.1.", "I.1."), ("1/", "I/"),
    ],
)  # fmt: skip
def test_what_is_printed_is_seen(printed: str, read: str, dpi: float) -> None:
    gray, box = set_marker(printed, dpi)
    assert read_numeral(gray, read, box, at_start=True) == printed


@pytest.mark.parametrize(("printed", "read"), [("IV/", "IVI"), ("V/", "VI"), ("A/", "AI"), ("B/", "BI"), ("C/", "Cí")])
@pytest.mark.parametrize("dpi", [200.0, 300.0])
def test_strokes_that_lean_are_seen(printed: str, read: str, dpi: float) -> None:
    gray, box = set_marker(printed, dpi)
    assert read_numeral(gray, read, box, at_start=True) == printed


@pytest.mark.parametrize(
    "text", ["I.", "II.", "III.", "IV.", "VI.", "VII.", "VIII.", "I/", "1.", "1.1.", "a)", "H.", "A."]
)
def test_what_was_read_rightly_stays(text: str) -> None:
    gray, box = set_marker(text, 300.0)
    assert read_numeral(gray, text, box, at_start=True) == text


@pytest.mark.parametrize(("printed", "read"), [("I/2025", "1/2025"), ("1/2025", "I/2025"), ("I", "1"), ("1", "I")])
@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_inside_a_line_a_quarter_is_written_as_it_stands(printed: str, read: str, weight: str) -> None:
    gray, box = set_marker(printed, 200.0, weight)
    assert read_numeral(gray, read, box, at_start=False) == printed


@pytest.mark.parametrize("dpi", [200.0, 300.0])
@pytest.mark.parametrize("weight", ["regular", "bold"])
@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("III/2022", "II/2022"), ("III/2022", "HI/2022"), ("II/2025", "I/2025"), ("IV/2024", "IV/2024"),
        ("I/2026;", "I/2026;"), ("II/2019).", "H/2019)."), ("IV/2023,", "IV/2023,"), ("III/2021", "III/2021"),
        ("II/2022", "11/2022"), ("III/2022", "111/2022"), ("11/2022", "11/2022"),
    ],
)  # fmt: skip
def test_the_quarter_before_a_year_is_seen(printed: str, read: str, weight: str, dpi: float) -> None:
    gray, box = set_marker(printed, dpi, weight)
    assert read_numeral(gray, read, box, at_start=False) == printed


@pytest.mark.parametrize(("printed", "read"), [("7.", "1."), ("4.", "1.")])
def test_a_figure_with_a_flag_is_no_numeral(printed: str, read: str) -> None:
    gray, box = set_marker(printed, 200.0)
    assert read_numeral(gray, read, box, at_start=True) != "I."


@pytest.mark.parametrize("dpi", [200.0, 300.0])
@pytest.mark.parametrize("weight", ["regular", "bold"])
@pytest.mark.parametrize("text", ["1.", "1.1.", "2.", "1/", "I."])
def test_in_italics_a_marker_stays_as_read(text: str, weight: str, dpi: float) -> None:
    gray, box = set_marker(text, dpi, weight, "italic")
    assert read_numeral(gray, text, box, at_start=True) == text


def test_inside_a_line_letters_are_no_numerals() -> None:
    gray, box = set_marker("II", 300.0)
    assert read_numeral(gray, "II", box, at_start=False) == "II"
    assert read_numeral(gray, "I", box, at_start=False) == "II"
    assert read_numeral(gray, "TT", box, at_start=True) == "TT"


def test_print_too_low_to_show_strokes_stays() -> None:
    gray = np.full((10, 30), 255, np.uint8)
    gray[2:9, 5] = 0
    assert read_numeral(gray, "L.", (0, 0, 30, 10), at_start=True) == "L."
