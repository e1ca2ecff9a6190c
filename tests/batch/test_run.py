"""A folder in, tables out."""

from __future__ import annotations

from pathlib import Path

import trichluc


def test_every_file_is_in_documents_or_problems(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    (archive / "2025").mkdir(parents=True)
    (archive / "2025" / "a.txt").write_text("Báo cáo quý I năm 2025\n", encoding="utf-8")
    (archive / "b.pdf").write_bytes(b"%PDF-1.7\nnothing here")
    trichluc.run([archive], tmp_path / "out")
    tables = trichluc.tables(tmp_path / "out")
    assert list(tables["documents"]["source"]) == ["2025/a.txt"]
    assert set(tables["problems"]["source"]) == {"b.pdf"}
