"""Which words open, close or never belong to the name of a counted thing: `parts.tsv` and `countables.tsv`, indexed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trichluc.language.letters import tone_spellings
from trichluc.rules import RulePackage

COMPONENT = "numbers"
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """Words that open, close or never belong to the name of a counted thing. Phrases are tuples of words."""

    closed: frozenset[str]
    """Single words that end a noun phrase and cannot open one."""
    closed_pairs: frozenset[tuple[str, str]]
    adjectives: frozenset[str]
    """Single words that may stand in a noun phrase but not open one."""
    inner: frozenset[str]
    """Words that end a noun phrase but may open one (`ngày`)."""
    inner_pairs: frozenset[tuple[str, str]]
    """Pairs that end one: those that are closed, and `kinh phí`, `số tiền`, which may open one."""
    before_figure: frozenset[str]
    """Words that leave a noun phrase when a figure follows them (`trường hợp vi phạm điều 256a`)."""
    plural: Mapping[str, tuple[Words, ...]]
    """Phrases skipped before a noun (`các`), by first word."""
    share: Mapping[str, tuple[Words, ...]]
    """Phrases skipped before the noun of a share (`50% số lượng trạm`), by first word."""
    compounds: Mapping[str, tuple[Words, ...]]
    """Nouns of several words, by first word."""
    inside: Mapping[str, tuple[Words, ...]]
    """Phrases that go on with a noun phrase whatever their words are, by first word."""
    occasions: frozenset[str]
    """First words of what many take part in: behind a slash stands another count (`20 vụ/27 bị can`)."""
    sums: frozenset[str]
    """Last words of a sum of money: behind a slash stands how many it went to (`45 tỷ đồng/6.521 hộ`)."""
    slashed: frozenset[str]
    """Short forms of nouns that are written with a stroke (`đ/c`)."""
    alone: frozenset[str]
    """Nouns that take no further words (`lần`)."""
    countable: frozenset[str]
    """First words of nouns that are often counted, longest reading not needed."""
    countable_pairs: frozenset[str]


def spelled(phrases: Iterable[str]) -> Words:
    """Every phrase in lower case with both placements of its tone marks, in a stable order."""
    return tuple(dict.fromkeys(s for phrase in phrases for s in tone_spellings(phrase.lower())))


def _by_first_word(phrases: Iterable[str]) -> dict[str, tuple[Words, ...]]:
    """Phrases as tuples of words under their first word, longest first."""
    index: dict[str, list[Words]] = {}
    for words in sorted((tuple(p.split()) for p in phrases), key=lambda words: (-len(words), words)):
        index.setdefault(words[0], []).append(words)
    return {first: tuple(found) for first, found in index.items()}


def _pairs(phrases: Iterable[str]) -> frozenset[tuple[str, str]]:
    """The first two words of every phrase that has them."""
    return frozenset((words[0], words[1]) for words in map(str.split, phrases) if len(words) > 1)


def load_parts(package: RulePackage) -> Parts:
    """The parts of speech of `models/…/numbers`."""
    by_part: dict[str, list[str]] = {}
    for row in package.table(COMPONENT, "parts.tsv"):
        by_part.setdefault(row["part"], []).extend(spelled([row["word"]]))
    stops = [tuple(w.split()) for part in ("function", "verb", "calendar") for w in by_part[part]]
    closed_pairs = _pairs(map(" ".join, stops))
    countable = spelled(row["word"] for row in package.table(COMPONENT, "countables.tsv"))
    compounds = [*by_part["compound"], *(w for w in countable if " " in w)]
    verbs, times = set(by_part["verb"]), set(by_part["calendar"])
    inside = [w for w in compounds if w not in verbs | set(by_part["inner"]) and w.split()[0] not in times]
    return Parts(
        closed=frozenset(w[0] for w in stops if len(w) == 1),
        closed_pairs=closed_pairs,
        adjectives=frozenset(w for w in by_part["adjective"] if " " not in w),
        inner=frozenset(w for w in by_part["inner"] if " " not in w),
        inner_pairs=closed_pairs | _pairs(by_part["inner"]),
        before_figure=frozenset(by_part["before_figure"]),
        plural=_by_first_word(by_part["plural"]),
        share=_by_first_word([*by_part["plural"], *by_part["share"]]),
        compounds=_by_first_word(compounds),
        inside=_by_first_word([*inside, *by_part["inside"]]),
        occasions=frozenset(w.split()[0] for w in by_part["occasion"]),
        sums=frozenset(by_part["sum"]),
        slashed=frozenset(by_part["slashed"]),
        alone=frozenset(by_part["alone"]),
        countable=frozenset(w for w in countable if " " not in w),
        countable_pairs=frozenset(" ".join(w.split()[:2]) for w in countable if " " in w),
    )
