"""`trichluc serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(serve)


def serve(
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="Folder that `trichluc run` wrote.")],
    *,
    originals: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the files are, if not where `run` read them.")
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on 127.0.0.1.")] = 8400,
) -> None:
    """A page on this machine for auditors and archivists: reports, acts, search."""
    from trichluc.errors import MissingPackage

    try:
        import uvicorn

        from trichluc.web.app import build
    except ImportError as error:
        raise MissingPackage("the page needs the packages of `pip install 'trichluc[web]'`") from error
    app = build(output, originals)
    typer.echo(f"http://127.0.0.1:{port}   (Ctrl+C ends it)")
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)
