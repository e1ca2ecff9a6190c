"""Sections: which paragraphs head one, and the tree that they make."""

from __future__ import annotations

import csv
import itertools
import re
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trichluc.errors import RuleError
from trichluc.extract.sections import SectionRules, find_sections, load_section_rules
from trichluc.language.roman import read_roman, write_roman
from trichluc.layout.verbatim import verbatim
from trichluc.report import Block, PageRow, Section
from trichluc.rules import RulePackage, open_package
from trichluc.text import Piece, Text

CASES = Path(__file__).parent.parent / "cases" / "headings.tsv"


@cache
def loaded() -> SectionRules:
    return load_section_rules(open_package())


@pytest.fixture
def rules() -> SectionRules:
    return loaded()


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def paragraphs(case: dict[str, str]) -> list[str]:
    return [line for part in ("before", "line", "after") for line in case[part].split(" ¶ ") if line]


def sections_of(lines: list[str], rules: SectionRules) -> tuple[Section, ...]:
    return find_sections(verbatim("\n".join(lines)), rules)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["ex_id"])
def test_heading_case(case: dict[str, str], rules: SectionRules) -> None:
    lines = paragraphs(case)
    before = [line for line in case["before"].split(" ¶ ") if line]
    start = sum(len(line) + 1 for line in before)
    found = sections_of(lines, rules)
    here = [s for s in found if s.char_start == start]
    if case["expect"] != "heading":
        assert here == []
        if case["expect"] == "boundary":
            assert rules.boundaries.opens(case["line"], 0, len(case["line"])) is True
            assert all(s.char_end <= start for s in found if s.char_start < start)
            assert [s.level for s in found if s.char_start > start] == [1, 1]
        return
    assert len(here) == 1
    section = here[0]
    assert (section.scheme, section.number, section.level, section.path, section.title, section.repaired) == (
        case["scheme"], int(case["number"]), int(case["level"]), case["path"], case["title"] or None,
        case["repaired"] or None,
    )  # fmt: skip


def numbering(found: tuple[Section, ...]) -> list[tuple[str, int | None, int, str]]:
    return [(s.scheme, s.number, s.level, s.path) for s in found]


def test_every_roman_number_up_to_a_hundred(rules: SectionRules) -> None:
    found = sections_of([f"{write_roman(n)}. Nội dung thứ {n}" for n in range(1, 61)], rules)
    assert numbering(found) == [("roman", n, 1, write_roman(n)) for n in range(1, 61)]
    assert [read_roman(write_roman(n)) for n in range(1, 101)] == list(range(1, 101))
    assert len({write_roman(n) for n in range(1, 101)}) == 100


def test_only_well_formed_roman_numbers_are_read() -> None:
    language = {write_roman(n) for n in range(1, 101)}
    for length in range(1, 5):
        for letters in itertools.product("IVXLC", repeat=length):
            written = "".join(letters)
            value = read_roman(written)
            assert value is None or value > 100 or written in language, written


def test_every_misreading_is_repaired_in_its_place(rules: SectionRules) -> None:
    """Each numeral with one stroke misread, between the numerals before and after it."""
    for number, (read, meant, _) in itertools.product(range(1, 16), rules.schemes.numerals.confusions["roman"]):
        printed = write_roman(number)
        if meant not in printed:
            continue
        markers = [write_roman(n) for n in range(1, number + 3)]
        markers[number - 1] = printed.replace(meant, read, 1)
        found = sections_of([f"{marker}. Nội dung công tác" for marker in markers], rules)
        assert [s.number for s in found] == list(range(1, number + 3)), markers
        assert found[number - 1].repaired == markers[number - 1]
        assert [s.repaired for at, s in enumerate(found) if at != number - 1] == [None] * (number + 1)


TITLES = (
    "Công tác chỉ đạo, điều hành", "Kết quả thực hiện nhiệm vụ", "Khó khăn, vướng mắc", "Cải cách thủ tục hành chính",
    "Công tác tuyên truyền", "Phương hướng thời gian tới", "Về an toàn thông tin (cấp xã)", "Bưu chính, viễn thông",
)  # fmt: skip
POINTS = "abcdđeghiklmnopqrstuvxy"
LADDERS = (
    ("phan", "roman", "arabic", "decimal", "letter", "bracketed"),
    ("capital", "roman", "arabic", "letter", "bracketed"),
    ("roman", "arabic", "decimal", "letter"),
    ("arabic", "decimal", "letter", "bracketed"),
    ("chuong", "muc", "dieu", "arabic", "letter"),
)


def written_marker(scheme: str, number: int, parent: str) -> tuple[str, str]:
    """A marker as it stands in the text, and as it stands in the table."""
    match scheme:
        case "phan":
            return f"Phần {write_roman(number)}.", write_roman(number)
        case "chuong":
            return f"Chương {write_roman(number)}.", write_roman(number)
        case "muc":
            return f"Mục {number}.", str(number)
        case "dieu":
            return f"Điều {number}.", str(number)
        case "capital":
            return f"{POINTS[number - 1].upper()}.", POINTS[number - 1].upper()
        case "roman":
            return f"{write_roman(number)}.", write_roman(number)
        case "arabic":
            return f"{number}.", str(number)
        case "decimal":
            return f"{parent}.{number}.", f"{parent}.{number}"
        case "letter":
            return f"{POINTS[number - 1]})", POINTS[number - 1]
        case _:
            return f"({number})", str(number)


Row = tuple[str, int, int, str, str]


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[str], list[Row]]:
    """A random tree: its paragraphs, and the rows that they make."""
    ladder = draw(st.sampled_from(LADDERS))
    lines: list[str] = ["Thực hiện chương trình công tác năm, đơn vị báo cáo như sau:"]
    rows: list[Row] = []
    articles = itertools.count(1)

    def grow(rung: int, level: int, path: str, parent: str) -> None:
        if rung >= len(ladder):
            return
        if ladder[rung] == "decimal" and not (level > 1 and rows[-1][0] == "arabic"):
            rung += 1
        scheme = ladder[rung]
        for nth in range(1, draw(st.integers(2, 5)) + 1):
            number = next(articles) if scheme == "dieu" else nth
            printed, marker = written_marker(scheme, number, parent)
            title = draw(st.sampled_from(TITLES))
            here = f"{path}/{marker}" if path else marker
            lines.append(f"{printed} {title}")
            rows.append((scheme, number, level, here, title))
            if draw(st.booleans()):
                lines.append("- Đã hoàn thành 12 nhiệm vụ được giao trong Quý I/2025; đang thực hiện 03 nhiệm vụ.")
            if draw(st.booleans()):
                grow(rung + 1, level + 1, here, marker)

    grow(0, 1, "", "")
    return lines, rows


@given(documents())
@settings(max_examples=150, deadline=None)
def test_a_random_tree_is_recovered(document: tuple[list[str], list[Row]]) -> None:
    lines, rows = document
    found = sections_of(lines, loaded())
    assert [(s.scheme, s.number, s.level, s.path, s.title) for s in found] == rows
    for before, after in itertools.pairwise(found):
        assert before.char_end <= after.char_start or before.char_end >= after.char_end
    by_id = {s.section_id: s for s in found}
    assert len(by_id) == len(found)
    for section in found:
        parent = by_id.get(section.parent_id or "")
        assert (section.level == 1) == (parent is None)
        assert parent is None or parent.char_start < section.char_start <= section.char_end <= parent.char_end


@dataclass(frozen=True)
class Para:
    """A paragraph as layout would hand it over."""

    text: str
    kind: str = "paragraph"
    bold: str = ""
    align: str = "left"
    italic: bool = False


def laid_out(paragraphs: Sequence[Para], origin: str | None = None) -> Text:
    """A text with blocks; with an origin, printed on one page, each word a piece of ten points."""
    value = "".join(p.text + "\n" for p in paragraphs)
    blocks: list[Block] = []
    pieces: list[Piece] = []
    start = 0
    for nth, p in enumerate(paragraphs):
        bold = start + len(p.bold) if p.bold else None
        page = 1 if origin else None
        look = {"align": p.align, "bold_until": bold, "italic": p.italic}
        blocks.append(Block("d", start, start + len(p.text), p.text, page, (), p.kind, **look))
        if origin:
            for word in re.finditer(r"\S+", p.text):
                left = 50.0 + 10 * word.start()
                pieces.append(
                    Piece(start + word.start(), start + word.end(), 1, left, 20.0 * nth, left + 5, 20.0 * nth + 12)
                )
        start += len(p.text) + 1
    pages = (PageRow("d", 1, 595, 842, 0, origin, "unicode", 0, len(value)),) if origin else ()
    return Text("d", value, tuple(pieces), pages, (), tuple(blocks), (), (), ())


def found_in(paragraphs: Sequence[Para], rules: SectionRules, origin: str | None = None) -> tuple[Section, ...]:
    return find_sections(laid_out(paragraphs, origin), rules)


def test_titles(rules: SectionRules) -> None:
    titles = {
        "1. Công tác tuyên truyền": "Công tác tuyên truyền",
        "1. Công tác tuyên truyền:": "Công tác tuyên truyền",
        "1. Về bưu chính: Cấp 05 giấy phép.": "Về bưu chính",
        "1. Sở Nội vụ: phối hợp với các sở, ngành rà soát biên chế.": "Sở Nội vụ",
        "1. Giám đốc Sở có trách nhiệm báo cáo khi:": "Giám đốc Sở có trách nhiệm báo cáo khi",
        "1. Đã ban hành 03 kế hoạch, trong đó tập trung: (1) rà soát; (2) báo cáo.": None,
        "1. Tiếp tục triển khai các nhiệm vụ được giao.": None,
        "1. Dự thảo quyết định;": None,
        "1. Cuộc họp bắt đầu lúc 14:30 ngày 12/01/2026 tại Hà Nội.": None,
        "1. Phòng thí nghiệm tuân thủ TCVN 9115: 2019 về kết cấu.": None,
        "1. Họ và tên:…………………………": "Họ và tên",
        "1. Cán bộ lãnh đạo được đánh giá theo các tiêu chí: kết quả công việc, tinh thần phối hợp.": None,
        "1. Mức độ hoàn thành gồm 04 mức: tốt, khá, đạt, chưa đạt.": None,
        "1. Công chức được thôi việc trong các trường hợp: tinh giản biên chế, nghỉ theo nguyện vọng.": None,
        "1. Chủ trì, phối hợp với các Sở: Tài chính, Xây dựng, Nội vụ.": None,
        "1. Đối với các Sở: Khẩn trương hoàn thiện đề án vị trí việc làm.": "Đối với các Sở",
        "1. Các tiêu chí: Đã hoàn thành 12 tiêu chí.": "Các tiêu chí",
        "1. Đăng ký dự họp qua hộp thư điện tử: phonghop@tinh.gov.vn trước 14 giờ.": None,
        "1. Quyết định này có hiệu lực từ ngày 05/01/2025 và thay thế Quyết định: số 12/2020/QĐ-UBND.": None,
        "1. Quyết định này có hiệu lực từ ngày 05/01/2025": None,
        "1. Hiệu lực thi hành": "Hiệu lực thi hành",
    }
    for line, title in titles.items():
        found = found_in([Para(line), Para("Nội dung của mục này.")], rules)
        assert [s.title for s in found] == [title], line


def test_a_bold_run_in_title_ends_with_the_bold_type(rules: SectionRules) -> None:
    line = "1.1. Theo kết quả khảo sát năm 2024, tỉnh xếp thứ 12 cả nước."
    found = found_in([Para("1. Chỉ số"), Para(line, bold="1.1. Theo kết quả khảo sát năm 2024,")], rules)
    assert found[1].title == "Theo kết quả khảo sát năm 2024"
    assert laid_out([Para("1. Chỉ số"), Para(line)]).value[found[1].heading_end :].startswith("tỉnh xếp")


def test_a_bold_sentence_is_a_title(rules: SectionRules) -> None:
    line = "2. Quản lý tài chính của Hội."
    assert found_in([Para("1. Tổ chức", bold="1. Tổ chức"), Para(line, bold=line)], rules)[1].title == (
        "Quản lý tài chính của Hội"
    )
    assert found_in([Para("1. Tổ chức"), Para(line)], rules)[1].title is None


def test_an_italic_line_with_a_full_stop_is_a_title(rules: SectionRules) -> None:
    line, text = "1. Giáo dục, đào tạo.", Para("Toàn tỉnh có 12 trường đạt chuẩn quốc gia.")
    assert found_in([Para(line, italic=True), text], rules)[0].title == "Giáo dục, đào tạo"
    assert found_in([Para(line), text], rules)[0].title is None


def test_a_topic_above_its_text_is_a_title_with_a_full_stop_too(rules: SectionRules) -> None:
    items = [Para("a) Lập quy hoạch chi tiết;"), Para("b) Thẩm định thiết kế đô thị.")]
    assert found_in([Para("1. Về kiến trúc."), *items], rules)[0].title == "Về kiến trúc"
    assert found_in([Para("1. Về kiến trúc."), Para("2. Về quy hoạch.")], rules)[0].title is None
    assert found_in([Para("1. Tổ chức thực hiện quy hoạch."), *items], rules)[0].title is None


def test_a_numbering_begins_again_below_a_heading_without_number(rules: SectionRules) -> None:
    one, two = "Nhiệm vụ 1: Hỗ trợ phụ nữ phát triển toàn diện", "Nhiệm vụ 2: Xây dựng tổ chức Hội vững mạnh"
    items = [Para(f"{n}. Các cấp Hội đã tổ chức {n + 3} lớp tập huấn cho hội viên.") for n in (1, 2)]
    top = [
        Para(f"{marker}. {title}", bold=f"{marker}. {title}")
        for marker, title in (("I", "TÌNH HÌNH"), ("II", "KẾT QUẢ"))
    ]
    found = found_in([*top, Para(one, bold=one), *items, Para(two, bold=two), *items], rules)
    assert [(s.path, s.level) for s in found[2:]] == [("II/1", 2), ("II/2", 2), ("II/1", 2), ("II/2", 2)]


def test_bold_words_in_a_sentence_are_no_title(rules: SectionRules) -> None:
    line = "1. Bãi bỏ Điều 15 và khoản 2 Điều 16 của Quy định."
    assert found_in([Para(line, bold="1. Bãi bỏ")], rules)[0].title is None


def test_a_title_over_several_paragraphs(rules: SectionRules) -> None:
    paragraphs = [
        Para("PHẦN THỨ HAI", align="center"),
        Para("MỤC TIÊU VÀ GIẢI PHÁP", align="center"),
        Para("GIAI ĐOẠN 2026 - 2030", align="center"),
        Para("I. MỤC TIÊU"),
    ]
    found = found_in([Para("PHẦN THỨ NHẤT"), Para("KẾT QUẢ"), *paragraphs], rules)
    assert [(s.marker, s.title) for s in found] == [
        ("NHẤT", "KẾT QUẢ"), ("HAI", "MỤC TIÊU VÀ GIẢI PHÁP GIAI ĐOẠN 2026 - 2030"), ("I", "MỤC TIÊU"),
    ]  # fmt: skip


def test_a_section_holds_its_subsections_and_notes(rules: SectionRules) -> None:
    paragraphs = [
        Para("I. Kết quả"),
        Para("1. Văn bản"),
        Para("Đã ban hành 02 kế hoạch."),
        Para("Kế hoạch số 15/KH-UBND ngày 02/01/2026.", "footnote"),
        Para("2. Tuyên truyền"),
        Para("Đã đăng 12 tin, bài."),
        Para("II. Kiến nghị"),
        Para("Không có."),
        Para("Trên đây là báo cáo quý I năm 2026./."),
        Para("Nơi nhận:", "recipients"),
    ]
    text = laid_out(paragraphs)
    spans = {s.path: text.value[s.char_start : s.char_end] for s in find_sections(text, rules)}
    assert spans["I"] == "\n".join(p.text for p in paragraphs[:6])
    assert spans["I/1"] == "\n".join(p.text for p in paragraphs[1:4])
    assert spans["II"] == "II. Kiến nghị\nKhông có."


def test_boxes_are_those_of_the_heading(rules: SectionRules) -> None:
    found = found_in([Para("I. Kết quả đạt được"), Para("Tốt."), Para("II. Hạn chế")], rules, "text_layer")
    assert [(box.page, box.x0, box.top) for box in found[0].boxes] == [(1, 50.0, 0.0)]
    assert found[0].boxes[0].x1 == 50.0 + 10 * "I. Kết quả đạt được".index("được") + 5
    assert (found[1].page, found[1].boxes[0].top) == (1, 40.0)


def test_quoted_provisions_are_no_sections(rules: SectionRules) -> None:
    for opening, closing in (("“", "”"), ('"', '"')):
        lines = [
            "Điều 1. Sửa đổi, bổ sung một số điều",
            "1. Sửa đổi Điều 6 như sau:",
            f"{opening}Điều 6. Tổ chức thực hiện:",
            "1. Các Sở có trách nhiệm hướng dẫn.",
            "2. Sở Tài chính tổng hợp, báo cáo.",
            f"3. Văn phòng theo dõi, đôn đốc.{closing}.",
            "2. Bãi bỏ Điều 7.",
            "Điều 2. Hiệu lực thi hành",
        ]
        assert [s.path for s in sections_of(lines, rules)] == ["1", "1/1", "1/2", "2"]


def test_a_quotation_mark_without_partner_hides_nothing(rules: SectionRules) -> None:
    lines = ["I. Kết quả", "Phong trào “Toàn dân bảo vệ an ninh được duy trì.", "II. Hạn chế", "III. Kiến nghị"]
    assert [s.path for s in sections_of(lines, rules)] == ["I", "II", "III"]


def test_numbering_starts_anew_in_each_annex(rules: SectionRules) -> None:
    lines = ["I. Kết quả", "II. Kiến nghị", "Nơi nhận:", "Phụ lục I", "I. Danh mục", "II. Kinh phí", "Phụ lục II",
             "I. Biểu tổng hợp", "II. Ghi chú"]  # fmt: skip
    found = sections_of(lines, rules)
    assert [(s.path, s.level) for s in found] == [("I", 1), ("II", 1)] * 3


def test_a_numbering_may_go_on_after_forms(rules: SectionRules) -> None:
    form = ["I. Kê khai", "II. Kết luận"]
    lines = ["Phần thứ nhất", "QUY ĐỊNH CHUNG", "Phần thứ hai", "MẪU BIỂU", "Mẫu số 01", *form, "Mẫu số 02", *form]
    lines += ["Phần thứ ba", "THỰC HIỆN", "Phần thứ tư", "HIỆU LỰC"]
    found = sections_of(lines, rules)
    assert [(s.marker, s.level) for s in found if s.scheme == "phan"] == [
        ("nhất", 1), ("hai", 1), ("ba", 1), ("tư", 1),
    ]  # fmt: skip
    assert [s.level for s in found if s.scheme == "roman"] == [1, 1, 1, 1]


def test_a_numbering_goes_on_after_the_title_of_a_table_below_a_letterhead(rules: SectionRules) -> None:
    lines = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "I. Kết quả", "1. Thu ngân sách", "Biểu 1. Thu theo sắc thuế"]
    lines += ["2. Chi ngân sách", "II. Kiến nghị"]
    found = sections_of(lines, rules)
    assert [(s.marker, s.level) for s in found] == [("I", 1), ("1", 2), ("2", 2), ("II", 1)]


def test_roles(rules: SectionRules) -> None:
    lines = [
        "I. Hoạt động nổi bật trong Quý I/2025", "1. Công tác tuyên truyền", "2. Những tồn tại, hạn chế",
        "II. Khó khăn, vướng mắc", "1. Về biên chế", "2. Kiến nghị, đề xuất",
        "III. Nhiệm vụ trọng tâm trong quý II/2025", "1. Ban hành kế hoạch.", "2. Kết quả dự kiến.",
        "IV. Kiến nghị", "1. Kết quả giải quyết các kiến nghị (nếu có):",
    ]  # fmt: skip
    assert [s.role for s in sections_of(lines, rules)] == [
        "result", "result", "difficulty", "difficulty", "difficulty", "proposal", "plan", "plan", "plan", "proposal",
        "proposal",
    ]  # fmt: skip


def test_articles_of_law_have_no_role(rules: SectionRules) -> None:
    found = sections_of(["Chương I", "KẾT QUẢ ĐÁNH GIÁ", "Điều 1. Đề xuất", "Điều 2. Kế hoạch"], rules)
    assert [s.role for s in found] == [None, None, None]


def test_a_well_printed_marker_is_not_repaired(rules: SectionRules) -> None:
    paragraphs = [Para(x) for x in ("I. Kết quả", "II. Hạn chế", "II. Phương hướng", "IV. Kiến nghị")]
    printed = found_in(paragraphs, rules, "text_layer")
    assert [(s.marker, s.repaired) for s in printed] == [("I", None), ("II", None), ("II", None), ("IV", None)]
    scanned = found_in(paragraphs, rules, "ocr")
    assert [(s.marker, s.repaired) for s in scanned] == [("I", None), ("II", None), ("III", "II"), ("IV", None)]


def test_rows_of_tables_are_no_sections(rules: SectionRules) -> None:
    paragraphs = [
        Para("I. Kết quả"),
        Para("I\tThu ngân sách\t1.250", "table"),
        Para("II\tChi ngân sách\t980"),
        Para("1.\tThu nội địa\t750"),
        Para("II. Kiến nghị"),
    ]
    assert [s.path for s in found_in(paragraphs, rules)] == ["I", "II"]


def test_a_missing_and_a_doubled_number_keep_their_places(rules: SectionRules) -> None:
    lines = ["A. Tình hình", "1. Văn bản", "2. Tuyên truyền", "4. Cán bộ", "B. Hiện trạng", "B. Phương án",
             "1. Nhân sự", "2. Kinh phí"]  # fmt: skip
    assert [s.path for s in sections_of(lines, rules)] == ["A", "A/1", "A/2", "A/4", "B", "B", "B/1", "B/2"]


def test_a_table_of_contents_is_no_tree(rules: SectionRules) -> None:
    body = [
        "I. Kết quả đạt được",
        "1. Công tác chỉ đạo",
        "Tốt.",
        "2. Công tác cán bộ",
        "Tốt.",
        "II. Hạn chế cần khắc phục",
    ]
    for page in ("", " 12", "………12", "\t12", " .......... 12"):
        contents = ["MỤC LỤC", *(line + page for line in body if line != "Tốt.")]
        assert [s.path for s in sections_of([*contents, *body], rules)] == ["I", "I/1", "I/2", "II"], page


def test_numbering_that_restarts_below_a_letter(rules: SectionRules) -> None:
    lines = ["1. Hồ sơ", "a) Thành phần", "1. Đơn đề nghị", "2. Bản sao", "b) Số lượng", "2. Thời hạn"]
    assert [s.path for s in sections_of(lines, rules)] == ["1", "1/a", "1/a/1", "1/a/2", "1/b", "2"]


def test_ids_are_those_of_content(rules: SectionRules) -> None:
    lines = ["I. Kết quả", "1. Văn bản", "II. Hạn chế"]
    assert sections_of(lines, rules) == sections_of(lines, rules)
    assert len({s.section_id for s in sections_of(lines, rules)}) == 3
    assert [s.ordinal for s in sections_of(lines, rules)] == [1, 2, 3]


@pytest.mark.parametrize(
    "piece",
    ["1", "I", "l", "1.1.", "Phần ", "Điều\u00a0", "(", "“", "a)", "|", "IL", "_ ", ": ", "....", "Q. A ", "Phụ lục "],
)
def test_hostile_text_takes_linear_time(piece: str, rules: SectionRules) -> None:
    value = piece * (2_000_000 // len(piece))
    started = time.process_time()
    find_sections(verbatim(value), rules)
    assert time.process_time() - started < 2.0


def test_many_candidates_take_linear_time(rules: SectionRules) -> None:
    for block in ("1. Nội dung\na) Nội dung\n", "I. Nội dung\nl. Nội dung\n", "1. Nội dung\n"):
        started = time.process_time()
        find_sections(verbatim(block * 2_000), rules)
        assert time.process_time() - started < 5.0


def test_a_broken_rule_is_refused(tmp_path: Path) -> None:
    package = open_package()
    shutil.copytree(package.root / "sections", tmp_path / "sections")
    rules = tmp_path / "sections" / "schemes.toml"
    rules.write_text(rules.read_text(encoding="utf-8").replace('"12", ', '"1. Kết quả", '), encoding="utf-8")
    with pytest.raises(RuleError, match=r"schemes\.toml: rule arabic: matches its counter-example '1\. Kết quả'"):
        load_section_rules(RulePackage(tmp_path, "vi_test", "0"))


@pytest.mark.parametrize(
    ("markers", "printed"),
    [
        (["a)", "b)", "©)", "d)"], ["a", "b", "c", "d"]),
        (["a)", "b)", "e)", "d)"], ["a", "b", "c", "d"]),
        (["2.1.", "2.1.1.", "2. 1.2.", "2.1.3."], ["2.1", "2.1.1", "2.1.2", "2.1.3"]),
    ],
)
def test_markers_of_scans_are_repaired_by_their_sequence(markers, printed, rules) -> None:
    lead = ["1. Kết quả công tác", *(["2. Công tác cán bộ"] if markers[0] == "2.1." else [])]
    found = sections_of([*lead, *(f"{marker} Nội dung công tác" for marker in markers)], rules)
    assert [s.marker for s in found][-len(printed) :] == printed


@pytest.mark.parametrize(
    "line", ["Điều2: Mọi người phải chấp hành quy chế.", "Điều 2: - Kế toán dùng chữ viết phổ thông."]
)
def test_an_article_without_a_space_or_with_a_dash_is_one(line: str, rules: SectionRules) -> None:
    found = found_in([Para("Điều 1. Phạm vi"), Para("Nội dung."), Para(line), Para("Điều 3. Hiệu lực")], rules)
    assert [(section.marker, section.scheme) for section in found] == [("1", "dieu"), ("2", "dieu"), ("3", "dieu")]


def test_a_range_of_articles_in_a_sentence_is_none(rules: SectionRules) -> None:
    found = found_in([Para("Điều 1. Phạm vi"), Para("Điều 2 - 7 của Nghị định số 12/2024/NĐ-CP được áp dụng.")], rules)
    assert [section.marker for section in found] == ["1"]
