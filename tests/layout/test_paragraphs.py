"""Lines to paragraphs: what is joined and what stays apart."""

import pytest

from tests.layout.documents import RULES, blocks, check_invariants, running, sentences, text_of

LONG = sentences(4)


def test_the_lines_of_a_paragraph_are_one_line() -> None:
    text = text_of(f"{LONG}\n\n{sentences(3, 9)}")
    assert running(text) == [LONG, sentences(3, 9)]
    check_invariants(text)


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    paragraphs = [sentences(5, n) for n in range(0, 90, 10)]
    text = text_of("\n\n".join(paragraphs), 'numbering: "1", number-align: top + center')
    assert len(text.pages) > 1
    assert running(text) == paragraphs
    assert any(len({box.page for box in block.boxes}) == 2 for block in blocks(text, "paragraph"))
    check_invariants(text)


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Kế hoạch số 24/CT-", "TTg ngày 13/9/2025", "Kế hoạch số 24/CT-TTg ngày 13/9/2025"),
        ("Tờ trình số 7603/TTr-", "HĐTĐ ngày 05/8/2025", "Tờ trình số 7603/TTr-HĐTĐ ngày 05/8/2025"),
        ("Nghị định số 30/2020/", "NĐ-CP của Chính phủ", "Nghị định số 30/2020/NĐ-CP của Chính phủ"),
        ("giai đoạn 2021-", "2025 của tỉnh", "giai đoạn 2021-2025 của tỉnh"),
        ("phát triển kinh tế -", "xã hội của tỉnh", "phát triển kinh tế - xã hội của tỉnh"),
        ("được tính bằng (7)=(5)-", "(3) của biểu", "được tính bằng (7)=(5)-(3) của biểu"),
        ("được tính bằng 1=2+3+", "4 của biểu", "được tính bằng 1=2+3+4 của biểu"),
        ("Ban Chỉ đạo (", "gồm 12 thành viên)", "Ban Chỉ đạo (gồm 12 thành viên)"),
    ],
)
def test_a_symbol_broken_at_the_line_end_is_whole(first, second, joined) -> None:
    lead = "Thực hiện nhiệm vụ, Sở Nội vụ đã tham mưu Ủy ban nhân dân tỉnh theo quy định tại"
    text = text_of(
        f"#set par(justify: false, first-line-indent: 0pt)\n#block(width: 100%)[{lead} #box(width: 1fr)#linebreak()"
        f"#h(1fr){first.replace('(', chr(92) + '(')}#linebreak();{second}]"
    )
    assert joined in text.value


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    text = text_of("#set par(first-line-indent: 0pt)\nKết quả đạt được như sau#linebreak()Tổng số hồ sơ tiếp nhận")
    assert running(text) == ["Kết quả đạt được như sau", "Tổng số hồ sơ tiếp nhận"]


def test_a_bold_heading_stays_apart_from_the_paragraph() -> None:
    text = text_of(f"*1. Công tác tham mưu ban hành văn bản*\n\n{LONG}")
    heading, paragraph = blocks(text, "paragraph")
    assert heading.text == "1. Công tác tham mưu ban hành văn bản"
    assert heading.marker == "1."
    assert heading.bold_until == heading.char_end
    assert paragraph.text == LONG
    assert paragraph.bold_until is None


def test_a_bold_heading_over_two_lines_is_one_block() -> None:
    title = (
        "1. Đánh giá về các hoạt động chỉ đạo, điều hành nổi bật của lãnh đạo Tỉnh ủy, Ủy ban nhân dân tỉnh "
        "đối với công tác cải cách hành chính"
    )
    assert running(text_of(f"*{title}*\n\n{LONG}")) == [title, LONG]


def test_a_run_in_heading_tells_where_its_bold_ends() -> None:
    text = text_of(f"*5.1. Về an toàn bức xạ:* {LONG}")
    (block,) = blocks(text, "paragraph")
    assert block.bold_until is not None
    assert text.value[block.char_start : block.bold_until] == "5.1. Về an toàn bức xạ:"


def test_list_items_stay_apart_whatever_their_shape() -> None:
    items = ["- Ban hành 05 nghị quyết;", "+ Năm 2024: 120 hồ sơ;", "a) Sở Nội vụ chủ trì;", "(1) Rà soát, phân loại;"]
    text = text_of("\n\n".join(item.replace("+", "\\+").replace("- ", "\\- ") for item in items))
    found = blocks(text, "list_item")
    assert [block.text for block in found] == items
    assert [block.marker for block in found] == ["-", "+", "a)", "(1)"]


def test_hanging_items_are_joined() -> None:
    item = sentences(2)
    text = text_of(
        "#set par(first-line-indent: 0pt)\n"
        f"#par(hanging-indent: 18pt, first-line-indent: 0pt)[#box(width: 18pt)[•]{item}]\n\n"
        f"#par(hanging-indent: 18pt, first-line-indent: 0pt)[#box(width: 18pt)[•]{sentences(2, 7)}]"
    )
    assert running(text) == [f"• {item}", f"• {sentences(2, 7)}"]


def test_a_dash_in_the_middle_of_a_sentence_opens_nothing() -> None:
    body = "Nhiệm vụ trọng tâm của tỉnh trong năm 2025 là tập trung nguồn lực phát triển nhanh, bền vững kinh tế"
    text = text_of(f"{body} #linebreak(justify: true)\\- xã hội của tỉnh.")
    assert running(text) == [f"{body} - xã hội của tỉnh."]


@pytest.mark.parametrize(
    ("markers", "goes_on"), [(("(1)", "(2)", "(3)"), True), (("a)", "b)", "c)"), True), (("(1)", "(2)", "(7)"), False)]
)
def test_markers_that_count_on_in_a_sentence_part_nothing(markers, goes_on) -> None:
    first, second, third = markers
    head = f"Các sở, ban, ngành tập trung vào các nhiệm vụ sau đây: {first} Rà soát, phân loại văn bản"
    body = f"{sentences(1)} {head}; {second} Cập nhật, làm sạch dữ liệu;"
    tail = f"{third} Phối hợp đối soát, xử lý hồ sơ."
    text = text_of(f"{LONG}\n\n{body} #linebreak(justify: true);{tail}\n\n{LONG}")
    assert running(text)[1:-1] == ([f"{body} {tail}"] if goes_on else [body, tail])


def test_a_centred_heading_over_two_lines_is_one_block() -> None:
    text = text_of(
        f"{LONG}\n\n#align(center)[*DỰ BÁO TÌNH HÌNH VÀ MỘT SỐ NHIỆM VỤ TRỌNG TÂM#linebreak()TRONG THỜI GIAN TỚI*]"
        f"\n\n{LONG}"
    )
    heading = blocks(text, "paragraph")[1]
    assert heading.text == "DỰ BÁO TÌNH HÌNH VÀ MỘT SỐ NHIỆM VỤ TRỌNG TÂM TRONG THỜI GIAN TỚI"
    assert heading.align == "center"


def test_the_number_of_a_part_stays_apart_from_its_title() -> None:
    body = f"{LONG}\n\n#align(center)[*PHẦN THỨ HAI#linebreak()NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM*]\n\n{LONG}"
    found = blocks(text_of(body), "paragraph")
    assert [block.text for block in found[1:3]] == ["PHẦN THỨ HAI", "NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM"]
    assert [block.align for block in found[1:3]] == ["center", "center"]


def test_an_indented_heading_is_not_centred() -> None:
    title = "3. Công tác rà soát, hệ thống hóa văn bản quy phạm của tỉnh"
    text = text_of(f"{LONG}\n\n{title}\n\n{LONG}\n\n{LONG}")
    assert [b.align for b in blocks(text, "paragraph") if b.text == title] == ["left"]


def test_space_between_paragraphs_parts_them_without_indents() -> None:
    first = "Các sở, ban, ngành đã triển khai đồng bộ các nhiệm vụ, giải pháp theo chương trình công tác đã đề ra."
    text = text_of(
        f"#set par(first-line-indent: 0pt, spacing: 16pt, leading: 6pt)\n{LONG}\n\n{first}\n\n{sentences(3, 20)}"
    )
    assert running(text) == [LONG, first, sentences(3, 20)]


def test_pages_tell_where_their_text_begins() -> None:
    text = text_of(f"{LONG}#pagebreak(){sentences(3, 30)}")
    assert [text.value[p.char_start :][:20] for p in text.pages] == [LONG[:20], sentences(3, 30)[:20]]


def test_a_full_line_that_ends_a_sentence_where_space_parts_paragraphs() -> None:
    first, second = "Kết quả thực hiện nhiệm vụ được giao trong năm đã được Ủy ban nêu rõ.", sentences(3)
    whole = f"{first}#linebreak(justify: true){second}"
    others = [sentences(3, n) for n in range(10, 100, 10)]
    text = text_of("#set par(first-line-indent: 0pt, spacing: 14pt)\n" + "\n\n".join([*others, whole]))
    assert running(text) == [*others, f"{first} {second}"]


@pytest.mark.parametrize("space", [0, 628])
def test_a_justified_line_that_ends_a_sentence_goes_on(space) -> None:
    one = f"Trong năm 2024, {sentences(3)} Các đơn vị đã báo cáo đúng hạn với Ủy ban nhân dân tỉnh."
    two = sentences(4, 20)
    text = text_of(f"#set par(first-line-indent: 0pt)\n#v({space}pt)\n{one}#linebreak(justify: true){two}")
    assert [line.page for line in text.lines if line.text.endswith("tỉnh.")] == [1]
    assert len(text.pages) == (2 if space else 1)
    assert running(text) == [f"{one} {two}"]


def test_an_item_with_a_ragged_edge() -> None:
    first, second = "Vốn đầu tư nước ngoài: Các dự án đã được cấp phép đang", "nằm trong tiến độ đã đăng ký với tỉnh."
    body = f"#set par(first-line-indent: 0pt, justify: false)\n{sentences(4)}\n\n"
    item = f"#grid(columns: (18pt, 400pt), column-gutter: 0pt, [\\-], [{first} \\ {second}])"
    assert f"- {first} {second}" in text_of(f"{body}#pad(left: 40pt)[{item}]").value


def test_a_centred_title_whose_last_line_is_a_year() -> None:
    title = "TÌNH HÌNH THỰC HIỆN KẾ HOẠCH SẢN XUẤT NĂM"
    text = text_of(f"#align(center)[*{title} \\ 2019*]\n\n{LONG}")
    assert running(text) == [f"{title} 2019", LONG]


@pytest.mark.parametrize("marker", ["1-", "a/", "2.1-", "B-"])
def test_a_marker_opens_a_paragraph(marker) -> None:
    opening = RULES.openings.opening(f"{marker} Công tác tham mưu")
    assert opening is not None
    assert opening.marker == marker


def test_entries_of_a_list_of_abbreviations_stay_apart() -> None:
    names = {
        "HĐND": "Hội đồng nhân dân",
        "UBND": "Ủy ban nhân dân",
        "KT-XH": "Kinh tế - xã hội",
        "NTM": "Nông thôn mới",
    }
    entries = "".join(f"#align(right)[{short}], [:], [{long}], " for short, long in names.items())
    cells = f"#align(center, grid(columns: (60pt, 14pt, 130pt), row-gutter: 6pt, {entries.replace('#align', 'align')}))"
    found = running(text_of(f"{sentences(3)}\n\n{cells}\n\n{sentences(2, 9)}"))
    assert found[1:-1] == [f"{short} : {long}" for short, long in names.items()]


def test_lines_of_a_table_of_contents_stay_apart() -> None:
    titles = ("MỞ ĐẦU", "PHẦN CHUNG", "KẾT LUẬN")
    dots = "#box(width: 1fr, repeat[.])"
    body = "\n\n".join(f"#[#set par(first-line-indent: 0pt)\n{title}{dots}{n}]" for n, title in enumerate(titles, 3))
    found = running(text_of(f"{body}\n\n{sentences(6)}"))
    assert [line.strip(".…345") for line in found[:3]] == list(titles)


@pytest.mark.parametrize(
    ("label", "value", "joined"),
    [
        ("\\- Giảng viên chính:", "74", ["- Giảng viên chính: 74"]),
        ("\\- Phó giáo sư", "8", ["- Phó giáo sư 8"]),
        ("Chi thường xuyên:", "12,5%", ["Chi thường xuyên: 12,5%"]),
        ("Chi thường xuyên", "12,5%", ["Chi thường xuyên", "12,5%"]),
        ("\\- Giảng viên chính:", "xem phụ lục", ["- Giảng viên chính:", "xem phụ lục"]),
    ],
)
def test_a_figure_at_the_right_belongs_to_its_label(label, value, joined) -> None:
    line = f"#[#set par(first-line-indent: 0pt)\n{label}#h(120pt){value}]"
    assert running(text_of(f"{sentences(4)}\n\n{line}\n\n{sentences(4, 9)}"))[1:-1] == joined


def test_a_title_in_plain_capitals_that_fills_its_first_line() -> None:
    lines = ("ĐỒNG PHỤC VÀ CÁC PHỤ KIỆN KÈM THEO CỦA CÁN BỘ", "CÔNG TÁC KIỂM TRA")
    title = f"#align(center)[#set par(first-line-indent: 0pt)\n{lines[0]}\\ {lines[1]}]"
    assert " ".join(lines) in running(text_of(f"{sentences(5)}\n\n{title}\n\n{sentences(6, 9)}"))
