"""Section numerals: what a marker may stand for, and what it costs to believe it.

A place in a numbering is a `step`: sixty-four times the number plus a rest for what is inserted after it, so that
`15`, `15a`, `16` and `d`, `đ`, `e` ascend, and a numbering that does without `đ` or `15a` skips nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from trichluc.language.roman import read_roman
from trichluc.rules import RulePackage

STEP = 64
_LONGEST = 8
"""XXXVIII has seven characters; longer markers are not looked at for misreadings."""
_JOINED = re.compile(r"(\D{1,6}?)\.?(\d{1,2}(?:\.\d{1,2}){0,3})")
"""A Roman number and the figures after it, the dot between them perhaps lost."""
_LOST_DOT = 0.5
_KEPT = {"roman": frozenset("IVXLCDM"), "arabic": frozenset("0123456789")}

Confusion = tuple[str, str, float]
"""What was read, what was printed, what it costs to believe so."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """One reading of a marker. `key` are the values of its parts (`3.1` → 3, 1), by which it finds its parent."""

    marker: str
    step: int
    key: tuple[int, ...]
    number: int | None
    cost: float = 0.0
    repaired: str | None = None
    """The marker as read, when this reading takes it for a misread one."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the alphabet that points follow. `point` is its number there, None for f, j, w, z."""

    step: int
    point: int | None


@dataclass(frozen=True, slots=True)
class Numerals:
    """The numeral lists of the rule package."""

    letters: dict[str, Letter]
    ordinals: dict[str, int]
    confusions: dict[str, tuple[Confusion, ...]]
    dearest: float
    """Misreadings that cost more together are not considered."""

    def read(self, kind: str, written: str) -> tuple[Numeral, ...]:
        """Every reading of a marker as a numeral of a kind, cheapest first."""
        plain = self._plain(kind, written)
        best = {(plain.step, plain.key): plain} if plain else {}
        for meant, cost in self._meant(kind, written):
            numeral = self._plain(kind, meant)
            at = (numeral.step, numeral.key) if numeral else None
            if numeral and at and (at not in best or cost < best[at].cost):
                best[at] = replace(numeral, cost=cost, repaired=written)
        return tuple(sorted(best.values(), key=lambda n: (n.cost, n.step)))

    def confusable(self, kind: str) -> str:
        """The characters that a recogniser reads in place of numerals of a kind."""
        return "".join(sorted({c for read, _, _ in self.confusions.get(kind, ()) for c in read}))

    def characters(self) -> frozenset[str]:
        """Every character that a marker without a word like Điều can begin with."""
        misread = "".join(self.confusable(kind) for kind in self.confusions)
        letters = "".join(self.letters)
        return frozenset("(0123456789" + letters + letters.upper() + misread)

    def _meant(self, kind: str, written: str) -> list[tuple[str, float]]:
        """What may have been printed where `written` was read."""
        if kind == "dotted":
            return self._meant_dotted(written)
        rules = self.confusions.get(kind, ())
        if len(written) > _LONGEST or not any(read in written for read, _, _ in rules):
            return []
        return [(meant, cost) for meant, cost in self._spellings(kind, rules, written) if cost]

    def _meant_dotted(self, written: str) -> list[tuple[str, float]]:
        """The same for a Roman number with figures after it: `H.2`, `H2` and `II2` where II.2 was printed."""
        match = _JOINED.fullmatch(written)
        if match is None:
            return []
        head, tail = match.groups()
        lost = 0.0 if written[len(head)] == "." else _LOST_DOT
        meant = self._spellings("roman", self.confusions.get("roman", ()), head)
        return [(f"{roman}.{tail}", cost + lost) for roman, cost in meant if cost + lost and read_roman(roman)]

    def _spellings(self, kind: str, rules: tuple[Confusion, ...], written: str) -> list[tuple[str, float]]:
        ways: list[list[tuple[str, float]]] = [[("", 0.0)], *([] for _ in written)]
        kept = _KEPT.get(kind)
        for at, letter in enumerate(written):
            steps = [(read, meant, cost) for read, meant, cost in rules if written.startswith(read, at)]
            if kept is None or letter in kept:
                steps.append((letter, letter, 0.0))
            for read, meant, cost in steps:
                ways[at + len(read)] += [(w + meant, c + cost) for w, c in ways[at] if c + cost <= self.dearest]
        return ways[-1]

    def _plain(self, kind: str, written: str) -> Numeral | None:
        match kind:
            case "roman":
                return self._inserted(kind, written) or _simple(written, read_roman(written))
            case "roman_lower":
                return _simple(written, read_roman(written.upper()))
            case "arabic":
                return self._inserted(kind, written) or _simple(written, _digits(written))
            case "ordinal":
                return _simple(written, self.ordinals.get(" ".join(written.lower().split())))
            case "dotted":
                return self._dotted(written)
            case _:
                return self._letter(written)

    def _inserted(self, kind: str, written: str) -> Numeral | None:
        """A number with the letter of an inserted provision: `15a`, `IIa`; not `IIl`, which is a misread III."""
        suffix = self.letters.get(written[-1])
        if suffix is None or written[-1] in self.confusable(kind):
            return None
        stem = (read_roman if kind == "roman" else _digits)(written[:-1])
        return Numeral(written, stem * STEP + 1 + suffix.step // STEP, (stem,), stem) if stem else None

    def _letter(self, written: str) -> Numeral | None:
        """A letter, or the letter with the figure of an inserted point: `a1`."""
        letter = self.letters.get(written[:1].lower())
        if letter is None or not (len(written) == 1 or written[1:].isdigit()):
            return None
        return Numeral(written, letter.step + int(written[1:] or 0), (-letter.step,), letter.point)

    def _dotted(self, written: str) -> Numeral | None:
        written = "".join(written.split())
        parts = [self._part(part) for part in written.split(".")]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        return Numeral(written, known[-1].step, tuple(part.key[0] for part in known), known[-1].number)

    def _part(self, part: str) -> Numeral | None:
        """A part of `II.1.a`. Capitals are Roman numbers where they can be."""
        value = _digits(part) or read_roman(part)
        return _simple(part, value) if value else self._letter(part)


def _simple(written: str, value: int | None) -> Numeral | None:
    return Numeral(written, value * STEP, (value,), value) if value else None


def _digits(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() else None


def load_numerals(package: RulePackage, dearest: float) -> Numerals:
    """Read the lists of letters, ordinal words and misreadings."""
    letters = {
        row["letter"]: Letter(round(float(row["order"]) * STEP), int(row["point"]) if row["point"] else None)
        for row in package.table("sections", "letters.tsv")
    }
    ordinals = {row["word"]: int(row["value"]) for row in package.table("sections", "ordinals.tsv")}
    confusions: dict[str, tuple[Confusion, ...]] = {}
    for row in package.table("sections", "confusions.tsv"):
        rule = (row["read"], row["meant"], float(row["cost"]))
        confusions[row["numeral"]] = (*confusions.get(row["numeral"], ()), rule)
    return Numerals(letters, ordinals, confusions, dearest)
