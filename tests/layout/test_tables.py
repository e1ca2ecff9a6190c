"""Tables: cells, head rows, values and units, joined across pages, on ruled and unruled pages and in Word files."""

from __future__ import annotations

import pytest

from tests.layout.documents import RULES, blocks, check_invariants, running, sentences, text_of
from trichluc.layout import lay_out
from trichluc.layout.cells import finish_table, head_rows, rows_of
from trichluc.layout.parts import CellPart, TablePart
from trichluc.source import FlowCell, FlowParagraph, FlowTable, Source
from trichluc.text import Text

HEAD = "[*STT*], [*Đơn vị*], [*Kế hoạch*], [*Thực hiện*], [*Tỷ lệ (%)*]"
COLUMNS = "columns: (34pt, 170pt, 80pt, 80pt, 80pt)"


def rows(count: int, start: int = 1) -> str:
    return ",\n".join(
        f"[{n}], [UBND xã số {n}], [{n}.250], [{n}.125], [{50 + n % 40},{n % 10}]" for n in range(start, start + count)
    )


def table(body: str, columns: str = COLUMNS, more: str = "") -> str:
    return f"#[#set par(first-line-indent: 0pt, justify: false)\n#table({columns}, {more}\n{body})]\n"


def grid(text: Text, index: int = 0) -> list[list[str]]:
    """The cells of a table, row by row."""
    cells = [cell for cell in text.table_cells if cell.table_id == text.tables[index].table_id]
    found: dict[int, list[str]] = {}
    for cell in cells:
        found.setdefault(cell.row, []).append(cell.text)
    return list(found.values())


def part(*lines: list[str], **more: object) -> TablePart:
    """A table of a file without pages."""
    cells = [CellPart(row, col, text=text) for row, line in enumerate(lines) for col, text in enumerate(line)]
    return finish_table(cells, None, more.get("note"), RULES.tables)  # type: ignore[arg-type]


# ---- on pages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turn", ["-90deg", "90deg"])
def test_heads_that_run_up_or_down(turn) -> None:
    heads = ["Số dự án đầu tư trên địa bàn", "Vốn đăng ký", "Ghi chú"]
    turned = ", ".join(f"rotate({turn}, reflow: true, block(width: 80pt)[#set text(size: 9pt)\n{x}])" for x in heads)
    body = f"[*TT*], [*Huyện*], {turned}, [1], [Sông Hinh], [12], [350], [], [2], [Đồng Xuân], [8], [90], []"
    text = text_of(f"{sentences(1)}\n\n{table(body, 'columns: (30pt, 160pt, 35pt, 35pt, 35pt)')}\n\n{sentences(1, 9)}")
    assert text.tables[0].header == ("TT", "Huyện", *heads)
    assert grid(text)[1] == ["1", "Sông Hinh", "12", "350", ""]
    assert running(text) == [sentences(1), sentences(1, 9)]
    check_invariants(text)


def test_a_ruled_table() -> None:
    text = text_of(f"{sentences(2)}\n\n{table(f'{HEAD},{rows(3)}')}\n\n{sentences(1, 9)}")
    (found,) = text.tables
    assert (found.n_rows, found.n_cols) == (4, 5)
    assert found.header == ("STT", "Đơn vị", "Kế hoạch", "Thực hiện", "Tỷ lệ (%)")
    assert grid(text)[1] == ["1", "UBND xã số 1", "1.250", "1.125", "51,1"]
    assert found.text.split("\n")[1] == "1\tUBND xã số 1\t1.250\t1.125\t51,1"
    assert running(text) == [sentences(2), sentences(1, 9)]
    check_invariants(text)


def test_values_and_units() -> None:
    text = text_of(table(f"{HEAD},\n{rows(2)}"))
    values = [(cell.value, cell.unit) for cell in text.table_cells if cell.row == 2]
    assert values == [(2, None), (None, None), (2250, None), (2125, None), (52.2, "%")]


def test_merged_heads() -> None:
    head = (
        "table.cell(rowspan: 2)[*TT*], table.cell(rowspan: 2)[*Nội dung*], table.cell(colspan: 2)[*Năm 2023*], "
        "table.cell(rowspan: 2)[*Ghi chú*], [*Số lượng*], [*Tỷ lệ*]"
    )
    text = text_of(table(f"{head},\n{rows(2)}"))
    (found,) = text.tables
    assert (found.n_rows, found.n_cols) == (4, 5)
    assert found.header == ("TT", "Nội dung", "Năm 2023", "Ghi chú")
    assert sum(cell.is_header for cell in text.table_cells) == 6
    spans = {cell.text: (cell.row_span, cell.col_span) for cell in text.table_cells if cell.is_header}
    assert (spans["TT"], spans["Năm 2023"], spans["Số lượng"]) == ((2, 1), (1, 2), (1, 1))


@pytest.mark.parametrize("repeat", [True, False])
def test_a_table_over_pages_is_one(repeat) -> None:
    head = f"table.header(repeat: {str(repeat).lower()}, {HEAD})"
    text = text_of(table(f"{head},\n{rows(60)}"))
    (found,) = text.tables
    assert (found.n_rows, found.n_cols) == (61, 5)
    assert [row[0] for row in grid(text)[1:]] == [str(n) for n in range(1, 61)]
    assert len({box.page for box in found.boxes}) > 1
    check_invariants(text)


def test_a_row_cut_by_the_page_is_made_whole() -> None:
    long = "Xây dựng kế hoạch, tổ chức tập huấn cho cán bộ các xã, phường về phần mềm quản lý văn bản và điều hành"
    first = table(f"[*TT*], [*Nội dung*], [*Kết quả*], [1], [{long}], [đã xong]", "columns: (30pt, 200pt, 90pt)")
    second = table("[], [trên địa bàn tỉnh], [], [2], [Báo cáo], [chưa]", "columns: (30pt, 200pt, 90pt)")
    text = text_of(f"#v(520pt)\n{first}#pagebreak()\n{second}")
    assert (text.tables[0].n_rows, len(text.tables)) == (3, 1)
    assert grid(text)[1] == ["1", f"{long} trên địa bàn tỉnh", "đã xong"]


def test_a_row_cut_between_the_items_of_a_list_is_made_whole() -> None:
    head, columns = "[*Tháng*], [*Nội dung*], [*Đơn vị*]", "columns: (60pt, 200pt, 90pt)"
    rows_before = ", ".join(f"[{n}], [\\- Tổ chức hội nghị lần {n}.], [Phòng Văn hóa]" for n in (1, 2, 3))
    second = table("[], [\\- Tổ chức giải cầu lông.], [], [4], [Tổng kết], [Văn phòng]", columns)
    text = text_of(f"#v(500pt)\n{table(f'{head}, {rows_before}', columns)}#pagebreak()\n{second}")
    assert len(text.tables) == 1
    assert grid(text)[3:] == [
        ["3", "- Tổ chức hội nghị lần 3. - Tổ chức giải cầu lông.", "Phòng Văn hóa"],
        ["4", "Tổng kết", "Văn phòng"],
    ]


@pytest.mark.parametrize(("end", "start"), [(", [], [], []", ""), ("", "[], [], [], ")])
def test_the_blank_edge_of_a_row_at_the_page_break_is_no_row(end, start) -> None:
    columns = "columns: (30pt, 200pt, 90pt)"
    first = table(f"[*TT*], [*Nội dung*], [*Kết quả*], [1], [Kế hoạch], [xong], [2], [Báo cáo], [xong]{end}", columns)
    text = text_of(f"#v(520pt)\n{first}#pagebreak()\n{table(f'{start}[3], [Tổng kết], [chưa]', columns)}")
    assert [row[0] for row in grid(text)] == ["TT", "1", "2", "3"]


def test_a_blank_row_at_the_page_break_is_no_row_of_names_either() -> None:
    columns = "columns: (120pt, 110pt, 90pt)"
    first = table("[*Nhóm*], [*Nội dung*], [*Kết quả*], [Đào tạo], [Mở lớp], [xong]", columns)
    text = text_of(f"#v(520pt)\n{first}#pagebreak()\n{table('[], [], [], [Hợp tác], [Ký kết], [chưa]', columns)}")
    assert [row[0] for row in grid(text)] == ["Nhóm", "Đào tạo", "Hợp tác"]


def test_blank_rows_of_a_form_stay_over_the_page_break() -> None:
    columns = "columns: (120pt, 110pt, 90pt)"
    first = table("[*Nhóm*], [*Nội dung*], [*Kết quả*], [Đào tạo], [Mở lớp], [xong], [], [], []", columns)
    text = text_of(f"#v(500pt)\n{first}#pagebreak()\n{table('[], [], [], [Hợp tác], [Ký kết], [chưa]', columns)}")
    assert [row[0] for row in grid(text)] == ["Nhóm", "Đào tạo", "", "", "Hợp tác"]


@pytest.mark.parametrize(("name", "count"), [("[]", 5), ("[Nhóm 5]", 6)])
def test_a_row_without_its_name_goes_on_from_the_page_before(name, count) -> None:
    columns = "columns: (90pt, 200pt, 90pt)"
    named = ", ".join(f"[Nhóm {n}], [\\- Mở lớp tập huấn lần {n}.], [Phòng Văn hóa]" for n in range(1, 5))
    first = table(f"[*Nhóm*], [*Nội dung*], [*Đơn vị*], {named}", columns)
    text = text_of(f"#v(440pt)\n{first}#pagebreak()\n{table(f'{name}, [{chr(92)}- Tổ chức hội thi.], []', columns)}")
    assert len(grid(text)) == count


def test_tables_with_a_caption_between_stay_apart() -> None:
    one = f"#align(center)[*Bảng 1. Kết quả năm 2022*]\n{table(f'{HEAD},{rows(2)}')}"
    two = f"#pagebreak()#align(center)[*Bảng 2. Kết quả năm 2023*]\n{table(f'{HEAD},{rows(2)}')}"
    text = text_of(f"{sentences(1)}\n\n{one}{two}")
    assert [found.caption for found in text.tables] == ["Bảng 1. Kết quả năm 2022", "Bảng 2. Kết quả năm 2023"]
    assert [block.text for block in blocks(text, "caption")] == [found.caption for found in text.tables]


@pytest.mark.parametrize("marker", ["a/", "a)", "2.1.", "I-"])
def test_a_heading_in_the_middle_above_a_table_is_no_caption(marker) -> None:
    heading = f"{marker} Lĩnh vực nông nghiệp, thủy sản"
    text = text_of(f"{sentences(1)}\n\n#align(center)[*{heading}*]\n{table(f'{HEAD},{rows(2)}')}")
    assert text.tables[0].caption is None
    assert running(text) == [sentences(1), heading]


def test_the_title_of_a_part_above_a_table_is_no_caption() -> None:
    heading = "#align(center)[*Phần II* \\ *KẾT QUẢ THỰC HIỆN NHIỆM VỤ*]"
    text = text_of(f"{sentences(1)}\n\n{heading}\n{table(f'{HEAD},{rows(2)}')}")
    assert text.tables[0].caption is None
    assert running(text) == [sentences(1), "Phần II", "KẾT QUẢ THỰC HIỆN NHIỆM VỤ"]


def test_the_note_on_the_unit() -> None:
    note = "#align(right)[_Đơn vị tính: triệu đồng_]"
    text = text_of(f"{sentences(1)}\n\n{note}\n{table(f'{HEAD},{rows(2)}')}")
    assert text.tables[0].unit_note == "Đơn vị tính: triệu đồng"
    assert [block.text for block in blocks(text, "unit_note")] == ["Đơn vị tính: triệu đồng"]
    assert [cell.unit for cell in text.table_cells if cell.row == 1] == [None, None, "triệu đồng", "triệu đồng", "%"]


def test_a_caption_at_the_foot_of_the_page_before() -> None:
    above = "#align(center)[*Biểu 2: Kết quả thực hiện năm 2023*]\n\n#align(right)[_Đơn vị tính: triệu đồng_]"
    text = text_of(f"{sentences(3)}\n\n{above}\n#pagebreak()\n{table(f'{HEAD},{rows(2)}')}")
    (found,) = text.tables
    assert (found.caption, found.unit_note) == ("Biểu 2: Kết quả thực hiện năm 2023", "Đơn vị tính: triệu đồng")
    assert [(block.kind, block.page) for block in blocks(text, "caption", "unit_note")] == [
        ("caption", 1),
        ("unit_note", 1),
    ]
    assert running(text) == [sentences(3)]
    check_invariants(text)


def test_columns_kept_apart_by_white_space() -> None:
    body = "[*TT*], [*Công trình*], [*Năm*], [*Số tầng*], " + ", ".join(
        f"[{n}], [Chung cư số {n}], [{1975 + n}], [{n + 2}]" for n in range(1, 6)
    )
    text = text_of(
        f"{sentences(2)}\n\n{table(body, 'columns: (30pt, 170pt, 90pt, 90pt)', 'stroke: none,')}\n\n{sentences(2, 9)}"
    )
    (found,) = text.tables
    assert (found.n_rows, found.n_cols) == (6, 4)
    assert grid(text)[3] == ["3", "Chung cư số 3", "1978", "5"]
    assert running(text) == [sentences(2), sentences(2, 9)]


@pytest.mark.parametrize(
    "body",
    [
        "#rect(width: 200pt)[Một khung có chữ]",
        "#grid(columns: (100pt, 250pt), [Thời gian:], [08 giờ 00 phút], [Địa điểm:], [Hội trường tầng 2])",
        "#table(columns: (200pt, 200pt), [Nơi nhận:], [GIÁM ĐỐC])",
        "#line(length: 100pt)\n#line(length: 200pt)\n#line(length: 100pt)\n#line(length: 50pt)",
        "#box(stroke: 1pt, inset: 8pt)[GIÁM ĐỐC] #h(40pt) #box(stroke: 1pt, inset: 8pt)[PHÒNG HÀNH CHÍNH]",
    ],
)
def test_what_is_no_table(body) -> None:
    text = text_of(f"{sentences(2)}\n\n{body}\n\n{sentences(2, 9)}")
    assert text.tables == ()
    assert blocks(text, "table") == []


# ---- cells -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([["STT", "Tên", "Số"], ["1", "a", "5"]], 1),
        ([["STT", "Tên", "2020", "2025"], ["1", "a", "5", "6"]], 1),
        ([["TT", "Nội dung", "Kế hoạch"], ["(1)", "(2)", "(3)"], ["1", "a", "5"]], 2),
        ([["TT", "Nội dung", "A", "B"], ["A", "B", "1", "2"], ["1", "a", "5", "7"]], 2),
        ([["1", "Xã Tân Lập", "15"], ["2", "Xã Tân Hòa", "17"]], 0),
        ([["Tổng số", "120", "150"], ["Nam", "60", "70"]], 0),
    ],
)
def test_head_rows(lines, expected) -> None:
    cells = [CellPart(row, col, text=text) for row, line in enumerate(lines) for col, text in enumerate(line)]
    assert head_rows(rows_of(cells), RULES.tables) == expected


def test_units_of_rows() -> None:
    made = part(
        ["TT", "Chỉ tiêu", "ĐVT", "Năm 2024"], ["1", "Diện tích", "ha", "1.250,5"], ["2", "Dân số", "người", "15.655"]
    )
    assert [(c.value, c.unit) for c in made.cells if c.col == 3 and not c.is_header] == [
        (1250.5, "ha"),
        (15655, "người"),
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1.193.717", 1193717, None),
        ("84,74%", 84.74, "%"),
        ("04", 4, None),
        ("-", None, None),
        ("", None, None),
        ("12/73/82", None, None),
        ("03 bộ", 3, "bộ"),
        ("2 sao màu vàng, 1 vạch", None, None),
        ("Quý I", None, None),
    ],
)
def test_cell_values(text, value, unit) -> None:
    made = part(["Tên", "Kết quả"], ["a", text], ["b", "1"])
    cell = next(c for c in made.cells if (c.row, c.col) == (1, 1))
    assert (cell.value, cell.unit) == (value, unit)


def test_the_column_that_counts_rows_holds_whole_numbers_only() -> None:
    made = part(["STT", "Nội dung", "Số"], ["1", "a", "5"], ["1.1", "b", "6"], ["II", "c", "7"])
    assert [c.value for c in made.cells if c.col == 0 and not c.is_header] == [1, None, None]


def test_a_column_of_recipients_does_not_make_a_table_the_end() -> None:
    heads = "[*TT*], [*Tên báo cáo*], [*Nơi nhận*], [*Thời hạn*]"
    body = f"{heads}, [1], [Báo cáo tháng], [Sở Nội vụ], [ngày 20], [2], [Báo cáo quý], [Bộ Nội vụ], [ngày 25]"
    (found,) = text_of(table(body, "columns: (30pt, 150pt, 120pt, 90pt)")).tables
    assert (found.n_rows, found.header[2]) == (3, "Nơi nhận")


# ---- edges that differ from row to row -------------------------------------------------------------------------


def spanned(*lines: list[tuple[str, int]]) -> TablePart:
    """A table of a file without pages, each cell with the number of columns that it takes."""
    cells = []
    for row, line in enumerate(lines):
        col = 0
        for text, span in line:
            cells.append(CellPart(row, col, 1, span, text=text))
            col += span
    return finish_table(cells, None, None, RULES.tables)


def test_the_edge_of_a_column_may_differ_from_row_to_row() -> None:
    found = spanned(
        [("Nhóm", 1), ("Giai đoạn 1", 2), ("Giai đoạn 2", 1)],
        [("Đào tạo", 1), ("12 lớp", 2), ("15 lớp", 1)],
        [("Hợp tác quốc tế", 2), ("03 dự án", 1), ("05 dự án", 1)],
        [("Tổng hợp chung", 4)],
    )
    assert found.n_cols == 3
    assert [(cell.row, cell.col, cell.col_span) for cell in found.cells if cell.row > 1] == [
        (2, 0, 1), (2, 1, 1), (2, 2, 1), (3, 0, 3),
    ]  # fmt: skip


def test_a_column_that_one_row_divides_is_a_column() -> None:
    found = spanned([("TT", 1), ("Số lượng", 2)], [("1", 1), ("12", 1), ("15", 1)], [("Cộng", 2), ("27", 1)])
    assert (found.n_cols, [cell.col_span for cell in found.cells]) == (3, [1, 2, 1, 1, 1, 2, 1])


# ---- Word files ------------------------------------------------------------------------------------------------


def test_a_table_of_a_word_file() -> None:
    cells = [["TT", "Chỉ tiêu", "Kết quả (%)"], ["1", "Hồ sơ\nđúng hạn", "99,5"]]
    flow = (
        FlowParagraph(sentences(1)),
        FlowParagraph("Bảng 3. Giải quyết hồ sơ", align="center"),
        FlowParagraph("ĐVT: %"),
        FlowTable(tuple(FlowCell(t, r, c) for r, line in enumerate(cells) for c, t in enumerate(line))),
        FlowParagraph(sentences(1, 5)),
    )
    _, text = lay_out(Source("0" * 64, "bao-cao.docx", "x", 0, flow=flow), RULES)
    (found,) = text.tables
    assert (found.caption, found.unit_note, found.header[0]) == ("Bảng 3. Giải quyết hồ sơ", "ĐVT: %", "TT")
    assert found.text == "TT\tChỉ tiêu\tKết quả (%)\n1\tHồ sơ đúng hạn\t99,5"
    assert [(c.value, c.unit) for c in text.table_cells if c.row == 1] == [(1, None), (None, None), (99.5, "%")]
    assert [block.kind for block in text.blocks] == ["paragraph", "caption", "unit_note", "table", "paragraph"]
