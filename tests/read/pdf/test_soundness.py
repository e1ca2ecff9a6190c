"""Streams changed after they were written and objects that are gone are found; whole files are not blamed."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest

from tests.typeset import typeset
from trichluc.read.inspect import inspect_pdf
from trichluc.read.pdf.soundness import harm_of, is_cut, lacks_objects

BODY = "Sở Nội vụ báo cáo kết quả thực hiện nhiệm vụ quý I năm 2025, đạt 95,5% kế hoạch."


@pytest.fixture(scope="module")
def whole() -> bytes:
    return typeset("#pagebreak()".join(f"{BODY} Trang {n}." for n in range(3)))


def with_harm(data: bytes, pick, harm) -> bytes:
    """The file with the bytes of one stream changed; lengths and places stay."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        raw = pick(pdf).read_raw_bytes()
    assert data.count(raw) == 1
    harmed = harm(raw)
    assert len(harmed) == len(raw)
    return data.replace(raw, harmed)


def other_sum(raw: bytes) -> bytes:
    return raw[:-1] + bytes([raw[-1] ^ 1])


def remarks(data: bytes) -> list[str]:
    return [remark.message for remark in inspect_pdf(data, "x.pdf").remarks]


def content(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    held = pdf.pages[1].obj.Contents
    return held[0] if isinstance(held, pikepdf.Array) else held


def font_table(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    return next(iter(pdf.pages[0].resources.Font.values())).ToUnicode


def test_a_whole_file_is_not_blamed(whole: bytes) -> None:
    assert remarks(whole) == []
    assert not is_cut(whole + bytes(5000))


def test_a_changed_checksum_is_the_sign_of_changed_text(whole: bytes) -> None:
    assert remarks(with_harm(whole, content, other_sum)) == ["the content of page 2 is damaged"]
    assert remarks(with_harm(whole, font_table, other_sum)) == ["the fonts of page 1, 2, 3 are damaged"]


def test_undecodable_content_is_damage(whole: bytes) -> None:
    found = remarks(with_harm(whole, content, lambda raw: raw[:2] + b"\xff" * (len(raw) - 2)))
    assert "the content of page 2 is damaged" in found


def test_a_stream_of_objects_is_looked_at() -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(typeset(BODY))) as pdf:
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    data = target.getvalue()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not harm_of(pdf, data).objects
    at = data.find(b"/ObjStm")
    start = data.find(b"stream", at) + 7
    raw = data[start : data.find(b"\nendstream", start)]
    harmed = data[:start] + other_sum(raw) + data[start + len(raw) :]
    assert "a stream that holds other objects is damaged" in remarks(harmed)


def test_a_maker_that_takes_every_sum_wrongly_is_believed() -> None:
    pdf = pikepdf.new()
    for number in range(6):
        page = pdf.add_blank_page()
        packed = zlib.compress(b"BT ET %d" % number)
        page.Contents = pikepdf.Stream(pdf, other_sum(packed), Filter=pikepdf.Name.FlateDecode)
    target = io.BytesIO()
    pdf.save(target, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    assert remarks(target.getvalue()) == []


def test_forms_within_forms_are_looked_at_once() -> None:
    """Ten forms that use ten forms each, eight deep, and one that uses itself."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    inner = pikepdf.Stream(pdf, b"q Q", Subtype=pikepdf.Name.Form)
    inner.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
    for _ in range(8):
        used = pikepdf.Dictionary({f"/F{n}": inner for n in range(10)})
        inner = pikepdf.Stream(pdf, b"q Q", Subtype=pikepdf.Name.Form, Resources=pikepdf.Dictionary(XObject=used))
        inner = pdf.make_indirect(inner)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
    assert harm_of(pdf, b"").checked == 10  # the page and nine forms


def test_what_is_missing_behind_a_cut_or_a_gap_is_told(whole: bytes) -> None:
    assert is_cut(whole[: len(whole) // 2])
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        number, generation = content(pdf).objgen
    start = whole.index(b"\n%d %d obj" % (number, generation))
    gap = whole[:start] + whole[whole.index(b"endobj", start) + 6 :]
    with pikepdf.open(io.BytesIO(gap), suppress_warnings=True) as pdf:
        assert lacks_objects(pdf, gap)
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        assert not lacks_objects(pdf, whole)


def test_a_bomb_is_not_inflated_to_its_end() -> None:
    pdf = pikepdf.new()
    for _ in range(2):
        bomb = zlib.compress(bytes(200_000_000))
        page = pdf.add_blank_page()
        page.Contents = pikepdf.Stream(pdf, bomb[:-4] + b"\0\0\0\0", Filter=pikepdf.Name.FlateDecode)
    harm = harm_of(pdf, b"")
    assert harm.contents == {1}
