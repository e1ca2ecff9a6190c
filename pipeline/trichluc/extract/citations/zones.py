"""Stretches in which nothing is cited: letterhead, recipients, signature, and the document's own number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trichluc.extract.citations.words import BLANKS, WordLists
from trichluc.text import Text

SILENT = frozenset({"letterhead", "dateline", "doc_type", "draft", "secrecy", "urgency", "recipients", "signature"})
"""Kinds of blocks that hold a document's own identity or lists of people; the subject line is not among them."""


_LONGEST_NUMBER = 240
"""Characters of the longest paragraph that is nothing but a number, a place and a date."""


@dataclass(frozen=True, slots=True, eq=False)
class ZoneRules:
    """The shape of a document's own number; words that show that a block is no list of people after all."""

    own_number: re.Pattern[str]
    attached: re.Pattern[str]


def load_zones(words: WordLists) -> ZoneRules:
    """The word lists as patterns."""
    return ZoneRules(_own_number(words), re.compile("|".join(words["attached"]), re.IGNORECASE))


def _own_number(words: WordLists) -> re.Pattern[str]:
    """A paragraph that is nothing but a number and symbol, with or without the place and date beside it."""
    number = "|".join(words["number_word"])
    return re.compile(
        rf"[*]{{0,4}}[{BLANKS}]{{0,9}}(?:{number})[{BLANKS}]{{0,9}}:?[{BLANKS}.…_]{{0,40}}[\w.]{{0,12}}[{BLANKS}]?"
        rf"[/-][^\s,;()]{{1,40}}[{BLANKS}*]{{0,40}}(?:[^,;()\d]{{2,40}},[{BLANKS}]{{0,9}}ngày[^;()]{{0,40}})?",
        re.IGNORECASE,
    )


def silent_spans(text: Text, rules: ZoneRules) -> Iterator[tuple[int, int]]:
    """The spans in which no citation is looked for."""
    alone = sum(b.char_end > b.char_start for b in text.blocks) <= 1
    for block in text.blocks:
        if block.char_start == block.char_end:
            continue
        silent = block.kind in SILENT and rules.attached.search(block.text) is None
        short = not alone and block.char_end - block.char_start <= _LONGEST_NUMBER
        if silent or (short and rules.own_number.fullmatch(block.text.strip())):
            yield block.char_start, block.char_end
