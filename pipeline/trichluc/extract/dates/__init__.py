"""Find the dates of a text: every expression of calendar time, also inside citations, headings and datelines.

A rule reads one expression (`rulebook`, `shapes`), its neighbours complete it (`joining`), the words before it extend
and qualify it (`surroundings`), and what is a date in some places only must be proved by its surroundings
(`evidence`). A row whose `edtf` is None is an expression that the calendar does not have (31/6/2025).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trichluc.extract.dates.antecedents import complete_parts
from trichluc.extract.dates.atoms import Atom, value_of
from trichluc.extract.dates.evidence import TESTS, prove_columns
from trichluc.extract.dates.hit import Hit, Names, Source
from trichluc.extract.dates.joining import Connectors, Joiner, load_connectors
from trichluc.extract.dates.lexicon import load_lexicon
from trichluc.extract.dates.rulebook import FigureRules, Rule, WordRules, load_figure_rules, load_word_rules
from trichluc.extract.dates.sight import Sight, Words, load_words
from trichluc.extract.dates.surroundings import Surroundings, load_surroundings, settle
from trichluc.ids import finding_id
from trichluc.places import Places
from trichluc.report import Citation, DateMention
from trichluc.rules import RulePackage
from trichluc.text import Text

__all__ = ["DateRules", "find_dates", "load_date_rules"]


@dataclass(frozen=True, slots=True)
class DateRules:
    """The compiled rules of this stage."""

    figures: FigureRules
    worded: WordRules
    names: Names
    words: Words
    connectors: Connectors
    surroundings: Surroundings


_NAMES = ("month_name", "number", "quarter_number", "part", "lunar_month", "stem", "branch", "plural")


def load_date_rules(package: RulePackage) -> DateRules:
    """Compile and check the rules of `models/…/dates`."""
    lexicon = load_lexicon(package)
    names = Names(*(lexicon.values(name) for name in _NAMES))
    return DateRules(
        load_figure_rules(package, lexicon),
        load_word_rules(package, lexicon),
        names,
        load_words(lexicon),
        load_connectors(lexicon),
        load_surroundings(lexicon),
    )


def find_dates(text: Text, places: Places, citations: Sequence[Citation], rules: DateRules) -> tuple[DateMention, ...]:
    """Every expression of calendar time, in the order of the text."""
    owner, atoms = _Owners(citations), find_atoms(text.value, rules)
    complete_parts(atoms, text)
    return tuple(_row(atom, text, places, owner) for atom in atoms)


def find_atoms(value: str, rules: DateRules) -> list[Atom]:
    """The expressions of a string, completed, proved and qualified, in order and without overlap."""
    atoms = _read(value, rules)
    for atom in atoms:
        if atom.needs and TESTS[atom.needs](Sight(value, atom, rules.words)):
            atom.needs = ""
    prove_columns(value, [atom for atom in atoms if atom.needs == "bare_year"])
    joined = Joiner(value, rules.connectors).join(atoms)
    for atom in joined:
        settle(atom, value, rules.surroundings)
    return joined


def _read(value: str, rules: DateRules) -> list[Atom]:
    """What the rules read, each expression by one rule."""
    source = Source(value)
    atoms = list(_figures(source, rules))
    words = [
        a
        for rule, match in rules.worded.hits(value)
        for a in _atoms(rule, match, match.start(rule.whole), source, rules)
    ]
    return _merged(atoms, words) if words else atoms


def _figures(source: Source, rules: DateRules) -> Iterator[Atom]:
    done, book, value = 0, rules.figures.rules, source.text
    for match in rules.figures.pattern.finditer(value):
        start = match.start()
        if start < done:
            continue
        group = match.lastgroup or ""
        rule = book[group]
        if rule.after:
            start = _unit_start(value, start)
        for atom in _atoms(rule, match, start, source, rules):
            done = atom.end
            yield atom


def _worded(source: Source, rules: DateRules) -> Iterator[Atom]:
    for rule, match in rules.worded.hits(source.text):
        yield from _atoms(rule, match, match.start(rule.whole), source, rules)


def _unit_start(value: str, at: int) -> int:
    """Where the unit word that stands before a figure begins."""
    while value[at - 1] in " \u00a0:":
        at -= 1
    while at and value[at - 1].isalpha():
        at -= 1
    return at


def _atoms(rule: Rule, match: re.Match[str], start: int, source: Source, rules: DateRules) -> list[Atom]:
    end = match.end(rule.whole)
    return rule.shape(Hit(source, start, end, match, rule.groups, rule.id, rule.needs, rules.names))


def _merged(first: list[Atom], second: list[Atom]) -> list[Atom]:
    """Both in order; of two that overlap the one that begins first, then the longer, then the proved."""
    kept: list[Atom] = []
    for atom in sorted([*first, *second], key=lambda a: (a.start, -a.end, bool(a.needs))):
        if not kept or atom.start >= kept[-1].end:
            kept.append(atom)
    return kept


_NESTED = 4
"""So many citations can begin before the one that holds a position has ended."""


class _Owners:
    """Which citation holds a position: the innermost one."""

    def __init__(self, citations: Sequence[Citation]) -> None:
        self._spans = sorted((c.char_start, -c.char_end, c.citation_id) for c in citations)
        self._starts = [start for start, *_ in self._spans]

    def at(self, position: int) -> str | None:
        last = bisect_right(self._starts, position)
        for start, end, identity in reversed(self._spans[max(0, last - _NESTED) : last]):
            if start <= position < -end:
                return identity
        return None


def _row(atom: Atom, text: Text, places: Places, owner: _Owners) -> DateMention:
    start, end = atom.start, atom.end
    value = value_of(atom.first, atom.last)
    return DateMention(
        doc_id=text.doc_id,
        char_start=start,
        char_end=end,
        text=text.value[start:end],
        page=places.page(start),
        boxes=places.boxes(start, end),
        date_id=finding_id(text.doc_id, "dates", start, end, atom.rule),
        section_id=places.section_id(start),
        footnote_id=places.footnote_id(start),
        citation_id=owner.at(start),
        table_id=places.table_id(start),
        kind=atom.kind,
        start=value.start,
        end=value.end,
        edtf=atom.edtf or value.edtf,
        modifier=atom.modifier,
        rule=atom.rule,
    )
