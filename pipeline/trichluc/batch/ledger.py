"""The ledger of a run: which file is accounted for, by which rows, and which stretches are complete."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from trichluc.batch.engine import Result, Wanted
from trichluc.batch.outcome import duplicate, file_outcome
from trichluc.batch.plan import Planned
from trichluc.errors import Crashed
from trichluc.report import Problem
from trichluc.store.bundle import Batches, checked, problem_pairs, with_problems
from trichluc.store.dataset import Dataset, Entry
from trichluc.store.parts import stretches
from trichluc.store.rows import InputFile
from trichluc.store.spool import Spooled

# These depend on the machine or the moment, not on the bytes.
_TRY_AGAIN = frozenset(("MissingTool",))
_LIMITS = frozenset(("TimeExceeded", "MemoryExceeded", "OutputExceeded", "LimitExceeded", "Crashed"))
Origin = Literal["fresh", "resumed", "unchanged", "duplicate"]
"""Read in this run, in a run that was interrupted, in the one before, or the same bytes as another file."""


class Ledger:
    """Takes results in any order; gives out complete stretches in the order of the sources."""

    def __init__(self, planned: Sequence[Planned], dataset: Dataset, retry: bool) -> None:
        self._planned, self._dataset = planned, dataset
        self._retry = _LIMITS | _TRY_AGAIN if retry else _TRY_AGAIN
        self._entries: list[Entry | None] = [None] * len(planned)
        self._ranges = stretches([file.source for file in planned], dataset.per_part)
        self._missing = [end - start for start, end in self._ranges]
        self._range_of = [i for i, (start, end) in enumerate(self._ranges) for _ in range(start, end)]
        self._closed = 0
        self._first: dict[str, str] = {}
        self._recovered = self._recover()

    def _recover(self) -> dict[str, Entry]:
        found, superseded = {}, []
        for file, place in self._dataset.spool.recover():
            if file.doc_id is None or file.outcome == "duplicate":
                superseded.append(place)
            else:
                found[file.source] = Entry(file, place)
        self._dataset.spool.release(superseded)
        return found

    def wanted(self, number: int) -> Wanted:
        """What the engine must know of a file."""
        entry = self._at_hand(self._planned[number].source)
        return Wanted(number, self._planned[number], entry.file.doc_id if entry else None)

    def _at_hand(self, source: str) -> Entry | None:
        for held in (self._recovered, self._dataset.known):
            entry = held.get(source)
            if entry and entry.file.outcome != "duplicate" and entry.file.error not in self._retry:
                return entry
        return None

    def enter(self, result: Result) -> tuple[InputFile, Origin]:
        """Account for a file."""
        source = self._planned[result.number].source
        entry, origin = self._entry(source, result)
        self._entries[result.number] = entry
        self._missing[self._range_of[result.number]] -= 1
        return entry.file, origin

    def _entry(self, source: str, result: Result) -> tuple[Entry, Origin]:
        if result.rows is not None or result.problem is not None:
            rows, file = self._rows(source, result)
            return self._spool(file, rows), "fresh"
        held = self._at_hand(source)
        if held is not None and held.file.doc_id == result.doc_id:
            return held, "resumed" if isinstance(held.rows, Spooled) else "unchanged"
        # Its first is still being read; when the stretch is complete this becomes a reference to it.
        file = InputFile(source, result.doc_id, result.n_bytes, "duplicate")
        return self._spool(file, {}), "duplicate"

    def _rows(self, source: str, result: Result) -> tuple[Batches, InputFile]:
        problem = result.problem
        rows: Batches = {}
        if result.rows is not None:
            try:
                rows = checked(result.rows, source, result.doc_id)
            except Crashed as error:
                problem = Problem(source, result.doc_id, None, "store", error.code, str(error), "skipped")
        more = [one for one in (problem, result.note) if one is not None]
        if more:
            rows = with_problems(rows, more)
        outcome, error_name = file_outcome(problem_pairs(rows), "documents" in rows)
        return rows, InputFile(source, result.doc_id, result.n_bytes, outcome, error_name)

    def _spool(self, file: InputFile, rows: Batches) -> Entry:
        return Entry(file, self._dataset.spool.append(file, rows))

    def complete(self) -> list[list[Entry]]:
        """The stretches, from the first, in which every file is accounted for; duplicates are settled."""
        while self._closed < len(self._ranges) and self._missing[self._closed] == 0:
            start, end = self._ranges[self._closed]
            for number in range(start, end):
                self._settle(number)
            self._closed += 1
        return [[e for e in self._entries[a:b] if e] for a, b in self._ranges[: self._closed]]

    def _settle(self, number: int) -> None:
        """The first file in the order of the sources stands for all with its bytes."""
        entry = self._entries[number]
        assert entry is not None
        file = entry.file
        if file.doc_id is None or not file.n_bytes:
            return
        first = self._first.setdefault(file.doc_id, file.source)
        if first != file.source:
            row = InputFile(file.source, file.doc_id, file.n_bytes, "duplicate", None, first)
            known = self._dataset.known.get(file.source)
            if known is not None and known.file == row:
                self._entries[number] = known
            else:
                rows = with_problems({}, [duplicate(file.source, file.doc_id, first)])
                self._entries[number] = self._spool(row, rows)
            if isinstance(entry.rows, Spooled):
                self._dataset.spool.release([entry.rows])

    def committed(self, kept: Sequence[Sequence[Entry]]) -> None:
        """The first stretches stand in the snapshot now."""
        for (start, end), entries in zip(self._ranges, kept, strict=False):
            self._entries[start:end] = entries
