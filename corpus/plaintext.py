"""Write a source as a text file, the way conversions of reports look.

`clean` keeps the two-column letterhead and puts footnotes after their paragraph in brackets of superscript digits;
`markdown` is what an OCR service returns: no agency block, Markdown emphasis, footnotes in the middle of sentences.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corpus.gold import header_texts
from corpus.markup import Block, Mark, Node, Source, Styled, Tag, plain, printed, walk

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
COLUMN = 44
"""Width of the left half of a letterhead in characters."""


LONG = 200
"""Characters of a paragraph that a page end may cut."""


def plain_text(source: Source, options: dict[str, Any]) -> str:
    """The report as one string that ends in a line feed."""
    markdown = options["kind"] == "markdown"
    lines = _markdown_head(source) if markdown else _letterhead(source)
    lines += _subject(source)
    waiting: list[str] = []
    for block in source.blocks:
        text = _block_text(block, markdown, options)
        if text is None:
            continue
        if not markdown:
            lines += [text, *_notes(source, block)]
            continue
        # A page's notes stand where the page ended: here in the middle of the next long paragraph.
        if waiting and len(text) > LONG:
            cut = text.index(" ", len(text) // 2)
            lines += ["", text[:cut], *(x for note in waiting for x in ("", note)), "", text[cut + 1 :]]
            waiting = []
        else:
            lines += ["", text]
        waiting += _notes(source, block)
    return "\n".join([*lines, *waiting, *_signature(source, markdown)]) + "\n"


def _letterhead(source: Source) -> list[str]:
    front = source.front
    left = [_plain_line(x) for x in front["left"] if not x.startswith("--")] + [front["number_line"]]
    right = [_plain_line(x) for x in front["right"] if not x.startswith("--")]
    right += [plain(header_texts(source)[0])]
    height = max(len(left), len(right))
    left += [""] * (height - len(left))
    right = right[:-1] + [""] * (height - len(right)) + right[-1:]
    return [f"{a:<{COLUMN}}{b}".rstrip() for a, b in zip(left, right, strict=True)]


def _markdown_head(source: Source) -> list[str]:
    return ["", source.front["number_line"], "", plain(header_texts(source)[0])]


def _subject(source: Source) -> list[str]:
    front = source.front
    n = len(front.get("subject", []))
    return ["", front["heading"], *(plain(x) for x in header_texts(source)[1 : n + 1]), ""]


def _plain_line(line: str) -> str:
    return line.replace("*", "") if len(line) > 1 else line


def _block_text(block: Block, markdown: bool, options: dict[str, Any]) -> str | None:
    if block.kind == "heading":
        return _heading(block, markdown)
    if block.kind != "paragraph":
        return None
    text = _run(block.nodes, markdown, set(options.get("emphasis", [])))
    return f"{block.style} {text}" if block.style in ("-", "+", "*") else text


def _heading(block: Block, markdown: bool) -> str:
    title = _run(block.title or (), markdown, set())
    body = _run(block.nodes, markdown, set())
    head = f"{block.marker} {title}".strip()
    if markdown and block.title and block.level <= 2 and not body:
        head = f"**{head}**"
    return f"{head} {body}".strip()


def _run(nodes: Iterable[Node], markdown: bool, emphasis: set[str]) -> str:
    parts = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(printed(node))
        elif isinstance(node, Mark):
            parts.append(node.name.translate(SUPERSCRIPTS))
        elif isinstance(node, Styled) and markdown:
            sign = "**" if node.style == "bold" else "*"
            parts.append(f"{sign}{_run(node.nodes, markdown, emphasis)}{sign}")
        else:
            inner = _run(node.nodes, markdown, emphasis)
            bold = markdown and isinstance(node, Tag) and plain(node.nodes) in emphasis
            parts.append(f"**{inner}**" if bold else inner)
    return "".join(parts)


def _notes(source: Source, block: Block) -> list[str]:
    marks = [m for nodes in (block.title, block.nodes) for m in walk(nodes) if isinstance(m, Mark)]
    return [f"{m.name.translate(SUPERSCRIPTS)} {_run(source.footnotes[m.name], False, set())}" for m in marks]


def _signature(source: Source, markdown: bool) -> list[str]:
    signature = source.front.get("signature", {})
    gap = [""] if markdown else []
    items = [x for r in signature.get("recipients", []) for x in ([f"- {r}"])]
    head = ["", "Nơi nhận:", *gap, *items] if items else []
    titles = [*signature.get("authority_lines", [x for x in [signature.get("authority")] if x])]
    return [*head, "", *titles, signature["title"], *gap, "", signature.get("signer", "")]
