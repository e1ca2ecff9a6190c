"""Quantities as rows of `numbers`: ids, places, periods, and percentages tied to their counts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from trichluc.extract.numbers.found import Found
from trichluc.extract.numbers.pairs import pairs
from trichluc.extract.numbers.periods import Clauses
from trichluc.ids import finding_id
from trichluc.places import Places
from trichluc.report import Quantity
from trichluc.text import Text


def rows(text: Text, places: Places, clauses: Clauses, zone: tuple[int, int], found: Sequence[Found]) -> list[Quantity]:
    """The rows of one paragraph's quantities."""
    if not found:
        return []
    ids = [finding_id(text.doc_id, "numbers", q.start, q.end, q.rule) for q in found]
    paired = pairs(found)
    section, note = places.section_id(found[0].start), places.footnote_id(found[0].start)
    result = []
    for at, quantity in enumerate(found):
        start, end = quantity.start, quantity.end
        period_start, period_end = clauses.at(start, end, *zone)
        row = Quantity(
            doc_id=text.doc_id,
            char_start=start,
            char_end=end,
            text=text.value[start:end],
            page=places.page(start),
            boxes=places.boxes(start, end),
            number_id=ids[at],
            section_id=section,
            footnote_id=note,
            kind=quantity.kind,
            value=float(quantity.value),
            value_max=_float(quantity.value_max),
            value_text=plain(quantity.value),
            denominator=_float(quantity.denominator),
            unit=quantity.unit,
            noun=quantity.noun,
            modifier=quantity.modifier,
            comparison=quantity.comparison,
            period_start=period_start,
            period_end=period_end,
            rule=quantity.rule,
            baseline=quantity.baseline,
            pair=tuple(ids[other] for other in paired.get(at, ())),
        )
        result.append(row)
    return result


def plain(value: Decimal) -> str:
    """A value in digits, without exponent and idle zeros: `1500000000`, `18.51`."""
    written = format(value, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
