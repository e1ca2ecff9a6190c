"""What one document is granted."""

from __future__ import annotations

from dataclasses import dataclass, replace

MEGABYTE = 1 << 20
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Budgets of one document. Time is measured on the monotonic clock; sizes are bytes.

    A page read by a recogniser takes seconds of a program of its own, so waiting for it has a budget of its own.
    A file without pages has the budget of the pages that it would fill.
    """

    memory: int = 2048 * MEGABYTE
    cpu_seconds: float = 10.0
    cpu_seconds_per_page: float = 0.5
    silent_seconds: float = 30.0
    silent_seconds_ocr: float = 180.0
    wall_seconds: float = 3600.0
    output: int = 256 * MEGABYTE
    input: int = 1024 * MEGABYTE
    scratch: int = 1024 * MEGABYTE
    pages: int = MOST_PAGES
    page_characters: int = 2500

    def cpu(self, pages: int) -> int:
        """CPU seconds for a document of so many pages."""
        return int(self.cpu_seconds + self.cpu_seconds_per_page * pages) + 1

    def wall(self, pages: int, recognised: int) -> float:
        """Seconds from start to end: three times the CPU time, and the recogniser's time."""
        return min(3 * self.cpu(pages) + recognised * self.silent_seconds_ocr, self.wall_seconds)

    def quiet(self, pages: int, recognised: int, turning: bool) -> float:
        """Seconds without a sign. Only pages that are read are signs: what comes after them has all their time."""
        silent = self.silent_seconds_ocr if recognised else self.silent_seconds
        return silent if turning else max(silent, self.cpu(pages))

    def doubled(self) -> Limits:
        """For a second attempt that has the machine to itself."""
        longer = {name: 2 * getattr(self, name) for name in ("cpu_seconds", "cpu_seconds_per_page", "silent_seconds")}
        return replace(self, memory=2 * self.memory, **longer)
