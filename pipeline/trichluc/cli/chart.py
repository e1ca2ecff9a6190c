"""`trichluc chart`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(chart)


def chart(
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="Folder that `trichluc run` wrote.")],
    noun: Annotated[str, typer.Argument(metavar="NOUN", help="What is counted: “thuê bao”, “hộ nghèo”.")],
    *,
    file: Annotated[Path, typer.Option("-o", metavar="FILE.svg", help="Where to draw.")],
) -> None:
    """Draw what the reports say of one thing, period by period, as SVG."""
    from trichluc.store.indicators import indicators
    from trichluc.web.chart import bars

    found = indicators(output, noun)
    if not found:
        typer.echo(f"No report counts “{noun}”.", err=True)
        raise typer.Exit(1)
    file.write_text(bars(noun, [(f"{i.period} · {i.issuer}", i.value, i.written) for i in found]), encoding="utf-8")
    typer.echo(f"{len(found)} numbers: {file}")
