"""Read an annotated source: front matter, blocks, and tags around every date, number and citation.

The notation is described in corpus/README.md. Nothing is inferred from the Vietnamese text: every value in the
gold files was written by hand next to the words that carry it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BREAK = "¬"
"""In a source: the printed line ends here (used after the hyphen of a symbol)."""

SIGILS = {"@": "date", "#": "number", "$": "citation", "!": "planted"}
_FOOTNOTE_MARK = re.compile(r"\[\^(\w+)\]")
_FOOTNOTE_TEXT = re.compile(r"\[\^(\w+)\]:\s*(.*)")
_HEADING = re.compile(r"§(\d)\s+(?:\[([^\]]+)\]|([^\s|]+))\s*(.*)")
_DIRECTIVE = re.compile(r"\[(/?)(\w+)((?:\s+\w+=(?:\"[^\"]*\"|\S+))*)\s*\]$")
_ATTRIBUTE = re.compile(r"(\w+)=(?:\"([^\"]*)\"|(\S+))")
_PARAGRAPH_STYLE = re.compile(r"%(\w+)\s+(.*)")


class MarkupError(ValueError):
    """The source breaks the notation; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The place of a footnote mark."""

    name: str


@dataclass(frozen=True, slots=True)
class Styled:
    """A bold or italic run."""

    style: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """Annotated words. `kind` is date, number, citation or planted; `value` what stands after the sigil."""

    kind: str
    value: str
    nodes: tuple[Node, ...]


Node = str | Mark | Styled | Tag


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; `row_span` and `col_span` count the places that it covers."""

    nodes: tuple[Node, ...]
    row: int
    col: int
    row_span: int
    col_span: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like unit. `kind`: heading, paragraph, table, or a directive's name (annex, page, signature …)."""

    kind: str
    nodes: tuple[Node, ...] = ()
    style: str = ""
    """Paragraphs: bullet sign or the name after `%`. Tables: `ruled` or `unruled`."""
    level: int = 0
    marker: str = ""
    """Headings: as printed, with dot or bracket."""
    own_line: bool = False
    """Headings: the marker stands on a line of its own above the title."""
    title: tuple[Node, ...] | None = None
    cells: tuple[Cell, ...] = ()
    n_rows: int = 0
    n_cols: int = 0
    bold_rows: tuple[int, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """One annotated report."""

    name: str
    front: dict[str, Any]
    blocks: tuple[Block, ...]
    footnotes: dict[str, tuple[Node, ...]]


def load(path: Path) -> Source:
    """Parse a source file."""
    try:
        return parse(path.stem, path.read_text(encoding="utf-8"))
    except MarkupError as error:
        raise MarkupError(f"{path.name}: {error}") from error


def parse(name: str, text: str) -> Source:
    """Parse the text of a source: TOML between two `+++` lines, then blocks, one a line."""
    _, front, body = text.split("+++\n", 2)
    footnotes: dict[str, tuple[Node, ...]] = {}
    blocks: list[Block] = []
    lines = (line.strip() for line in body.splitlines())
    for line in lines:
        if not line or line.startswith("//"):
            continue
        if note := _FOOTNOTE_TEXT.fullmatch(line):
            footnotes[note[1]] = inline(note[2])
        else:
            blocks.append(_block(line, lines))
    return Source(name, tomllib.loads(front), tuple(blocks), footnotes)


def _block(line: str, rest: Iterator[str]) -> Block:
    if line.startswith("§"):
        return _heading(line)
    if directive := _DIRECTIVE.fullmatch(line):
        attributes = {k: quoted or plain for k, quoted, plain in _ATTRIBUTE.findall(directive[3])}
        if directive[2] in ("table", "unruled"):
            return _table(directive[2], attributes, rest)
        return Block(kind=directive[1] + directive[2], attributes=attributes)
    if styled := _PARAGRAPH_STYLE.fullmatch(line):
        return Block("paragraph", inline(styled[2]), style=styled[1])
    if line[0] in "-+*" and line[1:2] == " ":
        return Block("paragraph", inline(line[2:]), style=line[0])
    return Block("paragraph", inline(line))


def _heading(line: str) -> Block:
    found = _HEADING.fullmatch(line)
    if not found:
        raise MarkupError(f"not a heading: {line[:60]}")
    level, bracketed, plain, rest = found.groups()
    title, bar, body = rest.partition("||")
    nodes = inline(title.rstrip()) if title.strip() else None
    return Block(
        "heading",
        inline(body.strip()) if bar else (),
        level=int(level),
        marker=bracketed or plain,
        own_line=bool(bracketed) and not bracketed.endswith((".", ":")),
        title=nodes,
    )


def _table(kind: str, attributes: dict[str, str], lines: Iterator[str]) -> Block:
    rows: list[list[str]] = []
    bold: list[int] = []
    for line in lines:
        if line == f"[/{kind}]":
            break
        if line.startswith("!!"):
            bold.append(len(rows))
        if line:
            rows.append([cell.strip() for cell in line.removeprefix("!!").split("|")])
    width = len(rows[0])
    if any(len(row) != width for row in rows):
        odd = next(row for row in rows if len(row) != width)
        raise MarkupError(f"row of {len(odd)} instead of {width} cells: {odd}")
    cells = tuple(
        Cell(inline(text), r, c, _span(rows, r, c, "^"), _span(rows, r, c, "<"))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text not in ("^", "<")
    )
    style = "ruled" if kind == "table" else "unruled"
    return Block(
        "table",
        style=style,
        cells=cells,
        n_rows=len(rows),
        n_cols=width,
        bold_rows=tuple(bold),
        attributes=attributes,
    )


def _span(rows: list[list[str]], row: int, col: int, sign: str) -> int:
    """How many places a cell covers, downwards for `^`, to the right for `<`."""
    after = [line[col] for line in rows[row + 1 :]] if sign == "^" else rows[row][col + 1 :]
    return 1 + next((n for n, text in enumerate(after) if text != sign), len(after))


def inline(text: str) -> tuple[Node, ...]:
    """Parse running text with its tags, footnote marks and bold runs."""
    nodes, end = _run(text, 0, "")
    if end != len(text):
        raise MarkupError(f"unbalanced: {text[max(0, end - 30) : end + 30]}")
    return nodes


def _run(text: str, start: int, stop: str) -> tuple[tuple[Node, ...], int]:
    """Nodes from `start` to the closing `stop` (`}`, `**`, `__`) or the end of the text."""
    nodes: list[Node] = []
    plain: list[str] = []
    i = start
    while i < len(text):
        if stop and text.startswith(stop, i):
            break
        node, i = _node(text, i)
        if isinstance(node, str):
            plain.append(node)
            continue
        if plain:
            nodes.append("".join(plain))
            plain = []
        nodes.append(node)
    if plain:
        nodes.append("".join(plain))
    return tuple(nodes), i


def _node(text: str, i: int) -> tuple[Node, int]:
    for sign, style in (("**", "bold"), ("__", "italic")):
        if text.startswith(sign, i):
            nodes, end = _run(text, i + 2, sign)
            return Styled(style, nodes), end + 2
    if text[i] == "{":
        nodes, end = _run(text, i + 1, "}")
        if end >= len(text):
            raise MarkupError(f"no closing brace: {text[i : i + 60]}")
        return _tag(nodes), end + 1
    if mark := _FOOTNOTE_MARK.match(text, i):
        return Mark(mark[1]), mark.end()
    return text[i], i + 1


def _tag(nodes: tuple[Node, ...]) -> Tag:
    """Split the sigil and value off the last piece of the tag."""
    last = nodes[-1] if nodes else ""
    if isinstance(last, str):
        place = max(last.rfind(sign) for sign in SIGILS)
        if place >= 0:
            words = (*nodes[:-1], last[:place]) if last[:place] else nodes[:-1]
            return Tag(SIGILS[last[place]], last[place + 1 :], words)
        if "~" in last:
            return Tag("number", "", nodes)
    raise MarkupError(f"tag without a sign: {plain(nodes)}")


def plain(nodes: tuple[Node, ...] | None) -> str:
    """The printed words, without footnote marks and notation."""
    parts: list[str] = []
    for node in nodes or ():
        if isinstance(node, str):
            parts.append(printed(node))
        elif not isinstance(node, Mark):
            parts.append(plain(node.nodes))
    return "".join(parts)


def printed(text: str) -> str:
    """A text node as the page shows it: without the signs that mark noun (`~`), symbol (`<…>`) and forced line ends."""
    return re.sub(r"[~<>¬]", "", text)


def raw(nodes: tuple[Node, ...]) -> str:
    """The words with the signs `~` and `<…>` still in them."""
    return "".join(n if isinstance(n, str) else "" if isinstance(n, Mark) else raw(n.nodes) for n in nodes)


def walk(nodes: tuple[Node, ...] | None) -> Iterator[Tag | Mark]:
    """Every tag and footnote mark in reading order, outer tags first."""
    for node in nodes or ():
        if isinstance(node, Mark):
            yield node
        elif isinstance(node, Styled):
            yield from walk(node.nodes)
        elif isinstance(node, Tag):
            yield node
            yield from walk(node.nodes)
