"""The same report as other kinds of files."""

import functools
import io
import re
import unicodedata
import zipfile

import docx
import numpy as np
import pdfplumber
import pypdfium2
import pytest
from corpus import generator, variants
from corpus.charsets import TCVN3, encode, runs, vni
from corpus.variants import KINDS, SUFFIXES, gold

REPORT = "tb-vp-ubnd-can-tho-2025"
VNI = {vni(letter).decode("cp1252"): letter for letter in "".join(TCVN3) + "".join(TCVN3).upper()}
TCVN3_BACK = {bytes([code]).decode("cp1252"): letter for letter, code in TCVN3.items()} | {"\u2212": "ư"}
ALPHABET = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"


variant = functools.cache(variants.variant)
"""Made once for all tests of this file."""


def words(pdf: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        return [w["text"] for page in file.pages for w in page.extract_words()]


def from_tcvn3(text: str) -> str:
    return "".join(TCVN3_BACK.get(character, character) for character in text)


def from_vni(text: str) -> str:
    pairs = "|".join(re.escape(code) for code in sorted(VNI, key=len, reverse=True))
    return re.sub(pairs, lambda found: VNI[found[0]], text)


@pytest.fixture(scope="module")
def clean() -> list[str]:
    return words(variant(REPORT, "clean"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_arguments_give_the_same_bytes(kind: str) -> None:
    assert variants.variant(REPORT, kind) == variant(REPORT, kind)


def test_mixed_fonts_hold_the_same_letters_out_of_order(clean: list[str]) -> None:
    made = variant(REPORT, "mixed-font")
    assert words(made) == clean
    streamed = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()
    assert "THÔNG BÁO" in streamed  # letters of Latin-1 stay in their words
    assert "Chủ tịch" not in streamed
    with pdfplumber.open(io.BytesIO(made)) as file:
        fonts = {c["text"] >= "\u1e00": c["fontname"] for c in file.pages[0].chars}
    assert "Liberation" in fonts[False]
    assert "DejaVu" in fonts[True]


def test_tcvn3_pdf_is_the_report_in_codes_of_the_font(clean: list[str]) -> None:
    made = variant(REPORT, "tcvn3-pdf")
    assert [from_tcvn3(w).lower() for w in words(made)] == [w.lower() for w in clean]
    with pdfplumber.open(io.BytesIO(made)) as file:
        fonts = {re.sub(r"^.*\+|,.*", "", c["fontname"]) for p in file.pages for c in p.chars}
    assert fonts == {".VnTime", ".VnTimeH"}


def test_vni_pdf_is_the_report_in_codes_of_the_font(clean: list[str]) -> None:
    made = variant(REPORT, "vni-pdf")
    assert [from_vni(w) for w in words(made)] == clean


@pytest.mark.parametrize("kind", ["mixed-font", "tcvn3-pdf", "vni-pdf"])
def test_repainted_pages_look_like_the_clean_ones(kind: str) -> None:
    pictures = [
        np.asarray(pypdfium2.PdfDocument(variant(REPORT, k))[0].render(scale=1).to_pil().convert("L"), dtype=float)
        for k in ("clean", kind)
    ]
    ink = [255 - p for p in pictures]
    assert abs(ink[0].sum() - ink[1].sum()) / ink[0].sum() < 0.06
    assert np.abs(ink[0] - ink[1]).sum() / ink[0].sum() < 0.35


@pytest.mark.parametrize(("kind", "dpi"), [("scan-200", 200), ("scan-300", 300), ("scan-300-clean", 300)])
def test_scans_are_pictures_only(kind: str, dpi: int) -> None:
    made = variant(REPORT, kind)
    assert words(made) == []
    with pdfplumber.open(io.BytesIO(made)) as file:
        assert len(file.pages) == len(pypdfium2.PdfDocument(variant(REPORT, "clean")))
        (image,) = file.pages[0].images
        assert round(image["srcsize"][0] / (image["width"] / 72)) == dpi


def test_the_seal_is_red_and_stands_where_the_signature_is() -> None:
    page = np.asarray(pypdfium2.PdfDocument(variant(REPORT, "scan-200"))[1].render(scale=1).to_pil(), dtype=int)
    red = (page[..., 0] > 150) & (page[..., 1] < 120)
    rows, columns = np.nonzero(red)
    assert red.sum() > 500
    assert columns.min() > page.shape[1] * 0.3
    assert rows.max() - rows.min() < 45 * 72 / 25.4
    plain_page = np.asarray(
        pypdfium2.PdfDocument(variant(REPORT, "scan-300-clean"))[1].render(scale=1).to_pil(), dtype=int
    )
    assert not ((plain_page[..., 0] > 150) & (plain_page[..., 1] < 120)).any()


@pytest.mark.parametrize("charset", ["tcvn3", "vni"])
@pytest.mark.parametrize("name", [path.stem for path in sorted(generator.SOURCES.glob("*.txt"))])
def test_every_report_can_be_written_in_the_old_encodings(name: str, charset: str) -> None:
    text = variant(name, "text").decode()
    back = {"tcvn3": from_tcvn3, "vni": from_vni}[charset](variant(name, f"{charset}-text").decode("cp1252"))
    assert back.lower() == text.lower()


@pytest.mark.parametrize("kind", ["docx", "tcvn3-docx", "vni-docx"])
def test_word_files_hold_paragraphs_tables_and_footnotes(kind: str) -> None:
    made = variant("bc-so-noi-vu-binh-dinh-2024", kind)
    file = docx.Document(io.BytesIO(made))
    decode = {"docx": str, "tcvn3-docx": from_tcvn3, "vni-docx": from_vni}[kind]
    text = decode("\n".join(p.text for p in file.paragraphs))
    assert "Kế hoạch CCHC năm 2025" in text
    assert len(file.tables) == 4  # letterhead, two tables, signature
    assert [len(t.rows) for t in file.tables][1:3] == [6, 11]
    notes = zipfile.ZipFile(io.BytesIO(made)).read("word/footnotes.xml").decode()
    assert notes.count("<w:footnote ") == 3


def test_every_letter_survives_both_encodings() -> None:
    for text in (ALPHABET, ALPHABET.upper()):
        assert from_vni(encode(text, "vni").decode("cp1252")) == text
        assert from_tcvn3(encode(text, "tcvn3").decode("cp1252")).lower() == text.lower()
    assert unicodedata.is_normalized("NFC", ALPHABET)


def test_toned_capitals_of_tcvn3_need_the_font_of_capitals() -> None:
    assert runs("SỞ Ủy ban", "tcvn3") == [(True, b"S\xeb"), (False, b" "), (True, b"\xf1"), (False, b"y ban")]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_gold(kind: str) -> None:
    made = gold(REPORT, kind, f"x{SUFFIXES[kind]}")
    assert made["source"] == f"x{SUFFIXES[kind]}"
    assert ("page" in made["citations"][0]) == (SUFFIXES[kind] == ".pdf")


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="there are: clean"):
        variants.variant(REPORT, "microfilm")
