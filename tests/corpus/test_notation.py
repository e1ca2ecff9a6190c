"""The notation of the annotated sources and the values it stands for."""

import pytest
from corpus.gold import build, citation_row, date_row, dates, number_row
from corpus.markup import MarkupError, Tag, inline, parse, plain

FRONT = """+++
title = "x"
scope = "here"
left = ["**SỞ A**"]
right = ["**B**"]
number_line = "Số: 1/BC-SA"
dateline = "Huế, {ngày 02 tháng 3 năm 2024@2024-03-02}"
heading = "BÁO CÁO"
subject = ["Kết quả {năm 2023@2023}"]
[gold]
issuer = "SỞ A"
symbol = "1/BC-SA"
doc_type = "báo cáo"
date = "2024-03-02"
+++
"""


def tag(text: str) -> Tag:
    (node,) = inline(text)
    assert isinstance(node, Tag)
    return node


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2025-03-27", "2025-03-27", "2025-03-27"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-Q3", "2025-07-01", "2025-09-30"),
        ("2024-H2", "2024-07-01", "2024-12-31"),
        ("2021/2025", "2021-01-01", "2025-12-31"),
        ("2023-01/2023-09", "2023-01-01", "2023-09-30"),
        ("--04-21", "--04-21", "--04-21"),
        ("--02", "--02-01", "--02-28"),
        ("?", None, None),
    ],
)
def test_date_values(value: str, start: str | None, end: str | None) -> None:
    assert dates(value) == (start, end)


def test_a_date_may_have_an_edtf_only() -> None:
    row = date_row(tag("{quý II@~XXXX-34;opt}"))
    assert row == {"text": "quý II", "start": None, "end": None, "edtf": "XXXX-34", "optional": True}


@pytest.mark.parametrize(
    ("text", "value", "most", "of", "unit", "noun"),
    [
        ("{02 ~nhiệm vụ}", 2, None, None, None, "nhiệm vụ"),
        ("{1.250 ~hộ#1250}", 1250, None, None, None, "hộ"),
        ("{18,51%#18.51%}", 18.51, None, None, "%", None),
        ("{85% ~kế hoạch#85%}", 85, None, None, "%", "kế hoạch"),
        ("{1,5 tỷ đồng#1500000000 đồng}", 1500000000, None, None, "đồng", None),
        ("{5 - 7 ngày#5..7 ngày}", 5, 7, None, "ngày", None),
        ("{39/45 ~nhiệm vụ#39/45}", 39, None, 45, None, "nhiệm vụ"),
        ("{không có#0:Số vi phạm}", 0, None, None, None, "Số vi phạm"),
        ("{25 tấn ~gạo#25 tấn}", 25, None, None, "tấn", "gạo"),
    ],
)
def test_numbers(
    text: str, value: float, most: float | None, of: float | None, unit: str | None, noun: str | None
) -> None:
    row = number_row(tag(text))
    assert (row["value"], row["value_max"], row["denominator"], row["unit"], row["noun"]) == (
        value,
        most,
        of,
        unit,
        noun,
    )


def test_a_number_with_separators_needs_its_value_written_out() -> None:
    with pytest.raises(MarkupError, match="a value is needed"):
        number_row(tag("{4.802 ~máy}"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "{Nghị định số <30/2020/NĐ-CP> {ngày 05/3/2020@2020-03-05}$vn}",
            ("nghị định", "30/2020/NĐ-CP", None, "2020-03-05", "full", "vn|30/2020/NĐ-CP"),
        ),
        ("{Kế hoạch <51/KH-UBND>$}", ("kế hoạch", "51/KH-UBND", None, None, "symbol", "here|51/KH-UBND")),
        ("{Quyết định <861>$vn=861/QĐ-TTg}", ("quyết định", "861", None, None, "number_only", "vn|861/QĐ-TTg")),
        (
            "{Quyết định số <55/QĐ/UBND>$;bad=55/QĐ-UBND}",
            ("quyết định", "55/QĐ-UBND", None, None, "malformed", "here|55/QĐ-UBND"),
        ),
        (
            "{<Bộ luật Lao động> {năm 2019@2019}$vn;law=45/2019/QH14}",
            ("bộ luật", None, "Bộ luật Lao động", None, "named", "vn|45/2019/QH14"),
        ),
        (
            "{<QCVN 07:2009/BTNMT>$vn;type=quy chuẩn}",
            ("quy chuẩn", "QCVN 07:2009/BTNMT", None, None, "standard", "vn|QCVN 07:2009/BTNMT"),
        ),
        ("{Nghị định số <24/CP>$vn;of=1962}", ("nghị định", "24/CP", None, None, "symbol", "vn|24/CP|1962")),
    ],
)
def test_citations(text: str, expected: tuple[str | None, ...]) -> None:
    row = citation_row(tag(text), "here")
    assert tuple(row[k] for k in ("doc_type", "symbol", "name", "date", "form", "target")) == expected


def test_printed_words_have_no_signs() -> None:
    assert plain(inline("{Kế hoạch số <51/KH-¬UBND>$}, {02 ~hộ}[^1] **đậm**")) == "Kế hoạch số 51/KH-UBND, 02 hộ đậm"


@pytest.mark.parametrize("text", ["{không dấu}", "{thiếu ngoặc#1", "thừa } ngoặc và {x#1"])
def test_broken_notation_is_refused(text: str) -> None:
    with pytest.raises(MarkupError):
        inline(text)


def test_a_source_becomes_gold_in_reading_order() -> None:
    body = (
        "§1 I. CHUNG\n§2 a) Về nhà:|| Có {02 ~nhà}[^1] mới.\n[^1]: Theo {Nghị quyết số <8/NQ-HĐND>$}.\n§2 b)|| Xong.\n"
    )
    gold = build(parse("x", FRONT + body), None, "x.txt")
    assert [(s["level"], s["marker"], s["title"]) for s in gold["sections"]] == [
        (1, "I", "CHUNG"),
        (2, "a", "Về nhà"),
        (2, "b", None),
    ]
    assert gold["footnotes"] == [
        {"marker": "1", "first_words": "Theo Nghị quyết số 8/NQ-HĐND.", "ref_after": "Có 02 nhà"}
    ]
    assert [d["text"] for d in gold["dates"]] == ["ngày 02 tháng 3 năm 2024", "năm 2023"]
    assert gold["header"]["subject"] == "Kết quả năm 2023"
    assert gold["acts"] == [{"citation": 0, "text": "Nghị quyết số 8/NQ-HĐND", "target": "here|8/NQ-HĐND"}]


def test_table_cells_join_to_the_left_and_upwards() -> None:
    body = "[table align=lll header=2]\nTT | Số | <\n^ | A | B\n1 | 2 | 3\n[/table]\n"
    (block,) = parse("x", FRONT + body).blocks
    spans = {plain(c.nodes): (c.row_span, c.col_span) for c in block.cells}
    assert spans["TT"] == (2, 1)
    assert spans["Số"] == (1, 2)
    assert (block.n_rows, block.n_cols) == (3, 3)


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(MarkupError, match="row of 1 instead of 2"):
        parse("x", FRONT + "[table align=ll]\na | b\nc\n[/table]\n")
