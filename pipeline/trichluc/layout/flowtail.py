"""The ends of files without pages: the two columns one after the other, or run together line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from trichluc.layout.headlines import LEFT, RIGHT, HeadLine
from trichluc.layout.headwords import HeadRules
from trichluc.layout.signature import is_authority, is_position, is_small_signature, name_of
from trichluc.layout.tail import upwards
from trichluc.layout.tailzone import Tail, Zone, close_zone, collect, signs
from trichluc.source import FlowParagraph

_RIGHT_LENGTH = 90
"""Characters of a line of a signature at most."""
_NAME_WORDS = (4, 3, 2)
_SIGNED_WITHIN = 3
"""So many lines below a position its wrapped rest, the name or the grounds of a decision stand."""
_CLOSED = (".", "/", ":", ";", ")", "”", '"')
_LIST = 40
"""Paragraphs of a list of recipients at most."""


def find_flow_tails(paragraphs: Sequence[FlowParagraph], rules: HeadRules) -> list[Tail]:
    """The ends in a file without pages; `taken` are indices of its paragraphs."""
    lines = list(_lines(paragraphs, rules))
    tails: list[Tail] = []
    at = 0
    while at < len(lines):
        start = _next_start(lines, at, rules)
        if start is None:
            break
        zone = Zone()
        at = max(collect(lines, start, zone, rules), start + 1)
        tails += close_zone(zone, rules, goes_on=False)
    return tails


def _lines(paragraphs: Sequence[FlowParagraph], rules: HeadRules) -> Iterator[HeadLine]:
    """The paragraphs with the column in which they must stand; where columns ran together they are cut."""
    run_together, titled, left = False, False, 0
    for at, paragraph in enumerate(paragraphs):
        line = HeadLine(paragraph.text, _is_bold(paragraph), paragraph.italic, paragraph.column, (at,))
        label = rules.match("recipients", paragraph.text)
        left = _LIST if label else left - 1
        if label and label["rest"] and _signs_anyhow(label["rest"], rules):
            run_together = True
            titled = is_position(label["rest"], rules)
            yield replace(line, text=paragraph.text[: label.start("rest")].strip(), column=LEFT)
            yield replace(line, text=label["rest"], column=RIGHT)
        elif paragraph.column:
            yield line
        elif left > 0 and not label:
            parts = list(_parted(line, run_together, titled, rules))
            titled = titled or any(p.column == RIGHT and is_position(p.text, rules) for p in parts)
            yield from parts
        else:
            yield replace(line, column=RIGHT if not label and _is_right(line, rules) else LEFT)


def _is_bold(paragraph: FlowParagraph) -> bool:
    return paragraph.bold_until >= len(paragraph.text) > 0


def _signs_anyhow(text: str, rules: HeadRules) -> bool:
    """Authority or position, also in the small letters of old files."""
    return is_authority(text, rules) or is_authority(text.upper(), rules) or is_position(text, rules)


def _is_right(line: HeadLine, rules: HeadRules) -> bool:
    short = len(line.text) < _RIGHT_LENGTH
    return short and (
        signs(line, rules) or name_of(line.text, rules, sure=True) is not None or bool(rules.match("signed", line.text))
    )


def _parted(line: HeadLine, run_together: bool, titled: bool, rules: HeadRules) -> Iterator[HeadLine]:
    """An entry of the list, and what stood beside it in the signature."""
    if _is_right(line, rules):
        yield replace(line, column=RIGHT)
        return
    words = line.text.split()
    signed = next((n for n in range(1, len(words)) if rules.match("signed", " ".join(words[n:]))), len(words))
    name = _name_before(words[:signed], rules) if signed < len(words) or run_together else 0
    cut = signed - name
    if cut == len(words) and run_together and not titled:
        cut = next((n for n in range(2, len(words)) if is_position(" ".join(words[n:]), rules)), cut)
    yield replace(line, text=" ".join(words[:cut]), column=LEFT)
    for part in (words[cut:signed], words[max(cut, signed) :]):
        if part:
            yield replace(line, text=" ".join(part), column=RIGHT)


def _name_before(words: Sequence[str], rules: HeadRules) -> int:
    """How many words of a name stand at the end."""
    return next(
        (n for n in _NAME_WORDS if len(words) > n and name_of(" ".join(words[-n:]), rules, sure=True)), 0
    )  # fmt: skip


def _next_start(lines: Sequence[HeadLine], at: int, rules: HeadRules) -> int | None:
    for index in range(at, len(lines)):
        line = lines[index]
        if rules.match("recipients", line.text):
            return upwards(lines, at, index, rules)
        opens = signs(line, rules) if line.text.isupper() else is_small_signature(lines, index, rules)
        if line.column == RIGHT and opens and _closes(lines, index, rules):
            return index
    return None


def _closes(lines: Sequence[HeadLine], index: int, rules: HeadRules) -> bool:
    """Whether an authority or a position ends a text: one who decides stands above the grounds, others in charts."""
    below = lines[index + 1 : index + 1 + _SIGNED_WITHIN]
    after = next((line for line in below if not line.text.isupper()), None)
    if after is not None and rules.match("grounds", after.text):
        return False
    if is_authority(lines[index].text, rules) or index == 0 or index + 1 == len(lines):
        return True
    if any(rules.match("signed", line.text) or name_of(line.text, rules, sure=True) for line in below):
        return True
    return lines[index - 1].text.endswith(_CLOSED)
