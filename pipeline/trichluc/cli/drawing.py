"""A report drawn on the terminal: what its letterhead says, the tree of its sections, its text with marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from trichluc.report import Block, Citation, DateMention, Quantity, Report, Section

_STYLES = {"citations": "bold cyan", "dates": "green", "numbers": "yellow"}
_BLOCKS = {"heading": "bold", "doc_type": "bold", "subject": "bold", "footnote": "dim", "table": "dim"}
_LONGEST = 70
Found = Citation | DateMention | Quantity


def draw(report: Report, with_text: bool = True, console: Console | None = None) -> None:
    """Print a report."""
    console = console or Console(highlight=False)
    console.print(_header(report))
    console.print(_tree(report))
    if with_text:
        console.print(Rule("text"))
        for line in _text(report):
            console.print(line)
    console.print(Rule())
    console.print(_legend(report))
    for problem in report.problems:
        page = f"page {problem.page}: " if problem.page else ""
        console.print(Text(f"{problem.outcome}: {page}{problem.error}: {problem.message}", style="red"))


def _header(report: Report) -> Panel:
    doc = report.document
    date = doc.date_start if doc.date_start == doc.date_end else doc.date_edtf
    rows = [
        ("issuer", " / ".join(filter(None, (doc.parent_issuer, doc.issuer)))),
        ("number", doc.symbol),
        ("place, date", ", ".join(str(v) for v in (doc.place, date) if v)),
        ("addressees", "; ".join(doc.addressees)),
        ("signer", ", ".join(filter(None, (doc.authority, doc.signer_title, doc.signer)))),
        ("recipients", f"{len(doc.recipients)} lines" if doc.recipients else None),
        ("signed by", doc.digital_signature.signer if doc.digital_signature else None),
        ("marks", ", ".join(filter(None, (doc.secrecy, doc.urgency, "draft" if doc.is_draft else None)))),
        ("file", f"{doc.source}, {_size(report)}"),
    ]
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for name, value in rows:
        if value:
            table.add_row(name, Text(value))
    title = Text((doc.doc_type or "no type found").upper(), style="bold")
    return Panel(Group(Text(doc.subject or "", style="bold"), table), title=title, title_align="left")


def _size(report: Report) -> str:
    pages = report.document.n_pages
    told = f"{pages} page{'s' if pages != 1 else ''}, " if pages else ""
    return f"{told}{len(report.text):,} characters, {report.document.text_origin}, {report.document.charset}"


def _tree(report: Report) -> RenderableType:
    root = Tree(Text("sections", style="dim"), guide_style="dim")
    nodes: dict[str | None, Tree] = {None: root}
    roles = {section.section_id: section.role for section in report.sections}
    starts = {name: [f.char_start for f in getattr(report, name)] for name in _STYLES}
    for section in report.sections:
        parent = nodes.get(section.parent_id, root)
        nodes[section.section_id] = parent.add(_section_line(section, roles.get(section.parent_id or ""), starts))
    return root if report.sections else Text("no sections", style="dim")


def _section_line(section: Section, role_above: str | None, starts: dict[str, list[int]]) -> Text:
    title = section.title or ""
    line = Text.assemble((section.marker, "bold"), " ", title if len(title) <= _LONGEST else title[:_LONGEST] + "…")
    if section.role and section.role != role_above:
        line.append(f"  {section.role}", "magenta")
    if section.page:
        line.append(f"  p. {section.page}", "dim")
    for name, style in _STYLES.items():
        inside = bisect_left(starts[name], section.char_end) - bisect_left(starts[name], section.char_start)
        if inside:
            line.append(f"  {inside}{name[0]}", style)
    return line


def _text(report: Report) -> Iterator[Padding]:
    """The paragraphs, indented as deep as their section, the findings in colours."""
    levels = {section.section_id: section.level for section in report.sections}
    marks = _marks(report)
    starts = [start for start, _, _ in marks]
    for block in sorted((b for b in report.blocks if b.char_end > b.char_start), key=lambda b: b.char_start):
        first = bisect_left(starts, block.char_start)
        last = bisect_right(starts, block.char_end)
        line = _paragraph(report.text, block, marks[first:last])
        indent = 2 * levels.get(block.section_id or "", 0) - (2 if block.kind == "heading" else 0)
        yield Padding(line, (0, 0, 0, max(indent, 0)))


def _marks(report: Report) -> list[tuple[int, int, str]]:
    """Spans with their styles. A date inside a citation is part of it."""
    cited = sorted((c.char_start, c.char_end) for c in report.citations)
    firsts = [start for start, _ in cited]

    def in_citation(found: Found) -> bool:
        at = bisect_right(firsts, found.char_start) - 1
        return at >= 0 and found.char_end <= cited[at][1]

    spans = [(c.char_start, c.char_end, _STYLES["citations"]) for c in report.citations]
    for name in ("dates", "numbers"):
        found: Sequence[Found] = getattr(report, name)
        spans += [(f.char_start, f.char_end, _STYLES[name]) for f in found if not in_citation(f)]
    return sorted(spans)


def _paragraph(text: str, block: Block, marks: Sequence[tuple[int, int, str]]) -> Text:
    line = Text(text[block.char_start : block.char_end].replace("\t", "  "), style=_BLOCKS.get(block.kind, ""))
    if "\t" in block.text:
        return line  # a table: cells are set apart, so places in the text no longer hold
    for start, end, style in marks:
        line.stylize(style, start - block.char_start, end - block.char_start)
    return line


def _legend(report: Report) -> Text:
    line = Text()
    for name, style in _STYLES.items():
        line.append(f"{len(getattr(report, name))} {name}", style).append("  ")
    line.append(f"{len(report.footnotes)} footnotes  {len(report.tables)} tables", "dim")
    if report.findings:
        line.append(f"  {len(report.findings)} findings to look at", "red")
    return line
