"""Words of pages in fonts from before Unicode, and the signs of symbol fonts."""

import pytest

from tests.read.pages import RULES
from trichluc.read.charset.runs import Run, decode_runs
from trichluc.read.charset.symbolfonts import symbol_font
from trichluc.read.geometry import Geometry
from trichluc.read.pdf.legacy import decode_words, may_be_legacy, show_signs
from trichluc.read.rawwords import LINE_HYPHEN, RawWord, Style, finish

SENTENCE = "Th«ng t­ cña Bé Tµi chÝnh h­íng dÉn thi hµnh NghÞ ®Þnh sè 30 cña ChÝnh phñ vÒ"


def words(*texts: str, font: str = ".VnTime") -> list[RawWord]:
    style = Style(font, bold=False, italic=False)
    return [
        RawWord(text, 30.0 * at, 100, 30.0 * at + 25, 112, 110, 12, style, spaced=True) for at, text in enumerate(texts)
    ]


def read(*texts: str, font: str = ".VnTime") -> list[str]:
    page = words(*texts, font=font)
    assert may_be_legacy(page, RULES.charsets)
    decode_words([page], RULES.charsets)
    return [word.text for word in finish(page, Geometry(0, 0, 3000, 842, 0))]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (f"t{LINE_HYPHEN}", "tư"),
        (f"th{LINE_HYPHEN}", "thư"),
        (f"TT{LINE_HYPHEN}", "TT-"),
        (f"sè:23/2003/Q§{LINE_HYPHEN}", "số:23/2003/QĐ-"),
        (f"ka-ra{LINE_HYPHEN}", "ka-ra-"),
        ("n­íc", "nước"),
        ("n\u2212íc", "nước"),
    ],
)
def test_a_letter_that_looks_like_a_hyphen_at_the_end_of_a_line(written, expected) -> None:
    assert read(*SENTENCE.split(), written)[-1] == expected


def test_a_hyphen_at_the_end_of_a_line_of_unicode_stays() -> None:
    page = words("Thông", f"t{LINE_HYPHEN}", font="Times New Roman")
    assert [word.text for word in finish(page, Geometry(0, 0, 3000, 842, 0))] == ["Thông", "t-"]


def test_capitals_are_raised_over_the_words_of_a_page() -> None:
    heading = "NHIÖM Vô, QUYÒN H¹N, Tæ CHøC Bé M¸Y CñA Së"
    assert " ".join(read(*SENTENCE.split(), *heading.split())).endswith("NHIỆM VỤ, QUYỀN HẠN, TỔ CHỨC BỘ MÁY CỦA SỞ")


def test_signs_of_symbol_fonts_are_what_they_show() -> None:
    page = words("\uf0b7", "\uf0a3", "\uf0e5K1", "2", font="ABCDEF+SymbolMT")
    show_signs(page, RULES.charsets)
    assert [word.text for word in page] == ["•", "≤", "∑K1", "2"]
    page = words("\uf0d8", "\uf0fe", font="Wingdings-Regular")
    show_signs(page, RULES.charsets)
    assert [word.text for word in page] == ["➢", "☑"]


def test_a_sign_inside_a_legacy_line_is_no_letter() -> None:
    runs = [Run("hÖ sè khuyÕn khÝch (k ", ".VnTime"), Run("£", "Symbol"), Run(" 0,5) cho tõng s¶n phÈm", ".VnTime")]
    _, decoded = decode_runs([runs], RULES.charsets)
    assert "".join(run.text for run in decoded[0]) == "hệ số khuyến khích (k ≤ 0,5) cho từng sản phẩm"


@pytest.mark.parametrize(
    ("font", "key"),
    [("Symbol", "symbol"), ("Wingdings 2", "wingdings 2"), ("Wingdings 3", None), ("Segoe UI Symbol", None)],
)
def test_symbol_fonts_are_known_by_name(font, key) -> None:
    assert symbol_font(font) == key
