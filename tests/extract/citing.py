"""Citations of a string, for the tests of this folder."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from trichluc.extract.citations import CitationRules, find_citations, load_citation_rules
from trichluc.layout.verbatim import verbatim
from trichluc.places import Places
from trichluc.report import Citation
from trichluc.rules import open_package
from trichluc.text import Text


@cache
def rules() -> CitationRules:
    return load_citation_rules(open_package())


def citations(value: str | Text) -> tuple[Citation, ...]:
    """Every citation of a text; a string is taken as it is."""
    text = verbatim(value) if isinstance(value, str) else value
    return find_citations(text, Places(text), rules())


def cited(value: str | Text) -> list[Citation]:
    """The citations that have an identifier of their own."""
    return [c for c in citations(value) if c.form != "anaphoric"]


def only(value: str) -> Citation:
    """The one citation of a string."""
    (found,) = cited(value)
    return found


def with_kinds(*paragraphs: tuple[str, str]) -> Text:
    """A text of paragraphs, each with its kind: `("recipients", "- Như trên;")`."""
    text = verbatim("\n".join(words for _, words in paragraphs))
    blocks = tuple(replace(b, kind=kind) for b, (kind, _) in zip(text.blocks, paragraphs, strict=True))
    return replace(text, blocks=blocks)
