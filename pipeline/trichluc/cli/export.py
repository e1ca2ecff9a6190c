"""`trichluc export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(export)


def export(
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="Folder that `trichluc run` wrote.")],
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="A file ….xlsx, or a folder for .csv files.")],
    *,
    table: Annotated[list[str] | None, typer.Option(metavar="TABLE", help="Only this table; may be repeated.")] = None,
) -> None:
    """An Excel workbook with a sheet a table, or a folder of CSV files with a description."""
    from trichluc.store.export import export as write

    for path in write(output, target, table or ()):
        print(path)
