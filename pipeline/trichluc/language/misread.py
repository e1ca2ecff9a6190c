"""Codes that a recogniser misread: the known code that the letters on the page most likely are.

Which letters are taken for which is data (`citations/misread.tsv`). A code that is known as it stands is never
changed, nor one that could be two codes about equally well.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

_LONGEST = 16
_MARK = 0.3
"""What it costs to take the accent of a capital for a speck."""
_PLAIN, _DEAREST = 0.6, 1.2
"""Misreadings that cost more together are not believed: of any code, and of one that is asked for."""
_CLEAR = 0.15
"""By so much the best reading must be cheaper than the next one."""

Misreading = tuple[str, str, float]
"""What was read, what was printed, what it costs to believe so."""


@dataclass(frozen=True, slots=True, eq=False)
class Misreadings:
    """The misreadings, the codes that may have been printed, and the beginnings of these codes."""

    rules: tuple[Misreading, ...]
    codes: frozenset[str]
    prefixes: frozenset[str]

    def meant(self, written: str, among: Collection[str] | None = None) -> str:
        """The code that was printed, `written` itself where none is likely.

        `among` are codes that the words around it ask for: one of them is believed at a higher cost.
        """
        if written in self.codes or len(written) > _LONGEST:
            return written
        likely = _likely(self, written)
        found = sorted((cost, code) for code, cost in likely.items() if (code in among if among else cost <= _PLAIN))
        if not found or (len(found) > 1 and found[1][0] - found[0][0] < _CLEAR):
            return written
        return found[0][1]


@lru_cache(maxsize=4096)
def _likely(known: Misreadings, written: str) -> dict[str, float]:
    """Every known code that may have been printed, with what it costs to believe so."""
    ways: list[dict[str, float]] = [{"": 0.0}, *({} for _ in written)]
    for at, letter in enumerate(written):
        steps = [(read, meant, cost) for read, meant, cost in known.rules if written.startswith(read, at)]
        steps.append((letter, letter, 0.0))
        plain = _unmarked(letter)
        if plain != letter:
            steps.append((letter, plain, _MARK))
        for read, meant, cost in steps:
            _extend(ways[at + len(read)], ways[at], meant, cost, known)
    return {code: cost for code, cost in ways[-1].items() if code in known.codes}


def _extend(after: dict[str, float], before: dict[str, float], meant: str, cost: float, known: Misreadings) -> None:
    for start, paid in before.items():
        code, price = start + meant, paid + cost
        if price <= _DEAREST and price < after.get(code, _DEAREST + 1) and code in known.prefixes:
            after[code] = price


def _unmarked(letter: str) -> str:
    """The letter without accents: `Ũ` → `U`; Đ is a letter of its own."""
    return unicodedata.normalize("NFD", letter)[:1]


def misreadings(rules: Iterable[Misreading], codes: Iterable[str]) -> Misreadings:
    """Misreadings of these codes."""
    known = frozenset(codes)
    prefixes = frozenset(code[:end] for code in known for end in range(len(code) + 1))
    ordered = tuple(sorted(rules, key=lambda rule: -len(rule[0])))
    return Misreadings(ordered, known, prefixes)
