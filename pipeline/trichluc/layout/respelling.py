"""Known names on scans: bodies, positions and provinces whose marks or blanks a recogniser got wrong, spelled right.

The text keeps what was read; the row of `documents` gets the name that the rules know. Only a name that has the very
letters of one known name, marks apart, is spelled like it: `SỞ Y TẺ` is the `SỞ Y TẾ`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trichluc.language.letters import fold
from trichluc.layout.headwords import letters_of
from trichluc.rules import RulePackage

_LEAST_LETTERS = 5
"""Names of fewer letters are too like other words."""
_MOST_WORDS = 10
_UNITS = ("", "tỉnh ", "thành phố ", "thị xã ")
_DIRT = " .,;:*'`\"“”‘’~_|-–—=^¬<>"
_LEAST_POSITION = 7


@dataclass(frozen=True, slots=True)
class Spellings:
    """Names by their bare letters; several where marks alone tell them apart (`thứ trưởng`, `thủ trưởng`)."""

    names: Mapping[str, tuple[str, ...]]
    positions: Mapping[str, tuple[str, ...]]
    surnames: Mapping[str, tuple[str, ...]]

    def respell(self, text: str) -> str:
        """The text with every known name in it spelled as the rules spell it; its case stays."""
        words, spelled, at = text.split(), list[str](), 0
        while at < len(words):
            end, name = self._name_at(words, at)
            spelled.append(name)
            at = end
        return " ".join(spelled)

    def _name_at(self, words: list[str], at: int) -> tuple[int, str]:
        """The longest known name that begins with a word, and where it ends; the word itself when there is none."""
        for end in range(min(len(words), at + _MOST_WORDS), at, -1):
            written = " ".join(words[at:end])
            name = _nearest(written, self.names.get(_letters(written.strip(_DIRT)), ()))
            if name is not None:
                return end, written if fold(written) == fold(name) else _like(written, name)
        return at + 1, words[at]

    def position(self, text: str) -> str:
        """A position without dirt around it, spelled right; also one with a single letter missing, added or wrong.

        Where its beginning is lost, nobody knows how much of it is.
        """
        bare = text.rstrip(_DIRT)[next((at for at, c in enumerate(text) if c.isalpha()), 0) :]
        letters = _letters(bare)
        if letters in self.positions or not bare.isupper() or len(letters) < _LEAST_POSITION:
            return self.respell(bare)
        near = [names for known, names in self.positions.items() if letters[0] == known[0] and one_off(letters, known)]
        return _like(bare, near[0][0]) if len(near) == 1 and len(near[0]) == 1 else self.respell(bare)

    def person(self, name: str) -> str:
        """A person's name, its surname with the marks that a recogniser lost."""
        surname, *rest = name.split()
        spelled = self.surnames.get(_letters(surname), ())
        if len(spelled) != 1 or fold(spelled[0]) == fold(surname):
            return name
        return " ".join([_like(surname, spelled[0]), *rest])


def _nearest(written: str, names: Sequence[str]) -> str | None:
    """Of names with the same letters the one that shares most words with what was read; None when several do."""
    if len(names) < 2:
        return names[0] if names else None
    words = fold(written.strip(_DIRT)).split()
    shared = [sum(a == b for a, b in zip(words, fold(name).split(), strict=False)) for name in names]
    best = max(shared)
    return names[shared.index(best)] if shared.count(best) == 1 else None


def _letters(written: str) -> str:
    return letters_of(written) if written[:1].isalpha() else ""


def _like(written: str, name: str) -> str:
    return name.upper() if written.isupper() else name


def one_off(one: str, other: str) -> bool:
    """Whether two words differ in one letter at most: missing, added or another."""
    if abs(len(one) - len(other)) > 1:
        return False
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    short, long = sorted((one[same:], other[same:]), key=len)
    return short == long[1:] or (len(short) == len(long) and short[1:] == long[1:])


def load_spellings(package: RulePackage) -> Spellings:
    """The names of bodies, positions and provinces in the rules."""
    positions = [row["word"] for row in package.table("letterhead", "positions.tsv")]
    bodies = [row["word"] for row in package.table("letterhead", "bodies.tsv")]
    issuers = [row["name_vi"].split(" (")[0].split(" / ")[0] for row in package.table("citations", "issuers.tsv")]
    places = [row["name"] for file in ("provinces.tsv", "seats.tsv") for row in package.table("places", file)]
    named = [f"{unit}{place}" for place in places for unit in _UNITS]
    surnames = [row["name"] for row in package.table("letterhead", "surnames.tsv")]
    names = _by_letters(name for name in [*positions, *bodies, *issuers, *named] if " " in name)
    return Spellings(names, _by_letters(positions), _by_letters(surnames, least=2))


def _by_letters(names: Iterable[str], least: int = _LEAST_LETTERS) -> dict[str, tuple[str, ...]]:
    alike: dict[str, dict[str, str]] = {}
    for name in names:
        alike.setdefault(letters_of(name), {}).setdefault(fold(name), name)
    return {letters: tuple(spelled.values()) for letters, spelled in alike.items() if len(letters) >= least}
