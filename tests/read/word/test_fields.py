"""Fields, forms, content controls, notes and equations of Word files."""

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.read.word.wordxml import paragraph, read_with_notes, read_xml, run, texts
from trichluc.read.word.formulas import in_line
from trichluc.source import FlowMark, FlowTable


def char(kind: str, data: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{data}</w:fldChar></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def field(instruction: str, result: str) -> str:
    return f"{char('begin')}{instruction}{char('separate')}{run(result)}{char('end')}"


def test_a_field_in_the_code_of_another_is_not_shown() -> None:
    inner = field(code("MERGEFIELD gioi_tinh"), "Nam")
    source = read_xml(
        paragraph(run("Kính gửi "), field(code("IF ") + inner + code(' = "Nam" "Ông" "Bà"'), "Ông"), run(" Trần Văn A"))
    )
    assert texts(source) == ["Kính gửi Ông Trần Văn A"]


def test_a_field_that_is_never_closed_hides_nothing() -> None:
    assert texts(read_xml(paragraph(run("Tổng số "), char("begin"), code("PAGE"), run("1.250 hồ sơ")))) == [
        "Tổng số 1.250 hồ sơ"
    ]


def test_a_table_of_contents_over_several_paragraphs_keeps_its_words() -> None:
    source = read_xml(
        paragraph(char("begin"), code("TOC"), char("separate"), run("I. Kết quả")),
        paragraph(run("II. Nhiệm vụ")),
        paragraph(char("end"), run("I. Kết quả")),
    )
    assert texts(source) == ["I. Kết quả", "II. Nhiệm vụ", "I. Kết quả"]


def test_what_forms_hold_is_shown() -> None:
    entries = "".join(f'<w:listEntry w:val="{text}"/>' for text in ("Hà Nam", "Nam Định", "Thái Bình"))
    chosen = f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>'
    first = f"<w:ffData><w:ddList>{entries}</w:ddList></w:ffData>"
    text = '<w:ffData><w:textInput><w:default w:val="họ tên"/></w:textInput></w:ffData>'

    def box(state: str) -> str:
        return char("begin", f"<w:ffData><w:checkBox>{state}</w:checkBox></w:ffData>") + code("FORMCHECKBOX")

    source = read_xml(
        paragraph(run("Tỉnh: "), char("begin", chosen), code("FORMDROPDOWN"), char("end")),
        paragraph(run("Tỉnh: "), char("begin", first), code("FORMDROPDOWN"), char("end")),
        paragraph(run("Tên: "), char("begin", text), code("FORMTEXT"), char("separate"), run("họ tên"), char("end")),
        paragraph(box('<w:default w:val="1"/>'), char("end"), run(" Đạt")),
        paragraph(box('<w:default w:val="1"/><w:checked w:val="0"/>'), char("end"), run(" Không đạt")),
    )
    assert texts(source) == ["Tỉnh: Nam Định", "Tỉnh: Hà Nam", "Tên: họ tên", "☒ Đạt", "☐ Không đạt"]


def test_content_controls_around_everything() -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    cell = f"<w:tc>{control(paragraph(run('Hồ sơ')))}</w:tc>"
    borders = '<w:tblPr><w:tblBorders><w:insideH w:val="single"/></w:tblBorders></w:tblPr>'
    rows = control(f"<w:tr>{control(cell)}<w:tc>{paragraph(run('30'))}</w:tc></w:tr>") * 2
    source = read_xml(
        control(paragraph(run("Kết quả"))),
        paragraph(run("Sở "), control(run("Nội vụ"))),
        control(f"<w:tbl>{borders}{rows}</w:tbl>"),
    )
    assert texts(source)[:2] == ["Kết quả", "Sở Nội vụ"]
    (table,) = (item for item in source.flow if isinstance(item, FlowTable))
    assert [(c.row, c.col, c.text) for c in table.cells] == [
        (0, 0, "Hồ sơ"), (0, 1, "30"), (1, 0, "Hồ sơ"), (1, 1, "30"),
    ]  # fmt: skip


def test_shapes_in_groups_are_read_once_wherever_they_stand() -> None:
    def shape(text: str) -> str:
        return f"<wps:wsp><wps:txbx><w:txbxContent>{paragraph(run(text))}</w:txbxContent></wps:txbx></wps:wsp>"

    inner = f"<wpg:grpSp>{shape('Phòng Tổ chức')}{shape('Văn phòng')}</wpg:grpSp>"
    group = f"<wpg:wgp>{shape('Sở Nội vụ')}{inner}</wpg:wgp>"
    box = f"<v:textbox><w:txbxContent>{paragraph(run('Thanh tra'))}</w:txbxContent></v:textbox>"
    legacy = f"<v:group><v:shape>{box}</v:shape></v:group>"
    source = read_xml(
        paragraph(
            f"<w:r><mc:AlternateContent><mc:Choice Requires='wpg'><w:drawing>{group}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{group}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            f"<w:r><w:pict>{legacy}</w:pict></w:r>",
            run("Sơ đồ tổ chức"),
        )
    )
    assert texts(source) == ["Sở Nội vụ", "Phòng Tổ chức", "Văn phòng", "Thanh tra", "Sơ đồ tổ chức"]


def reference(kind: str, identity: int, own: str = "") -> str:
    follows = ' w:customMarkFollows="1"' if own else ""
    written = f"<w:t>{own}</w:t>" if own else ""
    return f'<w:r><w:{kind}Reference{follows} w:id="{identity}"/>{written}</w:r>'


def note(kind: str, identity: int, text: str) -> str:
    return f'<w:{kind} w:id="{identity}">{paragraph(run(text))}</w:{kind}>'


def test_notes_are_marked_as_their_file_says() -> None:
    source = read_with_notes(
        paragraph(run("Kết quả"), reference("footnote", 2), run(" quý I"), reference("footnote", 3, "*"), run(" đạt")),
        paragraph(run("Chỉ tiêu"), reference("footnote", 4), run(" giao"), reference("endnote", 2)),
        footnotes="".join(note("footnote", n, t) for n, t in ((2, "Một"), (3, "* Hai"), (4, "Ba"))),
        endnotes=note("endnote", 2, "Bốn"),
    )
    assert [(p.text, p.marks) for p in source.flow[:2]] == [
        ("Kết quả quý I đạt", (FlowMark(7, "1"), FlowMark(13, "*"))),
        ("Chỉ tiêu giao", (FlowMark(8, "2"), FlowMark(13, "i"))),
    ]
    assert [(n.marker, n.text) for n in source.notes] == [("1", "Một"), ("*", "Hai"), ("2", "Ba"), ("i", "Bốn")]


def test_the_format_and_start_of_notes() -> None:
    properties = '<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/></w:footnotePr>'
    source = read_with_notes(
        paragraph(f"<w:pPr><w:sectPr>{properties}</w:sectPr></w:pPr>", run("Kết quả"), reference("footnote", 2)),
        footnotes=note("footnote", 2, "Một"),
    )
    assert [(n.marker, n.text) for n in source.notes] == [("c", "Một")]


def m(kind: str, *parts: str) -> str:
    return f"<m:{kind}>{''.join(parts)}</m:{kind}>"


def t(text: str) -> str:
    return m("r", m("t", text))


def e(*parts: str) -> str:
    return m("e", *parts)


@pytest.mark.parametrize(
    ("parts", "written"),
    [
        ([t("K="), m("f", m("num", t("a+b")), m("den", t("c")))], "K=(a+b)/c"),
        ([m("sSup", e(t("x")), m("sup", t("2"))), t("+1")], "x^2+1"),
        ([m("sSubSup", e(t("x")), m("sub", t("i")), m("sup", t("n+1")))], "x_i^(n+1)"),
        ([m("rad", m("deg"), e(t("a+b")))], "√(a+b)"),
        ([m("d", e(t("1-r"))), t("×100%")], "(1-r)×100%"),
        ([m("d", '<m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>', e(t("a")))], "[a]"),
        ([m("nary", '<m:naryPr><m:chr m:val="∑"/></m:naryPr>', m("sub", t("i=1")), m("sup", t("n")), e(t("K")))],
         "∑_(i=1)^n K"),
        ([m("func", m("fName", t("max")), e(m("d", e(t("a")))))], "max (a)"),
        ([m("m", m("mr", e(t("1")), e(t("2"))), m("mr", e(t("3")), e(t("4"))))], "1, 2; 3, 4"),
        ([m("acc", "<m:accPr/>", e(t("x")))], "x"),
    ],
)  # fmt: skip
def test_equations_in_one_line(parts, written) -> None:
    assert in_line(parse_xml(f"<m:oMath {nsdecls('m')}>{''.join(parts)}</m:oMath>")) == written
    assert texts(read_xml(paragraph(run("Tỷ lệ: "), m("oMath", *parts)))) == [f"Tỷ lệ: {written}"]
