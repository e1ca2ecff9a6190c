"""Provisions inside an act (`điểm a, c khoản 1 và khoản 2 Điều 28`): found, taken apart, bound to their act.

A chain of provisions belongs to the act that follows it; one that stands after a colon, in brackets or directly after
an act that nothing follows belongs to the act before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import product

from trichluc.errors import RuleError
from trichluc.extract.citations.words import BLANKS, line_end, line_start, skip_blanks
from trichluc.language.letters import tone_spellings
from trichluc.report import Pinpoint
from trichluc.rules import RulePackage, check, rule_source

_FILE = "citations/pinpoints.toml"
_REACH = 420
_TAIL = 130
_BRACKET = re.compile(r"\([^()\n\t]*\)")
_LEADS = " ,(:\u00a0"
_AROUND = BLANKS + ",("
_NEAR = 40
_OF, _JOINS = "của|tại|trong|thuộc", "và|hoặc|đến"
_CONNECTORS = frozenset({*_OF.split("|"), "theo", "các", "bản"})
_ATTACHED = frozenset({"kèm", "nhất", "hai", "ba"})
_WORDS_AFTER_COLON = 6
_B = f"[{BLANKS}]"
_AND = rf"(?:{_B}*[,;]{_B}*(?:(?:{_JOINS}){_B}+)?|{_B}+(?:{_JOINS}){_B}+|{_B}*[-–]{_B}*)"
_TO_ACT = re.compile(
    rf"{_B}{{0,40}}(?:[,–-]{_B}{{0,3}})?(?:(?:{_OF}|theo){_B}{{1,3}})?(?:(?:các|[Bb]ản){_B}{{1,3}})?\Z"
    rf"|{_B}{{0,3}}(?:,{_B}{{0,3}})?(?:(?:{_OF}){_B}{{1,3}})?"
    rf"[^.;:()\d\n\t]{{0,100}}?kèm{_B}{{1,3}}theo{_B}{{1,3}}(?:các{_B}{{1,3}})?\Z"
)
_COUNT = re.compile(rf"(?:\A|{_B})(?P<word>[^\W\d_]+){_B}+\d{{1,3}}\Z")
"""A level and a plain number: before a common noun it may be a count of places (`các điểm 12 lô đất`)."""

_AT = re.compile(rf"tại{_B}{{1,2}}(?:các{_B}{{1,2}})?")
"""Leads from an act to its provisions: `Luật Đất đai tại Điều 79`."""

_ONE_WORD = re.compile(rf"[^\s.;:()]+{_B}+")
_LEADS_ON = re.compile(rf"{_B}{{0,3}}(?:,{_B}{{0,3}})?(?:{_OF}|này|kèm{_B}theo|ban{_B}hành)\b")


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """A level of provisions; `field` is that of `Pinpoint`."""

    name: str
    field: str
    rank: int
    words: tuple[str, ...]
    value: str
    alone: bool


@dataclass(frozen=True, slots=True, eq=False)
class PinpointRules:
    """One pattern for a chain, one for each of its links."""

    levels: dict[str, Level]
    chain: re.Pattern[str]
    link: re.Pattern[str]
    values: dict[str, re.Pattern[str]]
    connectors: frozenset[str]
    last_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of provisions in the text, as printed without brackets, and the provisions that it names."""

    start: int
    end: int
    printed: str
    provisions: tuple[Pinpoint, ...]


@dataclass(frozen=True, slots=True)
class _Link:
    rank: int
    field: str
    values: tuple[str, ...]


def load_pinpoints(package: RulePackage) -> PinpointRules:
    """Read `pinpoints.toml` and try each level on its examples."""
    levels: dict[str, Level] = {}
    for entry in package.entries("citations", "pinpoints.toml"):
        rule = rule_source(entry, _FILE)
        words, rank = entry.get("words"), entry.get("rank")
        if not isinstance(words, list) or not isinstance(rank, int):
            raise RuleError(f"{_FILE}: rule {rule.id}: `words` or `rank` is missing")
        spelled = tuple(s for word in words for s in tone_spellings(str(word)))
        level = Level(
            rule.id,
            str(entry.get("field", rule.id)),
            rank,
            spelled,
            str(entry["value"]),
            bool(entry.get("alone", False)),
        )
        pattern = re.compile(_link_pattern(level, named=False))
        check(rule, lambda example, pattern=pattern: pattern.match(example) is not None)  # type: ignore[misc]
        levels[level.name] = level
    ordered = sorted(levels.values(), key=lambda x: -max(len(w) for w in x.words))
    link = "|".join(_link_pattern(level, named=False) for level in ordered)
    named = "|".join(_link_pattern(level, named=True) for level in ordered)
    between = rf"(?:{_AND}|{_B}+(?:{_OF}){_B}+|{_B}+)(?:(?:{_OF}|các){_B}+)?"
    return PinpointRules(
        levels,
        re.compile(rf"(?:các{_B}+)?(?:{link})(?:{between}(?:{link})){{0,30}}"),
        re.compile(named),
        {level.name: re.compile(rf"(?<![^\W_])(?:{level.value})(?![^\W_])") for level in ordered},
        _CONNECTORS,
        frozenset(word.split()[-1] for level in ordered if level.alone for word in level.words) | _ATTACHED,
    )


def _link_pattern(level: Level, named: bool) -> str:
    words = "|".join(
        f"(?i:{re.escape(w)})".replace(r"\ ", f"{_B}+") for w in sorted(level.words, key=len, reverse=True)
    )
    value = rf"(?:{level.value})(?![^\W_])"
    values = rf"{value}(?:{_AND}{value}){{0,40}}"
    number = rf"{_B}+(?:số{_B}+)?{_group(level.name, values, named)}"
    return rf"(?<![^\W_])(?:{words})(?![^\W_])(?:{number})" + ("?" if level.alone else "")


def _group(name: str, pattern: str, named: bool) -> str:
    return f"(?P<{name}>{pattern})" if named else f"(?:{pattern})"


def chain_before(text: str, start: int, low: int, rules: PinpointRules) -> Chain | None:
    """The chain that leads to the act at `start`; `low` is where the act before it ends.

    A bracket inside the chain (`khoản 1 Điều 5 (được sửa đổi …); khoản 3 Điều 7`) is passed over.
    """
    if not _may_end_chain(text[max(low, start - _NEAR) : start], rules):
        return None
    low = max(low, line_start(text, start, _REACH))
    before = _BRACKET.sub(_blanks, text[low:start])
    found: Chain | None = None
    for match in rules.chain.finditer(before):
        gap = before[match.end() :]
        if len(gap) <= _TAIL and _TO_ACT.match(gap) and not _is_count(match.group(), gap, rules):
            found = _chain(match, low, rules)
    return found


def _is_count(chain: str, gap: str, rules: PinpointRules) -> bool:
    """Whether a chain that ends in a point with a plain number counts what stands behind it."""
    last, following = _COUNT.search(chain), gap.split(maxsplit=1)[:1]
    if last is None or last["word"].lower() not in rules.levels["point"].words or not following:
        return False
    return following[0].islower() and following[0] not in rules.connectors


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _may_end_chain(near: str, rules: PinpointRules) -> bool:
    """A cheap look at the words before an act: a number, a letter, a word like Phụ lục, or `kèm theo`."""
    words = near.rstrip(BLANKS + ",–-").split()
    while words and words[-1].lower() in rules.connectors:
        words.pop()
    if not words:
        return False
    last = words[-1]
    value = last[0].isdigit() or last[-1].isdigit() or len(last) <= 1 or last.isupper() or last.endswith(")")
    return value or last.lower() in rules.last_words


def chain_after(text: str, end: int, following: int, rules: PinpointRules) -> Chain | None:
    """The chain behind an act that ends at `end`, unless it leads on to the act at `following`."""
    lead = text[end : end + 1]
    if lead not in _LEADS or not lead:
        return None
    limit = min(line_end(text, end, _TAIL), following)
    position = skip_blanks(text, end, _AROUND if lead != ":" else BLANKS + ":")
    leading = _AT.match(text, position, limit)
    position = leading.end() if leading else position
    for _ in range(_WORDS_AFTER_COLON if lead == ":" else 1):
        match = rules.chain.match(text, position, limit)
        if match is not None:
            return None if _leads_on(text, match.end(), following) else _chain(match, 0, rules)
        word = _ONE_WORD.match(text, position, limit)
        if word is None:
            return None
        position = word.end()
    return None


def _leads_on(text: str, end: int, following: int) -> bool:
    """Whether a chain belongs to what follows: `… của`, `… này`, or an act right behind it."""
    return _LEADS_ON.match(text, end) is not None or (
        following < len(text) and _TO_ACT.match(text[end:following]) is not None
    )


def _chain(match: re.Match[str], offset: int, rules: PinpointRules) -> Chain:
    links = [_link(link, rules) for link in rules.link.finditer(match.string, match.start(), match.end())]
    printed = " ".join(match.group().split())
    return Chain(offset + match.start(), offset + match.end(), printed, _provisions(links))


def _link(match: re.Match[str], rules: PinpointRules) -> _Link:
    name = match.lastgroup
    if name is None:
        word = " ".join(match.group().split())
        level = next(x for x in rules.levels.values() if x.alone)
        return _Link(level.rank, level.field, (word,))
    return _Link(
        rules.levels[name].rank, rules.levels[name].field, tuple(rules.values[name].findall(match.group(name)))
    )


def _provisions(links: list[_Link]) -> tuple[Pinpoint, ...]:
    """Every smallest provision with what holds it: the nearest larger level after it, else before it."""
    found: list[Pinpoint] = []
    holders = {at: _holder(links, at) for at in range(len(links))}
    leaves = set(range(len(links))) - set(holders.values())
    for at in sorted(leaves):
        path: list[_Link] = []
        step: int | None = at
        while step is not None and links[step] not in path:
            path.append(links[step])
            step = holders[step]
        for values in product(*(link.values for link in path)):
            fields = {link.field: value for link, value in zip(path, values, strict=True)}
            found.append(replace(Pinpoint(), **fields))
    return tuple(dict.fromkeys(found))


def _holder(links: list[_Link], at: int) -> int | None:
    rank = links[at].rank
    after = next((i for i in range(at + 1, len(links)) if links[i].rank > rank), None)
    if after is not None:
        return after
    return next((i for i in range(at - 1, -1, -1) if links[i].rank > rank), None)
