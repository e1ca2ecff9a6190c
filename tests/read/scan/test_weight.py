"""Bold type on scans: told by the strokes, line by line."""

from __future__ import annotations

import pytest
from PIL import Image

from tests.read.pages import RULES
from tests.read.scan.test_ocr import _pdf_of
from tests.typeset import typeset
from trichluc.read import read_bytes
from trichluc.read.render import Renderer
from trichluc.source import Word

_PLAIN = "Toàn tỉnh có 125 cơ quan hoàn thành nhiệm vụ được giao, đạt 98,5% kế hoạch trong năm."
_HEADINGS = ("II. PHƯƠNG HƯỚNG, NHIỆM VỤ", "Về cải cách thủ tục hành chính:")
_BODY = f"""
{_PLAIN}

*{_HEADINGS[0]}*

{_PLAIN}

*{_HEADINGS[1]}* {_PLAIN} {_PLAIN}
"""


def _words(dpi: int, font: str) -> tuple[Word, ...]:
    with Renderer(typeset(f'#set text(font: "{font}")\n{_BODY}'), "trang.pdf") as renderer:
        drawn, _ = renderer.picture(1, dpi)
    return read_bytes(_pdf_of(Image.fromarray(drawn)), "quet.pdf", RULES).pages[0].words


@pytest.mark.tool("tesseract")
@pytest.mark.parametrize("font", ["Liberation Serif", "Liberation Sans", "DejaVu Serif"])
def test_headings_are_bold_and_sentences_are_not(font: str) -> None:
    words = [word for word in _words(300, font) if sum(map(str.isalpha, word.text)) > 1]
    wanted = {piece for heading in _HEADINGS for piece in heading.split()}
    assert {word.text for word in words if word.bold} == {word.text for word in words if word.text in wanted}
    assert sum(word.bold for word in words) >= 10


@pytest.mark.tool("tesseract")
def test_a_page_of_few_words_has_none() -> None:
    with Renderer(typeset("*THÔNG BÁO*\n\nKết quả"), "trang.pdf") as renderer:
        drawn, _ = renderer.picture(1, 300)
    source = read_bytes(_pdf_of(Image.fromarray(drawn)), "quet.pdf", RULES)
    assert not any(word.bold for word in source.pages[0].words)
