"""The rule files compiled: one pattern for all rules that begin at a figure, one for each anchor word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trichluc.errors import RuleError
from trichluc.extract.dates.lexicon import COMPONENT, Lexicon, suffixed
from trichluc.extract.dates.shapes import SHAPES, Shape
from trichluc.rules import Matcher, RulePackage, check, rule_source

_ALONE = r"(?<![\w/.,:+])(?<![0-9][-–][0-9][-–])(?<![0-9][-–][0-9][0-9][-–])"
"""What holds for every number with which a date begins that has no unit word before it; none begins inside a chain."""
_FEW_FIGURES = 2
_BLANK = "[ \u00a0]"
_BETWEEN = {
    r"[^\W\d_]": ("",),
    _BLANK: (_BLANK, _BLANK * 2, _BLANK * 3, f":{_BLANK}", f"{_BLANK}:{_BLANK}"),
    ":": (":", f"{_BLANK}:"),
}
"""What may stand between a unit word and its number, by the last character of it."""
_WHOLE = "whole"
"""The group of a worded rule's pattern that holds the expression."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of `rules.toml` or `worded.toml`. `groups` tells where its groups stand in the compiled pattern."""

    id: str
    shape: Shape
    needs: str
    groups: Mapping[str, int]
    pattern: re.Pattern[str]
    whole: int
    """The group that holds all that the rule matched (0 where it is the whole match)."""
    after: bool
    """Whether a unit word before the match belongs to the expression."""
    before: int = 0


@dataclass(frozen=True, slots=True)
class FigureRules:
    """All rules that begin at a figure, in one pattern that tries them at the first figure of every number."""

    pattern: re.Pattern[str]
    rules: Mapping[str, Rule]


@dataclass(frozen=True, slots=True)
class WordRules:
    """The rules tried at anchor words, and one pattern that finds those words.

    `offsets` tells for each group of `anchors` the list of the word and how far the word begins before the match.
    """

    anchors: re.Pattern[str]
    offsets: Mapping[str, tuple[str, int]]
    rules: Mapping[str, Sequence[Rule]]

    def hits(self, text: str) -> Iterator[tuple[Rule, re.Match[str]]]:
        """Each rule that holds at an anchor word, the first one of its list that does."""
        done = 0
        for found in self.anchors.finditer(text):
            name, offset = self.offsets[found.lastgroup or ""]
            anchor = found.start() - offset
            hit = self._at(text, name, anchor, done) if anchor >= done else None
            if hit is not None:
                done = hit[1].end()
                yield hit

    def _at(self, text: str, name: str, anchor: int, done: int) -> tuple[Rule, re.Match[str]] | None:
        for rule in self.rules[name]:
            match = rule.pattern.match(text, max(done, anchor - rule.before))
            if match is not None and match.start(_WHOLE) <= anchor < match.end():
                return rule, match
        return None


def load_figure_rules(package: RulePackage, lexicon: Lexicon) -> FigureRules:
    """Compile `rules.toml`; raises `RuleError` for a rule that fails its own examples."""
    openings = _openings(package, lexicon)
    families: dict[str, list[str]] = {}
    entries = sorted(
        package.entries(COMPONENT, "rules.toml"), key=lambda entry: "after" not in entry and "behind" not in entry
    )
    for at, entry in enumerate(entries):
        condition = _condition(entry, lexicon, openings)
        body = suffixed(lexicon.expand(str(entry["pattern"])), f"__{at}")
        families.setdefault(condition, []).append(f"(?P<r{at}>{body})")
        own = _at_figures(f"{condition}(?:{lexicon.expand(str(entry['pattern']))})")
        source = rule_source(entry, f"{COMPONENT}/rules.toml")
        check(source, _finder(own))
    pattern = _at_figures("|".join(f"{condition}(?:{'|'.join(rules)})" for condition, rules in families.items()))
    return FigureRules(
        pattern, {f"r{at}": _rule(e, pattern, f"__{at}", pattern.groupindex[f"r{at}"]) for at, e in enumerate(entries)}
    )


def _openings(package: RulePackage, lexicon: Lexicon) -> dict[int, str]:
    table = package.document(COMPONENT, "rules.toml").get("openings", {})
    if not isinstance(table, dict):
        raise RuleError(f"{COMPONENT}/rules.toml: `openings` is not a table")
    return {int(figures): lexicon.expand(str(pattern)) for figures, pattern in table.items()}


def _condition(entry: Mapping[str, object], lexicon: Lexicon, openings: Mapping[int, str]) -> str:
    """What is tested at a number before the patterns of a family: what stands before it, or its opening."""
    if "behind" in entry:
        return lexicon.expand(str(entry["behind"]))
    if "after" in entry:
        return _after(lexicon, str(entry["after"]))
    figures = entry.get("figures", _FEW_FIGURES)
    assert isinstance(figures, int)
    return f"{_ALONE}(?={openings[figures]})"


def _finder(pattern: re.Pattern[str]) -> Matcher:
    return lambda example: pattern.search(example) is not None


def _at_figures(body: str) -> re.Pattern[str]:
    """The body tried at the first figure of every number; it begins at that figure although the match ends there.

    A pattern that begins with a figure lets the engine skip to figures; the body stands in a look-ahead inside a
    look-behind of one character, which leads back to the figure's beginning.
    """
    return re.compile(f"[0-9](?<![0-9][0-9])(?<=(?={body})[0-9])")


def _after(lexicon: Lexicon, name: str) -> str:
    """A test that one of the words stands directly before, blanks or a colon between.

    Look-behind takes patterns of one width only, so every word is written out with everything that may follow; its last
    letter is tested first because most numbers fail there.
    """
    words = lexicon.spelled(name)
    last = re.escape("".join(sorted({word[-1] for word in words})))
    tests = (f"(?<={sign})(?:{'|'.join(_behind(words, last, gap) for gap in gaps)})" for sign, gaps in _BETWEEN.items())
    return f"(?:{'|'.join(tests)})"


def _behind(words: Sequence[str], last: str, gap: str) -> str:
    return rf"(?<=[{last}]{gap})(?:" + "|".join(rf"(?<=\b{re.escape(word)}{gap})" for word in words) + ")"


def load_word_rules(package: RulePackage, lexicon: Lexicon) -> WordRules:
    """Compile `worded.toml`; raises `RuleError` for a rule that fails its own examples."""
    rules: dict[str, list[Rule]] = {}
    for entry in package.entries(COMPONENT, "worded.toml"):
        pattern = _near(lexicon.expand(str(entry["pattern"])), entry.get("before", 0))
        rules.setdefault(str(entry["anchor"]), []).append(_rule(entry, pattern, "", pattern.groupindex[_WHOLE]))
        source = rule_source(entry, f"{COMPONENT}/worded.toml")
        check(source, _finder(pattern))
    anchors, offsets = _anchors({name: lexicon.spelled(name) for name in rules})
    return WordRules(anchors, offsets, rules)


def _near(body: str, before: object) -> re.Pattern[str]:
    """The pattern for a match that starts `before` characters ahead of an anchor and skips what comes first."""
    return re.compile(f"(?s:.{{0,{before}}}?)(?P<{_WHOLE}>{body})")


def _anchors(lists: Mapping[str, Sequence[str]]) -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    """One pattern for all anchor words, tried at their rarest letter: of Vietnamese letters those with marks.

    A search for many words by their first letters would stop at every third character of a text. Each branch begins
    with one letter, so that the engine skips to these letters.
    """
    offsets: dict[str, tuple[str, int]] = {}
    branches: dict[str, dict[str, list[str]]] = {}
    for name, word in ((name, word) for name, words in lists.items() for word in words):
        at = _rarest(word)
        group = f"{name}__{at}__{ord(word[at])}"
        offsets[group] = (name, at)
        test = rf"(?<={re.escape(word[: at + 1])})(?={re.escape(word[at + 1 :])})"
        branches.setdefault(word[at], {}).setdefault(group, []).append(test)
    return re.compile("|".join(_branch(letter, groups) for letter, groups in branches.items())), offsets


def _rarest(word: str) -> int:
    """Where the rarest letter of a word stands: one of the block of Vietnamese letters, else any with a mark."""
    return max(range(len(word)), key=lambda at: (word[at] > "\u1e00", word[at] > "\u007f", -at))


def _branch(letter: str, groups: Mapping[str, Sequence[str]]) -> str:
    return letter + "(?:" + "|".join(f"(?P<{group}>{'|'.join(tests)})" for group, tests in groups.items()) + ")"


def _rule(entry: Mapping[str, object], pattern: re.Pattern[str], suffix: str, whole: int) -> Rule:
    shape = SHAPES.get(str(entry["shape"]))
    if shape is None:
        raise RuleError(f"{COMPONENT}: rule {entry['id']}: there is no shape {entry['shape']!r}")
    groups = {name.removesuffix(suffix): index for name, index in pattern.groupindex.items() if name.endswith(suffix)}
    before = entry.get("before", 0)
    return Rule(
        id=str(entry["id"]),
        shape=shape,
        needs=str(entry.get("needs", "")),
        groups=groups,
        pattern=pattern,
        whole=whole,
        after="after" in entry,
        before=before if isinstance(before, int) else 0,
    )
