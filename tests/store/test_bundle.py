"""Rows that come from the process of a document are data, checked before they are stored."""

from __future__ import annotations

import dataclasses
import random
import struct

import pytest

from tests.store.samples import sample_report
from trichluc.errors import Crashed
from trichluc.report import Problem
from trichluc.store.bundle import add_problems, checked, problem_pairs
from trichluc.store.packing import framed, pack_problems, pack_report

REPORT = sample_report("a.txt")
GOOD = pack_report(REPORT)


def test_an_honest_bundle_passes() -> None:
    bundle = checked(GOOD, "a.txt", REPORT.doc_id)
    assert bundle.batch("citations").num_rows == 3
    assert bundle.batch("files") is None


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
            bundle = checked(bytes(data), "a.txt", REPORT.doc_id)
        except Crashed:
            continue
        for table in bundle.tables:
            batch = bundle.batch(table)
            assert batch is not None
            batch.to_pylist()


def test_problems_are_added_to_what_is_there() -> None:
    more = Problem("a.txt", REPORT.doc_id, None, "open", "ChangedFile", "a.txt: changed", "noted")
    joined = checked(add_problems(GOOD, (more,)), "a.txt", REPORT.doc_id)
    assert joined.batch("problems").to_pylist()[-1] == dataclasses.asdict(more)
    assert joined.batch("numbers").num_rows == 3
    assert problem_pairs(pack_problems((more,))) == ([("noted", "ChangedFile")], False)
