"""Words to printed lines."""

import pytest

from tests.read.pages import page_of
from tests.typeset import typeset
from trichluc.layout.lines import build_lines
from trichluc.source import PageSource, Word


def lines(body: str) -> list[str]:
    return [line.text for line in build_lines(page_of(typeset(f"#set par(justify: false)\n{body}")))]


def word(text: str, x0: float, baseline: float = 100.0, size: float = 14.0, **more) -> Word:
    return Word(text, x0, baseline - 0.89 * size, x0 + 7.0 * len(text), baseline + 0.22 * size, size, "Serif", **more)


def page(*words: Word) -> PageSource:
    return PageSource(1, 595, 842, 0, words)


def built(*words: Word) -> list[str]:
    return [line.text for line in build_lines(page(*words))]


HEAD = (
    "#grid(columns: (45%, 55%), align: center, [UBND TỈNH LÂM ĐỒNG#linebreak()*SỞ NỘI VỤ*#linebreak()Số: 15/BC-SNV], "
    "[*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*#linebreak()*Độc lập - Tự do - Hạnh phúc*])"
)


def test_the_columns_of_a_letterhead_are_lines_of_their_own() -> None:
    found = lines(f"#set text(size: 11pt)\n{HEAD}")
    assert set(found) == {
        "UBND TỈNH LÂM ĐỒNG", "SỞ NỘI VỤ", "Số: 15/BC-SNV", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    }  # fmt: skip


@pytest.mark.parametrize("gap", [8.0, 30.0])
def test_words_that_are_not_drawn_in_turn_need_to_be_close(gap) -> None:
    left, below, right = word("UBND", 80), word("SỞ", 80, 120), word("CỘNG", 80 + 28 + gap)
    assert built(left, below, right) == ["UBND", "CỘNG", "SỞ"]


def test_a_blank_to_be_filled_in_parts_no_line() -> None:
    assert built(word("ngày", 80), word("tháng", 150), word("3", 190)) == ["ngày tháng 3"]


def test_what_was_written_into_a_blank_stands_in_it() -> None:
    label, symbol, number = word("Số:", 80), word("/BC-SNV", 150), word("93", 118, 98)
    assert built(label, symbol, number) == ["Số: 93/BC-SNV"]


@pytest.mark.parametrize(
    ("printed", "put", "text"),
    [
        ([("ngày", 80), ("……", 112), ("tháng……", 144)], [("27", 115), ("01", 178)], "ngày 27 tháng 01"),
        ([("Số:……/BC-SNV", 80)], [("93", 105)], "Số: 93/BC-SNV"),
        ([("ngày……/……/2025", 80)], [("5", 112), ("3", 137)], "ngày 5/3/2025"),
        ([("ngày", 80), ("……", 112), ("tháng", 144)], [("27", 400)], "ngày …… tháng"),
        ([("Kết", 80), ("quả", 108)], [("27", 110)], "Kết quả 27"),
    ],
)
def test_a_figure_takes_the_place_of_the_dots_on_which_it_was_put(printed, put, text) -> None:
    words = [word(text, x) for text, x in printed] + [word(text, x, 98.5) for text, x in put]
    assert built(*words)[0] == text


def test_figures_that_share_one_blank_are_both_kept() -> None:
    found = " ".join(built(word("Số:", 80), word("………", 104), word("27", 105, 98), word("01", 112, 98)))
    assert ("27" in found) and ("01" in found)


def test_a_raised_word_belongs_to_its_line() -> None:
    mark = word("2", 108, 94, 8, superscript=True, glued=True)
    assert built(word("2025", 80), mark, word("(Chỉ", 120)) == ["20252 (Chỉ"]


def test_a_line_knows_how_it_is_set() -> None:
    (line,) = build_lines(page(word("Kết", 80, bold=True), word("quả", 110, bold=True)))
    assert (line.bold, line.italic, line.size, line.baseline) == (True, False, 14.0, pytest.approx(100.0))
