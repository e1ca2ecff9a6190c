"""Searchable copies of scans: the copy has text, the original stays, what cannot be done is said."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from tests.typeset import typeset
from trichluc.batch import pdfa
from trichluc.batch.pdfa import Scan, make_searchable
from trichluc.errors import MissingPackage

BODY = "Ủy ban nhân dân tỉnh báo cáo kết quả thực hiện nhiệm vụ năm 2025 như sau."


def scan(path: Path) -> Path:
    """A page of print as a picture in a PDF."""
    page = pdfium.PdfDocument(typeset(BODY))[0]
    picture: Image.Image = page.render(scale=200 / 72).to_pil()
    picture.save(path, resolution=200)
    return path


@pytest.mark.tool("tesseract")
@pytest.mark.tool("ghostscript")
def test_the_copy_has_text_and_is_made_once(tmp_path: Path) -> None:
    original = scan(tmp_path / "quet.pdf")
    before = original.read_bytes()
    (made,) = make_searchable([Scan("nam/quet.pdf", original, whole=True)], tmp_path / "out")
    assert (made.outcome, made.path) == ("made", tmp_path / "out" / "nam" / "quet.pdf")
    text = pdfium.PdfDocument(made.path)[0].get_textpage().get_text_range()
    assert "nhân dân" in text
    assert original.read_bytes() == before
    (again,) = make_searchable([Scan("nam/quet.pdf", original, whole=True)], tmp_path / "out")
    assert again.outcome == "there"


def test_a_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = tmp_path / "quet.pdf"
    original.write_bytes(b"%PDF-1.4 broken")
    answer = subprocess.CompletedProcess([], 8, b"", b"encrypted")
    monkeypatch.setattr(pdfa.subprocess, "run", lambda *_, **__: answer)
    (made,) = make_searchable([Scan("quet.pdf", original, whole=True)], tmp_path / "out")
    assert (made.outcome, made.reason) == ("failed", "the file is encrypted")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_missing_package_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfa, "find_spec", lambda _: None)
    with pytest.raises(MissingPackage, match=r"trichluc\[pdfa\]"):
        list(make_searchable([], tmp_path))
