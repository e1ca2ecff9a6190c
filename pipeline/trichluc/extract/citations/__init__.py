"""Find the citations of a text: acts with number and symbol, acts by name, standards, and what points back to them.

One pass over numbers, one over the words that names of acts begin with, one over standards; then dates, issuers,
provisions, relations and titles around what was found. The words, codes, shapes and names are data of
`models/…/citations`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from trichluc.extract.citations.anaphora import AnaphoraRules, find_anaphora, load_anaphora, resolve_mentions
from trichluc.extract.citations.assembly import (
    Context,
    Surface,
    outside,
    pinpoints,
    relations,
    rows,
    with_surroundings,
    without_overlaps,
)
from trichluc.extract.citations.bodies import load_bodies
from trichluc.extract.citations.dating import DateForms, load_date_forms
from trichluc.extract.citations.doctypes import load_doctypes
from trichluc.extract.citations.lawrules import LawRules, load_law_rules
from trichluc.extract.citations.lists import load_lists
from trichluc.extract.citations.mentions import Mention, Taken
from trichluc.extract.citations.named import find_named
from trichluc.extract.citations.numbered import NumberRules, find_blank, find_numbered, load_number_rules
from trichluc.extract.citations.pinpoints import PinpointRules, load_pinpoints
from trichluc.extract.citations.relations import RelationRules, load_relations
from trichluc.extract.citations.repair import SymbolKnowledge, knowledge_of_scans, load_terms
from trichluc.extract.citations.standards import StandardRules, find_standards, load_standards
from trichluc.extract.citations.surroundings import SurroundingRules, load_surroundings
from trichluc.extract.citations.symbols import load_forms
from trichluc.extract.citations.within import TitleRules, enclosing, load_title_rules
from trichluc.extract.citations.words import WordLists, load_words
from trichluc.extract.citations.zones import ZoneRules, load_zones, silent_spans
from trichluc.places import Places
from trichluc.report import Citation
from trichluc.rules import RulePackage
from trichluc.text import Text

__all__ = ["CitationRules", "find_citations", "load_citation_rules", "resolve_mentions"]


@dataclass(frozen=True, slots=True, eq=False)
class CitationRules:
    """The compiled rules of this stage."""

    numbers: NumberRules
    scanned: NumberRules
    """The same for pages that a recogniser read."""
    laws: LawRules
    standards: StandardRules
    surroundings: SurroundingRules
    pinpoints: PinpointRules
    relations: RelationRules
    titles: TitleRules
    anaphora: AnaphoraRules
    zones: ZoneRules


def load_citation_rules(package: RulePackage) -> CitationRules:
    """Compile and check the rules of `models/…/citations`."""
    words = load_words(package)
    doctypes = load_doctypes(package)
    bodies = load_bodies(package, words, doctypes)
    forms = load_forms(package)
    dates = load_date_forms(package, forms.macros)
    known = SymbolKnowledge(doctypes, bodies, load_terms(package))
    return CitationRules(
        load_number_rules(words, load_lists(words, forms, dates), known),
        _rules_of_scans(package, words, dates, known),
        load_law_rules(package, words, forms, dates, known),
        load_standards(package, forms),
        load_surroundings(words, bodies, dates),
        load_pinpoints(package),
        load_relations(package),
        load_title_rules(words),
        load_anaphora(words, doctypes),
        load_zones(words),
    )


def _rules_of_scans(package: RulePackage, words: WordLists, dates: DateForms, known: SymbolKnowledge) -> NumberRules:
    forms = load_forms(package, scanned=True)
    return load_number_rules(words, load_lists(words, forms, dates), knowledge_of_scans(package, known))


def find_citations(text: Text, places: Places, rules: CitationRules) -> tuple[Citation, ...]:
    """Every citation in the order of the text; `target_id` of what points back is as `resolve_mentions` says."""
    value = text.value
    mentions = with_surroundings(value, _mentions(text, rules), rules.surroundings)
    chains = pinpoints(value, mentions, rules.pinpoints)
    holders = enclosing(value, mentions, chains, rules.titles)
    related = relations(value, mentions, holders, chains, rules.relations)
    contexts = [Context(*parts) for parts in zip(holders, chains, related, strict=True)]
    found = rows(Surface(text, places, rules.surroundings.bodies), mentions, contexts)
    targets = resolve_mentions(value, found, rules.anaphora)
    return tuple(replace(c, target_id=targets[c.citation_id]) if c.citation_id in targets else c for c in found)


def _mentions(text: Text, rules: CitationRules) -> list[Mention]:
    """What the finders see, in the order of the text, without overlaps and outside the silent parts."""
    value = text.value
    silent = sorted(silent_spans(text, rules.zones))
    named = outside(find_named(value, rules.laws), silent)
    standards = find_standards(value, rules.standards, _taken(named))
    taken = _taken([*named, *standards])
    numbered = [*_numbered(text, rules, taken), *find_blank(value, rules.numbers, taken)]
    certain = [*named, *standards, *numbered]
    found = [*certain, *find_anaphora(value, rules.anaphora, _taken(certain))]
    return without_overlaps(outside(found, silent))


def _numbered(text: Text, rules: CitationRules, taken: Taken) -> list[Mention]:
    """Mentions with a number; those on pages that a recogniser read are found by the rules for such pages."""
    found = find_numbered(text.value, rules.numbers, taken)
    scanned = [(page.char_start, page.char_end) for page in text.pages if page.text_origin == "ocr"]
    if not scanned:
        return found
    on_scans = find_numbered(text.value, rules.scanned, taken)
    kept = [m for m in found if not _stands_in(m, scanned)] + [m for m in on_scans if _stands_in(m, scanned)]
    return sorted(kept, key=lambda m: m.start)


def _stands_in(mention: Mention, spans: list[tuple[int, int]]) -> bool:
    return any(start <= mention.start < end for start, end in spans)


def _taken(mentions: list[Mention]) -> Taken:
    return Taken((m.start, m.end) for m in mentions)
