"""Files without pages: the order of what stands above the text."""

from tests.read.pages import RULES
from trichluc.document import installed_rules
from trichluc.layout import lay_out
from trichluc.read import read_bytes
from trichluc.source import FlowCell, FlowMark, FlowNote, FlowParagraph, FlowTable, Source

LAYOUT = installed_rules().layout


def blocks(*flow: FlowParagraph | FlowTable) -> list[tuple[str, str]]:
    _, text = lay_out(Source("0" * 64, "a.docx", "", 1, flow=flow), LAYOUT)
    return [(b.kind, text.value[b.char_start : b.char_end].rstrip("\n")) for b in text.blocks]


def centred(text: str) -> FlowParagraph:
    return FlowParagraph(text, align="center")


def table(*texts: str) -> FlowTable:
    return FlowTable(tuple(FlowCell(text, at // 3, at % 3) for at, text in enumerate(texts)))


def test_a_heading_without_columns_keeps_its_order() -> None:
    found = blocks(
        centred("THÔNG TƯ LIÊN TỊCH"),
        centred("Số 12/2000/TTLT-BTC-BCN ngày 25 tháng 12 năm 2000"),
        centred("Về việc hướng dẫn chính sách thuế đối với linh kiện"),
        FlowParagraph("Căn cứ Nghị định số 178/CP ngày 28 tháng 10 năm 1994 của Chính phủ, các Bộ hướng dẫn như sau:"),
        FlowParagraph("1. Điều kiện áp dụng."),
    )
    text = " ".join(content for _, content in found)
    assert text.startswith("THÔNG TƯ LIÊN TỊCH Số 12/2000/TTLT-BTC-BCN ngày 25 tháng 12 năm 2000 Về việc")


def test_a_title_between_two_tables_stays_between_them() -> None:
    title = centred("DANH SÁCH THÀNH VIÊN")
    kinds = [kind for kind, _ in blocks(title, table(*"abcdef"), title, table(*"ghijkl"), FlowParagraph("Ghi chú"))]
    assert [kind == "table" for kind in kinds] == [False, True, False, True, False]


def test_columns_of_a_text_letterhead_are_read_one_after_the_other() -> None:
    head = "UBND TỈNH BÌNH ĐỊNH     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ          Độc lập - Tự do"
    source = read_bytes(f"{head} - Hạnh phúc\n\nBÁO CÁO\n\nKết quả năm 2024.".encode(), "a.txt", RULES)
    _, text = lay_out(source, LAYOUT)
    assert text.value.startswith("UBND TỈNH BÌNH ĐỊNH\nSỞ NỘI VỤ\nCỘNG HÒA")


def test_a_note_of_a_table_stands_after_it() -> None:
    cells = (FlowCell("Chỉ tiêu", 0, 0), FlowCell("Kết quả", 0, 1, marks=(FlowMark(7, "1"),)))
    rows = (*cells, FlowCell("Hồ sơ", 1, 0), FlowCell("30", 1, 1))
    flow = (FlowParagraph("Tình hình như sau:"), FlowTable(rows), FlowParagraph("Đánh giá chung là đạt yêu cầu."))
    source = Source("0" * 64, "a.docx", "", 1, flow=flow, notes=(FlowNote("1", "Tính đến hết quý I."),))
    _, text = lay_out(source, LAYOUT)
    assert [block.kind for block in text.blocks] == ["paragraph", "table", "footnote", "paragraph"]
    (note,) = text.footnotes
    assert text.value[: note.ref_start].endswith("Chỉ tiêu\tKết quả")


def test_any_generated_sign_makes_an_item_of_a_list() -> None:
    signs = [FlowParagraph("Hồ sơ đã giải quyết", numbering=sign) for sign in ("◊", "-", "Mục 1")]
    _, text = lay_out(Source("0" * 64, "a.docx", "", 1, flow=tuple(signs)), LAYOUT)
    assert [(block.kind, block.marker) for block in text.blocks[:2]] == [("list_item", "◊"), ("list_item", "-")]
    assert text.blocks[2].kind == "paragraph"


def test_a_ruled_letterhead_and_a_ruled_signature_keep_their_lines() -> None:
    def frame(left: str, right: str) -> FlowTable:
        return FlowTable((FlowCell(left, 0, 0), FlowCell(right, 0, 1)))

    head = frame("UBND TỈNH HÀ NAM\nSỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    end = frame("Nơi nhận:\n- Như trên;\n- Lưu: VT.", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNguyễn Văn An")
    body = [centred("BÁO CÁO"), centred("Kết quả công tác quý I"), FlowParagraph("Sở Nội vụ báo cáo như sau."), end]
    document, text = lay_out(Source("0" * 64, "a.docx", "", 1, flow=(head, *body)), LAYOUT)
    assert (document.parent_issuer, document.issuer) == ("UBND TỈNH HÀ NAM", "SỞ NỘI VỤ")
    assert (document.authority, document.signer) == ("KT. GIÁM ĐỐC", "Nguyễn Văn An")
    assert document.recipients == ("Như trên", "Lưu: VT")
    assert not text.tables


def test_an_end_with_a_row_for_each_recipient() -> None:
    recipients = ["Nơi nhận:", "- Như trên;", *(f"- Phòng Nội vụ huyện số {n};" for n in range(1, 9)), "- Lưu: VT."]
    signed = {0: "KT. GIÁM ĐỐC", 1: "PHÓ GIÁM ĐỐC", 6: "Nguyễn Văn An"}
    cells = [FlowCell(text, row, 0) for row, text in enumerate(recipients)]
    cells += [FlowCell(signed.get(row, ""), row, 1) for row in range(len(recipients))]
    rows = FlowTable(tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))))
    body = FlowParagraph("Sở Nội vụ báo cáo để theo dõi, chỉ đạo./.")
    document, text = lay_out(Source("0" * 64, "a.docx", "", 1, flow=(body, rows)), LAYOUT)
    assert len(document.recipients) == len(recipients) - 1
    assert (document.authority, document.signer_title, document.signer) == (
        "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn An",
    )  # fmt: skip
    assert not text.tables


def test_a_column_of_recipients_is_part_of_its_table() -> None:
    texts = ["TT", "Tên báo cáo", "Nơi nhận", "1", "Báo cáo tháng", "Sở Nội vụ", "2", "Báo cáo quý", "Bộ Nội vụ"]
    assert [kind for kind, _ in blocks(FlowParagraph("Chế độ báo cáo:"), table(*texts))] == ["paragraph", "table"]


def test_an_authority_in_small_letters_signs_above_position_and_name() -> None:
    body = FlowParagraph("Các Bộ trưởng chịu trách nhiệm thi hành Nghị định này.")
    signed = [centred("TM. Chính phủ"), centred("Thủ tướng"), centred("Trần Văn An")]
    document, _ = lay_out(Source("0" * 64, "a.docx", "", 1, flow=(body, *signed)), LAYOUT)
    assert (document.authority, document.signer_title, document.signer) == ("TM. Chính phủ", "Thủ tướng", "Trần Văn An")
    kinds = [kind for kind, _ in blocks(centred("TM. Chính phủ"), FlowParagraph("Cuộc họp bắt đầu lúc 8 giờ."), body)]
    assert "signature" not in kinds
