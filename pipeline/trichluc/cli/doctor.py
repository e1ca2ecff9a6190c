"""`trichluc doctor`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import typer

_EXTRAS = {
    "web": ("fastapi", "uvicorn"),
    "dask": ("distributed",),
    "remote": ("fsspec", "s3fs"),
    "pdfa": ("ocrmypdf",),
    "chart": ("matplotlib",),
}
_PURPOSE = {
    "web": "trichluc serve",
    "dask": "run --engine dask",
    "remote": "s3:// and other URLs",
    "pdfa": "searchable PDF/A from scans",
    "chart": "charts",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    good: bool
    told: str
    needed: bool = False


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor(
    *, no_rules: Annotated[bool, typer.Option("--no-rules", help="Do not load and prove the rules.")] = False
) -> None:
    """What is installed, what is missing, and how to get it."""
    findings = [*_python(), *([] if no_rules else _rules()), *_machine(), *_tools(), *_extras()]
    width = max(len(finding.what) for finding in findings)
    for finding in findings:
        mark = "ok" if finding.good else "MISSING" if finding.needed else "not there"
        print(f"{finding.what:<{width}}  {mark:<9}  {finding.told}")
    if any(finding.needed and not finding.good for finding in findings):
        raise typer.Exit(1)


def _python() -> Iterator[Finding]:
    from importlib.metadata import version

    from trichluc import __version__

    right = sys.version_info >= (3, 11)
    yield Finding("trichluc", True, __version__)
    yield Finding("python", right, sys.version.split()[0] + ("" if right else "; 3.11 or newer is needed"), needed=True)
    engines = ("pypdfium2", "pdfplumber", "pdfminer.six", "pikepdf", "pyarrow", "duckdb", "spacy")
    yield Finding("packages", True, ", ".join(f"{name} {version(name)}" for name in engines))


def _rules() -> Iterator[Finding]:
    from trichluc.document import installed_rules
    from trichluc.errors import RuleError

    try:
        yield Finding("rules", True, f"vi_trichluc {installed_rules().version}, every example proved", needed=True)
    except RuleError as error:
        yield Finding("rules", False, str(error), needed=True)


def _machine() -> Iterator[Finding]:
    import os
    import shutil
    import tempfile

    from trichluc import host

    free = shutil.disk_usage(tempfile.gettempdir()).free >> 30
    yield Finding("processors", True, f"{host.cores()}")
    yield Finding("space for temporary files", free > 0, f"{free} GB in {tempfile.gettempdir()}")
    told = "each document in a process of its own" if host.CAN_FORK else "no fork here: a worker is restarted instead"
    yield Finding(
        "isolation", host.CAN_FORK, told + (", as root" if hasattr(os, "geteuid") and not os.geteuid() else "")
    )


def _tools() -> Iterator[Finding]:
    from trichluc.read.scan.ocr import is_installed
    from trichluc.system import TOOLS, command

    for tool in TOOLS:
        there = is_installed() if tool.name == "tesseract-vie" else tool.present()
        yield Finding(tool.name, there, tool.purpose + ("" if there else f": sudo {' '.join(command([tool]))}"))


def _extras() -> Iterator[Finding]:
    from importlib.util import find_spec

    for extra, modules in _EXTRAS.items():
        there = all(find_spec(module) for module in modules)
        told = _PURPOSE[extra] + ("" if there else f": pip install 'trichluc[{extra}]'")
        yield Finding(f"extra {extra}", there, told)
