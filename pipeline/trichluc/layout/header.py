"""The row of `documents`: what the letterhead and the end of a document say together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from trichluc.language.letters import fold
from trichluc.layout.gazetteer import Gazetteer, load_gazetteer
from trichluc.layout.headwords import HeadRules, load_head_rules
from trichluc.layout.letterhead import Head
from trichluc.layout.ownend import main_tail
from trichluc.layout.respelling import Spellings, load_spellings
from trichluc.layout.signature import signature_text
from trichluc.layout.tailzone import Tail
from trichluc.report import Document
from trichluc.rules import RulePackage

_RECOGNISED = frozenset({"ocr", "mixed"})
_OPENING = 12
"""Among so many paragraphs of the text a body may name itself."""
_OPENING_LENGTH = 3000
_NO_NAME = re.compile(r"[:;.…()\d]")
_NAME = range(2, 30)
"""Words of a body's name."""


@dataclass(frozen=True, slots=True)
class HeaderRules:
    """The words of letterheads, the list of provinces, and the names that scans are compared with."""

    words: HeadRules
    places: Gazetteer
    spellings: Spellings


def load_header_rules(package: RulePackage) -> HeaderRules:
    """Read and check them."""
    return HeaderRules(load_head_rules(package), load_gazetteer(package), load_spellings(package))


def fill_document(
    document: Document, head: Head, tails: Sequence[Tail], body: Iterable[str], rules: HeaderRules
) -> Document:
    """The document with everything that its letterhead and its end tell. `body` are the paragraphs of the text."""
    tail = main_tail(tails) or Tail()
    authority, title, signer = signature_text(tail.signatures)
    issuer, parent = head.issuer, head.parent_issuer
    if issuer is None:
        issuer = named_in_opening(body, rules.words)
    start = head.date.start if head.date else None
    filled = replace(
        document,
        issuer=issuer,
        parent_issuer=parent,
        province=_province(issuer, parent, head, rules),
        symbol=head.symbol.value if head.symbol else None,
        number=head.symbol.number if head.symbol else None,
        doc_type=head.doc_type,
        subject=head.subject,
        place=head.place,
        date_start=start,
        date_end=head.date.end if head.date else None,
        date_edtf=head.date.edtf if head.date else None,
        authority=authority,
        signer=signer,
        signer_title=title,
        addressees=tuple(head.addressees),
        recipients=tuple(tail.recipients),
        secrecy=head.secrecy,
        urgency=head.urgency,
        is_draft=head.is_draft,
    )
    return _respelled(filled, rules.spellings) if document.text_origin in _RECOGNISED else filled


def _respelled(document: Document, spellings: Spellings) -> Document:
    """The document with the names in its header spelled as the rules spell them."""

    def respell(text: str | None) -> str | None:
        return spellings.respell(text) if text else text

    title, signer = document.signer_title, document.signer
    return replace(
        document,
        issuer=respell(document.issuer),
        parent_issuer=respell(document.parent_issuer),
        place=respell(document.place),
        authority=respell(document.authority),
        signer_title="; ".join(map(spellings.position, title.split("; "))) if title else None,
        signer="; ".join(map(spellings.person, signer.split("; "))) if signer else None,
    )


def _province(issuer: str | None, parent: str | None, head: Head, rules: HeaderRules) -> str | None:
    """From the issuer, else its parent, else the place; a body of the whole State belongs to no province."""
    day = head.date.start if head.date else None
    for name in (issuer, parent):
        found = rules.places.province(name, day) if name else None
        if found:
            return found
    if head.place is None or (issuer and fold(issuer) in rules.words.central):
        return None
    if parent and fold(parent) in rules.words.central and issuer is None:
        return None
    return rules.places.province(head.place, day)


def named_in_opening(body: Iterable[str], rules: HeadRules) -> str | None:
    """The body that names itself in the sentence that opens a text: `…, Sở … báo cáo kết quả như sau:`."""
    for at, paragraph in enumerate(body):
        if at >= _OPENING:
            break
        if len(paragraph) > _OPENING_LENGTH or not rules.patterns["opening"].search(paragraph):
            continue
        for clause in (paragraph, *reversed(paragraph.split(", "))):
            name = _acting_body(clause.strip(), rules)
            if name:
                return name
    return None


def _acting_body(clause: str, rules: HeadRules) -> str | None:
    """The name before the verb in a clause that begins with a body."""
    folded = fold(clause)
    if not rules.body_start.match(folded) or not clause[:1].isupper():
        return None
    verb = rules.verb.search(folded)
    if verb is None:
        return None
    words = clause.split()[: len(folded[: verb.start()].split())]
    name = " ".join(words).strip(" ,")
    return name if len(words) in _NAME and not _NO_NAME.search(name) else None
