"""Hard sources hold the same: a report gives the same tables, whatever kind of file it comes as."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from corpus.variants import KINDS

from tests.bench.sources import total
from tests.corpus.reading import REPORTS, character_errors, reading
from trichluc.evaluation import Score

TABLES = ("citations", "dates", "numbers", "sections")
SCANS = tuple(kind for kind in KINDS if kind.startswith("scan"))
REPAINTED = ("mixed-font", "tcvn3-pdf", "vni-pdf")
QUICK = tuple(kind for kind in KINDS if kind not in (*SCANS, *REPAINTED, "clean"))
PAIRS = [(report, kind) for at, report in enumerate(REPORTS) for kind in (*QUICK, REPAINTED[at % len(REPAINTED)])]
"""Every report in every kind of text and Word file, and in one kind of PDF, which takes seconds to draw."""


SCANNED = (
    "tb-vp-ubnd-can-tho-2025",
    "bc-truong-cdsp-soc-trang-2012",
    "qd-ubnd-ha-nam-2020",
    "bc-so-noi-vu-binh-dinh-2024",
)
"""Letters and dates of a notice, a sans-serif face, a decision with its regulation, tables and notes."""


def low(scores: Mapping[str, Score], least: float) -> dict[str, float]:
    """The tables that are found worse than that."""
    return {table: score.f1 for table, score in scores.items() if score.f1 < least}


def test_what_the_reports_say_is_found() -> None:
    evaluations = [reading(report, "clean").evaluation for report in REPORTS]
    assert low(total(evaluations), 0.99) == {}, [e.differences for e in evaluations]


@pytest.mark.parametrize(("report", "kind"), PAIRS)
def test_another_kind_of_file_gives_the_same(report: str, kind: str) -> None:
    clean, found = (reading(report, k).evaluation for k in ("clean", kind))
    for table in TABLES:
        assert found.total[table].f1 >= clean.total[table].f1 - 0.005, found.differences


@pytest.mark.tool("tesseract")
@pytest.mark.parametrize("kind", SCANS)
def test_scans_give_nearly_the_same(kind: str) -> None:
    scores = total(reading(report, kind).evaluation for report in SCANNED)
    assert low({table: scores[table] for table in TABLES}, 0.95) == {}
    errors = [character_errors(reading(report, kind).text, reading(report, "clean").text) for report in SCANNED]
    wrong, characters = map(sum, zip(*errors, strict=True))
    assert wrong / characters <= (0.006 if kind.endswith("clean") else 0.02)


def test_character_errors_count_what_is_wrong_missing_and_too_much() -> None:
    assert character_errors("Tổng số hồ sơ", "Tổng số\nhồ  sơ") == (0, 13)
    assert character_errors("Tồng số hồ sơ", "Tổng số hồ sơ") == (1, 13)
    assert character_errors("Tổng số sơ", "Tổng số hồ sơ") == (2, 13)
    assert character_errors("Tổng số hồ sơ đã", "Tổng số hồ sơ") == (2, 13)
