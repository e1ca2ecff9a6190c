"""A first look at an archive: charsets, what needs a recogniser, what cannot be read."""

from pathlib import Path

import pytest
from corpus.variants import variant

from tests.read.pdf.layers import relettered, scanned, unmapped, without_marks
from tests.typeset import typeset
from trichluc.batch.scan import UNREAD, Archive, scan
from trichluc.cli.scan import _report

CLEAN = typeset("Căn cứ Nghị quyết số 57-NQ/TW, Ủy ban nhân dân tỉnh đã chỉ đạo các sở, ngành thực hiện. " * 4)
REPORT = "tb-vp-ubnd-can-tho-2025"


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Archive:
    folder: Path = tmp_path_factory.mktemp("archive")
    files = {
        "sach.pdf": CLEAN,
        "ban-sao.pdf": CLEAN,
        "abc.pdf": variant(REPORT, "tcvn3-pdf"),
        "vni.txt": variant(REPORT, "vni-text"),
        "quet.pdf": scanned(CLEAN, typeset("Người ký: Sở Nội vụ")),
        "khong-bang.pdf": unmapped(CLEAN),
        "khong-dau.pdf": relettered(CLEAN, without_marks),
        "hong.pdf": CLEAN[:300],
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return scan([folder], 1, lambda done, total: None)


def test_every_file_is_counted(archive) -> None:
    assert (archive.files, archive.duplicates, archive.refused) == (8, 1, {"DamagedFile": 1})


def test_charsets_are_told_where_there_is_text(archive) -> None:
    assert archive.charsets == {"unicode": 1, "tcvn3": 1, "vni": 1, UNREAD: 3}


def test_what_needs_a_recogniser_is_told(archive) -> None:
    assert (archive.to_recognise, archive.pages_to_recognise) == (3, 3)
    told = "\n".join(_report(archive))
    assert "about 3 pages need OCR" in told
    assert "not known before OCR" in told
