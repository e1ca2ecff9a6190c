"""The shipped reports as other kinds of files, held against their gold: `python -m tests.bench.sources [KIND…]`.

Prints, for each kind, the F1 of each table over all reports and the share of characters that are wrong, missing or too
much against the text of the clean file. Without a kind it takes all of them; scans take a few seconds a page.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from corpus.variants import KINDS, SUFFIXES

from tests.corpus.reading import REPORTS, character_errors, reading
from trichluc.evaluation import Evaluation, Score

_WIDTH = 11


def total(evaluations: Iterable[Evaluation]) -> dict[str, Score]:
    """The scores of several documents together."""
    found: dict[str, Score] = {}
    for evaluation in evaluations:
        for table, score in evaluation.total.items():
            found[table] = found.get(table, Score()).plus(score)
    return found


def main(kinds: list[str]) -> None:
    """Measure and print, a line a kind."""
    tables = list(total(reading(report, "clean").evaluation for report in REPORTS))
    print(
        f"{'':16}" + "".join(f"{table.replace('_', ' ')[:_WIDTH]:>{_WIDTH + 1}}" for table in [*tables, "characters"])
    )
    for kind in kinds or KINDS:
        scores = total(reading(report, kind).evaluation for report in REPORTS)
        figures = "".join(f"{scores[t].f1:>{_WIDTH + 1}.4f}" if t in scores else " " * (_WIDTH + 1) for t in tables)
        print(f"{kind:16}{figures}{_wrong(kind):>{_WIDTH + 1}.2%}", flush=True)


def _wrong(kind: str) -> float:
    """Plain text leaves tables out, so it has no such share."""
    if SUFFIXES[kind] == ".txt":
        return float("nan")
    pairs = [(reading(report, kind).text, reading(report, "clean").text) for report in REPORTS]
    wrong, characters = map(sum, zip(*(character_errors(*pair) for pair in pairs), strict=True))
    return float(wrong) / float(characters)


if __name__ == "__main__":
    main(sys.argv[1:])
