"""`trichluc scan`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from trichluc.batch.scan import Archive

_BAR = 24
_SHORT = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word (.docx)",
    "application/msword": "Word (.doc)",
    "application/rtf": "RTF",
    "application/vnd.oasis.opendocument.text": "OpenDocument",
    "text/plain": "text",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(scan)


def scan(
    inputs: Annotated[list[str], typer.Argument(metavar="DIR...", help="Folders, files, or URLs.")],
    *,
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=0, help="Processes; 0 for one a core.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """What an archive holds: kinds, pages, character sets, scans, damage. Nothing is extracted."""
    from trichluc.batch.scan import scan as look

    archive = look(list(inputs), jobs, _progress)
    if sys.stderr.isatty():
        print(end="\r\033[K", file=sys.stderr)
    if as_json:
        import json
        from dataclasses import asdict, fields

        figures = {field.name: getattr(archive, field.name) for field in fields(archive)}
        print(json.dumps({**figures, "pages": archive.pages}, ensure_ascii=False, indent=1, default=asdict))
    else:
        for line in _report(archive):
            print(line)


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done:,} of {total:,} files", end="", file=sys.stderr, flush=True)


def _report(archive: Archive) -> Iterator[str]:
    yield f"{archive.files:,} files, {archive.pages:,} pages"
    yield from _shares("kinds", {_SHORT.get(k, k): v.files for k, v in archive.kinds.items()}, archive.files)
    yield from _shares("cannot be read", archive.refused, archive.files)
    yield from _shares("character sets", archive.charsets, archive.files)
    conditions = {"damaged": archive.damaged, "need OCR": archive.to_recognise, "duplicates": archive.duplicates}
    yield from _shares("condition", conditions, archive.files)
    yield from _shares("remarks", archive.remarks, archive.files)
    if archive.pages_to_recognise:
        yield f"\nabout {archive.pages_to_recognise:,} pages need OCR: pictures, and text that is not the page's"


def _shares(title: str, counts: Mapping[str, int], total: int) -> Iterator[str]:
    """A bar for each, the longest first."""
    found = sorted(((n, name) for name, n in counts.items() if n), reverse=True)
    if found:
        yield f"\n{title}"
    for number, name in found:
        filled = number / total * _BAR
        bar = "█" * int(filled) + ("▌" if filled % 1 >= 0.5 else "")
        yield f"  {name:<22} {number:>9,}  {number / total:>6.1%}  {bar}"
