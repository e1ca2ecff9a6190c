"""OpenDocument and RTF files through LibreOffice: headings, tables, notes, headers and footers arrive."""

import io
import zipfile

import pytest

from trichluc import Report
from trichluc.document import analyse, installed_rules
from trichluc.read import read_bytes

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("fo", "xsl-fo-compatible")
    ]
)  # fmt: skip
KIND = "application/vnd.oasis.opendocument.text"
NOTE = (
    '<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    "<text:note-body><text:p>Kế hoạch số 12/KH-SNV ngày 15/01/2025.</text:p></text:note-body></text:note>"
)
ROWS = [("Đơn vị", "Số hồ sơ", "Tỷ lệ"), ("Sở Nội vụ", "1.250", "95%"), ("Sở Tài chính", "830", "92%")]
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def cell(text: str) -> str:
    return f'<table:table-cell table:style-name="C"><text:p>{text}</text:p></table:table-cell>'


def table() -> str:
    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in ROWS)
    return f'<table:table><table:table-column table:number-columns-repeated="3"/>{rows}</table:table>'


def odt() -> bytes:
    ruled = (
        '<office:automatic-styles><style:style style:name="C" style:family="table-cell">'
        '<style:table-cell-properties fo:border="0.5pt solid #000000"/></style:style></office:automatic-styles>'
    )
    body = (
        '<text:h text:outline-level="1">I. KẾT QUẢ ĐẠT ĐƯỢC</text:h>'
        f"<text:p>Thực hiện kế hoạch năm 2025{NOTE} của Sở Nội vụ, các đơn vị đã tiếp nhận 2.080 hồ sơ.</text:p>"
        f'{table()}<text:h text:outline-level="1">II. KHÓ KHĂN, HẠN CHẾ</text:h><text:p>Kinh phí còn hạn hẹp.</text:p>'
    )
    content = (
        f'<office:document-content {NAMESPACES} office:version="1.2">{ruled}'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    styles = (
        f'<office:document-styles {NAMESPACES} office:version="1.2"><office:automatic-styles>'
        '<style:page-layout style:name="L"><style:header-style/><style:footer-style/></style:page-layout>'
        '</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" '
        'style:page-layout-name="L"><style:header><text:p>Mẫu số 05</text:p></style:header><style:footer><text:p>Trang '
        '<text:page-number text:select-page="current">1</text:page-number></text:p></style:footer></style:master-page>'
        "</office:master-styles></office:document-styles>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", KIND)
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", styles)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return stream.getvalue()


@pytest.fixture(scope="module")
def report() -> Report:
    rules = installed_rules()
    return analyse(read_bytes(odt(), "bao-cao.odt", rules.read), rules)


@pytest.mark.tool("soffice")
def test_headings_open_sections(report) -> None:
    assert [(s.marker, s.title) for s in report.sections] == [
        ("I", "KẾT QUẢ ĐẠT ĐƯỢC"),
        ("II", "KHÓ KHĂN, HẠN CHẾ"),
    ]
    assert report.document.media_type == KIND


@pytest.mark.tool("soffice")
def test_tables_keep_their_cells(report) -> None:
    (found,) = report.tables
    assert (found.n_rows, found.n_cols) == (3, 3)
    assert [c.text for c in report.table_cells] == [text for row in ROWS for text in row]


@pytest.mark.tool("soffice")
def test_notes_keep_their_mark(report) -> None:
    (note,) = report.footnotes
    assert note.text == "Kế hoạch số 12/KH-SNV ngày 15/01/2025."
    assert report.text[: note.ref_start].endswith("kế hoạch năm 2025")


@pytest.mark.tool("soffice")
def test_headers_and_footers_stand_beside_the_text(report) -> None:
    beside = [(b.kind, b.printed) for b in report.blocks if b.char_start == b.char_end]
    assert beside == [("running_head", "Mẫu số 05"), ("page_number", "Trang 1")]
    assert "Mẫu số 05" not in report.text


@pytest.mark.tool("soffice")
def test_the_header_of_an_rtf_file() -> None:
    rtf = (
        rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}{\header\pard M\u7851?u MTB-10\par}"
        rb"\pard B\u225?o c\u225?o s\u7889? 12/BC-SNV\par}"
    )
    source = read_bytes(rtf, "mau.rtf", installed_rules().read)
    assert [(margin.foot, margin.printed) for margin in source.margins] == [(False, ("Mẫu MTB-10",))]
