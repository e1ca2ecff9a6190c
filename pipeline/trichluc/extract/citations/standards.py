"""Standards and technical regulations: TCVN, QCVN, ISO and others by their literal beginnings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from trichluc.extract.citations.dating import full_year
from trichluc.extract.citations.mentions import Mention, Taken
from trichluc.extract.citations.symbols import Form, Forms, Printed, printed
from trichluc.extract.citations.words import BLANKS, back_over, line_start, words_back
from trichluc.language.letters import tone_spellings
from trichluc.rules import RulePackage

_REACH = 60
_BEGINNING = 2
_AROUND_MARKS = re.compile(r"\s*([:/\u2010-\u2015-])\s*")
_DASHES = re.compile(r"[\u2010-\u2015]")
_AFTER_LETTERS = re.compile(r"^([A-ZĐ/]{3,}):?(?=\d)")


@dataclass(frozen=True, slots=True, eq=False)
class StandardRules:
    """The forms of standards and the words that stand before them (`Tiêu chuẩn quốc gia`).

    `anchors`: literal beginnings with their forms, by what several of them begin with, so that one search finds all.
    """

    anchors: Mapping[str, tuple[tuple[str, Form], ...]]
    words: frozenset[str]
    longest: int


def load_standards(package: RulePackage, forms: Forms) -> StandardRules:
    """The forms, and the names of the kinds of standards from `doctypes.tsv`."""
    rows = [r for r in package.table("citations", "doctypes.tsv") if r["system"] == "standard"]
    names = {n.lower() for r in rows for n in (r["name_vi"], *r["spellings"].split(";")) if n}
    words = frozenset(s for name in names for s in tone_spellings(name))
    return StandardRules(_by_beginning(forms.standards), words, max(len(w.split()) for w in words))


def _by_beginning(forms: Iterable[Form]) -> Mapping[str, tuple[tuple[str, Form], ...]]:
    found: dict[str, list[tuple[str, Form]]] = defaultdict(list)
    for form in forms:
        for anchor in form.anchors:
            found[anchor[:_BEGINNING]].append((anchor, form))
    return {beginning: tuple(pairs) for beginning, pairs in found.items()}


def find_standards(text: str, rules: StandardRules, taken: Taken) -> list[Mention]:
    """Every standard, in the order of the text."""
    found: dict[int, Mention] = {}
    for beginning, pairs in rules.anchors.items():
        for mention in _beginning_with(text, beginning, pairs, rules):
            known = found.get(mention.end)
            if taken.end_of(mention.end - 1) is None and (known is None or mention.start < known.start):
                found[mention.end] = mention
    return _without_overlaps(sorted(found.values(), key=lambda m: (m.start, -m.end)))


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _beginning_with(
    text: str, beginning: str, pairs: Sequence[tuple[str, Form]], rules: StandardRules
) -> Iterator[Mention]:
    at = text.find(beginning)
    while at >= 0:
        for anchor, form in pairs:
            if text.startswith(anchor, at):
                yield from _of_form(text, at, form, rules)
        at = text.find(beginning, at + 1)


def _of_form(text: str, at: int, form: Form, rules: StandardRules) -> Iterator[Mention]:
    start = at
    if form.before is not None:
        before = form.before.search(text, max(0, at - 8), at)
        start = before.start() if before else -1
    match = form.pattern.match(text, at) if start >= 0 else None
    if match is not None and not (start and text[start - 1].isalnum()):
        yield _mention(text, start, printed(match, form), rules)


def _mention(text: str, start: int, raw: Printed, rules: StandardRules) -> Mention:
    year = raw.year or (full_year(raw.short) if raw.short else None)
    number = " ".join(text[start : raw.number_end].split()) if start < raw.start else raw.number
    head = _type_words(text, start, rules)
    symbol = _normal(text[start : raw.end])
    return Mention(
        head, raw.end, raw.form.standard, "standard", raw.form.id, head, symbol, number, year, raw.body or None,
        tail=raw.end,
    )  # fmt: skip


def _normal(symbol: str) -> str:
    """`QCVN12 : 2008/BTNMT` → `QCVN 12:2008/BTNMT`, `TCVN : 5949 : 1998` → `TCVN 5949:1998`."""
    joined = _AROUND_MARKS.sub(r"\1", " ".join(symbol.split()))
    return _AFTER_LETTERS.sub(r"\1 ", _DASHES.sub("-", joined))


def _type_words(text: str, start: int, rules: StandardRules) -> int:
    """Where the words that name the kind of standard begin, if they stand before its symbol."""
    low = line_start(text, start, _REACH)
    end, best = back_over(text, start, low, BLANKS), start
    for begin, _ in words_back(text, end, low, rules.longest):
        if " ".join(text[begin:end].lower().split()) in rules.words:
            best = begin
    return best
