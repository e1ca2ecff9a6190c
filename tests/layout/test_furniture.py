"""Page numbers, running heads and stamps are kept aside, and nothing else is."""

import pytest

from tests.layout.documents import blocks, check_invariants, running, sentences, text_of

PAGES = "#pagebreak()".join(sentences(3, n) for n in (0, 20, 40, 60))


def stamp_of(*lines: str) -> str:
    """A stamp at the upper right, one line under the other."""
    return (
        "#place(top + right, dy: -40pt, block(width: 180pt, align(left, text(size: 8pt)[#set par(leading: 3pt, "
        f"first-line-indent: 0pt, justify: false)\n{'#linebreak()'.join(lines)}])))"
    )


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


@pytest.mark.parametrize(
    ("size", "line", "aside"),
    [
        (10, "Địa chỉ: 118 Lê Lợi, quận Hải Châu; ĐT: 0236.3840019", True),
        (14, "Địa chỉ: 118 Lê Lợi, quận Hải Châu; ĐT: 0236.3840019", True),
        (10, "Địa chỉ: 118 Lê Lợi, quận Hải Châu.", False),
    ],
)
def test_the_address_at_the_foot_is_kept_aside(size, line, aside) -> None:
    foot = f"#place(bottom, dy: 30pt)[#text(size: {size}pt)[{line}]]"
    text = text_of(f"{sentences(6)}\n{foot}")
    assert [block.printed for block in blocks(text, "running_head")] == [line] * aside
    assert running(text) == [sentences(6), *[line] * (not aside)]


def test_a_line_that_returns_in_the_text_stays() -> None:
    body = "#pagebreak()".join(f"{sentences(2, n)}\n\nKết quả đạt được\n\n{sentences(1, n)}" for n in (0, 20, 40, 60))
    assert text_of(body).value.count("Kết quả đạt được") == 4


def test_a_lone_figure_at_the_edge_that_counts_nothing_stays() -> None:
    text = text_of(f"{sentences(2)}\n\n#place(bottom + center)[47]")
    assert not blocks(text, "page_number")


def test_stamps_of_signatures_are_kept_aside() -> None:
    stamp = stamp_of("Ký bởi: Sở Nội vụ", "Cơ quan: UBND tỉnh", "Thời gian ký: 27.03.2025 16:10:11 \\+07:00")
    text = text_of(f"{stamp}{sentences(3)}")
    assert [block.printed for block in blocks(text, "stamp")] == [
        "Ký bởi: Sở Nội vụ",
        "Cơ quan: UBND tỉnh",
        "Thời gian ký: 27.03.2025 16:10:11 +07:00",
    ]
    assert running(text) == [sentences(3)]


@pytest.mark.parametrize(
    "lines",
    [
        ["TRUNG TÂM CÔNG BÁO", "VÀ TIN HỌC", "vanthu\\@lamdong.gov.vn", "09.01.2025 10:21:11 \\+07:00"],
        ["TRUNG TÂM CÔNG BÁO", "06.11.2024 09:27:05", "\\+07:00"],
        ["Người ký: Trung tâm Công báo", "và Tin học tỉnh", "Thời gian ký: 27.03.2025 16:10:11"],
    ],
)
def test_a_stamp_goes_with_all_its_lines(lines) -> None:
    text = text_of(f"{stamp_of(*lines)}{sentences(3)}")
    assert [block.printed for block in blocks(text, "stamp")] == [line.replace("\\", "") for line in lines]
    assert running(text) == [sentences(3)]


def test_a_time_in_a_sentence_stamps_nothing() -> None:
    said = "Hệ thống ghi nhận truy cập trái phép vào hồi 09:27:05 ngày 06.11.2024, 06.11.2024 09:27:05."
    assert running(text_of(f"{said}\n\n{sentences(3)}")) == [said, sentences(3)]


def test_the_head_that_a_table_repeats_is_kept_aside() -> None:
    rows = "".join(f"[Xã số {n}], [{n * 11}]," for n in range(1, 61))
    text = text_of(f"#table(columns: (200pt, 100pt), table.header([Đơn vị], [Số hồ sơ]), {rows})")
    assert len(text.pages) > 1
    assert text.value.count("Số hồ sơ") == 1
    printed = [(block.printed, block.boxes[0].page) for block in blocks(text, "running_head")]
    assert printed == [(name, page.page) for page in text.pages[1:] for name in ("Đơn vị", "Số hồ sơ")]
