"""Mentions to rows: what stands around each is read, then the row is made."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trichluc.extract.citations.bodies import Bodies
from trichluc.extract.citations.mentions import Mention
from trichluc.extract.citations.pinpoints import Chain, PinpointRules, chain_after, chain_before
from trichluc.extract.citations.relations import RelationRules, opening_relation, relation_after, relation_before
from trichluc.extract.citations.surroundings import (
    SurroundingRules,
    issuer_inside,
    with_issuer_after,
    with_subject_before,
)
from trichluc.extract.citations.words import BLANKS, line_start
from trichluc.ids import finding_id
from trichluc.places import Places
from trichluc.report import Citation
from trichluc.text import Text

_PARAGRAPH = 4000
_WITHOUT_ISSUER = frozenset({"standard", "anaphoric"})
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZĐ])")
_JOINTS = (",", ";", " và", " hoặc", " hay")
_MOST_BETWEEN = 12
_LONGEST_BRACKET = 300


@dataclass(frozen=True, slots=True)
class Context:
    """What was read around a mention: in whose title it stands, the provisions, the relation."""

    holder: int | None
    chain: Chain | None
    relation: str | None


def with_surroundings(text: str, mentions: Sequence[Mention], rules: SurroundingRules) -> list[Mention]:
    """Issuers and dates around each mention; the items of one list share what only one of them has."""
    return _shared_issuers([_with_surroundings(text, mention, rules) for mention in mentions])


def _with_surroundings(text: str, mention: Mention, rules: SurroundingRules) -> Mention:
    if mention.form in _WITHOUT_ISSUER:
        return mention
    mention = issuer_inside(text, with_issuer_after(text, mention, rules), rules)
    return mention if mention.name is not None else with_subject_before(text, mention, rules)


def _shared_issuers(mentions: list[Mention]) -> list[Mention]:
    """The issuer after the last item of a list is that of the items before it."""
    for at in range(len(mentions) - 2, -1, -1):
        following, mention = mentions[at + 1], mentions[at]
        if mention.issuer is None and mention.head == following.head and following.issuer is not None:
            mentions[at] = replace(mention, issuer=following.issuer)
    return mentions


def pinpoints(text: str, mentions: Sequence[Mention], rules: PinpointRules) -> list[Chain | None]:
    """The provisions that each mention is cited for."""
    found: list[Chain | None] = []
    for at, mention in enumerate(mentions):
        chain = None
        if mention.start == mention.head and mention.form != "standard":
            chain = chain_before(text, mention.start, _end_outside_bracket(text, mentions, at), rules)
        if chain is None and mention.form not in _WITHOUT_ISSUER:
            following = mentions[at + 1].start if at + 1 < len(mentions) else len(text)
            chain = chain_after(text, mention.tail, max(following, mention.tail), rules)
        found.append(chain)
    return found


def _end_outside_bracket(text: str, mentions: Sequence[Mention], at: int) -> int:
    """Where the mention before one ends, those passed over that stand in a bracket which closes before it."""
    start = mentions[at].start
    for before in range(at - 1, max(-1, at - _MOST_BETWEEN), -1):
        previous = mentions[before]
        if previous.end > start:
            continue
        closed = text.find(")", previous.end, start)
        low = max(0, previous.start - _LONGEST_BRACKET)
        if closed < 0 or text.rfind("(", low, previous.start) <= text.rfind(")", low, previous.start):
            return previous.end
    return 0


def _end_before(mentions: Sequence[Mention], at: int, start: int) -> int:
    """Where the mention before one ends; 0 where there is none or it reaches over `start`."""
    return mentions[at - 1].end if at and mentions[at - 1].end <= start else 0


def relations(
    text: str, mentions: Sequence[Mention], holders: Sequence[int | None], chains: Sequence[Chain | None],
    rules: RelationRules,
) -> list[str | None]:  # fmt: skip
    """The relation of the text to each mention; items of a list and of a paragraph of legal bases share theirs."""
    found: list[str | None] = []
    for at, (mention, chain) in enumerate(zip(mentions, chains, strict=True)):
        start = chain.start if chain and chain.start < mention.start else mention.head
        relation = relation_before(text, start, _end_before(mentions, at, start), rules)
        if relation is None:
            following = mentions[at + 1].start if at + 1 < len(mentions) else len(text)
            relation = relation_after(text, mention.tail, following, rules)
        beside = None if relation else _beside(text, mentions, holders, at, start)
        found.append(relation or (found[beside] if beside is not None else None) or _opening(text, start, rules))
    return found


def _beside(text: str, mentions: Sequence[Mention], holders: Sequence[int | None], at: int, start: int) -> int | None:
    """The mention that this one is joined to: the last one before it at its own level."""
    for before in range(at - 1, max(-1, at - _MOST_BETWEEN), -1):
        if holders[before] == holders[at]:
            if mentions[before].head == mentions[at].head:
                return before
            gap = text[mentions[before].end : start].rstrip(BLANKS)
            joined = gap.endswith(_JOINTS) and "\n" not in gap and _SENTENCE_END.search(gap) is None
            return before if joined else None
    return None


def _opening(text: str, start: int, rules: RelationRules) -> str | None:
    """The relation that opens the sentence, where the sentence is the first of its paragraph."""
    paragraph = line_start(text, start, _PARAGRAPH)
    return None if _SENTENCE_END.search(text, paragraph, start) else opening_relation(text, paragraph, rules)


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """What every row of one document needs."""

    text: Text
    places: Places
    bodies: Bodies


def rows(surface: Surface, mentions: Sequence[Mention], contexts: Sequence[Context]) -> list[Citation]:
    """The rows of the table."""
    doc_id = surface.text.doc_id
    ids = [finding_id(doc_id, "citations", m.start, m.end, m.rule) for m in mentions]
    return [
        _row(surface, mention, identity, None if context.holder is None else ids[context.holder], context)
        for mention, identity, context in zip(mentions, ids, contexts, strict=True)
    ]


def _row(surface: Surface, mention: Mention, identity: str, within: str | None, context: Context) -> Citation:
    value, places, chain = surface.text.value, surface.places, context.chain
    return Citation(
        doc_id=surface.text.doc_id,
        char_start=mention.start,
        char_end=mention.end,
        text=value[mention.start : mention.end],
        page=places.page(mention.start),
        boxes=places.boxes(mention.start, mention.end),
        citation_id=identity,
        section_id=places.section_id(mention.start),
        footnote_id=places.footnote_id(mention.start),
        table_id=places.table_id(mention.start),
        doc_type=mention.kind,
        symbol=mention.symbol,
        number=mention.number,
        year=mention.year,
        issuer_code=mention.issuer_code,
        issuer=value[slice(*mention.issuer)] if mention.issuer else _by_code(mention, surface.bodies),
        date=mention.date,
        name=mention.name,
        pinpoint=chain.printed if chain else None,
        pinpoints=chain.provisions if chain else (),
        form=mention.form,
        within=within,
        relation=context.relation,
        repaired=mention.repaired,
        rule=mention.rule,
    )


def _by_code(mention: Mention, bodies: Bodies) -> str | None:
    """The name of the body whose code stands in the symbol; those of a joint act side by side."""
    if mention.issuer_code is None or mention.form == "standard":
        return None
    body = bodies.legislature_or_body(mention.issuer_code, mention.year)
    if body is not None:
        return body.full_name
    several = [bodies.find(code, mention.year) for code in mention.issuer_code.split("-")]
    names = [b.full_name for b in several if b is not None]
    return " - ".join(names) if len(names) == len(several) > 1 else None


def without_overlaps(mentions: Sequence[Mention]) -> list[Mention]:
    """In the order of the text; of two that overlap the earlier, then the longer one."""
    kept: list[Mention] = []
    end = 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.start >= end:
            kept.append(mention)
            end = mention.end
    return kept


def outside(mentions: Sequence[Mention], spans: Sequence[tuple[int, int]]) -> list[Mention]:
    """The mentions that do not begin in any of the spans, which are sorted and do not overlap."""
    starts = [s for s, _ in spans]
    kept = []
    for mention in mentions:
        at = bisect_left(starts, mention.start + 1) - 1
        if at < 0 or mention.start >= spans[at][1]:
            kept.append(mention)
    return kept
