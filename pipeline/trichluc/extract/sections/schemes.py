"""Numbering schemes: where a paragraph may begin a section, and what its marker may mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from trichluc.errors import RuleError
from trichluc.extract.sections.numerals import STEP, Numeral, Numerals
from trichluc.rules import RulePackage, RuleSource, alternation, check, rule_source

_BARE = frozenset({"never", "line", "title"})


@dataclass(frozen=True, slots=True)
class Scheme:
    """A numbering scheme of `schemes.toml`, where its fields are explained."""

    index: int
    id: str
    row: str
    """The scheme's name in the table."""
    rank: int
    pattern: re.Pattern[str]
    numerals: tuple[str, ...]
    refuse: float
    capital: bool
    bare: str
    below: bool
    counts_on: bool
    limit: int
    roles: bool
    dashed: float
    named: bool
    """Whether a word like Điều names the kind of section."""
    starts: frozenset[str]
    """The characters that a heading of this scheme can begin with."""

    @property
    def dotted(self) -> bool:
        """Whether the marker repeats the number of its parent: 3.1."""
        return "dotted" in self.numerals


@dataclass(frozen=True, slots=True)
class Opening:
    """A paragraph's beginning that has the form of a scheme's marker. `body` is where the words after it begin."""

    scheme: Scheme
    marker: str
    close: str | None
    loose: bool
    """Whether a space stands before the closing sign."""
    body: int
    readings: tuple[Numeral, ...]


_KEPT = 65_536


@dataclass(frozen=True, slots=True)
class Schemes:
    """All schemes, and by first character those that a paragraph can belong to."""

    all: tuple[Scheme, ...]
    numerals: Numerals
    by_start: Mapping[str, tuple[Scheme, ...]]
    gate: re.Pattern[str]
    """What every opening matches: one quick look before the patterns."""
    _read: dict[tuple[int, str], tuple[Numeral, ...]] = field(default_factory=dict)
    """The readings of markers met before; the same few return in every document."""

    def openings(self, value: str, start: int, end: int) -> list[Opening]:
        """What the paragraph may be numbered as."""
        schemes = self.by_start.get(value[start : start + 1])
        if schemes is None or not self.gate.match(value, start, end):
            return []
        found: list[Opening] = []
        for scheme in schemes:
            opening = self._opening(scheme, value, start, end)
            if opening:
                found.append(opening)
        return found

    def _opening(self, scheme: Scheme, value: str, start: int, end: int) -> Opening | None:
        match = scheme.pattern.match(value, start, end)
        if not match:
            return None
        marker, close, body = match["marker"], match["close"], match.end()
        while body < end and value[body].isspace():
            body += 1
        if not _room(scheme, value, match, body, end):
            return None
        readings = self._readings(scheme, marker)
        if not readings:
            return None
        loose = close is not None and match.start("close") > match.end("marker")
        return Opening(scheme, marker, close and close.strip(), loose, body, readings)

    def _readings(self, scheme: Scheme, marker: str) -> tuple[Numeral, ...]:
        known = self._read.get((scheme.index, marker))
        if known is None:
            found = (n for kind in scheme.numerals for n in self.numerals.read(kind, marker))
            known = tuple(n for n in found if n.step <= scheme.limit * STEP)
            if len(self._read) < _KEPT:
                self._read[(scheme.index, marker)] = known
        return known


def _room(scheme: Scheme, value: str, match: re.Match[str], body: int, end: int) -> bool:
    """Whether what follows the marker leaves room for a title: not the rest of a number, date, word or form line."""
    close, after = match["close"], match.end()
    if close is None and match["marker"].isdigit() and not scheme.named:
        return False
    if body == end:
        return close is not None or scheme.bare != "never"
    first = value[body]
    if close is None:
        return scheme.bare == "title" and body > after and first.isupper()
    if body == after and not _glued(value, close, body):
        return False
    return _may_open(scheme, close.strip(), value, body, end)


def _may_open(scheme: Scheme, close: str, value: str, body: int, end: int) -> bool:
    """Whether a title or text may begin with what stands behind the marker and its sign."""
    first = value[body]
    if first.isdigit():
        return close not in _JOINERS and _has_letter(value, body, end)
    if scheme.named and first in DASHES and close in _ENDERS:
        return _has_letter(value, body, end)
    return first.isupper() or (close != "," and (first.isalpha() or first in _OPENERS or first in BLANKS))


def _glued(value: str, close: str | None, body: int) -> bool:
    """Whether a title may follow its marker without a space: `I.KẾT QUẢ`, `a)nội dung`; not `V.I.`, `83/NQ-HĐND`."""
    first = value[body]
    if first.isupper():
        second = value[body + 1 : body + 2]
        return second.islower() if close == "/" and value[body - 2].isdigit() else second.isalpha()
    return first in _OPENERS or (close == ")" and first.isalpha())


DASHES = frozenset("-–—")
_ENDERS = frozenset(".:")
"""Signs after the number of a named unit, behind which its text may begin with a dash: `Điều 4: - Kế toán …`."""
_JOINERS = frozenset("/,") | DASHES
"""Signs that join figures: `1/2`, `10 - 15`, `5, 6`."""
BLANKS = frozenset(".…_")
"""What stands for words in a form."""
_OPENERS = frozenset("“\"‘'«(*[")
_LETTER = re.compile(r"[^\W\d_]{2}")


def _has_letter(value: str, start: int, end: int) -> bool:
    return _LETTER.search(value, start, min(end, start + 60)) is not None


def is_capital(letter: str) -> bool:
    """Whether a title that wants a capital may begin with the character: a capital, a quotation mark, a bracket."""
    return letter.isupper() or not letter.isalnum()


def load_schemes(package: RulePackage, numerals: Numerals) -> Schemes:
    """Compile the schemes; a scheme that misses an example or takes a counter-example is refused."""
    entries = package.entries("sections", "schemes.toml", "scheme")
    found = [_scheme(at, entry, numerals) for at, entry in enumerate(entries)]
    starts = sorted({c for scheme, _ in found for c in scheme.starts})
    schemes = tuple(scheme for scheme, _ in found)
    by_start = {c: tuple(s for s in schemes if c in s.starts) for c in starts}
    rules = Schemes(schemes, numerals, by_start, _gate(entries, numerals))
    for scheme, rule in found:
        check(rule, lambda line, scheme=scheme: _recognised(rules, scheme, line))  # type: ignore[misc]
    return rules


def _gate(entries: list[Mapping[str, object]], numerals: Numerals) -> re.Pattern[str]:
    words = alternation((word for entry in entries for word in _strings(entry, "words")), any_case=True)
    roman = "IVXLC" + numerals.confusable("roman")
    letters = "".join(sorted(numerals.characters() - set("(0123456789")))
    return re.compile(
        rf"{words}[\s\d]|[(\d]|[ivx]{{2,5}}\)|[{re.escape(letters)}](?:[\s./):,–—\d{re.escape(roman)}-]|$)"
    )


def _recognised(schemes: Schemes, scheme: Scheme, line: str) -> bool:
    return any(
        o.scheme is scheme and (not scheme.capital or o.body == len(line) or is_capital(line[o.body]))
        for o in schemes.openings(line, 0, len(line))
    )


def _scheme(index: int, entry: Mapping[str, object], numerals: Numerals) -> tuple[Scheme, RuleSource]:
    rule = rule_source(entry, "sections/schemes.toml")
    words, kinds = _strings(entry, "words"), _strings(entry, "numerals")
    if str(entry["bare"]) not in _BARE or str(entry["follows"]) not in {"any", "capital"}:
        raise RuleError(f"{rule.file}: rule {rule.id}: `bare` or `follows` is not one of the known words")
    roman = f"[IVXLC{re.escape(numerals.confusable('roman'))}]{{1,8}}"
    misread = f"[IVX{''.join(filter(str.isalpha, numerals.confusable('roman')))}]{{1,5}}"
    source = str(entry["pattern"]).format(
        words=alternation(words, any_case=True), roman=roman, misread=misread,
        ordinal=alternation(numerals.ordinals, any_case=True),
    )  # fmt: skip
    try:
        pattern = re.compile(source)
    except re.error as error:
        raise RuleError(f"{rule.file}: rule {rule.id}: {error}") from error
    scheme = Scheme(
        index, rule.id, str(entry.get("row", rule.id)), _integer(entry, "rank"), pattern, kinds,
        float(str(entry["refuse"])),
        entry["follows"] == "capital", str(entry["bare"]), bool(entry["below"]), bool(entry["counts_on"]),
        _integer(entry, "limit"), bool(entry.get("roles", True)),
        float(str(entry.get("dashed", entry["refuse"]))), bool(words), _starts(pattern, words, numerals),
    )  # fmt: skip
    return scheme, rule


def _starts(pattern: re.Pattern[str], words: tuple[str, ...], numerals: Numerals) -> frozenset[str]:
    if words:
        return frozenset(c for word in words for c in (word[0].lower(), word[0].upper()))
    return frozenset(c for c in numerals.characters() if any(pattern.match(c + tail) for tail in _TAILS))


_TAILS = (".", ")", "1)", "i)", "a)", ".1.", ".a)")
"""What may follow the first character of a marker, to learn which characters a pattern can begin with."""


def _strings(entry: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = entry.get(name, [])
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


def _integer(entry: Mapping[str, object], name: str) -> int:
    return int(str(entry[name]))
