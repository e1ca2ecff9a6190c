"""A searchable PDF/A of each scan, made by OCRmyPDF beside the tables. The originals are never touched."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from trichluc.errors import MissingPackage

_SECONDS = 1800
_HAS_TEXT, _NOT_STANDARD = 6, 10
# OCRmyPDF's own exit statuses, https://ocrmypdf.readthedocs.io/en/latest/advanced.html#return-code-policy
_MEANING = {
    2: "the file cannot be read as a PDF",
    8: "the file is encrypted",
    9: "a setting of the file forbids it",
    10: "the PDF/A was made but does not keep to the standard",
}


@dataclass(frozen=True, slots=True)
class Searchable:
    """What became of one scan. `path` is the PDF/A, `reason` why there is none."""

    source: str
    outcome: Literal["made", "there", "failed"]
    path: Path
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned file; `whole` tells that no page of it has print of its own."""

    source: str
    original: Path
    whole: bool


def make_searchable(scans: Iterable[Scan], folder: Path) -> Iterator[Searchable]:
    """Write `folder/<source>` for each scan; what is there and newer than its original stays.

    Raises `MissingPackage` when OCRmyPDF is not installed.
    """
    if find_spec("ocrmypdf") is None:
        raise MissingPackage("a searchable PDF/A needs OCRmyPDF: pip install 'trichluc[pdfa]'")
    for scan in scans:
        yield _make(scan, folder / scan.source)


def _make(scan: Scan, target: Path) -> Searchable:
    source, original = scan.source, scan.original
    if target.exists() and target.stat().st_mtime >= original.stat().st_mtime:
        return Searchable(source, "there", target)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.part")
    try:
        status, said = _run(original, unfinished, ())
        if status == _HAS_TEXT:
            status, said = _run(original, unfinished, ("--force-ocr" if scan.whole else "--skip-text",))
    except subprocess.TimeoutExpired:
        return _failed(source, target, unfinished, f"OCRmyPDF did not finish within {_SECONDS // 60} minutes")
    if status not in (0, _NOT_STANDARD) or not unfinished.exists():
        return _failed(source, target, unfinished, _MEANING.get(status) or said)
    unfinished.replace(target)
    return Searchable(source, "made", target, _MEANING[_NOT_STANDARD] if status else "")


def _run(original: Path, target: Path, mode: tuple[str, ...]) -> tuple[int, str]:
    """OCRmyPDF's exit status and the last thing that it said."""
    command = [*_command(), *mode, str(original), str(target)]
    done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 (our own program)
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return done.returncode, said[-1] if said else "no reason given"


def _command() -> list[str]:
    """Signed files keep their signature in the original; the copy is for reading and searching."""
    options = ["--language", "vie", "--deskew", "--jobs", "1", "--output-type", "pdfa", "--quiet"]
    return [sys.executable, "-m", "ocrmypdf", *options, "--invalidate-digital-signatures"]


def _failed(source: str, target: Path, unfinished: Path, reason: str) -> Searchable:
    unfinished.unlink(missing_ok=True)
    return Searchable(source, "failed", target, reason)
