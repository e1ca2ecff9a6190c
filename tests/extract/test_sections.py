"""Sections: which paragraphs head one, and the tree that they make."""

from __future__ import annotations

import csv
import itertools
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trichluc.extract.sections import SectionRules, find_sections, load_section_rules
from trichluc.language.roman import read_roman, write_roman
from trichluc.layout.verbatim import verbatim
from trichluc.report import Section
from trichluc.rules import open_package

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
@settings(max_examples=300, deadline=None)
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
