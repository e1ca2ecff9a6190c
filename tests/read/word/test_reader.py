"""Word files: what their styles, numbering, notes and frames mean."""

import io
import shutil
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.read.word.wordxml import RULES, deleted, paragraph, read, read_xml, run, texts
from trichluc.errors import DamagedFile, LimitExceeded, MissingTool
from trichluc.read.word.convert import convert_to_docx
from trichluc.read.word.flow import place_deletion
from trichluc.read.word.numbering import write_number
from trichluc.read.word.reader import read_docx
from trichluc.source import FlowDeletion, FlowMark, FlowParagraph, FlowStruck, FlowTable


def test_paragraphs_with_weight_alignment_and_line_breaks() -> None:
    document = docx.Document()
    lead = document.add_paragraph()
    lead.add_run("1. Kết quả:").bold = True
    lead.add_run(" đã xử lý 1.250 hồ sơ")
    title = document.add_paragraph("BÁO CÁO\nKết quả công tác quý I")
    title.alignment = 1
    source = read(document)
    assert source.flow == (
        FlowParagraph("1. Kết quả: đã xử lý 1.250 hồ sơ", bold_until=11),
        FlowParagraph("BÁO CÁO", align="center"),
        FlowParagraph("Kết quả công tác quý I", align="center"),
    )


def test_numbers_that_word_generates() -> None:
    document = docx.Document()
    for text in ("Kết quả", "Khó khăn"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Thiếu kinh phí", style="List Bullet")
    assert [(p.numbering, p.text) for p in read(document).flow] == [
        ("1.", "Kết quả"),
        ("2.", "Khó khăn"),
        ("•", "Thiếu kinh phí"),
    ]


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [(4, "upperRoman", "IV"), (9, "lowerRoman", "ix"), (3, "lowerLetter", "c"), (28, "upperLetter", "BB"),
     (7, "decimalZero", "07"), (12, "decimal", "12"), (5, "none", "")],
)  # fmt: skip
def test_number_formats(number, form, written) -> None:
    assert write_number(number, form) == written


def test_tables_keep_their_spans_and_frames_become_columns() -> None:
    document = docx.Document()
    frame = document.add_table(rows=1, cols=2)
    frame.cell(0, 0).text, frame.cell(0, 1).text = "SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Nội dung"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Hồ sơ"
    flow = read(document).flow
    assert [(p.text, p.column) for p in flow if isinstance(p, FlowParagraph)] == [
        ("SỞ NỘI VỤ", 1),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 2),
    ]
    cells = {(c.row, c.col): c for t in flow if isinstance(t, FlowTable) for c in t.cells}
    assert (cells[0, 0].text, cells[0, 0].col_span, cells[0, 0].row_span) == ("Nội dung", 2, 1)
    assert (cells[1, 0].text, cells[1, 0].col_span, cells[1, 0].row_span) == ("Hồ sơ", 1, 2)
    assert set(cells) == {(0, 0), (0, 2), (1, 0), (1, 1), (1, 2), (2, 1), (2, 2)}


def test_deleted_text_stands_beside_the_text() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Tổng số ")
    deletion = parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>25</w:delText></w:r></w:del>")
    paragraph._p.append(deletion)
    paragraph.add_run("30 hồ sơ")
    assert read(document).flow == (FlowParagraph("Tổng số 30 hồ sơ", deletions=(FlowDeletion(8, "25"),)),)


def test_footnotes_leave_the_sentence_and_keep_their_place() -> None:
    data = with_footnote("Thực hiện kế hoạch năm 2025", " của Sở", "Kế hoạch số 12/KH-SNV.")
    source = read_docx(data, "chu.docx", RULES)
    assert source.flow == (FlowParagraph("Thực hiện kế hoạch năm 2025 của Sở", marks=(FlowMark(27, "1"),)),)
    assert [(note.marker, note.text) for note in source.notes] == [("1", "Kế hoạch số 12/KH-SNV.")]


def with_footnote(before: str, after: str, note: str) -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph(before)
    run = paragraph.add_run()
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "1")
    run._r.append(reference)
    paragraph.add_run(after)
    stream = io.BytesIO()
    document.save(stream)
    return add_notes_part(stream.getvalue(), note)


def add_notes_part(data: bytes, note: str) -> bytes:
    body = f'<w:footnote w:id="1"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>'
    notes = f"<w:footnotes {nsdecls('w')}>{body}</w:footnotes>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/_rels/document.xml.rels":
                part = part.replace(
                    b"</Relationships>",
                    f'<Relationship Id="rIdN" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode(),
                )
            if name == "[Content_Types].xml":
                override = f'<Override PartName="/word/footnotes.xml" ContentType="{content}"/></Types>'
                part = part.replace(b"</Types>", override.encode())
            new.writestr(name, part)
        new.writestr("word/footnotes.xml", notes)
    return out.getvalue()


def test_a_legacy_font_given_by_the_default_style() -> None:
    document = docx.Document()
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph("C¨n cø QuyÕt ®Þnh sè 12 cña Bé tr­ëng Bé Tµi chÝnh")
    source = read(document)
    assert source.charset == "tcvn3"
    assert source.flow[0].text == "Căn cứ Quyết định số 12 của Bộ trưởng Bộ Tài chính"


def test_soft_hyphens_of_legacy_fonts_are_letters() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("Thñ t", None, "íng ChÝnh phñ giao Bé tr", None, "ëng"):
        run = paragraph.add_run(piece or "")
        run.font.name = ".VnTime"
        if piece is None:
            run._r.append(OxmlElement("w:softHyphen"))
    assert read(document).flow[0].text == "Thủ tướng Chính phủ giao Bộ trưởng"


def test_a_zip_bomb_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 30_000_000)
    with pytest.raises(LimitExceeded, match="unpacks to"):
        read_docx(stream.getvalue(), "bom.docx", RULES)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"not a zip"])
def test_broken_files_are_named(data) -> None:
    with pytest.raises(DamagedFile, match=r"hong\.docx"):
        read_docx(data, "hong.docx", RULES)


def test_external_entities_are_refused(tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("BI MAT")
    stream = io.BytesIO()
    docx.Document().save(stream)
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = (
                    f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
                    f"<w:document {nsdecls('w')}><w:body><w:p><w:r>"
                    "<w:t>A &x;</w:t></w:r></w:p></w:body></w:document>"
                ).encode()
            new.writestr(name, part)
    with pytest.raises(DamagedFile, match="declares entities"):
        read_docx(out.getvalue(), "xxe.docx", RULES)


@pytest.mark.tool("soffice")
def test_rtf_goes_through_libreoffice() -> None:
    rtf = rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}\f0 B\u225?o c\u225?o s\u7889? 12/BC-SNV\par}"
    source = read_docx(convert_to_docx(rtf, "thu.rtf", ".rtf"), "thu.rtf", RULES)
    assert [p.text for p in source.flow] == ["Báo cáo số 12/BC-SNV"]


def test_a_missing_libreoffice_is_said(monkeypatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(MissingTool, match="LibreOffice"):
        convert_to_docx(b"x", "cu.doc", ".doc")


def test_tracked_changes_leave_the_text_as_last_changed_and_are_told() -> None:
    source = read_xml(
        paragraph(
            run("Tổng số "),
            "<w:del><w:r><w:delText>25 hồ sơ</w:delText></w:r></w:del>",
            f"<w:ins>{run('30 hồ sơ')}</w:ins>",
            f"<w:moveFrom>{run(' (cũ)')}</w:moveFrom>",
            f"<w:moveTo>{run(' (mới)')}</w:moveTo>",
        ),
        f"<w:moveTo>{paragraph(run('Đoạn được chuyển đến'))}</w:moveTo>",
    )
    assert texts(source) == ["Tổng số 30 hồ sơ (mới)", "Đoạn được chuyển đến"]
    assert [(p.error, p.outcome) for p in source.problems] == [("TrackedDeletions", "noted")]
    assert "2 deleted passages (12 characters)" in source.problems[0].message
    assert source.flow[0].deletions == (FlowDeletion(8, "25 hồ sơ"), FlowDeletion(16, " (cũ)"))


@pytest.mark.parametrize(
    ("before", "deleted", "after", "printed"),
    [
        ("Tổng số ", "25 ", "30 hồ sơ", "Tổng số 25 30 hồ sơ"),
        ("Tổng số", " 25", " hồ sơ", "Tổng số 25 hồ sơ"),
        ("Tổng số ", " 25 ", " hồ sơ", "Tổng số 25 hồ sơ"),
        ("Tổng số 3", "5", "0 hồ sơ", "Tổng số 350 hồ sơ"),
        ("", "Song", " nghịch lý", "Song nghịch lý"),
        (" ", "Song ", "nghịch lý", "Song nghịch lý"),
        ("đã giải quyết ", "xong ", "", "đã giải quyết xong"),
        ("đã giải quyết", ".", "", "đã giải quyết."),
        ("Tổng", " ", "số", "Tổng số"),
        ("Tổng ", " ", "số", "Tổng số"),
        ("so", "\u0301", " hồ sơ", "so hồ sơ"),
        ("số", "\u00ad", " hồ sơ", "số hồ sơ"),
    ],
)
def test_deletions_bring_the_blanks_that_the_text_lacks(before, deleted, after, printed) -> None:
    text = before + after
    folded = " ".join(text.split())
    deletion = place_deletion(text, folded, len(before), deleted)
    assert folded[: deletion.offset] + deletion.text + folded[deletion.offset :] == printed


def test_deletions_of_paragraphs_cells_and_line_breaks() -> None:
    borders = '<w:tblPr><w:tblBorders><w:insideH w:val="single"/></w:tblBorders></w:tblPr>'
    cells = "".join(f"<w:tc>{paragraph(*parts)}</w:tc>" for parts in ([run("30"), deleted(" hồ sơ")], [deleted("25")]))
    break_ = "<w:r><w:br/></w:r>"
    source = read_xml(
        paragraph(deleted("Đoạn thứ nhất")),
        paragraph('<w:pPr><w:jc w:val="center"/></w:pPr>', run("BÁO CÁO"), break_, deleted("Tình hình"), break_),
        f"<w:tbl>{borders}<w:tr>{cells}</w:tr></w:tbl>",
        f"<w:moveFrom>{paragraph(run('Đoạn thứ hai'))}</w:moveFrom>",
        paragraph(run("Hết")),
        paragraph(deleted("Đoạn thứ ba")),
    )
    heading, table, end = source.flow
    assert (heading.text, end.text) == ("BÁO CÁO", "Hết")
    assert [(c.text, c.deletions) for c in table.cells] == [
        ("30", (FlowDeletion(2, " hồ sơ"),)),
        ("", (FlowDeletion(0, "25"),)),
    ]
    assert source.struck == (
        FlowStruck(0, "Đoạn thứ nhất"),
        FlowStruck(1, "Tình hình"),
        FlowStruck(2, "Đoạn thứ hai"),
        FlowStruck(3, "Đoạn thứ ba"),
    )


def test_a_deletion_in_a_legacy_font_is_decoded_and_has_no_say_in_the_text() -> None:
    font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    whole = [run("Uû ban nh©n d©n tØnh ®· xem xÐt, gi¶i quyÕt ", font), run("30 hå s¬ ®Ò nghÞ", font)]
    (found,) = read_xml(paragraph(whole[0], deleted("®¬n th− tån ®äng vµ ", font), whole[1])).flow
    (clean,) = read_xml(paragraph(*whole)).flow
    assert replace(found, deletions=()) == clean
    assert [d.text for d in found.deletions] == ["đơn thư tồn đọng và "]


def test_fields_show_their_results_and_not_their_codes() -> None:
    def field(code: str, result: str) -> str:
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    source = read_xml(
        paragraph(run("Tổng cộng: "), field("=SUM(ABOVE)", "1.250"), run(" hồ sơ")),
        paragraph(f'<w:fldSimple w:instr="REF so_hieu">{run("12/BC-SNV")}</w:fldSimple>'),
    )
    assert texts(source) == ["Tổng cộng: 1.250 hồ sơ", "12/BC-SNV"]


def test_signs_hyphens_links_and_formulas() -> None:
    source = read_xml(
        paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', run(" Đạt")),
        paragraph('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', run(" 95%")),
        paragraph(run("Số 12/KH"), "<w:r><w:noBreakHyphen/></w:r>", run("UBND")),
        paragraph(run("kế"), "<w:r><w:softHyphen/></w:r>", run(" hoạch")),
        paragraph(f"<w:hyperlink>{run('congbao.chinhphu.vn')}</w:hyperlink>", run("; "), "<w:r><w:cr/></w:r>"),
        paragraph(run("Tỷ lệ K = "), "<m:oMath><m:r><m:t>a/b</m:t></m:r></m:oMath>"),
        paragraph(run("ẩn", "<w:vanish/>"), run("hiện")),
        paragraph(run("Sở Nội vụ", "<w:caps/>")),
    )
    assert texts(source) == [
        "☑ Đạt", "≥ 95%", "Số 12/KH-UBND", "kế hoạch", "congbao.chinhphu.vn;", "Tỷ lệ K = a/b", "hiện", "SỞ NỘI VỤ",
    ]  # fmt: skip


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('Mẫu số 01'))}</w:txbxContent>"
    alternatives = (
        f"<mc:AlternateContent><mc:Choice><w:pict>{box}</w:pict></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    source = read_xml(paragraph(f"<w:r>{alternatives}</w:r>", run("Kính gửi: Sở Nội vụ")))
    assert texts(source) == ["Mẫu số 01", "Kính gửi: Sở Nội vụ"]


def test_what_a_merged_cell_hides_is_kept() -> None:
    def cell(text: str, merge: str = "") -> str:
        return f"<w:tc><w:tcPr>{merge}</w:tcPr>{paragraph(run(text))}</w:tc>"

    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        cell("Người nhận", begins) + cell("Số tiền"),
        cell("ký nhận", goes_on) + cell("(đồng)"),
        cell("A") + cell("5"),
    )
    borders = '<w:tblBorders><w:insideH w:val="single"/></w:tblBorders>'
    source = read_xml(
        f"<w:tbl><w:tblPr>{borders}</w:tblPr>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>", paragraph()
    )
    table = source.flow[0]
    assert isinstance(table, FlowTable)
    assert [(c.text, c.row, c.col, c.row_span) for c in table.cells[:3]] == [
        ("Người nhận\nký nhận", 0, 0, 2), ("Số tiền", 0, 1, 1), ("(đồng)", 1, 1, 1),
    ]  # fmt: skip


def test_comments_and_headers_are_not_text() -> None:
    document = docx.Document()
    document.add_paragraph("Kết quả công tác")
    document.sections[0].header.paragraphs[0].text = "Dự thảo lần 2"
    document.sections[0].footer.paragraphs[0].text = "Trang 1"
    document.add_comment(document.paragraphs[0].runs, text="Xem lại số liệu", author="A", initials="A")
    assert texts(read(document)) == ["Kết quả công tác"]
