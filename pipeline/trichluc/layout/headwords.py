"""The words and rules by which letterheads and signature blocks are read: `models/vi_trichluc/letterhead`.

Lists are compared by `language.letters.fold`, so capitals and the placement of tone marks do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from trichluc.language.letters import fold, strip_marks
from trichluc.rules import RulePackage, check, compile_rule, rule_source

_FILE = "letterhead.toml"
_NO_TITLES = frozenset({"standard", "negative", "treaty"})
_LONGEST_LINE = 2000
_LETTERS = 4
"""Fewer letters than this tell no type when their marks are not trusted."""
_ACTING = "quyền"
_MAY_ERR = 0.15
"""Share of the letters of a motto that a recogniser may have read wrongly."""


@dataclass(frozen=True, slots=True)
class Motto:
    """A fixed string of the right column: `title` (the State, the Party) or `motto`."""

    letters: str
    """Only its letters, without marks: `conghoaxahoichunghiavietnam`."""
    kind: str
    fuzzy: regex.Pattern[str]
    triples: frozenset[str]
    """Its runs of three letters: a cheap test before the fuzzy one."""


@dataclass(frozen=True, slots=True)
class HeadRules:
    """Everything that the letterhead and the tail are recognised by."""

    patterns: Mapping[str, regex.Pattern[str]]
    mottos: tuple[Motto, ...]
    types: Mapping[str, str]
    """Folded name on a title line → document type."""
    types_by_letters: Mapping[str, str]
    """Bare letters of a name that no other has → document type."""
    types_by_code: Mapping[str, str]
    """`BC` → `báo cáo`."""
    type_start: re.Pattern[str]
    body_start: re.Pattern[str]
    connector_end: re.Pattern[str]
    position_start: re.Pattern[str]
    position_letters: re.Pattern[str]
    """The same without marks, for lines in capitals whose marks a recogniser misread."""
    authority: re.Pattern[str]
    """Forms by which one signs for another: `TM.`, `KT.`, `T/M` …; tried on the line as printed."""
    acting: re.Pattern[str]
    """`Q.`: part of the signer's own position."""
    rank_start: re.Pattern[str]
    verb: re.Pattern[str]
    rank_letters: re.Pattern[str]
    position_names: frozenset[str]
    """Positions as bare letters: `phochutich`."""
    surnames: frozenset[str]
    bare_surnames: frozenset[str]
    """The same without marks."""
    marks: Mapping[str, str]
    """Folded text → `secrecy`, `urgency`, `draft`, `circulation`."""
    central: frozenset[str]
    """Folded names of bodies of the whole State."""

    def match(self, rule: str, text: str) -> regex.Match[str] | None:
        """The match of a rule at the start of a line; of an endless line only the beginning is looked at."""
        return self.patterns[rule].match(text if len(text) < _LONGEST_LINE else text[:_LONGEST_LINE])


def load_head_rules(package: RulePackage) -> HeadRules:
    """Read the lists and compile and check the rules."""
    types = _types(package)
    return HeadRules(
        patterns=_patterns(package),
        mottos=tuple(_motto(row["text"], row["kind"]) for row in package.table("letterhead", "mottos.tsv")),
        types=types,
        types_by_letters=_types_by_letters(types),
        types_by_code=_types_by_code(package),
        type_start=_start(types),
        body_start=_start(_column(package, "bodies.tsv", "word")),
        connector_end=re.compile(rf"(?:\b(?:{_any(_column(package, 'connectors.tsv', 'word'))})|[,\-–&])$"),
        position_start=_start(_column(package, "positions.tsv", "word")),
        position_letters=_start(strip_marks(word) for word in _column(package, "positions.tsv", "word")),
        authority=_authority(
            [row["written"] for row in package.table("letterhead", "authorities.tsv") if row["meaning"] != _ACTING]
        ),
        acting=_authority(
            [row["written"] for row in package.table("letterhead", "authorities.tsv") if row["meaning"] == _ACTING]
        ),
        rank_letters=re.compile(
            rf"(?:(?:{_any(strip_marks(word) for word in _column(package, 'ranks.tsv', 'written'))})[\s,.:]+)+"
        ),
        position_names=frozenset(letters_of(word) for word in _column(package, "positions.tsv", "word")),
        rank_start=re.compile(rf"(?:(?:{_any(_column(package, 'ranks.tsv', 'written'))})[\s,.:]+)+"),
        verb=re.compile(rf"\s(?:{_any(_column(package, 'verbs.tsv', 'word'))})(?!\w)"),
        surnames=frozenset(fold(name) for name in _column(package, "surnames.tsv", "name")),
        bare_surnames=frozenset(strip_marks(name).lower() for name in _column(package, "surnames.tsv", "name")),
        marks={fold(row["text"]): row["kind"] for row in package.table("letterhead", "marks.tsv")},
        central=_central(package),
    )


def _patterns(package: RulePackage) -> dict[str, regex.Pattern[str]]:
    patterns: dict[str, regex.Pattern[str]] = {}
    for entry in package.entries("letterhead", _FILE):
        rule = rule_source(entry, f"letterhead/{_FILE}")
        pattern = compile_rule(rule, str(entry["pattern"]))
        check(rule, lambda text, pattern=pattern: pattern.search(text) is not None)  # type: ignore[misc]
        patterns[rule.id] = pattern
    return patterns


def _column(package: RulePackage, file: str, column: str) -> list[str]:
    return [row[column] for row in package.table("letterhead", file)]


def _any(words: Iterable[str]) -> str:
    folded = {fold(word) for word in words}
    return "|".join(re.escape(word) for word in sorted(folded, key=lambda w: (-len(w), w)))


def _start(words: Iterable[str]) -> re.Pattern[str]:
    """Matches any of the words at the start of a folded line."""
    return re.compile(rf"(?:{_any(words)})(?!\w)")


def _authority(forms: Sequence[str]) -> re.Pattern[str]:
    """`TM.`, `T/M`, `KT.` …, followed by a name in capitals; tried on the line as printed."""
    spelled = "|".join(map(_authority_form, sorted(forms, key=len, reverse=True)))
    return re.compile(rf"(?:{spelled})(?=[^\W\d_])")


def _authority_form(form: str) -> str:
    """`TM` needs a blank after it, `TM.` and `T/M` need none."""
    if " " in form:
        return rf"(?i:{re.escape(form)})\s+"
    blank = r"\s+" if form.isalpha() else r"\.?\s*"
    return re.escape(form).replace("/", r"\s?/\s?") + blank


@lru_cache(maxsize=4096)
def letters_of(word: str) -> str:
    """The bare letters of a word, for fuzzy comparison."""
    return "".join(c for c in strip_marks(word).lower() if c.isalpha())


def _motto(text: str, kind: str) -> Motto:
    letters = "".join(letters_of(word) for word in text.split())
    errors = int(len(letters) * _MAY_ERR)
    return Motto(letters, kind, regex.compile(rf"(?b)(?:{letters}){{e<={errors}}}"), triples_of(letters))


def triples_of(letters: str) -> frozenset[str]:
    """All runs of three letters."""
    return frozenset(letters[at : at + 3] for at in range(len(letters) - 2))


def _plain_name(name: str) -> str:
    return name.split(" (", maxsplit=1)[0].split(" / ", maxsplit=1)[0].strip()


def _types(package: RulePackage) -> dict[str, str]:
    types: dict[str, str] = {}
    for row in package.table("citations", "doctypes.tsv"):
        if row["system"] not in _NO_TITLES:
            name = _plain_name(row["name_vi"])
            types.setdefault(fold(name), name.lower())
    for row in package.table("letterhead", "titles.tsv"):
        types.setdefault(fold(row["name"]), row["doc_type"])
    return types


def _types_by_letters(types: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for name, kind in types.items():
        found.setdefault("".join(letters_of(word) for word in name.split()), set()).add(kind)
    return {letters: kinds.pop() for letters, kinds in found.items() if len(kinds) == 1 and len(letters) > _LETTERS}


def _types_by_code(package: RulePackage) -> dict[str, str]:
    codes: dict[str, str] = {}
    for row in package.table("citations", "doctypes.tsv"):
        if row["system"] not in _NO_TITLES:
            for code in [row["code"], *row["code_variants"].split(";")]:
                plain = code.split("(")[0].strip()
                if plain.replace("/", "").isalpha():
                    codes.setdefault(plain, _plain_name(row["name_vi"]).lower())
    return codes


def _central(package: RulePackage) -> frozenset[str]:
    levels = ("state-central", "ministry", "ministerial-agency", "historical-ministry", "judiciary", "party-central")
    return frozenset(
        fold(_plain_name(row["name_vi"])) for row in package.table("citations", "issuers.tsv") if row["level"] in levels
    )
