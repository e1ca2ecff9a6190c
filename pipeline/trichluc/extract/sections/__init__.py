"""Find the sections of a text: numbered headings and paragraphs, as one tree.

Whether a paragraph heads a section is never decided by its form alone. Every paragraph that begins like a marker is a
candidate (`candidates`), the numbering of the whole document decides which of them hold and what they mean
(`solver`), and only then titles, spans and roles are read off (`titles`, `tree`, `roles`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from trichluc.errors import RuleError
from trichluc.extract.sections.boundaries import Boundaries, load_boundaries
from trichluc.extract.sections.candidates import Break, Candidate, Scanner, Words
from trichluc.extract.sections.costs import Costs, load_costs
from trichluc.extract.sections.numerals import load_numerals
from trichluc.extract.sections.outline import Outlined, outline
from trichluc.extract.sections.roles import Roles, load_roles
from trichluc.extract.sections.schemes import Schemes, load_schemes
from trichluc.extract.sections.solver import solve
from trichluc.extract.sections.titles import TitleRules, Titles
from trichluc.extract.sections.tree import Entry, build
from trichluc.report import Section
from trichluc.rules import RulePackage, alternation
from trichluc.text import Text

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
        titles=TitleRules(
            **sizes,
            list_opener=_at_end(lists["list_opener"]),
            listing=_listing(lists),
            sentence=_whole(lists["sentence"]),
            topic=_whole(lists["topic"]),
            numbered_thing=_numbered(lists["numbered_thing"]),
        ),
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


def _listing(lists: dict[str, list[str]]) -> re.Pattern[str]:
    """What opens a list of things of one kind inside a sentence: `theo các tiêu chí`, `gồm 04 mức`."""
    verb, many, kind = (alternation(lists[name], any_case=True) for name in ("list_verb", "list_plural", "list_thing"))
    not_after = "".join(rf"(?<!{alternation([word], any_case=True)}\s)" for word in lists["list_not_after"])
    return re.compile(rf"(?<!\w){not_after}{verb}\s+(?:{many}|\d{{1,2}})\s+{kind}\s*$")


def _numbered(words: list[str]) -> re.Pattern[str]:
    """A thing with its number and nothing else: `Dự án 1`, `TIÊU CHÍ SỐ 2.1`."""
    things = alternation(words, any_case=True)
    return re.compile(rf"{things}\s+(?i:(?:thành\s+phần\s+)?(?:thứ|số)\s+)?(?:\d{{1,3}}(?:\.\d{{1,3}})*|[IVXLC]+)\s*")


def find_sections(text: Text, rules: SectionRules) -> tuple[Section, ...]:
    """Every section, in the order of the text; a section comes before its subsections."""
    events = list(Scanner(text, rules.schemes, rules.boundaries, rules.words, rules.costs).scan())
    if not any(isinstance(event, Candidate) for event in events):
        return ()
    solved = solve(events, rules.schemes.all, rules.costs)
    outlined = outline(solved, partial(_body_end, text, rules.words))
    depths = {event.block: -1 for event in events if isinstance(event, Break)}
    depths |= {heading.candidate.block: heading.depth for heading in outlined}
    titles = Titles(text, rules.titles, depths)
    return build(text, [_entry(heading, titles) for heading in outlined], rules.roles)


def _entry(outlined: Outlined, titles: Titles) -> Entry:
    return Entry(outlined, titles.heading(outlined.reading.scheme, outlined.candidate.block, outlined.body))


def _body_end(text: Text, words: Words, headed: int, until: int | None) -> int:
    """Where the last section ends in front of a break or the end of the text.

    The words with which a report takes its leave belong to no section. `headed` is the paragraph of the last heading,
    `until` that of the break.
    """
    limit = len(text.blocks) if until is None else until
    for at in range(headed + 1, limit):
        block = text.blocks[at]
        if words.closing.match(block.text) or (block.text.endswith("/.") and words.farewell.search(block.text)):
            return block.char_start
    return len(text.value) if until is None else text.blocks[until].char_start
