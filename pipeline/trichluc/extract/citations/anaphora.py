"""Mentions without an identifier of their own, and what they stand for inside the document.

`Nghị định này` is the document itself; `Quyết định nêu trên` is the last decision before it; a name given in brackets
(`sau đây gọi tắt là Đề án`) stands for the act before the bracket; `Quyết định 787` is the decision of that number.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trichluc.extract.citations.doctypes import DocType, DocTypes
from trichluc.extract.citations.mentions import OWN_TITLE, Mention, Taken
from trichluc.extract.citations.words import BLANKS, WordLists, by_last_word, line_start, phrase_before, stands_alone
from trichluc.report import Citation

_REACH = 60
_BETWEEN = 420
"""Characters that the title of an act may take between its symbol and the bracket that names it."""

_NEAREST = 12
_LONGEST_ALIAS = 70
_OPENING = "(“\"'"
_OWN = frozenset({"self", OWN_TITLE})
_UNIDENTIFIED = frozenset({"number_only", "anaphoric"})
_Sign = tuple[str | None, str | None]
"""A document type and a number (None: whatever its number)."""


@dataclass(frozen=True, slots=True, eq=False)
class AnaphoraRules:
    """The words that point back, and those that give a name."""

    doctypes: DocTypes
    phrases: Mapping[str, tuple[str, ...]]
    pointers: tuple[tuple[str, str], ...]
    """Words that point back, and the rule by which they do."""

    alias: re.Pattern[str]
    gives_name: re.Pattern[str]
    own_title: re.Pattern[str]


def load_anaphora(words: WordLists, doctypes: DocTypes) -> AnaphoraRules:
    """The word lists as patterns."""
    alias = "|".join(map(re.escape, sorted(words["alias"], key=len, reverse=True)))
    return AnaphoraRules(
        doctypes,
        by_last_word(doctypes.by_phrase),
        tuple((f" {word}", rule) for rule in ("self", "above") for word in words[rule]),
        re.compile(rf"\((?:{alias})[ :]+[“\"']?(?P<name>[^()“”\"\n\t]{{2,{_LONGEST_ALIAS}}}?)[”\"']?[.,;]?\)"),
        re.compile(rf"\([^()]*?(?:{alias})[ :]+[“\"']?"),
        _own_title(words, doctypes),
    )


def _own_title(words: WordLists, doctypes: DocTypes) -> re.Pattern[str]:
    """A type word that opens a paragraph before a capitalised title: `Thông tư Hướng dẫn thi hành …`."""
    kinds = "|".join(sorted({p.capitalize() for p in doctypes.by_phrase}, key=len, reverse=True))
    starts = "|".join(sorted({s.capitalize() for s in words["title_start"]}, key=len, reverse=True))
    return re.compile(rf"(?P<kind>{kinds})(?=[{BLANKS}](?:{starts})\b)")


def find_anaphora(text: str, rules: AnaphoraRules, taken: Taken) -> list[Mention]:
    """`Nghị định này`, `Quyết định nêu trên` and the later uses of a name that a bracket gives."""
    found = [m for words, rule in rules.pointers for m in _pointing(text, words, rule, rules)]
    found += _named_in_brackets(text, rules)
    found += _titled(text, rules)
    return [m for m in found if taken.end_of(m.start) is None]


def _pointing(text: str, words: str, rule: str, rules: AnaphoraRules) -> Iterator[Mention]:
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        head = _type_ending_at(text, at, rules)
        if head is not None and not text[end : end + 1].isalnum():
            yield Mention(head[0], end, head[1].name, "anaphoric", rule, head[0], tail=end)
        at = text.find(words, end)


def _titled(text: str, rules: AnaphoraRules) -> Iterator[Mention]:
    """The document where it gives its own title in one line with its type."""
    line = 0
    while line >= 0:
        match = rules.own_title.match(text, line)
        if match is not None:
            kind = rules.doctypes.by_phrase[match["kind"].lower()]
            yield Mention(line, match.end(), kind.name, "anaphoric", OWN_TITLE, line, tail=match.end())
        line = text.find("\n", line) + 1 or -1


def _type_ending_at(text: str, end: int, rules: AnaphoraRules) -> tuple[int, DocType] | None:
    """The capitalised type word that ends at a place, the longest one."""
    before = text[line_start(text, end, _REACH) : end].lower()
    at = phrase_before(before, rules.phrases)
    if at is None:
        return None
    start = end - len(before) + at
    return (start, rules.doctypes.by_phrase[before[at:]]) if text[start].isupper() else None


def _named_in_brackets(text: str, rules: AnaphoraRules) -> Iterator[Mention]:
    """Every later use of a name that is no number and no plain type word of a normative act."""
    done: set[str] = set()
    for match in rules.alias.finditer(text):
        name = match["name"].strip(BLANKS)
        kind = _kind_of(name, rules.doctypes)
        if kind is None or name in done or any(c.isdigit() for c in name):
            continue
        done.add(name)
        yield Mention(
            match.start("name"), match.start("name") + len(name), kind.name, "anaphoric", "alias", match.start("name"),
            name=name, tail=match.end(),
        )  # fmt: skip
        yield from _uses(text, name, match.end(), kind)


def _kind_of(name: str, doctypes: DocTypes) -> DocType | None:
    if not name[:1].isupper():
        return None
    words = name.lower().split()
    for count in range(min(len(words), doctypes.longest), 0, -1):
        kind = doctypes.by_phrase.get(" ".join(words[:count]))
        if kind is not None:
            plain_act = count == len(words) and (kind.ministerial or kind.sole_issuer is not None)
            return None if plain_act or (count == len(words) and kind.bare == "strong" and not kind.nickname) else kind
    return None


def _uses(text: str, name: str, start: int, kind: DocType) -> Iterator[Mention]:
    at = text.find(name, start)
    while at >= 0:
        end = at + len(name)
        following = text[end : end + 5].lstrip(BLANKS)
        if stands_alone(text, at, end) and not following[:1].isdigit() and not following.startswith(("số", "này")):
            yield Mention(at, end, kind.name, "anaphoric", "alias", at, name=name, tail=end)
        at = text.find(name, end)


def resolve_mentions(text: str, citations: Sequence[Citation], rules: AnaphoraRules) -> Mapping[str, str]:
    """citation_id → what a mention without an identifier of its own stands for inside the document.

    Covered are `number_only` and `anaphoric` mentions: a bare number stands for the mention of the same type and
    number that carries its symbol (the nearest before, else the first after) or for the act that a bracket gave that
    name; `nêu trên` for the last mention of its type; a name for the act before the bracket that gives it.
    The value is the citation_id of that mention. `Nghị định này` is the document itself: its value is the doc_id.
    """
    found: dict[str, str] = {}
    pointing = [(at, c) for at, c in enumerate(citations) if c.form in _UNIDENTIFIED]
    index = _index(citations) if pointing else {}
    holders = {at: _before_bracket(text, citations, at, rules) for at, _ in pointing}
    given: dict[_Sign, str] = {}
    for at, citation in pointing:
        if (holder := holders[at]) is not None:
            given.setdefault(_sign(citation), holder)
    for at, citation in pointing:
        own = citation.doc_id if citation.rule in _OWN else None
        target = own or holders[at] or given.get(_sign(citation)) or _antecedent(index, citation)
        if target is not None and target != citation.citation_id:
            found[citation.citation_id] = target
    return found


def _sign(citation: Citation) -> _Sign:
    return citation.doc_type, _plain(citation.number) or citation.name or ""


def _before_bracket(text: str, citations: Sequence[Citation], at: int, rules: AnaphoraRules) -> str | None:
    """The act named by the bracket that the mention stands in, when that bracket gives it a name."""
    start = citations[at].char_start
    bracket = text.rfind("(", max(0, start - _REACH), start)
    if bracket < 0 or rules.gives_name.fullmatch(text, bracket, start) is None:
        return None
    for before in citations[max(0, at - _NEAREST) : at][::-1]:
        if before.char_end <= bracket and before.within is None and before.form != "anaphoric":
            near = bracket - before.char_end <= _BETWEEN and "\n" not in text[before.char_end : bracket]
            return before.citation_id if near else None
    return None


def _antecedent(index: Mapping[_Sign, list[tuple[int, str]]], citation: Citation) -> str | None:
    """The nearest mention before that has an identifier, for a bare number also the first one after."""
    if citation.rule == "above":
        known, later = index.get((citation.doc_type, None), []), False
    elif citation.form == "number_only":
        known, later = index.get((citation.doc_type, _plain(citation.number)), []), True
    else:
        return None
    at = bisect_left(known, (citation.char_start, ""))
    if at:
        return known[at - 1][1]
    return known[0][1] if known and later else None


def _index(citations: Sequence[Citation]) -> Mapping[_Sign, list[tuple[int, str]]]:
    """The mentions with an identifier, by type and number and by type alone."""
    index: dict[_Sign, list[tuple[int, str]]] = defaultdict(list)
    for citation in citations:
        if citation.form not in _UNIDENTIFIED:
            place = (citation.char_start, citation.citation_id)
            index[citation.doc_type, None].append(place)
            if citation.number:
                index[citation.doc_type, _plain(citation.number)].append(place)
    return index


def _plain(number: str | None) -> str:
    return (number or "").lower().lstrip("0")
