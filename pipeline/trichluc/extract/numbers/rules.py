"""The rules of this stage: units, qualifiers, identifiers and parts of speech, loaded and indexed for look-up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from trichluc.errors import RuleError
from trichluc.extract.dates.periods import PeriodRules, load_period_rules
from trichluc.extract.numbers.parts import COMPONENT, Parts, Words, load_parts, spelled
from trichluc.language.numerals import MULTIPLIERS, NUMBER_WORDS
from trichluc.rules import RulePackage, RuleSource, rule_source


@dataclass(frozen=True, slots=True)
class Unit:
    """What a figure is measured in. `factor` units of `base` make one; `scaled` ones are stored in the base unit."""

    rule: RuleSource
    kind: str
    name: str
    written: Words
    prefix: Words
    """Spellings that stand before the figure."""
    symbol: bool
    bare: bool
    clock: bool
    scaled: Decimal | None
    factor: Decimal | None
    base: str | None
    not_before: frozenset[str]
    only_before: frozenset[str]
    not_after: frozenset[str]
    only_after: frozenset[str]
    not_glued: Words
    """What may not follow without a blank: `345 đ/c` are comrades."""


@dataclass(frozen=True, slots=True)
class UnitForm:
    """One spelling of a unit: what stands behind its first word, in lower case (` số`, `.km`)."""

    unit: Unit
    rest: str


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A modifier or comparison with the phrases that may stand before the figure and behind it."""

    rule: RuleSource
    before: Words
    after: Words


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A number word that is another word as well, and the words beside it that tell which it is."""

    word: str
    not_after: frozenset[str]
    not_before: frozenset[str]
    one_of: frozenset[str]
    capital: bool
    """Whether it is a number also with a capital, at the beginning of a sentence."""


@dataclass(frozen=True, slots=True)
class Baselines:
    """What a change or level is measured against."""

    after: re.Pattern[str]
    """Its opening behind the figure."""
    before: re.Pattern[str]
    """Opening and phrase before the change that it tells of."""
    change: re.Pattern[str]
    """A change and the figure behind it: what stands before both is measured against nothing else."""
    itself: Words


@dataclass(frozen=True, slots=True)
class Labels:
    """Words before a figure that name what it counts."""

    links: frozenset[str]
    """Words that join a label to its figure."""
    openings: Words
    clauses: Words
    """The same with a blank behind each: how a clause begins that is a label without a link."""
    not_openings: Words
    """Words that end like an opening and open no label."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Words around an hour that make it a time of day."""

    before: frozenset[str]
    after: frozenset[str]
    dated: re.Pattern[str]
    """A day behind a comma: `14 giờ, ngày 11`."""


@dataclass(frozen=True, slots=True)
class NumberRules:
    """The compiled rules of this stage."""

    units: Mapping[str, tuple[UnitForm, ...]]
    all_units: tuple[Unit, ...]
    prefixes: Mapping[str, Unit]
    currency: Unit
    """The unit of a sum that names none."""
    money: re.Pattern[str]
    tails: frozenset[str]
    """First words of units, scales and range words: what may follow a figure and belong to its amount."""
    identifiers: Mapping[str, str]
    identifier_ends: frozenset[str]
    """Last words of the identifiers, also with the colon or point that may follow them."""
    parts: Parts
    modifiers: Mapping[str, str]
    """Phrase before a figure → id of the modifier."""
    modifiers_after: Mapping[str, str]
    modifier_after: re.Pattern[str]
    qualifier_ends: frozenset[str]
    """Last words of modifiers, comparisons and fillers."""
    comparisons: Mapping[str, str]
    leads: Words
    """Comparisons of one word, behind which the blank may be lost."""
    fillers: frozenset[str]
    place_words: tuple[str, ...]
    sides: frozenset[str]
    ranks: frozenset[str]
    plain_ranks: frozenset[str]
    baselines: Baselines
    each: frozenset[str]
    """`mỗi`, `hàng`: after them an identifier word counts (`mỗi lớp 30 học sinh`)."""
    labels: Labels
    zero: re.Pattern[str]
    zero_asked: Words
    fraction_of: Words
    fraction_after: frozenset[str]
    clock: Clock
    range_join: re.Pattern[str]
    scale_not_before: frozenset[str]
    """Words that make another word of a scale: `tỷ lệ`, `tỷ trọng`."""
    per: frozenset[str]
    times: Mapping[str, Decimal]
    doubtful: Mapping[str, Doubtful]
    vague: Words
    listed: re.Pattern[str]
    """Behind which words the parts of a whole are told, at the end of what stands before the first of them."""
    part_words: frozenset[str]
    """Words that name a part of people counted before: `nam 25, nữ 18`."""
    words: re.Pattern[str]
    """Where a spelled-out number may begin: group 1, behind a blank or an opening mark."""
    words_first: re.Pattern[str]
    """The same at the very start of a text."""
    periods: PeriodRules
    zones: frozenset[str]
    checks: tuple[tuple[str, RuleSource, str], ...]
    """What each rule claims of its examples: array, rule, detail. Tried when the rules are loaded."""


def _strings(table: Mapping[str, object], key: str) -> Words:
    value = table.get(key, [])
    if not isinstance(value, list):
        raise RuleError(f"{COMPONENT}: `{key}` is not a list")
    return tuple(str(item) for item in value)


def _decimal(table: Mapping[str, object], key: str) -> Decimal | None:
    return Decimal(str(table[key])) if key in table else None


def _unit(entry: Mapping[str, object], file: str) -> Unit:
    factor = _decimal(entry, "factor")
    return Unit(
        rule=rule_source(entry, file),
        kind=str(entry["kind"]),
        name=str(entry["unit"]),
        written=_strings(entry, "written"),
        prefix=_strings(entry, "prefix"),
        symbol=bool(entry.get("symbol", False)),
        bare=bool(entry.get("bare", False)),
        clock=bool(entry.get("clock", False)),
        scaled=factor if entry.get("scaled") else None,
        factor=factor,
        base=str(entry["base"]) if "base" in entry else None,
        not_before=frozenset(spelled(_strings(entry, "not_before"))),
        only_before=frozenset(spelled(_strings(entry, "only_before"))),
        not_after=frozenset(spelled(_strings(entry, "not_after"))),
        only_after=frozenset(spelled(_strings(entry, "only_after"))),
        not_glued=_strings(entry, "not_glued"),
    )


def _unit_index(units: Iterable[Unit]) -> dict[str, tuple[UnitForm, ...]]:
    """Spellings by first word (a symbol as written, a word in lower case), longest first."""
    index: dict[str, list[UnitForm]] = {}
    for unit in units:
        for form in unit.written:
            exact = unit.symbol and " " not in form
            for written in (form,) if exact else spelled([form]):
                first = _FIRST_PART.match(written)
                assert first is not None
                index.setdefault(first[0], []).append(UnitForm(unit, written[first.end() :].lower()))
    return {word: tuple(sorted(forms, key=lambda f: -len(f.rest))) for word, forms in index.items()}


_FIRST_PART = re.compile(r"[^ .]+")
_SHORT = 2
"""Words of so many letters end too many others."""


def _phrases(words: Iterable[str]) -> str:
    ordered = sorted(spelled(words), key=lambda w: (-len(w), w))
    return "|".join(r"\s".join(re.escape(part) for part in word.split()) for word in ordered)


# `một` and `năm` need a second word to be numbers.
_STARTS = ("hai", "ba", "bốn", "sáu", "bảy", "bẩy", "tám", "chín", "mười", "dăm", "nửa", "âm")
_SCALED = (*MULTIPLIERS, "phần")


def _word_starts(times: Iterable[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where a spelled-out number may begin, behind a mark and at the start of a text.

    It is a word that is a number alone, or a pair that makes one.
    """
    assert NUMBER_WORDS.issuperset(set(_STARTS) - {"dăm"})
    scaled = "|".join(_SCALED)
    starts = (*times, *_STARTS, rf"một(?= (?:{scaled}))", r"năm(?= [^\W\d_])", "mươi(?= lăm)")
    rests: dict[str, list[str]] = {}
    for start in starts:
        rests.setdefault(start[0], []).append(start[1:])
    # One branch for each first letter: most words of a text fail at it.
    word = "|".join(f"[{first}{first.upper()}](?:{'|'.join(rest)})" for first, rest in rests.items())
    return re.compile(rf"[ \u00a0\n\t(\[“\"‘'*–-]({word})(?!\w)"), re.compile(rf"({word})(?!\w)")


def _range_join(dashes: Iterable[str], words: Iterable[str], limits: Iterable[str]) -> re.Pattern[str]:
    """What joins the ends of a range, up to the second figure; group 1 is a dash, which a limit may follow."""
    dash, limit = "".join(re.escape(c) for c in dashes), "|".join(map(re.escape, limits))
    joint = rf"([{dash}])(?:[ \u00a0]?(?:{limit})(?=[ \u00a0]))?|(?<=\s)(?:{_phrases(words)})(?=\s)"
    return re.compile(rf"[ \u00a0]?(?:{joint})[ \u00a0]?(?=\d)")


def _baselines(words: Mapping[str, object], comparisons: Mapping[str, str]) -> Baselines:
    """`so với năm 2021 tăng`: group 1 of `before` is the baseline, the change follows it and the figure the change."""
    after, before = (_phrases(_strings(words, key)) for key in ("openings", "before"))
    changes = _phrases(phrase for phrase, name in comparisons.items() if name != "level")
    return Baselines(
        re.compile(rf"[ \u00a0,]{{1,3}}(?i:{after})(?=[ \u00a0])"),
        re.compile(rf"(?<!\w)(?i:{before}) ([^,;:.()\n]{{1,60}}?),? (?i:{changes})(?!\w)[^;:()\n]{{0,60}}$"),
        re.compile(rf"(?<!\w)(?i:{changes}) (?=\d)"),
        spelled(_strings(words, "itself")),
    )


def _labels(entry: Mapping[str, object]) -> Labels:
    openings = spelled(_strings(entry, "openings"))
    return Labels(
        frozenset(spelled(_strings(entry, "links"))),
        openings,
        tuple(f"{opening} " for opening in openings),
        spelled(_strings(entry, "not_openings")),
    )


def _clock(document: Mapping[str, object]) -> Clock:
    before, after, dated = (_set(document, "clock", key) for key in ("before", "after", "dated"))
    return Clock(before, after, re.compile(rf",[ \u00a0]{{1,2}}(?i:{_phrases(dated)})[ \u00a0]{{1,3}}[0-9]"))


def _qualifiers(entries: Iterable[Mapping[str, object]], file: str) -> tuple[Qualifier, ...]:
    return tuple(
        Qualifier(rule_source(e, file), spelled(_strings(e, "before")), spelled(_strings(e, "after"))) for e in entries
    )


def _doubtful(entry: Mapping[str, object]) -> Doubtful:
    after, before, one_of = (frozenset(spelled(_strings(entry, key))) for key in ("not_after", "not_before", "one_of"))
    return Doubtful(str(entry["word"]), after, before, one_of, bool(entry["capital"]))


def _before(qualifiers: Iterable[Qualifier]) -> dict[str, str]:
    return {phrase: q.rule.id for q in qualifiers for phrase in q.before}


def _identifiers(package: RulePackage) -> dict[str, str]:
    """Words before a figure that make it a name → how surely."""
    rows = package.table(COMPONENT, "identifiers.tsv")
    return {spelling: row["strength"] for row in rows for spelling in spelled([row["word"]])}


def _last_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(phrase.rpartition(" ")[2] for phrase in phrases)


def _tails(units: Mapping[str, object], joins: Iterable[str]) -> frozenset[str]:
    return frozenset(units) | frozenset(MULTIPLIERS) | {word.split()[0] for word in joins}


def _section(document: Mapping[str, object], name: str) -> Mapping[str, object]:
    section = document.get(name)
    if not isinstance(section, Mapping):
        raise RuleError(f"{COMPONENT}/context.toml: `[{name}]` is missing")
    return section


def _set(document: Mapping[str, object], section: str, key: str) -> frozenset[str]:
    return frozenset(spelled(_strings(_section(document, section), key)))


def _checks(package: RulePackage, units: Iterable[Unit]) -> Iterator[tuple[str, RuleSource, str]]:
    for unit in units:
        yield "unit", unit.rule, unit.rule.id
    for array in ("modifier", "comparison", "rank", "label", "zero", "listed", "doubtful"):
        for entry in package.entries(COMPONENT, "context.toml", array):
            yield array, rule_source(entry, f"{COMPONENT}/context.toml"), str(entry["id"])


def compile_number_rules(package: RulePackage) -> NumberRules:
    """Read and index the rules of `models/…/numbers`; the examples are tried by the caller."""
    units = tuple(_unit(entry, f"{COMPONENT}/units.toml") for entry in package.entries(COMPONENT, "units.toml", "unit"))
    document, file = package.document(COMPONENT, "context.toml"), f"{COMPONENT}/context.toml"
    modifiers = _qualifiers(package.entries(COMPONENT, "context.toml", "modifier"), file)
    comparisons = _before(_qualifiers(package.entries(COMPONENT, "context.toml", "comparison"), file))
    fillers = spelled(_strings(_section(document, "fillers"), "words"))
    after = {phrase: q.rule.id for q in modifiers for phrase in q.after}
    identifiers = _identifiers(package)
    index = _unit_index(units)
    ranks = _qualifiers(package.entries(COMPONENT, "context.toml", "rank"), file)
    label, zero, listed = (
        package.entries(COMPONENT, "context.toml", array)[0] for array in ("label", "zero", "listed")
    )
    ranges, times = (_section(document, name) for name in ("range", "times"))
    words, words_first = _word_starts(_strings(times, "words"))
    return NumberRules(
        units=index,
        all_units=units,
        currency=next(unit for unit in units if unit.kind == "money"),
        money=re.compile(rf"(?<!\w)(?i:{_phrases(_strings(_section(document, 'money'), 'words'))})(?!\w)"),
        prefixes={word: unit for unit in units for word in unit.prefix},
        tails=_tails(index, _strings(ranges, "words")),
        identifiers=identifiers,
        identifier_ends=frozenset(w + end for w in _last_words(identifiers) for end in ("", ":", ".")),
        parts=load_parts(package),
        modifiers=_before(modifiers),
        modifiers_after=after,
        modifier_after=re.compile(rf"[ \u00a0]((?i:{_phrases(after)}))(?!\w)"),
        qualifier_ends=_last_words([*_before(modifiers), *comparisons, *fillers]),
        comparisons=comparisons,
        leads=tuple(phrase for phrase in comparisons if " " not in phrase and len(phrase) > _SHORT),
        fillers=frozenset(fillers),
        place_words=spelled(_strings(_section(document, "place_words"), "words")),
        sides=_set(document, "place_words", "sides"),
        ranks=frozenset(phrase for q in ranks for phrase in q.before),
        plain_ranks=_set(document, "plain_rank", "before"),
        baselines=_baselines(_section(document, "baseline"), comparisons),
        each=_set(document, "each", "words"),
        labels=_labels(label),
        zero=re.compile(rf":[ ]?((?i:{_phrases(_strings(zero, 'values'))}))(?!\w)"),
        zero_asked=spelled(_strings(zero, "asked")),
        fraction_of=spelled(_strings(_section(document, "fraction"), "words")),
        fraction_after=_set(document, "fraction", "alone_after"),
        clock=_clock(document),
        range_join=_range_join(*(_strings(ranges, key) for key in ("dashes", "words", "limits"))),
        scale_not_before=_set(document, "scale", "not_before"),
        per=_set(document, "per", "words"),
        times=dict(zip(_strings(times, "words"), map(Decimal, _strings(times, "values")), strict=True)),
        doubtful={d.word: d for d in map(_doubtful, package.entries(COMPONENT, "context.toml", "doubtful"))},
        listed=re.compile(rf"(?<!\w)(?i:{_phrases(_strings(listed, 'openings'))}):?[ \u00a0]"),
        part_words=frozenset(_strings(listed, "alone")),
        vague=tuple(f"{words} " for words in _strings(_section(document, "vague"), "words")),
        words=words,
        words_first=words_first,
        periods=load_period_rules(package),
        zones=frozenset(_strings(_section(document, "zones"), "running")),
        checks=tuple(_checks(package, units)),
    )
