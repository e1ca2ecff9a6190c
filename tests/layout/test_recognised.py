"""Letterheads and ends of scanned pages: what a hand wrote, a seal covered or a recogniser lost is not invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from tests.layout.documents import RULES
from trichluc.layout.footnotes import take_footnotes
from trichluc.layout.furniture import PageLines, take_furniture
from trichluc.layout.headlines import LEFT, RIGHT, HeadLine, arrange_page
from trichluc.layout.letterhead import Head, read_letterhead
from trichluc.layout.lines import PrintedLine, make_line
from trichluc.layout.signature import name_of, read_signatures
from trichluc.layout.symbols import read_symbol
from trichluc.layout.tail import find_tails
from trichluc.layout.tailzone import Tail
from trichluc.layout.titles import read_title
from trichluc.source import PageSource, Stroke, Word

WORDS = RULES.header.words
SIZE = 12.0


def line(text: str, x: float, top: float, page: int = 1) -> PrintedLine:
    """A recognised line; every letter is half as wide as the type is high."""
    words, at = [], x
    for written in text.split(" "):
        width = len(written) * SIZE / 2
        words.append(Word(written, at, top, at + width, top + SIZE * 0.9, SIZE, "", confidence=90.0))
        at += width + SIZE / 3
    return make_line(page, words)


def head_of(left: Sequence[str], right: Sequence[str], below: Sequence[str] = ()) -> Head:
    lines = [line(text, 60, 60 + 18 * n) for n, text in enumerate(left)]
    lines += [line(text, 300, 60 + 18 * n) for n, text in enumerate(right)]
    lines += [line(text, 200, 180 + 18 * n) for n, text in enumerate(below)]
    return read_letterhead(arrange_page(lines, WORDS), WORDS)


STATE = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


@pytest.mark.parametrize(
    ("written", "symbol", "number"),
    [
        ("40S2 /SNV-VP", "/SNV-VP", None),
        ("JJỔI/TCT-CS", "/TCT-CS", None),
        ("21ĐÁ_ /BC-SNV", "/BC-SNV", None),
        ("e2014/KH-SNV-CĐN", "/KH-SNV-CĐN", None),
        ("312 /BC-SNV", "312/BC-SNV", "312"),
        ("12a/TB-VP", "12a/TB-VP", "12a"),
        ("1141 TC/QĐ/CĐKT", "1141 TC/QĐ/CĐKT", "1141"),
        ("66.7/2025/NQ-CP", "66.7/2025/NQ-CP", "66.7"),
        ("127-QĐ/TW", "127-QĐ/TW", "127"),
    ],
)
def test_a_number_written_by_hand_is_left_blank(written, symbol, number) -> None:
    found = read_symbol(written, WORDS)
    assert found is not None
    assert (found.value, found.number) == (symbol, number)


def test_a_symbol_without_its_label_is_no_part_of_the_issuer() -> None:
    head = head_of(["UBND TỈNH BẾN TRE", "SỞ NỘI VỤ", "/BC-SNV"], [*STATE, "Bến Tre, ngày A2 tháng 12 năm 2018"])
    assert (head.parent_issuer, head.issuer) == ("UBND TỈNH BẾN TRE", "SỞ NỘI VỤ")
    assert head.symbol is not None
    assert (head.symbol.value, head.symbol.number) == ("/BC-SNV", None)


def test_a_doubled_letter_in_the_code_of_a_type() -> None:
    head = head_of(["SỞ NỘI VỤ", "Số: 2676 /QĐĐ-SNV"], STATE)
    assert head.symbol is not None
    assert head.symbol.value == "2676/QĐ-SNV"


@pytest.mark.parametrize(
    ("written", "title", "symbol"),
    [
        ("Số: 2827 /QD-SNV", "QUYẾT ĐỊNH", "2827/QĐ-SNV"),
        ("Số:21ĐÁ_ /C-SNV", "BÁO CÁO", "/BC-SNV"),
        ("Số: 15 /C-SNV", "BÁO CÁO", "15/C-SNV"),
        ("Số: 15 /SNV-VP", "BÁO CÁO", "15/SNV-VP"),
    ],
)
def test_the_code_of_the_printed_type_in_a_misread_symbol(written, title, symbol) -> None:
    head = head_of(["SỞ NỘI VỤ", written], STATE, [title, "Về việc sắp xếp tổ chức bộ máy"])
    assert head.symbol is not None
    assert head.symbol.value == symbol


def test_dirt_above_the_names() -> None:
    head = head_of(["bói", "UBND TỈNH BẾN TRE", "SỞ NỘI VỤ", "Số: 12/BC-SNV"], STATE)
    assert (head.parent_issuer, head.issuer) == ("UBND TỈNH BẾN TRE", "SỞ NỘI VỤ")


def test_dirt_before_a_name_in_capitals() -> None:
    head = head_of(["bói UBND TỈNH BẾN TRE", "SỞ NỘI VỤ", "Số: 12/BC-SNV"], STATE)
    assert (head.parent_issuer, head.issuer) == ("UBND TỈNH BẾN TRE", "SỞ NỘI VỤ")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Bến Tre, ngày 03 tháng I0năm 2023", "2023-10-03"),
        ("Bến Tre, ngày@¿ tháng 1] năm 2023", "2023-11-XX"),
        ("Bến Tre, ngày 0? tháng 2# năm 2023", "2023-XX-XX"),
        ("Bến Tre, ngày 09 tháng l năm 2023", "2023-XX-XX"),
    ],
)
def test_months_whose_figures_were_read_as_letters(written, day) -> None:
    head = head_of(["SỞ NỘI VỤ", "Số: 12/BC-SNV"], [*STATE, written])
    assert head.date is not None
    assert head.date.edtf == day


def test_a_subject_goes_on_behind_of() -> None:
    subject = ["Về việc công bố thủ tục mới ban hành thuộc phạm vi quản lý của", "Sở Nội vụ tỉnh Bến Tre"]
    lines = [HeadLine(text, True, False, 0, (n,), None, True) for n, text in enumerate(["QUYẾT ĐỊNH", *subject])]
    assert read_title(lines, "Sở Nội vụ tỉnh Bến Tre", WORDS).subject == " ".join(subject)


def test_a_speck_beside_the_type_does_not_move_its_middle() -> None:
    subject = "Về việc công bố thủ tục hành chính nội bộ được chuẩn hóa"
    middle = line(subject, 100, 100)
    title = line("QUYÉT ĐỊNH", (middle.x0 + middle.x1) / 2 - 30, 80)
    speck = Word("l", title.x0 - 40, 80, title.x0 - 37, 91, SIZE, "", confidence=40.0)
    lines = [make_line(1, [speck, *title.words]), middle]
    found = read_title([HeadLine(x.text, False, False, 0, (n,), x) for n, x in enumerate(lines)], None, WORDS)
    assert (found.doc_type, found.subject) == ("quyết định", subject)


def tails_of(*pages: Sequence[tuple[str, float, float]]) -> list[list[Tail]]:
    made = [[line(text, x, top, n) for text, x, top in page] for n, page in enumerate(pages, 1)]
    return find_tails(made, 595, WORDS)


SIGNED = [("KT. GIÁM ĐỐC", 380, 300), ("PHO GIAM ĐỌC", 380, 318), ("Hà Văn Bình", 390, 420)]


@pytest.mark.parametrize("label", [None, ";Với nhận:", "4Wơi nhận:"])
def test_recipients_whose_label_was_not_read(label) -> None:
    items = [("- Như trên;", 85, 309), ("- Các phòng, ban;", 85, 322), ("- Lưu: VT, TCCB.", 85, 336)]
    lines = [*SIGNED, *items, *([(label, 85, 296)] if label else [])]
    [[tail]] = tails_of([("thực hiện./.", 85, 260), *sorted(lines, key=lambda item: item[2])])
    assert tail.recipients == ["Như trên", "Các phòng, ban", "Lưu: VT, TCCB"]
    assert [(s.title, s.name) for s in tail.signatures] == [("PHO GIAM ĐỌC", "Hà Văn Bình")]


def test_the_title_of_a_list_on_the_next_page_is_no_signer() -> None:
    first = [("thực hiện./.", 85, 260), ("Nơi nhận:", 85, 296), ("- Như trên;", 85, 309), ("- Lưu: VT.", 85, 322)]
    second = [("(Ban hành kèm theo Công văn số /SNV-VP về việc tập huấn)", 240, 80), ("DANH SÁCH", 280, 98)]
    found = tails_of(first, second)
    assert [len(tails) for tails in found] == [1, 0]
    assert not found[0][0].signatures


LIST = [("Nơi nhận:", 85, 296), ("- Như trên;", 85, 309), ("- Lưu: VT.", 85, 322)]


def ended(*lines: tuple[str, float, float]) -> list[Tail]:
    """The ends of a recognised page whose text stands above these lines."""
    [found] = tails_of([("thực hiện./.", 85, 260), *sorted(lines, key=lambda item: item[2])])
    return found


def test_what_a_seal_leaves_between_a_position_and_a_name_is_no_part_of_the_signature() -> None:
    [tail] = ended(*LIST, ("GIÁM ĐỐC", 380, 296), ("Y TẾ", 360, 330), ("à Ỗ", 400, 350), ("Lê Minh Hạnh", 380, 380))
    assert [block.text for block in tail.blocks if block.kind == "signature"] == ["GIÁM ĐỐC", "Lê Minh Hạnh"]
    assert [(s.title, s.name) for s in tail.signatures] == [("GIÁM ĐỐC", "Lê Minh Hạnh")]


def test_a_position_with_dirt_before_it_opens_a_signature() -> None:
    [tail] = ended(*LIST, ("'GLAM ĐỌC", 380, 294), ("Lê Minh Hạnh", 380, 380))
    assert [(s.title, s.name) for s in tail.signatures] == [("GLAM ĐỌC", "Lê Minh Hạnh")]


def test_two_signers_side_by_side_above_the_list() -> None:
    signers = [("CHỦ TỊCH", 120, 280), ("Hà Văn Bình", 120, 370), ("GIÁM ĐỐC", 380, 282), ("Lê Minh Hạnh", 380, 366)]
    listed = [(text, x, top + 120) for text, x, top in LIST]
    *_, tail = ended(*signers, ("'CÔNG ĐOÀ", 110, 330), *listed)
    assert [(s.title, s.name) for s in tail.signatures] == [("CHỦ TỊCH", "Hà Văn Bình"), ("GIÁM ĐỐC", "Lê Minh Hạnh")]
    assert tail.recipients == ["Như trên", "Lưu: VT"]


def test_a_name_without_a_known_surname_is_not_taken_from_a_scan() -> None:
    [tail] = ended(*LIST, ("GIÁM ĐỐC", 380, 296), ("Tuyết Mai", 400, 380))
    assert [(s.title, s.name) for s in tail.signatures] == [("GIÁM ĐỐC", None)]


def test_an_entry_whose_dash_was_not_recognised() -> None:
    [tail] = ended(
        LIST[0], LIST[1], ("Văn phòng Chính phủ;", 90, 322), ("~ Sở Tài chính; '", 85, 335), ("- Lưu: VT.", 85, 348)
    )
    assert tail.recipients == ["Như trên", "Văn phòng Chính phủ", "Sở Tài chính", "Lưu: VT"]


@pytest.mark.parametrize("title", ["PHÓ CHỦ TỊC", "GIẢÁM ĐÓC", "GLAM ĐỌC", "HÓ GIÁM ĐỐC"])
def test_positions_with_one_letter_wrong(title) -> None:
    lines = ["TM. ỦY BAN NHÂN DÂN", title, "Trần Văn Bình"]
    [found] = read_signatures([HeadLine(text, False, False, RIGHT, (n,)) for n, text in enumerate(lines)], WORDS)
    assert (found.authority, found.title, found.name) == ([lines[0]], title, lines[2])


def test_a_body_like_a_position_stays_with_the_authority() -> None:
    lines = ["TM. BAN CHẤP HÀNH", "ĐẢNG BỘ TỈNH", "BÍ THƯ", "Trần Văn Bình"]
    [found] = read_signatures([HeadLine(text, False, False, LEFT, (n,)) for n, text in enumerate(lines)], WORDS)
    assert (found.authority, found.title) == (["TM. BAN CHẤP HÀNH ĐẢNG BỘ TỈNH"], "BÍ THƯ")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Thiêu tướng Trần Minh Đức", "Trần Minh Đức"),
        ("Đại tá Bùi Văn Cường", "Bùi Văn Cường"),
        ("Lê ⁄ấn Dũng", None),
        ("P>ain Ngọc Thướng", None),
    ],
)
def test_names_behind_misread_ranks(written, name) -> None:
    assert name_of(written, WORDS) == name


def test_lines_of_the_helper_do_not_touch() -> None:
    assert all(a.x1 < b.x0 for a, b in pairwise(line("Nơi nhận: các sở", 80, 100).words))


def test_specks_of_clean_pages_are_text() -> None:
    lines = [line("bói UBND TỈNH BẾN TRE", 60, 60), line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 300, 60)]
    clean = [make_line(1, [replace(word, confidence=None) for word in x.words]) for x in lines]
    head = read_letterhead(arrange_page([*clean, line("Số: 12/BC-SNV", 60, 90)], WORDS), WORDS)
    assert head.issuer is not None
    assert head.issuer.startswith("bói ")


def test_a_note_goes_on_although_a_large_table_has_the_most_frequent_size() -> None:
    """The sizes of recognised lines vary; those of a table read cell by cell do not."""
    text = [(f"Nội dung công tác của sở trong tháng {n} năm", 85.0, 100.0 + 20 * n, 12.5 + 0.17 * n) for n in range(9)]
    table = [(f"Chỉ tiêu số {n}", 85.0, 300.0 + 12 * n, 9.0) for n in range(20)]
    first = [*text, *table, ("1 Thông tư số 04/2022/TT-", 85.0, 720.0, 9.8)]
    second = [*text, ("BTC ngày 11 tháng 7 năm 2022", 85.0, 700.0, 10.1), ("của Bộ Tài chính", 85.0, 714.0, 9.6)]
    pages = []
    for number, printed in enumerate((first, second), 1):
        lines = [sized(line(words, x, top, number), size) for words, x, top, size in printed]
        rule = Stroke(85.0, 695.0, 225.0, 695.5)
        source = PageSource(number, 595.0, 842.0, 0, (), (rule,), origin="ocr")
        pages.append(PageLines(source, lines, []))
    [note] = take_footnotes(pages)
    assert (note.marker, note.pages) == ("1", {1, 2})
    assert [x.text for x in note.lines][1:] == ["BTC ngày 11 tháng 7 năm 2022", "của Bộ Tài chính"]
    assert [x.text for x in pages[1].lines] == [words for words, *_ in text]


def sized(printed: PrintedLine, size: float) -> PrintedLine:
    return make_line(printed.page, [replace(word, size=size) for word in printed.words])


@pytest.mark.parametrize(
    ("issuer", "province"),
    [
        ("CÔNG AN TỈNH LÂM ĐỎNG", "Lâm Đồng"),
        ("UBND TĨNH KIÉN GIANG", "Kiên Giang"),
        ("SỞ NỘI VỤ LÂM ĐỎNG", None),
        ("Công an tỉnh Lâm Đỏng", None),
    ],
)
def test_a_province_in_capitals_with_misread_marks(issuer, province) -> None:
    assert RULES.header.places.province(issuer, date(2019, 5, 1)) == province


def without_furniture(*lines: PrintedLine) -> list[str]:
    """The lines of a scan that are left when its furniture is taken away."""
    words = tuple(word for printed in lines for word in printed.words)
    page = PageLines(PageSource(1, 595.0, 842.0, 0, words, (), origin="ocr"), list(lines), [])
    take_furniture([page], RULES.furniture)
    return [printed.text for printed in page.lines]


def lowered(printed: PrintedLine, height: float) -> PrintedLine:
    return make_line(printed.page, [replace(w, bottom=w.top + height, size=height) for w in printed.words])


def test_letters_lower_than_any_print_are_dirt() -> None:
    text = line("Sở Nội vụ đã tham mưu ban hành 12 văn bản chỉ đạo", 85, 300)
    after = line("và tổ chức thực hiện nghiêm túc.", 85, 318)
    assert without_furniture(text, lowered(line("TẾ", 500, 314), 4.0), after) == [text.text, after.text]
    assert without_furniture(text, lowered(line("-", 500, 314), 2.0), after) == [text.text, "-", after.text]


def test_the_stamp_of_a_signing_time_with_sizes_that_a_recogniser_guessed() -> None:
    stamp = [
        ("TRUNG TÂM CÔNG BÁO", 6, 7.4),
        ("VÀ TIN HỌC", 13, 6.9),
        ("26.11.2024 13:45:56", 28, 5.5),
        ("+07:00", 35, 5.0),
    ]
    lines = [lowered(line(text, 270, top), height) for text, top, height in stamp]
    state = line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 249, 46)
    assert without_furniture(*lines, state) == [state.text]


def test_number_and_day_of_an_incoming_stamp_are_not_the_documents_own() -> None:
    left = [("UBND TỈNH BẾN TRE", 60, 60), ("SỞ NỘI VỤ", 80, 78), ("Số: 2156/BC-SNV", 80, 100)]
    right = [(STATE[0], 300, 60), (STATE[1], 330, 78), ("Bến Tre, ngày 12 tháng 12 năm 2018", 320, 100)]
    stamp = [("SỞ TÀI CHÍNH", 40, 124), ("ĐẾN", 40, 150), ("Số: 1245", 90, 138), ("Ngày: 15/3/2019", 90, 152)]
    lines = [line(text, x, top) for text, x, top in sorted([*left, *right, *stamp], key=lambda item: item[2])]
    kept = without_furniture(*lines)
    assert set(kept) == {text for text, _, _ in [*left, *right]}


def test_a_single_field_is_no_incoming_stamp() -> None:
    lines = [line("Ngày: 15/3/2019", 90, 152), line("Số: 1245", 90, 138)]
    assert len(without_furniture(*lines)) == 2


def test_a_field_that_runs_on_into_the_text_tells_no_place() -> None:
    lines = [line("QUYẾT ĐỊNH", 260, 130), line("Ngày: 5/2/20 và Hệ thống thông tin một cửa điện tử", 78, 152)]
    lines.append(line("Chuyển: 93", 79, 168))
    assert without_furniture(*lines) == [printed.text for printed in lines]
