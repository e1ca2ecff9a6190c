"""Words of a PDF: what they say, where they stand, how they are set."""

import pikepdf
import pypdfium2
import pytest

from tests.read.pages import edited, line, page_of, source_of, texts
from tests.typeset import typeset
from trichluc.read.geometry import Geometry
from trichluc.read.pdf.pdfium import FontStyles, PageReader

SENTENCE = "Căn cứ Nghị quyết số 57-NQ/TW, Ủy ban nhân dân tỉnh đã chỉ đạo các sở, ngành thực hiện."
STYLED = f"#set par(justify: false)\n{SENTENCE} #strong[Kết quả đạt được] và #emph[khó khăn] năm 2025#super[2]."
UPRIGHT = {90: (0, 1, -1, 0, 842, 0), 180: (-1, 0, 0, -1, 595, 842), 270: (0, -1, 1, 0, 0, 595)}


@pytest.fixture(scope="module")
def plain():
    return page_of(typeset(STYLED))


def test_the_words_are_those_printed(plain) -> None:
    assert line(plain) == f"{SENTENCE} Kết quả đạt được và khó khăn năm 20252."


def test_a_superscript_is_a_word_of_its_own(plain) -> None:
    at = texts(plain).index("2025")
    year, mark, stop = plain.words[at : at + 3]
    assert (mark.text, mark.superscript, mark.glued) == ("2", True, True)
    assert (stop.text, stop.superscript, stop.glued) == (".", False, True)
    assert not year.superscript
    assert mark.size < 0.8 * year.size


@pytest.mark.parametrize("mark", ["1", "12", "7", "45", "[1]", "(1)", "*"])
def test_every_shape_of_mark_is_kept_apart(mark) -> None:
    page = page_of(typeset(f"Tỷ lệ giải ngân năm 2025#super[{mark.replace('*', '#sym.ast')}] đạt 85%."))
    raised = [word.text for word in page.words if word.superscript]
    assert raised == ["∗" if mark == "*" else mark]
    assert "2025" in texts(page)


def test_a_mark_at_the_start_of_a_line_is_raised() -> None:
    page = page_of(typeset("#set text(size: 10pt)\n#super[3] Công văn số 211/SKHCN-CĐS ngày 22/01/2025."))
    assert page.words[0].superscript
    assert page.words[0].text == "3"


def test_a_lowered_digit_is_no_mark() -> None:
    page = page_of(typeset("Giảm phát thải khí CO#sub[2] tại 05 cơ sở."))
    assert not any(word.superscript for word in page.words)


def test_bold_and_italic_are_told(plain) -> None:
    styles = {word.text: (word.bold, word.italic) for word in plain.words}
    assert styles["đạt"] == (True, False)
    assert styles["khăn"] == (False, True)
    assert styles["Căn"] == (False, False)


def test_sizes_and_places_are_in_points(plain) -> None:
    first = plain.words[0]
    assert first.size == pytest.approx(14, abs=0.1)
    assert first.x0 == pytest.approx(85 + 36, abs=0.5)
    assert all(0 <= w.x0 <= w.x1 <= plain.width and 0 <= w.top <= w.bottom <= plain.height for w in plain.words)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_reads_as_it_is_seen(plain, rotation) -> None:
    def turn(pdf, page):
        matrix = " ".join(map(str, UPRIGHT[rotation]))
        page.contents_add(pikepdf.Stream(pdf, f"q {matrix} cm".encode()), prepend=True)
        page.contents_add(pikepdf.Stream(pdf, b"Q"))
        if rotation != 180:
            page.obj.MediaBox = [0, 0, 842, 595]
        page.rotate(rotation, relative=False)

    turned = page_of(edited(typeset(STYLED), turn))
    assert (turned.width, turned.height) == pytest.approx((plain.width, plain.height), abs=0.1)
    assert texts(turned) == texts(plain)
    for here, there in zip(turned.words, plain.words, strict=True):
        assert (here.x0, here.top, here.x1, here.bottom) == pytest.approx(
            (there.x0, there.top, there.x1, there.bottom), abs=0.6
        )


def test_places_count_from_the_crop_box(plain) -> None:
    def crop(_, page):
        page.obj.CropBox = [40, 100, 560, 800]

    cropped = page_of(edited(typeset(STYLED), crop))
    assert (cropped.width, cropped.height) == pytest.approx((520, 700))
    assert cropped.words[0].x0 == pytest.approx(plain.words[0].x0 - 40, abs=0.1)
    assert cropped.words[0].top == pytest.approx(plain.words[0].top - 42, abs=0.2)


def test_what_lies_outside_the_visible_page_is_left_out(plain) -> None:
    def crop(_, page):
        page.obj.CropBox = [300, 0, 595, 842]

    words = page_of(edited(typeset(STYLED), crop)).words
    assert 0 < len(words) < len(plain.words)
    assert all(word.x0 >= 0 for word in words)


def test_a_hyphen_at_the_end_of_a_line_stays() -> None:
    page = page_of(
        typeset("#set par(justify: false)\nNghị định số 151/2025/NĐ-#linebreak()CP ngày 12 tháng 6 năm 2025")
    )
    assert "151/2025/NĐ-" in texts(page)
    assert "CP" in texts(page)


def test_rules_are_strokes() -> None:
    page = page_of(typeset("#line(length: 5cm)\n#rect(width: 4cm, height: 2cm)"))
    flat = [s for s in page.strokes if s.bottom - s.top < 2.5]
    upright = [s for s in page.strokes if s.x1 - s.x0 < 2.5]
    assert max(s.x1 - s.x0 for s in flat) == pytest.approx(141.7, abs=3)
    assert len(flat) == 3
    assert len(upright) == 2


def test_a_text_layer_that_is_not_drawn_is_noted() -> None:
    def hide(pdf, page):
        content = page.obj.Contents.read_bytes().replace(b"BT", b"BT 3 Tr").replace(b"0 Tr", b"3 Tr")
        page.obj.Contents = pikepdf.Stream(pdf, content)

    page = page_of(edited(typeset(STYLED), hide))
    assert "invisible_text" in page.notes
    assert line(page).startswith("Căn cứ")


def test_a_mark_drawn_aslant_over_the_text_is_left_out_and_noted() -> None:
    over = "foreground: rotate(45deg, text(size: 60pt)[DỰ THẢO])"
    words = "Sở Nội vụ đã tham mưu ban hành văn bản chỉ đạo theo quy định. " * 30
    page = page_of(typeset(words, over))
    assert " ".join(texts(page)) == words.strip()
    assert "slanted_text" in page.notes
    assert "slanted_text" not in page_of(typeset("#rotate(90deg)[Ghi chú] " + words)).notes


def test_text_drawn_twice_is_read_once() -> None:
    body = "#place(dx: 0pt)[Dự thảo]\n#place(dx: 0.4pt)[Dự thảo]\n#v(30pt)Kết quả"
    assert texts(page_of(typeset(body))) == ["Dự", "thảo", "Kết", "quả"]


def test_a_correction_covers_what_it_replaces() -> None:
    body = "Điều 15 Nghị định cũ#v(40pt)Phần sau#place(top, dx: 36pt, box(fill: white)[Điều 16 Nghị định mới])"
    words = texts(page_of(typeset(f"#set par(justify: false)\n{body}")))
    assert "16" in words
    assert "15" not in words


def test_a_number_written_over_dots_takes_their_place() -> None:
    body = "Số: ……../TTr-SNV ngày 27 tháng 6#v(30pt)Phần sau#place(top, dx: 66pt)[539]"
    assert "539/TTr-SNV" in texts(page_of(typeset(f"#set par(justify: false)\n{body}")))


def scrambled(sentence: str) -> bytes:
    """A line drawn in two passes, as programs do whose font lacks the toned letters: plain ones first, gaps left."""
    data = typeset(f"#set par(justify: false)\n{sentence}")
    glyphs = {round(g.x0, 1): g for g in page_glyphs(data)}

    def redraw(pdf, page):
        instructions = list(pikepdf.parse_content_stream(page))
        codes = b"".join(
            bytes(part)
            for operands, operator in instructions
            if str(operator) in {"Tj", "TJ"}
            for part in (operands[0] if str(operator) == "TJ" else operands)
            if isinstance(part, pikepdf.String)
        )
        letters = list(zip(glyphs.values(), [codes[at : at + 2] for at in range(0, len(codes), 2)], strict=True))
        font = next(iter(page.obj.Resources.Font.keys()))
        passes = [[p for p in letters if p[0].text.isascii()], [p for p in letters if not p[0].text.isascii()]]
        drawn = "".join(shown(font, letters) for letters in passes)
        page.obj.Contents = pikepdf.Stream(pdf, drawn.encode())

    return edited(data, redraw)


def shown(font: str, letters) -> str:
    """One text object with a gap wherever letters are missing."""
    first, end, parts = letters[0][0], letters[0][0].x0, []
    for glyph, code in letters:
        parts.append(f"{-(glyph.x0 - end) * 1000 / glyph.size:.0f} <{code.hex()}>")
        end = glyph.x1
    return f"BT {font} 14 Tf 1 0 0 1 {first.x0} {842 - first.baseline} Tm [{' '.join(parts)}] TJ ET\n"


def page_glyphs(data: bytes):
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    reader = PageReader(page, Geometry(*page.get_mediabox(), 0), FontStyles())
    return reader.glyphs()


def test_letters_drawn_out_of_order_are_put_in_order() -> None:
    sentence = "Độc lập Tự do Hạnh phúc tại tỉnh Quảng Ngãi"
    page = page_of(scrambled(sentence))
    assert "glyph_order" in page.notes
    assert line(page) == sentence


def test_slanted_letters_out_of_order_keep_narrow_blanks() -> None:
    page = page_of(scrambled("#set text(style: 'italic', spacing: 68%)\nCăn cứ Luật, Căn cứ Bộ luật".replace("'", '"')))
    assert "glyph_order" in page.notes
    assert line(page) == "Căn cứ Luật, Căn cứ Bộ luật"


def test_columns_drawn_from_the_right_are_in_order() -> None:
    body = "#place(dx: 240pt)[CỘNG HÒA XÃ HỘI]\n#place(dx: 0pt)[UBND TỈNH LÂM ĐỒNG]"
    assert "glyph_order" not in page_of(typeset(body)).notes


def test_a_page_that_is_a_picture_needs_a_recogniser() -> None:
    body = "#set page(margin: 0pt)\n#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"))"
    assert page_of(typeset(body)).words == ()
    picture = source_of(picture_pdf())
    assert picture.pages[0].notes == ("no_text",)
    assert [(p.page, p.error, p.outcome) for p in picture.problems] == [(1, "NoTextLayer", "needs_ocr")]


def picture_pdf() -> bytes:
    """A page covered by a grey picture of one pixel."""

    def cover(pdf, page):
        image = pikepdf.Stream(pdf, b"\x80")
        image.update(
            pikepdf.Dictionary(
                Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1, BitsPerComponent=8,
                ColorSpace=pikepdf.Name.DeviceGray,
            )
        )  # fmt: skip
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
        page.obj.Contents = pikepdf.Stream(pdf, b"q 595 0 0 842 0 0 cm /Im Do Q")

    return edited(typeset("Trang quét"), cover)


def test_the_same_bytes_read_the_same() -> None:
    data = typeset(STYLED)
    assert source_of(data) == source_of(data)
