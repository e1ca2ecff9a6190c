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

from trichluc.audit.acts import ActRules, Law, slug
from trichluc.language.letters import fold
from trichluc.report import Citation, Document

_LEADING_ZEROS = re.compile(r"^0+(?=\d)")
_UNKNOWN = "-"
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
        year = str(self.year) if self.year else _UNKNOWN
        return "/".join(("/akn", self.jurisdiction, self.family, self.doc_type, self.author, year, self.number))

    @property
    def without_year(self) -> tuple[str, ...]:
        """What two mentions of one act share when one of them tells no year."""
        return self.jurisdiction, self.family, self.doc_type, self.author, self.number


def identify(document: Document, citations: Sequence[Citation], rules: ActRules) -> tuple[Citation, ...]:
    """The citations with `target_id`. A mention that the text links to another one gets that one's identity."""
    known = {c.citation_id: _identity(c, document, rules) for c in citations if _is_independent(c)}
    settled = _with_years(citations, known)
    own = own_identity(document, rules)
    return tuple(replace(c, target_id=_target(c, settled, own)) for c in citations)


def own_identity(document: Document, rules: ActRules) -> str | None:
    """The identifier of the document itself, when its letterhead shows a number."""
    if not document.symbol or not document.number:
        return None
    year = document.date_end.year if document.date_end else None
    return _of_symbol(_Named(document.symbol, document.doc_type, year, document.issuer), document, rules).iri


def _is_independent(citation: Citation) -> bool:
    return bool(citation.symbol or citation.name) and citation.form not in {"anaphoric", "number_only"}


def _target(citation: Citation, settled: dict[str, Identity], own: str | None) -> str | None:
    if citation.citation_id in settled:
        return settled[citation.citation_id].iri
    antecedent = settled.get(citation.target_id or "")
    if antecedent is not None and citation.form == "number_only" and not _has_number(antecedent, citation):
        # “(sau đây gọi là Nghị quyết 18)” may follow an act that cites the one which is meant
        antecedent = next((other for other in settled.values() if _has_number(other, citation)), antecedent)
    if antecedent is not None:
        return antecedent.iri
    if citation.form == "number_only" and citation.symbol:
        return _alone(citation)
    return own if citation.form == "anaphoric" and citation.target_id == citation.doc_id else None


def _has_number(identity: Identity, citation: Citation) -> bool:
    """Whether a mention by type and bare number can mean the act."""
    number = _LEADING_ZEROS.sub("", slug(citation.symbol or ""))
    kind = slug(citation.doc_type or "") in ("", identity.doc_type)
    return kind and (identity.number == number or identity.number.startswith(f"{number}-"))


def _alone(citation: Citation) -> str:
    """A type with a bare number that no other mention explains."""
    kind = slug(citation.doc_type or "") or _UNKNOWN
    year = citation.year or (citation.date.year if citation.date else None)
    return Identity("vn", "act", kind, _UNKNOWN, year, slug(citation.symbol or "")).iri


def _identity(citation: Citation, document: Document, rules: ActRules) -> Identity:
    year = citation.year or (citation.date.year if citation.date else None)
    if citation.form == "standard":
        number = slug(citation.symbol or citation.text)
        return Identity("vn", "doc", slug(citation.doc_type or "") or _UNKNOWN, _UNKNOWN, None, number)
    if citation.symbol:
        named = _Named(citation.symbol, citation.doc_type, year, citation.issuer, citation.issuer_code)
        return _of_symbol(named, document, rules)
    return _of_name(citation, year, document, rules)


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
    code = named.code or re.split(r"[/-]", named.symbol)[-1]
    body = rules.issuer(code)
    kind = named.doc_type or _type_of(named.symbol, rules) or rules.letter
    family = "act" if kind in rules.normative and not (body and body.is_party) else "doc"
    local = body is not None and body.is_local
    place = _jurisdiction(named.issuer, document, rules) if local or body is None else "vn"
    number = _LEADING_ZEROS.sub("", slug(named.symbol))
    return Identity(place, family, slug(kind), _author(body.code if body else code, named.issuer, local), year, number)


def _type_of(symbol: str, rules: ActRules) -> str | None:
    return next((rules.types[part] for part in re.split(r"[/-]", symbol)[1:] if part in rules.types), None)


def _author(code: str, issuer: str | None, local: bool) -> str:
    """The issuer's code; a body below the province adds its place, because its code is shared."""
    below = re.search(r"(?:huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+[\w\s]+$", issuer or "", re.IGNORECASE)
    name = f"{code}-{below.group()}" if local and below else code
    return slug(name) or _UNKNOWN


def _jurisdiction(issuer: str | None, document: Document, rules: ActRules) -> str:
    for text in (issuer, document.province, document.issuer, document.parent_issuer, document.place):
        match = rules.place_pattern.search(fold(text)) if text else None
        if match:
            return rules.jurisdictions[match.group()]
    return "vn"


def _of_name(citation: Citation, year: int | None, document: Document, rules: ActRules) -> Identity:
    kind, name = citation.doc_type or "luật", citation.name or ""
    law = law_in_force(rules.versions(kind, name), citation.date, year, document.date_end)
    if law is not None and law.number:
        passed = law.passed.year if law.passed else year
        return Identity("vn", "act", slug(law.kind), "qh", passed or _year_of(law.number), slug(law.number))
    if law is not None and law.passed:
        year = law.passed.year
    return Identity("vn", "act", slug(kind), "qh", year, slug(name.removeprefix(kind).strip() or kind))


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


def _with_years(citations: Sequence[Citation], known: dict[str, Identity]) -> dict[str, Identity]:
    """A mention without a year takes the year of the same act named elsewhere in the report: the nearest before it."""
    dated: dict[tuple[str, ...], list[tuple[int, Identity]]] = {}
    for c in citations:
        identity = known.get(c.citation_id)
        if identity is not None and identity.year:
            dated.setdefault(identity.without_year, []).append((c.char_start, identity))
    settled = dict(known)
    for c in citations:
        identity = known.get(c.citation_id)
        if identity is not None and identity.year is None and identity.without_year in dated:
            settled[c.citation_id] = _nearest(dated[identity.without_year], c.char_start)
    return settled


def _nearest(mentions: list[tuple[int, Identity]], position: int) -> Identity:
    before = [identity for start, identity in mentions if start <= position]
    return before[-1] if before else mentions[0][1]
