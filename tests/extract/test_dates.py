"""Rows of `dates` in their document: tables, owners, kinds, modifiers, and the report's own year."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.extract.datescope import date_rules, dates
from trichluc.document import annotate
from trichluc.extract.dates import find_dates
from trichluc.layout.verbatim import verbatim
from trichluc.places import Places
from trichluc.report import Citation, Table


def citation(start: int, end: int, identity: str, within: str | None = None) -> Citation:
    return Citation(
        doc_id="d", char_start=start, char_end=end, text="", page=None, boxes=(), citation_id=identity, section_id=None,
        footnote_id=None, table_id=None, doc_type=None, symbol=None, number=None, year=None, issuer_code=None,
        issuer=None, date=None, name=None, pinpoint=None, pinpoints=(), form="full", within=within, relation=None,
        repaired=False, rule="",
    )  # fmt: skip


def test_dates_inside_citations_say_so() -> None:
    value = "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 và năm 2021"
    text = verbatim(value)
    found = find_dates(text, Places(text), [citation(0, 41, "c1")], date_rules())
    assert [(d.text, d.citation_id) for d in found] == [("ngày 05/3/2020", "c1"), ("năm 2021", None)]


def test_the_innermost_citation_owns_a_date() -> None:
    value = "Luật sửa đổi Luật Đất đai năm 2013 ngày 18/01/2024"
    text = verbatim(value)
    inner = citation(13, 34, "inner", "outer")
    found = find_dates(text, Places(text), [citation(0, len(value), "outer"), inner], date_rules())
    assert [d.citation_id for d in found] == ["inner", "outer"]


def test_dates_in_tables_say_so() -> None:
    value = "Bảng 1\nChỉ tiêu\t2023\t2024\nHồ sơ\t1987\t2011\nThu tháng 3/2025\t1\t2\n"
    text = verbatim(value)
    table = Table("d", 7, len(value), "", None, (), "t1", 3, 3, (), None, None)
    text = replace(text, tables=(table,))
    found = find_dates(text, Places(text), (), date_rules())
    assert [(d.text, d.table_id) for d in found] == [("2023", "t1"), ("2024", "t1"), ("tháng 3/2025", "t1")]


def test_a_column_of_years() -> None:
    value = "Năm\tSố lượng\n2008\t37.000\n2009\t39.000\n2010\t1987\n\nTổng\t2015\n"
    assert [d.text for d in dates(value)] == ["2008", "2009", "2010"]


def test_years_of_a_column_that_do_not_follow_one_another() -> None:
    assert dates("Trạm\t1976\t5\nTrụ sở\t1977\t4\nKho\t1984\t3\n") == ()


def test_cells_and_lines_are_never_joined() -> None:
    assert [d.text for d in dates("từ năm 2021\tđến năm 2025\ntháng 3\n/2025\tngày 5\n/3/2025")] == [
        "năm 2021", "năm 2025", "tháng 3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ngày 27/3/2025", "day"),
        ("tháng 3/2025", "month"),
        ("quý I/2025", "quarter"),
        ("6 tháng đầu năm 2025", "half_year"),
        ("9 tháng đầu năm 2025", "range"),
        ("năm 2025", "year"),
        ("giai đoạn 2021-2025", "range"),
        ("nhiệm kỳ 2021-2026", "term"),
        ("năm học 2024-2025", "school_year"),
        ("vụ Hè Thu năm 2024", "season"),
        ("thập niên 90", "decade"),
        ("thế kỷ XXI", "century"),
        ("trước ngày 31/12 hằng năm", "recurring"),
        ("ngày 20 hằng tháng", "recurring"),
        ("rằm tháng Giêng năm 2025", "lunar"),
        ("Tết Nguyên đán Ất Tỵ", "festival"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert [d.kind for d in dates(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("Tính đến hết ngày 15/3/2025", "tính đến hết"),
        ("(trước ngày 15/3/2025)", "trước"),
        ("chậm nhất là ngày 15/3/2025", "chậm nhất là"),
        ("Kể từ ngày 01/7/2025", "kể từ"),
        ("khoảng tháng 6/2025", "khoảng"),
        ("đến cuối năm 2025", "đến cuối"),
        ("so với năm 2024", "so với"),
        ("Kế hoạch năm 2025", None),
        ("ĐẾN NĂM 2030", "đến"),
    ],
)
def test_modifiers(text: str, modifier: str | None) -> None:
    assert [d.modifier for d in dates(text)] == [modifier]


def test_a_part_of_the_year_takes_the_subjects_year() -> None:
    value = "Tình hình công tác tháng 6 năm 2025\nTrong 6 tháng đầu năm, tiếp nhận 12 hồ sơ."
    text = verbatim(value)
    subject = replace(text.blocks[0], kind="subject")
    report = replace(text, blocks=(subject, *text.blocks[1:]))
    assert [d.edtf for d in find_dates(text, Places(text), (), date_rules())] == ["2025-06", "XXXX-40"]
    assert [d.edtf for d in find_dates(report, Places(report), (), date_rules())] == ["2025-06", "2025-40"]


def test_two_digit_years_follow_the_years_of_the_text() -> None:
    assert [d.edtf for d in dates("năm 1997; ngày 05/6/98")] == ["1997", "1998-06-05"]
    assert [d.edtf for d in dates("năm 2024; ngày 05/6/25")] == ["2024", "2025-06-05"]
    assert [d.edtf for d in dates("ngày 05/6/45")] == ["2045-06-05"]
    assert [d.edtf for d in dates("năm Ất Sửu, năm 1985")] == ["1985-01-21/1986-02-08", "1985"]


def test_the_stages_pass_dates_on() -> None:
    found = annotate("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ; trong quý I/2025.")
    assert [d.edtf for d in found.dates] == ["2020-03-05", "2025-33"]
    assert found.dates[0].citation_id == found.citations[0].citation_id
    assert found.dates[1].citation_id is None
