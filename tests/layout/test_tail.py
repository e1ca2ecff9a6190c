"""The end of a document: recipients and signature, side by side or not, over pages, before annexes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.layout.documents import RULES, blocks, check_invariants, running, sentences
from tests.read.pages import source_of
from tests.typeset import typeset
from trichluc.layout import lay_out
from trichluc.layout.headlines import HeadLine
from trichluc.layout.lines import make_line
from trichluc.layout.signature import is_authority, is_position, name_of, read_signatures
from trichluc.layout.tail import cut_signature
from trichluc.read import load_read_rules, read_string
from trichluc.report import Document
from trichluc.rules import open_package
from trichluc.source import Word
from trichluc.text import Text

READ = load_read_rules(open_package())
WORDS = RULES.header.words
ITEMS = ["- Như trên;", "- Thường trực Tỉnh ủy;", "- Các sở, ban, ngành;", "- Lưu: VT, TH."]
SIGNED = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Trần Văn Bình"]
END = "Trên đây là báo cáo của Ủy ban nhân dân tỉnh./."


def of_text(*lines: str) -> tuple[Document, Text]:
    return lay_out(read_string("\n\n".join([sentences(2), END, *lines]), READ), RULES)


def ends(items: list[str], signed: list[str], size: int = 11) -> str:
    left = "\n".join(f"#text(size: {size}pt)[{item}]\\" for item in items)
    right = "\n".join(f"#strong[{line}]\\" if line else "#v(40pt)" for line in signed)
    return (
        "#v(12pt)\n#[#set par(first-line-indent: 0pt, leading: 4pt)\n#grid(columns: (200pt, 253pt), "
        f"[#emph[#strong[Nơi nhận:]]\\\n{left}\n], [#align(center)[{right}\n]])]\n"
    )


def of_page(body: str) -> tuple[Document, Text]:
    document, text = lay_out(source_of(typeset(body)), RULES)
    check_invariants(text)
    return document, text


def beside(left: list[str], right: list[str]) -> str:
    columns = ", ".join(
        "[#align(center)[" + "\n".join(f"#strong[{x}]\\" if x else "#v(30pt)" for x in lines) + "\n]]"
        for lines in (left, right)
    )
    return f"#[#set par(first-line-indent: 0pt, leading: 4pt)\n#grid(columns: (226pt, 226pt), {columns})]"


@pytest.mark.parametrize(
    ("left", "right", "authority", "titles", "names"),
    [
        (["THƯ KÝ", "", "Lê Thị Hồng"], ["CHỦ TRÌ", "", "Trần Quốc Sanh"], None, "THƯ KÝ; CHỦ TRÌ",
         "Lê Thị Hồng; Trần Quốc Sanh"),
        (["KT. BỘ TRƯỞNG", "BỘ TÀI CHÍNH", "THỨ TRƯỞNG", "", "Nguyễn Thị Minh"],
         ["KT. BỘ TRƯỞNG", "BỘ Y TẾ", "THỨ TRƯỞNG", "", "Phạm Lê Tuấn"],
         "KT. BỘ TRƯỞNG BỘ TÀI CHÍNH; KT. BỘ TRƯỞNG BỘ Y TẾ", "THỨ TRƯỞNG; THỨ TRƯỞNG",
         "Nguyễn Thị Minh; Phạm Lê Tuấn"),
    ],
)  # fmt: skip
def test_two_signers_side_by_side(left, right, authority, titles, names) -> None:
    document, text = of_page(f"{sentences(3)}\n\n{END}\n\n{beside(left, right)}")
    assert (document.authority, document.signer_title, document.signer) == (authority, titles, names)
    assert running(text) == [sentences(3), END]


def test_columns_on_a_page() -> None:
    document, text = of_page(
        f"{sentences(3)}\n\n{END}\n{ends([x.replace('-', chr(92) + '-', 1) for x in ITEMS], SIGNED)}"
    )
    assert document.recipients == ("Như trên", "Thường trực Tỉnh ủy", "Các sở, ban, ngành", "Lưu: VT, TH")
    assert document.authority == "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH"
    assert (document.signer_title, document.signer) == ("PHÓ CHỦ TỊCH", "Trần Văn Bình")
    assert [block.text for block in blocks(text, "recipients")] == ["Nơi nhận:", *ITEMS]
    assert running(text)[-1] == END


def test_wrapped_recipients_are_one_entry() -> None:
    long = "\\- Văn phòng Ủy ban nhân dân tỉnh: Chánh Văn phòng, các Phó Chánh Văn phòng, các phòng chuyên môn;"
    document, _ = of_page(f"{END}\n{ends([long, chr(92) + '- Lưu: VT.'], SIGNED)}")
    assert len(document.recipients) == 2
    assert document.recipients[0].endswith("các phòng chuyên môn")


def test_text_after_the_end_is_text_again() -> None:
    after = f"#pagebreak()#align(center)[*PHỤ LỤC I*]\n\n{sentences(2, 30)}"
    document, text = of_page(f"{END}\n{ends([chr(92) + '- Lưu: VT.'], SIGNED)}{after}")
    assert document.signer == "Trần Văn Bình"
    assert running(text)[-1] == sentences(2, 30)


def test_an_end_over_a_page_break() -> None:
    first = f"{sentences(3)}\n\n{END}\n\nNơi nhận:\n\n\\- Ban Thường vụ Tỉnh ủy,\n\n#pagebreak()"
    second = "\\- Lưu Văn phòng Tỉnh ủy.\n\n#align(right)[*T/M BAN THƯỜNG VỤ*\\ *PHÓ BÍ THƯ*\\ #v(30pt) *Lê Văn Sáu*]"
    document, _ = of_page(first + second)
    assert document.recipients == ("Ban Thường vụ Tỉnh ủy", "Lưu Văn phòng Tỉnh ủy")
    assert (document.authority, document.signer_title) == ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ")
    assert document.signer == "Lê Văn Sáu"


def test_a_recipient_over_a_page_break() -> None:
    first = f"{sentences(3)}\n\n{END}\n\nNơi nhận:\n\n\\- Các bộ, cơ quan ngang bộ, cơ quan thuộc\n\n#pagebreak()"
    second = "Chính phủ;\n\n\\- Lưu: VT.\n\n#align(right)[*BỘ TRƯỞNG*\\ #v(30pt) *Trần Văn Bình*]"
    document, _ = of_page(first + second)
    assert document.recipients == ("Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ", "Lưu: VT")
    assert document.signer == "Trần Văn Bình"


def test_a_title_on_the_next_page_is_not_the_rest_of_an_unsigned_end() -> None:
    first = f"{sentences(3)}\n\n{END}\n\nNơi nhận:\n\n\\- Các đơn vị trực thuộc;\n\n\\- Lưu: VT.\n\n#pagebreak()"
    second = f"#align(center)[*HƯỚNG DẪN* \\ *Thực hiện công tác văn thư tại trường*]\n\n{sentences(3)}"
    document, text = of_page(first + second)
    assert document.recipients == ("Các đơn vị trực thuộc", "Lưu: VT")
    assert "HƯỚNG DẪN" in text.value


def test_the_first_end_is_the_document_s_own() -> None:
    form = "#pagebreak()" + ends(["\\- Lưu: hồ sơ."], ["HIỆU TRƯỞNG", "", "Phạm Thị Tư"])
    document, _ = of_page(f"{END}\n{ends([chr(92) + '- Lưu: VT.'], SIGNED)}{form}")
    assert document.signer == "Trần Văn Bình"


def test_one_block_after_the_other() -> None:
    document, text = of_text("Nơi nhận:", *ITEMS, "GIÁM ĐỐC", "Đỗ Thị Lan")
    assert len(document.recipients) == 4
    assert (document.authority, document.signer_title, document.signer) == (None, "GIÁM ĐỐC", "Đỗ Thị Lan")
    assert text.value.rstrip().endswith("Đỗ Thị Lan")


def test_columns_run_together() -> None:
    document, _ = of_text("Nơi nhận: KT. BỘ TRƯỞNG", "- Văn phòng Quốc hội; THỨ TRƯỞNG", "- Lưu: VT. Nguyễn Thị Hoa")
    assert document.recipients == ("Văn phòng Quốc hội", "Lưu: VT")
    assert (document.authority, document.signer_title) == ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG")
    assert document.signer == "Nguyễn Thị Hoa"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["GIÁM ĐỐC", "Lê Hoàng Nam"], (None, "GIÁM ĐỐC", "Lê Hoàng Nam")),
        (["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Vũ Thị Mai"], ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Vũ Thị Mai")),
        (["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Hồ Sỹ Tân"], ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Hồ Sỹ Tân")),
        (["T/M BAN THƯỜNG VỤ", "BÍ THƯ", "(đã ký)", "Lò Văn Páo"], ("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Lò Văn Páo")),
        (["Q. CỤC TRƯỞNG", "Ngô Đức Anh"], (None, "Q. CỤC TRƯỞNG", "Ngô Đức Anh")),
        (["VIỆN TRƯỞNG", "TS. KTS. Đỗ Thanh Tùng"], (None, "VIỆN TRƯỞNG", "Đỗ Thanh Tùng")),
        (["GIÁM ĐỐC", "BSCKII Lê Văn Hùng"], (None, "GIÁM ĐỐC", "Lê Văn Hùng")),
        (["GIÁM ĐỐC", "Đại tá Bùi Văn Cường"], (None, "GIÁM ĐỐC", "Bùi Văn Cường")),
        (["GIÁM ĐỐC", "BSCKII. Phan Thị Thảo"], (None, "GIÁM ĐỐC", "Phan Thị Thảo")),
        (["HIỆU TRƯỞNG", "PGS.TS. Mai Văn Đức"], (None, "HIỆU TRƯỞNG", "Mai Văn Đức")),
        (["BÍ THƯ", "[Họ và tên Bí thư]"], (None, "BÍ THƯ", None)),
        (["KT. GIÁM ĐÓC", "PHÓ GIÁM ĐÓC", "Tạ Minh Trí"], ("KT. GIÁM ĐÓC", "PHÓ GIÁM ĐÓC", "Tạ Minh Trí")),
        (["kt. bộ trưởng", "thứ trưởng", "Vũ Văn Minh"], ("kt. bộ trưởng", "thứ trưởng", "Vũ Văn Minh")),
    ],
)
def test_signatures(lines, expected) -> None:
    found = read_signatures([HeadLine(text, False, False, 2, (n,)) for n, text in enumerate(lines)], WORDS)
    assert [(" ".join(s.authority) or None, s.title, s.name) for s in found] == [expected]


def test_two_signers() -> None:
    lines = [
        "KT. BỘ TRƯỞNG BỘ TÀI CHÍNH",
        "THỨ TRƯỞNG",
        "Lê Văn Một",
        "KT. BỘ TRƯỞNG BỘ NỘI VỤ",
        "THỨ TRƯỞNG",
        "Hà Thị Hai",
    ]
    found = read_signatures([HeadLine(text, False, False, 2, (n,)) for n, text in enumerate(lines)], WORDS)
    assert [s.name for s in found] == ["Lê Văn Một", "Hà Thị Hai"]


@pytest.mark.parametrize("text", ["Chủ tịch Hội đồng nhân dân", "PHÓ GIÁM ĐỐC", "Q. GIÁM ĐỐC", "VIỆN TRƯỞNG"])
def test_positions(text) -> None:
    assert is_position(text, WORDS)


@pytest.mark.parametrize("text", ["Kết quả thực hiện", "1. Giám đốc các sở;", "Trưởng thành từ cơ sở", "TM. CHÍNH PHỦ"])
def test_no_positions(text) -> None:
    assert not is_position(text, WORDS)


@pytest.mark.parametrize("text", ["TM. CHÍNH PHỦ", "T/M BAN CHẤP HÀNH", "TUQ. GIÁM ĐỐC", "KT.CHỦ TỊCH"])
def test_authorities(text) -> None:
    assert is_authority(text, WORDS)


@pytest.mark.parametrize("text", ["KT-XH năm 2024", "TMĐT", "TL: 12 trang", "Kỹ thuật"])
def test_no_authorities(text) -> None:
    assert not is_authority(text, WORDS)


@pytest.mark.parametrize("text", ["Các sở, ban, ngành", "SỞ NỘI VỤ", "Lưu: VT", "12 Nguyễn Trãi"])
def test_no_names(text) -> None:
    assert name_of(text, WORDS) is None


def test_a_signature_in_the_line_of_a_recipient() -> None:
    words = [
        Word(w, 80 + 60 * n, 100, 110 + 60 * n, 115, 12, "") for n, w in enumerate(("-", "Như", "trên;", "GIÁM", "ĐỐC"))
    ]
    line = make_line(1, [*words[:3], *(replace(w, x0=w.x0 + 100, x1=w.x1 + 130) for w in words[3:])])
    left, right = cut_signature(line, WORDS) or (line, line)
    assert (left.text, right.text) == ("- Như trên;", "GIÁM ĐỐC")
    assert cut_signature(left, WORDS) is None


def test_an_annex_keeps_its_title_and_its_end() -> None:
    signed = "*TM. ỦY BAN NHÂN DÂN*#linebreak()*CHỦ TỊCH*#v(40pt)*Trần Văn Bình*"
    _, text = of_page(
        f"{sentences(3)}\n#pagebreak()\n#align(center)[*PHỤ LỤC I*#linebreak()*DANH MỤC NHIỆM VỤ*]\n\n"
        f"{sentences(3, 10)}\n\n#align(right, block(width: 200pt, align(center)[{signed}]))"
    )
    assert [block.kind for block in text.blocks] == ["paragraph", *["annex_title"] * 2, "paragraph", *["signature"] * 3]


DECISION = ("QUYẾT ĐỊNH", "Về việc phê duyệt kế hoạch kiểm tra công vụ")
GROUNDS = ("Căn cứ Luật Cán bộ, công chức năm 2008;", "Xét đề nghị của Chánh Văn phòng Sở,", "QUYẾT ĐỊNH:")


@pytest.mark.parametrize(
    "decides", [["GIÁM ĐỐC SỞ NỘI VỤ"], ["TRƯỞNG BAN QUẢN LÝ", "CÁC KHU CÔNG NGHIỆP TỈNH BÌNH ĐỊNH"]]
)
def test_who_decides_does_not_sign_above_the_grounds(decides) -> None:
    source = read_string(
        "\n\n".join([*DECISION, *decides, *GROUNDS, END, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Đỗ Thị Lan"]), READ
    )
    document, text = lay_out(source, RULES)
    assert (document.authority, document.signer_title, document.signer) == (
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Đỗ Thị Lan",
    )
    assert [block.text for block in blocks(text, "signature")] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Đỗ Thị Lan"]


def test_the_boxes_of_a_chart_sign_nothing() -> None:
    document, _ = of_text(
        "Sơ đồ các mối quan hệ", "CHỦ TỊCH UBND TỈNH", "Văn phòng UBND tỉnh", sentences(2, 20), "GIÁM ĐỐC"
    )
    assert document.signer_title == "GIÁM ĐỐC"


def test_a_list_under_its_old_label() -> None:
    document, _ = of_text("Nơi gửi:", *ITEMS, "GIÁM ĐỐC", "Đỗ Thị Lan")
    assert len(document.recipients) == len(ITEMS)


@pytest.mark.parametrize(("at", "title"), [("right", "HIỆU TRƯỞNG"), ("center", None)])
def test_a_position_alone_ends_a_draft_at_the_right(at, title) -> None:
    document, _ = of_page(f"{sentences(6)}\n\n{END}\n\n#align({at})[*HIỆU TRƯỞNG*#h(40pt)]")
    assert document.signer_title == title


def test_the_second_of_two_signers_one_below_the_other_keeps_the_name() -> None:
    document, text = of_text("THƯ KÝ", "Trần Thị Bình", "CHỦ TRÌ", "Lê Văn An", "Ghi chú kèm theo biên bản.")
    assert (document.signer_title, document.signer) == ("THƯ KÝ; CHỦ TRÌ", "Trần Thị Bình; Lê Văn An")
    assert running(text)[-1] == "Ghi chú kèm theo biên bản."


def test_a_signature_in_small_letters_on_a_page() -> None:
    signed = "*TM. Chính phủ*#linebreak()*Thủ tướng*#v(40pt)*Trần Văn Bình*"
    document, text = of_page(
        f"{sentences(6)}\n\nĐiều 3. Các Bộ trưởng chịu trách nhiệm thi hành Nghị định này.\n\n"
        f"#align(right, block(width: 200pt, align(center)[{signed}]))"
    )
    assert (document.authority, document.signer_title, document.signer) == (
        "TM. Chính phủ", "Thủ tướng", "Trần Văn Bình",
    )  # fmt: skip
    assert running(text)[-1].endswith("thi hành Nghị định này.")


@pytest.mark.parametrize("filed", ["- Lưu: VT, TH.", "- Các đơn vị thuộc Sở;"])
@pytest.mark.parametrize("title", ["chế độ báo cáo thống kê", "Quy chế làm việc"])
def test_what_follows_a_signature_is_no_part_of_a_recipient(filed: str, title: str) -> None:
    below = [title, "Điều 1. Các phòng, ban gửi báo cáo trước ngày 20 hằng tháng."]
    _, text = of_text("Nơi nhận:", "- Như trên;", filed, "Giám đốc", "Nguyễn Văn An", *below)
    kinds = {block.text: block.kind for block in text.blocks}
    assert kinds[filed] == "recipients"
    assert [block.text for block in text.blocks][-3:] == ["Nguyễn Văn An", *below]
    assert kinds["Nguyễn Văn An"] == "signature"


def test_a_recipient_goes_on_below_the_lines_of_a_signature_that_has_no_name_yet() -> None:
    lines = ["Nơi nhận:", "- Ủy ban nhân dân các", "KT. CHỦ TỊCH", "huyện, thành phố;", "Trần Văn Bình", "- Lưu: VT."]
    document, _ = of_text(*lines)
    assert list(document.recipients) == ["Ủy ban nhân dân các huyện, thành phố", "Lưu: VT"]
