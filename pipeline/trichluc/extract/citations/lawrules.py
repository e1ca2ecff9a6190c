"""What finding named acts takes: the gazetteer `laws.tsv`, the words that begin and end names, amending patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trichluc.extract.citations.dating import DateForms
from trichluc.extract.citations.doctypes import DocType, DocTypes
from trichluc.extract.citations.repair import SymbolKnowledge
from trichluc.extract.citations.symbols import Forms, compiled
from trichluc.extract.citations.tries import PhraseTree, build_tree
from trichluc.extract.citations.words import BLANKS, WordLists, key
from trichluc.rules import RulePackage

_AMENDING = "amending.toml"
_YEAR_WORDS = 2
"""`năm 1992` is a year, not a title."""


@dataclass(frozen=True, slots=True, eq=False)
class Suffixes:
    """What may follow a name: a number, a number in brackets, a year, the joint to another name.

    `tail` is a word that names drop or add freely, taken where a number, date or year follows; `other_year` another
    year in a list of years.
    """

    number: re.Pattern[str]
    bracketed_number: re.Pattern[str]
    year: re.Pattern[str]
    joint: re.Pattern[str]
    tail: re.Pattern[str]
    other_year: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class LawRules:
    """The gazetteer and what goes with it.

    `kinds`: the words that names begin with; `whole`: abbreviations of a kind and a name in one (BLHS);
    `small_kinds`: kinds in small letters, which count only before a known name.
    """

    kinds: tuple[tuple[str, DocType], ...]
    whole: tuple[tuple[str, DocType], ...]
    small_kinds: tuple[tuple[str, DocType], ...]
    titleless: frozenset[str]
    titles: PhraseTree
    not_titles: frozenset[str]
    not_after: tuple[str, ...]
    stops: PhraseTree
    amending: PhraseTree
    extents: tuple[re.Pattern[str], ...]
    suffixes: Suffixes
    joints: frozenset[str]
    comma_pairs: frozenset[tuple[str, str]]
    own_title_end: re.Pattern[str]
    doctypes: DocTypes
    forms: Forms
    dates: DateForms
    known: SymbolKnowledge


def load_law_rules(
    package: RulePackage,
    words: WordLists,
    forms: Forms,
    dates: DateForms,
    known: SymbolKnowledge,
) -> LawRules:
    """Read `laws.tsv`, `abbreviations.tsv`, `amending.toml` and the word lists of names."""
    doctypes = known.doctypes
    kinds = tuple((kind, doctypes.by_phrase[kind.lower()]) for kind in words["law_kind"])
    rows = [r for r in package.table("citations", "laws.tsv") if r["kind"] in {k.name for _, k in kinds}]
    short = {r["short"]: r["words"] for r in package.table("citations", "abbreviations.tsv")}
    extents = (compiled(e, forms.macros, f"citations/{_AMENDING}")[1] for e in package.entries("citations", _AMENDING))
    return LawRules(
        kinds,
        tuple(_whole_names(rows, doctypes)),
        tuple((kind, doctypes.by_phrase[kind]) for kind in words["small_law_kind"]),
        words.keys_of("titleless"),
        build_tree((title for row in rows for title in _titles(row, kinds)), short, forgives=True),
        words.keys_of("law_not"),
        tuple(f"{word} " for word in words["law_not_after"]),
        build_tree(words["title_stop"]),
        build_tree(words["amending"]),
        tuple(extents),
        _suffixes(words),
        words.keys_of("list_joint"),
        frozenset(_around_comma(pair) for pair in words["comma_pair"]),
        re.compile(rf"[{BLANKS}]{{1,40}}(?:{'|'.join(words['own_title_end'])})\b"),
        doctypes,
        forms,
        dates,
        known,
    )


def _titles(row: dict[str, str], kinds: tuple[tuple[str, DocType], ...]) -> Iterator[str]:
    """The names of an act without the word for its kind."""
    for name in (row["name"], *filter(None, row["variants"].split(";"))):
        for kind, _ in kinds:
            if name.lower().startswith(kind.lower() + " "):
                title = name[len(kind) + 1 :]
                if not title[-4:].isdigit() or len(title.split()) > _YEAR_WORDS:
                    yield title
                break


def _around_comma(pair: str) -> tuple[str, str]:
    """The words next to the comma: `quản lý, sử dụng` → (`lý`, `sử`)."""
    before, _, after = pair.partition(",")
    return key(before.split()[-1]), key(after.split()[0])


def _whole_names(rows: list[dict[str, str]], doctypes: DocTypes) -> Iterator[tuple[str, DocType]]:
    found = {v: row["kind"] for row in rows for v in row["variants"].split(";") if v.isupper()}
    return ((variant, doctypes.by_phrase[kind]) for variant, kind in found.items())


def _suffixes(words: WordLists) -> Suffixes:
    blank, number = f"[{BLANKS}]", "|".join(words["number_word"])
    joint, year, tail = ("|".join(words[name]) for name in ("list_joint", "year_word", "name_tail"))
    before_number = rf"(?:{number}){blank}{{0,3}}:?{blank}{{0,3}}"
    return Suffixes(
        re.compile(rf",?{blank}{{1,3}}{before_number}"),
        re.compile(rf"{blank}{{0,2}}\({blank}?{before_number}"),
        re.compile(
            rf",?{blank}{{1,3}}(?:(?:{year}){blank}{{0,2}})?(?P<year>(?:19[4-9]|20[0-4])\d)"
            rf"(?![\w/–-]|[.,]\d|{blank}[-–]{blank}?\d)"
        ),
        re.compile(rf"{blank}?(?:[,;]{blank}?(?:(?:{joint})\b)?|\b(?:{joint})\b){blank}{{1,3}}"),
        re.compile(rf"{blank}{{1,3}}(?:{tail})(?=,?{blank}{{1,3}}(?:(?:{number}|{year}|ngày)\b|(?:19|20)\d\d(?!\d)))"),
        re.compile(
            rf"(?:,|{blank}(?:{joint})\b){blank}{{1,2}}(?P<printed>(?:(?:{year}){blank})?(?P<year>(?:19[4-9]|20[0-4])\d))"
            rf"(?=[,;.)\n]|{blank}(?:{joint})\b|\Z)(?![.,]\d)"
        ),
    )
