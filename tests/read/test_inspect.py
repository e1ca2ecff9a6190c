"""What a file is, and whether a PDF is whole."""

import io
import zipfile

import pikepdf
import pytest

from tests.read.pages import RULES, line, source_of
from tests.typeset import typeset
from trichluc.errors import DamagedFile, EmptyFile, EncryptedFile, InputError, NoPages, WrongType
from trichluc.read import read_bytes
from trichluc.read.inspect import inspect_pdf, kind_of

BODY = "Sở Nội vụ báo cáo kết quả thực hiện nhiệm vụ quý I năm 2025."


@pytest.fixture(scope="module")
def whole() -> bytes:
    return typeset(BODY + "#pagebreak()" + BODY)


def archive(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as written:
        for name in names:
            written.writestr(name, "x")
    return target.getvalue()


def compound(*streams: str) -> bytes:
    """The head of a compound file and the names of its streams."""
    named = b"".join(f"{name}\0".encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + named).ljust(1024, b"\0")


def fib(flags: int) -> bytes:
    """The first bytes of the text of a .doc: the sign, the version, and flags of which the lowest is encryption."""
    return b"\xec\xa5\xc1\0" + bytes(7) + bytes([flags]) + bytes(500)


def saved(data: bytes, **options) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(target, **options)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"%PDF-1.7\n", "a.pdf", "pdf"),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n", "a.pdf", "pdf"),
        (b"%PDF-1.7\n", "khong-duoi", "pdf"),
        (archive("word/document.xml"), "a.docx", "docx"),
        (archive("word/document.xml"), "a.pdf", "docx"),
        (b"{\\rtf1 x}", "a.doc", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "a.doc", "doc"),
        (compound("WordDocument", "Workbook"), "a.doc", "doc"),
        (compound("WordDocument") + fib(0x12), "a.doc", "doc"),
        (compound("WordDocument") + fib(0x13), "a.doc", EncryptedFile),
        (compound("EncryptionInfo", "EncryptedPackage"), "a.docx", EncryptedFile),
        (compound("Workbook"), "a.xls", WrongType),
        (compound("PowerPoint Document"), "a.ppt", WrongType),
        ("Báo cáo quý I".encode(), "a.txt", "text"),
        ("Báo cáo quý I".encode("utf-16"), "a.txt", "text"),
        (b"", "a.pdf", EmptyFile),
        (bytes(100), "a.pdf", DamagedFile),
        (b"<!DOCTYPE html><html></html>", "a.pdf", WrongType),
        (b"\n <html><body>404</body></html>", "a.txt", WrongType),
        ("Báo cáo quý I".encode(), "a.pdf", WrongType),
        (archive("anh.jpg"), "a.pdf", WrongType),
        (b"\x89PNG\r\n\x1a\n", "a.pdf", WrongType),
        (b"\xff\xd8\xff\xe0", "a.pdf", WrongType),
    ],
)
def test_the_bytes_decide_not_the_name(data, name, expected) -> None:
    if isinstance(expected, str):
        assert kind_of(data, name) == expected
    else:
        with pytest.raises(expected) as caught:
            kind_of(data, name)
        assert name in str(caught.value)


def test_what_stands_before_the_header_is_skipped(whole) -> None:
    source = source_of(b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + whole)
    assert [(p.error, p.outcome) for p in source.problems if p.error == "JunkBeforeStart"] == [
        ("JunkBeforeStart", "noted")
    ]
    assert line(source.pages[1]) == BODY


def test_a_password_is_asked_for(whole) -> None:
    locked = saved(whole, encryption=pikepdf.Encryption(user="mật khẩu", owner="chủ"))
    with pytest.raises(EncryptedFile):
        source_of(locked)


def test_a_file_that_only_its_owner_may_change_is_read(whole) -> None:
    source = source_of(saved(whole, encryption=pikepdf.Encryption(user="", owner="chủ")))
    assert line(source.pages[0]) == BODY


def test_a_pdf_without_pages_is_refused() -> None:
    target = io.BytesIO()
    pikepdf.new().save(target)
    with pytest.raises(NoPages):
        source_of(target.getvalue())


@pytest.mark.parametrize("share", [0.5, 0.9, 0.99])
def test_a_cut_file_is_never_read_in_silence(whole, share) -> None:
    try:
        source = source_of(whole[: int(share * len(whole))])
    except DamagedFile:
        return
    assert source.problems


def test_a_lost_cross_reference_is_rebuilt_and_noted(whole) -> None:
    source = source_of(whole[: whole.rindex(b"startxref")])
    assert {p.error for p in source.problems} == {"RepairedFile"}
    assert [line(page) for page in source.pages] == [BODY, BODY]
    assert not any("0x" in p.message for p in source.problems)  # no address, which would change from run to run


def test_a_damaged_content_stream_is_a_problem(whole) -> None:
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        raw = pdf.pages[0].obj.Contents.read_raw_bytes()
    at = whole.index(raw)
    broken = whole[: at + 10] + bytes(len(raw) - 10) + whole[at + len(raw) :]
    problems = inspect_pdf(broken, "a.pdf").remarks
    assert any(p.partial for p in problems)


def test_line_ends_that_a_transfer_changed_are_noticed(whole) -> None:
    changed = whole.replace(b"\n", b"\r\n")
    try:
        source = source_of(changed)
    except InputError:
        return
    assert source.problems


def test_nonsense_after_the_header_is_damaged() -> None:
    with pytest.raises(DamagedFile):
        read_bytes(b"%PDF-1.7\n" + b"khong co gi " * 50, "a.pdf", RULES)
