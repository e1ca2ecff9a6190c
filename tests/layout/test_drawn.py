"""Values that fonts of capitals draw as capitals: given as the page shows them, while the text keeps its letters."""

import io

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn
from pikepdf import Dictionary, Name

import trichluc
from tests.read.pdf.test_simplefonts import descriptor, encoded
from trichluc.layout.drawn import stored_in_flow
from trichluc.report import Report
from trichluc.source import FlowCell, FlowParagraph, FlowTable, Source

SMALL, CAPITAL = ".VnTime", ".VnTimeH"
LINES = [
    (90, 780, CAPITAL, "bộ thương mại"),
    (90, 762, CAPITAL, "cục quản lý thị trường"),
    (90, 744, SMALL, "Số: 45/BC-QLTT"),
    (300, 780, CAPITAL, "cộng hòa xã hội chủ nghĩa việt nam"),
    (330, 762, SMALL, "Độc lập - Tự do - Hạnh phúc"),
    (310, 740, SMALL, "Hà Nội, ngày 12 tháng 3 năm 2004"),
    (270, 700, CAPITAL, "báo cáo"),
    (180, 682, SMALL, "Về công tác kiểm tra, kiểm soát thị trường quý I năm 2004"),
    (90, 640, CAPITAL, "I. những quy định chung"),
    (90, 620, SMALL, "Các đội quản lý thị trường đã triển khai kịp thời các quy định của Nhà nước;"),
    (90, 602, SMALL, "đã kiểm tra 1.250 cơ sở, tăng 12% so với cùng kỳ năm trước."),
    (90, 580, SMALL, "II. "),
    (110, 580, CAPITAL, "kiến nghị"),
    (90, 560, SMALL, "Đề nghị Bộ Thương mại sớm có hướng dẫn cụ thể."),
    (360, 520, CAPITAL, "giám đốc"),
    (350, 440, SMALL, "Nguyễn Văn Thành"),
]


def pdf() -> bytes:
    out = io.BytesIO()
    shown = (f"BT /{font.strip('.')} 12 Tf {x} {y} Td <{encoded(text).hex()}> Tj ET" for x, y, font, text in LINES)
    with pikepdf.new() as made:
        sheet = made.add_blank_page(page_size=(595, 842))
        sheet.Contents = made.make_stream("\n".join(shown).encode())
        fonts = {font.strip("."): made.make_indirect(_font(made, font)) for font in (SMALL, CAPITAL)}
        sheet.Resources = Dictionary(Font=Dictionary({f"/{name}": font for name, font in fonts.items()}))
        made.save(out)
    return out.getvalue()


def _font(made: pikepdf.Pdf, name: str) -> Dictionary:
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/" + name), FirstChar=0, LastChar=255,
        Widths=pikepdf.Array([500] * 256), Encoding=Name.WinAnsiEncoding,
        FontDescriptor=made.make_indirect(descriptor(name)),
    )  # fmt: skip


def word_file() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    head = document.add_table(rows=1, cols=2)
    for cell, lines in zip(head.rows[0].cells, (LINES[:3], LINES[3:6]), strict=True):
        for line in lines:
            _add(cell.add_paragraph(), line)
    paragraph = None
    for line, before in zip(LINES[6:], LINES[5:], strict=False):
        paragraph = paragraph if paragraph is not None and line[1] == before[1] else document.add_paragraph()
        _add(paragraph, line)
    document.save(out)
    return out.getvalue()


def _add(paragraph, line) -> None:
    run = paragraph.add_run(encoded(line[3]).decode("cp1252"))
    run.font.name, run.bold = line[2], line[2] == CAPITAL
    run._element.rPr.rFonts.set(qn("w:hAnsi"), line[2])


@pytest.fixture(scope="module", params=[(pdf, "a.pdf"), (word_file, "a.docx")], ids=["pdf", "docx"])
def report(request, tmp_path_factory) -> Report:
    make, name = request.param
    path = tmp_path_factory.mktemp("drawn") / name
    path.write_bytes(make())
    return trichluc.read(path)


def test_the_letterhead_and_the_signature_are_in_capitals(report) -> None:
    document = report.document
    assert document.charset == "tcvn3"
    assert document.issuer == "CỤC QUẢN LÝ THỊ TRƯỜNG"
    assert document.parent_issuer == "BỘ THƯƠNG MẠI"
    assert document.signer_title == "GIÁM ĐỐC"
    assert document.signer == "Nguyễn Văn Thành"
    assert document.doc_type == "báo cáo"


def test_the_titles_of_sections_are_in_capitals(report) -> None:
    assert [(s.path, s.title) for s in report.sections] == [("I", "NHỮNG QUY ĐỊNH CHUNG"), ("II", "KIẾN NGHỊ")]


def test_the_text_keeps_the_letters_that_are_stored(report) -> None:
    assert "cục quản lý thị trường" in report.text
    assert "những quy định chung" in report.text


def test_what_a_frame_cuts_or_moves_keeps_its_letters() -> None:
    shown, stored = "- Lưu: VT. KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG", "- Lưu: VT. KT. bộ trưởng\nthứ trưởng"
    cell = FlowCell(shown, 0, 0, stored=stored)
    source = Source("0" * 64, "a.docx", "", 1, flow=(FlowParagraph("Kết quả"), FlowTable((cell,))))
    value = "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nKết quả\n- Lưu: VT.\n"
    letters = list(value)
    for start, text in stored_in_flow(source, value):
        letters[start : start + len(text)] = text
    assert "".join(letters) == "KT. bộ trưởng\nthứ trưởng\nKết quả\n- Lưu: VT.\n"
