"""Headers and footers of Word files: which are printed, what they say, and when they are the letterhead."""

import io
from collections.abc import Callable

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.read.pages import RULES
from trichluc import Report
from trichluc.document import analyse, installed_rules
from trichluc.read import read_bytes
from trichluc.source import FlowMargin, Source

SENTENCE = "Trong quý I năm 2025, Sở Nội vụ đã tiếp nhận 1.250 hồ sơ."


def source_of(document: Document) -> Source:
    stream = io.BytesIO()
    document.save(stream)
    return read_bytes(stream.getvalue(), "bao-cao.docx", RULES)


def printed(document: Document) -> list[tuple[bool, tuple[str, ...]]]:
    return [(margin.foot, margin.printed) for margin in source_of(document).margins]


def report_of(document: Document) -> Report:
    return analyse(source_of(document), installed_rules())


def beside(report: Report) -> list[tuple[str, str | None]]:
    """The blocks that are no part of the text."""
    return [(b.kind, b.printed) for b in report.blocks if b.char_start == b.char_end]


def body(*paragraphs: str) -> Document:
    document = docx.Document()
    for text in paragraphs or (SENTENCE, "Kết quả đạt 95% kế hoạch."):
        document.add_paragraph(text)
    return document


def field(paragraph, code: str, result: str) -> None:
    """A field as Word stores it, with the result it last showed."""
    for kind in ("begin", None, "separate", result, "end"):
        run = paragraph.add_run(result if kind == result else "")
        if kind is None:
            run._r.append(OxmlElement("w:instrText"))
            run._r[-1].text = code
        elif kind != result:
            run._r.append(OxmlElement("w:fldChar"))
            run._r[-1].set(qn("w:fldCharType"), kind)


def test_headers_and_footers_stand_beside_the_text() -> None:
    document = body()
    document.sections[0].header.paragraphs[0].text = "Mẫu MTB-10"
    document.sections[0].footer.paragraphs[0].text = "Lưu hành nội bộ"
    report = report_of(document)
    assert report.text == f"{SENTENCE}\nKết quả đạt 95% kế hoạch.\n"
    assert [(b.kind, b.printed, b.page, b.boxes) for b in report.blocks if b.printed is not None] == [
        ("running_head", "Mẫu MTB-10", None, ()),
        ("running_head", "Lưu hành nội bộ", None, ()),
    ]
    assert [b.char_start for b in report.blocks if b.printed is not None] == [0, len(report.text)]


def test_a_page_number_stands_apart_from_the_wording_before_the_tab() -> None:
    document = body()
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run("Quy trình QT-05\tTrang ")
    field(paragraph, "PAGE", "3")
    assert beside(report_of(document)) == [("running_head", "Quy trình QT-05"), ("page_number", "Trang 3")]


def test_a_page_number_whose_result_is_not_stored_says_nothing() -> None:
    document = body()
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"/>'))
    assert beside(report_of(document)) == []


def test_headers_of_first_and_even_pages_count_where_they_are_asked_for() -> None:
    document = body()
    section = document.sections[0]
    section.header.paragraphs[0].text = "Trang lẻ"
    section.first_page_header.paragraphs[0].text = "Trang đầu"
    section.even_page_header.paragraphs[0].text = "Trang chẵn"
    assert printed(document) == [(False, ("Trang lẻ",))]
    section.different_first_page_header_footer = True
    assert printed(document) == [(False, ("Trang đầu",)), (False, ("Trang lẻ",))]
    document.settings.odd_and_even_pages_header_footer = True
    assert printed(document) == [(False, ("Trang đầu",)), (False, ("Trang lẻ",)), (False, ("Trang chẵn",))]


def test_sections_that_go_on_with_a_header_give_it_once() -> None:
    document = body()
    document.sections[0].header.paragraphs[0].text = "Mẫu 01"
    document.add_section()
    third = document.add_section()
    third.header.is_linked_to_previous = False
    third.header.paragraphs[0].text = "Phụ lục II"
    fourth = document.add_section()
    fourth.header.is_linked_to_previous = False
    fourth.header.paragraphs[0].text = "Mẫu 01"
    assert [(m.printed, m.first) for m in source_of(document).margins] == [
        (("Mẫu 01",), True),
        (("Phụ lục II",), False),
    ]


def test_a_later_section_may_ask_for_the_first_page_of_an_earlier_one() -> None:
    document = body()
    document.sections[0].first_page_header.paragraphs[0].text = "Trang bìa"
    document.sections[0].different_first_page_header_footer = False
    document.add_section().different_first_page_header_footer = True
    assert printed(document) == [(False, ("Trang bìa",))]


def test_empty_headers_and_missing_parts_say_nothing() -> None:
    document = body()
    document.sections[0].header.is_linked_to_previous = False
    reference = OxmlElement("w:footerReference")
    reference.set(qn("w:type"), "default")
    reference.set(qn("r:id"), "rId999")
    document.sections[0]._sectPr.insert(0, reference)
    assert printed(document) == []


def test_text_boxes_tables_and_words_behind_the_text() -> None:
    document = body()
    header = document.sections[0].header
    table = header.add_table(1, 2, 4_000_000)
    table.cell(0, 0).text, table.cell(0, 1).text = "Sổ tay chất lượng", "Lần ban hành: 02"
    names = f'{nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"'
    box = "<w:txbxContent><w:p><w:r><w:t>Mẫu số 03</w:t></w:r></w:p></w:txbxContent>"
    drawn = f'<w:pict><v:shape><v:textbox>{box}</v:textbox><v:textpath string="DỰ THẢO"/></v:shape></w:pict>'
    header.paragraphs[0]._p.append(parse_xml(f"<w:r {names}>{drawn}</w:r>"))
    found = printed(document)[0][1]
    assert sorted(found) == sorted(["Mẫu số 03", "Sổ tay chất lượng", "Lần ban hành: 02", "DỰ THẢO"])


def test_a_header_in_a_legacy_font_is_decoded() -> None:
    document = docx.Document()
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph("C¨n cø QuyÕt ®Þnh sè 12 cña Bé tr­ëng Bé Tµi chÝnh")
    document.sections[0].header.paragraphs[0].text = "MÉu sè 05 cña Bé Tµi chÝnh"
    assert printed(document) == [(False, ("Mẫu số 05 của Bộ Tài chính",))]


def letterhead(header) -> None:
    table = header.add_table(1, 2, 5_000_000)
    table.cell(0, 0).text = "UBND TỈNH BÌNH ĐỊNH\nSỞ NỘI VỤ\nSố: 12/BC-SNV"
    right = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBình Định, ngày 27 tháng 3 năm 2025"
    table.cell(0, 1).text = right
    for cell in table.row_cells(0):
        cell.paragraphs[0].alignment = 1


def written(fill: Callable[[object], None], *texts: str, first: bool = True) -> Report:
    document = body(*texts)
    section = document.sections[0]
    section.different_first_page_header_footer = first
    section.header.paragraphs[0].text = "Báo cáo quý I"
    fill(section.first_page_header if first else section.header)
    return report_of(document)


def test_a_letterhead_in_the_header_of_the_first_page_is_text() -> None:
    report = written(letterhead, "BÁO CÁO", "Kết quả công tác quý I năm 2025", SENTENCE, "Kết quả đạt 95% kế hoạch.")
    assert report.text.startswith("UBND TỈNH BÌNH ĐỊNH\nSỞ NỘI VỤ\nSố: 12/BC-SNV\nCỘNG HÒA XÃ HỘI")
    document = report.document
    assert (document.issuer, document.symbol, document.place) == ("SỞ NỘI VỤ", "12/BC-SNV", "Bình Định")
    assert document.doc_type == "báo cáo"
    assert str(document.date_start) == "2025-03-27"
    assert beside(report) == [("running_head", "Báo cáo quý I")]


def test_a_header_that_repeats_the_letterhead_of_the_text_is_furniture() -> None:
    def repeat(header) -> None:
        header.paragraphs[0].text = "Số: 12/BC-SNV"

    own = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 12/BC-SNV", "BÁO CÁO", SENTENCE)
    report = written(repeat, *own)
    assert report.text.count("12/BC-SNV") == 1
    assert ("running_head", "Số: 12/BC-SNV") in beside(report)


def test_a_number_that_only_the_header_bears_is_read() -> None:
    def number(header) -> None:
        header.paragraphs[0].text = "Số: 45/TB-SNV"

    report = written(number, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "THÔNG BÁO", SENTENCE)
    assert report.text.count("Số: 45/TB-SNV") == 1
    assert report.document.symbol == "45/TB-SNV"


def test_the_value_of_a_margin_is_its_text_and_its_pieces() -> None:
    document = body()
    document.sections[0].header.paragraphs[0].text = "Mẫu 01\tTrang 1"
    (margin,) = source_of(document).margins
    assert isinstance(margin, FlowMargin)
    assert [item.text for item in margin.items] == ["Mẫu 01 Trang 1"]
    assert margin.printed == ("Mẫu 01", "Trang 1")


def test_page_numbers_of_sections_are_given_once() -> None:
    document = body()
    for number in ("24", "30"):
        footer = document.sections[-1].footer
        footer.is_linked_to_previous = False
        field(footer.paragraphs[0], "PAGE", number)
        document.add_section()
    assert beside(report_of(document)) == [("page_number", "24")]
