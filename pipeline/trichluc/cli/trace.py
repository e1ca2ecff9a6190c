"""`trichluc trace`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from trichluc.store.trace import Act, Passage
    from trichluc.web.originals import Originals

_NOTHING_FOUND = 1
_NAMED = 3


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(trace)


def trace(
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="Folder that `trichluc run` wrote.")],
    act: Annotated[
        str, typer.Argument(metavar="ACT", help="57-NQ/TW, “nghi quyet 57”, a law's name, or an identifier.")
    ],
    *,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page with pictures and marks.")] = None,
    originals: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the files are, if not where `run` read them.")
    ] = None,
) -> None:
    """Every passage that cites a document, with its report, section and page."""
    from trichluc.store.trace import find_acts, passages

    acts = find_acts(output, act)
    found = passages(output, [a.target_id for a in acts]) if acts else []
    if html is not None:
        from trichluc.web.originals import Originals

        missing = _write_page(html, act, acts, found, Originals(output, originals))
        typer.echo(f"{len(found)} passages: {html}")
        _tell(missing)
    else:
        _print(acts, found)
    if not acts:
        typer.echo(f"No report cites “{act}”. Try a part of its name, or its number with its type.", err=True)
        raise typer.Exit(_NOTHING_FOUND)


def _print(acts: Sequence[Act], found: Sequence[Passage]) -> None:
    from rich.console import Console
    from rich.text import Text

    from trichluc.web.traces import where

    console = Console(highlight=False)
    for act in acts:
        console.print(Text(act.title, style="bold"))
        console.print(Text(f"  {act.target_id} · {act.n_citations} mentions in {act.n_documents} reports", style="dim"))
        for passage in found:
            if passage.target_id == act.target_id:
                date = f"{passage.doc_date:%d/%m/%Y}" if passage.doc_date else "no date"
                head = " · ".join(filter(None, (date, passage.doc_symbol, where(passage))))
                console.print(Text(f"\n  {head}", style="cyan"))
                console.print(
                    Text.assemble("  ", passage.before, (passage.text, "bold reverse"), passage.after), soft_wrap=False
                )
        console.print()


def _tell(missing: Sequence[str]) -> None:
    """Say which files have no pictures, and what to do."""
    if missing:
        more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        typer.echo(
            f"Not found, so without pictures of their pages: {', '.join(missing[:_NAMED])}{more}. "
            "Give the folder that holds them with --originals DIR.",
            err=True,
        )


def _write_page(
    html: Path, question: str, acts: Sequence[Act], found: Sequence[Passage], originals: Originals
) -> list[str]:
    """Write the page; returns the files that were not found."""
    from trichluc.web.originals import trace_pictures
    from trichluc.web.render import trace_page
    from trichluc.web.traces import trace_views

    pictures = trace_pictures(originals, _wanted(found))
    html.write_text(trace_page(question, trace_views(acts, found, pictures, originals.missing)), encoding="utf-8")
    return originals.missing


def _wanted(found: Sequence[Passage]) -> dict[tuple[str, str], dict[int, tuple[float, float]]]:
    """The pages on which the passages stand, with their sizes, by document and source."""
    wanted: dict[tuple[str, str], dict[int, tuple[float, float]]] = {}
    for passage in found:
        if passage.page and passage.page_size:
            wanted.setdefault((passage.doc_id, passage.source), {})[passage.page] = passage.page_size
    return wanted
