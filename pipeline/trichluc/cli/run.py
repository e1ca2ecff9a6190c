"""`trichluc run`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trichluc.errors import Interrupted
from trichluc.host import load_arrow_alone

if TYPE_CHECKING:
    from trichluc.batch.engine import Engine
    from trichluc.batch.runner import Settings


class EngineName(StrEnum):
    """Where documents are read."""

    LOCAL = "local"
    DASK = "dask"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(run)


def run(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, or URLs such as s3://….")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="OUTPUT", help="Folder for the tables.")],
    *,
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=0, help="Processes; 0 for one a core.")] = 0,
    engine: Annotated[EngineName, typer.Option(help="This machine, or a Dask cluster.")] = EngineName.LOCAL,
    scheduler: Annotated[str, typer.Option(metavar="ADDRESS", help="Dask scheduler; without, one is started.")] = "",
    wait: Annotated[bool, typer.Option(help="Wait for another run on the same output.")] = False,
    retry: Annotated[bool, typer.Option(help="Read again what exceeded a limit or crashed before.")] = False,
    seconds: Annotated[float, typer.Option(help="Longest time for one document.")] = 3600,
    memory: Annotated[int, typer.Option(help="Most memory for one document, in MB.")] = 2048,
    pdfa: Annotated[Path | None, typer.Option(metavar="DIR", help="Also make a searchable PDF/A of each scan.")] = None,
    log_json: Annotated[str, typer.Option(metavar="FILE", help="Write an event a line; - for standard error.")] = "",
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No progress.")] = False,
    mock: Annotated[bool, typer.Option("--mock", hidden=True)] = False,
) -> None:
    """Read files and folders into tables. What is there unchanged is not read again."""
    if engine is EngineName.LOCAL:
        load_arrow_alone()
    from trichluc.batch.limits import MEGABYTE, Limits
    from trichluc.batch.runner import Settings
    from trichluc.batch.runner import run as run_batch
    from trichluc.cli.progress import listener
    from trichluc.cli.summary import print_summary

    limits = Limits(memory=memory * MEGABYTE, wall_seconds=seconds)
    settings = Settings(jobs=jobs, limits=limits, wait=wait, retry=retry, mock=mock)
    try:
        with listener(quiet, log_json) as on_event:
            chosen = _cluster(scheduler, settings) if engine is EngineName.DASK else None
            account = run_batch(inputs, output, settings, on_event, chosen)
    except KeyboardInterrupt:
        raise Interrupted("interrupted") from None
    print_summary(account, output)
    if pdfa is not None:
        _make_searchable(inputs, output, pdfa)
    raise typer.Exit(3 if account.has_problems else 0)


def _cluster(scheduler: str, settings: Settings) -> Engine:
    from trichluc import host
    from trichluc.batch.cluster import DaskEngine

    return DaskEngine(scheduler, settings.jobs or host.cores(), settings.limits, settings.mock)


def _make_searchable(inputs: list[str], output: Path, folder: Path) -> None:
    from trichluc.batch.pdfa import Scan, make_searchable
    from trichluc.batch.plan import plan
    from trichluc.store.overview import scanned

    places = {planned.source: Path(planned.location) for planned in plan(inputs, output)}
    scans = [Scan(source, places[source], whole) for source, whole in scanned(output) if source in places]
    for made in make_searchable(scans, folder):
        typer.echo(
            f"{made.path}: {made.outcome}{': ' + made.reason if made.reason else ''}", err=made.outcome == "failed"
        )
