"""Archived Vietnamese administrative reports in, traceable tables out.

report = trichluc.read("bao-cao.pdf")
report.text, report.sections, report.citations, report.dates, report.numbers, report.tables
trichluc.run(["archive/"], "output/")
tables = trichluc.tables("output/")          # name → pandas DataFrame
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from trichluc.errors import TrichlucError

if TYPE_CHECKING:
    from trichluc.batch.runner import run
    from trichluc.document import read, read_text
    from trichluc.report import Report
    from trichluc.store.readers import tables

__all__ = ["Report", "TrichlucError", "read", "read_text", "run", "tables"]
__version__ = "0.1.0"

_HOMES = {
    "Report": "trichluc.report",
    "read": "trichluc.document",
    "read_text": "trichluc.document",
    "run": "trichluc.batch.runner",
    "tables": "trichluc.store.readers",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that `trichluc --help` answers at once."""
    if name not in _HOMES:
        raise AttributeError(f"module 'trichluc' has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


class _Package(ModuleType):
    """A package whose public names are not hidden by submodules: `trichluc.read` is the function."""

    def __setattr__(self, name: str, value: object) -> None:
        if name not in _HOMES or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
