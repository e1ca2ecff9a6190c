"""Sentences with their citations marked in place (`tests/cases/citation_sentences.tsv`): spans, types, identifiers."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.extract.citing import cited

CASES = Path(__file__).parents[1] / "cases" / "citation_sentences.tsv"


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("case", [pytest.param(c, id=c["id"]) for c in cases()])
def test_sentence(case: dict[str, str]) -> None:
    plain = case["sentence"].replace("⟦", "").replace("⟧", "")
    found = [c for c in cited(plain) if c.within is None]
    assert [c.text for c in found] == re.findall(r"⟦(.*?)⟧", case["sentence"])
    assert [f"{c.doc_type} {c.symbol or c.name}" for c in found] == [w for w in case["citations"].split("; ") if w]


@pytest.mark.parametrize("case", [pytest.param(c, id=c["id"]) for c in cases()])
def test_spans_are_those_of_the_text(case: dict[str, str]) -> None:
    plain = case["sentence"].replace("⟦", "").replace("⟧", "")
    assert all(c.text == plain[c.char_start : c.char_end] for c in cited(plain))
