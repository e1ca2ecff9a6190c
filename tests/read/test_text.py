"""Text files: encodings, what Markdown leaves, paragraphs, notes."""

import time
import unicodedata

import pytest

from tests.read.pages import RULES
from trichluc.read import read_bytes
from trichluc.read.markup import plain_line
from trichluc.source import FlowMark, FlowNote, FlowParagraph, FlowTable, Source

SENTENCE = "Sở Nội vụ báo cáo kết quả cải cách hành chính quý I năm 2025."


def read(text: str | bytes, name: str = "bao-cao.txt") -> Source:
    return read_bytes(text if isinstance(text, bytes) else text.encode(), name, RULES)


def paragraphs(text: str | bytes) -> list[str]:
    return [item.text for item in read(text).flow if isinstance(item, FlowParagraph)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_every_unicode_encoding_is_read(encoding) -> None:
    data = (SENTENCE + "\n" + SENTENCE).encode(encoding)
    if encoding == "utf-32-le":
        data = b"\xff\xfe\x00\x00" + data
    assert paragraphs(data) == [SENTENCE, SENTENCE]


def test_decomposed_letters_are_composed() -> None:
    assert paragraphs(unicodedata.normalize("NFD", SENTENCE)) == [SENTENCE]


def test_a_one_byte_charset_is_decoded() -> None:
    old = "Céng hoµ x· héi chñ nghÜa ViÖt Nam\n§éc lËp - Tù do - H¹nh phóc\nB¸o c¸o t×nh h×nh kinh tÕ n¨m 2003"
    source = read(old.encode("cp1252"))
    assert source.charset == "tcvn3"
    assert source.flow[2] == FlowParagraph("Báo cáo tình hình kinh tế năm 2003")


def test_bytes_that_nothing_explains_are_counted() -> None:
    source = read(SENTENCE.encode() * 9 + b"\n\xff\xfe hai byte")
    assert [(p.error, p.outcome) for p in source.problems] == [("UndecodedText", "partial")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "<br>", "<br/>"])
def test_every_line_end_parts_lines(end) -> None:
    assert paragraphs(f"Nơi nhận:{end}- Như trên;{end}- Lưu: VT.") == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("có **4.802** máy trạm", "có 4.802 máy trạm"),
        ("(*01 nhiệm vụ cấp tỉnh*)", "(01 nhiệm vụ cấp tỉnh)"),
        ("chuyên mục “*Khoa học và đời sống*” trên sóng", "chuyên mục “Khoa học và đời sống” trên sóng"),
        ("***Kết quả*** đạt được", "Kết quả đạt được"),
        ("## II. KẾT QUẢ THỰC HIỆN", "II. KẾT QUẢ THỰC HIỆN"),
        ("**Nơi nhận:**", "Nơi nhận:"),
        ("* Về thể chế: 05 nghị quyết", "* Về thể chế: 05 nghị quyết"),
        ("- Số hồ sơ: 12 * 3 = 36", "- Số hồ sơ: 12 * 3 = 36"),
        ("tỷ lệ (319*100)/3.872", "tỷ lệ (319*100)/3.872"),
        ("Số: ____/BC-SNV", "Số: ____/BC-SNV"),
        ("1\\. Công tác chỉ đạo", "1. Công tác chỉ đạo"),
        ("<center><b>BÁO CÁO</b></center>", "BÁO CÁO"),
        ("Bưu chính &amp; viễn thông", "Bưu chính & viễn thông"),
        ("xem [trang thông tin](https://lamdong.gov.vn/tin)", "xem trang thông tin"),
        ("diện tích 3.500 m² và 12 km²", "diện tích 3.500 m² và 12 km²"),
        ("diện tích 3.500 m<sup>2</sup>", "diện tích 3.500 m²"),
        ("65 con , 230 con", "65 con , 230 con"),
    ],
)
def test_markup_goes_and_meaning_stays(line, text) -> None:
    plain = plain_line(line)
    assert plain.text == text
    assert not plain.marks


@pytest.mark.parametrize(
    ("line", "text", "marks"),
    [
        ("Đề án năm 2025² (Chỉ thị 34)", "Đề án năm 2025 (Chỉ thị 34)", ((14, "2"),)),
        ("Chính quyền số¹; Đề án 06²", "Chính quyền số; Đề án 06", ((14, "1"), (24, "2"))),
        ("các nội dung cụ thể ².", "các nội dung cụ thể.", ((19, "2"),)),
        ("đợt 12¹² năm", "đợt 12 năm", ((6, "12"),)),
        ("kế hoạch<sup>3</sup> năm", "kế hoạch năm", ((8, "3"),)),
        ("kế hoạch[^4] năm", "kế hoạch năm", ((8, "4"),)),
        ("kế hoạch$^{5}$ năm", "kế hoạch năm", ((8, "5"),)),
    ],
)
def test_marks_of_notes_are_taken_out(line, text, marks) -> None:
    plain = plain_line(line)
    assert (plain.text, plain.marks) == (text, tuple(FlowMark(*mark) for mark in marks))


def test_a_leading_bold_run_and_italics_are_told() -> None:
    assert plain_line("**5.1. Về an toàn bức xạ:** Hướng dẫn 05 cơ sở").bold_until == 23
    assert plain_line("# KẾ HOẠCH").bold_until == 8
    assert plain_line("*Căn cứ Luật Tổ chức chính quyền địa phương;*").italic


def test_notes_are_gathered_and_the_sentence_they_cut_is_joined() -> None:
    source = read(
        "- Có 4.802 máy trạm được cài đặt phần mềm³. Trong tháng,\n\n"
        "³ Công văn số 211/STTTT-CĐS ngày 22/01/2025\n\n⁴ Công văn số 85/STTTT-CĐS\nngày 10/01/2025\n\n"
        "đã xử lý **5.986** tệp tin⁴ chứa mã độc.\n\n4. Công tác đo lường"
    )
    first, second = source.flow
    assert isinstance(first, FlowParagraph)
    assert first.text == ("- Có 4.802 máy trạm được cài đặt phần mềm. Trong tháng, đã xử lý 5.986 tệp tin chứa mã độc.")
    assert [first.text[: mark.offset].split()[-1] for mark in first.marks] == ["mềm", "tin"]
    assert second == FlowParagraph("4. Công tác đo lường")
    assert source.notes == (
        FlowNote("3", "Công văn số 211/STTTT-CĐS ngày 22/01/2025"),
        FlowNote("4", "Công văn số 85/STTTT-CĐS ngày 10/01/2025"),
    )


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("- Báo cáo kết quả xây dựng hệ sinh thái khởi nghiệp đổi mới", "sáng tạo năm 2024.", True),
        ("- Cấp văn bản xác nhận hoạt động bưu chính của Công ty TNHH", "Một thành viên Hoa Sen.", True),
        ("- Thực hiện Quyết định số 12/QĐ-UBND của Chủ tịch UBND tỉnh về", "Kế hoạch chuyển đổi số.", True),
        ("BÁO CÁO", "kết quả thực hiện quý I", False),
        ("2. Công tác quản lý khoa học, công nghệ", "Trong quý I, Sở đã tham mưu 05 văn bản.", False),
        ("- Xây dựng kế hoạch chỉnh trang cáp viễn thông năm 2025", "- Thống kê các khu kinh tế.", False),
        ("- Tổng số kiến nghị đã tiếp nhận trong kỳ báo cáo: không có.", "đã giải quyết xong.", False),
        ("Giao các sở, ban, ngành thực hiện các nhiệm vụ sau và", "a) Sở Nội vụ chủ trì;", False),
    ],
)
def test_halves_of_a_sentence_are_joined_over_a_break(first, second, joined) -> None:
    assert paragraphs(f"{first}\n\n{second}") == ([f"{first} {second}"] if joined else [first, second])


def test_lines_broken_at_one_width_are_joined() -> None:
    words = ("Sở Nội vụ đã tham mưu Ủy ban nhân dân tỉnh ban hành kế hoạch cải cách hành chính " * 3).split()
    wrapped, line = [], ""
    for word in words:
        if len(line) + 1 + len(word) > 70:
            wrapped.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    paragraph = "\n".join([*wrapped, line])
    assert paragraphs("\n\n".join([paragraph] * 4)) == [" ".join(words)] * 4


def test_short_lines_of_a_letterhead_stay_apart() -> None:
    lines = ["BÁO CÁO", "Kết quả thực hiện", "Hội nghị giao ban quý I/2025"]
    assert paragraphs("\n".join(lines)) == lines


def test_a_table_in_markdown_is_a_table() -> None:
    source = read("Kết quả:\n\n| TT | Đơn vị | Số hồ sơ |\n|---|:---:|---|\n| 1 | **Sở Y tế** | 1.250 |\n\nHết.")
    table = source.flow[1]
    assert isinstance(table, FlowTable)
    assert [(c.row, c.col, c.text, c.is_header) for c in table.cells] == [
        (0, 0, "TT", True), (0, 1, "Đơn vị", True), (0, 2, "Số hồ sơ", True),
        (1, 0, "1", False), (1, 1, "Sở Y tế", False), (1, 2, "1.250", False),
    ]  # fmt: skip


def test_fences_pictures_and_rules_are_left_out() -> None:
    assert paragraphs("```\n# Phần I\n```\n---\n![](anh.png)\nNội dung") == ["Phần I", "Nội dung"]


@pytest.mark.parametrize(
    "hostile",
    ["*" * 200_000, "**a" * 60_000, "[" * 200_000, "<b " * 60_000, "- " * 100_000, "|" * 200_000, "^{1" * 60_000,
     "a\u0301" + "\u0301" * 200_000, "_a_" * 60_000, "&amp" * 60_000, "\\*" * 100_000, "1. " * 70_000],
)  # fmt: skip
def test_hostile_lines_take_no_time(hostile) -> None:
    start = time.process_time()
    read(hostile)
    assert time.process_time() - start < 2


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_notes_in_brackets_are_linked_to_their_marks(between) -> None:
    lines = [
        "Sở đã thực hiện Kế hoạch năm 2025[1], đạt 95%[2].",
        "Kinh phí theo mục [a] của dự toán là 25 triệu đồng.",
        "[1] Kế hoạch số 12/KH-SNV ngày 05/01/2025.",
        "[2] Báo cáo số 30/BC-SNV ngày 15/3/2025.",
    ]
    source = read(between.join(lines))
    assert source.flow == (
        FlowParagraph("Sở đã thực hiện Kế hoạch năm 2025, đạt 95%.", marks=(FlowMark(33, "1"), FlowMark(42, "2"))),
        FlowParagraph("Kinh phí theo mục [a] của dự toán là 25 triệu đồng."),
    )
    assert source.notes == (
        FlowNote("1", "Kế hoạch số 12/KH-SNV ngày 05/01/2025."),
        FlowNote("2", "Báo cáo số 30/BC-SNV ngày 15/3/2025."),
    )


def test_text_after_a_note_in_brackets_goes_on() -> None:
    source = read("Kết quả đạt 95%[1].\n[1] Báo cáo số 30/BC-SNV.\nNhiệm vụ còn lại chuyển sang quý II.")
    assert [p.text for p in source.flow] == ["Kết quả đạt 95%.", "Nhiệm vụ còn lại chuyển sang quý II."]
    assert source.notes == (FlowNote("1", "Báo cáo số 30/BC-SNV."),)


def test_a_list_of_sources_stays_text() -> None:
    text = "Theo [1] và [2], tỷ lệ tăng; xem thêm [1], [2].\n[1] Niên giám thống kê 2023.\n[2] Báo cáo thường niên."
    assert paragraphs(text) == text.split("\n")
