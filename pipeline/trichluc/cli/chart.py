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
    from trichluc.store.indicators import Indicator, indicators
    from trichluc.web.chart import BarRow, bars

    def row(found: Indicator) -> BarRow:
        place = f"{found.source}, trang / page {found.page}" if found.page else found.source
        return BarRow(f"{found.period} · {found.issuer}", found.value, found.written, place)

    found = indicators(output, noun)
    if not found:
        typer.echo(f"No report counts “{noun}”.", err=True)
        raise typer.Exit(1)
    panels = {name: [row(number) for number in numbers] for name, numbers in found.items()}
    file.write_text(bars(noun, panels), encoding="utf-8")
    typer.echo(f"{sum(map(len, panels.values()))} numbers: {file}")
