"""How long a trace takes over many reports: `python -m tests.bench.trace [REPORTS]`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.store.conftest import VERSIONS
from trichluc.document import read_text
from trichluc.report import InputFile
from trichluc.store.dataset import Dataset, Entry
from trichluc.store.packing import pack_report
from trichluc.store.trace import find_acts, passages


def _text(number: int) -> str:
    return (
        f"I. Kết quả\nThực hiện Quyết định số {number % 97 + 3}/QĐ-TTg ngày 14/01/2025 của Thủ tướng Chính phủ, "
        f"đơn vị thứ {number} đã cấp {number % 500 + 10} giấy phép.\n"
    )


def build(output: Path, reports: int) -> None:
    """An output of that many short reports."""
    dataset = Dataset(output, VERSIONS)
    entries = []
    for number in range(reports):
        report = read_text(_text(number))
        file = InputFile(f"{number:06d}.txt", report.document.doc_id, 1, "read")
        entries.append(Entry(file, dataset.spool.append(file, pack_report(report))))
    dataset.commit([entries[n : n + 1000] for n in range(0, reports, 1000)], None)
    dataset.spool.close()


def main(reports: int) -> None:
    """Print the seconds of a question and its passages."""
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder) / "out", reports)
        start = time.perf_counter()
        acts = find_acts(Path(folder) / "out", "quyet dinh 55")
        found = passages(Path(folder) / "out", [act.target_id for act in acts])
        print(f"{reports} reports, {len(found)} passages: {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
