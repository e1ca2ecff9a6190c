"""How long a trace takes over many reports, start of the command included: `python -m tests.bench.trace [REPORTS]`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.store.conftest import VERSIONS
from trichluc.document import read_text
from trichluc.store.bundle import unpack
from trichluc.store.dataset import Dataset, Entry
from trichluc.store.packing import pack_report
from trichluc.store.rows import InputFile

_TARGET = 1.0
_ROUNDS = 3
_COMMAND = "import sys; from trichluc.cli import main; sys.argv[0] = 'trichluc'; main()"
_QUESTIONS = ("55/QĐ-TTg", "quyet dinh 55", "Luật Đất đai", "/akn/vn/act/quyet-dinh/ttg/2025/55-qd-ttg")


def _text(number: int) -> str:
    """A short report with five citations; every act is cited by about a hundred reports in each paragraph."""
    cited = [(number * step) % 97 + 3 for step in (1, 7, 31)]
    lines = [
        f"{place}. Thực hiện Quyết định số {act}/QĐ-TTg ngày 14/01/2025 của Thủ tướng Chính phủ, đơn vị thứ {number} "
        f"đã cấp {number % 500 + 10} giấy phép, đạt {number % 90 + 10}% kế hoạch năm; giải quyết {act * 3} hồ sơ."
        for place, act in enumerate(cited, start=1)
    ]
    laws = "4. Căn cứ Luật Đất đai năm 2024 và Nghị định số 102/2024/NĐ-CP, đã thẩm định 15 hồ sơ giao đất."
    return "\n".join(("I. Kết quả thực hiện", *lines, laws if number % 50 == 0 else "4. Đã tổ chức 02 hội nghị.", ""))


def build(output: Path, reports: int) -> None:
    """An output of that many short reports."""
    dataset = Dataset(output, VERSIONS)
    entries = []
    for number in range(reports):
        report = read_text(_text(number))
        file = InputFile(f"{number:06d}.txt", report.document.doc_id, 1, "read")
        entries.append(Entry(file, dataset.spool.append(file, unpack(pack_report(report)))))
    dataset.commit([entries[n : n + 1000] for n in range(0, reports, 1000)], None)
    dataset.spool.close()


def main(reports: int) -> None:
    """Print the seconds of each way to ask, the best of a few rounds, with the number of passages."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "out"
        build(output, reports)
        print(f"trichluc trace over {reports:,} reports, process start included; target {_TARGET:.0f} s")
        for question in _QUESTIONS:
            print(f"  {question:45}", "{:.2f} s, {:,} passages".format(*_asked(output, question)))


def _asked(output: Path, question: str) -> tuple[float, int]:
    best, lines = float("inf"), 0
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        command = [sys.executable, "-c", _COMMAND, "trace", str(output), question]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        best = min(best, time.perf_counter() - start)
        lines = done.stdout.count(".txt")
    return best, lines


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
