"""Speed as ratios to pdfplumber on the same file in the same run: `python -m tests.bench [FILE.pdf]`.

CPU time counts, user and system, of this process and its children; start-up is told apart from the work on pages.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pikepdf

from tests.bench.report import report
from trichluc.document import extract, installed_rules
from trichluc.layout import lay_out
from trichluc.read import read_bytes

_ROUNDS = 3
_TRICHLUC = "from trichluc.cli import main; main()"
_PLUMBED = 30
"""Pages that pdfplumber is given; its pages cost the same from first to last."""


def main(arguments: list[str]) -> None:
    """Print pages per CPU-second of each stage, of the whole command and of pdfplumber."""
    data = Path(arguments[0]).read_bytes() if arguments else report()
    pages = _count(data)
    plumbed = min(pages, _PLUMBED)
    theirs = _best(lambda: _plumb(data, plumbed)) / plumbed
    stages = _stages(data, pages)
    whole, start = _command(data), _command(_first_page(data))
    each = (whole - start) / max(pages - 1, 1)
    print(f"{pages} pages, {len(data) / 1e6:.1f} MB; pages per CPU-second, and how many times pdfplumber.extract_text")
    rows = [("pdfplumber.extract_text", theirs), *stages.items(), ("read + layout + extract", sum(stages.values()))]
    for name, cost in (
        *rows,
        ("trichluc run, each further page", each),
        ("trichluc run, start included", whole / pages),
    ):
        print(f"  {name:34}{1 / cost:8.1f}{theirs / cost:8.1f} x")
    print(f"  start of the command and its first page: {start:.2f} CPU-seconds")


def _count(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def _first_page(data: bytes) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.pages[1:]
        pdf.save(target)
    return target.getvalue()


def _best(work: Callable[[], object]) -> float:
    """The least CPU time of a few rounds."""
    times = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def _plumb(data: bytes, pages: int) -> None:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages[:pages]:
            page.extract_text()
            page.close()


def _stages(data: bytes, pages: int) -> dict[str, float]:
    rules = installed_rules()
    source = read_bytes(data, "bench.pdf", rules.read)
    text = lay_out(source, rules.layout)[1]
    return {
        "read": _best(lambda: read_bytes(data, "bench.pdf", rules.read)) / pages,
        "layout": _best(lambda: lay_out(source, rules.layout)) / pages,
        "extract": _best(lambda: extract(text, rules)) / pages,
    }


def _command(data: bytes) -> float:
    """CPU seconds of `trichluc run` on one file, with all its processes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.pdf"
        file.write_bytes(data)
        before = _children()
        command = [sys.executable, "-c", _TRICHLUC, "run", str(file), "-o", str(Path(folder) / "out")]
        subprocess.run(command, check=True, capture_output=True)
        return _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(sys.argv[1:])
