"""A dictionary of phrases for longest match on running text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from trichluc.extract.citations.words import WORD, key
from trichluc.language.letters import strip_marks

_INSIDE = frozenset(" \u00a0\u2009\u202f,-–&()/\"“”'‘’")
"""What may stand between two words of one phrase."""

_PLAIN_GAPS = ("", " ")
_JOINING = frozenset({"và"})
"""Words that titles drop or add freely: `Phòng cháy, chữa cháy` and `Phòng cháy và chữa cháy`."""

_LONGEST_GAP = 4
_FEWEST_WORDS = 3
"""A phrase with a wrong mark on one of its letters must have that many words."""


@dataclass(slots=True, eq=False)
class Node:
    """A place in the dictionary; `ends` tells that a phrase may stop here; `bare` are words below without marks."""

    below: dict[str, Node] = field(default_factory=dict)
    bare: dict[str, Node] = field(default_factory=dict)
    ends: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class PhraseTree:
    """Phrases by their words. Punctuation, capitals and tone placement do not count; abbreviations are spelled out.

    A tree that forgives takes one word with wrong marks (`tín dung`) where a single word of its place reads so.
    """

    root: Node
    short: Mapping[str, tuple[str, ...]]

    def longest(self, text: str, position: int, limit: int) -> int | None:
        """Where the longest phrase that begins at `position` ends, None if none does."""
        node, best, previous, count, forgiven = self.root, None, position, 0, False
        for match in WORD.finditer(text, position, limit):
            start, end = match.span()
            gap = text[previous:start]
            if gap not in _PLAIN_GAPS and (len(gap) > _LONGEST_GAP or not _INSIDE.issuperset(gap)):
                break
            previous = end
            word = match.group()
            following = node.below.get(key(word)) or (self._spelled_out(node, word) if word in self.short else None)
            if following is None and node.bare and not forgiven:
                following = node.bare.get(strip_marks(word.lower()))
                forgiven = following is not None
            if following is None:
                if key(word) in _JOINING and node is not self.root:
                    continue
                break
            node, count = following, count + 1
            if node.ends and (count >= _FEWEST_WORDS or not forgiven):
                best = end
        return best

    def _spelled_out(self, node: Node, word: str) -> Node | None:
        for part in self.short[word]:
            below = node.below.get(part)
            if below is None:
                return None
            node = below
        return node


def build_tree(phrases: Iterable[str], short: Mapping[str, str] | None = None, *, forgives: bool = False) -> PhraseTree:
    """A tree of phrases; `short` gives the words of abbreviations."""
    root = Node()
    for phrase in phrases:
        node = root
        for word in WORD.findall(phrase):
            if key(word) in _JOINING:
                continue
            node = node.below.setdefault(key(word), Node())
        node.ends = node is not root
    if forgives:
        for below in root.below.values():
            _add_bare(below)
    spelled = {k: tuple(key(w) for w in v.split()) for k, v in (short or {}).items()}
    return PhraseTree(root, spelled)


def _add_bare(node: Node) -> None:
    """The words below a place without their marks, where no two of them are the same then."""
    bare: dict[str, list[Node]] = {}
    for word, below in node.below.items():
        bare.setdefault(strip_marks(word), []).append(below)
        _add_bare(below)
    node.bare = {word: places[0] for word, places in bare.items() if len(places) == 1}
