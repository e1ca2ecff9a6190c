"""A dictionary of phrases for longest match on running text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from trichluc.extract.citations.words import WORD, key

_INSIDE = frozenset(" \u00a0\u2009\u202f,-–&()/\"“”'‘’")
"""What may stand between two words of one phrase."""

_PLAIN_GAPS = ("", " ")
_JOINING = frozenset({"và"})
"""Words that titles drop or add freely: `Phòng cháy, chữa cháy` and `Phòng cháy và chữa cháy`."""

_LONGEST_GAP = 4


@dataclass(slots=True, eq=False)
class Node:
    """A place in the dictionary; `ends` tells that a phrase may stop here."""

    below: dict[str, Node] = field(default_factory=dict)
    ends: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class PhraseTree:
    """Phrases by their words. Punctuation, capitals and tone placement do not count; abbreviations are spelled out."""

    root: Node
    short: Mapping[str, tuple[str, ...]]

    def longest(self, text: str, position: int, limit: int) -> int | None:
        """Where the longest phrase that begins at `position` ends, None if none does."""
        node, best, previous = self.root, None, position
        for match in WORD.finditer(text, position, limit):
            start, end = match.span()
            gap = text[previous:start]
            if gap not in _PLAIN_GAPS and (len(gap) > _LONGEST_GAP or not _INSIDE.issuperset(gap)):
                break
            previous = end
            word = match.group()
            following = node.below.get(key(word)) or (self._spelled_out(node, word) if word in self.short else None)
            if following is None:
                if key(word) in _JOINING and node is not self.root:
                    continue
                break
            node = following
            if node.ends:
                best = end
        return best

    def _spelled_out(self, node: Node, word: str) -> Node | None:
        for part in self.short[word]:
            below = node.below.get(part)
            if below is None:
                return None
            node = below
        return node


def build_tree(phrases: Iterable[str], short: Mapping[str, str] | None = None) -> PhraseTree:
    """A tree of phrases; `short` gives the words of abbreviations."""
    root = Node()
    for phrase in phrases:
        node = root
        for word in WORD.findall(phrase):
            if key(word) in _JOINING:
                continue
            node = node.below.setdefault(key(word), Node())
        node.ends = node is not root
    spelled = {k: tuple(key(w) for w in v.split()) for k, v in (short or {}).items()}
    return PhraseTree(root, spelled)
