"""Mentions that carry a number: symbols after a type word, lists, bare numbers, symbols alone, blank numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from trichluc.extract.citations.bare import BareRules, bare_mentions, load_bare
from trichluc.extract.citations.dating import date_at
from trichluc.extract.citations.doctypes import DocType
from trichluc.extract.citations.heads import Head, HeadWords, load_heads, may_follow_head, read_head, type_across_gap
from trichluc.extract.citations.lists import Before, Item, ListRules, read_list
from trichluc.extract.citations.mentions import Mention, Taken
from trichluc.extract.citations.repair import Symbol, SymbolKnowledge, read_codes, read_symbol
from trichluc.extract.citations.symbols import Printed, printed
from trichluc.extract.citations.words import BLANKS, WordLists, back_over

_DIGITS = re.compile(r"[0-9](?<![0-9][0-9])(?<!/[0-9])(?<![0-9][.,–-][0-9])")
"""The first figure of a number that does not continue a date, a decimal or a range and stands behind no slash."""

_SLASH = re.compile(r"/(?<![0-9]/)[ \u00a0]?(?=[A-ZĐ2])")
_LOOK_ALIKES = "lIO"
_WIDE = (" ", ":", "\u00a0", "l", "I", "O")
"""Before a number these hide the word that stands there, or are read for its first figure."""


_NUMBER_WORD = 6
_CONTINUED = 400
"""Characters that the title of one item of a list may take before the next item."""

_MATES = 4
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZĐ])|[\n\t]")


@dataclass(frozen=True, slots=True, eq=False)
class NumberRules:
    """What finding numbered mentions takes."""

    heads: HeadWords
    lists: ListRules
    bare: BareRules
    known: SymbolKnowledge
    joints: frozenset[str]


def load_number_rules(words: WordLists, lists: ListRules, known: SymbolKnowledge) -> NumberRules:
    """The rules of numbered mentions."""
    return NumberRules(
        load_heads(words, known.doctypes), lists, load_bare(words), known, frozenset(words["list_joint"])
    )


def find_numbered(text: str, rules: NumberRules, taken: Taken) -> list[Mention]:
    """Every numbered mention outside the stretches that are taken, in the order of the text."""
    found: list[Mention] = []
    done = 0
    shaped, tails = rules.lists.forms.gate.match, rules.heads.tails
    for match in _DIGITS.finditer(text):
        position = match.start()
        if position < done:
            continue
        # Most figures of a text are quantities: they are let go here, without a call.
        before = text[position - 1 : position]
        near = text[position - 3 : position - 1] if before == " " else text[position - 2 : position]
        if near not in tails and near[-1:] not in _WIDE and shaped(text, position) is None:
            continue
        if before in _LOOK_ALIKES:
            position = _over_look_alikes(text, position)
        mentions, done = _at(text, position, rules, found)
        if mentions and taken.end_of(mentions[0].start) is None:
            found += mentions
    return found


def _over_look_alikes(text: str, position: int) -> int:
    start = position
    while start and text[start - 1] in _LOOK_ALIKES:
        start -= 1
    return position if start and text[start - 1].isalpha() else start


def _at(text: str, position: int, rules: NumberRules, before: Sequence[Mention]) -> tuple[list[Mention], int]:
    """The mentions of the list that begins with the number at `position`, and where to go on."""
    shaped = rules.lists.forms.gate.match(text, position) is not None
    if not shaped and not may_follow_head(text, position, rules.heads):
        return [], position
    head = read_head(text, position, rules.heads)
    if head.refused:
        items = read_list(text, position, Before(typed=False, numbered=True), rules.lists)
        return [], items[-1].end if items else position
    if head.kind is not None:
        mentions, end = _typed(text, position, head, head.kind, rules), position
    elif shaped or head.numbered:
        mentions, end = _untyped(text, position, head, rules, before)
    else:
        mentions, end = [], position
    return mentions, mentions[-1].end if mentions else end


def _typed(text: str, position: int, head: Head, kind: DocType, rules: NumberRules) -> list[Mention]:
    items = read_list(text, position, Before(typed=True, numbered=head.numbered), rules.lists)
    if items and items[-1].symbol is None:
        return bare_mentions(text, head, kind, items, rules.bare)
    return _with_symbols(text, head, kind, items, rules) if items else []


def _untyped(
    text: str, position: int, head: Head, rules: NumberRules, before: Sequence[Mention]
) -> tuple[list[Mention], int]:
    """Without a type word right before: one further back, that of the list which goes on, or the symbol alone.

    Also where to go on: behind the first symbol, proven or not, for its codes begin no other.
    """
    items = read_list(text, position, Before(typed=head.numbered, numbered=head.numbered), rules.lists)
    if not items or items[-1].symbol is None:
        return [], position
    return _of_items(text, head, items, rules, before), items[0].end if items[0].symbol else position


def _of_items(
    text: str, head: Head, items: Sequence[Item], rules: NumberRules, before: Sequence[Mention]
) -> list[Mention]:
    across = type_across_gap(text, back_over(text, head.number_start, 0, BLANKS + ":*"), rules.heads)
    if across is not None:
        return _with_symbols(text, replace(head, start=across[0]), across[1], items, rules)
    mate = _mate(text, head, rules, before)
    if mate is not None:
        found = _with_symbols(text, head, rules.heads.doctypes.by_phrase[mate.kind or ""], items, rules)
        return [replace(m, head=mate.head) for m in found]
    return list(_alone(text, head, items, rules))


def _mate(text: str, head: Head, rules: NumberRules, before: Sequence[Mention]) -> Mention | None:
    """A mention of the list that goes on: `… về X; số 20/2024/QĐ-UBND`, with or without a title between.

    Acts of the same type inside that title are passed over when an item without a type word stands before them.
    """
    previous = before[-1] if before else None
    if previous is None or previous.kind not in rules.heads.doctypes.by_phrase or previous.symbol is None:
        return None
    between = text[previous.end : head.number_start]
    if len(between) > _CONTINUED or _SENTENCE_END.search(between):
        return None
    lead = between.rstrip(BLANKS + ":")
    if not head.numbered or not (lead.endswith((",", ";")) or lead.rpartition(" ")[2] in rules.joints):
        return None
    near = (m for m in before[: -_MATES - 1 : -1] if m.kind == previous.kind and m.start != m.head)
    open_list = next((m for m in near if _SENTENCE_END.search(text, m.end, head.number_start) is None), None)
    return open_list or previous


def _alone(text: str, head: Head, items: Sequence[Item], rules: NumberRules) -> Iterator[Mention]:
    """Symbols without any type word: they must prove themselves by their codes."""
    for item in items:
        if (
            item.symbol is None
            or item.symbol.form.needs == "type"
            or not _proves_itself(item.symbol, head.numbered, rules)
        ):
            return
        symbol = read_symbol(text, item.symbol, None, item.dated, rules.known)
        kind = symbol.doc_type or (rules.heads.doctypes.without_code if head.numbered else None)
        start = head.number_start if item is items[0] else item.start
        yield _mention(start, start, kind.name if kind else None, symbol, item)


def _proves_itself(raw: Printed, numbered: bool, rules: NumberRules) -> bool:
    codes = read_codes(raw.body, None, raw.year, rules.known)
    bodies = rules.known.bodies
    if codes.place is None:
        body = bodies.is_known(codes.parts[0])
        return body and (bool(raw.year) or (numbered and len(codes.parts) > 1))
    return bool(codes.issuers) and (bodies.is_known(codes.issuers[0]) or numbered or len(codes.issuers[0]) > 2)


def _with_symbols(text: str, head: Head, kind: DocType, items: Sequence[Item], rules: NumberRules) -> list[Mention]:
    symbols = _symbols(text, kind, items, rules)
    shared = items[-1].dated if all(i.dated is None for i in items[:-1]) else None
    mentions = []
    for at, (item, symbol) in enumerate(zip(items, symbols, strict=True)):
        mention = _mention(head.start if at == 0 else item.start, head.start, kind.name, symbol, item)
        if mention.date is None and shared is not None and shared.date is not None:
            form = "full" if mention.form == "symbol" else mention.form
            mention = replace(mention, date=shared.date, year=mention.year or shared.year, form=form)
        mentions.append(mention)
    return mentions


def _symbols(text: str, kind: DocType, items: Sequence[Item], rules: NumberRules) -> list[Symbol]:
    """The symbol of each item; a bare number takes year and codes from the first symbol after it."""
    symbols: list[Symbol] = []
    last: Symbol | None = None
    for item in reversed(items):
        if item.symbol is not None:
            last = read_symbol(text, item.symbol, kind, item.dated, rules.known)
            symbols.append(last)
        elif last is not None:
            symbols.append(_distributed(item, last))
    return symbols[::-1]


def _distributed(item: Item, symbol: Symbol) -> Symbol:
    return replace(
        symbol,
        start=item.start,
        end=item.end,
        number=item.number,
        text=item.number + symbol.text[len(symbol.number or "") :],
        repaired=False,
        misprint=False,
        rule=f"{symbol.rule}.list",
    )


def _mention(start: int, head: int, kind: str | None, symbol: Symbol, item: Item) -> Mention:
    date = item.dated.date if item.dated else None
    form = "malformed" if symbol.misprint else "full" if date else "symbol"
    return Mention(
        start, item.end, kind, form, symbol.rule, head, symbol.text, symbol.number, symbol.year, symbol.issuer_code,
        date, None, symbol.repaired, None, item.end,
    )  # fmt: skip


def find_blank(text: str, rules: NumberRules, taken: Taken) -> Iterator[Mention]:
    """Symbols whose number is left blank: `Số: /BC-SKHCN`, `Thông tư số …/2016/TT-BCT`."""
    for match in _SLASH.finditer(text):
        start = back_over(text, match.start(), 0, BLANKS + ".…_")
        if not _number_word_before(text, start, rules) or taken.end_of(match.start()) is not None:
            continue
        for form in rules.lists.forms.blank:
            fitting = form.pattern.match(text, match.start())
            if fitting is not None:
                yield from _blank(text, start, printed(fitting, form), rules)
                break


def _number_word_before(text: str, position: int, rules: NumberRules) -> bool:
    near = text[max(0, position - _NUMBER_WORD) : position]
    return near.rstrip(BLANKS + ":").lower().endswith(rules.heads.number_words)


def _blank(text: str, start: int, raw: Printed, rules: NumberRules) -> Iterator[Mention]:
    head = read_head(text, start, rules.heads)
    codes = read_codes(raw.body, head.kind, raw.year, rules.known)
    if not head.numbered or head.refused or not (head.kind or codes.place is not None):
        return
    dated = date_at(text, raw.end, rules.lists.dates)
    symbol = read_symbol(text, raw, head.kind, dated, rules.known)
    kind = head.kind or symbol.doc_type
    end = dated.end if dated else raw.end
    yield Mention(
        start=head.start,
        end=end,
        kind=kind.name if kind else None,
        form="symbol",
        rule=symbol.rule,
        head=head.start,
        symbol=symbol.text,
        year=symbol.year,
        issuer_code=symbol.issuer_code,
        date=dated.date if dated else None,
        tail=end,
    )
