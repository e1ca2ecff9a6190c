"""How the text relates to the documents it cites: words before or after a mention, or at the head of its paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trichluc.errors import RuleError
from trichluc.extract.citations.tries import Node
from trichluc.extract.citations.words import key, line_end, line_start
from trichluc.language.letters import tone_spellings
from trichluc.rules import RulePackage, check, rule_source

_FILE = "citations/relations.toml"
_REACH = 110
_REACH_AFTER = 200
_CLAUSE_END = re.compile(r"[.;](?=\s|$)")
_MOST_FILLERS = 7
_MOST_WORDS = 18
_MARK = "|"
_SOFT = ",\"“”'‘’()*:–-"
_STOPS = ".;!?"


@dataclass(frozen=True, slots=True, eq=False)
class RelationRules:
    """Phrases read backwards from a mention; what opens a paragraph; what follows a mention."""

    before: Node
    names: Mapping[str, str]
    fillers: Node
    openings: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]


def load_relations(package: RulePackage) -> RelationRules:
    """Read `relations.toml`; each rule is tried on its examples, where `|` stands for the mention."""
    document = package.document("citations", "relations.toml")
    fillers = document.get("fillers", [])
    if not isinstance(fillers, list):
        raise RuleError(f"{_FILE}: `fillers` is not a list")
    before, names = Node(), dict[str, str]()
    openings: list[tuple[str, str]] = []
    after: list[tuple[str, str]] = []
    entries = package.entries("citations", "relations.toml")
    for entry in entries:
        name = str(entry["id"])
        for phrase in _phrases(entry, "before"):
            names[_add(before, phrase)] = name
            openings += [(phrase, name)] if entry.get("paragraph") else []
        after += [(f" {phrase}", name) for phrase in _phrases(entry, "after")]
    filler_tree = Node()
    for filler in fillers:
        _add(filler_tree, str(filler))
    openings.sort(key=lambda pair: -len(pair[0]))
    rules = RelationRules(before, names, filler_tree, tuple(openings), tuple(after))
    for entry in entries:
        check(rule_source(entry, _FILE), lambda example, name=str(entry["id"]): _fits(example, name, rules))  # type: ignore[misc]
    return rules


def _phrases(entry: Mapping[str, object], field: str) -> list[str]:
    value = entry.get(field, [])
    return [s for phrase in value for s in tone_spellings(str(phrase))] if isinstance(value, list) else []


def _add(root: Node, phrase: str) -> str:
    node = root
    words = [key(w.strip(_SOFT)) for w in reversed(phrase.split())]
    for word in words:
        node = node.below.setdefault(word, Node())
    node.ends = True
    return " ".join(words)


def _fits(example: str, name: str, rules: RelationRules) -> bool:
    at = example.find(_MARK)
    if at < 0:
        return False
    found = relation_before(example, at, 0, rules) or relation_after(example, at + 1, len(example), rules)
    return found == name


def relation_before(text: str, position: int, low: int, rules: RelationRules) -> str | None:
    """The relation that the words before `position` express; words before `low` do not count."""
    words = _words_back(text[max(low, line_start(text, position, _REACH)) : position])
    at = 0
    for _ in range(_MOST_FILLERS):
        matched = _longest(rules.before, words, at)
        if matched:
            return rules.names[" ".join(words[at : at + matched])]
        skipped = _longest(rules.fillers, words, at)
        if not skipped:
            return None
        at += skipped
    return None


def _words_back(before: str) -> list[str]:
    """Comparison keys of the words, nearest first, up to the end of a sentence or clause."""
    words: list[str] = []
    for raw in before.split()[: -_MOST_WORDS - 1 : -1]:
        if raw[-1] in _STOPS or (raw[-1] == ":" and words):
            break
        word = raw.strip(_SOFT)
        if word:
            words.append(key(word))
        if raw[0] in "(“":
            break
    return words


def _longest(root: Node, words: Sequence[str], at: int) -> int:
    node, best = root, 0
    for place in range(at, len(words)):
        below = node.below.get(words[place])
        if below is None:
            break
        node = below
        if node.ends:
            best = place + 1 - at
    return best


def opening_relation(text: str, position: int, rules: RelationRules) -> str | None:
    """The relation that the first words of the paragraph at `position` express: `Căn cứ …; …;`."""
    head = text[position : position + 40].lstrip("-+*•( \u00a0").lower()
    return next((name for phrase, name in rules.openings if head.startswith(phrase + " ")), None)


def relation_after(text: str, end: int, following: int, rules: RelationRules) -> str | None:
    """The relation that words between a mention and the next one, or the end of the clause, express."""
    limit = line_end(text, end, min(_REACH_AFTER, max(following - end, 0)))
    for phrase, name in rules.after:
        at = text.find(phrase, end, limit)
        if at >= 0 and _CLAUSE_END.search(text, end, at) is None:
            return name
    return None
