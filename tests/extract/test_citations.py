"""What a citation tells beside its symbol: date, issuer, provisions, relation, the title it stands in."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extract.citing import citations, cited, only, rules, with_kinds
from trichluc.extract.citations import resolve_mentions
from trichluc.report import Pinpoint


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("Quyết định số 55/QĐ-UBND ngày 14/01/2025 của UBND tỉnh", "2025-01-14"),
        ("Quyết định số 55/QĐ-UBND, ngày 14 tháng 01 năm 2025", "2025-01-14"),
        ("Kết luận 195-KL/TW (26/9/2025)", "2025-09-26"),
        ("Nghị định số 16/CP của Chính phủ ngày 21 tháng 02 năm 1997", "1997-02-21"),
        ("Ngày 24/7/2024, Chủ tịch UBND tỉnh có Công văn số 2769/UBND-KT về rà soát", "2024-07-24"),
        ("Ngày 03/7/2025, Hội đồng nhân dân tỉnh Lâm Đồng ban hành Nghị quyết số 03/NQ-HĐND", "2025-07-03"),
        ("Ngày 23/01/2026 Sở Nội vụ đã có văn bản số 498/SNV-TCBC gửi các đơn vị", "2026-01-23"),
        ("Từ ngày 01/7/2025, UBND tỉnh đã ban hành Kế hoạch số 213/KH-UBND về cải cách", None),
        ("Kể từ ngày 10/8/2009 Hiệp hội được thành lập theo Quyết định số 12/QĐ-UBND", None),
        ("Quyết định số 55/QĐ-UBND ngày 31/6/2025", None),
        ("Quyết định số 55/QĐ-UBND ngày     tháng 6 năm 2025", None),
        ("Nghị quyết số 57-NQ/TW năm 2026", None),
        ("Quyết định số 55/QĐ-UBND có hiệu lực từ ngày 01/02/2025", None),
        ("Thông tư 105 TC/ĐT ngày 8/12/94 của Bộ Tài chính", "1994-12-08"),
        ("Công điện số 124/CĐ-TTg hồi 14 giờ 30 phút ngày 11/9/2025", "2025-09-11"),
        ("Luật Đất đai được Quốc hội khóa XIII thông qua ngày 29 tháng 11 năm 2013", "2013-11-29"),
        ("Luật Nhà ở có hiệu lực từ ngày 01/7/2015", None),
        ("(Kèm theo Quyết định số 5/QĐ-UBND\nngày 02 tháng 01 năm 2025 của UBND tỉnh)", "2025-01-02"),
        ("Thực hiện Quyết định số 5/QĐ-UBND\nNgày 02/01/2025, UBND tỉnh họp", None),
    ],
)
def test_date(sentence: str, date: str | None) -> None:
    assert only(sentence).date == (dt.date.fromisoformat(date) if date else None)


@pytest.mark.parametrize(
    ("sentence", "issuer"),
    [
        ("Quyết định số 55/QĐ-UBND của Ủy ban nhân dân tỉnh Quảng Ngãi về", "Ủy ban nhân dân tỉnh Quảng Ngãi"),
        ("Thông tư số 03/2022/TT-BXD của Bộ trưởng Bộ Xây dựng hướng dẫn", "Bộ trưởng Bộ Xây dựng"),
        ("Thông tư số 01/2020/TT-BVHTTDL của Bộ Văn hóa, Thể thao và Du lịch", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("Kế hoạch số 336-KH/TU của Ban Thường vụ Tỉnh ủy (khóa XX)", "Ban Thường vụ Tỉnh ủy"),
        ("Chỉ thị số 36-CT/TW của Bộ Chính trị trên địa bàn tỉnh", "Bộ Chính trị"),
        ("Quyết định số 12/QĐ-UBND của UBND TP. Hồ Chí Minh ngày 01/7/2025", "UBND TP. Hồ Chí Minh"),
        ("Chỉ thị số 36-CT/TW ngày 16/8/2019 Bộ Chính trị", "Bộ Chính trị"),
        ("Công văn số 12/STC-NS của Sở Tài chính và các đơn vị", "Sở Tài chính"),
        ("Hướng dẫn số 5/HD-LN do Công an tỉnh ban hành", "Công an tỉnh"),
        ("Nghị định của Chính phủ số 127/2007/NĐ-CP", "Chính phủ"),
        ("Ủy ban nhân dân tỉnh đã ban hành Quyết định số 117/QĐ-UBND", "Ủy ban nhân dân tỉnh"),
        ("Tham mưu Tỉnh ủy ban hành Chỉ thị số 36-CT/TU", "Tỉnh ủy"),
        ("Nghị quyết số 02/NQ-CP về cải thiện môi trường kinh doanh", "Chính phủ"),
        ("Công văn số 428/TTXT-ĐTDN ngày 09/9/2025", None),
        ("(Kèm theo Quyết định số 5/QĐ-UBND ngày 02/01/2025\ncủa UBND tỉnh Hà Nam)", "UBND tỉnh Hà Nam"),
        ("Kế hoạch số 117-KH/TU của Ban Thường vụ Tỉnh ủy Lâm Đồng về", "Ban Thường vụ Tỉnh ủy Lâm Đồng"),
        ("Nghị quyết số 190/2025/QH15 quy định về", "Quốc hội"),
        ("Nghị quyết số 76-CP ngày 25-3-1977", "Hội đồng Chính phủ"),
        ("Lệnh số 12/2024/L-CTN của Chủ tịch nước về", "Chủ tịch nước"),
        ("Thông tư số 42-TT/LB của Liên bộ Tài chính - Nội vụ", "Liên bộ Tài chính - Nội vụ"),
        ("Thông tư liên tịch số 7/2014/TTLT-BTC-BNV của Bộ Tài chính, Bộ Nội vụ quy định", "Bộ Tài chính, Bộ Nội vụ"),
        ("Thông tư liên tịch số 7/2014/TTLT-BTC-BNV quy định", "Bộ Tài chính - Bộ Nội vụ"),
        ("Quyết định số 5/QĐ-BGDĐT của Bộ Giáo dục và Dào tạo về", "Bộ Giáo dục và Dào tạo"),
        ("Công văn số 5/C06-TTDL của Cục Cảnh sát quản lý hành chính về trật tự xã hội",
         "Cục Cảnh sát quản lý hành chính về trật tự xã hội"),
    ],
)  # fmt: skip
def test_issuer(sentence: str, issuer: str | None) -> None:
    assert only(sentence).issuer == issuer


def test_issuer_behind_a_list_is_that_of_every_item() -> None:
    found = cited("các Nghị định số 59/2012/NĐ-CP và số 32/2020/NĐ-CP của Chính phủ")
    assert [c.issuer for c in found] == ["Chính phủ", "Chính phủ"]


@pytest.mark.parametrize(
    ("printed", "symbol", "repaired", "form"),
    [
        ("Quyết định số 55/QĐ/UBND", "55/QĐ-UBND", True, "malformed"),
        ("Quyết định số 65/2024/QD-UBND", "65/2024/QĐ-UBND", True, "malformed"),
        ("Quyết định số l703/QĐ-TTg", "1703/QĐ-TTg", True, "malformed"),
        ("Thông tư số 19/2024/TT-BTTT", "19/2024/TT-BTTTT", True, "malformed"),
        ("Thông tư số 156/2013/TTBTC", "156/2013/TT-BTC", True, "malformed"),
        ("Quyết định số 120/2004/TTg-QĐ", "120/2004/QĐ-TTg", True, "malformed"),
        ("Nghị định 79/2006/NĐ", "79/2006/NĐ-CP", True, "malformed"),
        ("Nghị quyết số 730/2004/NQ-UBTVQHK11", "730/2004/NQ-UBTVQH11", True, "malformed"),
        ("Nghị định số 12772007/NĐ-CP ngày 01 tháng 8 năm 2007", "127/2007/NĐ-CP", True, "malformed"),
        ("Nghị định số 45/25010/NĐ-CP", "45/25010/NĐ-CP", False, "malformed"),
        ("Thông báo số 565/TN-VPCP", "565/TN-VPCP", False, "malformed"),
        ("Quyết định số 1766/QĐ-BGDDT", "1766/QĐ-BGDĐT", True, "malformed"),
        ("Kế hoạch số 336 - KH / TU", "336-KH/TU", False, "symbol"),
        ("Kế hoạch số 51/KH- UBND", "51/KH-UBND", False, "symbol"),
        ("Quyết định số 150 CP", "150-CP", False, "symbol"),
        ("Nghị quyết số 18/2008/NQ-QH 12", "18/2008/NQ-QH12", False, "symbol"),
        ("Công văn số 3380/BC-STC", "3380/BC-STC", False, "symbol"),
    ],
)
def test_repair(printed: str, symbol: str, repaired: bool, form: str) -> None:
    found = only(printed)
    assert (found.symbol, found.repaired, found.form) == (symbol, repaired, form)
    assert found.text == printed


@pytest.mark.parametrize(
    ("sentence", "printed", "provisions"),
    [
        (
            "theo điểm b, c khoản 4 Điều 19 của Luật Đất đai",
            "điểm b, c khoản 4 Điều 19",
            [Pinpoint("19", "4", "b"), Pinpoint("19", "4", "c")],
        ),
        (
            "tại các điểm a, đ khoản 1 và khoản 2 Điều 217 của Luật Sở hữu trí tuệ",
            "các điểm a, đ khoản 1 và khoản 2 Điều 217",
            [Pinpoint("217", "1", "a"), Pinpoint("217", "1", "đ"), Pinpoint("217", "2")],
        ),
        (
            "Điều 4 và Khoản 1 Điều 15 Nghị định số 24/2009/NĐ-CP",
            "Điều 4 và Khoản 1 Điều 15",
            [Pinpoint("4"), Pinpoint("15", "1")],
        ),
        (
            "khoản 2 Mục II Phần I Phụ lục I Nghị định số 30/2020/NĐ-CP",
            "khoản 2 Mục II Phần I Phụ lục I",
            [Pinpoint(clause="2", section="II", part="I", annex="I")],
        ),
        (
            "Điều 5 Quy chế làm việc ban hành kèm theo Quyết định số 12/QĐ-UBND",
            "Điều 5",
            [Pinpoint("5")],
        ),
        (
            "khoản 1 Điều 5 (sửa đổi tại Điều 1 Nghị định số 99/2021/NĐ-CP); khoản 3 Điều 7 Nghị định số 50/2019/NĐ-CP",
            "khoản 1 Điều 5 ; khoản 3 Điều 7",
            [Pinpoint("5", "1"), Pinpoint("7", "3")],
        ),
        ("Thông tư số 14/2020/TT-BYT của Bộ Y tế: Bãi bỏ Khoản 3 Điều 8", "Khoản 3 Điều 8", [Pinpoint("8", "3")]),
        ("Luật Đất đai (Điều 79)", "Điều 79", [Pinpoint("79")]),
        ("được nêu trong Luật Lưu trữ năm 2024 tại Điều 38, khoản 2", "Điều 38, khoản 2", [Pinpoint("38", "2")]),
        ("quy định tại Điều 15a Nghị định số 10/2020/NĐ-CP", "Điều 15a", [Pinpoint("15a")]),
        ("theo khoản 3 Điều này và Luật Đất đai", None, []),
        ("tại các điểm 12 lô đất thấp hơn giá ban hành kèm theo Quyết định số 5/QĐ-UBND", None, []),
        ("điểm 1.b, mục II Thông tư số 89/1999/TT-BTC", "điểm 1.b, mục II", [Pinpoint(section="II", point="1.b")]),
        ("bổ sung Thông tư số 09/2009/TT-BNN (Phụ lục 3 kèm theo)", None, []),
        ("Biểu thuế ban hành kèm theo Quyết định số 1803/1998/QĐ-BTC", None, []),
    ],
)  # fmt: skip
def test_provisions(sentence: str, printed: str | None, provisions: list[Pinpoint]) -> None:
    found = cited(sentence)[-1]
    assert (found.pinpoint, list(found.pinpoints)) == (printed, provisions)


def test_provisions_belong_to_the_act_behind_them() -> None:
    found = cited("theo khoản 1 Điều 5 Luật Đất đai và khoản 2 Điều 7 Nghị định số 102/2024/NĐ-CP")
    assert [c.pinpoints for c in found] == [(Pinpoint("5", "1"),), (Pinpoint("7", "2"),)]


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("Căn cứ Luật Đất đai;", "căn cứ"),
        ("Thực hiện nghiêm các Nghị quyết số 02/NQ-CP", "thực hiện"),
        ("theo quy định tại khoản 2 Điều 5 của Luật Đất đai", "theo"),
        ("sửa đổi, bổ sung một số điều của Nghị định số 42/2010/NĐ-CP", "sửa đổi, bổ sung"),
        ("đã được sửa đổi, bổ sung bởi Nghị định số 65/2014/NĐ-CP", "được sửa đổi, bổ sung bởi"),
        ("và thay thế Quyết định số 10/2024/QĐ-UBND", "thay thế"),
        ("Quy chế ban hành kèm theo Quyết định số 12/QĐ-UBND", "ban hành kèm theo"),
        ("Nghị định số 89/2006/NĐ-CP về nhãn hàng hóa hết hiệu lực kể từ ngày 01/6/2017", "hết hiệu lực"),
        ("quy định chi tiết và hướng dẫn thi hành một số điều của Luật Giáo dục", "quy định chi tiết, hướng dẫn"),
        ("UBND tỉnh đã ban hành Kế hoạch số 84/KH-UBND", "ban hành"),
        ("Hội nghị nghe báo cáo. Nghị quyết số 02/NQ-CP nêu rõ", None),
    ],
)
def test_relation(sentence: str, relation: str | None) -> None:
    assert only(sentence).relation == relation


def test_relation_of_a_list_and_of_legal_bases() -> None:
    found = cited("Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024; Luật Nhà ở ngày 27 tháng 11 năm 2023;")
    assert [c.relation for c in found] == ["căn cứ", "căn cứ"]
    listed = cited("thay thế Quyết định số 1/QĐ-UBND, Quyết định số 2/QĐ-UBND và Quyết định số 3/QĐ-UBND")
    assert {c.relation for c in listed} == {"thay thế"}


def test_a_law_with_a_list_of_years() -> None:
    found = cited("vi phạm Luật Đất đai năm 2003, 2013 và 2024; Luật Nhà ở năm 2014, năm 2015 đã cấp 12 giấy")
    assert [(c.text, c.name, c.year) for c in found] == [
        ("Luật Đất đai năm 2003", "Luật Đất đai", 2003),
        ("2013", "Luật Đất đai", 2013),
        ("2024", "Luật Đất đai", 2024),
        ("Luật Nhà ở năm 2014", "Luật Nhà ở", 2014),
    ]


def test_acts_inside_a_title_say_so() -> None:
    plan, decree, law = cited(
        "ban hành Kế hoạch số 84/KH-UBND ngày 14/02/2025 của UBND tỉnh triển khai Nghị định số 102/2024/NĐ-CP ngày "
        "30/7/2024 của Chính phủ quy định chi tiết thi hành Luật Đất đai"
    )
    assert (plan.within, decree.within, law.within) == (None, plan.citation_id, decree.citation_id)


def test_a_list_goes_on_over_the_acts_in_the_titles_of_its_items() -> None:
    found = cited(
        "UBND tỉnh ban hành các Quyết định: số 418/QĐ-UBND ngày 30/5/2024 về chi; số 728/QĐ-UBND ngày 13/11/2024 về "
        "bổ sung dự toán tại Quyết định số 1368/QĐ-UBND ngày 12/12/2023 của UBND tỉnh, số 734/QĐ-UBND ngày 14/11/2024."
    )
    assert [c.number for c in found if c.within is None] == ["418", "728", "734"]
    assert [c.within for c in found if c.number == "1368"] == [found[1].citation_id]
    assert {c.relation for c in found if c.within is None} == {"ban hành"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Kế hoạch số 84/KH-UBND về phổ biến pháp luật; Nghị quyết số 02/NQ-CP",
        "Kế hoạch số 84/KH-UBND về phổ biến pháp luật và Nghị quyết số 02/NQ-CP",
        "Quyết định số 5/QĐ-UBND về giao biên chế (theo Công văn số 12/BNV-CCHC)",
        "Quyết định số 5/QĐ-UBND về giao biên chế. Thực hiện Nghị quyết số 02/NQ-CP",
        "QCVN 47:2011/BTTTT ban hành kèm theo Thông tư số 29/2011/TT-BTTTT",
    ],
)
def test_what_follows_a_title_is_not_inside_it(sentence: str) -> None:
    assert [c.within for c in cited(sentence)] == [None, None]


def test_the_name_of_an_amending_act_is_one_name() -> None:
    law = only("Luật sửa đổi, bổ sung một số điều của Luật Xử lý vi phạm hành chính và các văn bản hướng dẫn")
    assert law.name == "Luật sửa đổi, bổ sung một số điều của Luật Xử lý vi phạm hành chính"


def test_the_document_giving_its_own_title() -> None:
    own, law = citations("Thông tư Hướng dẫn thi hành một số điều của Luật Giáo dục Căn cứ các nghị định hiện hành.")
    assert (own.form, law.within) == ("anaphoric", own.citation_id)
    assert cited("Luật Biển Việt Nam Căn cứ các nghị quyết của Quốc hội") == []


def test_pointing_back() -> None:
    text = (
        "Quyết định số 787/QĐ-UBND ngày 21/8/2025 về thí điểm mô hình (sau đây gọi tắt là Quyết định 787). Theo Quyết "
        "định 787, các sở báo cáo. Quyết định nêu trên và Quyết định này có hiệu lực."
    )
    full, named, used, above, own = citations(text)
    assert [c.form for c in (named, used, above, own)] == ["number_only", "number_only", "anaphoric", "anaphoric"]
    assert {c.target_id for c in (named, used, above)} == {full.citation_id}
    assert own.target_id == own.doc_id
    assert resolve_mentions(text, citations(text), rules().anaphora)[used.citation_id] == full.citation_id


def test_what_points_at_the_head_of_a_paragraph() -> None:
    (own,) = citations("Điều 2.\nQuyết định này có hiệu lực kể từ ngày ký.")
    assert (own.text, own.target_id) == ("Quyết định này", own.doc_id)


def test_a_name_stands_for_its_act_also_before_it_is_given() -> None:
    subject, decision, given = citations(
        "Kết quả thực hiện Đề án 06\nTheo Quyết định số 06/QĐ-TTg về dữ liệu dân cư (viết tắt là Đề án 06)."
    )
    assert {subject.target_id, given.target_id} == {decision.citation_id}


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("theo Luật Các tổ chức tín dung", "Luật Các tổ chức tín dung"),
        ("Luật GD đại học đang từng bước giao quyền tự chủ", "Luật GD đại học"),
        ("Bộ luật Lao động Việt Nam ngày 23 tháng 6 năm 1994", "Bộ luật Lao động Việt Nam"),
        ("Luật sửa đổi, bố sung một số điều của Luật Báo chí", "Luật sửa đổi, bố sung một số điều của Luật Báo chí"),
        ("Luật HN&GĐ 2014", "Luật HN&GĐ"),
        ("Luật Cán bộ, công chức (sửa đổi, bổ sung năm 2019)", "Luật Cán bộ, công chức"),
    ],
)
def test_names_with_slips_and_abbreviations(sentence: str, name: str) -> None:
    assert only(sentence).name == name


@pytest.mark.parametrize(
    "sentence", ["lắp đặt máy CT 64 lát cắt", "triển khai Dự án 2 của Chương trình", "2 CT 3 dự án"]
)
def test_devices_and_parts_of_programmes_are_no_acts(sentence: str) -> None:
    assert cited(sentence) == []


def test_names_given_in_brackets() -> None:
    text = (
        "Quyết định số 06/QĐ-TTg phê duyệt Đề án phát triển dữ liệu dân cư (viết tắt là Đề án 06). Thực hiện Đề án "
        "06 và Kế hoạch số 5/KH-UBND (sau đây gọi là Kế hoạch). Thực hiện Kế hoạch đúng tiến độ."
    )
    decision, first, second, plan, given, used = citations(text)
    assert (first.target_id, second.target_id) == (decision.citation_id, decision.citation_id)
    assert (given.text, used.text) == ("Kế hoạch", "Kế hoạch")
    assert (given.target_id, used.target_id) == (plan.citation_id, plan.citation_id)


@pytest.mark.parametrize(
    "kind", ["letterhead", "dateline", "doc_type", "recipients", "signature", "draft", "secrecy", "urgency"]
)
def test_silent_blocks(kind: str) -> None:
    text = with_kinds((kind, "Số: 228/BC-SNV"), ("paragraph", "Theo Luật Đất đai."))
    assert [c.name for c in cited(text)] == ["Luật Đất đai"]


@pytest.mark.parametrize("kind", ["subject", "paragraph", "list_item", "footnote", "table", "addressees", "heading"])
def test_speaking_blocks(kind: str) -> None:
    text = with_kinds((kind, "Kết quả thực hiện Quyết định số 55/QĐ-UBND"), ("paragraph", "Năm 2025."))
    assert [c.symbol for c in cited(text)] == ["55/QĐ-UBND"]


def test_the_documents_own_number_is_no_citation() -> None:
    assert cited("Số: 15/QĐ-BNV Hà Nội, ngày 05 tháng 01 năm 2020\nCăn cứ quy định hiện hành;") == []
    assert [c.symbol for c in cited("Số: 15/QĐ-BNV")] == ["15/QĐ-BNV"]


def test_a_line_that_ties_an_annex_to_its_decision_speaks() -> None:
    text = with_kinds(("recipients", "(Kèm theo Quyết định số 12/QĐ-UBND ngày 02/01/2025)"), ("paragraph", "Điều 1."))
    assert [c.relation for c in cited(text)] == ["ban hành kèm theo"]


def test_cells_and_paragraphs_do_not_run_together() -> None:
    assert cited("Văn bản\t174\nQuyết định\t12\nCác Luật\nĐất đai") == []


def test_same_text_same_rows() -> None:
    text = "Thực hiện Nghị quyết số 57-NQ/TW và Luật Đất đai năm 2024, Quyết định này."
    assert citations(text) == citations(text)
    assert len({c.citation_id for c in citations(text)}) == len(citations(text))


ALPHABET = [
    *"0123456789/-–.,;:()“” \n\tlIOaAđĐQNTU",
    "Quyết định số ", "Luật ", "Nghị định ", "của ", "ngày ", "Điều ", "khoản ", "UBND", "QĐ-", "sửa đổi, bổ sung ",
    "một số điều của ", "TCVN ", "năm 2024", "này", "Bộ ", "(sau đây gọi là ", "và số ", "Đất đai", "/2024/",
]  # fmt: skip


@given(st.lists(st.sampled_from(ALPHABET), max_size=60).map("".join))
def test_any_text_gives_sound_rows(text: str) -> None:
    found = citations(text)
    ids = {c.citation_id for c in found}
    for citation in found:
        assert citation.text == text[citation.char_start : citation.char_end] != ""
        assert "\n" not in citation.text
        assert "\t" not in citation.text
        assert citation.within is None or citation.within in ids
        assert citation.target_id is None or citation.target_id in ids | {citation.doc_id}
    assert all(a.char_end <= b.char_start for a, b in pairwise(found))
