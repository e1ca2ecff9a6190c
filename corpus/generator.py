"""Render every annotated source: `python -m corpus.generator` writes corpus/reports and corpus/gold.

A source that has a `[text]` table in its front matter is also written as plain text, with a gold file of its own.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import typst

from corpus.fonts import fingerprint
from corpus.gold import build
from corpus.markup import Source, load
from corpus.plaintext import plain_text
from corpus.typeset import render

ROOT = Path(__file__).parent
SOURCES = ROOT / "sources"
REPORTS = ROOT / "reports"
GOLD = ROOT / "gold"
README = ROOT / "README.md"
TABLE_START, TABLE_END = "<!-- reports: written by the generator -->\n", "<!-- end -->"
BUILT_WITH = ROOT / "built-with.json"


@dataclass(frozen=True, slots=True)
class Output:
    """One input file of the corpus and its gold file."""

    file_name: str
    content: bytes
    gold: dict[str, Any]

    @property
    def gold_name(self) -> str:
        stem, _, suffix = self.file_name.rpartition(".")
        return f"{stem}{'' if suffix == 'pdf' else '-' + suffix}.gold.json"


def sources() -> list[Source]:
    """Every annotated source, in name order."""
    return [load(path) for path in sorted(SOURCES.glob("*.txt"))]


def outputs(source: Source) -> list[Output]:
    """The files that a source gives: a PDF and, where asked for, a text."""
    rendered = render(source)
    pdf = f"{source.name}.pdf"
    result = [Output(pdf, rendered.pdf, build(source, rendered.pages, pdf))]
    if "text" in source.front:
        txt = f"{source.name}.txt"
        text = plain_text(source, source.front["text"])
        gold = build(source, None, txt, tables=False)
        gold["header"] |= {key: value or None for key, value in source.front["text"].get("header", {}).items()}
        result.append(Output(txt, text.encode(), gold))
    return result


def gold_text(gold: dict[str, Any]) -> str:
    """A gold file: one annotation a line."""
    parts = []
    for key, value in gold.items():
        if isinstance(value, list):
            rows = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in value)
            parts.append(f' "{key}": [\n{rows}\n ]' if value else f' "{key}": []')
        else:
            parts.append(f' "{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def built_with() -> dict[str, Any]:
    """What the bytes of the PDFs depend on besides the sources."""
    return {"typst": getattr(typst, "__version__", "unknown"), "fonts": fingerprint()}


def readme(text: str) -> str:
    """The README with its table of reports written anew from the sources' front matter."""
    head, rest = text.split(TABLE_START)
    tail = rest.partition(TABLE_END)[2]
    rows = ["| file | pages | what it is for | shapes covered | origin |", "|---|---|---|---|---|"]
    for source in sources():
        names = [f"`{source.name}.pdf`"] + ([f"`{source.name}.txt`"] if "text" in source.front else [])
        pages = len(pypdfium2.PdfDocument(REPORTS / f"{source.name}.pdf"))
        shapes = "; ".join(source.front["shapes"])
        cells = [" ".join(names), str(pages), source.front["purpose"], shapes, "written for this project"]
        rows.append("| " + " | ".join(cells) + " |")
    return head + TABLE_START + "\n".join(rows) + "\n" + TABLE_END + tail


def main() -> int:
    for folder in (REPORTS, GOLD):
        folder.mkdir(exist_ok=True)
    kept = set()
    for source in sources():
        for output in outputs(source):
            (REPORTS / output.file_name).write_bytes(output.content)
            (GOLD / output.gold_name).write_text(gold_text(output.gold), encoding="utf-8")
            kept |= {output.file_name, output.gold_name}
            print(f"{output.file_name}: {len(output.content):,} bytes")
    for path in [*REPORTS.iterdir(), *GOLD.iterdir()]:
        if path.name not in kept:
            path.unlink()
    README.write_text(readme(README.read_text(encoding="utf-8")), encoding="utf-8")
    BUILT_WITH.write_text(json.dumps(built_with(), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
