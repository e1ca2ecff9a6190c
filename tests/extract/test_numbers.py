"""Numbers in sentences: values, units, nouns, qualifiers, and what is no number."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from trichluc.extract.dates import find_dates, load_date_rules
from trichluc.extract.numbers import NumberRules, find_numbers, load_number_rules
from trichluc.language.numerals import read_amount, read_word_range, read_words
from trichluc.layout.verbatim import verbatim
from trichluc.places import Places
from trichluc.report import Quantity
from trichluc.rules import open_package

CASES = Path(__file__).parent.parent / "cases" / "numbers.tsv"


@cache
def rules() -> NumberRules:
    return load_number_rules(open_package())


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def numbers(sentence: str) -> tuple[Quantity, ...]:
    text = verbatim(sentence)
    places = Places(text)
    dates = find_dates(text, places, (), load_date_rules(open_package()))
    return find_numbers(text, places, dates, rules())


def factor(unit: str) -> Decimal:
    """How much of its base one unit is; what it is per does not scale."""
    name = unit.partition("/")[0]
    return next(u.factor or Decimal(1) for u in rules().all_units if u.name == name)


def expected(case: dict[str, str]) -> list[float]:
    return [float(v) for v in case["values"].split("|") if v]


FIELDS = ("unit", "kind", "noun", "modifier", "comparison", "baseline")


def of_reader(case: dict[str, str], *readers: str) -> bool:
    return case["reader"] in readers


@pytest.mark.parametrize("case", [c for c in cases() if of_reader(c, "text", "base")], ids=lambda c: c["ex_id"])
def test_case(case: dict[str, str]) -> None:
    found = numbers(case["sentence"])
    scale = float(factor(case["unit"])) if case["reader"] == "base" else 1.0
    assert [n.value * scale for n in found] == pytest.approx(expected(case)), [n.text for n in found]
    for number in found:
        assert case["sentence"][number.char_start : number.char_end] == number.text
        for field in FIELDS:
            if case[field]:
                assert getattr(number, field) == case[field], field
        if len(found) == 1:
            assert number.value_max == (float(case["value_max"]) if case["value_max"] else None)
            assert number.denominator == (float(case["denominator"]) if case["denominator"] else None)


@pytest.mark.parametrize(
    "case", [c for c in cases() if of_reader(c, "words", "word_range", "cell")], ids=lambda c: c["ex_id"]
)
def test_numeral_case(case: dict[str, str]) -> None:
    if case["reader"] == "cell":
        assert read_amount(case["text"]) is None
        assert numbers(case["text"]) == ()
    elif case["reader"] == "word_range":
        assert read_word_range(case["text"]) == (Decimal(case["values"]), Decimal(case["value_max"]))
    else:
        assert read_words(case["text"]) == Decimal(case["values"])
