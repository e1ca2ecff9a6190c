"""Page numbers, running heads and stamps are kept aside, and nothing else is."""

import pytest

from tests.layout.documents import blocks, check_invariants, running, sentences, text_of

PAGES = "#pagebreak()".join(sentences(3, n) for n in (0, 20, 40, 60))


@pytest.mark.parametrize(
    ("page", "printed"),
    [
        ('numbering: "1", number-align: top + center', ["1", "2", "3", "4"]),
        ('numbering: "1", number-align: bottom + right', ["1", "2", "3", "4"]),
        ('numbering: "- 1 -", number-align: bottom + center', ["- 1 -", "- 2 -", "- 3 -", "- 4 -"]),
        ('numbering: "1/1", number-align: bottom + center', ["1/4", "2/4", "3/4", "4/4"]),
        ("footer: context align(center)[Trang #counter(page).display()]", ["Trang 1", "Trang 2", "Trang 3", "Trang 4"]),
    ],
)
def test_page_numbers_are_no_part_of_the_text(page, printed) -> None:
    text = text_of(PAGES, page)
    numbers = blocks(text, "page_number")
    assert [block.printed for block in numbers] == printed
    assert [block.page for block in numbers] == [1, 2, 3, 4]
    assert all(block.char_start == block.char_end for block in numbers)
    assert running(text) == [sentences(3, n) for n in (0, 20, 40, 60)]
    check_invariants(text)


def test_running_heads_are_no_part_of_the_text() -> None:
    head = "context [CÔNG BÁO/Số 18/Ngày 10-3-2019 #h(3cm) #(40 + counter(page).get().first())]"
    text = text_of(PAGES, f"header: {head}")
    assert len(blocks(text, "running_head")) == 4
    assert "CÔNG BÁO" not in text.value


def test_a_line_that_returns_in_the_text_stays() -> None:
    body = "#pagebreak()".join(f"{sentences(2, n)}\n\nKết quả đạt được\n\n{sentences(1, n)}" for n in (0, 20, 40, 60))
    assert text_of(body).value.count("Kết quả đạt được") == 4


def test_a_lone_figure_at_the_edge_that_counts_nothing_stays() -> None:
    text = text_of(f"{sentences(2)}\n\n#place(bottom + center)[47]")
    assert not blocks(text, "page_number")


def test_stamps_of_signatures_are_kept_aside() -> None:
    stamp = (
        "#place(top + right, dy: -40pt, block(width: 150pt, text(size: 8pt)[#set par(first-line-indent: 0pt, "
        "justify: false)\nKý bởi: Sở Nội vụ#linebreak()Cơ quan: UBND tỉnh#linebreak()"
        "Thời gian ký: 27.03.2025 16:10:11 \\+07:00]))"
    )
    text = text_of(f"{stamp}{sentences(3)}")
    assert [block.printed for block in blocks(text, "stamp")] == [
        "Ký bởi: Sở Nội vụ",
        "Cơ quan: UBND tỉnh",
        "Thời gian ký: 27.03.2025 16:10:11 +07:00",
    ]
    assert running(text) == [sentences(3)]
