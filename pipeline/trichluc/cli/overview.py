"""`trichluc summary`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_WIDTH = 40


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(summary)


def summary(
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="Folder that `trichluc run` wrote.")],
    *,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it as a page.")] = None,
) -> None:
    """What an output holds: kinds, years, problems, the most cited documents."""
    from trichluc.store.overview import charts

    totals, drawn = charts(output)
    if html is not None:
        from trichluc.web.render import summary_page

        html.write_text(summary_page(totals, drawn), encoding="utf-8")
        typer.echo(str(html))
        return
    typer.echo("{} reports, {} pages, {} citations, {} numbers".format(*totals))
    for chart in drawn:
        typer.echo(f"\n{chart.title}")
        for bar in chart.bars:
            typer.echo(
                f"  {'█' * max(1, round(_WIDTH * bar.count / chart.most)):<{_WIDTH}} {bar.count:>6}  {bar.label}"
            )
