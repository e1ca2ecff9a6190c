"""Laws, codes, ordinances and constitutions cited by their names, with or without number, date or year.

A name is the longest one of the gazetteer; an act that amends others runs over their names; any other name is read
by a grammar: words up to a stop word, a punctuation mark or a document type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import itemgetter

from trichluc.extract.citations.dating import PrintedDate, date_at
from trichluc.extract.citations.doctypes import DocType
from trichluc.extract.citations.lawrules import LawRules
from trichluc.extract.citations.mentions import Mention
from trichluc.extract.citations.repair import Symbol, read_symbol
from trichluc.extract.citations.symbols import Printed
from trichluc.extract.citations.words import BLANKS, WORD, back_over, key, line_end, skip_blanks, stands_alone

_REACH = 700
_LONGEST_UNKNOWN = 14
_FEWEST_SMALL_WORDS = 2
_LONG_NAME = 4
_BRACKET = re.compile(r"[ \u00a0]?\([ \u00a0]?(?P<inside>[^()\d\n\t]{2,40})\)")

_AROUND_COMMA = re.compile(r"[ \u00a0]+,")

_Anchor = tuple[int, int, DocType]
"""Start and end of a kind word, and what it means."""


def find_named(text: str, rules: LawRules) -> list[Mention]:
    """Every named act in the order of the text; the name of an act that amends others holds their names."""
    anchors = _anchors(text, rules)
    found: list[Mention] = []
    done = 0
    for start, end, kind in anchors:
        if start < done:
            continue
        mention = _mention(text, start, end, kind, rules)
        if mention is not None and not _own_title(text, mention, rules):
            found += [mention, *_other_years(text, mention, rules)]
            mention = found[-1]
            done = mention.end
    return found


def _other_years(text: str, mention: Mention, rules: LawRules) -> Iterator[Mention]:
    """The same act of other years: `Luật Đất đai năm 2003, 2013 và 2024`."""
    if mention.form != "named" or mention.date is not None or mention.year is None:
        return
    end = mention.end
    while (match := rules.suffixes.other_year.match(text, end)) is not None:
        start, end = match.span("printed")
        yield replace(mention, start=start, end=end, tail=end, year=int(match["year"]), rule="law.years")


def _own_title(text: str, mention: Mention, rules: LawRules) -> bool:
    """Whether an act gives its own title: alone at the head of a paragraph, its legal bases right behind."""
    if mention.form != "named" or mention.date is not None or mention.year is not None:
        return False
    opens = mention.start == 0 or text[mention.start - 1] == "\n"
    return opens and rules.own_title_end.match(text, mention.end) is not None


def _anchors(text: str, rules: LawRules) -> list[_Anchor]:
    """Where a name may begin, in the order of the text; an abbreviation (BLHS) has no kind word."""
    anchors: dict[int, tuple[int, DocType]] = {}
    for word, kind in rules.kinds:
        for start in _occurrences(text, word, rules.not_after):
            known = anchors.get(start)
            if known is None or known[0] < start + len(word):
                anchors[start] = (start + len(word), kind)
    _widen(text, anchors, rules)
    for word, kind in rules.small_kinds:
        for start in _occurrences(text, word, rules.not_after):
            if start not in anchors and _known_name_follows(text, start + len(word), rules):
                anchors[start] = (start + len(word), kind)
    for word, kind in rules.whole:
        anchors.update((start, (start, kind)) for start in _occurrences(text, word, ()))
    return [(start, end, kind) for start, (end, kind) in sorted(anchors.items(), key=itemgetter(0))]


def _widen(text: str, anchors: dict[int, tuple[int, DocType]], rules: LawRules) -> None:
    """Let kind words of two parts begin at the first part also where more than one blank stands between."""
    for word, kind in rules.kinds:
        first, _, last = word.partition(" ")
        if not last:
            continue
        for start in [s for s, (end, _) in anchors.items() if text[s:end] == last]:
            before = back_over(text, start, 0)
            begin = before - len(first)
            if before < start - 1 and text[begin:before] == first and stands_alone(text, begin, before):
                anchors[begin] = (anchors.pop(start)[0], kind)


def _known_name_follows(text: str, position: int, rules: LawRules) -> bool:
    """Whether a name of the gazetteer follows: one with a capital, or one too long to be plain words."""
    start = skip_blanks(text, position)
    end = rules.titles.longest(text, start, line_end(text, start, _REACH)) if start > position else None
    return end is not None and (text[start].isupper() or len(text[start:end].split()) >= _LONG_NAME)


def _occurrences(text: str, word: str, refused: tuple[str, ...]) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        if stands_alone(text, at, at + len(word)) and not text.endswith(refused, max(0, at - 8), at):
            yield at
        at = text.find(word, at + len(word))


def _mention(text: str, start: int, end: int, kind: DocType, rules: LawRules) -> Mention | None:
    limit = line_end(text, start, _REACH)
    if start == end:
        word = WORD.match(text, start, limit)
        return _with_suffix(text, _Name(start, word.end() if word else end, kind, "law.abbreviation"), rules)
    name_end, rule = _name(text, end, limit, rules)
    if name_end is None:
        return _titleless(text, start, end, kind, rules)
    return _with_suffix(text, _Name(start, name_end, kind, rule), rules)


def _titleless(text: str, start: int, end: int, kind: DocType, rules: LawRules) -> Mention | None:
    """An act that its year identifies: `Hiến pháp năm 1992`."""
    if key(kind.name) not in rules.titleless:
        return None
    mention = _with_suffix(text, _Name(start, end, kind, "law.year"), rules)
    return mention if mention.end > end else None


def _name(text: str, position: int, limit: int, rules: LawRules) -> tuple[int | None, str]:
    """Where the name after the kind word ends, and by which rule it was read."""
    start = skip_blanks(text, position, BLANKS + '“"')
    known = rules.titles.longest(text, start, limit)
    amended = _amending_name(text, start, limit, rules)
    if amended is not None and amended > (known or 0):
        return amended, "law.amending"
    if known is not None:
        tail = rules.suffixes.tail.match(text, known)
        return tail.end() if tail else _over_bracketed(text, start, known, rules), "law.gazetteer"
    return _unknown_name(text, start, limit, rules), "law.grammar"


def _amending_name(text: str, start: int, limit: int, rules: LawRules) -> int | None:
    """`sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C`."""
    position, verbs = start, 0
    while (after := rules.amending.longest(text, position, limit)) is not None:
        verbs += 1
        joint = rules.suffixes.joint.match(text, after)
        position = joint.end() if joint else skip_blanks(text, after)
    if not verbs:
        return None
    for extent in rules.extents:
        match = extent.match(text, position, limit)
        if match is not None:
            return _inner_acts(text, match.end(), limit, rules)
    return None


def _inner_acts(text: str, position: int, limit: int, rules: LawRules) -> int | None:
    """Where the acts named one after the other end; more than one only where a date or number closes their list.

    Where each act has its number (`Luật A số 31/2024/QH15, Luật B số 27/2023/QH15`), the last number is its own too.
    """
    ends: list[int] = []
    numbered = False
    while (end := _inner_act(text, skip_blanks(text, position), limit, rules)) is not None:
        behind = _over_number(text, end, rules)
        joint = rules.suffixes.joint.match(text, behind, limit)
        goes_on = joint is not None and any(text.startswith(word, joint.end()) for word, _ in rules.kinds)
        numbered = numbered or (behind > end and goes_on)
        ends.append(behind if numbered else end)
        if joint is None or (behind > end and not goes_on):
            break
        position = joint.end()
    if not ends:
        return None
    return ends[-1] if len(ends) > 1 and _closed(text, ends[-1], rules) else ends[0]


def _inner_act(text: str, position: int, limit: int, rules: LawRules) -> int | None:
    for word, _ in rules.kinds:
        if text[position : position + len(word)].lower() == word.lower():
            start = skip_blanks(text, position + len(word))
            return rules.titles.longest(text, start, limit) or _unknown_name(text, start, limit, rules)
    return None


def _over_number(text: str, end: int, rules: LawRules) -> int:
    number = rules.suffixes.number.match(text, end)
    symbol = rules.forms.at_number(text, number.end(), typed=True, numbered=True) if number else None
    return symbol.end if symbol else end


def _closed(text: str, end: int, rules: LawRules) -> bool:
    return _over_number(text, end, rules) > end or date_at(text, end, rules.dates) is not None


def _over_bracketed(text: str, start: int, end: int, rules: LawRules) -> int:
    """Over `(sửa đổi)` after a name, and over the end of a bracket that opens in it (`(HIV/AIDS)`)."""
    if text[end : end + 1] == ")" and "(" in text[start:end]:
        return end + 1
    bracket = _BRACKET.match(text, end)
    if bracket and rules.amending.longest(text, bracket.start("inside"), bracket.end("inside")) is not None:
        return bracket.end()
    return end


def _unknown_name(text: str, start: int, limit: int, rules: LawRules) -> int | None:
    """Where a name that the gazetteer does not know ends."""
    end, count, previous, last = None, 0, start, ""
    for match in WORD.finditer(text, start, limit):
        gap = text[previous : match.start()].strip(BLANKS)
        inside = gap in ("", "-", "–") or (gap == "," and (key(last), key(match.group())) in rules.comma_pairs)
        if not inside or count == _LONGEST_UNKNOWN or _stops(text, match, count, limit, rules):
            break
        previous, count, last = match.end(), count + 1, match.group()
        end = end if key(match.group()) in rules.joints else match.end()
    begins_small = end is not None and not text[start].isupper()
    return None if begins_small and count < _FEWEST_SMALL_WORDS else end


def _stops(text: str, word: re.Match[str], count: int, limit: int, rules: LawRules) -> bool:
    """Whether a name ends before a word."""
    if word.group()[0].isdigit() or (not count and key(word.group()) in rules.not_titles):
        return True
    if rules.stops.longest(text, word.start(), limit) is not None:
        return True
    words = text[word.start() : word.start() + 24].lower().split()[:2]
    kinds = rules.doctypes.by_phrase
    return word.group()[0].isupper() and (words[0] in kinds or " ".join(words) in kinds)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in the text: with its kind word, without what follows it."""

    start: int
    end: int
    kind: DocType
    rule: str


def _with_suffix(text: str, name: _Name, rules: LawRules) -> Mention:
    """The mention with the number, date or year that follows its name."""
    raw, bracketed = _number_after(text, name.end, rules)
    end = raw.end if raw else name.end
    dated = date_at(text, end, rules.dates)
    end = dated.end if dated else end
    year = rules.suffixes.year.match(text, end) if raw is None and dated is None else None
    end = year.end() if year else end
    if bracketed and text[end : end + 1] == ")":
        end += 1
    mention = _bare(text, name, end, dated, int(year["year"]) if year else None)
    return _numbered(mention, read_symbol(text, raw, name.kind, dated, rules.known)) if raw else mention


def _bare(text: str, name: _Name, end: int, dated: PrintedDate | None, year: int | None) -> Mention:
    return Mention(
        start=name.start,
        end=end,
        kind=name.kind.name,
        form="named",
        rule=name.rule,
        head=name.start,
        year=year or (dated.year if dated else None),
        date=dated.date if dated else None,
        name=_AROUND_COMMA.sub(",", text[name.start : name.end]),
        tail=end,
    )


def _numbered(mention: Mention, symbol: Symbol) -> Mention:
    return replace(
        mention,
        form="malformed" if symbol.misprint else "full" if mention.date else "symbol",
        symbol=symbol.text,
        number=symbol.number,
        year=symbol.year,
        issuer_code=symbol.issuer_code,
        repaired=symbol.repaired,
    )


def _number_after(text: str, end: int, rules: LawRules) -> tuple[Printed | None, bool]:
    plain = rules.suffixes.number.match(text, end)
    bracketed = None if plain else rules.suffixes.bracketed_number.match(text, end)
    word = plain or bracketed
    position = word.end() if word else skip_blanks(text, end)
    if position == end:
        return None, False
    raw = rules.forms.at_number(text, position, typed=word is not None, numbered=word is not None)
    return raw, bracketed is not None
