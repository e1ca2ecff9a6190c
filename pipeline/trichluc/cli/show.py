"""`trichluc show`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from trichluc.report import Report


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(show)


def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A report: PDF, Word or text.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print every row as JSON.")] = False,
    brief: Annotated[bool, typer.Option("--brief", help="Leave out the text.")] = False,
    html: Annotated[Path | None, typer.Option(metavar="PAGE", help="Write a page with pictures and marks.")] = None,
) -> None:
    """One report: its header, section tree, and text with citations, dates and numbers marked."""
    from trichluc.document import read

    report = read(file)
    if html is not None:
        _write_page(html, file, report)
    elif as_json:
        import json
        from dataclasses import asdict

        print(json.dumps(asdict(report), ensure_ascii=False, indent=1, default=str))
    else:
        from trichluc.cli.drawing import draw

        draw(report, with_text=not brief)


def _write_page(html: Path, file: Path, report: Report) -> None:
    """The report as a self-contained page."""
    from trichluc.web.originals import all_pictures
    from trichluc.web.render import document_page
    from trichluc.web.views import document_view

    pictures = all_pictures(file.read_bytes(), file.name, report.pages)
    html.write_text(document_page(document_view(report, pictures)), encoding="utf-8")
    typer.echo(f"{report.document.source}: {html}")
