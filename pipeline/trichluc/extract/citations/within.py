"""Which mention stands in the title of which: `Nghị định số 31/2011/NĐ-CP … sửa đổi … Nghị định số 75/2006/NĐ-CP`.

A title begins right after the act, its date and its issuer, with one of the words that open titles, and runs to the
end of the clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trichluc.extract.citations.mentions import OWN_TITLE, Mention
from trichluc.extract.citations.pinpoints import Chain
from trichluc.extract.citations.words import BLANKS, WordLists

_LONGEST_TITLE = 360
_MATES = 6
_ENDS = re.compile(r"[;\n\t]|[.!?](?=\s|$)|\./")
_OPENING = BLANKS + ',(“"'
_TERM = re.compile(rf"[{BLANKS}]*\([^()]{{1,40}}\)")
"""A bracket right behind an act or its issuer: `(khóa XIII)`."""


@dataclass(frozen=True, slots=True, eq=False)
class TitleRules:
    """Words that open a title and words that show that the clause goes on about something else."""

    starts: re.Pattern[str]
    ends: re.Pattern[str]
    joints: frozenset[str]


def load_title_rules(words: WordLists) -> TitleRules:
    """The word lists of titles as patterns."""
    starts, ends = ("|".join(map(re.escape, words[name])) for name in ("title_start", "title_end"))
    return TitleRules(
        re.compile(rf"(?:{starts})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{ends})\b", re.IGNORECASE),
        frozenset(words["list_joint"]),
    )


def enclosing(
    text: str, mentions: Sequence[Mention], chains: Sequence[Chain | None], rules: TitleRules
) -> list[int | None]:
    """For each mention the position in the sequence of the mention in whose title it stands."""
    holders: list[int | None] = []
    for at, mention in enumerate(mentions):
        holders.append(_holder(text, mentions, _opening(chains[at], mention), holders, rules))
    return holders


def _holder(
    text: str, mentions: Sequence[Mention], start: int, holders: Sequence[int | None], rules: TitleRules
) -> int | None:
    """The nearest mention before whose title is still open; one that is joined to it shares its holder.

    `holders` are those of the mentions before this one; `start` is where the provisions of the act begin, or the act.
    """
    at = len(holders)
    mention = mentions[at]
    if mention.head != mention.start:
        mate = next((i for i in range(at - 1, max(-1, at - _MATES), -1) if mentions[i].head == mention.head), None)
        if mate is not None:
            return holders[mate]
    before = _before(mentions, at)
    if before is None:
        return None
    previous = mentions[before]
    gap = text[previous.tail : max(start, previous.tail)]
    if len(gap) > _LONGEST_TITLE or _ENDS.search(gap) or _opens_bracket(gap):
        return None
    bare = gap.strip(_OPENING)
    if not bare or bare in rules.joints:
        return _beside(mentions, before, mention, holders)
    if gap.rstrip().endswith(",") or bare.rpartition(" ")[2] in rules.joints:
        return holders[before]
    opened = rules.starts.match(_behind_term(gap).lstrip(_OPENING)) is not None
    return before if opened and rules.ends.search(gap) is None else None


def _opening(chain: Chain | None, mention: Mention) -> int:
    return min(chain.start, mention.start) if chain else mention.start


def _before(mentions: Sequence[Mention], at: int) -> int | None:
    """The act before a mention that can have a title: none that only points back."""
    before = at - 1
    while before >= 0 and mentions[before].tail > mentions[at].start:
        before -= 1
    if before < 0 or (mentions[before].form == "anaphoric" and mentions[before].rule != OWN_TITLE):
        return None
    return before


def _beside(mentions: Sequence[Mention], before: int, mention: Mention, holders: Sequence[int | None]) -> int | None:
    """The holder of a mention right behind another: the same for two named acts, one level up behind a named act."""
    holder = holders[before]
    named = mentions[before].name is not None
    if holder is None or not named or mention.name is not None:
        return holder
    return holders[holder]


def _opens_bracket(gap: str) -> bool:
    return gap.rfind("(") > gap.rfind(")")


def _behind_term(gap: str) -> str:
    term = _TERM.match(gap)
    return gap[term.end() :] if term else gap
