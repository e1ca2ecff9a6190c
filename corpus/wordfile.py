"""Write a source as a Word file, in Unicode or in the codes and fonts of TCVN3 and VNI."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from corpus.charsets import look_alike, runs
from corpus.gold import header_texts
from corpus.markup import BREAK, Block, Cell, Mark, Node, Source, Styled, inline, printed

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
EPOCH = (2000, 1, 1, 0, 0, 0)
"""Time stamp of the archive's members, so that the bytes are always the same."""
FONTS = {
    "unicode": ("Times New Roman", "Times New Roman"),
    "tcvn3": (".VnTime", ".VnTimeH"),
    "vni": ("VNI-Times", "VNI-Times"),
}
PACKAGE = {
    "[Content_Types].xml": HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/footnotes.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>',
    "_rels/.rels": HEAD
    + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": HEAD
    + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" '
    'Target="footnotes.xml"/></Relationships>',
}


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes runs of text in one encoding."""

    charset: str

    def run(self, text: str, *, bold: bool = False, italic: bool = False) -> str:
        if self.charset == "unicode":
            return self._run(text, FONTS["unicode"][0], bold, italic)
        normal, capitals = FONTS[self.charset]
        pieces = runs(text, self.charset)
        return "".join(self._run(look_alike(codes), capitals if h else normal, bold, italic) for h, codes in pieces)

    def _run(self, text: str, font: str, bold: bool, italic: bool) -> str:
        if not text:
            return ""
        name = quoteattr(font)
        look = f"<w:rFonts w:ascii={name} w:hAnsi={name} w:cs={name}/>" + "<w:b/>" * bold + "<w:i/>" * italic
        # A soft hyphen inside w:t is the letter ư of TCVN3: Word files of the time hold it as a character.
        return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'

    def nodes(self, nodes: Iterable[Node], *, bold: bool = False, italic: bool = False) -> str:
        parts = []
        for node in nodes:
            if isinstance(node, str):
                parts.append(self.run(printed(node.replace(BREAK, "")), bold=bold, italic=italic))
            elif isinstance(node, Mark):
                parts.append(
                    '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                    f'<w:footnoteReference w:id="{node.name}"/></w:r>'
                )
            elif isinstance(node, Styled):
                strong, slanted = node.style == "bold", node.style == "italic"
                parts.append(self.nodes(node.nodes, bold=bold or strong, italic=italic or slanted))
            else:
                parts.append(self.nodes(node.nodes, bold=bold, italic=italic))
        return "".join(parts)

    def lines(self, lines: Iterable[str], align: str) -> str:
        """Paragraphs of a letterhead or signature; rules are left out."""
        kept = [line for line in lines if not line.startswith("--")]
        return "".join(_paragraph(self.nodes(inline(line)), align=align, indent=False) for line in kept)


def word_file(source: Source, charset: str) -> bytes:
    """The report as .docx."""
    writer = Writer(charset)
    body = _letterhead(writer, source) + "".join(_block(writer, source, block) for block in source.blocks)
    if not any(block.kind == "signature" for block in source.blocks):
        body += _signature(writer, source)
    document = f"{HEAD}<w:document {W} {R}><w:body>{body}<w:sectPr/></w:body></w:document>"
    members = PACKAGE | {"word/document.xml": document, "word/footnotes.xml": _footnotes(writer, source)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _paragraph(content: str, *, align: str = "both", indent: bool = True) -> str:
    first = '<w:ind w:firstLine="720"/>' if indent else ""
    return f'<w:p><w:pPr>{first}<w:jc w:val="{align}"/></w:pPr>{content}</w:p>'


def _letterhead(writer: Writer, source: Source) -> str:
    front = source.front
    texts = header_texts(source)
    subject = texts[1 : 1 + len(front.get("subject", []))]
    letter = front.get("form") == "letter"
    left = writer.lines([*front["left"], front["number_line"]], "center")
    if letter:
        left += "".join(_paragraph(writer.nodes(line), align="center", indent=False) for line in subject)
    left += writer.lines(front.get("below_number", []), "center")
    right = writer.lines(front["right"], "center")
    right += _paragraph(writer.nodes(texts[0], italic=True), align="center", indent=False)
    body = _row_table(left, right)
    if not letter:
        body += _paragraph(writer.run(front["heading"], bold=True), align="center", indent=False)
        body += "".join(_paragraph(writer.nodes(s, bold=True), align="center", indent=False) for s in subject)
    to = front.get("to", [])
    if len(to) == 1:
        return body + _paragraph(writer.run(f"Kính gửi: {to[0]}"), align="center", indent=False)
    lines = ["Kính gửi:", *(f"- {name}" for name in to)] if to else []
    return body + "".join(_paragraph(writer.run(line), align="left") for line in lines)


def _row_table(left: str, right: str) -> str:
    """Two cells without borders."""
    empty = _paragraph("", indent=False)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="4600" w:type="dxa"/></w:tcPr>{c or empty}</w:tc>' for c in (left, right)
    )
    return f'<w:tbl><w:tblPr><w:tblW w:w="9200" w:type="dxa"/></w:tblPr><w:tr>{cells}</w:tr></w:tbl>'


def _block(writer: Writer, source: Source, block: Block) -> str:
    match block.kind:
        case "heading":
            return _heading(writer, block)
        case "paragraph":
            return _text(writer, block)
        case "table":
            return _table(writer, block)
        case "annex" | "page":
            return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        case "signature":
            return _signature(writer, source)
        case _:
            return ""


def _heading(writer: Writer, block: Block) -> str:
    bold = block.title is not None
    marker = writer.run(block.marker, bold=bold)
    if block.own_line:
        title = _paragraph(writer.nodes(block.title or (), bold=True), align="center", indent=False)
        return _paragraph(marker, align="center", indent=False) + title
    gap = writer.run(" ")
    title = gap + writer.nodes(block.title, bold=True) if block.title else ""
    body = gap + writer.nodes(block.nodes) if block.nodes else ""
    return _paragraph(marker + title + body)


def _text(writer: Writer, block: Block) -> str:
    style = block.style
    if style in ("-", "+", "*"):
        return _paragraph(writer.run(f"{style} ") + writer.nodes(block.nodes))
    align = {"c": "center", "r": "right"}.get(style[:1], "both")
    content = writer.nodes(block.nodes, bold="b" in style, italic="i" in style or style == "r")
    return _paragraph(content, align=align, indent=align == "both" and style != "n")


def _table(writer: Writer, block: Block) -> str:
    place = {(c.row, c.col): c for c in block.cells}
    covered = {(c.row + r, c.col): c for c in block.cells for r in range(1, c.row_span)}
    rows = []
    for row in range(block.n_rows):
        cells, col = [], 0
        while col < block.n_cols:
            cell = place.get((row, col)) or covered[row, col]
            cells.append(_cell(writer, cell, starts=(row, col) in place))
            col += cell.col_span
        rows.append("<w:tr>" + "".join(cells) + "</w:tr>")
    sides = ("top", "left", "bottom", "right", "insideH", "insideV") if block.style == "ruled" else ()
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in sides)
    grid = "<w:gridCol/>" * block.n_cols
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>{_paragraph('', indent=False)}"
    )


def _cell(writer: Writer, cell: Cell, *, starts: bool) -> str:
    look = f'<w:gridSpan w:val="{cell.col_span}"/>' if cell.col_span > 1 else ""
    if cell.row_span > 1:
        look += '<w:vMerge w:val="restart"/>' if starts else "<w:vMerge/>"
    content = writer.nodes(cell.nodes) if starts else ""
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{_paragraph(content, align='left', indent=False)}</w:tc>"


def _signature(writer: Writer, source: Source) -> str:
    signature = source.front.get("signature")
    if not signature:
        return ""
    items = signature.get("recipients", [])
    left = ["Nơi nhận:", *(f"- {item}" for item in items)] if items else []
    heads = signature.get("authority_lines", [signature["authority"]] if signature.get("authority") else [])
    right = [*(f"**{line}**" for line in [*heads, signature["title"]]), "", "", f"**{signature.get('signer', '')}**"]
    return _row_table(writer.lines(left, "left"), writer.lines([line for line in right if line != "****"], "center"))


def _footnotes(writer: Writer, source: Source) -> str:
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    notes = []
    for name, nodes in source.footnotes.items():
        text = _paragraph(mark + writer.run(" ") + writer.nodes(nodes), indent=False)
        notes.append(f'<w:footnote w:id="{name}">{text}</w:footnote>')
    return f"{HEAD}<w:footnotes {W}>{''.join(notes)}</w:footnotes>"
