"""Find the sections of a text: numbered headings and paragraphs, as one tree.

Whether a paragraph heads a section is never decided by its form alone. Every paragraph that begins like a marker is a
candidate (`candidates`), the numbering of the whole document decides which of them hold and what they mean
(`solver`), and only then titles, spans and roles are read off (`titles`, `tree`, `roles`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from trichluc.errors import RuleError
from trichluc.extract.sections.boundaries import Boundaries, load_boundaries
from trichluc.extract.sections.candidates import Break, Candidate, Scanner, Words
from trichluc.extract.sections.costs import Costs, load_costs
from trichluc.extract.sections.numerals import load_numerals
from trichluc.extract.sections.roles import Roles, load_roles
from trichluc.extract.sections.schemes import Schemes, load_schemes
from trichluc.extract.sections.solver import Closed, Placed, solve
from trichluc.extract.sections.titles import TitleRules, Titles
from trichluc.extract.sections.tree import Entry, build
from trichluc.report import Section, Text
from trichluc.rules import RulePackage, alternation

__all__ = ["SectionRules", "find_sections", "load_section_rules"]


@dataclass(frozen=True, slots=True)
class SectionRules:
    """The compiled rules of this stage."""

    schemes: Schemes
    boundaries: Boundaries
    words: Words
    costs: Costs
    titles: TitleRules
    roles: Roles


def load_section_rules(package: RulePackage) -> SectionRules:
    """Compile and check the rules of `models/…/sections`."""
    costs = load_costs(package)
    lists: dict[str, list[str]] = {}
    for row in package.table("sections", "words.tsv"):
        lists.setdefault(row["list"], []).append(row["word"])
    sizes = package.document("sections", "titles.toml").get("title")
    if not isinstance(sizes, dict):
        raise RuleError("sections/titles.toml: `[title]` is missing")
    return SectionRules(
        schemes=load_schemes(package, load_numerals(package, costs.dearest_repair)),
        boundaries=load_boundaries(package),
        words=_words(lists),
        costs=costs,
        titles=TitleRules(**sizes, list_opener=_at_end(lists["list_opener"])),
        roles=load_roles(package),
    )


def _words(lists: dict[str, list[str]]) -> Words:
    return Words(
        continuation=_at_end(lists["continuation"]),
        contents=frozenset(lists["contents"]),
        contents_starts=frozenset(c for word in lists["contents"] for c in (word[0], word[0].upper(), "*", "#")),
        closing=_whole(lists["closing"]),
        farewell=_whole(lists["farewell"]),
    )


def _at_end(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(words, any_case=True)}\s*$")


def _whole(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternation(words, any_case=True)}(?!\w)")


def find_sections(text: Text, rules: SectionRules) -> tuple[Section, ...]:
    """Every section, in the order of the text; a section comes before its subsections."""
    events = list(Scanner(text, rules.schemes, rules.boundaries, rules.words, rules.costs).scan())
    if not any(isinstance(event, Candidate) for event in events):
        return ()
    solved = solve(events, rules.schemes.all, rules.costs)
    depths = {event.block: -1 for event in events if isinstance(event, Break)}
    depths |= {event.candidate.block: event.depth for event in solved if isinstance(event, Placed)}
    titles = Titles(text, rules.titles, depths)
    entries = [_entry(event, titles) if isinstance(event, Placed) else event for event in solved]
    return build(text, entries, _body_end(text, events, solved, rules.words), rules.roles)


def _entry(placed: Placed, titles: Titles) -> Entry:
    candidate = placed.candidate
    scheme = candidate.readings[placed.reading].scheme
    return Entry(placed, titles.heading(scheme, candidate.block, candidate.bodies[placed.reading]))


def _body_end(text: Text, events: list[Candidate | Break], solved: list[Placed | Closed], words: Words) -> int:
    """Where the body ends after the last heading: before the words with which a report takes its leave."""
    last = max(event.block for event in events if isinstance(event, Candidate))
    after = [event for event in events if isinstance(event, Break) and event.block > last]
    until = after[0].block if after else len(text.blocks)
    headed = max((event.candidate.block for event in solved if isinstance(event, Placed)), default=last)
    for at in range(headed + 1, until):
        block = text.blocks[at]
        if words.closing.match(block.text) or (block.text.endswith("/.") and words.farewell.search(block.text)):
            return block.char_start
    return text.blocks[until].char_start if until < len(text.blocks) else len(text.value)
