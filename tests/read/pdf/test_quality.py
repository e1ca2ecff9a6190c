"""Whether a text layer can be used: it reads as Vietnamese, and shows the letters of the page."""

import pytest

from tests.read.pages import edited, page_of, source_of
from tests.typeset import typeset
from trichluc.read.pdf.quality import is_garbled, is_vietnamese_enough
from trichluc.source import Word

SENTENCE = (
    "Căn cứ Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024, Ủy ban nhân dân tỉnh báo cáo kết quả thực hiện nhiệm vụ "
    "quý I năm 2025 như sau"
)
ENGLISH = "This annex gives the terms of reference of the project as agreed between the parties in the first phase"
FRENCH = "Le présent décret détermine les modalités d'exécution du projet à l'étranger et la façon dont il sera géré"
RUSSIAN = "Настоящее соглашение вступает в силу со дня его подписания и действует до полного исполнения сторонами"


def words(text: str) -> list[Word]:
    return [Word(w, 0, 0, 10, 10, 12, "") for w in text.split()]


def low_byte(text: str) -> str:
    """Every letter cut to its low byte, as some printers do."""
    return "".join(chr(ord(c) & 0xFF) for c in text)


@pytest.mark.parametrize(
    ("text", "usable", "garbled"),
    [
        (SENTENCE, True, False),
        (ENGLISH, False, False),
        (FRENCH, False, False),
        (RUSSIAN, False, False),
        (low_byte(SENTENCE), False, True),
        ("CQNG HoAxA H()I CHU NGHiA VIET NAM DQc lap - Tu do - Hanh phuc s6 UBND tinh bao cao ket", False, False),
        ("\ue001\ue002\ue003 \ue004\ue005 \ue006\ue007 " * 8, True, False),
    ],
)  # fmt: skip
def test_text_layers(text, usable, garbled) -> None:
    assert is_vietnamese_enough(words(text)) is usable
    assert is_garbled(words(text)) is garbled


def test_a_garbled_page_needs_a_recogniser() -> None:
    def cut(pdf, page):
        for font in page.obj.Resources.Font.values():
            del font["/ToUnicode"]
            stream = pdf.make_stream(_shifted())
            font["/ToUnicode"] = stream

    data = edited(typeset(SENTENCE), cut)
    source = source_of(data)
    assert [(p.page, p.error, p.outcome) for p in source.problems] == [(1, "GarbledText", "needs_ocr")]
    assert "garbled_text" in page_of(data).notes


def _shifted() -> bytes:
    """A table that gives every glyph a letter of another alphabet of the Latin script."""
    pairs = "<0004> <0020>\n" + "\n".join(f"<{code:04X}> <{0x0180 + code:04X}>" for code in range(5, 105))
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <0000> <FFFF>"
    return f"{head} endcodespacerange\n101 beginbfchar\n{pairs}\nendbfchar\nendcmap end end".encode()
