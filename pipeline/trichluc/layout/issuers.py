"""The left block: which of its lines name the parent body and which the issuing body."""

from __future__ import annotations

from collections.abc import Sequence

from trichluc.language.letters import fold
from trichluc.layout.headlines import HeadLine
from trichluc.layout.headwords import HeadRules


def is_body(folded: str, rules: HeadRules) -> bool:
    """Whether a folded line begins with a word that heads the name of a body."""
    return rules.body_start.match(folded) is not None


def split_issuers(lines: Sequence[HeadLine], rules: HeadRules) -> tuple[list[HeadLine], list[HeadLine]]:
    """Parent and issuer. The parent is set in plain type, the issuer in bold (Nghị định 30/2020/NĐ-CP, ô số 2).

    Where all lines are set alike, a line that begins with the head of a body's name after a complete name opens the
    issuer. Bodies that issue jointly are one issuer.
    """
    lines = list(lines)
    plain = 0
    while plain < len(lines) and not lines[plain].bold:
        plain += 1
    if 0 < plain < len(lines) and all(line.bold for line in lines[plain:]) and _parts(lines, plain, rules):
        return lines[:plain], lines[plain:]
    start = _last_body(lines, rules)
    return lines[:start], lines[start:]


def _parts(lines: Sequence[HeadLine], plain: int, rules: HeadRules) -> bool:
    """Whether the change to bold parts two bodies: the bold lines begin one, or the plain ones hold only one."""
    return is_body(fold(lines[plain].text), rules) or not any(is_body(fold(x.text), rules) for x in lines[1:plain])


def _last_body(lines: Sequence[HeadLine], rules: HeadRules) -> int:
    """The index of the line with which the last body begins."""
    start = 0
    for at in range(1, len(lines)):
        before, line = fold(lines[at - 1].text), fold(lines[at].text)
        if before.endswith(("-", "–", ",")) and len(before) > 1:
            continue
        if is_body(line, rules) and rules.connector_end.search(before) is None and not _only_head(before, rules):
            start = at
    return start


def _only_head(folded: str, rules: HeadRules) -> bool:
    """Whether a line is nothing but the head of a name, which the next line completes (`ỦY BAN` / `NHÂN DÂN`)."""
    match = rules.body_start.match(folded)
    return match is not None and match.end() == len(folded) and len(folded.split()) < 3
