"""What the tests of runs share: a small archive and short budgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from trichluc.batch.limits import MEGABYTE, Limits
from trichluc.batch.runner import Settings

REPORT = """ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP
SỞ NỘI VỤ
Số: {number}/BC-SNV
Đồng Tháp, ngày 15 tháng 4 năm 2025

BÁO CÁO
Kết quả công tác quý I năm 2025

I. KẾT QUẢ THỰC HIỆN
Thực hiện Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ, Sở đã giải quyết {number} hồ sơ.
II. PHƯƠNG HƯỚNG
Tiếp tục thực hiện các nhiệm vụ được giao.
"""

Write = Callable[[Mapping[str, str | bytes]], Path]


def report(number: int) -> str:
    return REPORT.format(number=number)


@pytest.fixture
def archive(tmp_path: Path) -> Write:
    """Writes files below a folder and returns the folder."""
    root = tmp_path / "archive"

    def write(files: Mapping[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write


@pytest.fixture
def strict() -> Settings:
    """Budgets short enough for a test."""
    limits = Limits(memory=1200 * MEGABYTE, cpu_seconds=1.0, silent_seconds=2.0, silent_seconds_ocr=2.0)
    return Settings(jobs=2, limits=limits, mock=True)
