"""The account at the end of a run."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from trichluc.batch.account import OUTCOMES, Account
from trichluc.cli.progress import duration

_WORDS = {
    "read": "read",
    "partial": "read in part",
    "needs_ocr": "need OCR",
    "skipped": "not read",
    "duplicate": "duplicates",
}


def print_summary(account: Account, output: Path) -> None:
    """Print what became of the files, by outcome and cause, and where to look."""
    rows = [("files", f"{account.total:,}", "")]
    for outcome in OUTCOMES:
        if account.outcomes[outcome]:
            causes = [(n, e) for (o, e), n in account.causes.items() if o == outcome]
            told = ", ".join(f"{error} {n:,}" for n, error in sorted(causes, key=lambda c: (-c[0], c[1])))
            rows.append((f"  {_WORDS[outcome]}", f"{account.outcomes[outcome]:,}", told))
    for word, count in (("  unchanged", account.unchanged), ("  from an interrupted run", account.resumed)):
        if count:
            rows.append((word, f"{count:,}", ""))
    if account.removed:
        rows.append(("no longer there", f"{account.removed:,}", ""))
    print_table(rows)
    print(f"{duration(account.seconds)}. Tables: {output}/current/<table>/*.parquet")
    if account.has_problems:
        query = shlex.quote("SELECT source, page, error, message FROM problems WHERE outcome <> 'noted'")
        print(f"What went wrong: trichluc sql {shlex.quote(str(output))} {query}")


def print_table(rows: Sequence[tuple[str, str, str]]) -> None:
    """Three columns; with colours on a terminal."""
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table.grid(padding=(0, 2))
        table.add_column()
        table.add_column(justify="right", style="bold")
        table.add_column(style="yellow")
        for row in rows:
            table.add_row(*map(Text, row))
        Console().print(table)
        return
    widths = [max(len(row[i]) for row in rows) for i in range(2)]
    for first, second, third in rows:
        print(f"{first:<{widths[0]}}  {second:>{widths[1]}}  {third}".rstrip())
