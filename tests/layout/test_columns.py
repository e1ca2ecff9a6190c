"""Text set in two columns is read column by column; what only looks like columns is not."""

from __future__ import annotations

import pytest

from tests.layout.documents import blocks, check_invariants, running, sentences, text_of

TITLE = "#align(center)[*BÁO CÁO* \\ *Kết quả công tác quý I năm 2025*]\n\n"


def article(number: int) -> str:
    return f"Điều {number}. {sentences(2, 5 * number)}"


def columns(*paragraphs: str, ragged: bool = False, gutter: int = 20) -> str:
    body = "\n\n".join(paragraphs)
    return f"#columns(2, gutter: {gutter}pt)[#set par(justify: {str(not ragged).lower()})\n{body}\n]\n\n"


def balanced(*paragraphs: str) -> str:
    half = (len(paragraphs) + 1) // 2
    cells = ", ".join("[" + "\n\n".join(part) + "]" for part in (paragraphs[:half], paragraphs[half:]))
    return f"#grid(columns: (1fr, 1fr), column-gutter: 18pt, {cells})\n\n"


@pytest.mark.parametrize("ragged", [False, True])
@pytest.mark.parametrize("gutter", [12, 20, 40])
def test_the_left_column_comes_first(ragged: bool, gutter: int) -> None:
    articles = [article(n) for n in range(1, 9)]
    text = text_of(TITLE + columns(*articles, ragged=ragged, gutter=gutter))
    assert running(text) == articles
    check_invariants(text)


def test_columns_over_pages() -> None:
    articles = [article(n) for n in range(1, 30)]
    text = text_of(TITLE + columns(*articles))
    assert len(text.pages) > 1
    assert running(text) == articles


def test_text_over_the_whole_width_parts_two_sets_of_columns() -> None:
    first, second = [article(n) for n in range(1, 7)], [article(n) for n in range(7, 13)]
    between = sentences(3, 80)
    text = text_of(TITLE + balanced(*first) + between + "\n\n" + balanced(*second))
    assert running(text) == [*first, between, *second]


def test_a_table_parts_two_sets_of_columns() -> None:
    first, second = [article(n) for n in range(1, 7)], [article(n) for n in range(7, 13)]
    table = "#table(columns: 3, [TT], [Đơn vị], [Số hồ sơ], [1], [Sở Nội vụ], [125], [2], [Sở Tài chính], [98])\n\n"
    text = text_of(TITLE + balanced(*first) + table + balanced(*second))
    kinds = [block.kind for block in text.blocks if block.kind in {"paragraph", "table"}]
    assert kinds == ["paragraph"] * 6 + ["table"] + ["paragraph"] * 6
    assert running(text) == [*first, *second]


def test_an_end_stays_behind_the_columns() -> None:
    articles = [article(n) for n in range(1, 7)]
    end = (
        "#grid(columns: (1fr, 1fr), [*Nơi nhận:*\\ \\- Như Điều 3; \\ \\- Lưu: VT.],"
        " align(center)[*GIÁM ĐỐC* \\ #v(20pt) *Trần Văn Bình*])"
    )
    text = text_of(TITLE + balanced(*articles) + end)
    assert running(text) == articles
    assert [b.text for b in blocks(text, "recipients", "signature")][-1] == "Trần Văn Bình"
    assert text.blocks[-1].kind == "signature"


def test_labels_and_values_are_no_columns() -> None:
    rows = [f"Chỉ tiêu {n}: #h(1fr) #box(width: 45%)[đạt {n}0% kế hoạch]" for n in range(1, 9)]
    text = text_of(TITLE + sentences(2) + "\n\n" + " \\\n".join(rows))
    found = " ".join(running(text))
    assert all(f"Chỉ tiêu {n}:" in found for n in range(1, 9))
    assert found.index("đạt 10%") < found.index("Chỉ tiêu 2:")
