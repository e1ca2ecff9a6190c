"""Pages as pictures, read by Tesseract."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw

from tests.read.pages import RULES
from tests.typeset import typeset
from trichluc.document import analyse, installed_rules
from trichluc.errors import RecognitionFailed
from trichluc.read import read_bytes
from trichluc.read.render import Renderer
from trichluc.read.scan import ocr
from trichluc.source import Source

_BODY = """
#align(center)[*BÁO CÁO*]
Thực hiện Quyết định số 12/QĐ-UBND ngày 05 tháng 3 năm 2024 của Ủy ban nhân dân tỉnh, Sở Nội vụ báo cáo kết quả như sau:

*I. KẾT QUẢ THỰC HIỆN*

Toàn tỉnh có 125 cơ quan hoàn thành nhiệm vụ, đạt 98,5% kế hoạch giao trong năm.

*II. PHƯƠNG HƯỚNG*

Tiếp tục rà soát, sắp xếp tổ chức bộ máy theo hướng tinh gọn, hiệu quả.
"""


@pytest.fixture(autouse=True)
def _asked_again() -> Iterator[None]:
    ocr.is_installed.cache_clear()
    yield
    ocr.is_installed.cache_clear()


def _picture(turn: float = 0.0) -> Image.Image:
    with Renderer(typeset(_BODY), "trang.pdf") as renderer:
        drawn, _ = renderer.picture(1, 300)
    return Image.fromarray(drawn).rotate(turn, Image.Resampling.BILINEAR, expand=turn % 90 == 0, fillcolor="white")


def _pdf_of(*pictures: Image.Image) -> bytes:
    stream = io.BytesIO()
    pictures[0].save(stream, "PDF", resolution=300, save_all=True, append_images=pictures[1:])
    return stream.getvalue()


def _read(data: bytes) -> Source:
    return read_bytes(data, "quet.pdf", RULES)


@pytest.mark.tool("tesseract")
@pytest.mark.parametrize("turn", [0.0, 1.2, -5.0, 5.0, 90.0, 180.0, 270.0])
def test_a_picture_is_read_with_boxes_and_confidence(turn: float) -> None:
    source = _read(_pdf_of(_picture(turn)))
    page = source.pages[0]
    read = " ".join(word.text for word in page.words)
    assert "12/QĐ-UBND ngày 05 tháng 3 năm 2024" in read
    assert page.origin == "ocr"
    assert (page.ocr_confidence or 0) > 80
    assert ("turned" in page.notes) == (turn >= 90.0)
    assert all(0 <= w.x0 <= w.x1 <= page.width and 0 <= w.top <= w.bottom <= page.height for w in page.words)
    assert not source.problems


@pytest.mark.tool("tesseract")
@pytest.mark.parametrize("turn", [90.0, 180.0, 270.0])
def test_boxes_lie_where_a_turned_page_shows_the_words(turn: float) -> None:
    rules = installed_rules()
    upright, turned = (analyse(_read(_pdf_of(_picture(t))), rules) for t in (0.0, turn))
    assert turned.text.replace(".", "") == upright.text.replace(".", "")
    before, after = (report.citations[0].boxes[0] for report in (upright, turned))
    page = turned.pages[0]
    expected = {
        90.0: (before.top, page.height - before.x1, before.bottom, page.height - before.x0),
        180.0: (page.width - before.x1, page.height - before.bottom, page.width - before.x0, page.height - before.top),
        270.0: (page.width - before.bottom, before.x0, page.width - before.top, before.x1),
    }[turn]
    assert (after.x0, after.top, after.x1, after.bottom) == pytest.approx(expected, abs=3.0)


@pytest.mark.tool("tesseract")
def test_what_is_written_in_blue_is_no_text_and_what_is_printed_in_blue_is() -> None:
    page = np.array(_picture())
    rows = np.flatnonzero((page[:, :, 0] < 128).any(axis=1))
    last = slice(int(rows[-1]) - 50, int(rows[-1]) + 20)
    page[last] = np.where(page[last] < 128, np.array([20, 40, 160], np.uint8), page[last])
    drawn = Image.fromarray(page)
    steps = np.linspace(0, 12, 80)
    curve = [(1500 + 30 * float(t), 2600 + 90 * float(np.sin(t * 1.7))) for t in steps]
    ImageDraw.Draw(drawn).line(curve, fill=(30, 50, 150), width=6)
    read = [word.text for word in _read(_pdf_of(drawn)).pages[0].words]
    assert " ".join(read).count("gọn, hiệu quả.") == 1
    assert read[-1] == "quả."


@pytest.mark.tool("tesseract")
def test_pages_in_shadow_are_read() -> None:
    page = np.array(_picture()).astype(np.float32)
    shadow = np.linspace(0.65, 0.4, page.shape[1], dtype=np.float32)[None, :, None]
    read = " ".join(
        word.text for word in _read(_pdf_of(Image.fromarray((page * shadow).astype(np.uint8)))).pages[0].words
    )
    assert "12/QĐ-UBND ngày 05 tháng 3 năm 2024" in read


@pytest.mark.tool("tesseract")
def test_findings_and_origin_of_a_document_that_is_partly_a_picture() -> None:
    with pikepdf.open(io.BytesIO(_pdf_of(_picture()))) as pdf, pikepdf.open(io.BytesIO(typeset(_BODY))) as typed:
        pdf.pages.extend(typed.pages)
        stream = io.BytesIO()
        pdf.save(stream)
    report = analyse(_read(stream.getvalue()), installed_rules())
    assert report.document.text_origin == "mixed"
    assert [page.text_origin for page in report.pages] == ["ocr", "text_layer"]
    assert {c.symbol for c in report.citations} == {"12/QĐ-UBND"}
    assert [n.value for n in report.numbers][:2] == [125.0, 98.5]


@pytest.mark.tool("tesseract")
def test_red_seals_leave_no_trace() -> None:
    page = np.array(_picture())
    page[300:630, 750:1350] = np.where(page[300:630, 750:1350] > 200, (230, 40, 40), page[300:630, 750:1350])
    read = " ".join(word.text for word in _read(_pdf_of(Image.fromarray(page))).pages[0].words)
    assert "BÁO CÁO" in read


def test_without_tesseract_the_page_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    source = _read(_pdf_of(_picture()))
    assert [(p.page, p.error, p.outcome) for p in source.problems] == [(1, "NoTextLayer", "needs_ocr")]
    assert source.pages[0].notes == ("no_text",)


def test_a_failing_recogniser_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise RecognitionFailed("Tesseract failed: no memory")

    monkeypatch.setattr(ocr, "is_installed", _installed)
    monkeypatch.setattr(ocr, "_tesseract", fail)
    (problem,) = _read(_pdf_of(_picture())).problems
    assert (problem.page, problem.error, problem.outcome) == (1, "RecognitionFailed", "needs_ocr")
    assert "no memory" in problem.message


def _installed() -> bool:
    return True


_installed.cache_clear = lambda: None  # type: ignore[attr-defined]


@pytest.mark.parametrize(("read", "meant"), [("63⁄2010/NĐ-CP", "63/2010/NĐ-CP"), ("I/⁄2026", "I/2026"), ("1/2", "1/2")])
def test_strokes_of_fractions_are_slashes(read: str, meant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    head = "\t".join(["level", *["x"] * 11])
    words = [f"5\t1\t1\t1\t1\t{at}\t{100 + 300 * at}\t100\t200\t40\t95\t{read}" for at in range(9)]
    monkeypatch.setattr(ocr, "_tesseract", lambda *_: "\n".join([head, *words]))
    page = ocr.recognise(np.full((400, 3000), 255, np.uint8), 200.0)
    assert {word.text for word in page.words} == {meant}


_WRONG_LANGUAGE = (
    "CQNG HoAxA H()I CHU NGHiA VII_JT NAM",
    "DQc Ip - Tl do - Hanh phuc",
    "THLfC HIJN QUYET DJNH so 12/QD-UBND ngay 05 thang 3 nam 2024",
    "Toan tinh co 125 co quan hoan thanh nhim vu dat 98,5% ke hoach",
) * 6
_STAMP = ("Nguoi ky: So Noi vu", "Thoi gian ky: 05/03/2024 10:11:12")


@pytest.mark.tool("tesseract")
@pytest.mark.parametrize("lines", [_WRONG_LANGUAGE, _STAMP], ids=["wrong language", "stamp alone"])
def test_a_useless_text_layer_is_not_used(lines: tuple[str, ...]) -> None:
    with pikepdf.open(io.BytesIO(_pdf_of(_picture()))) as pdf:
        helvetica = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        pdf.pages[0].Resources.Font = pikepdf.Dictionary(F0=pdf.make_indirect(helvetica))
        layer = "".join(
            f"BT 3 Tr /F0 12 Tf 1 0 0 1 80 {760 - 16 * at} Tm <{line.encode().hex()}> Tj ET\n"
            for at, line in enumerate(lines)
        )
        pdf.pages[0].contents_add(pdf.make_stream(layer.encode()))
        stream = io.BytesIO()
        pdf.save(stream)
    page = _read(stream.getvalue()).pages[0]
    assert page.origin == "ocr"
    read = " ".join(word.text for word in page.words)
    assert "12/QĐ-UBND ngày 05 tháng 3 năm 2024" in read
    assert lines[0] not in read
