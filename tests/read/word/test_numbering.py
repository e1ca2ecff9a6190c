"""The numbers that Word generates: levels, formats, restarts, links and fonts."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from trichluc.read.charset.charsets import load_charset_rules
from trichluc.read.word.numbering import write_number
from trichluc.read.word.reader import read_docx
from trichluc.rules import open_package

RULES = load_charset_rules(open_package())


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


INSTANCE = '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>'


def read(levels: str, *paragraphs: tuple[int, str], more: str = "", font: str = "") -> list[str]:
    """The paragraphs, each with its number, of a file with one definition of numbers and paragraphs of its levels."""
    document = docx.Document()
    for at, text in paragraphs:
        added = document.add_paragraph(text)
        if font:
            added.runs[0].font.name = font
            mark = parse_xml(f'<w:rPr {nsdecls("w")}><w:rFonts w:ascii="{font}"/></w:rPr>')
            added._p.get_or_add_pPr().append(mark)
        number = added._p.get_or_add_pPr().get_or_add_numPr()
        number.get_or_add_ilvl().val = at
        number.get_or_add_numId().val = 7
    stream = io.BytesIO()
    document.save(stream)
    numbering = (
        f"<w:numbering {nsdecls('w')}><w:abstractNum w:abstractNumId='3'>{levels}</w:abstractNum>{more}"
        f"{INSTANCE}</w:numbering>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, numbering if name == "word/numbering.xml" else old.read(name))
    flow = read_docx(out.getvalue(), "a.docx", RULES).flow
    return [f"{p.numbering or ''}|{p.text}" for p in flow]


def test_levels_with_vietnamese_words_before_them() -> None:
    levels = level(0, "upperRoman", "Chương %1") + level(1, "decimal", "Điều %2.") + level(2, "lowerLetter", "%3)")
    found = read(
        levels, (0, "Quy định chung"), (1, "Phạm vi"), (2, "cơ quan"), (2, "tổ chức"), (1, "Đối tượng"), (2, "a")
    )
    assert [line.split("|")[0] for line in found] == ["Chương I", "Điều 1.", "a)", "b)", "Điều 2.", "a)"]


def test_articles_go_on_across_chapters_where_the_file_says_so() -> None:
    levels = level(0, "upperRoman", "Chương %1") + level(1, "decimal", "Điều %2.", '<w:lvlRestart w:val="0"/>')
    found = read(levels, (0, "Một"), (1, "Một"), (1, "Hai"), (0, "Hai"), (1, "Ba"))
    assert [line.split("|")[0] for line in found] == ["Chương I", "Điều 1.", "Điều 2.", "Chương II", "Điều 3."]


def test_legal_numbers_are_arabic_throughout() -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2.", "<w:isLgl/>")
    assert read(levels, (0, "Kết quả"), (1, "Thu"), (1, "Chi")) == ["I.|Kết quả", "1.1.|Thu", "1.2.|Chi"]


def test_a_number_that_no_blank_follows_is_text() -> None:
    texts = (". Phạm vi điều chỉnh", "", "Phạm vi")
    found = read(level(0, "decimal", "Điều %1", '<w:suff w:val="nothing"/>'), *((0, text) for text in texts))
    assert found == ["|Điều 1. Phạm vi điều chỉnh", "Điều 3|Phạm vi"]


def test_a_definition_may_stand_in_a_style() -> None:
    linked = (
        f'<w:abstractNum w:abstractNumId="4"><w:styleLink w:val="Muc"/>{level(0, "decimal", "Mục %1.")}</w:abstractNum>'
    )
    assert read('<w:numStyleLink w:val="Muc"/>', (0, "Thu"), (0, "Chi"), more=linked) == ["Mục 1.|Thu", "Mục 2.|Chi"]


@pytest.mark.parametrize("where", ["level", "paragraph"])
def test_the_words_of_a_number_are_decoded_with_its_font(where) -> None:
    own = '<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr>' if where == "level" else ""
    levels = level(0, "upperRoman", "Ch\u00ad¬ng %1.") + level(1, "decimal", "§iÒu %2.")
    definition = levels.replace("</w:lvl>", f"{own}</w:lvl>")
    found = read(definition, (0, "Nh÷ng quy ®Þnh chung"), (1, "§èi t\u00adîng ¸p dông"), font=".VnTime")
    assert found == ["Chương I.|Những quy định chung", "Điều 1.|Đối tượng áp dụng"]


def test_signs_of_lists_are_shown_as_their_font_has_them() -> None:
    levels = ""
    for at, (code, font) in enumerate((("\uf0b7", "Symbol"), ("\uf0fe", "Wingdings"), ("-", "A"), ("\uf0f9", "B"))):
        look = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
        levels += level(at, "bullet", code).replace("</w:lvl>", f"{look}</w:lvl>")
    assert read(levels, *((at, "Mục") for at in range(4))) == ["•|Mục", "☑|Mục", "-|Mục", "•|Mục"]


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [(3, "decimalEnclosedCircle", "③"), (21, "decimalEnclosedCircle", "21"), (2, "numberInDash", "- 2 -"),
     (5, "vietnameseCounting", "năm"), (10, "vietnameseCounting", "mười"), (15, "vietnameseCounting", "mười lăm"),
     (21, "vietnameseCounting", "hai mươi mốt"), (34, "vietnameseCounting", "ba mươi bốn"),
     (55, "vietnameseCounting", "năm mươi lăm"), (100, "vietnameseCounting", "100")],
)  # fmt: skip
def test_rare_formats(number, form, written) -> None:
    assert write_number(number, form) == written
