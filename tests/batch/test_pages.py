"""A page that stops the reader costs that page; a document that takes too long keeps the pages before."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

import trichluc
from tests.batch.pdfs import pdf
from trichluc.batch.frames import End, Failure, Progress
from trichluc.batch.limits import MEGABYTE, Limits
from trichluc.batch.pool import Attempt, Read
from trichluc.batch.runner import Settings, run

PAGES = [f"Trang {n} cua bao cao" for n in range(1, 7)]
DEAD = Read(None, None, End(1, 1, 0, Progress("read", 4, 9), signal=6))
SILENT = replace(DEAD, end=replace(DEAD.end, limit="silent", signal=9))
SLOW = replace(DEAD, end=replace(DEAD.end, limit="cpu", signal=24))


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    root = tmp_path_factory.mktemp("pages")
    (root / "in").mkdir()
    for name in ("abort-at-3", "hang-at-2-5", "spin-at-4", "oom-at-1", "bug-at-2", "well"):
        (root / "in" / f"{name}.pdf").write_bytes(pdf([*PAGES, name]))
    limits = Limits(
        memory=900 * MEGABYTE, cpu_seconds=0.5, cpu_seconds_per_page=0.0, silent_seconds=2, silent_seconds_ocr=2
    )
    run([root / "in"], root / "out", Settings(jobs=2, limits=limits, mock=True))
    return trichluc.tables(root / "out")


@pytest.mark.parametrize(
    ("name", "missing"), [("well", []), ("abort-at-3", [3]), ("hang-at-2-5", [2, 5]), ("oom-at-1", [1])]
)
def test_the_other_pages_are_read(name: str, missing: list[int], tables: dict[str, pd.DataFrame]) -> None:
    document = tables["documents"].set_index("source").loc[f"{name}.pdf"]
    expected = [n for n in range(1, 7) if n not in missing]
    assert [n for n in range(1, 7) if f"Trang {n} " in document["text"]] == expected
    problems = tables["problems"]
    mine = problems[(problems["source"] == f"{name}.pdf") & (problems["error"] == "PageFailed")]
    assert (list(mine["page"]), set(mine["outcome"])) == (missing, {"partial"} if missing else set())
    outcome = tables["files"].set_index("source").loc[f"{name}.pdf", "outcome"]
    assert outcome == ("partial" if missing else "read")


def test_a_slow_document_keeps_the_pages_before(tables: dict[str, pd.DataFrame]) -> None:
    text = tables["documents"].set_index("source").loc["spin-at-4.pdf", "text"]
    assert "Trang 3 " in text
    assert "Trang 4 " not in text
    problems = tables["problems"].set_index("source")
    assert problems.loc["spin-at-4.pdf", "outcome"] == "partial"


def test_a_bug_in_our_code_is_no_reason_to_try_again(tables: dict[str, pd.DataFrame]) -> None:
    row = tables["problems"].set_index("source").loc["bug-at-2.pdf"]
    assert (row["error"], row["outcome"]) == ("ZeroDivisionError", "skipped")


def test_a_dead_reader_is_tried_alone_then_without_the_page() -> None:
    second = Attempt().after(DEAD)
    assert second == Attempt(2, alone=True)
    third = second.after(DEAD)
    assert third == Attempt(3, True, left_out=(4,))
    assert third.after(replace(DEAD, rows=b"")) is None
    assert third.after(DEAD) == Attempt(4, True, (4,), last=3)


def test_silence_costs_the_page_and_length_the_rest() -> None:
    assert Attempt().after(SILENT) == Attempt(2, True, left_out=(4,))
    assert Attempt().after(SLOW) == Attempt(2, True, last=3)


@pytest.mark.parametrize(
    "read",
    [
        replace(DEAD, failure=Failure("DamagedFile", "broken", "read")),
        replace(DEAD, end=replace(DEAD.end, limit="output")),
        replace(SLOW, end=replace(SLOW.end, reached=Progress("analyse", 9, 9))),
        replace(SILENT, end=replace(SILENT.end, reached=Progress())),
    ],
)
def test_what_would_end_alike_is_not_tried_again(read: Read) -> None:
    assert Attempt().after(read) is None


def test_attempts_come_to_an_end() -> None:
    attempt, count, page = Attempt(), 0, 100
    following: Attempt | None = attempt
    while following is not None:
        attempt, count, page = following, count + 1, page - 1
        following = attempt.after(replace(DEAD, end=replace(DEAD.end, reached=Progress("read", page, 100))))
    assert count <= 6
