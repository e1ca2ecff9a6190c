"""What Markdown and HTML leave in a line of text: emphasis, headings, marks of footnotes. Meaning stays in place."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from trichluc.language.letters import clean
from trichluc.source import FlowMark

_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?=\S)")
_TAG = re.compile(r"(?i)</?(?:b|i|u|em|strong|center|div|span|p|font|small|big|mark|ins|h[1-6])(?:\s[^<>]{0,200})?/?>")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\((?:https?|mailto|images?|\.|#|/)[^()\s]{0,300}\)")
_BOLD = re.compile(
    r"\*\*(?=[^\s*])([^*\n]{1,4000}?)(?<=[^\s*])\*\*|(?<!\w)__(?=[^\s_])([^_\n]{1,4000}?)(?<=[^\s_])__(?!\w)"
)
_ITALIC = re.compile(
    r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,4000}?)(?<=[^\s*])\*(?![\w*])"
    r"|(?<![\w_\\])_(?=[^\s_])([^_\n]{1,4000}?)(?<=[^\s_])_(?![\w_])"
)
_WHOLE_ITALIC = re.compile(r"\s*(?:\*(?!\*)[^*\n]+\*|_(?!_)[^_\n]+_)\s*")
_STRAY = re.compile(r"(?<!\*)\*\*(?!\*)(?=\S)|(?<=\S)(?<!\*)\*\*(?!\*)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~$&])")
_MARK = re.compile(
    r"(?:<sup>\s*)+\(?\[?(?P<sup>\d{1,3}|\*{1,3})\]?\)?\s*(?:</sup>)+"
    r"|\$?\s?\^\{?\(?(?P<tex>\d{1,3})\)?\}?\$?"
    r"|\[\^(?P<ref>\w{1,8})\]"
    r"|(?P<uni>[⁰¹²³⁴-⁹]{1,3})"
)
_UNIT = re.compile(r"(?i)(?:^|[\d\s/(.,])(?:[dckh]?m|dam|mm)$")
_BLANKS = re.compile(r"[^\S\n]+")
_STOPS = frozenset(".,;:)!?")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LOWERED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Plain:
    """A line without its markup: the text, the marks taken out of it, and how its beginning was set."""

    text: str
    marks: tuple[FlowMark, ...] = ()
    bold_until: int = 0
    italic: bool = False


def plain_line(line: str) -> Plain:
    """Strip a line of markup. `**4.802** máy` becomes `4.802 máy`, `2025²` the text `2025` with a mark."""
    line = _TAG.sub("", _LINK.sub(r"\1", line))
    heading = _HEADING.match(line)
    if heading:
        line = line[heading.end() :].rstrip("# ")
    lead = _BOLD.match(line.lstrip())
    bold = len(_bare(lead[1] or lead[2] or "")) if lead else 0
    italic = _WHOLE_ITALIC.fullmatch(line) is not None
    text, marks = _take_marks(_without_emphasis(line))
    return Plain(text, marks, len(text) if heading else min(bold, len(text)), italic)


def _without_emphasis(line: str) -> str:
    for _ in range(2):
        line = _BOLD.sub(lambda m: m[1] or m[2] or "", line)
        line = _ITALIC.sub(lambda m: m[1] or m[2] or "", line)
    return _ESCAPE.sub(r"\1", _STRAY.sub("", line))


def _bare(text: str) -> str:
    return _take_marks(_without_emphasis(text))[0]


def _take_marks(line: str) -> tuple[str, tuple[FlowMark, ...]]:
    """The text without footnote marks; raised digits after a unit (`m²`) stay."""
    line = html.unescape(line) if "&" in line else line
    text, last = "", 0
    marks: list[FlowMark] = []
    for match in _MARK.finditer(line):
        text = _append(text, line[last : match.start()])
        last = match.end()
        marker = _marker(match)
        if _is_exponent(text, marker, match):
            text += marker.translate(_LOWERED)
        else:
            marks.append(FlowMark(len(text.rstrip()), marker))
    text = _append(text, line[last:]).rstrip()
    return text, tuple(FlowMark(min(mark.offset, len(text)), mark.marker) for mark in marks)


def _append(text: str, more: str) -> str:
    """The text with the next stretch, cleaned; blanks are single, none is left where a mark stood before a stop."""
    added = _BLANKS.sub(" ", clean(more))
    if text.endswith(" ") and added[:1] in _STOPS:
        text = text.rstrip(" ")
    return text + (added.lstrip(" ") if not text or text.endswith(" ") else added)


def _marker(match: re.Match[str]) -> str:
    found = match["sup"] or match["tex"] or match["ref"] or match["uni"]
    return found.translate(_RAISED)


def _is_exponent(before: str, marker: str, match: re.Match[str]) -> bool:
    return match["ref"] is None and marker in {"2", "3"} and _UNIT.search(before) is not None


def opening_mark(line: str) -> tuple[str, str] | None:
    """The marker of a line that begins a note, and the rest of the line; None for every other line."""
    match = _MARK.match(line.lstrip(" *_"))
    if match is None:
        return None
    rest = line.lstrip(" *_")[match.end() :].lstrip(" :.*_")
    return (_marker(match), rest) if rest[:1].strip() else None
