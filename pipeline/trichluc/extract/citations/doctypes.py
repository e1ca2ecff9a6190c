"""The kinds of documents: their names in running text, their codes in symbols."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from trichluc.language.letters import tone_spellings
from trichluc.rules import RulePackage

_WITHOUT_CODE = "N/ISSUER-UNIT"
_UNNUMBERED = frozenset({"standard", "negative", "treaty"})


@dataclass(frozen=True, slots=True, eq=False)
class DocType:
    """A kind of document.

    `state_code`: its code in symbols of the State, None for official letters. `bare`: how it is cited by a number
    alone: `strong`, `weak`, `number` (only after the word số) or `no`. `sole_issuer`: the code of the only body that
    issues it. `ministerial`: issued by ministries. `nickname`: its bare name often stands for one act (Đề án).
    `code_only`: the code is all that follows the number (64/SL).
    """

    name: str
    codes: tuple[str, ...]
    state_code: str | None
    bare: str
    sole_issuer: str | None
    ministerial: bool
    nickname: bool
    code_only: bool


@dataclass(frozen=True, slots=True, eq=False)
class DocTypes:
    """All kinds, by name and by code.

    `without_code` is the kind whose symbols name only the body and its unit; `longest` counts the words of the
    longest name.
    """

    by_phrase: Mapping[str, DocType]
    by_abbreviation: Mapping[str, DocType]
    by_code: Mapping[str, DocType]
    party_by_code: Mapping[str, DocType]
    by_look_alike: Mapping[str, str]
    without_code: DocType | None
    longest: int

    def code(self, printed: str) -> str | None:
        """The type code that a part of a symbol is, `Đ` read as `D` included; None if it is none."""
        return printed if printed in self.by_code else self.by_look_alike.get(printed)


def load_doctypes(package: RulePackage) -> DocTypes:
    """Read `doctypes.tsv`; rows of one name are one kind."""
    rows = [r for r in package.table("citations", "doctypes.tsv") if r["system"] not in _UNNUMBERED]
    codes: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        codes[row["name_vi"]] += [c for c in (row["code"], *row["code_variants"].split(";")) if c]
    kinds: dict[str, DocType] = {}
    phrases: dict[str, DocType] = {}
    abbreviations: dict[str, DocType] = {}
    state: dict[str, DocType] = {}
    party: dict[str, DocType] = {}
    for row in rows:
        name = row["name_vi"]
        kind = kinds.setdefault(name, _kind(row, tuple(codes[name])))
        for phrase in (name, *filter(None, row["spellings"].split(";"))):
            for spelling in tone_spellings(phrase.lower()):
                phrases.setdefault(spelling, kind)
        for short in filter(None, row["abbreviations"].split(";")):
            abbreviations.setdefault(short, kind)
        for code in (row["code"], *row["code_variants"].split(";")):
            if code:
                (party if row["system"] == "party" else state).setdefault(code, kind)
    merged = {**party, **state}
    without_code = next((kinds[r["name_vi"]] for r in rows if r["number_shape"] == _WITHOUT_CODE), None)
    longest = max(len(p.split()) for p in phrases)
    return DocTypes(phrases, abbreviations, merged, party, _look_alikes(merged), without_code, longest)


def _kind(row: Mapping[str, str], codes: tuple[str, ...]) -> DocType:
    code = row["code"] if row["system"] != "party" else ""
    return DocType(
        name=row["name_vi"].lower(),
        codes=codes,
        state_code=code or None,
        bare=row["bare"] or "no",
        sole_issuer=row["sole_issuer"] or None,
        ministerial=row["ministerial"] == "yes",
        nickname=row["nickname"] == "yes",
        code_only=bool(code) and row["number_shape"].split(";")[0] == f"N/{code}",
    )


def _look_alikes(codes: Mapping[str, DocType]) -> dict[str, str]:
    """`QD` → `QĐ`, where reading Đ as D leaves one code only."""
    found: dict[str, set[str]] = defaultdict(set)
    for code in codes:
        found[code.replace("Đ", "D")].add(code)
    return {plain: next(iter(full)) for plain, full in found.items() if len(full) == 1 and plain not in codes}
