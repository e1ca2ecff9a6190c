"""A shipped report, or the same report as another kind of file, read and held against what it says."""

from __future__ import annotations

import dataclasses
import difflib
import functools
import json
import tempfile
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

from corpus import generator, variants

import trichluc
from trichluc.evaluation import Evaluation, evaluate
from trichluc.report import Report

REPORTS = tuple(path.stem for path in sorted(generator.SOURCES.glob("*.txt")))


class Reading(NamedTuple):
    """What was read, and how it compares with the gold file."""

    text: str
    evaluation: Evaluation


@functools.cache
def reading(report: str, kind: str) -> Reading:
    """A report of that name read as a file of that kind (`corpus.variants.KINDS`)."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{report}{variants.SUFFIXES[kind]}"
        file.write_bytes(variants.variant(report, kind))
        gold = Path(folder) / f"{report}.gold.json"
        gold.write_text(json.dumps(variants.gold(report, kind, file.name), default=str))
        read = trichluc.read(file)
        return Reading(read.document.text, evaluate(functools.partial(_rows, read), gold.parent))


def _rows(report: Report, table: str) -> list[dict[str, Any]]:
    rows = (report.document,) if table == "documents" else getattr(report, table)
    return [dataclasses.asdict(row) for row in rows]


def character_errors(have: str, want: str) -> tuple[int, int]:
    """Characters that are wrong, missing or too many, and characters in all; blanks of any kind count as one blank.

    The texts are aligned by words, then by characters, so a passage that stands elsewhere counts as missing there and
    as too much here.
    """
    mine, theirs = (unicodedata.normalize("NFC", text).split() for text in (have, want))
    wrong = 0
    for tag, a, b, c, d in difflib.SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            wrong += _apart(" ".join(mine[a:b]), " ".join(theirs[c:d]))
    return wrong, len(" ".join(theirs))


def _apart(one: str, other: str) -> int:
    blocks = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return max(len(one), len(other)) - sum(block.size for block in blocks)
