"""The commands."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from trichluc.errors import TrichlucError

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Vietnamese administrative reports in, tables out.")


@app.callback()
def _root() -> None:
    """Keep `run` a named command."""


@app.command()
def run(
    inputs: Annotated[list[Path], typer.Argument(help="Files and folders to read.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the tables.")],
) -> None:
    """Read files and folders into tables."""
    from trichluc.batch.runner import run as run_batch

    account = run_batch(inputs, output)
    typer.echo(f"{account.done} documents read, {account.failed} failed, {len(account.problems)} problems")
    if account.problems:
        raise typer.Exit(3)


def main() -> None:
    """Entry point of the program."""
    try:
        app()
    except TrichlucError as error:
        typer.echo(f"trichluc: {error}\n{error.remedy}", err=True)
        sys.exit(error.exit_status)
