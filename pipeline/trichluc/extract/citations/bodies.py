"""The bodies that issue documents: what a code in a symbol means, and how far a body's name runs in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from trichluc.extract.citations.doctypes import DocTypes
from trichluc.extract.citations.tries import PhraseTree, build_tree
from trichluc.extract.citations.words import BLANKS, WORD, WordLists, key, line_end, skip_blanks
from trichluc.rules import RulePackage

_TRAILING_DIGITS = re.compile(r"(?<=[^\d])\d{1,2}$")
_FIRST_NAME = re.compile(r"[^(;/]+")
_NOTE = re.compile(r"\([^()]*\)")
_PLAIN = re.compile(rf"[{BLANKS}]+")
_BETWEEN = re.compile(rf"[{BLANKS}]*[–-]?[{BLANKS}]*")
_AFTER_KIND = re.compile(rf"[{BLANKS}]*[.–-]?[{BLANKS}]*")
_REACH = 140
_LONGEST_NAME = 14


@dataclass(frozen=True, slots=True)
class Body:
    """A body with its code. Years bound its existence (inclusive), None where unknown."""

    code: str
    name: str
    level: str
    since: int | None
    until: int | None

    @property
    def full_name(self) -> str:
        """The name without notes on years."""
        return _first_name(self.name)

    def exists_in(self, year: int | None) -> bool:
        """Whether the body existed in a year; an unknown year fits every body."""
        return year is None or ((self.since or 0) <= year <= (self.until or 9999))


@dataclass(frozen=True, slots=True, eq=False)
class Bodies:
    """All bodies, by code and by spelling variant, and the words that make up their names."""

    by_code: Mapping[str, tuple[Body, ...]]
    by_variant: Mapping[str, tuple[Body, ...]]
    by_look_alike: Mapping[str, str]
    party_codes: frozenset[str]
    term_code: re.Pattern[str]
    names: PhraseTree
    titles: PhraseTree
    openings: frozenset[str]
    places: frozenset[str]
    provinces: PhraseTree
    stops: PhraseTree
    doctypes: DocTypes

    def find(self, code: str, year: int | None) -> Body | None:
        """The body of a code or of its only variant that fits the year."""
        return _find(self, code, year)

    def legislature_or_body(self, code: str, year: int | None) -> Body | None:
        """The body of a code; the number of the legislature does not count: `QH15` is the National Assembly."""
        term = self.term_code.fullmatch(code)
        return _find(self, term.group(1) if term else code, year)

    def ministry(self, code: str, year: int | None) -> Body | None:
        """The only ministry among the bodies of a spelling variant that fits the year."""
        fitting = [b for b in self.by_variant.get(code, ()) if "minist" in b.level and b.exists_in(year)]
        return fitting[0] if len(fitting) == 1 else None

    def is_known(self, code: str) -> bool:
        """Whether a part of a symbol is the code of a body, of a legislature included."""
        return code in self.by_code or code in self.by_variant or self.term_code.fullmatch(code) is not None

    def is_party(self, code: str) -> bool:
        """Whether a code belongs to a body of the Party and to no body of the State."""
        return code in self.party_codes

    def without_unit(self, code: str) -> str:
        """`NHNN7` → `NHNN`: the digits of a department after the code of a ministry."""
        bare = _TRAILING_DIGITS.sub("", code)
        ministry = any("minist" in b.level for b in self.by_code.get(bare, ()))
        return bare if ministry else code

    def may_begin(self, word: str) -> bool:
        """Whether names of bodies begin with a word."""
        return key(word) in self.openings

    def read_name(self, text: str, position: int) -> int | None:
        """Where the name of a body that begins at `position` ends; None when no name begins there."""
        limit = line_end(text, position, _REACH)
        whole = self.names.longest(text, position, limit)
        start = position
        while (after := self.titles.longest(text, start, limit)) is not None:
            start = skip_blanks(text, after)
        known = whole if start == position else self.names.longest(text, start, limit)
        known = max(whole or 0, known or 0) or None
        end = known if known is not None else self._unknown_name(text, start, limit)
        if end is None:
            return start_of_blank(text, start) if start > position else None
        return self._places(text, end, limit)

    def known_name(self, text: str, position: int) -> int | None:
        """Where the listed name that begins at `position` ends, with its place; None when none does."""
        limit = line_end(text, position, _REACH)
        end = self.names.longest(text, position, limit)
        return None if end is None else self._places(text, end, limit)

    def _unknown_name(self, text: str, position: int, limit: int) -> int | None:
        """A capitalised word and what follows, up to a stop word, a punctuation mark or a document type."""
        end, count = None, 0
        joined = False
        previous = position
        for match in WORD.finditer(text, position, limit):
            gap, word = text[previous : match.start()], match.group()
            if gap.strip(BLANKS) not in ("", "-", "&") or count == _LONGEST_NAME:
                break
            capital = word[0].isupper()
            if (end is None or joined) and not capital:
                break
            if not capital and self.stops.longest(text, match.start(), limit) is not None:
                break
            if capital and self._document_begins(text, match.start()):
                break
            previous, count = match.end(), count + 1
            joined = key(word) == "và"
            end = end if joined else match.end()
        return end

    def _document_begins(self, text: str, position: int) -> bool:
        words = text[position : position + 24].lower().split()[:2]
        return " ".join(words) in self.doctypes.by_phrase

    def _places(self, text: str, end: int, limit: int) -> int:
        """Where the places after a name end: `UBND` + `tỉnh Quảng Ngãi`."""
        while (kind := self._place_kind(text, end, limit)) is not None:
            end = kind
            first = True
            while (word := _next_word(text, end, limit, _AFTER_KIND if first else _BETWEEN)) is not None:
                if not word.group()[0].isupper() or self._document_begins(text, word.start()):
                    break
                end, first = word.end(), False
        return self._province(text, end, limit)

    def _province(self, text: str, end: int, limit: int) -> int:
        """Where a province right behind a name ends: `Tỉnh ủy` + `Lâm Đồng`."""
        between = _PLAIN.match(text, end, limit)
        if between is None or not text[between.end() : between.end() + 1].isupper():
            return end
        return self.provinces.longest(text, between.end(), limit) or end

    def _place_kind(self, text: str, end: int, limit: int) -> int | None:
        """Where the kind of a place (tỉnh, thành phố) that follows ends, None if none does."""
        one = _next_word(text, end, limit, _PLAIN)
        two = _next_word(text, one.end(), limit, _PLAIN) if one else None
        if one and two and f"{key(one.group())} {key(two.group())}" in self.places:
            return two.end()
        return one.end() if one and key(one.group()) in self.places else None


def _next_word(text: str, end: int, limit: int, gap: re.Pattern[str]) -> re.Match[str] | None:
    between = gap.match(text, end, limit)
    return WORD.match(text, between.end(), limit) if between else None


@lru_cache(maxsize=8192)
def _find(bodies: Bodies, code: str, year: int | None) -> Body | None:
    known = bodies.by_code.get(code, ())
    if known:
        return next((b for b in known if b.exists_in(year)), known[0])
    fitting = [b for b in bodies.by_variant.get(code, ()) if b.exists_in(year)]
    return fitting[0] if len(fitting) == 1 else None


def start_of_blank(text: str, position: int) -> int:
    """The position after the last character before `position` that is no blank."""
    while position and text[position - 1] in BLANKS:
        position -= 1
    return position


def load_bodies(package: RulePackage, words: WordLists, doctypes: DocTypes) -> Bodies:
    """Read `issuers.tsv`; units that draft letters but do not issue them are left out."""
    rows = [r for r in package.table("citations", "issuers.tsv") if r["level"] != "drafting-unit"]
    by_code: dict[str, list[Body]] = defaultdict(list)
    by_variant: dict[str, list[Body]] = defaultdict(list)
    terms: list[str] = []
    for row in rows:
        body = Body(row["code"], row["name_vi"], row["level"], _year(row["valid_from"]), _year(row["valid_to"]))
        by_code[body.code].append(body)
        variants = [v for v in row["variants"].split(";") if v]
        for variant in variants:
            by_variant[variant].append(body)
        terms += [body.code, *variants] if row["terms"] else []
    printed = chain.from_iterable(_spellings(r["name_vi"]) for r in rows)
    names = build_tree([*printed, *words["body_name"], *(r["code"] for r in rows)], forgives=True)
    titles = build_tree(words["issuer_title"])
    return Bodies(
        {k: tuple(v) for k, v in by_code.items()},
        {k: tuple(v) for k, v in by_variant.items()},
        _look_alikes([*by_code, *by_variant]),
        frozenset(_party_codes(by_code, by_variant)),
        re.compile(rf"({'|'.join(sorted(terms, key=len, reverse=True))})K?[ -]?(\d{{1,2}})"),
        names,
        titles,
        _first_words(names, titles, build_tree(words["body_word"])),
        words.keys_of("place_kind"),
        build_tree(row["name"] for row in package.table("places", "provinces.tsv")),
        build_tree(words["issuer_stop"]),
        doctypes,
    )


def _first_words(*trees: PhraseTree) -> frozenset[str]:
    return frozenset(word for tree in trees for word in tree.root.below)


def _party_codes(by_code: Mapping[str, list[Body]], by_variant: Mapping[str, list[Body]]) -> Iterator[str]:
    for code in {*by_code, *by_variant}:
        bodies = by_code.get(code) or by_variant[code]
        if all(b.level.startswith("party") for b in bodies):
            yield code


def _first_name(name: str) -> str:
    match = _FIRST_NAME.match(name)
    return match.group().strip() if match else name


def _spellings(name: str) -> list[str]:
    """`Chính phủ (1992-); Hội đồng Chính phủ (1955-1981)` → both names."""
    return [part.strip() for part in re.split(r"[;/]", _NOTE.sub("", name)) if part.strip()[:1].isupper()]


def _year(written: str) -> int | None:
    return int(written[:4]) if written[:4].isdigit() else None


def _look_alikes(codes: list[str]) -> dict[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for code in codes:
        found[code.replace("Đ", "D")].add(code)
    return {plain: next(iter(full)) for plain, full in found.items() if len(full) == 1 and plain not in codes}
