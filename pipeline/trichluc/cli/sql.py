"""`trichluc sql`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from trichluc.store.sql import Query

_SHOWN = 200


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(sql)


def sql(
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="Folder that `trichluc run` wrote.")],
    query: Annotated[str, typer.Argument(metavar="[QUERY]", help="DuckDB SQL; - reads it from standard input.")] = "",
    *,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print an object a line.")] = False,
    parquet: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the result as Parquet.")] = None,
    limit: Annotated[int, typer.Option(help="Rows to print; 0 for all. Does not hold for files.")] = _SHOWN,
) -> None:
    """DuckDB over the tables. Without a query: the views and their columns."""
    if not query:
        _list_views(output)
        return
    from trichluc.store.sql import Query

    with Query(output, sys.stdin.read() if query == "-" else query) as result:
        if parquet is not None:
            result.write_parquet(parquet)
        elif csv:
            result.write_csv(sys.stdout)
        elif json:
            result.write_json(sys.stdout)
        else:
            _print(result, limit)


def _list_views(output: Path) -> None:
    from trichluc.store.sql import views

    for view in views(output):
        print(f"{view.name} ({view.rows:,} rows)\n    {', '.join(view.columns)}")
    print(
        "\nFor example:\n  SELECT symbol, count(*) AS n FROM citations GROUP BY symbol ORDER BY n DESC LIMIT 10\n"
        "  SELECT d.source, s.path, s.title FROM section_text s JOIN documents d USING (doc_id) "
        "WHERE s.text ILIKE '%chuyển đổi số%'"
    )


def _print(result: Query, limit: int) -> None:
    from itertools import islice

    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from trichluc.store.cells import written

    rows = result.rows()
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in result.columns:
        table.add_column(Text(name), overflow="fold")
    for row in islice(rows, limit or None):
        values = (written(value) for value in row)
        table.add_row(*(Text("" if value is None else str(value)) for value in values))
    if result.columns:
        Console().print(table)
    if next(rows, None) is not None:
        print(f"The first {limit} rows; --limit 0 prints all.", file=sys.stderr)
