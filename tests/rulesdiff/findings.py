"""The findings of every document of a folder as JSON: `python findings.py FOLDER OUTPUT.json`.

It is run once with the engine of each tree on the import path, so it takes from the engine only what does not change:
`trichluc.read` and the tables' names.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

import trichluc
from trichluc.errors import TrichlucError

TABLES = ("sections", "citations", "dates", "numbers")
_AROUND = 60
_PLACES = frozenset(("doc_id", "page", "boxes", "char_start", "char_end", "text", "rule"))
"""Columns that tell where a finding stands or which rule found it, not what it means."""


def findings(folder: Path) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Document → table → rows in the order of the text; a document that cannot be read has no tables."""
    return {path.name: _document(path) for path in sorted(folder.iterdir()) if path.is_file()}


def _document(path: Path) -> dict[str, list[dict[str, Any]]]:
    try:
        report = trichluc.read(path)
    except TrichlucError:
        return {}
    text = report.document.text
    return {
        table: [_row(row, text) for row in sorted(getattr(report, table), key=lambda r: (r.char_start, r.char_end))]
        for table in TABLES
    }


def _row(row: Any, text: str) -> dict[str, Any]:
    start, end = row.char_start, row.char_end
    fields = {
        name: _plain(name, getattr(row, name))
        for name in (f.name for f in dataclasses.fields(row))
        if name not in _PLACES and (not name.endswith("_id") or name == "target_id")
    }
    printed = text[start : min(end, start + 200)].split("\n", 1)[0]
    before, after = text[max(0, start - _AROUND) : start], text[start + len(printed) : start + len(printed) + _AROUND]
    context = " ".join(f"{before}[{printed}]{after}".split())
    return {"start": start, "end": end, "text": printed, "context": context, "fields": fields}


def _plain(name: str, value: Any) -> Any:
    """Ids differ from tree to tree: only whether there is one counts."""
    if name in ("within", "target_id"):
        return value is not None
    if dataclasses.is_dataclass(value) or isinstance(value, (tuple, list)):
        return str(value)
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(findings(Path(sys.argv[1])), ensure_ascii=False), encoding="utf-8")
