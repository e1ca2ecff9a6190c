"""A printed symbol to its normal form: separators and look-alikes put right, lost parts restored where there is proof.

What is printed stays in the text of the mention; every change sets `repaired`, and what is more than a space or a
dash makes the mention `malformed`. A digit is never made up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from trichluc.extract.citations.bodies import Bodies
from trichluc.extract.citations.dating import PrintedDate, full_year
from trichluc.extract.citations.doctypes import DocType, DocTypes
from trichluc.extract.citations.symbols import Printed
from trichluc.language.misread import Misreadings, misreadings
from trichluc.rules import RulePackage

_AROUND_AND = re.compile(r"[ \u00a0]?&[ \u00a0]?")
_PARTS = re.compile(r"([^\s/\u2010-\u2015\u2212()-]+)|([/\u2010-\u2015\u2212-]+)|\([^)]*\)")
_BETWEEN_WORDS = re.compile(r"[ \u00a0\u2009\u202f]+")
_UNEVEN = re.compile(r"[\s\u2010-\u2015\u2212(]")
_TIGHT = dict.fromkeys(map(ord, " \n\u00a0\u2009\u202f"), "") | dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_LETTERS_FOR_DIGITS = str.maketrans("lIO", "110")
_TYPE_CODE = 3
_LONGEST_UNIT = 4
"""Letters of the code of a unit inside a body; longer codes behind a type code are those of bodies."""

_STATE_STYLES = frozenset({("/", "-"), ("-", "/")})


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol read. `text` is its normal form; `doc_type` what its own code says; `number` None when left blank."""

    start: int
    end: int
    text: str
    number: str | None
    year: int | None
    doc_type: DocType | None
    issuer_code: str | None
    repaired: bool
    misprint: bool
    rule: str


@dataclass(frozen=True, slots=True, eq=False)
class SymbolKnowledge:
    """What is needed to read the codes of a symbol. `terms` gives the years of each legislature.

    `misread` is there for pages that a recogniser read.
    """

    doctypes: DocTypes
    bodies: Bodies
    terms: Mapping[tuple[str, str], tuple[int, int]]
    misread: Misreadings | None = None


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of a symbol, look-alikes put right. `place`: where the type code stands: 0, -1 (last), 1, None."""

    parts: tuple[str, ...]
    separators: tuple[str, ...]
    place: int | None
    changed: bool

    @property
    def type_code(self) -> str | None:
        """The code of the type, None when the symbol has none."""
        return None if self.place is None else self.parts[self.place]

    @property
    def issuers(self) -> tuple[str, ...]:
        """The parts that tell who issued it (and the unit that drafted it)."""
        match self.place:
            case None:
                return self.parts
            case 0:
                return self.parts[1:]
            case -1:
                return self.parts[:-1]
            case place:
                return self.parts[:place]


def knowledge_of_scans(package: RulePackage, known: SymbolKnowledge) -> SymbolKnowledge:
    """The same with the misreadings of `misread.tsv`, for pages that a recogniser read."""
    rules = [(r["read"], r["meant"], float(r["cost"])) for r in package.table("citations", "misread.tsv")]
    terms = (body + term for body, term in known.terms)
    printed = (r[key] for r in package.table("citations", "issuers.tsv") for key in ("code", "variants"))
    bodies = (code for codes in printed for code in codes.split(";") if code)
    codes = {*known.doctypes.by_code, *bodies, *terms}
    return replace(known, misread=misreadings(rules, codes))


def load_terms(package: RulePackage) -> Mapping[tuple[str, str], tuple[int, int]]:
    """The years of the legislatures, from `terms.tsv`."""
    rows = package.table("citations", "terms.tsv")
    return {(r["body"], r["term"]): (int(r["first_year"]), int(r["last_year"])) for r in rows}


def read_symbol(
    text: str, raw: Printed, kind: DocType | None, dated: PrintedDate | None, known: SymbolKnowledge
) -> Symbol:
    """The symbol that was printed; `kind` is the type word before it, `dated` the date after it."""
    number, year, year_text = _number_and_year(raw, dated)
    printed = _tight(text[raw.start : raw.end])
    lead = "" if year_text else _lead(printed, raw)
    read = _read_body(_Body(raw.body, raw.year, year, lead), kind, known)
    normal = f"{number or ''}/{year_text}/{read.core}" if year_text else f"{number or ''}{read.core}"
    repaired = normal != printed and not raw.form.tolerated
    misprint = repaired or raw.form.misprint or read.wrong_code
    return Symbol(
        raw.start, raw.end, normal, number, year, read.doc_type, read.issuer_code, repaired, misprint, raw.form.id
    )


class _Body(NamedTuple):
    """The codes of a symbol as printed, with the years that decide how they are read."""

    printed: str
    symbol_year: int | None
    year: int | None
    lead: str


@dataclass(frozen=True, slots=True)
class _Reading:
    core: str
    doc_type: DocType | None
    issuer_code: str | None
    wrong_code: bool


@lru_cache(maxsize=16384)
def _read_body(body: _Body, kind: DocType | None, known: SymbolKnowledge) -> _Reading:
    codes = read_codes(body.printed, kind, body.symbol_year, known)
    core = _arranged_without_year(codes, body.lead, known) if body.lead else _arranged_after_year(codes, kind, known)
    return _Reading(
        core,
        _type_of(codes, known),
        _issuer_code(codes, kind, body.year, known),
        _wrong_type_code(codes, kind, known),
    )


def _wrong_type_code(codes: Codes, kind: DocType | None, known: SymbolKnowledge) -> bool:
    """`565/TN-VPCP` of a notice: what should be the type code is none, and a body follows it."""
    if kind is None or kind.state_code is None or codes.place is not None or len(codes.parts) != 2:
        return False
    first, second = codes.parts
    bodies = known.bodies
    return len(first) <= _TYPE_CODE and not bodies.is_known(first) and second in bodies.by_code


def _number_and_year(raw: Printed, dated: PrintedDate | None) -> tuple[str | None, int | None, str]:
    number = _BETWEEN_WORDS.sub("", raw.number) if raw.number else None
    if number and raw.form.misprint:
        number = number.translate(_LETTERS_FOR_DIGITS)
    date_year = dated.year if dated else None
    if raw.form.proof == "date_year" and raw.year != date_year:
        return (raw.whole_number or number), date_year, ""
    if raw.short is None:
        return number, raw.year or date_year, str(raw.year or "")
    written = raw.short.translate(_LETTERS_FOR_DIGITS)
    restored = full_year(written) if len(written) in (3, 4) else None
    return number, restored or date_year, str(restored or raw.short)


def _lead(printed: str, raw: Printed) -> str:
    """The separator between number and codes, a hyphen where there is none."""
    after = printed[len(_tight(raw.number)) :][:1] if raw.number else printed[:1]
    return after if after and after in "/-" else "-"


def _tight(printed: str) -> str:
    """Without spaces, with plain hyphens, without the unit in brackets."""
    if _UNEVEN.search(printed) is not None:
        printed = printed.translate(_TIGHT).partition("(")[0]
    return printed


@lru_cache(maxsize=16384)
def read_codes(body: str, kind: DocType | None, year: int | None, known: SymbolKnowledge) -> Codes:
    """The parts of the codes of a symbol, each in its normal spelling."""
    printed, separators = _split(body, known)
    parts = tuple(_spelled(part, year, known) for part in printed)
    if kind is not None and known.misread and not any(known.doctypes.code(part) for part in parts):
        parts = (known.misread.meant(parts[0], kind.codes), *parts[1:])
    if kind is not None and len(parts) == 1:
        parts = _unglued(parts[0], kind, known)
        separators = separators if len(parts) == 1 else ("-",)
    place = _type_place(parts, kind, known)
    if place is not None:
        code = known.doctypes.code(parts[place]) or parts[place]
        parts = tuple(code if i == place % len(parts) else p for i, p in enumerate(parts))
    if place == 0 and year and len(parts) == 2:
        parts = (parts[0], _nearest_ministry(parts[1], parts[0], year, known))
    return Codes(parts, separators, place, parts != printed)


def _unglued(part: str, kind: DocType, known: SymbolKnowledge) -> tuple[str, ...]:
    """`TTBTC` after the word Thông tư → `TT`, `BTC`: a type code and a body run together."""
    if not known.bodies.is_known(part):
        for code in kind.codes:
            rest = part.removeprefix(code)
            if rest != part and rest in known.bodies.by_code:
                return code, rest
    return (part,)


def _split(body: str, known: SymbolKnowledge) -> tuple[tuple[str, ...], tuple[str, ...]]:
    term = known.bodies.term_code
    body = term.sub(lambda m: m.group(1) + ("K" if "K" in m.group() else "") + m.group(2), body)
    parts: list[str] = []
    separators: list[str] = []
    waiting = ""
    for part, separator in _PARTS.findall(_AROUND_AND.sub("&", body)):
        if separator:
            waiting = _DASHES.sub("-", separator)[0]
        elif part:
            for piece in (part,) if known.bodies.is_known(part) else part.split("."):
                separators += [waiting or "-"] if parts else []
                parts.append(piece)
                waiting = ""
    return tuple(parts), tuple(separators)


def _spelled(part: str, year: int | None, known: SymbolKnowledge) -> str:
    """A code with its look-alikes put right: `TƯ` → `TW`, `BGDDT` → `BGDĐT`, `QH1` of 2025 → `QH15`."""
    part = part.replace("Ð", "Đ")
    part = known.misread.meant(part) if known.misread else part
    bodies = known.bodies
    match = bodies.term_code.fullmatch(part)
    if match:
        return _term(match.group(1), match.group(2), "K" in part[len(match.group(1)) :], year, known)
    if part in bodies.by_code or known.doctypes.code(part) == part:
        return part
    variants = bodies.by_variant.get(part, ())
    if len(variants) == 1 and (variants[0].level == "party-central" or variants[0].code.replace("Đ", "D") == part):
        return variants[0].code
    return part if part in bodies.by_variant else bodies.by_look_alike.get(part, part)


def _term(body: str, term: str, marked: bool, year: int | None, known: SymbolKnowledge) -> str:
    found = known.bodies.by_variant.get(body)
    body = found[0].code if found else body
    if year:
        fitting = {t for (b, t), (a, z) in known.terms.items() if b == body and a <= year <= z}
        starting = {t for t in fitting if t.startswith(term)}
        if term not in fitting and len(starting) == 1:
            term = next(iter(starting))
    keep = marked and len(term) == 1
    return f"{body}{'K' if keep else ''}{term}"


def _type_place(parts: tuple[str, ...], kind: DocType | None, known: SymbolKnowledge) -> int | None:
    doctypes, bodies = known.doctypes, known.bodies
    if kind is not None:
        for at, part in enumerate(parts):
            if doctypes.code(part) in kind.codes:
                return -1 if at and at == len(parts) - 1 else at
    of_legislature = len(parts) > 1 and bodies.term_code.fullmatch(parts[1]) is not None
    before_body = len(parts) > 1 and (bodies.is_known(parts[1]) or len(parts[1]) > _LONGEST_UNIT)
    if doctypes.code(parts[0]) and (kind is None or of_legislature or before_body or not bodies.is_known(parts[0])):
        return 0
    last = parts[-1]
    if kind is None and len(parts) == 2 and doctypes.code(last) and bodies.is_known(parts[0]):
        return -1
    return None


def _arranged_after_year(codes: Codes, kind: DocType | None, known: SymbolKnowledge) -> str:
    """`TT-BTC` after a year: type first, the missing type or only possible issuer added, hyphens between."""
    parts = codes.parts
    if codes.place == -1:
        parts = (parts[-1], *parts[:-1])
    elif codes.place is None and kind and kind.state_code and not known.bodies.term_code.fullmatch(parts[0]):
        parts = (kind.state_code, *parts)
    elif codes.place == 0 and len(parts) == 1 and kind and kind.sole_issuer:
        parts = (*parts, kind.sole_issuer)
    return "-".join(parts)


def _arranged_without_year(codes: Codes, lead: str, known: SymbolKnowledge) -> str:
    """`/QĐ-UBND` for the State, `-NQ/TW` for the Party; old symbols without a leading type code as printed."""
    separators = codes.separators
    if codes.place == 0 and separators:
        if known.bodies.is_party(codes.parts[1]):
            lead, separators = "-", ("/", *separators[1:])
        elif (lead, separators[0]) not in _STATE_STYLES:
            lead, separators = "/", ("-", *separators[1:])
    return lead + codes.parts[0] + "".join(s + p for s, p in zip(separators, codes.parts[1:], strict=True))


def _type_of(codes: Codes, known: SymbolKnowledge) -> DocType | None:
    code = codes.type_code
    if code is None:
        return None
    if codes.issuers and known.bodies.is_party(codes.issuers[0]):
        return known.doctypes.party_by_code.get(code) or known.doctypes.by_code.get(code)
    return known.doctypes.by_code.get(code)


def _issuer_code(codes: Codes, kind: DocType | None, year: int | None, known: SymbolKnowledge) -> str | None:
    bodies = known.bodies
    parts = codes.parts[1:] if _wrong_type_code(codes, kind, known) else codes.issuers
    if not parts:
        own = _type_of(codes, known)
        return (own.sole_issuer if own else None) or (kind.sole_issuer if kind else None)
    whole = bodies.find("-".join(parts), year)
    if whole is not None:
        return whole.code
    found = [_resolved(part, kind, year, bodies) for part in parts]
    joint = len(parts) > 1 and all(bodies.is_known(p) and not bodies.is_party(p) for p in parts)
    return "-".join(found) if joint and codes.place is not None else found[0]


def _resolved(part: str, kind: DocType | None, year: int | None, bodies: Bodies) -> str:
    match = bodies.term_code.fullmatch(part)
    if match:
        return match.group(1) + match.group(2)
    bare = bodies.without_unit(part)
    body = bodies.find(bare, year) or (bodies.ministry(bare, year) if kind and kind.ministerial else None)
    return body.code if body else bare


def _nearest_ministry(code: str, type_code: str, year: int, known: SymbolKnowledge) -> str:
    """`BTTT` → `BTTTT`: the only ministry of the year whose code has one letter more or less, in a circular."""
    kind = known.doctypes.by_code.get(type_code)
    if kind is None or not kind.ministerial or known.bodies.is_known(code) or len(code) < 4:
        return code
    near = {
        body.code
        for bodies in known.bodies.by_code.values()
        for body in bodies
        if "ministry" in body.level and body.exists_in(year) and _one_letter_apart(body.code, code)
    }
    return next(iter(near)) if len(near) == 1 else code


def _one_letter_apart(one: str, other: str) -> bool:
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if len(longer) != len(shorter) + 1:
        return False
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
