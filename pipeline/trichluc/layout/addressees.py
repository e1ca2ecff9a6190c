"""`Kính gửi:` and the bodies under it (Nghị định 30/2020/NĐ-CP, ô số 9a)."""

from __future__ import annotations

from collections.abc import Sequence

from trichluc.layout.headlines import HeadLine
from trichluc.layout.headwords import HeadRules

AddresseeBlock = tuple[str, tuple[HeadLine, ...]]
"""The kind of a block and its lines."""
_LONG = 150
"""Characters of a line that carries on an addressee, at most."""
_DASHES = ("-", "–", "+", "•", "*", "−")
_NEXT_LINE = 0.7
"""In type sizes: white space between the lines of one entry at most."""


def read_addressees(lines: Sequence[HeadLine], at: int, rules: HeadRules) -> tuple[list[AddresseeBlock], list[str]]:
    """`Kính gửi:` and the bodies under it, when they begin at a line: the blocks and the bodies."""
    match = None
    if at < len(lines):
        match = rules.match("addressees", lines[at].text) or rules.match("telegram", lines[at].text)
    if match is None:
        return [], []
    items: list[list[HeadLine]] = [[lines[at]]]
    for nth, line in enumerate(lines[at + 1 : at + 60], at + 1):
        if _is_entry(line, rules):
            items.append([line])
        elif _carries_on(items, line, bool(match["rest"]), rules) or _stands_between(items, lines, nth, rules):
            items[-1].append(line)
        else:
            break
    texts = [" ".join(line.text for line in item) for item in items]
    texts[0] = texts[0][match.start("rest") :] if match["rest"] else ""
    names = [clean_item(text) for text in texts if clean_item(text)]
    return [("addressees", tuple(item)) for item in items], names


def _carries_on(items: Sequence[Sequence[HeadLine]], line: HeadLine, has_rest: bool, rules: HeadRules) -> bool:
    """Whether a line without a dash continues the addressee above it."""
    last = items[-1][-1]
    if last.text.endswith((".", ";")) or rules.match("body_start", line.text):
        return False
    if len(items) == 1 and len(items[0]) == 1 and not has_rest:
        return gap(last, line) < 1.2 and len(line.text) < _LONG
    if line.printed is None or last.printed is None:
        return line.text[:1].islower() and len(line.text) < _LONG
    return (
        gap(last, line) < _NEXT_LINE and line.printed.x0 >= items[-1][0].printed.x0 - 2
        if items[-1][0].printed
        else False
    )


def _is_entry(line: HeadLine, rules: HeadRules) -> bool:
    return line.text.startswith(_DASHES) and not rules.match("body_start", line.text[1:].strip())


def _stands_between(items: Sequence[Sequence[HeadLine]], lines: Sequence[HeadLine], at: int, rules: HeadRules) -> bool:
    """Whether a line ends an entry that is still open, wherever it begins: it closes it, or the next entry follows."""
    last, line = items[-1][-1], lines[at]
    if not items[-1][0].text.startswith(_DASHES) or last.text.endswith((".", ";")) or gap(last, line) > _NEXT_LINE:
        return False
    if rules.match("body_start", line.text):
        return False
    return line.text.endswith(";") or (at + 1 < len(lines) and _is_entry(lines[at + 1], rules))


def clean_item(text: str) -> str:
    """An entry of a list without its dash and closing mark."""
    return text.strip().lstrip("-–—~+•*− ").rstrip(" ;:,.'`^_~").strip()


def gap(above: HeadLine, line: HeadLine) -> float:
    """White space between two lines in type sizes; 0 without pages."""
    if above.printed is None or line.printed is None:
        return 0.0
    return (line.printed.top - above.printed.bottom) / max(above.printed.size, line.printed.size, 1.0)
