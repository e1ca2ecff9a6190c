"""Looking after an output that holds what only all reports together tell: findings between them, the acts they cite."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

import trichluc
from tests.batch.conftest import Write
from trichluc.batch.runner import Settings, run
from trichluc.store.maintenance import compact, verify
from trichluc.store.manifest import read_manifest
from trichluc.store.readers import open_snapshot

_REPORT = """ỦY BAN NHÂN DÂN
XÃ TÂN THÀNH
Số: {number}/BC-UBND
Tân Thành, ngày {number} tháng 01 năm 2025

BÁO CÁO
Kết quả công tác năm 2024

I. KẾT QUẢ THỰC HIỆN
Thực hiện Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ.
Tính đến ngày 31/12/2024, toàn xã còn {households} hộ nghèo.
"""


@pytest.fixture
def output(archive: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("trichluc.store.dataset.PER_PART", 2)
    told = {n: "1.250" if n % 2 else "1.300" for n in range(10, 18)}
    root = archive({f"{n}.txt": _REPORT.format(number=n, households=told[n]) for n in told})
    run([root], tmp_path / "out", Settings(jobs=1))
    return tmp_path / "out"


def test_what_reports_tell_together_survives_verify_and_compact(output: Path, archive: Write) -> None:
    manifest = read_manifest(open_snapshot(output))
    assert manifest.derived["findings"].rows
    assert len(manifest.parts) > 1
    before = trichluc.tables(output)
    for _ in range(2):
        assert verify(output)[0] == []
        for table, frame in before.items():
            plain = pd.read_parquet(output / "current" / table)
            assert len(plain) == len(frame) == len(duckdb.read_parquet(f"{output}/current/{table}/*.parquet"))
        compact(output, per_part=1000)
        after = trichluc.tables(output)
        for table, frame in before.items():
            keys = [name for name in ("doc_id", "char_start", "finding_id") if name in frame.columns]
            pd.testing.assert_frame_equal(
                frame.sort_values(keys or list(frame.columns[:1])).reset_index(drop=True),
                after[table].sort_values(keys or list(frame.columns[:1])).reset_index(drop=True),
            )
    assert len(read_manifest(open_snapshot(output)).parts) == 1
    assert run([archive({})], output, Settings(jobs=1)).unchanged == 8


def test_a_finding_between_reports_goes_with_its_report(output: Path, archive: Write) -> None:
    root = archive({})
    for path in root.iterdir():
        if int(path.stem) % 2:
            path.unlink()
    run([root], output, Settings(jobs=1))
    assert "findings" not in read_manifest(open_snapshot(output)).derived
    assert verify(output)[0] == []
