"""What stands around a mention and belongs to it: its issuer, and a date behind the issuer or before the sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from trichluc.extract.citations.bodies import Bodies
from trichluc.extract.citations.dating import DateForms, date_at
from trichluc.extract.citations.mentions import Mention
from trichluc.extract.citations.words import (
    BLANKS,
    WordLists,
    by_last_word,
    key,
    line_start,
    phrase_before,
    skip_blanks,
    words_back,
)

_SUBJECT = 150
_LONGEST_SUBJECT = 16
_MOST_ADVERBS = 3
_DAY = "gày"
_CLAUSE_END = re.compile(r"[.;:!?](?=\s)|[\n\t]")
_DIGIT = re.compile(r"\d")
_SIGNS = '(“"-–*'


@dataclass(frozen=True, slots=True, eq=False)
class SurroundingRules:
    """Names of bodies, the words that tie them to a document, and dates."""

    bodies: Bodies
    dates: DateForms
    by: re.Pattern[str]
    agents: frozenset[str]
    issued: re.Pattern[str]
    verbs: Mapping[str, tuple[str, ...]]
    adverbs: Mapping[str, tuple[str, ...]]
    last_words: tuple[str, ...]
    passed: re.Pattern[str]
    term: re.Pattern[str]
    """The term of a committee behind its name: `khóa XII`, `(khóa XII)`."""
    next_line: re.Pattern[str]
    by_next: re.Pattern[str]
    joint: re.Pattern[str]
    joint_codes: frozenset[str]
    range_words: frozenset[str]
    countries: frozenset[str]


def load_surroundings(words: WordLists, bodies: Bodies, dates: DateForms) -> SurroundingRules:
    """The word lists as patterns."""
    blank = f"[{BLANKS}]"
    verbs, adverbs, passing = words["issuing_verb"], words["adverb"], "|".join(words["passing_verb"])
    by = "|".join((*words["of_word"], *words["agent_word"]))
    return SurroundingRules(
        bodies,
        dates,
        re.compile(rf"{blank}{{0,2}},?{blank}{{1,2}}(?P<word>{by}){blank}{{1,2}}"),
        frozenset(words["agent_word"]),
        re.compile(rf"{blank}{{1,2}}(?:{'|'.join(verbs)})\b"),
        by_last_word(verbs),
        by_last_word(adverbs),
        tuple(f" {phrase.rsplit(' ', 1)[-1]}" for phrase in (*verbs, *adverbs)),
        re.compile(
            rf",?(?:{blank}đã)?(?:{blank}được(?:{blank}[^.;()\n\t]{{2,60}}?)?)?{blank}(?:{passing})"
            rf"(?:{blank}tại{blank}[^.;()\n\t]{{2,50}}?)?(?=,?{blank}{{0,2}}ngày{blank})"
        ),
        re.compile(rf",?{blank}{{1,2}}\(?(?:{'|'.join(words['term_word'])}){blank}[IVX]{{1,6}}\)?(?!\w)"),
        re.compile(rf"[{BLANKS},\t]{{0,6}}\n[{BLANKS}\t]{{0,12}}(?=ngày\b|(?:{by})\b)"),
        re.compile(rf"[{BLANKS},]{{0,6}}(?:{by}){blank}{{1,2}}"),
        re.compile(rf"{blank}{{0,2}}(?:[,–-]|và\b){blank}{{0,2}}"),
        frozenset(words["joint_code"]),
        words.keys_of("range_word"),
        words.keys_of("country"),
    )


def with_issuer_after(text: str, mention: Mention, rules: SurroundingRules) -> Mention:
    """The mention with the issuer (and its date) that follows it: `… của Chính phủ ngày 05 tháng 02 năm 2010`."""
    over = rules.next_line.match(text, mention.end)
    if over is not None:
        return _with_next_line(text, mention, over.end(), rules)
    mention = _with_date_of_passing(text, mention, rules)
    by = rules.by.match(text, mention.end)
    if by is None:
        return _with_issuer_beside(text, mention, rules)
    end = _names_end(text, by.end(), mention, rules)
    if end is None or (by["word"] in rules.agents and rules.issued.match(text, end) is None):
        return mention
    if key(text[by.end() : end]) in rules.countries:
        return mention
    issuer = (by.end(), end)
    if mention.date is None:
        over = rules.issued.match(text, end) if by["word"] in rules.agents else rules.term.match(text, end)
        dated = date_at(text, over.end() if over else end, rules.dates)
        if dated is not None and dated.date is not None and text.find(_DAY, end, dated.end) >= 0:
            return replace(_dated(mention, dated.date), issuer=issuer, end=dated.end, tail=dated.end)
    return replace(mention, issuer=issuer, tail=end)


def _names_end(text: str, start: int, mention: Mention, rules: SurroundingRules) -> int | None:
    """Where the name of the issuer ends; a joint act (its codes name several bodies) has several."""
    end = rules.bodies.read_name(text, start)
    several = mention.issuer_code is not None and (
        "-" in mention.issuer_code or mention.issuer_code in rules.joint_codes
    )
    while several and end is not None:
        joint = rules.joint.match(text, end)
        known = joint and rules.bodies.known_name(text, joint.end())
        following = known or (joint and joint.group().strip() and rules.bodies.read_name(text, joint.end()))
        if not following:
            break
        end = following
    return end


def _with_next_line(text: str, mention: Mention, start: int, rules: SurroundingRules) -> Mention:
    """Date and issuer that stand on the next line, as under the title of an annex; the span stays on its line."""
    if mention.date is None:
        dated = date_at(text, start, rules.dates)
        if dated is not None and dated.date is not None:
            mention, start = _dated(mention, dated.date), dated.end
    by = rules.by_next.match(text, start)
    end = rules.bodies.read_name(text, by.end()) if by else None
    return replace(mention, issuer=(by.end(), end)) if by and end else mention


def _with_date_of_passing(text: str, mention: Mention, rules: SurroundingRules) -> Mention:
    """An act with the day on which it was passed: `Luật Đất đai được Quốc hội khóa XIII thông qua ngày …`."""
    if mention.date is not None:
        return mention
    passed = rules.passed.match(text, mention.end)
    dated = date_at(text, passed.end(), rules.dates) if passed else None
    return _dated(mention, dated.date) if dated and dated.date else mention


def _with_issuer_beside(text: str, mention: Mention, rules: SurroundingRules) -> Mention:
    """The issuer right behind the date, its `của` left out: `… ngày 16/8/2019 Bộ Chính trị`."""
    start = skip_blanks(text, mention.end)
    if start == mention.end or mention.date is None or not text[start : start + 1].isupper():
        return mention
    end = rules.bodies.known_name(text, start)
    return replace(mention, issuer=(start, end), tail=end) if end else mention


def _dated(mention: Mention, date: dt.date) -> Mention:
    form = "full" if mention.form == "symbol" else mention.form
    return replace(mention, date=date, year=mention.year or date.year, form=form)


def with_subject_before(text: str, mention: Mention, rules: SurroundingRules) -> Mention:
    """Issuer and date from the sentence that tells of the issue: `Ngày 24/7/2024, UBND tỉnh có Công văn số 2769/…`."""
    if mention.issuer is not None and mention.date is not None:
        return mention
    low = line_start(text, mention.head, _SUBJECT)
    verb = _verb_start(text, mention.head, low, rules)
    if verb is None:
        return mention
    subject = _subject_start(text, verb, low, rules)
    if mention.date is None:
        date = _date_before(text, subject if subject is not None else verb, subject is not None, low, rules)
        mention = _dated(mention, date) if date else mention
    if mention.issuer is None and subject is not None:
        return replace(mention, issuer=(subject, verb))
    return mention


def _verb_start(text: str, position: int, low: int, rules: SurroundingRules) -> int | None:
    """Where the subject before an issuing verb ends."""
    before = text[low:position].rstrip(BLANKS).lower()
    if not before.endswith(rules.last_words):
        return None
    before = _without_adverbs(before, rules)
    at = phrase_before(before, rules.verbs)
    return None if at is None else low + len(_without_adverbs(before[:at].rstrip(BLANKS), rules))


def _without_adverbs(before: str, rules: SurroundingRules) -> str:
    for _ in range(_MOST_ADVERBS):
        at = phrase_before(before, rules.adverbs)
        if at is None:
            break
        before = before[:at].rstrip(BLANKS)
    return before


def _subject_start(text: str, end: int, low: int, rules: SurroundingRules) -> int | None:
    """Where the name of the body that ends at `end` begins: the longest that reads as one name."""
    found: int | None = None
    for begin, word in words_back(text, end, low, _LONGEST_SUBJECT):
        bare = word.lstrip(_SIGNS)
        start = begin + len(word) - len(bare)
        if bare[-1:] in (".", ";", ":", ","):
            break
        if bare[:1].isupper() and rules.bodies.may_begin(bare) and rules.bodies.read_name(text, start) == end:
            found = start
    return found


def _date_before(text: str, end: int, named: bool, low: int, rules: SurroundingRules) -> dt.date | None:
    """The date that opens the sentence; between it and a subject that is no known name stand no figures."""
    at = text.rfind(_DAY, low, end) - 1
    dated = date_at(text, at, rules.dates) if at >= low else None
    if dated is None or dated.date is None or dated.end > end:
        return None
    between = text[dated.end : end]
    if between.strip(BLANKS + ",") if named else (_CLAUSE_END.search(between) or _DIGIT.search(between)):
        return None
    before = next(words_back(text, at, line_start(text, at, 40), 1), None)
    return None if before and key(before[1].strip("(,")) in rules.range_words else dated.date


def issuer_inside(text: str, mention: Mention, rules: SurroundingRules) -> Mention:
    """The issuer between type word and number: `Nghị định của Chính phủ số 127/2007/NĐ-CP`."""
    if mention.issuer is not None or mention.symbol is None or mention.name is not None:
        return mention
    figure = _DIGIT.search(text, mention.start, mention.end)
    by = rules.by.search(text, mention.start, figure.start() if figure else mention.end)
    if by is None:
        return mention
    end = rules.bodies.read_name(text, by.end())
    return replace(mention, issuer=(by.end(), end)) if end and end < mention.end else mention
