"""One document from bytes to rows: the stages in order, on one screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from trichluc.audit import AuditRules, Evidence, audit, load_audit_rules
from trichluc.extract.citations import CitationRules, find_citations, load_citation_rules
from trichluc.extract.dates import DateRules, find_dates, load_date_rules
from trichluc.extract.numbers import NumberRules, find_numbers, load_number_rules
from trichluc.extract.sections import SectionRules, find_sections, load_section_rules
from trichluc.layout import LayoutRules, lay_out, load_layout_rules
from trichluc.layout.deletions import as_printed
from trichluc.layout.drawn import as_stored
from trichluc.layout.posture import as_shown
from trichluc.layout.verbatim import verbatim
from trichluc.places import Places
from trichluc.read import ReadRules, load_read_rules, read_path, read_string
from trichluc.report import Block, Citation, DateMention, Footnote, Quantity, Report, Section, Table
from trichluc.rules import RulePackage, open_package
from trichluc.source import Source
from trichluc.text import Text


@dataclass(frozen=True, slots=True)
class Rules:
    """The compiled rules of every stage, of one version of the rule package."""

    version: str
    read: ReadRules
    layout: LayoutRules
    sections: SectionRules
    citations: CitationRules
    dates: DateRules
    numbers: NumberRules
    audit: AuditRules


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one text holds."""

    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    dates: tuple[DateMention, ...]
    numbers: tuple[Quantity, ...]


def load_rules(package: RulePackage) -> Rules:
    """Compile and check every rule of a package; raises `RuleError` that names the file and the rule."""
    return Rules(
        version=package.version,
        read=load_read_rules(package),
        layout=load_layout_rules(package),
        sections=load_section_rules(package),
        citations=load_citation_rules(package),
        dates=load_date_rules(package),
        numbers=load_number_rules(package),
        audit=load_audit_rules(package),
    )


@lru_cache(maxsize=1)
def installed_rules() -> Rules:
    """The rules of the installed package `vi_trichluc`, loaded once."""
    return load_rules(open_package())


def read(path: str | Path, rules: Rules | None = None) -> Report:
    """Read one file. Raises a subclass of `InputError` when it cannot be read at all."""
    path, rules = Path(path), rules or installed_rules()
    return analyse(read_path(path, path.name, rules.read), rules)


def read_text(text: str, rules: Rules | None = None) -> Report:
    """Read a report from a string, as from a text file; each line is a paragraph unless lines break at one width."""
    rules = rules or installed_rules()
    return analyse(read_string(text, rules.read), rules)


def annotate(text: str, rules: Rules | None = None) -> Extracted:
    """The findings of a string taken as it is: every offset is the string's own. Bring it in NFC."""
    return extract(verbatim(text), rules or installed_rules())


def extract(text: Text, rules: Rules) -> Extracted:
    """Sections, citations, dates and numbers of one text, each stage given what the ones before it found."""
    sections = find_sections(text, rules.sections)
    places = Places(text, sections)
    citations = find_citations(text, places, rules.citations)
    dates = find_dates(text, places, citations, rules.dates)
    numbers = find_numbers(text, places, [*citations, *dates], rules.numbers)
    return Extracted(sections, citations, dates, numbers)


def analyse(source: Source, rules: Rules) -> Report:
    """The stages after reading: layout, then what the one text holds."""
    document, text = lay_out(source, rules.layout)
    found = extract(text, rules)
    places = Places(text, found.sections)
    evidence = Evidence(document, found.citations, found.dates, found.numbers, found.sections, text.table_cells)
    citations, findings = audit(evidence, places, rules.audit)
    report = Report(
        document=document,
        pages=text.pages,
        lines=text.lines,
        blocks=_settled(text, found.sections, places),
        sections=found.sections,
        footnotes=_with_section(text.footnotes, places),
        citations=citations,
        dates=found.dates,
        numbers=found.numbers,
        tables=_tables_with_section(text.tables, places),
        table_cells=text.table_cells,
        findings=findings,
        problems=(*source.problems, *text.problems),
    )
    shown = as_shown(as_stored(report, text.stored), source.pages)
    return as_printed(shown, text.deletions)


def _settled(text: Text, sections: tuple[Section, ...], places: Places) -> tuple[Block, ...]:
    """The blocks with their sections; a block that opens a titled section is a heading."""
    headings = {s.char_start for s in sections if s.title is not None}
    return tuple(
        replace(
            block,
            section_id=places.section_id(block.char_start),
            kind="heading" if block.kind in _BODY and block.char_start in headings else block.kind,
        )
        for block in text.blocks
    )


_BODY = frozenset({"paragraph", "list_item"})


def _with_section(notes: tuple[Footnote, ...], places: Places) -> tuple[Footnote, ...]:
    return tuple(
        replace(n, section_id=places.section_id(n.char_start if n.ref_start is None else n.ref_start)) for n in notes
    )


def _tables_with_section(tables: tuple[Table, ...], places: Places) -> tuple[Table, ...]:
    return tuple(replace(t, section_id=places.section_id(t.char_start)) for t in tables)
