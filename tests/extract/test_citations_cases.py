"""The rows of `tests/cases/citations.tsv`: one string, the citations it holds, field by field."""

from __future__ import annotations

import csv
import re
from itertools import groupby
from pathlib import Path

import pytest

from tests.extract.citing import cited
from trichluc.language.letters import fold
from trichluc.report import Citation, Pinpoint

CASES = Path(__file__).parents[1] / "cases" / "citations.tsv"
LEVELS = {
    "điểm": "point",
    "khoản": "clause",
    "điều": "article",
    "tiểu mục": "subsection",
    "mục": "section",
    "chương": "chapter",
    "phần": "part",
    "phụ lục": "annex",
}
Row = dict[str, str]


def cases() -> list[tuple[str, str, list[Row]]]:
    with CASES.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(*key, list(group)) for key, group in groupby(rows, lambda r: (r["id"], r["text"]))]


def as_read(text: str) -> str:
    """The string as layout hands it over: line breaks joined, marks of emphasis and of footnotes gone."""
    return re.sub(r"^[¹²³] ", "", text.replace("\\n", " ").replace("*", ""))


def key(symbol: str) -> str:
    """Separators and leading zeros do not tell documents apart."""
    return re.sub(r"^0+(?=\d)", "", re.sub(r"[-/–—.\s]+", "-", fold(symbol)).strip("-"))


def provisions(written: str) -> set[Pinpoint]:
    """`Điều 28;khoản 1;điểm a,c | Điều 28;khoản 2` as the provisions that it names."""
    found: set[Pinpoint] = set()
    for path in filter(None, written.split(" | ")):
        fields: dict[str, list[str]] = {}
        for step in path.split(";"):
            name = next(n for n in sorted(LEVELS, key=len, reverse=True) if step.lower().startswith(n))
            value = step[len(name) :].strip()
            fields[LEVELS[name]] = value.split(",") if value else [step]
        deepest = next(name for name in LEVELS.values() if name in fields)
        rest = {name: values[0] for name, values in fields.items() if name != deepest}
        found |= {Pinpoint(**{deepest: value}, **rest) for value in fields[deepest]}
    return found


def seen(citation: Citation) -> Row:
    return {
        "doc_type": citation.doc_type or "",
        "symbol": key(citation.symbol or ""),
        "number": citation.number or "",
        "year": str(citation.year or ""),
        "issuer_code": citation.issuer_code or "",
        "date": str(citation.date or ""),
        "name": fold(citation.name or ""),
    }


def expected(row: Row) -> Row:
    fields = ("doc_type", "symbol", "number", "year", "issuer_code", "date", "name")
    wanted = {f: row[f] for f in fields}
    return wanted | {"symbol": key(row["symbol"]), "name": fold(row["name"])}


@pytest.mark.parametrize(("case", "text", "rows"), [pytest.param(*c, id=c[0]) for c in cases()])
def test_row(case: str, text: str, rows: list[Row]) -> None:
    found = [c for c in cited(as_read(text)) if c.within is None]
    wanted = [r for r in rows if r["polarity"] == "pos"]
    assert [seen(c) for c in sorted(found, key=lambda c: c.char_start)] == [
        expected(r) for r in in_order(wanted, found)
    ]
    assert [set(c.pinpoints) for c in found] == [provisions(r["pinpoint"]) for r in in_order(wanted, found)]


def in_order(rows: list[Row], found: list[Citation]) -> list[Row]:
    """The rows in the order of the text, where a later reference stands before an earlier one."""
    places = {key(c.symbol or c.name or ""): c.char_start for c in reversed(found)}
    return sorted(rows, key=lambda r: places.get(key(r["symbol"] or r["name"]), 0))


def test_every_row_has_a_source() -> None:
    assert all(row["source"] and row["polarity"] in ("pos", "neg", "self") for _, _, rows in cases() for row in rows)
