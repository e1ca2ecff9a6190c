"""`trichluc verify`, `compact` and `publish`: looking after what `run` wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_OUTPUT = typer.Argument(metavar="OUTPUT", help="Folder that `trichluc run` wrote.")
_FAULTY = 4


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(verify)
    app.command()(compact)
    app.command()(publish)


def verify(output: Annotated[Path, _OUTPUT]) -> None:
    """Compare every file of the current tables with its checksum."""
    from trichluc.store.maintenance import verify as check

    faults, count = check(output)
    for fault in faults:
        print(f"{fault.path}: {fault.what}")
    if faults:
        print(f"{len(faults)} of {count:,} files are not as they were written. Run again into a new folder.")
        raise typer.Exit(_FAULTY)
    print(f"{count:,} files, all as they were written")


def compact(
    output: Annotated[Path, _OUTPUT],
    *,
    per_part: Annotated[int, typer.Option(min=1, help="Documents that a file holds on average.")] = 5000,
) -> None:
    """Merge small files, and drop older snapshots. The rows stay the same."""
    from trichluc.store.maintenance import compact as merge

    before, after = merge(output, per_part)
    print(f"{before:,} parts before, {after:,} now")


def publish(
    output: Annotated[Path, _OUTPUT],
    url: Annotated[str, typer.Argument(metavar="URL", help="A folder of an object store, such as s3://bucket/tables.")],
) -> None:
    """Copy the current tables to an object store, the manifest last; what is there already is not sent again."""
    from trichluc.store.publish import publish as send

    sent, kept = send(output, url)
    print(f"{sent:,} files sent, {kept:,} were there: {url}")
