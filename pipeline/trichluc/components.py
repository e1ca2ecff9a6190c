"""The stages as spaCy components: thin adapters that put findings into `doc.spans`.

The text of the `Doc` is taken as it is; every span is a span of it. A span's label is the finding's form or kind and
`span._.finding` is the row itself, looked up and not stored, because spaCy cannot carry foreign objects between
processes. Bring text in NFC.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from trichluc.document import Extracted, annotate
from trichluc.report import Citation, DateMention, Quantity, Section

Row = Section | Citation | DateMention | Quantity
Component = Callable[[Doc], Doc]
_TABLES = ("sections", "citations", "dates", "numbers")


@lru_cache(maxsize=4)
def _found(text: str) -> Extracted:
    return annotate(text)


def _rows(text: str, table: str) -> Sequence[Row]:
    rows: Sequence[Row] = getattr(_found(text), table)
    return rows


def _label(row: Row) -> str:
    match row:
        case Section():
            return row.scheme
        case Citation():
            return row.form
        case _:
            return row.kind


def _span(doc: Doc, row: Row) -> Span | None:
    return doc.char_span(row.char_start, row.char_end, label=_label(row), alignment_mode="expand")


def _component(table: str) -> Component:
    def put_spans(doc: Doc) -> Doc:
        spans = (_span(doc, row) for row in _rows(doc.text, table))
        doc.spans[table] = [span for span in spans if span is not None]
        return doc

    return put_spans


def _finding(span: Span) -> Row | None:
    for table in _TABLES:
        for row in _rows(span.doc.text, table):
            if _label(row) == span.label_ and _span(span.doc, row) == span:
                return row
    return None


if not Span.has_extension("finding"):
    Span.set_extension("finding", getter=_finding)


@Language.factory("trichluc_sections")
def make_sections(nlp: Language, name: str) -> Component:  # noqa: ARG001 (spaCy names them)
    """Section headings and their extents, in `doc.spans["sections"]`."""
    return _component("sections")


@Language.factory("trichluc_citations")
def make_citations(nlp: Language, name: str) -> Component:  # noqa: ARG001 (spaCy names them)
    """Mentions of documents, in `doc.spans["citations"]`."""
    return _component("citations")


@Language.factory("trichluc_dates")
def make_dates(nlp: Language, name: str) -> Component:  # noqa: ARG001 (spaCy names them)
    """Expressions of calendar time, in `doc.spans["dates"]`."""
    return _component("dates")


@Language.factory("trichluc_numbers")
def make_numbers(nlp: Language, name: str) -> Component:  # noqa: ARG001 (spaCy names them)
    """Quantities, in `doc.spans["numbers"]`."""
    return _component("numbers")
