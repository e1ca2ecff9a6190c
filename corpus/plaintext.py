"""Write a source as a text file, the way conversions of reports look.

`clean` keeps the two-column letterhead and puts footnotes after their paragraph; `legacy` does the same with `[1]` for
a footnote mark, since the 8-bit encodings have no superscript digits; `markdown` is what an OCR service returns: no
agency block, Markdown emphasis, footnotes in the middle of sentences.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from corpus.gold import header_texts
from corpus.markup import Block, Mark, Node, Source, Styled, Tag, plain, printed, walk

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
COLUMN = 44
"""Width of the left half of a letterhead in characters."""


LONG = 200
"""Characters of a paragraph that a page end may cut."""


@dataclass(frozen=True, slots=True)
class Writer:
    """How nodes become characters."""

    kind: str
    emphasis: frozenset[str] = frozenset()
    """Annotated words that the Markdown form sets in bold."""

    @property
    def markdown(self) -> bool:
        return self.kind == "markdown"

    def mark(self, name: str) -> str:
        return f"[{name}]" if self.kind == "legacy" else name.translate(SUPERSCRIPTS)

    def run(self, nodes: Iterable[Node] | None) -> str:
        parts = []
        for node in nodes or ():
            if isinstance(node, str):
                parts.append(printed(node))
            elif isinstance(node, Mark):
                parts.append(self.mark(node.name))
            else:
                sign = self._sign(node)
                parts.append(f"{sign}{self.run(node.nodes)}{sign}")
        return "".join(parts)

    def _sign(self, node: Styled | Tag) -> str:
        if not self.markdown:
            return ""
        if isinstance(node, Styled):
            return "**" if node.style == "bold" else "*"
        return "**" if plain(node.nodes) in self.emphasis else ""

    def block(self, block: Block) -> str | None:
        if block.kind == "heading":
            return self._heading(block)
        if block.kind != "paragraph":
            return None
        text = self.run(block.nodes)
        return f"{block.style} {text}" if block.style in ("-", "+", "*") else text

    def _heading(self, block: Block) -> str:
        body = self.run(block.nodes)
        joint = "\n" if block.own_line else " "
        head = f"{block.marker}{joint}{self.run(block.title)}".strip()
        if self.markdown and block.title and block.level <= 2 and not body:
            head = f"**{head}**"
        return f"{head} {body}".strip()

    def notes(self, source: Source, block: Block) -> list[str]:
        marks = [m for nodes in (block.title, block.nodes) for m in walk(nodes) if isinstance(m, Mark)]
        return [f"{self.mark(m.name)} {self.run(source.footnotes[m.name])}" for m in marks]


def plain_text(source: Source, options: dict[str, Any]) -> str:
    """The report as one string that ends in a line feed."""
    writer = Writer(options["kind"], frozenset(options.get("emphasis", ())))
    lines = (_markdown_head(source) if writer.markdown else _letterhead(source)) + _subject(source)
    lines += _markdown_body(writer, source) if writer.markdown else _body(writer, source)
    return "\n".join([*lines, *_signature(source, writer.markdown)]) + "\n"


def _body(writer: Writer, source: Source) -> list[str]:
    lines: list[str] = []
    for block in source.blocks:
        text = writer.block(block)
        if text is not None:
            lines += [text, *writer.notes(source, block)]
    return lines


def _markdown_body(writer: Writer, source: Source) -> list[str]:
    lines: list[str] = []
    waiting: list[str] = []
    for block in source.blocks:
        text = writer.block(block)
        if text is None:
            continue
        # A page's notes stand where the page ended: here in the middle of the next long paragraph.
        if waiting and len(text) > LONG:
            cut = text.index(" ", len(text) // 2)
            lines += ["", text[:cut], *(x for note in waiting for x in ("", note)), "", text[cut + 1 :]]
            waiting = []
        else:
            lines += ["", text]
        waiting += writer.notes(source, block)
    return lines + waiting


def _letterhead(source: Source) -> list[str]:
    """Left and right block side by side, the number level with the date."""
    front = source.front
    left = [_plain_line(x) for x in front["left"] if not x.startswith("--")] + [front["number_line"]]
    right = [_plain_line(x) for x in front["right"] if not x.startswith("--")]
    height = max(len(left), len(right) + 1)
    left += [""] * (height - len(left))
    right += [""] * (height - len(right) - 1) + [plain(header_texts(source)[0])]
    return [f"{a:<{COLUMN}}{b}".rstrip() for a, b in zip(left, right, strict=True)]


def _markdown_head(source: Source) -> list[str]:
    return ["", source.front["number_line"], "", plain(header_texts(source)[0])]


def _subject(source: Source) -> list[str]:
    """Type and subject; a letter has its subject under the number."""
    front = source.front
    lines = [plain(x) for x in header_texts(source)[1 : len(front.get("subject", [])) + 1]]
    title = [] if front.get("form") == "letter" else [front["heading"]]
    to = front.get("to", [])
    addressees = [f"Kính gửi: {to[0]}"] if len(to) == 1 else ["Kính gửi:", *(f"- {x}" for x in to)] if to else []
    return ["", *title, *lines, "", *addressees]


def _plain_line(line: str) -> str:
    return line.replace("*", "") if len(line) > 1 else line


def _signature(source: Source, markdown: bool) -> list[str]:
    signature = source.front.get("signature", {})
    gap = [""] if markdown else []
    items = [f"- {item}" for item in signature.get("recipients", [])]
    head = ["", "Nơi nhận:", *gap, *items] if items else []
    authority = signature.get("authority_lines", [x for x in [signature.get("authority")] if x])
    return [*head, "", *authority, signature["title"], *gap, "", signature.get("signer", "")]
