"""Write a source as a typst document, render it, and ask on which page each annotation was printed."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import typst

from corpus.fonts import folders
from corpus.gold import Pages, dates, header_texts
from corpus.markup import BREAK, Block, Mark, Node, Source, Styled, Tag, inline, printed

TEMPLATE = Path(__file__).parent / "template.typ"
BULLETS = ("-", "+", "*")
HEADING_STYLES = {
    "bold": 'text(weight: "bold", {})',
    "bolditalic": 'text(weight: "bold", style: "italic", {})',
    "italic": 'text(style: "italic", {})',
    "plain": "{}",
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A report's PDF and the page of each of its annotations."""

    pdf: bytes
    pages: Pages
    n_pages: int


def render(source: Source) -> Rendered:
    """Compile a source. The bytes depend on the source, the typst version and the fonts only."""
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder) / "main.typ"
        main.write_text(TEMPLATE.read_text(encoding="utf-8") + document(source), encoding="utf-8")
        fonts = [str(path) for path in folders()]
        pdf = typst.compile(str(main), font_paths=fonts, ignore_system_fonts=True, pdf_tags=False)
        answer = typst.query(str(main), "<m>", field="value", font_paths=fonts, ignore_system_fonts=True)
    pages = json.loads(answer) if isinstance(answer, str) else answer
    first: Pages = {}
    for key, page in pages:
        first.setdefault(key, page)
    return Rendered(pdf, first, len(pypdfium2.PdfDocument(pdf)))


def string(text: str) -> str:
    """A typst string literal."""
    return json.dumps(text, ensure_ascii=False)


class Typesetter:
    """Turns nodes and blocks into typst code, with a page mark inside every annotated stretch."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.layout: dict[str, Any] = source.front.get("layout", {})

    def nodes(self, place: str, nodes: Iterable[Node]) -> str:
        """Content in brackets; `place` is the key of the stretch, the same that the gold file is built with."""
        counter = iter(range(10**6))
        return "[" + "".join(self._node(place, node, counter) for node in nodes) + "]"

    def _node(self, place: str, node: Node, counter: Any) -> str:
        if isinstance(node, str):
            return _text(node)
        if isinstance(node, Mark):
            key = f"{place}.{next(counter)}"
            note = self.nodes(f"f{node.name}", self.source.footnotes[node.name])
            return f"#m({string(key)})#footnote[#m({string(f'f{node.name}s')})#{note}]"
        if isinstance(node, Styled):
            inner = "".join(self._node(place, n, counter) for n in node.nodes)
            code = "#strong[{}]" if node.style == "bold" else "#emph[{}]"
            return code.format(inner)
        return self._tag(place, node, counter)

    def _tag(self, place: str, tag: Tag, counter: Any) -> str:
        mark = f"#m({string(f'{place}.{next(counter)}')})"
        first, *rest = tag.nodes
        if not isinstance(first, str) or not printed(first):
            return mark + "".join(self._node(place, n, counter) for n in tag.nodes)
        # The mark stands after the first letter, so that it cannot end up on the page before.
        head = printed(first)
        after = first[first.index(head[0]) + 1 :]
        return _text(head[0]) + mark + _text(after) + "".join(self._node(place, n, counter) for n in rest)

    def block(self, n: int, block: Block) -> str:
        handler = getattr(self, f"_{block.kind.replace('/', 'end_')}")
        code: str = handler(n, block)
        return code

    def _paragraph(self, n: int, block: Block) -> str:
        if block.style in BULLETS:
            return f"#par[#{string(block.style + ' ')}#{self.nodes(f'b{n}', block.nodes)}]"
        content = f"#{self.nodes(f'b{n}', block.nodes)}"
        return PARAGRAPHS[block.style].format(content)

    def _heading(self, n: int, block: Block) -> str:
        styles = self.layout.get("headings", {})
        name = styles.get(str(block.level), "bold" if block.title else "plain")
        mark = f"#m({string(f'b{n}s')})"
        marker = _text(block.marker)
        if block.title is None:
            if block.marker.startswith("Điều"):
                marker = f"#strong[{marker}]"
            return f"#par[{marker}{mark} #{self.nodes(f'b{n}', block.nodes)}]"
        title = f"#{self.nodes(f'b{n}t', block.title)}"
        if block.own_line or name == "centre":
            joint = "#linebreak()" if block.own_line else " "
            return f'#align(center, block(sticky: true, text(weight: "bold")[{marker}{mark}{joint}{title}]))'
        head = HEADING_STYLES[name].format(f"[{marker}{mark} {title}]")
        if block.nodes:
            return f"#par[#{head} #{self.nodes(f'b{n}', block.nodes)}]"
        return f"#block(sticky: true, par[#{head}])"

    def _table(self, n: int, block: Block) -> str:
        a = block.attributes
        n_header = int(a.get("header", "1"))
        widths = ", ".join(f"{w}fr" for w in a["widths"].split(",")) if "widths" in a else "auto"
        columns = f"({widths},)" if "widths" in a else str(block.n_cols)
        aligns = "(" + ", ".join({"l": "left", "c": "center", "r": "right"}[x] for x in a["align"]) + ",)"
        cells = {r: [self._cell(n, block, c, n_header) for c in block.cells if c.row == r] for r in range(block.n_rows)}
        header = ",\n".join(code for r in range(n_header) for code in cells[r])
        body = ",\n".join(code for r in range(n_header, block.n_rows) for code in cells[r])
        head = f"table.header(repeat: {'false' if a.get('repeat') == 'no' else 'true'}, {header})," if n_header else ""
        stroke = "" if block.style == "ruled" else "stroke: none, "
        size = a.get("size", "12")
        return (
            f"#block(width: 100%)[#set text(size: {size}pt)\n"
            f"#table(columns: {columns}, {stroke}align: {aligns}, {head}\n{body})]"
        )

    def _cell(self, n: int, block: Block, cell: Any, n_header: int) -> str:
        content = self.nodes(f"b{n}c{cell.row}_{cell.col}", cell.nodes)
        if cell.row < n_header or cell.row in block.bold_rows:
            content = f"strong{content}"
        spans = []
        if cell.row_span > 1:
            spans.append(f"rowspan: {cell.row_span}")
        if cell.col_span > 1:
            spans.append(f"colspan: {cell.col_span}")
        if cell.row < n_header:
            spans.append("align: center + horizon")
        mark = f"#m({string(f'b{n}r{cell.row}')})" if cell.col == 0 or not _has_first(block, cell.row) else ""
        return f"table.cell({', '.join([*spans, ''])}[{mark}#{content}])"

    def _annex(self, _n: int, _block: Block) -> str:
        return "#counter(page).update(0)#pagebreak()"

    def _page(self, _n: int, _block: Block) -> str:
        return "#pagebreak()"

    def _space(self, _n: int, block: Block) -> str:
        return f"#v({block.attributes['height']})"

    def _landscape(self, _n: int, _block: Block) -> str:
        return "#page(flipped: true)["

    def _end_landscape(self, _n: int, _block: Block) -> str:
        return "]"

    def _stamp(self, _n: int, block: Block) -> str:
        lines = "#linebreak()".join(_text(x) for x in block.attributes["lines"].split("/"))
        return f'#place(top + right, float: false, dy: -1.2cm, text(size: 7pt, fill: rgb("#0a3c8c"))[{lines}])'

    def _signature(self, _n: int, _block: Block) -> str:
        signature = self.source.front["signature"]
        return f"#signature([{_recipients(signature)}], [{_signer(signature)}])"


PARAGRAPHS = {
    "": "#par[{}]",
    "c": "#align(center, par(first-line-indent: 0pt)[{}])",
    "cb": "#align(center, par(first-line-indent: 0pt)[#strong[{}]])",
    "ci": "#align(center, par(first-line-indent: 0pt)[#emph[{}]])",
    "r": "#align(right, par(first-line-indent: 0pt)[#emph[{}]])",
    "i": "#par[#emph[{}]]",
    "b": "#par[#strong[{}]]",
    "n": "#par(first-line-indent: 0pt)[{}]",
}


def _has_first(block: Block, row: int) -> bool:
    return any(c.row == row and c.col == 0 for c in block.cells)


def _text(text: str) -> str:
    """Text as string literals; a forced line end is a justified break."""
    pieces = [f"#{string(printed(piece))}" if printed(piece) else "" for piece in text.split(BREAK)]
    return "#linebreak(justify: true)".join(pieces)


def _lines(lines: Iterable[str]) -> str:
    """Centred lines; `**…**` is bold, `--` a rule."""
    out = []
    for line in lines:
        if re.fullmatch("-{2,}", line):
            out.append(f"#v(-1.5pt)#rule({len(line) * 6}pt)")
        else:
            out.append(f"#par[{_styled(inline(line))}]")
    return "\n".join(out)


def _styled(nodes: Iterable[Node]) -> str:
    parts = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(_text(node))
        elif isinstance(node, Styled):
            parts.append(f"#{'strong' if node.style == 'bold' else 'emph'}[{_styled(node.nodes)}]")
    return "".join(parts)


def _recipients(signature: dict[str, Any]) -> str:
    """Nơi nhận: label 12 bold italic and items 11 in State documents; label underlined and items 12 in the Party's."""
    items = signature.get("recipients", [])
    if not items:
        return ""
    label = f"[#{string('Nơi nhận:')}]"
    if signature.get("party"):
        head, size = f"#underline{label}", "12pt"
    else:
        head, size = f"#text(size: 12pt)[#strong[#emph{label}]]", "11pt"
    return f"#par[{head}]" + "".join(f"#par[#text(size: {size})[#{string('- ' + item)}]]" for item in items)


def _signer(signature: dict[str, Any]) -> str:
    lines = [*signature.get("authority_lines", [signature["authority"]] if signature.get("authority") else [])]
    lines += signature.get("title_lines", [signature["title"]])
    head = "".join(f"#par[#strong[#{string(line)}]]" for line in lines)
    name = signature.get("signer")
    note = f"#par[#emph[#{string(signature['note'])}]]" if "note" in signature else ""
    return head + note + "#v(2.2cm)" + (f"#par[#strong[#{string(name)}]]" if name else "")


def document(source: Source) -> str:
    """The typst code of a report, without the template."""
    setter = Typesetter(source)
    front = source.front
    day = (dates(front["gold"]["date"])[1] or "2000-01-01").split("-")
    date = f"datetime(year: {int(day[0])}, month: {int(day[1])}, day: {int(day[2])})"
    options = [f"title: {string(front['title'])}", f"date: {date}"]
    options += [f"{key}: {_option(value)}" for key, value in front.get("layout", {}).items() if key != "headings"]
    parts = [f"\n#show: document-style.with({', '.join(options)})", _head(setter)]
    parts += [setter.block(n, block) for n, block in enumerate(source.blocks)]
    if not any(block.kind == "signature" for block in source.blocks) and "signature" in front:
        parts.append(setter._signature(0, Block("signature")))  # noqa: SLF001
    return "\n".join(parts) + "\n"


def _option(value: object) -> str:
    """Lengths and typst expressions are written bare, names in quotes."""
    text = str(value)
    return text if re.match(r"[\d(]", text) else string(text)


def _head(setter: Typesetter) -> str:
    """Letterhead, number, date, type and subject."""
    front = setter.source.front
    texts = header_texts(setter.source)
    n_subject = len(front.get("subject", []))
    dateline = f"#par[#emph{setter.nodes('h0', texts[0])}]"
    subject = [setter.nodes(f"h{n}", texts[n]) for n in range(1, len(texts))]
    is_letter = front.get("form") == "letter"
    left = _lines(front["left"]) + f"#v(2pt)#par[#{string(front['number_line'])}]"
    if is_letter:
        left += "".join(f"#par[#text(size: 12pt){s}]" for s in subject[:n_subject])
    left += _lines(front.get("below_number", []))
    right = _lines(front["right"]) + f"#v(4pt){dateline}"
    columns = front.get("columns", "(2fr, 3fr)")
    code = f"#letterhead(columns: {columns}, [{left}], [{right}])\n"
    if not is_letter:
        code += "#v(0.8em)#flush[#align(center)[" + "".join(
            [f"#par[#strong[#{string(front['heading'])}]]", *(f"#par[#strong{s}]" for s in subject[:n_subject])]
        )
        code += "".join(f"#par[#emph{s}]" for s in subject[n_subject:])
        code += f"{front.get('subject_rule', '#rule(2.5cm)')}]]#v(0.4em)\n"
    return code + _addressees(front)


def _addressees(front: dict[str, Any]) -> str:
    to = front.get("to", [])
    if not to:
        return ""
    if len(to) == 1:
        return f"#v(0.5em)#align(center)[#par(first-line-indent: 0pt)[#{string('Kính gửi: ' + to[0])}]]#v(0.3em)\n"
    rows = "".join(f"#par(first-line-indent: 0pt)[#{string('- ' + t)}]" for t in to)
    return f'#v(0.5em)#pad(left: 3.2cm)[#par(first-line-indent: 0pt)[#"Kính gửi:"]#pad(left: 1.6cm)[{rows}]]#v(0.3em)\n'
