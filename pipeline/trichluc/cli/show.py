"""`trichluc show`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(show)


def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A report: PDF, Word or text.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print every row as JSON.")] = False,
    brief: Annotated[bool, typer.Option("--brief", help="Leave out the text.")] = False,
) -> None:
    """One report: its header, section tree, and text with citations, dates and numbers marked."""
    from trichluc.document import read

    report = read(file)
    if as_json:
        import json
        from dataclasses import asdict

        print(json.dumps(asdict(report), ensure_ascii=False, indent=1, default=str))
    else:
        from trichluc.cli.drawing import draw

        draw(report, with_text=not brief)
