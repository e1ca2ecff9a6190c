"""UTF-8 that was read as another charset, read again; everything else stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trichluc.read.charset.charsets import load_charset_rules
from trichluc.read.charset.encoding import decode_text
from trichluc.read.charset.mojibake import undo_mojibake
from trichluc.rules import open_package

RULES = load_charset_rules(open_package())
TEXT = (
    "Quyết định số 30 của Đảng ủy và Ủy ban nhân dân tỉnh Điện Biên: “Độc lập – Tự do”; về điều kiện, thời hạn, "
    "học sinh đã đăng ký với Ở đây, Ý kiến, Áp dụng, Ạ"
)


def misread(text: str, code_page: str, errors: str = "strict") -> str:
    return text.encode().decode(code_page, errors)


def kept(text: str) -> str:
    """Windows-1252 as browsers read it: the five open bytes become controls."""
    return "".join(
        bytes([b]).decode("cp1252") if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(b) for b in text.encode()
    )


@pytest.mark.parametrize(
    "broken",
    [
        kept(TEXT),
        misread(TEXT, "latin-1"),
        misread(TEXT, "mac_roman"),
        misread(TEXT, "cp1252", "ignore"),
        misread(TEXT, "cp1252", "replace"),
        kept(TEXT).replace("Ã", "Ă"),
        misread(misread(TEXT, "latin-1"), "latin-1"),
    ],
    ids=["browser", "latin-1", "mac", "bytes lost", "bytes replaced", "cp1258", "twice"],
)
def test_a_text_is_read_again(broken) -> None:
    assert undo_mojibake(broken, RULES.likelihood) == TEXT


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Annual report of the café society, 25 °C ± 2 – naïve façade",
        RULES.named("tcvn3").encode(TEXT),
        RULES.named("vni").encode(TEXT),
        "1.250 m² · 36 µg/m³ – “đạt”",
        "",
    ],
)
def test_other_text_is_no_such_text(text) -> None:
    assert undo_mojibake(text, RULES.likelihood) is None


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệĐ ,.0123456789", min_size=1, max_size=80))
def test_reading_wrongly_and_again_gives_the_text_back(text) -> None:
    text = f"Số hiệu {text} kết"
    assert undo_mojibake(misread(text, "latin-1"), RULES.likelihood) == text


def test_a_text_file_saved_wrongly_is_unicode_again() -> None:
    decoded = decode_text(kept(TEXT).encode(), RULES)
    assert (decoded.text, decoded.charset) == (TEXT, "unicode")
