"""What counts as found: each key on its own, then a document against a gold file."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from trichluc.errors import MissingInput
from trichluc.evaluation import Score, evaluate
from trichluc.evaluation.keys import citation_key, date_key, heading_key, marker_key, number_key, same_field, symbol_key

TEXT = "BÁO CÁO\nThực hiện Nghị quyết số 57-NQ/TW năm 2024, đã cấp 12 giấy phép.\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("228/BC-SNV", "228/BC–SNV"),
        ("055/QĐ-UBND", "55/qđ-ubnd"),
        ("57 - NQ/TW", "57-NQ/TW"),
        ("26/2025/TT-BTC", "26/2025/TT.BTC"),
    ],
)
def test_symbols_that_are_the_same(one: str, other: str) -> None:
    assert symbol_key(one) == symbol_key(other)


def test_symbols_that_are_not() -> None:
    assert symbol_key("57-NQ/TW") != symbol_key("57/NQ-CP")
    assert symbol_key("5/2025/TT-BTC") != symbol_key("52/025/TT-BTC")


def test_named_laws_go_by_type_and_name_without_year() -> None:
    one = {"doc_type": "luật", "symbol": None, "name": "Luật Đất đai năm 2024"}
    other = {"doc_type": "luật", "name": "Đất đai 2024"}
    assert citation_key(one) == citation_key(other)


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ({"start": "2025-01-01", "end": "2025-03-31"}, {"start": dt.date(2025, 1, 1), "end": dt.date(2025, 3, 31)}),
        ({"start": "--04-21", "end": "--04-21"}, {"start": None, "end": None, "edtf": "XXXX-04-21"}),
        ({"start": "--09-01", "end": "--09-30"}, {"edtf": "XXXX-09"}),
        ({"start": "--08-14", "end": "--09-10"}, {"edtf": "XXXX-08-14/XXXX-09-10"}),
    ],
)
def test_dates_that_are_the_same(gold: dict[str, Any], found: dict[str, Any]) -> None:
    assert date_key(gold) == date_key(found)


def test_a_percentage_is_no_count() -> None:
    assert number_key({"value": 12, "unit": "%"}) != number_key({"value": 12.0, "unit": None})
    assert number_key({"value": 12, "unit": "ha"}) == number_key({"value": 12.00001, "unit": None})


@pytest.mark.parametrize(
    ("written", "key"),
    [("I.", "i"), ("PHẦN I", "i"), ("Phần thứ nhất", "nhât́"), ("1.1.", "1.1"), ("a)", "a"), ("(1)", "1"),
     ("Điều 5", "5"), ("Tiểu mục 2", "2"), ("III", "iii"), ("đ)", "đ"), ("viii", "viii")],
)  # fmt: skip
def test_markers_without_word_and_brackets(written: str, key: str) -> None:
    assert marker_key({"marker": written}) == key


def test_headings_go_by_marker_and_depth() -> None:
    assert heading_key({"marker": "I.", "level": 1}) == heading_key({"marker": "I", "level": 1})
    assert heading_key({"marker": "I", "level": 1}) != heading_key({"marker": "I", "level": 2})


def test_long_fields_forgive_a_letter() -> None:
    subject = "Kết quả công tác cải cách hành chính quý I năm 2025"
    assert same_field("subject", subject, subject.replace("công", "cong"))
    assert not same_field("signer", "Nguyễn Văn An", "Nguyễn Văn Ân")
    assert same_field("place", "Thừa Thiên Huế", "thừa thiên  huế")


def measured(tmp_path: Path, gold: dict[str, Any], **tables: list[dict[str, Any]]) -> dict[str, Score]:
    (tmp_path / "a.gold.json").write_text(json.dumps({"source": "a.pdf", **gold}), encoding="utf-8")
    document = {"doc_id": "d", "source": "2025/a.pdf", "text": TEXT, "symbol": "1/BC-SNV"}
    rows = {"documents": [document], **tables}
    return evaluate(lambda table: rows.get(table, []), tmp_path).total


def test_optional_items_cost_nothing(tmp_path: Path) -> None:
    gold = {"dates": [{"start": "2024-01-01", "end": "2024-12-31", "optional": True}]}
    assert measured(tmp_path, gold)["dates"] == (0, 0, 0)
    row = {"doc_id": "d", "start": dt.date(2024, 1, 1), "end": dt.date(2024, 12, 31), "text": "năm 2024", "page": 1,
           "char_start": 41, "char_end": 49}  # fmt: skip
    assert measured(tmp_path, gold, dates=[row])["dates"] == (0, 0, 0)
    assert measured(tmp_path, gold, dates=[row, row])["dates"] == (0, 1, 0)


def test_each_mention_counts(tmp_path: Path) -> None:
    one = {"value": 12, "noun": "giấy phép", "unit": None}
    row = {
        "doc_id": "d",
        "table_id": None,
        "page": None,
        "char_start": 60,
        "char_end": 72,
        "text": "12 giấy phép",
        **one,
    }
    total = measured(tmp_path, {"numbers": [one, one]}, numbers=[row])
    assert total["numbers"] == (1, 0, 1)
    assert total["number_nouns"] == (1, 0, 1)


def test_numbers_in_tables_do_not_count(tmp_path: Path) -> None:
    row = {"doc_id": "d", "table_id": "t", "value": 5}
    assert measured(tmp_path, {"numbers": []}, numbers=[row])["numbers"] == (0, 0, 0)


def test_sections_are_compared_in_order(tmp_path: Path) -> None:
    gold = [{"marker": m, "title": t, "level": 1} for m, t in (("I", "MỘT"), ("II", "HAI"), ("III", None))]
    found = [{"doc_id": "d", "marker": m, "title": t, "level": 1, "char_start": n, "char_end": n + 1, "page": 1}
             for n, (m, t) in enumerate((("II", "KHÁC HẲN"), ("III", None), ("I", "MỘT")))]  # fmt: skip
    total = measured(tmp_path, {"sections": gold}, sections=found)
    assert total["sections"] == (2, 1, 1)
    assert total["section_titles"] == (1, 1, 1)


def test_a_document_that_is_not_there_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / "b.gold.json").write_text(json.dumps({"source": "b.pdf", "citations": [{"symbol": "1/QĐ"}]}))
    result = evaluate(lambda _: [], tmp_path)
    assert result.absent == ["b.pdf"]
    assert result.total["citations"] == (0, 0, 1)


def test_footnote_marks_stand_after_the_words(tmp_path: Path) -> None:
    gold = {"footnotes": [{"marker": "1", "first_words": "Theo", "ref_after": "cấp 12 giấy phép"}]}
    row = {"doc_id": "d", "marker": "1", "ref_start": TEXT.index("."), "page": 1}
    assert measured(tmp_path, gold, footnotes=[row])["footnote_anchors"] == (1, 0, 0)
    assert measured(tmp_path, gold, footnotes=[{**row, "ref_start": 10}])["footnote_anchors"] == (0, 0, 1)


def test_scores_where_nothing_is_there() -> None:
    assert Score().f1 == 1.0
    assert Score(0, 1, 1).f1 == 0.0
    assert Score(1, 1, 0).precision == 0.5


def test_a_folder_without_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"gold\.json"):
        evaluate(lambda _: [], tmp_path)
