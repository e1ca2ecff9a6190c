"""PDFs whose fonts name no Unicode: letters of TCVN3 in the encodings and kinds of simple fonts."""

import io
from collections.abc import Callable, Sequence

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.read.pages import source_of
from trichluc.rules import open_package

LINES = [
    "Căn cứ Quyết định số 12/2004/QĐ-BTC ngày 15 tháng 3 năm 2004 của Bộ",
    "trưởng Bộ Tài chính về việc hướng dẫn thi hành chế độ kế toán, thống kê",
    "đối với các đơn vị hành chính sự nghiệp được ngân sách nhà nước cấp kinh phí;",
    "thủ trưởng các đơn vị thuộc Bộ, chủ tịch ủy ban nhân dân các tỉnh, thành phố",
    "trực thuộc trung ương chịu trách nhiệm tổ chức thực hiện và báo cáo kết quả",
    "trước ngày 20 tháng 12 hằng năm để tổng hợp, trình Thủ tướng Chính phủ xem xét.",
] * 2
CODES = {r["letter"]: bytes.fromhex(r["tcvn3"]) for r in open_package().table("charsets", "letters.tsv") if r["tcvn3"]}
WIDTHS = Array([500] * 256)

Font = Callable[[pikepdf.Pdf], Dictionary]


def encoded(text: str) -> bytes:
    return b"".join(CODES.get(c) or c.encode("ascii") for c in text)


def page(font: Font, lines: Sequence[str]) -> bytes:
    """The lines in a font, as a PDF of one page."""
    return shown_in(font, [encoded(text) for text in lines])


def shown_in(font: Font, lines: Sequence[bytes]) -> bytes:
    """Lines of codes, as a PDF of one page."""
    shown = b" T* ".join(b"<" + codes.hex().encode() + b"> Tj" for codes in lines)
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        sheet = pdf.add_blank_page(page_size=(595, 842))
        sheet.Contents = pdf.make_stream(b"BT /F1 12 Tf 60 760 Td 18 TL " + shown + b" ET")
        sheet.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font(pdf))))
        pdf.save(out)
    return out.getvalue()


def descriptor(name: str) -> Dictionary:
    return Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/" + name), Flags=34, FontBBox=Array([0, -200, 1000, 900]),
        ItalicAngle=0, Ascent=800, Descent=-200, CapHeight=700, StemV=80,
    )  # fmt: skip


def type1(encoding: str | None) -> Font:
    """A font that is not embedded, with one of the encodings of the PDF format, or its own."""

    def build(pdf: pikepdf.Pdf) -> Dictionary:
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/.VnTime"), FirstChar=0, LastChar=255, Widths=WIDTHS,
            FontDescriptor=pdf.make_indirect(descriptor(".VnTime")),
        )  # fmt: skip
        if encoding is not None:
            font.Encoding = Name("/" + encoding)
        return font

    return build


def type3(glyph: str) -> Font:
    """A font of drawings, whose names (`g181`, `cB5`) say only which code they have."""

    def build(pdf: pikepdf.Pdf) -> Dictionary:
        names = {code: Name("/" + glyph.format(code)) for code in sorted(set(encoded("".join(LINES))))}
        drawing = b"500 0 0 0 500 700 d1 50 0 400 700 re f"
        return Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 500, 700]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), FirstChar=0, LastChar=255, Widths=WIDTHS,
            CharProcs=Dictionary({str(name): pdf.make_stream(drawing) for name in names.values()}),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([x for pair in names.items() for x in pair])),
            Resources=Dictionary(),
        )  # fmt: skip

    return build


def words(font: Font, lines: Sequence[str] = LINES) -> list[str]:
    return [word.text for word in source_of(page(font, lines)).pages[0].words]


@pytest.mark.parametrize("glyph", ["g{}", "a{}", "c{:02X}", "G{:02x}"])
def test_letters_that_are_drawings(glyph) -> None:
    assert " ".join(words(type3(glyph))) == " ".join(LINES)
    assert source_of(page(type3(glyph), LINES)).charset == "tcvn3"


def test_letters_in_the_encoding_of_windows() -> None:
    assert " ".join(words(type1("WinAnsiEncoding"))) == " ".join(LINES)


@pytest.mark.parametrize("encoding", [None, "StandardEncoding"])
def test_letters_in_the_standard_encoding_of_a_font_that_is_not_embedded(encoding) -> None:
    assert " ".join(words(type1(encoding))) == " ".join(LINES)


def test_letters_in_the_encoding_of_macintosh() -> None:
    """Macintosh has the ligature fi in the place of ị and a blank in that of ấ."""
    assert " ".join(words(type1("MacRomanEncoding"))) == " ".join(LINES)


def test_letters_whose_names_say_nothing() -> None:
    assert " ".join(words(type3("uni{}x"))) == " ".join(LINES)


def test_a_font_of_another_language_keeps_the_names_of_its_letters() -> None:
    """The codes of a subset are any; only the names of its glyphs tell its letters."""
    french = ["décret n° 12 portant création d'un comité d'études à l'étranger"] * 8
    letters = sorted(set("".join(french)))
    names = {"é": "eacute", "à": "agrave", "°": "degree", "'": "quotesingle", " ": "space", "1": "one", "2": "two"}

    def build(pdf: pikepdf.Pdf) -> Dictionary:
        font = type1(None)(pdf)
        differences = [x for code, c in enumerate(letters, 0xA1) for x in (code, Name("/" + names.get(c, c)))]
        font.Encoding = Dictionary(Type=Name.Encoding, Differences=Array(differences))
        return font

    codes = {letter: bytes([code]) for code, letter in enumerate(letters, 0xA1)}
    data = shown_in(build, [b"".join(codes[c] for c in text) for text in french])
    assert " ".join(word.text for word in source_of(data).pages[0].words) == " ".join(french)
