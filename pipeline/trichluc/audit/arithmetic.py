"""Do the numbers of a sentence agree? Shares with their counts, totals with their parts.

Only sentences that state the whole, the part and the share (or all parts) are judged; doubt is silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from trichluc.audit.kinds import Slip
from trichluc.report import Quantity
from trichluc.rules import RulePackage, alternation

_SENTENCE_END = re.compile(r"[.;]\s|\n")
_BRACKET_END = re.compile(r"[.;]\s|\n|\)")
_MAX_GAP = 60
_CHANGES = frozenset({"increase", "decrease"})


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Patterns of the words that tie numbers together."""

    share: re.Pattern[str]
    parts: re.Pattern[str]
    partial: re.Pattern[str]
    total: re.Pattern[str]
    explained: frozenset[str]
    """Types of documents of which a short mention needs a full one."""


def load_number_words(package: RulePackage) -> NumberWords:
    """Build the patterns from `models/…/findings/words.toml`."""
    lists = package.document("findings", "words.toml")
    share, parts, partial, total = (_pattern(lists[name]) for name in ("share", "parts", "partial", "total"))
    explained = lists["explained"]
    return NumberWords(
        share, parts, partial, total, frozenset(map(str, explained)) if isinstance(explained, list) else frozenset()
    )


def _pattern(words: object) -> re.Pattern[str]:
    listed = [str(word) for word in words] if isinstance(words, list) else []
    return re.compile(rf"(?<!\w){alternation(listed, any_case=True)}(?!\w)")


def percent_slips(text: str, numbers: Sequence[Quantity], words: NumberWords) -> Iterator[Slip]:
    """`39/45 nhiệm vụ …, đạt 96,67%`: the share that directly follows a part of a whole."""
    for count, share in pairwise(numbers):
        if (
            not count.denominator
            or share.kind != "percent"
            or share.comparison in _CHANGES
            or share.value_max is not None
        ):
            continue
        between = text[count.char_end : share.char_start]
        if len(between) > _MAX_GAP or _SENTENCE_END.search(between) or not _joins(between, words):
            continue
        right = 100 * count.value / count.denominator
        if abs(right - share.value) > _tolerance(share):
            facts = {
                "written": share.value_text.replace(".", ","),
                "part": _written(count.value),
                "whole": _written(count.denominator),
                "right": f"{right:.2f}".replace(".", ","),
            }
            related = (count.number_id, share.number_id)
            yield Slip("percent_mismatch", count.char_start, share.char_end, facts, related)


def _joins(between: str, words: NumberWords) -> bool:
    return bool(words.share.search(between)) or between.rstrip().endswith("(")


def _tolerance(share: Quantity) -> float:
    """One and a half units of the last decimal that is written: rounding either way is no error."""
    exponent = Decimal(share.value_text).as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return float(1.5 * 10**-decimals) if decimals else 1.0


def _written(value: float) -> str:
    return f"{value:,.0f}".replace(",", ".")


def total_slips(text: str, numbers: Sequence[Quantity], words: NumberWords) -> Iterator[Slip]:
    """`25 hồ sơ, gồm: 10 hồ sơ …, 12 hồ sơ …`: a count and, in the same sentence, all its parts."""
    for index, whole in enumerate(numbers):
        match = words.parts.search(text, whole.char_end, whole.char_end + _MAX_GAP)
        if match is None or not _plain(whole) or "\n" in text[whole.char_end : match.start()]:
            continue
        bracketed = "(" in text[whole.char_end : match.start()]
        parts = _parts_after(
            text, numbers[index + 1 :], match.end(), whole, _BRACKET_END if bracketed else _SENTENCE_END
        )
        if len(parts) < 2 or words.partial.search(text, match.start(), parts[-1].char_end):
            continue
        total = sum(Decimal(part.value_text) for part in parts)
        if total != Decimal(whole.value_text):
            facts = {"whole": _written(whole.value), "right": _written(float(total))}
            related = (whole.number_id, *(part.number_id for part in parts))
            yield Slip("total_mismatch", whole.char_start, parts[-1].char_end, facts, related)


def _plain(number: Quantity) -> bool:
    exact = number.value_max is None and number.denominator is None and number.modifier is None
    return exact and number.kind == "count" and number.noun is not None and number.comparison is None


def _parts_after(
    text: str, numbers: Sequence[Quantity], start: int, whole: Quantity, stop: re.Pattern[str]
) -> list[Quantity]:
    """The counts of the same thing up to the end of the sentence; none when anything else is counted there."""
    parts: list[Quantity] = []
    for number in numbers:
        if number.char_start < start:
            return []
        if stop.search(text, start, number.char_start + 1):
            break
        if not _plain(number) or _head(number) != _head(whole):
            return []
        parts.append(number)
    return parts


def _head(number: Quantity) -> str:
    return (number.noun or "").split(" ")[0].lower()
