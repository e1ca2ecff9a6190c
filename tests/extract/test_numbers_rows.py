"""Numbers as rows: where they are sought, what they are told of, and that hostile text costs little time."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from trichluc.errors import RuleError
from trichluc.extract.dates import find_dates, load_date_rules
from trichluc.extract.numbers import NumberRules, find_numbers, load_number_rules
from trichluc.extract.numbers.find import find_in, merged
from trichluc.layout.verbatim import verbatim
from trichluc.places import Places
from trichluc.report import Block, Footnote, Quantity, Section
from trichluc.rules import open_package, package_at
from trichluc.text import Text


@cache
def rules() -> NumberRules:
    return load_number_rules(open_package())


def numbers(text: Text, sections: tuple[Section, ...] = ()) -> tuple[Quantity, ...]:
    places = Places(text, sections)
    return find_numbers(text, places, find_dates(text, places, (), load_date_rules(open_package())), rules())


def with_kinds(paragraphs: list[tuple[str, str]]) -> Text:
    """A text whose paragraphs are of the given kinds."""
    text = verbatim("\n".join(words for _, words in paragraphs))
    blocks = tuple(replace(b, kind=kind) for b, (kind, _) in zip(text.blocks, paragraphs, strict=True))
    return replace(text, blocks=blocks)


def section(text: Text, start: int, end: int, heading_end: int) -> Section:
    title = text.value[start:heading_end]
    return Section(
        text.doc_id, start, end, None, (), "s", None, 1, 1, "roman", "I", 1, "I", title, heading_end=heading_end
    )


@pytest.mark.parametrize("kind", ["paragraph", "list_item", "footnote", "heading", "subject"])
def test_running_text_is_searched(kind: str) -> None:
    assert [n.value for n in numbers(with_kinds([(kind, "Có 12 hộ nghèo.")]))] == [12]


@pytest.mark.parametrize(
    "kind", ["table", "letterhead", "recipients", "signature", "addressees", "dateline", "unit_note"]
)
def test_other_blocks_are_not(kind: str) -> None:
    assert numbers(with_kinds([(kind, "Có 12 hộ nghèo."), ("paragraph", "Không có gì.")])) == ()


def test_marker_of_a_paragraph_is_no_number() -> None:
    text = verbatim("12 Theo báo cáo của 15 xã.")
    blocks: tuple[Block, ...] = (replace(text.blocks[0], kind="footnote", marker="12"),)
    assert [n.text for n in numbers(replace(text, blocks=blocks))] == ["15 xã"]


def test_footnote_and_section_are_named() -> None:
    text = verbatim("I. Kết quả\nCó 12 hộ.\n1 Gồm 03 xã.")
    start = text.value.index("1 Gồm")
    note = Footnote(text.doc_id, start, len(text.value), text.value[start:], None, (), "note", "1", None)
    text = replace(
        text, footnotes=(note,), blocks=(*text.blocks[:2], replace(text.blocks[2], kind="footnote", marker="1"))
    )
    found = numbers(text, (section(text, 0, len(text.value), 10),))
    assert [(n.value, n.footnote_id, n.section_id) for n in found] == [(12, None, "s"), (3, "note", "s")]


def test_digits_that_are_taken_are_left_alone() -> None:
    text = "Quyết định số 12/QĐ-UBND giao 05 nhiệm vụ"
    found = find_in(text, [(0, len(text))], [(0, 24)], rules())
    assert [[q.noun for q in quantities] for _, quantities in found] == [["nhiệm vụ"]]


def test_a_number_shares_its_unit_with_a_date() -> None:
    found = numbers(verbatim("đại dịch trong 02 năm 2020-2021 diễn biến phức tạp"))
    assert [(n.value, n.unit, n.text) for n in found] == [(2, "năm", "02 năm")]


def test_spans_merge() -> None:
    assert merged([(5, 9), (0, 3), (2, 4), (9, 10)]) == [(0, 4), (5, 10)]
    assert merged([]) == []


YEAR = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
QUARTER = (dt.date(2024, 1, 1), dt.date(2024, 3, 31))


def period(number: Quantity) -> tuple[dt.date | None, dt.date | None]:
    return number.period_start, number.period_end


def test_period_of_the_clause() -> None:
    found = numbers(verbatim("Năm 2025, toàn tỉnh có 12 xã đạt chuẩn; có 3 xã hoàn thành trong quý I/2024."))
    assert [period(n) for n in found] == [YEAR, QUARTER]


def test_period_of_a_comparison_is_not_the_period() -> None:
    (found,) = numbers(verbatim("So với năm 2025 tăng 12 xã."))
    assert period(found) == (None, None)


def test_period_of_the_section_then_of_the_report() -> None:
    text = with_kinds(
        [
            ("subject", "Kết quả năm 2025"),
            ("paragraph", "Có 5 xã."),
            ("heading", "I. Quý I/2024"),
            ("paragraph", "Có 7 xã."),
        ]
    )
    start = text.value.index("I. Quý")
    found = numbers(text, (section(text, start, len(text.value), start + 13),))
    assert [(n.value, period(n)) for n in found] == [(5, YEAR), (7, QUARTER)]


def pairs(sentence: str) -> dict[str, list[str]]:
    found = numbers(verbatim(sentence))
    texts = {n.number_id: n.text for n in found}
    return {n.text: [texts[i] for i in n.pair] for n in found if n.pair}


def test_percentage_of_part_and_whole() -> None:
    sentence = "Có 4.802 máy trạm được cài phần mềm; đã xử lý 5.986 tệp tin tại 889 máy trạm, tỷ lệ 18,51%."
    assert pairs(sentence) == {"18,51%": ["889 máy trạm", "4.802 máy trạm"]}


def test_percentage_of_a_ratio_even_when_it_is_wrong() -> None:
    assert pairs("có 45/50 hộ (đạt 95%)") == {"95%": ["45/50 hộ"]}


def test_percentage_of_other_things_has_no_pair() -> None:
    assert pairs("có 12 hộ, 150 xã; tăng 12,5%") == {}


def test_ids_and_values_are_stable() -> None:
    sentence = "Hỗ trợ 1,5 tỷ đồng cho 45/50 hộ, tăng 12,50% so với cùng kỳ."
    first, second = numbers(verbatim(sentence)), numbers(verbatim(sentence))
    assert first == second
    assert len({n.number_id for n in first}) == len(first) == 3
    assert [n.value_text for n in first] == ["1500000000", "45", "12.5"]


def test_english_style_is_read_as_such() -> None:
    sentence = "Tổng thu 1,234,567 đồng; chi 12,345,678 đồng; hỗ trợ 4,802 đồng và 1.25 ha"
    assert [n.value for n in numbers(verbatim(sentence))] == [1234567, 12345678, 4802, 1.25]


HOSTILE = [
    "1 ", "1.", "12/", "a1", "hai ", "năm ", "1 a ", "1 - ", "số 1 ", "1 (", ": không ", "1, ", "tổng số ",
    "9" * 40 + " ", "1 tỷ ", "1%/", "tăng 1% ", "ba mươi ",
    "12 vụ/", "5 xã (nữ 5, ", "trong đó nữ 5, ", "so với tăng 5 hộ ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    times = []
    for size in (8_000, 32_000):
        text = piece * (size // len(piece))
        started = time.process_time()
        find_in(text, [(0, len(text))], [], rules())
        times.append(time.process_time() - started)
    assert times[1] < 8 * times[0] + 0.2


def test_a_new_unit_is_data_only(tmp_path: Path) -> None:
    root = tmp_path / "vi_trichluc"
    shutil.copytree(open_package().root, root, ignore=shutil.ignore_patterns("__pycache__"))
    units = root / "numbers" / "units.toml"
    units.write_text(
        units.read_text(encoding="utf-8")
        + '\n[[unit]]\nid = "thung"\nsource = "trade"\nkind = "measure"\nunit = "thùng"\nwritten = ["thùng"]\n'
        + 'examples = ["12 thùng dầu"]\nnot_examples = ["12 thửa đất"]\n',
        encoding="utf-8",
    )
    found = find_in("mua 12 thùng dầu", [(0, 16)], [], load_number_rules(package_at(root)))
    assert [(q.unit, q.noun) for _, quantities in found for q in quantities] == [("thùng", "dầu")]


def test_a_rule_that_fails_its_example_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "vi_trichluc"
    shutil.copytree(open_package().root, root, ignore=shutil.ignore_patterns("__pycache__"))
    units = root / "numbers" / "units.toml"
    units.write_text(units.read_text(encoding="utf-8").replace('"2,5 tấn gạo"', '"2,5 lạng gạo"'), encoding="utf-8")
    with pytest.raises(RuleError, match="tan"):
        load_number_rules(package_at(root))
