"""Paragraphs that may begin a section, and the places where numbering may start anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trichluc.extract.sections.boundaries import Boundaries
from trichluc.extract.sections.costs import Costs
from trichluc.extract.sections.numerals import Numeral
from trichluc.extract.sections.quotes import Quotations
from trichluc.extract.sections.schemes import BLANKS, DASHES, Opening, Scheme, Schemes, is_capital
from trichluc.report import Block
from trichluc.text import Text

_BODY = frozenset({"paragraph", "list_item", "heading"})
_DECORATION = "#*_ \t"
"""Markdown signs that a converter leaves before a heading."""
_LEADER = re.compile(r"(?:\.{4}|…{2}|(?:\. ){3}|_{4}|\t)[\s.…_]*\d{1,4}\s*$")
_TABLES_OF_CONTENTS = 3
"""More titles of such tables than a text can have are not looked at."""
_ENTRY, _WORDY = 60, 8
"""Characters by which an entry of a table of contents is found again, and the fewest that tell one."""
_SHORT = 200
"""Characters of a heading without number at most."""
_PAGE_NUMBER = re.compile(r"[.…_\s\t]\d{1,4}\s*$")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a marker: its scheme and its numeral, and what it costs to believe it here."""

    scheme: Scheme
    numeral: Numeral
    cost: float
    anew: bool = False
    """Whether a heading without number stands right above, under which a numbering may begin again."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph that may begin a section. `refuse` is what it costs to take it for running text."""

    block: int
    start: int
    readings: tuple[Reading, ...]
    bodies: tuple[int, ...]
    """For each reading, where the words after the marker begin."""
    refuse: float
    plain: tuple[int, ...]
    """The readings that take the marker as it stands, when the title is a clear one: if one of them alone fits the
    numbering, nothing else need be tried."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the body ends or an annex begins. `block` is the first paragraph after it."""

    block: int
    start: int
    annex: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists that tell running text from headings."""

    continuation: re.Pattern[str]
    contents: frozenset[str]
    contents_starts: frozenset[str]
    closing: re.Pattern[str]
    farewell: re.Pattern[str]


class Scanner:
    """Walks the paragraphs of one text."""

    def __init__(self, text: Text, schemes: Schemes, boundaries: Boundaries, words: Words, costs: Costs) -> None:
        self._text = text
        self._schemes = schemes
        self._boundaries = boundaries
        self._words = words
        self._costs = costs
        self._quotations = Quotations(text.value)
        self._contents = 0
        self._bold = any(block.bold_until is not None for block in text.blocks)
        self._printed = {page.page for page in text.pages if _well_printed(page.text_origin, page.notes)}

    def scan(self) -> Iterator[Candidate | Break]:
        """Candidates and breaks in the order of the text; of breaks without a candidate between them the first."""
        broken = False
        for event in self._events():
            if not (broken and isinstance(event, Break)):
                yield event
            broken = isinstance(event, Break)

    def _events(self) -> Iterator[Candidate | Break]:
        value, schemes, boundaries = self._text.value, self._schemes.by_start, self._boundaries.by_start
        above: Block | None = None
        contents = False
        for at, block in enumerate(self._text.blocks):
            if block.kind not in _BODY:
                if self._boundaries.is_kind(block.kind):
                    yield Break(at, block.char_start, self._boundaries.is_annex_kind(block.kind))
                continue
            first = value[block.char_start : block.char_start + 1]
            if contents or first in self._words.contents_starts:
                contents = self._in_contents(block, contents)
            if not contents and (first in schemes or first in boundaries or first in _DECORATION):
                event = self._paragraph(at, block, above)
                if event:
                    yield event
            above = block

    def _in_contents(self, block: Block, contents: bool) -> bool:
        if contents:
            numbered = _PAGE_NUMBER.search(block.text, max(0, len(block.text) - 12)) is not None
            return numbered or len(block.text) < _WORDY or self._returns(block)
        if self._contents > _TABLES_OF_CONTENTS:
            return False
        opens = len(block.text) < 16 and block.text.strip(" :*#").lower() in self._words.contents
        self._contents += opens
        return opens

    def _returns(self, block: Block) -> bool:
        """Whether the paragraph's words stand again further down, as those of a table of contents do."""
        words = block.text[:_ENTRY].rstrip(" .…_\t")
        return len(words) >= _WORDY and self._text.value.find(words, block.char_end) >= 0

    def _paragraph(self, at: int, block: Block, above: Block | None) -> Candidate | Break | None:
        value, start, end = self._text.value, block.char_start, block.char_end
        while start < end and value[start] in _DECORATION:
            start += 1
        if value[start : start + 1] in self._boundaries.by_start:
            annex = self._boundaries.opens(value, start, end)
            if annex is not None:
                return Break(at, block.char_start, annex)
        openings = self._schemes.openings(value, start, end)
        if not openings or self._quotations.hold(start) or _in_table(value, openings[0].body, end):
            return None
        if value[start] == "(" and _counts_on(value, openings[0], end):
            return None
        candidate = self._candidate(at, block, openings, above)
        return candidate if candidate.readings else None

    def _candidate(self, number: int, block: Block, openings: list[Opening], above: Block | None) -> Candidate:
        extra = self._continues(above.char_end if above else 0)
        anew = above is not None and self._heads(above)
        printed = block.page in self._printed
        readings: list[Reading] = []
        bodies: list[int] = []
        refuse = 0.0
        for opening in openings:
            cost, worth = self._shape(opening, block)
            misread = all(numeral.repaired for numeral in opening.readings)
            refuse = max(refuse, min(worth, self._costs.repaired_refusal) if misread else worth)
            for numeral in opening.readings:
                if not (printed and numeral.repaired and _well_formed(opening)):
                    readings.append(Reading(opening.scheme, numeral, numeral.cost + cost + extra, anew))
                    bodies.append(opening.body)
        clear = refuse >= self._costs.clear_refusal
        plain = tuple(at for at, reading in enumerate(readings) if clear and not reading.cost)
        return Candidate(number, block.char_start, tuple(readings), tuple(bodies), refuse, plain)

    def _heads(self, block: Block) -> bool:
        """Whether a paragraph is a heading without number: short and in bold type, no sentence."""
        if (
            block.bold_until is None
            or block.bold_until < block.char_end - 1
            or block.char_end - block.char_start > _SHORT
        ):
            return False
        sentence = block.text.endswith((".", ";", ","))
        return not sentence and not self._schemes.openings(self._text.value, block.char_start, block.char_end)

    def _continues(self, before: int) -> float:
        tail = self._text.value[max(0, before - 14) : before]
        if not tail[-1:].isalpha():
            return 0.0
        return self._costs.continuation if self._words.continuation.search(tail) else 0.0

    def _shape(self, opening: Opening, block: Block) -> tuple[float, float]:
        """What it costs to accept a title of this shape, and what to refuse it."""
        scheme, value, end, costs = opening.scheme, self._text.value, block.char_end, self._costs
        cost = costs.comma if opening.close == "," else 0.0
        if opening.body >= end or value[opening.body] in BLANKS:
            return cost, scheme.refuse if scheme.named else costs.lone_refusal
        if opening.close is None:
            return cost + self._bare(opening), scheme.refuse if scheme.dotted else costs.bare_refusal
        if not scheme.capital:
            return cost, scheme.dashed if opening.loose and opening.close in DASHES else scheme.refuse
        if not is_capital(value[opening.body]):
            return cost + costs.lower_case, costs.weak_refusal
        listed = costs.listed if value[end - 1] in ";," else 0.0
        return cost + listed, self._title_worth(opening, block)

    def _bare(self, opening: Opening) -> float:
        """What it costs to accept a marker without closing sign before a title."""
        if opening.scheme.dotted:
            return self._costs.bare_dotted
        if self._text.value[opening.body : opening.body + 12].isupper():
            return self._costs.bare_capitals
        numeral = opening.readings[0]
        first = not opening.scheme.named and numeral.number == 1 and not numeral.repaired
        return self._costs.bare + (self._costs.bare_first if first else 0.0)

    def _title_worth(self, opening: Opening, block: Block) -> float:
        """What it costs to refuse a title that begins with a capital."""
        if opening.scheme.named:
            return opening.scheme.refuse
        if block.bold_until is not None and block.bold_until > opening.body:
            return opening.scheme.refuse + 1.0
        if self._text.value[block.char_end - 1] == "." and not block.text[-12:].isupper():
            return self._costs.sentence_refusal
        return self._costs.plain_refusal if self._bold else opening.scheme.refuse


def _counts_on(value: str, opening: Opening, end: int) -> bool:
    """Whether the next number stands further on in the paragraph: `(1) …; (2) …` is an enumeration in a sentence."""
    if not opening.marker.isdigit():
        return False
    after = rf"[,;.:]\s+(?:và\s+)?\({int(opening.marker) + 1}\)\s"
    return re.search(after, value[opening.body : end]) is not None


def _well_formed(opening: Opening) -> bool:
    return opening.marker.isdigit() or not opening.readings[0].repaired


def _well_printed(origin: str, notes: tuple[str, ...]) -> bool:
    """Whether the page's characters are the author's own, so that a well-formed marker is no misreading."""
    return origin == "text_layer" and "invisible_text" not in notes


def _in_table(value: str, body: int, end: int) -> bool:
    """Whether the paragraph is a row of a table or a line of a table of contents."""
    if value.find("\t", body, end) >= 0:
        return True
    return value[end - 1].isdigit() and _LEADER.search(value, max(body, end - 40), end) is not None
