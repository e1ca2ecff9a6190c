"""Sentences annotated in place: `{27/3/2025=2025-03-27}` is a row with that notation, everything else is none."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.extract.datescope import cases, dates

MARK = re.compile(r"\{([^{}=]*)=([^{}]*)\}")
CASES = cases("date_sentences.tsv")


def expected(sentence: str) -> tuple[str, list[tuple[str, str]]]:
    """The sentence without marks, and the rows that it should give."""
    return MARK.sub(lambda m: m[1], sentence), [(m[1], m[2]) for m in MARK.finditer(sentence)]


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_sentence(case: dict[str, str]) -> None:
    text, rows = expected(case["sentence"])
    assert [(d.text, str(d.edtf)) for d in dates(text)] == rows


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_spans_and_order(case: dict[str, str]) -> None:
    text, _ = expected(case["sentence"])
    found = dates(text)
    assert all(text[d.char_start : d.char_end] == d.text for d in found)
    assert all(a.char_end <= b.char_start for a, b in pairwise(found))
