"""Broken text layers: put right where the letters can be told, given to a recogniser where they cannot."""

import re
import unicodedata
from functools import cache

import pytest

from tests.read.pages import RULES, line, page_of, source_of
from tests.read.pdf.layers import mark_first, redrawn, relettered, scanned, unmapped, without_marks
from tests.typeset import typeset
from trichluc.read import read_bytes

BODY = """#align(center)[*BÁO CÁO*\\ *Kết quả công tác cải cách hành chính quý I năm 2021*]
Thực hiện Quyết định số 225/QĐ-TTg ngày 04 tháng 02 năm 2016 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh báo cáo:

*I. KẾT QUẢ ĐẠT ĐƯỢC*

Toàn tỉnh đã đơn giản hóa 125 thủ tục, tỷ lệ hồ sơ giải quyết đúng hạn đạt 98,5%; các sở, ngành, địa phương đều được
kết nối mạng wifi và dùng chung phần mềm profile. Kỷ luật, kỷ cương từng bước được giữ vững.

• Đã bồi dưỡng nghiệp vụ cho 1.250 lượt người.

*II. KHÓ KHĂN, VƯỚNG MẮC*

Một số đơn vị chưa thực sự quan tâm chỉ đạo; việc phối hợp giữa các cơ quan còn thiếu chặt chẽ, dẫn đến chậm trễ.
"""
TONES = "\u0300\u0301\u0303\u0309\u0323"
READ = cache(lambda: line(page_of(CLEAN)))
CLEAN = typeset(BODY)


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def shadow(content: bytes, x: float, y: float, first: bool = False) -> bytes:
    moved = b"q 1 0 0 1 %.2f %.2f cm\n%s\nQ\n" % (x, y, content)
    return moved + content if first else content + b"\n" + moved


def test_the_page_is_what_was_typed() -> None:
    assert READ() == " ".join(
        re.sub(r"#align\(center\)\[(.*)\]", r"\1", BODY).replace("*", "").replace("\\", "").split()
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.translate(str.maketrans("ƯưĐđ", "ƢƣÐð")),
        nfd,
        mark_first,
        lambda text: text.replace("•", "\uf0b7"),
        lambda text: text.replace("fi", "\ufb01"),
    ],
    ids=["look-alikes", "decomposed", "mark before its letter", "bullet of a symbol font", "ligature"],
)
def test_letters_that_are_stored_otherwise(change) -> None:
    assert line(page_of(relettered(CLEAN, change))) == READ()


def test_a_ligature_is_two_letters() -> None:
    shown = line(page_of(typeset(f'#set text(font: "DejaVu Serif", size: 12pt)\n{BODY}')))
    assert "mạng wifi và dùng chung phần mềm profile" in shown


@pytest.mark.parametrize(
    "draw",
    [
        lambda content: shadow(content, 0.4, 0),
        lambda content: shadow(content, 0.9, -0.9),
        lambda content: shadow(content, 1, -1, first=True),
        lambda content: re.sub(rb"(?s)BT.*?ET", lambda m: shadow(m.group(), 0.35, 0), content),
        lambda content: content.replace(b"BT", b"BT 2 Tr"),
    ],
    ids=["page twice", "shadow", "shadow below", "each line twice", "filled and stroked"],
)
def test_what_is_drawn_twice_is_read_once(draw) -> None:
    assert line(page_of(redrawn(CLEAN, draw))) == READ()


@pytest.mark.parametrize("tracking", ["1.5pt", "2.2pt", "4pt"])
def test_letters_that_are_spread_are_words(tracking) -> None:
    body = f"#set par(justify: false)\n#set text(tracking: {tracking}, size: 10pt)\n{BODY}"
    assert line(page_of(typeset(body))) == READ()


def test_figures_in_columns_are_not_spread_letters() -> None:
    cells = "".join(f"[{n % 10}]" for n in range(24))
    words = [
        word.text for word in page_of(typeset(f"#table(columns: 12, {', '.join(re.findall(r'.{3}', cells))})")).words
    ]
    assert words == [str(n % 10) for n in range(24)]


def test_cut_syllables_are_glued_all_over_the_page() -> None:
    toned = "ảãạẩậẳặẻẽẹểễệỉĩịỏõọổộởỡợủũụửữựỷỹỵ"
    cut = re.sub(rf"(\w)([{toned}])(\w)", r"\1 \2 \3", BODY)
    read = line(page_of(typeset(f"#set par(justify: false)\n#set text(size: 9pt)\n{cut}")))
    assert read.split()[:40] == READ().split()[:40]


def test_a_mark_after_a_blank_belongs_to_the_letter_before_it() -> None:
    def apart(match: re.Match[str]) -> str:
        tone = next(c for c in nfd(match[1]) if c in TONES)
        return unicodedata.normalize("NFC", nfd(match[1]).replace(tone, "")) + " " + tone

    typed = re.sub("([ảạẩậẻẹểệỉịỏọổộởợủụửự])", apart, BODY)
    assert line(page_of(typeset(f"#set par(justify: false)\n{typed}"))) == READ()


@pytest.mark.parametrize(
    ("damaged", "error"),
    [
        (lambda: relettered(CLEAN, lambda t: "".join(chr(ord(c) & 0xFF) for c in t)), "LostMarks"),
        (lambda: relettered(CLEAN, lambda t: "".join(c if c == " " else chr(ord(c) + 3) for c in t)), "GarbledText"),
        (lambda: relettered(CLEAN, lambda t: "".join(chr(max(33, ord(c) - 29)) for c in t)), "GarbledText"),
        (lambda: unmapped(CLEAN), "GarbledText"),
        (lambda: relettered(CLEAN, without_marks), "LostMarks"),
        (lambda: relettered(CLEAN, lambda t: "".join(c for c in nfd(t) if c not in TONES)), "LostMarks"),
        (lambda: relettered(CLEAN, lambda t: t.translate(str.maketrans("ếềểệấầậốồộ", "êêêêâââôôô"))), "LostMarks"),
    ],
    ids=["low bytes", "shifted by 3", "shifted by 29", "no table", "no marks", "no tones", "some tones"],
)  # fmt: skip
def test_letters_that_cannot_be_told_need_a_recogniser(damaged, error) -> None:
    (problem,) = source_of(damaged()).problems
    assert (problem.page, problem.error, problem.outcome) == (1, error, "needs_ocr")


def test_other_languages_are_no_damage() -> None:
    english = "This annex sets out the terms of the loan agreed between the Bank and the Borrower. " * 6
    french = "Le présent décret détermine les modalités d'exécution du projet à l'étranger. " * 6
    codes = "#table(columns: 4, " + ", ".join(
        f"[QCVN {n}:2020/BTTTT], [{n}.250,5], [12,{n}%], [x#{n}]" for n in range(9)
    )
    for body in (english, french, codes + ")"):
        assert source_of(typeset(body.replace("[x#", "[x\\#"))).problems == ()


def misread(text: str) -> str:
    """As a recogniser of another language reads Vietnamese."""
    pairs = zip("ộòãốủĩệậạươđếểấợịỉáàêôảăỒỘÒ", ["Q", *"oA6UiE@4uod6~", '"', *"Qji6hê", "()", *"aiOQo"], strict=True)
    return text.translate(str.maketrans(dict(pairs)))


def test_a_good_layer_of_a_scan_is_used() -> None:
    page = page_of(scanned(CLEAN, CLEAN))
    assert (line(page), page.origin) == (READ(), "text_layer")
    assert "invisible_text" in page.notes


STAMP = typeset("#place(right + bottom)[#text(size: 8pt)[Người ký: Sở Nội vụ\\ Thời gian ký: 12.03.2021 08:15:02]]")


@pytest.mark.parametrize(
    "layer",
    [lambda: relettered(CLEAN, misread), lambda: relettered(CLEAN, without_marks), lambda: STAMP],
    ids=["wrong language", "no marks", "stamp of a signature"],
)
def test_a_bad_layer_of_a_scan_is_left(layer) -> None:
    problems = source_of(scanned(CLEAN, layer())).problems
    assert [(p.page, p.error, p.outcome) for p in problems] == [(1, "NoTextLayer", "needs_ocr")]


@pytest.mark.tool("tesseract")
@pytest.mark.parametrize(
    "damaged",
    [
        lambda: unmapped(CLEAN),
        lambda: relettered(CLEAN, lambda t: "".join(chr(ord(c) & 0xFF) for c in t)),
        lambda: scanned(CLEAN, relettered(CLEAN, misread), dpi=200),
    ],
    ids=["no table", "low bytes", "wrong language"],
)
def test_the_picture_tells_what_the_layer_does_not(damaged) -> None:
    source = read_bytes(damaged(), "a.pdf", RULES)
    read, wanted = line(source.pages[0]).split(), READ().split()
    assert (source.pages[0].origin, source.charset, source.problems) == ("ocr", "unicode", ())
    assert len(set(wanted) - set(read)) <= len(set(wanted)) * 0.06
