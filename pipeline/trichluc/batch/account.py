"""The account of a run: what was there, what became of it, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from trichluc.batch.engine import Result
from trichluc.store.rows import InputFile

OUTCOMES = ("read", "partial", "needs_ocr", "skipped", "duplicate")


@dataclass(slots=True)
class Account:
    """Counted while the run goes on. `outcomes` covers every file; `unchanged` of them were not read again."""

    total: int = 0
    entered: int = 0
    unchanged: int = 0
    resumed: int = 0
    removed: int = 0
    pages: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_memory: int = 0
    changed: bool = False
    outcomes: Counter[str] = field(default_factory=Counter)
    causes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(outcome, error) → files."""

    @property
    def finished(self) -> int:
        """Files that are accounted for."""
        return sum(self.outcomes.values())

    @property
    def has_problems(self) -> bool:
        """Whether some file was not fully read."""
        return any(self.outcomes[name] for name in ("partial", "needs_ocr", "skipped"))

    def enter(self, file: InputFile) -> None:
        """Count a file."""
        self.outcomes[file.outcome] += 1
        if file.error is not None:
            self.causes[file.outcome, file.error] += 1

    def spend(self, result: Result, origin: str) -> None:
        """Count where the rows of a file come from and what reading it cost."""
        self.entered += 1
        self.unchanged += origin == "unchanged"
        self.resumed += origin == "resumed"
        self.pages += result.pages
        self.cpu_seconds += result.cpu_seconds
        self.peak_memory = max(self.peak_memory, result.memory)


@dataclass(frozen=True, slots=True)
class FileDone:
    """An event: a file is accounted for."""

    file: InputFile
    result: Result


@dataclass(frozen=True, slots=True)
class Committed:
    """An event: a snapshot is current. `final` tells the last of the run from those between."""

    files: int
    final: bool


@dataclass(frozen=True, slots=True)
class Planning:
    """An event: the plan is made."""

    total: int


OnEvent = Callable[[object, Account], None]
"""Hears `Planning`, `Progress`, `FileDone` and `Committed` events, with the account so far."""
