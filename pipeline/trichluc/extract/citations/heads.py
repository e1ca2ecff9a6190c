"""What stands before a number: the type word, the word số, or a word that makes it the number of something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trichluc.extract.citations.doctypes import DocType, DocTypes
from trichluc.extract.citations.words import BLANKS, OPENING, WordLists, by_last_word, key, line_start, phrase_before

_REACH = 72
_GAP_REACH = 190
_GAP = 120
_SHORT_GAP_WORDS = 3
_NO_GAP = re.compile(r"[.;()“”\"\d]")
_HARD_BLANK = "\u00a0"
_AROUND = BLANKS + ":*"
_DOTTED = _AROUND + ".…_"
"""A number written by hand stands on a dotted line."""


@dataclass(frozen=True, slots=True)
class Head:
    """`start`: of the type word, else of the word số, else of the number; `number_start`: of the word số or the number.

    `numbered`: the word số stands there; `refused`: the number belongs to a form, an issue of a periodical and such;
    `short`: the type word is an abbreviation.
    """

    start: int
    number_start: int
    kind: DocType | None
    numbered: bool
    refused: bool
    short: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class HeadWords:
    """The words that heads are made of, by their last syllable."""

    doctypes: DocTypes
    number_words: tuple[str, ...]
    phrases: Mapping[str, tuple[str, ...]]
    refusing: Mapping[str, tuple[str, ...]]
    gap_starts: frozenset[str]
    gap_verbs: frozenset[str]
    gap_stops: frozenset[str]
    tails: frozenset[str]
    """The last two letters of every word that can stand before a number of a document."""


def load_heads(words: WordLists, doctypes: DocTypes) -> HeadWords:
    """The head words of the lists and the document types."""
    phrases = [*doctypes.by_phrase, *words["number_word"]]
    tails = {p[-2:] for p in phrases} | {a[-2:] for a in doctypes.by_abbreviation}
    return HeadWords(
        doctypes,
        words["number_word"],
        by_last_word(doctypes.by_phrase),
        by_last_word(words["not_document"]),
        words.keys_of("gap_start"),
        words.keys_of("gap_verb"),
        frozenset(key(p.split()[0]) for p in words["issuer_stop"])
        | words.keys_of("self")
        | words.keys_of("list_joint"),
        frozenset(tails | {t.upper() for t in tails} | {t.capitalize() for t in tails}),
    )


def may_follow_head(text: str, position: int, heads: HeadWords) -> bool:
    """A cheap look at the two letters before a number."""
    end = position
    while end and text[end - 1] in " :\u00a0":
        end -= 1
    return text[max(0, end - 2) : end] in heads.tails


def read_head(text: str, position: int, heads: HeadWords) -> Head:
    """What stands before the number at `position`."""
    low = line_start(text, position, _REACH)
    before = text[low:position].lower()
    if _HARD_BLANK in before:
        before = before.replace(_HARD_BLANK, " ")
    before, dotted = before.rstrip(_AROUND), before.rstrip(_DOTTED)
    number_start, numbered = position, False
    for word in heads.number_words:
        start = len(dotted) - len(word)
        if dotted.endswith(word) and not (start and dotted[start - 1].isalnum()):
            number_start, numbered = low + start, True
            before = dotted[:start].rstrip(_AROUND)
            break
    found = _type_before(text, low, before, heads)
    if found is not None:
        short = text[found[0] : number_start].strip(_AROUND) in heads.doctypes.by_abbreviation
        return Head(found[0], number_start, found[1], numbered, refused=False, short=short)
    refused = phrase_before(before, heads.refusing) is not None
    return Head(number_start, number_start, None, numbered, refused)


def _type_before(text: str, low: int, before: str, heads: HeadWords) -> tuple[int, DocType] | None:
    """Start and meaning of the type word that `before` (the text from `low`, lower case) ends with."""
    start = phrase_before(before, heads.phrases)
    if start is not None:
        return low + start, heads.doctypes.by_phrase[before[start:]]
    last = before[before.rfind(" ") + 1 :].lstrip(OPENING)
    end = low + len(before)
    kind = heads.doctypes.by_abbreviation.get(text[end - len(last) : end])
    if kind is not None:
        return _over_own_name(low, before[: -len(last)].rstrip(), kind, heads) or end - len(last), kind
    if last and before.endswith(f" {last} {last}"):
        return _type_before(text, low, before[: -len(last) - 1], heads)
    return _type_with_wide_blanks(low, before, heads) if "  " in before else None


def _over_own_name(low: int, before: str, kind: DocType, heads: HeadWords) -> int | None:
    """`Sắc lệnh SL 78`: the name stands before its own abbreviation."""
    start = phrase_before(before, heads.phrases)
    return low + start if start is not None and heads.doctypes.by_phrase[before[start:]] is kind else None


def _type_with_wide_blanks(low: int, before: str, heads: HeadWords) -> tuple[int, DocType] | None:
    """The same where more than one blank stands between words."""
    start = len(before)
    found: tuple[int, DocType] | None = None
    for _ in range(heads.doctypes.longest):
        start = before.rfind(" ", 0, len(before[:start].rstrip())) + 1
        kind = heads.doctypes.by_phrase.get(" ".join(before[start:].split()))
        found = (low + start, kind) if kind else found
        if not start:
            break
    return found


def type_across_gap(text: str, end: int, heads: HeadWords) -> tuple[int, DocType] | None:
    """The type word before words that tell the issuer: `Nghị định của Chính phủ số …`."""
    low = line_start(text, end, _GAP_REACH)
    before = text[low:end].lower()
    stop = max((m.end() for m in _NO_GAP.finditer(before)), default=0)
    at = before.rfind(" ", stop)
    while at > 0:
        start = phrase_before(before[:at], heads.phrases)
        if start is not None:
            known = heads.doctypes.by_phrase[before[start:at]]
            named = text[low + start].isupper() and _tells_purpose(before[at:].split(), heads)
            return (low + start, known) if named or _is_gap(before[at:], heads) else None
        at = before.rfind(" ", stop, at)
    return None


def _tells_purpose(words: list[str], heads: HeadWords) -> bool:
    """What the act does, in few words: `Quyết định điều chỉnh số …`, `Quyết định thành lập Đoàn số …`."""
    return 1 < len(words) <= _SHORT_GAP_WORDS and key(" ".join(words[:2])) in heads.gap_verbs


def _is_gap(gap: str, heads: HeadWords) -> bool:
    words = gap.split()
    if not words or len(gap) > _GAP or not gap[0].isspace() or _NO_GAP.search(gap):
        return False
    if any(key(" ".join(words[:n])) in heads.gap_starts for n in (1, 2)):
        return True
    return len(words) <= _SHORT_GAP_WORDS and not _stops(words, heads.gap_stops) and "," not in gap


def _stops(words: Iterable[str], stops: frozenset[str]) -> bool:
    return any(key(w) in stops for w in words)
