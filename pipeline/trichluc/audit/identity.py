"""Which act a citation means: one identifier for all mentions of one act, in the manner of Akoma Ntoso.

`/akn/vn/act/quyet-dinh/ttg/2024/1703-qd-ttg`: country or province, act or doc, type, issuer, year, number and symbol
(OASIS Akoma Ntoso Naming Convention 1.0, §4.4). The year is that of the act, not the full date, because a report
often prints the year alone; `-` stands for a year that nothing tells. The context fills what a symbol leaves open:
the province from the issuer's name or the report's own, the year from the date or from another mention of the same
act in the same report, the number of a law from its name and the day of the report.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from trichluc.audit.acts import ActRules, Law, fold_name, law_key, slug
from trichluc.language.letters import fold
from trichluc.report import Citation, Document

_LEADING_ZEROS = re.compile(r"^0+(?=\d)")
UNKNOWN = "-"
"""Stands in an identifier for what nothing tells."""
_PARTS = 8
_SCHEME_DIGITS = 2
_PARTS_OF_SYMBOL = re.compile(r"[/-]")
_YEAR_IN_SYMBOL = re.compile(r"/((?:19|20)\d{2})/")


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of an act from one mention."""

    jurisdiction: str
    family: str
    doc_type: str
    author: str
    year: int | None
    number: str

    @property
    def iri(self) -> str:
        """The identifier, without pinpoint."""
        year = str(self.year) if self.year else UNKNOWN
        return "/".join(("/akn", self.jurisdiction, self.family, self.doc_type, self.author, year, self.number))

    @classmethod
    def parse(cls, iri: str) -> Identity | None:
        """The identity that an identifier was made of; None for anything else."""
        parts = iri.split("/")
        if len(parts) != _PARTS or parts[1] != "akn":
            return None
        place, family, doc_type, author, year, number = parts[2:]
        return cls(place, family, doc_type, author, int(year) if year.isdigit() else None, number)

    @property
    def is_central(self) -> bool:
        """Whether the symbol is one of the whole country: no other place has the same."""
        return self.jurisdiction == "vn"

    @property
    def is_bare(self) -> bool:
        """Whether the symbol is a number and an issuer, as up to 1998: `24/CP`."""
        number, _, rest = self.number.partition("-")
        return number[:1].isdigit() and rest == self.author and self.family == "act"

    def has_number(self, number: str) -> bool:
        """Whether the act bears a number, whatever else is in its symbol."""
        return self.number == number or self.number.startswith(f"{number}-")

    def names_scheme(self, short: tuple[str, str]) -> bool:
        """Whether a short mention of another type (type and number) can be named after the act."""
        named = self.author != UNKNOWN and self.is_central
        return named and self.doc_type != short[0] and self.has_number(short[1])

    def leaves_open(self, other: Identity) -> bool:
        """Whether a mention without issuer can mean what another one tells in full."""
        same_code = other.author == self.author or other.author.startswith(f"{self.author}-")
        return same_code and self.year in (None, other.year)

    @property
    def without_year(self) -> tuple[str, ...]:
        """What two mentions of one act share when one of them tells no year."""
        return self.jurisdiction, self.family, self.doc_type, self.author, self.number


def identify(document: Document, citations: Sequence[Citation], rules: ActRules) -> tuple[Citation, ...]:
    """The citations with `target_id`. A mention that the text links to another one gets that one's identity."""
    known = {c.citation_id: _identity(c, document, rules) for c in citations if _is_independent(c)}
    settled = _with_years(citations, known)
    own = own_identity(document, rules)
    targets = (_target(c, settled, own, rules) for c in citations)
    return tuple(replace(c, target_id=t, target_alone=t) for c, t in zip(citations, targets, strict=True))


def own_identity(document: Document, rules: ActRules) -> str | None:
    """The identifier of the document itself, when its letterhead shows a number."""
    if not document.symbol or not document.number:
        return None
    year = document.date_end.year if document.date_end else None
    return _of_symbol(_Named(document.symbol, document.doc_type, year, document.issuer), document, rules).iri


def _is_independent(citation: Citation) -> bool:
    return bool(citation.symbol or citation.name) and citation.form not in {"anaphoric", "number_only"}


def _target(citation: Citation, settled: dict[str, Identity], own: str | None, rules: ActRules) -> str | None:
    if citation.citation_id in settled:
        return settled[citation.citation_id].iri
    antecedent = settled.get(citation.target_id or "")
    if antecedent is not None and citation.form == "number_only" and not _has_number(antecedent, citation):
        # “(sau đây gọi là Nghị quyết 18)” may follow an act that cites the one which is meant
        antecedent = next((other for other in settled.values() if _has_number(other, citation)), antecedent)
    if antecedent is not None:
        return antecedent.iri
    if citation.form == "number_only" and citation.symbol:
        return _nicknamed(citation, settled, rules) or _alone(citation)
    return own if citation.form == "anaphoric" and citation.target_id == citation.doc_id else None


def _has_number(identity: Identity, citation: Citation) -> bool:
    """Whether a mention by type and bare number can mean the act."""
    kind = slug(citation.doc_type or "") in ("", identity.doc_type)
    return kind and identity.has_number(short_number(citation.symbol or ""))


def _nicknamed(citation: Citation, settled: dict[str, Identity], rules: ActRules) -> str | None:
    """The one act whose number a scheme bears (`Đề án 06`, `Đề án 1816`); the parts of a programme have one digit."""
    number = citation.symbol or ""
    if citation.doc_type not in rules.schemes or len(number) < _SCHEME_DIGITS:
        return None
    short = (slug(citation.doc_type or ""), short_number(number))
    decisions = {slug(kind) for kind in rules.decisions}
    acts = (identity for identity in settled.values() if identity.doc_type in decisions)
    found = {identity.iri for identity in acts if identity.names_scheme(short)}
    return found.pop() if len(found) == 1 else None


def _alone(citation: Citation) -> str:
    """A type with a bare number that no other mention explains."""
    kind = slug(citation.doc_type or "") or UNKNOWN
    year = citation.year or (citation.date.year if citation.date else None)
    return Identity("vn", "act", kind, UNKNOWN, year, short_number(citation.symbol or "")).iri


def short_number(written: str) -> str:
    """A bare number as it stands in an identifier: without leading zeros."""
    return _LEADING_ZEROS.sub("", slug(written))


def _identity(citation: Citation, document: Document, rules: ActRules) -> Identity:
    year = citation.year or (citation.date.year if citation.date else None)
    if citation.form == "standard":
        number = slug(citation.symbol or citation.text)
        return Identity("vn", "doc", slug(citation.doc_type or "") or UNKNOWN, UNKNOWN, None, number)
    if citation.symbol and _is_of_another(citation, rules):
        year = citation.date.year if citation.date else None
    elif citation.symbol:
        named = _Named(citation.symbol, citation.doc_type, year, citation.issuer, citation.issuer_code)
        return _of_symbol(named, document, rules)
    return _of_name(citation, year, document, rules)


def _is_of_another(citation: Citation, rules: ActRules) -> bool:
    """Whether the symbol is that of the law in the title: `Luật sửa đổi … của Luật Quốc tịch số 24/2008/QH12`."""
    law = rules.numbered.get(citation.symbol or "") if citation.name else None
    key = law_key(citation.doc_type, citation.name or "")
    return law is not None and key != law_key(law.kind, law.name) and key.endswith(fold_name(law.name))


@dataclass(frozen=True, slots=True)
class _Named:
    """An act by its symbol, with what the text says around it."""

    symbol: str
    doc_type: str | None
    year: int | None
    issuer: str | None
    code: str | None = None


def _of_symbol(named: _Named, document: Document, rules: ActRules) -> Identity:
    written = _YEAR_IN_SYMBOL.search(named.symbol)
    year = int(written[1]) if written else named.year
    code = named.code or _PARTS_OF_SYMBOL.split(named.symbol)[-1]
    # `BNN-KHCN` is a unit of BNN; joint acts begin with the body whose number they bear.
    body = rules.issuer(code) or rules.issuer(code.split("-")[0])
    kind = _kind(named, rules)
    family = "act" if kind in rules.normative and not (body and body.is_party) else "doc"
    local = body is not None and body.is_local
    place = _jurisdiction(named.issuer, document, rules) if local or body is None else "vn"
    number = _LEADING_ZEROS.sub("", slug(named.symbol))
    return Identity(place, family, slug(kind), _author(body.code if body else code, named.issuer, local), year, number)


def _kind(named: _Named, rules: ActRules) -> str:
    """The type that the symbol shows, because writers shorten its name (`Thông tư số 176/1998/TTLT-…`).

    Where a code stands for several types the written one is kept: `41-QĐ/TW` can be a Quy định.
    """
    codes = _PARTS_OF_SYMBOL.split(named.symbol)[1:]
    shown = [kind for code in codes for kind in rules.types.get(code, ())]
    written = named.doc_type or ""
    if not written or written in rules.generic or written in rules.schemes:
        return shown[0] if shown else rules.letter
    shorter = [kind for kind in shown if written.startswith(kind)]
    longer = [kind for kind in shown if kind.startswith(written)]
    # Codes of issuers look like those of types: `60 TC/CĐKT` is no Thông cáo.
    return min(shorter, key=len) if shorter else longer[0] if longer else written


def _author(code: str, issuer: str | None, local: bool) -> str:
    """The issuer's code; a body below the province adds its place, because its code is shared."""
    below = re.search(r"(?:huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+[\w\s]+$", issuer or "", re.IGNORECASE)
    name = f"{code}-{below.group()}" if local and below else code
    return slug(name) or UNKNOWN


def _jurisdiction(issuer: str | None, document: Document, rules: ActRules) -> str:
    for text in (issuer, document.province, document.issuer, document.parent_issuer, document.place):
        match = rules.place_pattern.search(fold(text)) if text else None
        if match:
            return rules.jurisdictions[match.group()]
    return "vn"


def _law_iri(law: Law, year: int | None) -> str | None:
    """The identifier of a law that has a number."""
    if not law.number:
        return None
    passed = law.passed.year if law.passed else year
    return Identity("vn", "act", slug(law.kind), "qh", passed or _year_of(law.number), slug(law.number)).iri


def numbered_laws(rules: ActRules) -> dict[str, Law]:
    """The laws with a number by their identifiers: what reports cite by name has a number and a day too."""
    return {iri: law for law in rules.numbered.values() if (iri := _law_iri(law, None))}


def _of_name(citation: Citation, year: int | None, document: Document, rules: ActRules) -> Identity:
    kind, name = citation.doc_type or "luật", citation.name or ""
    law = law_in_force(rules.versions(kind, name), citation.date, year, document.date_end)
    if law is not None and law.number:
        passed = law.passed.year if law.passed else year
        return Identity("vn", "act", slug(law.kind), "qh", passed or _year_of(law.number), slug(law.number))
    if law is not None and law.passed:
        year = law.passed.year
    return Identity("vn", "act", slug(kind), "qh", year, slug(rules.full_name(name).removeprefix(kind).strip() or kind))


def _year_of(number: str) -> int | None:
    match = re.search(r"/((?:19|20)\d{2})/", number)
    return int(match[1]) if match else None


def law_in_force(versions: Sequence[Law], date: dt.date | None, year: int | None, day: dt.date | None) -> Law | None:
    """The version that a mention means: by its date, by its year, else the one in force on the day of the report."""
    if date is not None:
        return next((law for law in versions if law.passed == date), _of_year(versions, date.year))
    if year is not None:
        return _of_year(versions, year)
    if day is None:
        return versions[0] if len(versions) == 1 else None
    begun = [law for law in versions if _begin(law) is not None and _begin(law) <= day]  # type: ignore[operator]
    return begun[-1] if begun else None


def _of_year(versions: Iterable[Law], year: int) -> Law | None:
    return next((law for law in versions if year in law.years), None)


def _begin(law: Law) -> dt.date | None:
    return law.effective or law.passed


_Mentions = list[tuple[int, Identity]]
"""Places in the text and what is mentioned there, in order."""
_ByYearless = dict[tuple[str, ...], _Mentions]
_ByNumber = dict[tuple[str, str], _Mentions]


def _with_years(citations: Sequence[Citation], known: dict[str, Identity]) -> dict[str, Identity]:
    """A mention without year or issuer takes them from the same act named elsewhere in the report: the nearest before.

    A later mention of a district's plan is `51/KH-UBND` alone; it is not that of the province.
    """
    dated: _ByYearless = {}
    issued: _ByNumber = {}
    for c in citations:
        identity = known.get(c.citation_id)
        if identity is not None and identity.year:
            dated.setdefault(identity.without_year, []).append((c.char_start, identity))
            if c.issuer:
                issued.setdefault((identity.doc_type, identity.number), []).append((c.char_start, identity))
    settled = dict(known)
    for c in citations:
        identity = known.get(c.citation_id)
        if identity is not None and not (identity.year and c.issuer):
            settled[c.citation_id] = _completed(c, identity, dated, issued)
    return settled


def _completed(c: Citation, identity: Identity, dated: _ByYearless, issued: _ByNumber) -> Identity:
    named = [(at, one) for at, one in issued.get((identity.doc_type, identity.number), ()) if identity.leaves_open(one)]
    if not c.issuer and named:
        return _nearest(named, c.char_start)
    same = dated.get(identity.without_year)
    return _nearest(same, c.char_start) if same and not identity.year else identity


def _nearest(mentions: _Mentions, position: int) -> Identity:
    before = [identity for start, identity in mentions if start <= position]
    return before[-1] if before else mentions[0][1]
