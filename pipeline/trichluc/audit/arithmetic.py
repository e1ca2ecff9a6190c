"""Do the numbers of a sentence agree? Shares with their counts, totals with their parts.

Only sentences that state the whole, the part and the share (or all parts) are judged; doubt is silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from trichluc.audit.kinds import NumberWords, Slip
from trichluc.report import Quantity

_SENTENCE_END = re.compile(r"[.;]\s|\n")
_BRACKET_END = re.compile(r"[.;]\s|\n|\)")
_DECIMALS = re.compile(r"\d,(\d+)")
_MAX_GAP = 60
_LONG_GAP = 120
_CHANGES = frozenset({"increase", "decrease"})


def percent_slips(text: str, numbers: Sequence[Quantity], words: NumberWords) -> Iterator[Slip]:
    """`39/45 nhiệm vụ …, đạt 96,67%`, and `3.120 ha, trong đó … 1.860 ha, chiếm 69,6%`."""
    for index, (part, share) in enumerate(pairwise(numbers)):
        if share.kind != "percent" or share.comparison in _CHANGES or share.value_max is not None:
            continue
        between = text[part.char_end : share.char_start]
        if len(between) > _MAX_GAP or _SENTENCE_END.search(between) or not _joins(between, words):
            continue
        whole = part.denominator or _whole_before(text, numbers[:index], part, words)
        if whole and abs(100 * part.value / whole - share.value) > _tolerance(share):
            yield _percent_slip(part, share, whole)


def _percent_slip(part: Quantity, share: Quantity, whole: float) -> Slip:
    facts = {
        "written": share.value_text.replace(".", ","),
        "part": written(part.value),
        "whole": written(whole),
        "right": f"{100 * part.value / whole:.2f}".replace(".", ","),
    }
    return Slip("percent_mismatch", part.char_start, share.char_end, facts, (part.number_id, share.number_id))


def _whole_before(text: str, before: Sequence[Quantity], part: Quantity, words: NumberWords) -> float | None:
    """The quantity of the same unit and thing that directly precedes `trong đó` in the sentence of the part."""
    whole = before[-1] if before else None
    if whole is None or not _exact(whole) or not _exact(part) or whole.value < part.value:
        return None
    between = text[whole.char_end : part.char_start]
    same = (
        whole.unit == part.unit and whole.kind == part.kind and (part.unit is not None or _head(whole) == _head(part))
    )
    inside = len(between) <= _LONG_GAP and not _SENTENCE_END.search(between) and words.within.search(between)
    return whole.value if same and inside else None


def _joins(between: str, words: NumberWords) -> bool:
    return bool(words.share.search(between)) or between.rstrip().endswith("(")


def _tolerance(share: Quantity) -> float:
    """One and a half units of the last decimal that is written: rounding either way is no error."""
    return 1.5 * _resolution(share) if _decimals(share) else 1.0


def _decimals(number: Quantity) -> int:
    match = _DECIMALS.search(number.text)
    return len(match[1]) if match else 0


def _resolution(number: Quantity) -> float:
    """The worth of the last digit that is written: 100 million for `18,2 tỷ đồng`."""
    figure = re.search(r"\d[\d.]*(?:,\d+)?", number.text)
    written = float(figure.group().replace(".", "").replace(",", ".")) if figure else 0.0
    scale = number.value / written if written else 1.0
    return float(scale * 10 ** -_decimals(number))


def written(value: float) -> str:
    """A value as reports write it: `19.350`, `75,4`."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def total_slips(text: str, numbers: Sequence[Quantity], words: NumberWords) -> Iterator[Slip]:
    """`25 hồ sơ, gồm: 10 hồ sơ …, 12 hồ sơ …`, and `trong 46 … có 27 đơn vị thuộc … và 21 đơn vị thuộc …`."""
    for index, whole in enumerate(numbers):
        if not _exact(whole) or whole.kind not in {"count", "money", "measure"}:
            continue
        following = numbers[index + 1 :]
        match = words.parts.search(text, whole.char_end, whole.char_end + _MAX_GAP)
        if match is not None and not _SENTENCE_END.search(text, whole.char_end, match.start()):
            yield from _sum_slip(text, whole, following, match.span(), words)
        elif words.of.search(text, max(0, whole.char_start - 16), whole.char_start):
            yield from _excess_slip(text, whole, following, words)


def _sum_slip(
    text: str, whole: Quantity, following: Sequence[Quantity], lead: tuple[int, int], words: NumberWords
) -> Iterator[Slip]:
    stop = _BRACKET_END if "(" in text[whole.char_end : lead[0]] else _SENTENCE_END
    parts = _parts_after(text, following, lead[1], whole, stop)
    if len(parts) < 2 or words.partial.search(text, lead[0], parts[-1].char_end):
        return
    allowed = sum(map(_resolution, [whole, *parts])) / 2 if whole.kind != "count" else 0.5
    if abs(sum(part.value for part in parts) - whole.value) > allowed:
        yield _total_slip(whole, parts)


def _excess_slip(text: str, whole: Quantity, following: Sequence[Quantity], words: NumberWords) -> Iterator[Slip]:
    """Two counts that divide a whole by the same word and are more than it."""
    parts = following[:2]
    if len(parts) < 2 or not all(map(_exact, parts)) or whole.kind != "count":
        return
    first, second = parts
    if not words.has.search(text, whole.char_end, first.char_start):
        return
    if _SENTENCE_END.search(text, whole.char_end, second.char_end) or _head(first) != _head(second) or not _head(first):
        return
    divided = {_next_word(text, part) for part in parts}
    if len(divided) == 1 and divided != {""} and first.value + second.value > whole.value:
        yield _total_slip(whole, list(parts))


def _next_word(text: str, number: Quantity) -> str:
    rest = text[number.char_end : number.char_end + 40]
    match = re.match(r"\s*(\w+)", rest)
    return match[1] if match else ""


def _total_slip(whole: Quantity, parts: list[Quantity]) -> Slip:
    scale = whole.value / _figure(whole) if _figure(whole) else 1.0
    facts = {"whole": written(_figure(whole)), "right": written(sum(part.value for part in parts) / scale)}
    related = (whole.number_id, *(part.number_id for part in parts))
    return Slip("total_mismatch", whole.char_start, parts[-1].char_end, facts, related)


def _figure(number: Quantity) -> float:
    figure = re.search(r"\d[\d.]*(?:,\d+)?", number.text)
    return float(figure.group().replace(".", "").replace(",", ".")) if figure else number.value


def _exact(number: Quantity) -> bool:
    return number.value_max is None and number.denominator is None and number.comparison not in _CHANGES


def _parts_after(
    text: str, numbers: Sequence[Quantity], start: int, whole: Quantity, stop: re.Pattern[str]
) -> list[Quantity]:
    """The quantities of the same thing up to the end of the clause; none when anything else is counted there."""
    parts: list[Quantity] = []
    for number in numbers:
        if number.char_start < start:
            return []
        if stop.search(text, start, number.char_start + 1):
            break
        same = number.unit == whole.unit if whole.unit else _head(number) == _head(whole)
        if not _exact(number) or number.kind != whole.kind or not same:
            return []
        parts.append(number)
    return parts


def _head(number: Quantity) -> str:
    return (number.noun or "").split(" ")[0].lower()
