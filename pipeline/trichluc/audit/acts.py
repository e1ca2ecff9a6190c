"""The acts that can be named without a number, and the codes that tell who issued one. Data, ready to be asked.

Sources: `models/vi_trichluc/citations` (laws, issuers, document types) and `models/vi_trichluc/places`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from trichluc.language.letters import fold, strip_marks
from trichluc.rules import RulePackage

_LOCAL_LEVELS = frozenset({"department", "local-state", "party-local"})
_PARTY_LEVELS = frozenset({"party-central", "party-local"})
_NAMED_YEAR = re.compile(r"\s*(?:năm\s+)?(\d{4})$")


@dataclass(frozen=True, slots=True)
class Law:
    """A law, code, ordinance or constitution in one version. Dates None where no source gives them."""

    kind: str
    name: str
    number: str | None
    passed: dt.date | None
    effective: dt.date | None
    expired: dt.date | None
    years: frozenset[int]
    """Every year under which it is cited: of its passing, of its number, of its short names."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues acts, by the code in its symbols. `until` is the last day on which it existed."""

    code: str
    name: str
    level: str
    since: dt.date | None
    until: dt.date | None
    successors: tuple[str, ...]

    @property
    def is_local(self) -> bool:
        """Whether every province has such a body, so that its symbols name no place."""
        return self.level in _LOCAL_LEVELS

    @property
    def is_party(self) -> bool:
        """Whether it is a body of the Party."""
        return self.level in _PARTY_LEVELS


@dataclass(frozen=True, slots=True)
class Term:
    """A National Assembly: its number and the first and last year in which it sat."""

    number: int
    first: int
    last: int


_CAPITALS = re.compile(r"\b[A-ZĐ]{2,8}\b")
_CHANGED = re.compile(r"\s*\(sửa đổi\)\s*$", re.IGNORECASE)
_PUNCTUATION = re.compile(r"[,()“”\"]")
_TERM = re.compile(r"[/-]([A-ZĐ]*QH)K?(\d{1,2})$")


@dataclass(frozen=True, slots=True)
class ActRules:
    """Everything that identities and checks look up."""

    laws: Mapping[str, tuple[Law, ...]]
    numbered: Mapping[str, Law]
    """The laws by number: `24/2008/QH12`."""
    issuers: Mapping[str, tuple[Issuer, ...]]
    types: Mapping[str, tuple[str, ...]]
    """Code in a symbol → the document types that it stands for: `KH` → `kế hoạch`; the first is the usual one."""
    normative: frozenset[str]
    """The types that are acts of the State in the sense of Akoma Ntoso; everything else is a document."""
    schemes: frozenset[str]
    """The types that are named after the number of the decision on them: `Đề án 06`."""
    decisions: frozenset[str]
    """The types by which schemes are decided."""
    letter: str
    """The type of a symbol that shows none: an official letter (công văn)."""
    generic: frozenset[str]
    """The words for a document that tell no type: `văn bản`."""
    abbreviations: Mapping[str, str]
    """Abbreviation in the name of a law → its words."""
    jurisdictions: Mapping[str, str]
    """Folded name of a province → ISO 3166-2 code or slug."""
    place_pattern: re.Pattern[str]
    terms: Mapping[tuple[str, int], Term]

    def legislature(self, symbol: str) -> Term | None:
        """The National Assembly that a symbol names (`35/2019/QH14`), if any."""
        match = _TERM.search(symbol)
        return self.terms.get((match[1], int(match[2]))) if match else None

    def bodies(self, code: str | None) -> tuple[Issuer, ...]:
        """All bodies with that code, of any time."""
        return self.issuers.get(code_key(code), ()) if code else ()

    def issuer(self, code: str | None) -> Issuer | None:
        """The body with that code; where two share a code the one that is listed first."""
        found = self.bodies(code)
        return found[0] if found else None

    def versions(self, kind: str | None, name: str) -> tuple[Law, ...]:
        """All versions of a law by its name or one of its variants, oldest first.

        A law “(sửa đổi)” is not the first of its name; before it is passed it is none of them.
        """
        whole, changed = _CHANGED.subn("", self.full_name(name))
        found = self.laws.get(law_key(kind, whole), ())
        return found[1:] if changed else found

    def full_name(self, name: str) -> str:
        """The name of a law with its abbreviations in full."""
        return _CAPITALS.sub(lambda match: self.abbreviations.get(match.group(), match.group()), name)


def code_key(code: str) -> str:
    """A code as its variants share it: capitals, no marks but Đ, no hyphens, no digits at the end (`QH15` → `QH`)."""
    return re.sub(r"[^A-ZĐƯ&]", "", code.upper().replace("Ð", "Đ"))


def law_key(kind: str | None, name: str) -> str:
    """The key of a law's name: folded, without its kind, its year and the commas, which writers forget."""
    prefix = fold(kind or "")
    return f"{prefix}:{fold_name(name).removeprefix(prefix).strip()}"


def fold_name(name: str) -> str:
    """A law's name, folded, without its year and its commas."""
    # Marks first: folding moves a tone to the end of its word, past a comma.
    return " ".join(_NAMED_YEAR.sub("", fold(_PUNCTUATION.sub(" ", name))).split())


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens: `66.7/2025/NQ-CP` → `66-7-2025-nq-cp`."""
    return re.sub(r"[^a-z0-9]+", "-", strip_marks(text).lower()).strip("-")


def load_act_rules(package: RulePackage) -> ActRules:
    """Read the lists of acts, issuers, types and provinces."""
    issuers: dict[str, list[Issuer]] = {}
    for row in package.table("citations", "issuers.tsv"):
        issuer = _issuer(row)
        for code in (row["code"], *_split(row["variants"])):
            issuers.setdefault(code_key(code), []).append(issuer)
    types = package.table("citations", "doctypes.tsv")
    words = package.document("findings", "words.toml")
    places = _jurisdictions(package.table("places", "provinces.tsv"))
    laws = _laws(package.table("citations", "laws.tsv"))
    return ActRules(
        laws=laws,
        numbered={law.number: law for versions in laws.values() for law in versions if law.number},
        issuers={code: tuple(found) for code, found in issuers.items()},
        types=_types(types),
        normative=frozenset(row["name_vi"].lower() for row in types if row["normative"] not in ("", "no")),
        schemes=_listed(words, "schemes"),
        decisions=_listed(words, "decisions"),
        generic=_listed(words, "generic"),
        abbreviations={row["short"]: row["words"] for row in package.table("citations", "abbreviations.tsv")},
        letter=next(
            row["name_vi"].lower() for row in types if row["code"] == "CV" or "CV" in _split(row["code_variants"])
        ),
        jurisdictions=places,
        terms=_terms(package.table("citations", "terms.tsv")),
        place_pattern=re.compile("|".join(sorted(map(re.escape, places), key=lambda p: (-len(p), p)))),
    )


def _listed(words: Mapping[str, object], name: str) -> frozenset[str]:
    listed = words.get(name)
    return frozenset(map(str, listed)) if isinstance(listed, list) else frozenset()


def _terms(rows: list[dict[str, str]]) -> dict[tuple[str, int], Term]:
    terms = (Term(int(row["term"]), int(row["first_year"]), int(row["last_year"])) for row in rows)
    return {(row["body"], term.number): term for row, term in zip(rows, terms, strict=True)}


def _types(rows: list[dict[str, str]]) -> dict[str, tuple[str, ...]]:
    """Code → types, those of which it is the main code first, in the order of the list."""
    types: dict[str, dict[str, None]] = {}
    for column in ("code", "code_variants"):
        for row in rows:
            for code in _split(row[column]):
                types.setdefault(code, {}).setdefault(row["name_vi"].lower())
    return {code: tuple(found) for code, found in types.items()}


def _split(value: str | None) -> list[str]:
    return [item.strip() for item in (value or "").split(";") if item.strip()]


def _issuer(row: Mapping[str, str]) -> Issuer:
    successors = tuple(_split(row["successors"]))
    since, until = _edge(row["valid_from"], first=True), _edge(row["valid_to"], first=False)
    return Issuer(row["code"], row["name_vi"], row["level"], since, until, successors)


def _edge(written: str | None, first: bool) -> dt.date | None:
    """A year, month or day as its first or last day."""
    match = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", written or "")
    if match is None:
        return None
    year, month, day = int(match[1]), match[2], match[3]
    if day:
        return dt.date(year, int(month), int(day))
    if month:
        start = dt.date(year, int(month), 1)
        return start if first else (start + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return dt.date(year, 1, 1) if first else dt.date(year, 12, 31)


def _laws(rows: list[dict[str, str]]) -> dict[str, tuple[Law, ...]]:
    found: dict[str, list[Law]] = {}
    for row in rows:
        law = _law(row)
        for name in (row["name"], *_split(row["variants"])):
            versions = found.setdefault(law_key(_kind(row["kind"]), name), [])
            if law not in versions:
                versions.append(law)
    return {
        key: tuple(sorted(laws, key=lambda law: (law.passed or dt.date.min, law.number or "")))
        for key, laws in found.items()
    }


def _kind(kind: str) -> str:
    return kind.removesuffix(" sửa đổi")


def _law(row: Mapping[str, str]) -> Law:
    passed = _edge(row["passed"], first=True)
    years = {int(y) for y in re.findall(r"\b(?:19|20)\d{2}\b", f"{row['number']} {row['variants']}")}
    years |= {passed.year} if passed else set()
    effective, expired = _edge(row["effective"], first=True), _edge(row["expired"], first=True)
    return Law(_kind(row["kind"]), row["name"], row["number"] or None, passed, effective, expired, frozenset(years))


def _jurisdictions(rows: list[dict[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows:
        code = row["iso3166_2"].lower() or f"vn-{slug(row['name'])}"
        for name in (row["name"], *_split(row["aliases"])):
            if len(name) > 3:
                found.setdefault(fold(name), code)
    return found
