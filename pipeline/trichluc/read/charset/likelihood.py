"""How likely a word is Vietnamese: by the rime and tone of its syllable, counted over administrative documents.

Shapes alone do not tell the charsets apart: `Tæng` is `Tổng` in one and `Tỉng` in another, and both can be spelled.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from trichluc.errors import RuleError
from trichluc.language.letters import is_syllable, rime

_TONES = {"ngang": "", "huyền": "\u0300", "sắc": "\u0301", "ngã": "\u0303", "hỏi": "\u0309", "nặng": "\u0323"}
_PARTS = re.compile(r"[^\w\u00a1-\u00ff]+|\d+")
_UNSEEN, _NO_SYLLABLE = 14.0, 18.0
"""Costs in nats of a syllable whose rime was never counted, and of what cannot be spelled. The rarest counted: 12."""
_KEPT = 1 << 16


class Likelihood:
    """The cost of words in nats: the lower, the likelier."""

    def __init__(self, rows: Iterable[Mapping[str, str]], foreign: Collection[str]) -> None:
        self._rimes: dict[tuple[str, str], float] = {}
        self._alone: set[tuple[str, str]] = set()
        for row in rows:
            if row["tone"] not in _TONES or not row["per_million"].isdecimal():
                raise RuleError(f"charsets/rimes.tsv: cannot read the row {row!r}")
            self._rimes[row["rime"], _TONES[row["tone"]]] = -math.log(max(1, int(row["per_million"])) / 1e6)
            if row["alone"] == "yes":
                self._alone.add((row["rime"], _TONES[row["tone"]]))
        self._foreign = frozenset(foreign)
        self._known: dict[str, float] = {}

    def cost(self, word: str) -> float:
        """The cost of a word by its parts that are not plain ASCII; 0 for a word without any."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            found = self._known[word] = self._cost(word)
        return found

    def _cost(self, word: str) -> float:
        composed = unicodedata.normalize("NFC", word)
        left_over = sum(c in self._foreign for c in composed)
        parts = [part for part in _PARTS.split(composed) if part and not part.isascii()]
        return left_over * _NO_SYLLABLE + sum(map(self.syllable, parts))

    def syllable(self, word: str) -> float:
        """The cost of one syllable."""
        if not is_syllable(word):
            return _NO_SYLLABLE
        return self._rimes.get(rime(word), _UNSEEN)

    def explains(self, word: str) -> bool:
        """Whether all parts of a word that are not plain ASCII are syllables with rimes that occur."""
        parts = [part for part in _PARTS.split(unicodedata.normalize("NFC", word)) if part and not part.isascii()]
        return all(map(self.is_known, parts))

    def is_known(self, word: str) -> bool:
        """Whether the word is a syllable with a rime that occurs."""
        return is_syllable(word) and rime(word) in self._rimes

    def stands_alone(self, word: str) -> bool:
        """Whether a word that begins with a vowel is one by itself (`ủy`), not the end of a syllable (`ỡng`, `ều`)."""
        return rime(word) in self._alone
