"""Rows that come from the process of a document are data, checked before they are stored."""

from __future__ import annotations

import dataclasses
import random
import struct

import pytest

from tests.store.samples import sample_report
from trichluc.errors import Crashed
from trichluc.report import Problem
from trichluc.store.bundle import checked, load, problem_pairs, stored, with_problems
from trichluc.store.packing import framed, pack_report

REPORT = sample_report("a.txt")
GOOD = pack_report(REPORT)


def test_an_honest_bundle_passes() -> None:
    batches = checked(GOOD, "a.txt", REPORT.doc_id)
    assert batches["citations"].num_rows == 3
    assert "files" not in batches


def forged(**changes: object) -> bytes:
    return pack_report(dataclasses.replace(REPORT, document=dataclasses.replace(REPORT.document, **changes)))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\2\0\0\0[]",
        b"\xff\xff\xff\xff",
        struct.pack("<I", 4) + b"null",
        framed([["files", 1, [0]]], []),
        framed([["documents", 1, [-2, 3]]], [b"x" * 64]),
        framed([["documents", -1, [-1, 3]]], [b"x" * 64]),
        framed([["documents", 1 << 40, [-1, 8, 8]]], [b"x" * 64]),
        framed([["documents", 1, [1 << 40]]], [b"x" * 64]),
        framed([["problems", 1, [-1] * 30]], []),
        forged(source="/etc/passwd"),
        forged(doc_id="0" * 64),
        GOOD[: len(GOOD) // 2],
    ],
)
def test_a_forged_bundle_is_refused(data: bytes) -> None:
    with pytest.raises(Crashed, match="cannot be right"):
        checked(data, "a.txt", REPORT.doc_id)


def test_damage_anywhere_is_refused_or_harmless() -> None:
    chance = random.Random(7)
    for _ in range(300):
        data = bytearray(GOOD)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            batches = checked(bytes(data), "a.txt", REPORT.doc_id)
        except Crashed:
            continue
        for batch in batches.values():
            batch.to_pylist()


def test_problems_are_added_to_what_is_there() -> None:
    more = Problem("a.txt", REPORT.doc_id, None, "open", "ChangedFile", "a.txt: changed", "noted")
    joined = with_problems(checked(GOOD, "a.txt", REPORT.doc_id), [more])
    assert joined["problems"].to_pylist()[-1] == dataclasses.asdict(more)
    assert joined["numbers"].num_rows == 3
    assert problem_pairs(with_problems({}, [more])) == [("noted", "ChangedFile")]


def test_what_is_stored_comes_back_table_by_table() -> None:
    batches = checked(GOOD, "a.txt", REPORT.doc_id)
    kept = load(memoryview(stored(batches)))
    assert kept.batch("files") is None
    for table, batch in batches.items():
        assert kept.batch(table) == batch
