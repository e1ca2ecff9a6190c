"""What a letterhead says, however its two blocks reach us: side by side, one after the other, run together."""

from __future__ import annotations

import tomllib
from itertools import zip_longest
from pathlib import Path

import pytest

from tests.layout.documents import RULES, check_invariants, sentences
from tests.read.pages import source_of
from tests.typeset import typeset
from trichluc.layout import lay_out
from trichluc.read import load_read_rules
from trichluc.read import read_string as read_text
from trichluc.report import Document
from trichluc.rules import open_package
from trichluc.source import FlowParagraph, Source

READ = load_read_rules(open_package())
PATH = Path(__file__).parents[1] / "cases" / "letterheads.toml"
CASES = tomllib.loads(PATH.read_text(encoding="utf-8"))["case"]
WIDTHS, NEW = "(185pt, 268pt)", "\n\n"
BODY = f"Thực hiện Công văn số 12/UBND-NC của Ủy ban nhân dân tỉnh, đơn vị báo cáo. {sentences(3)}"


def read_string(text: str) -> Source:
    return read_text(text, READ)


def plain(line: str) -> str:
    return line.removeprefix("**")


def of_text(lines: list[str]) -> Document:
    return lay_out(read_string("\n\n".join([*map(plain, lines), BODY])), RULES)[0]


def typed(line: str) -> str:
    words = plain(line).replace("*", "\\*").replace("#", "\\#").replace("-----", "\\-----")
    blank = words.replace("       ", "#h(40pt)").replace("     ", "#h(30pt)")
    return f"#strong[{blank}]" if line.startswith("**") else f"#[{blank}]"


def of_page(left: list[str], right: list[str], below: list[str]) -> Document:
    document, text = lay_out(source_of(typeset(of_page_source(left, right, below))), RULES)
    check_invariants(text)
    return document


def of_page_source(left: list[str], right: list[str], below: list[str]) -> str:
    columns = " ".join(f"[#align(center)[{''.join(f'{typed(x)}{NEW}' for x in side)}]]," for side in (left, right))
    middle = [x for x in below if not plain(x).startswith(("Kính", "-"))]
    title = NEW.join(f"#block(above: 7pt, below: 7pt, align(center, {typed(x)[1:]}))" for x in middle)
    rest = NEW.join(f"#h(80pt){typed(x)}" for x in below if x not in middle)
    head = (
        f"#[#set text(size: 12pt)\n#set par(first-line-indent: 0pt, spacing: 8pt)\n#grid(columns: {WIDTHS}, {columns})]"
    )
    return f"{head}\n#v(24pt)\n{title}\n{rest}\n\n#v(24pt)\n{BODY}"


def compare(document: Document, expect: dict[str, object]) -> None:
    found = {key: getattr(document, key) for key in expect}
    assert found == {key: tuple(value) if isinstance(value, list) else value for key, value in expect.items()}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_blocks_one_after_the_other(case) -> None:
    compare(of_text([*case["left"], *case["right"], *case["below"]]), case["expect"])


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_columns_on_a_page(case) -> None:
    compare(of_page(case["left"], case["right"], case["below"]), case["expect"])


@pytest.mark.parametrize("case", CASES[:4], ids=[case["id"] for case in CASES[:4]])
def test_columns_run_together_in_one_line(case) -> None:
    rows = [" ".join(map(plain, pair)) for pair in zip_longest(case["left"], case["right"], fillvalue="")]
    compare(of_text([*rows, *case["below"]]), case["expect"])


def test_left_block_comes_first_in_the_text() -> None:
    case = CASES[0]
    document = of_page(case["left"], case["right"], case["below"])
    lines = document.text.splitlines()
    assert lines[:6] == [plain(x) for x in (*case["left"], *case["right"])]
    assert lines[6:8] == ["BÁO CÁO", case["expect"]["subject"]]


def test_a_dateline_over_two_lines() -> None:
    place = "**Thừa Thiên Huế"
    right = [*CASES[0]["right"][:2], f"{plain(place)}, ngày 12 tháng 7 năm", "2022"]
    document = of_page(["**HỘI ĐỒNG NHÂN DÂN", "**TỈNH THỪA THIÊN HUẾ", "Số: 18/NQ-HĐND"], right, ["**NGHỊ QUYẾT"])
    assert (document.place, document.date_edtf) == ("Thừa Thiên Huế", "2022-07-12")
    assert "Thừa Thiên Huế, ngày 12 tháng 7 năm 2022\n" in document.text


def test_a_name_whose_second_line_is_one_short_word() -> None:
    left = ["SỞ CÔNG THƯƠNG", "**TRUNG TÂM KHUYẾN CÔNG", "**VÀ", "**XÚC TIẾN THƯƠNG MẠI", "Số: 09/BC-TTKC"]
    document = of_page(left, CASES[0]["right"], CASES[0]["below"])
    assert document.issuer == "TRUNG TÂM KHUYẾN CÔNG VÀ XÚC TIẾN THƯƠNG MẠI"


def test_an_addressee_whose_second_line_begins_before_its_dash() -> None:
    first = "#h(85pt)- Ban Chỉ huy Phòng thủ dân sự các tỉnh: Lào Cai, Sơn La,\\\nĐiện Biên, Lai Châu;\\\n"
    head = of_page_source(["**SỞ NỘI VỤ", "Số: 12/SNV-TH"], CASES[0]["right"], [])
    to = f"#h(80pt)Kính gửi:\\\n{first}#h(85pt)- Tập đoàn Điện lực Việt Nam."
    source = head.replace(f"#v(24pt)\n{BODY}", f"#v(24pt)\n{to}\n\n#v(24pt)\n{BODY}")
    document, _ = lay_out(source_of(typeset(source)), RULES)
    assert document.addressees == (
        "Ban Chỉ huy Phòng thủ dân sự các tỉnh: Lào Cai, Sơn La, Điện Biên, Lai Châu",
        "Tập đoàn Điện lực Việt Nam",
    )


def test_kinds_of_blocks() -> None:
    case = CASES[4]
    flow = read_string("\n\n".join([*map(plain, [*case["left"], *case["right"], *case["below"]]), BODY]))
    _, text = lay_out(flow, RULES)
    kinds = [block.kind for block in text.blocks]
    assert kinds.count("addressees") == 3
    assert {"letterhead", "dateline", "subject", "addressees"} <= set(kinds)


def flow(*paragraphs: FlowParagraph) -> Document:
    return lay_out(Source("0" * 64, "bao-cao.docx", "x", 0, flow=paragraphs), RULES)[0]


def test_columns_of_a_word_file() -> None:
    document = flow(
        FlowParagraph("SỞ TÀI CHÍNH", bold_until=12, column=1),
        FlowParagraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", column=2),
        FlowParagraph("Số: 9/BC-STC", column=1),
        FlowParagraph("Huế, ngày 3 tháng 2 năm 2020", column=2),
        FlowParagraph("BÁO CÁO", align="center"),
        FlowParagraph("Thu ngân sách tháng 01", align="center"),
        FlowParagraph(BODY, align="justify"),
        FlowParagraph("Nơi nhận:", column=1),
        FlowParagraph("- Lưu: VT.", column=1),
        FlowParagraph("GIÁM ĐỐC", column=2),
        FlowParagraph("Lê Thị Hòa", column=2),
    )
    assert (document.issuer, document.symbol, document.place) == ("SỞ TÀI CHÍNH", "9/BC-STC", "Huế")
    assert (document.subject, document.province) == ("Thu ngân sách tháng 01", "Thừa Thiên Huế")
    assert (document.signer_title, document.signer) == ("GIÁM ĐỐC", "Lê Thị Hòa")


def test_a_misread_motto_still_parts_the_blocks() -> None:
    lines = ["SỞ Y TẾ CỌNG HÒA XÃ HỌI CHÙ NGHĨA VIỆT NAM", "Só: {#/SYT-NVY Độc lập - Tư do - Hạnh phúc"]
    document = of_text([*lines, "Bến Tre, ngày ÄT tháng 10 năm 2017", "KÉ HOẠCH", "Phòng, chống dịch bệnh"])
    assert (document.issuer, document.place, document.date_edtf) == ("SỞ Y TẾ", "Bến Tre", "2017-10-XX")
    assert (document.doc_type, document.subject) == ("kế hoạch", "Phòng, chống dịch bệnh")


def test_the_name_of_the_state_in_a_sentence_is_no_letterhead() -> None:
    document = of_text(["LUẬT", "Trồng trọt", "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;"])
    assert (document.issuer, document.doc_type, document.subject) == (None, "luật", "Trồng trọt")


def test_an_annex_alone() -> None:
    document = of_text(["PHỤ LỤC II", "DANH MỤC NHIỆM VỤ NĂM 2024", "(Kèm theo Kế hoạch số 12/KH-UBND)"])
    assert (document.doc_type, document.subject) == ("phụ lục", "DANH MỤC NHIỆM VỤ NĂM 2024")
    assert document.symbol is None


def test_title_that_names_issuer_number_and_date() -> None:
    document = of_text(["NGHỊ ĐỊNH", "của Chính phủ số 12/2001/NĐ-CP ngày 27/3/2001", "về quản lý vật liệu xây dựng"])
    assert (document.issuer, document.symbol) == ("Chính phủ", "12/2001/NĐ-CP")
    assert (document.date_edtf, document.subject) == ("2001-03-27", "về quản lý vật liệu xây dựng")


def test_issuer_from_the_opening_sentence() -> None:
    body = "Theo đề nghị của Bộ Nội vụ, Sở Nội vụ tỉnh Gia Lai báo cáo kết quả thực hiện như sau:"
    source = read_string("\n\n".join(["Số: /BC-SNV", "BÁO CÁO", "Công tác tháng 5", body, sentences(2)]))
    document = lay_out(source, RULES)[0]
    assert (document.issuer, document.province) == ("Sở Nội vụ tỉnh Gia Lai", "Gia Lai")


@pytest.mark.parametrize(
    ("place", "issuer", "province"),
    [
        ("Đà Lạt", "TRƯỜNG CAO ĐẲNG SƯ PHẠM", "Lâm Đồng"),
        ("Hà Nội", "BỘ NỘI VỤ", None),
        ("TP. Hồ Chí Minh", "SỞ DU LỊCH", "Hồ Chí Minh"),
        ("Đắc Lắc", "SỞ NÔNG NGHIỆP", "Đắk Lắk"),
    ],
)
def test_province_from_the_place(place, issuer, province) -> None:
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", f"{place}, ngày 2 tháng 4 năm 2024"]
    assert of_text([issuer, "Số: 1/BC-VP", *right, "BÁO CÁO", "Công tác quý I"]).province == province


def test_a_letterhead_behind_a_cover() -> None:
    case = CASES[0]
    cover = "\n".join(f"#align(center)[*{x}*]" for x in ("UBND TỈNH KHÁNH HÒA", "SỞ NỘI VỤ", "BÁO CÁO", "Năm 2024"))
    head = of_page_source(case["left"], case["right"], case["below"])
    document, text = lay_out(source_of(typeset(f"{cover}\n#pagebreak()\n{head}")), RULES)
    compare(document, case["expect"])
    check_invariants(text)


def test_the_title_of_an_annex_on_a_later_page() -> None:
    annex = (
        "#align(center)[*PHỤ LỤC II*]\n#align(center)[*DANH MỤC NHIỆM VỤ*]\n#align(center)[_(Kèm theo Kế hoạch này)_]"
    )
    body = f"{sentences(2)}\n#pagebreak()\n{annex}\n\n{sentences(2, 9)}"
    _, text = lay_out(source_of(typeset(body)), RULES)
    assert [b.text for b in text.blocks if b.kind == "annex_title"] == [
        "PHỤ LỤC II", "DANH MỤC NHIỆM VỤ", "(Kèm theo Kế hoạch này)",
    ]  # fmt: skip
    assert [b.text for b in text.blocks if b.kind == "paragraph"] == [sentences(2), sentences(2, 9)]


def test_a_line_of_a_table_of_contents_is_no_title() -> None:
    document = of_text(["MỤC LỤC", "MỞ ĐẦU.............3", "KẾT LUẬN.............24"])
    assert (document.doc_type, document.subject) == (None, None)


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        (["LUẬT", "HỢP TÁC XÃ"], "HỢP TÁC XÃ"),
        (["LUẬT", "TỔ CHỨC HỘI ĐỒNG NHÂN DÂN", "VÀ ỦY BAN NHÂN DÂN"], "TỔ CHỨC HỘI ĐỒNG NHÂN DÂN VÀ ỦY BAN NHÂN DÂN"),
        (["PHÁP LỆNH", "CÔNG AN XÃ"], "CÔNG AN XÃ"),
        (["LUẬT", "QUỐC HỘI"], None),
        (["NGHỊ QUYẾT", "HỘI ĐỒNG NHÂN DÂN TỈNH"], None),
    ],
)
def test_a_law_may_bear_the_name_of_a_body(title, subject) -> None:
    head = ["QUỐC HỘI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    grounds = ["Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;"]
    assert lay_out(read_string("\n\n".join([*head, *title, *grounds])), RULES)[0].subject == subject
