"""What a file keeps as deleted stands in the text, and nothing is concluded from it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from trichluc.document import analyse, installed_rules
from trichluc.layout.deletions import as_printed
from trichluc.read import read_bytes
from trichluc.report import Deletion, Finding, Line, PageRow, Report
from trichluc.source import FlowCell, FlowParagraph, FlowTable
from trichluc.text import Struck

_HEAD = """UBND TỈNH HÀ NAM          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ                     Độc lập - Tự do - Hạnh phúc
Số: 45/BC-SNV                 Hà Nam, ngày 12 tháng 3 năm 2024

BÁO CÁO
Kết quả công tác cải cách hành chính quý I năm 2024

I. KẾT QUẢ THỰC HIỆN

1. Công tác chỉ đạo: Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ[^1], Sở đã ban hành 12 văn bản.

[^1]: Kế hoạch số 12/KH-UBND ngày 05/01/2024 của UBND tỉnh.
"""
_TAIL = "II. NHIỆM VỤ", "Trong quý II năm 2024, phấn đấu đạt trên 95% hồ sơ đúng hạn."
_CELLS = ("STT", "Lĩnh vực", "Số hồ sơ"), ("1", "Nội vụ", "1.250"), ("", "Đất đai", "")


@lru_cache(maxsize=1)
def sample() -> Report:
    """A report with rows in every table, the lines and pages of a printed one among them."""
    rules = installed_rules()
    head = read_bytes(_HEAD.encode(), "bao-cao.txt", rules.read)
    cells = (FlowCell(text, row, col) for row, texts in enumerate(_CELLS) for col, text in enumerate(texts))
    report = analyse(replace(head, flow=(*head.flow, FlowTable(tuple(cells)), *map(FlowParagraph, _TAIL))), rules)
    text, doc_id = report.text, report.doc_id
    middle = text.index("II. NHIỆM VỤ")
    starts = [0, *(at + 1 for at, c in enumerate(text[:-1]) if c == "\n")]
    spans = [(start, text.index("\n", start)) for start in starts]
    findings = [(0, 0, ""), (middle, middle + 3, text[middle : middle + 3]), (None, None, None)]
    return replace(
        report,
        pages=tuple(
            PageRow(doc_id, n, 595, 842, 0, "text_layer", "unicode", *span)
            for n, span in enumerate(((0, middle), (middle, len(text))), 1)
        ),
        lines=tuple(Line(doc_id, a, b, text[a:b], 1, 0, 0, 1, 1) for a, b in spans if a < b),
        findings=tuple(Finding(doc_id, a, b, t, None, (), "", "k", "info", "", "", ()) for a, b, t in findings),
    )


def rows(report: Report) -> Iterable:
    for name in Report.__dataclass_fields__:
        if name not in {"document", "pages", "sections", "problems"}:
            yield from (row for row in getattr(report, name) if row.char_start is not None)


def passages(report: Report) -> st.SearchStrategy[list[Struck]]:
    starts = [0, *(at + 1 for at, c in enumerate(report.text) if c == "\n")]
    words = st.text("ab 2024/NQ-CPđ", min_size=1, max_size=12)
    inside = st.builds(Struck, st.integers(0, len(report.text) - 1), words)
    apart = st.builds(Struck, st.sampled_from(starts), words.filter(str.strip).map(str.strip), st.just(value=True))
    return st.lists(inside | apart, max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_row_finds_its_words_in_the_printed_text(data: st.DataObject) -> None:
    report = sample()
    struck = data.draw(passages(report))
    printed = as_printed(report, struck)
    for row in rows(printed):
        assert printed.text[row.char_start : row.char_end] == row.text
    assert len(printed.deletions) == len(struck)
    assert len(printed.text) == len(report.text) + sum(len(s.text) + s.apart for s in struck)
    assert printed.pages[0].char_end == printed.pages[1].char_start
    assert printed.pages[-1].char_end == len(printed.text)
    check_nesting(report, printed)


def check_nesting(clean: Report, printed: Report) -> None:
    """What stands inside a block or section stays inside; values and ids stay as they are."""
    kept = {b.char_start: b for b in printed.blocks if b.kind != "deleted" and b.printed is None}
    was = [b for b in clean.blocks if b.printed is None]
    around = list(zip(was, kept.values(), strict=True))
    around += list(zip(clean.sections, printed.sections, strict=True))
    for name in ("citations", "dates", "numbers"):
        for before, after in zip(getattr(clean, name), getattr(printed, name), strict=True):
            places = {"char_start": 0, "char_end": 0, "text": ""}
            assert replace(before, **places) == replace(after, **places)
            for outer, moved in around:
                if outer.char_start <= before.char_start and before.char_end <= outer.char_end:
                    assert moved.char_start <= after.char_start <= after.char_end <= moved.char_end
    for section, note in zip(printed.sections, clean.sections, strict=True):
        assert section.char_start <= section.heading_end <= section.char_end or note.heading_end == 0


def test_the_sample_has_rows_of_every_kind() -> None:
    report = sample()
    assert all(getattr(report, name) for name in Report.__dataclass_fields__ if name not in {"problems", "deletions"})


def test_a_report_without_deletions_is_the_same() -> None:
    assert as_printed(sample(), ()) is sample()


def deletion(text: str) -> str:
    return f'<w:del {nsdecls("w")}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def tracked(*paragraphs: tuple[tuple[str, bool], ...], keep: bool = True) -> Report:
    """A Word file of paragraphs whose pieces were deleted or not; without the deleted ones unless they are kept."""
    document = docx.Document()
    for pieces in paragraphs:
        if not keep and all(deleted for _, deleted in pieces):
            continue
        paragraph = document.add_paragraph()
        for text, deleted in pieces:
            if not deleted:
                paragraph.add_run(text)
            elif keep:
                paragraph._p.append(parse_xml(deletion(text)))
    stream = io.BytesIO()
    document.save(stream)
    rules = installed_rules()
    return analyse(read_bytes(stream.getvalue(), "bao-cao.docx", rules.read), rules)


_TRACKED = (
    (("SỞ NỘI VỤ ", False), ("TỈNH HÀ NAM ", True), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", False)),
    (("Số: 45/BC-SNV Hà Nam, ngày ", False), ("10 ", True), ("12 tháng 3 năm 2024", False)),
    (("BÁO CÁO", False),),
    (("Kết quả công tác ", False), ("nội vụ ", True), ("năm 2023", False)),
    (("Thực hiện Nghị quyết số 99/NQ-CP ngày 01/02/2020 của Chính phủ.", True),),
    (("1. Kết quả: ", False), ("1.200 ", True), ("1.250 hồ sơ theo Quyết định số 76/QĐ-", False), ("UBND", True),
     ("BNV ngày 15/7/2021.", False)),
    (("2. Nhiệm vụ năm 2024.", False), (" Giao 5 đơn vị thực hiện trong năm 2025.", True)),
)  # fmt: skip


def test_deleted_words_stand_in_the_text_and_tell_nothing() -> None:
    printed, clean = tracked(*_TRACKED), tracked(*_TRACKED, keep=False)
    assert "Kết quả công tác nội vụ năm 2023\n" in printed.text
    assert "\nThực hiện Nghị quyết số 99/NQ-CP ngày 01/02/2020 của Chính phủ.\n" in printed.text
    assert "1. Kết quả: 1.200 1.250 hồ sơ theo Quyết định số 76/QĐ-UBNDBNV ngày 15/7/2021.\n" in printed.text
    assert [(c.symbol, c.date) for c in printed.citations] == [(c.symbol, c.date) for c in clean.citations]
    assert [(n.value, n.kind) for n in printed.numbers] == [(n.value, n.kind) for n in clean.numbers]
    assert [(d.edtf, d.kind) for d in printed.dates] == [(d.edtf, d.kind) for d in clean.dates]
    assert [(s.marker, s.title) for s in printed.sections] == [(s.marker, s.title) for s in clean.sections]
    document = replace(printed.document, doc_id="", n_bytes=0, text="")
    assert document == replace(clean.document, doc_id="", n_bytes=0, text="")
    assert {c.text for c in printed.citations} == {"Quyết định số 76/QĐ-UBNDBNV ngày 15/7/2021"}


def test_the_table_of_deletions_tells_their_places() -> None:
    printed = tracked(*_TRACKED)
    assert [d.text for d in printed.deletions] == [
        "TỈNH HÀ NAM", "10", "nội vụ", "Thực hiện Nghị quyết số 99/NQ-CP ngày 01/02/2020 của Chính phủ.", "1.200",
        "UBND", "Giao 5 đơn vị thực hiện trong năm 2025.",
    ]  # fmt: skip
    assert all(isinstance(d, Deletion) and printed.text[d.char_start : d.char_end] == d.text for d in printed.deletions)
    assert [b.text for b in printed.blocks if b.kind == "deleted"] == [
        "Thực hiện Nghị quyết số 99/NQ-CP ngày 01/02/2020 của Chính phủ."
    ]
    assert [(p.error, p.outcome) for p in printed.problems] == [("TrackedDeletions", "noted")]


def test_a_file_of_deletions_alone_is_its_deletions() -> None:
    printed = tracked((("Đoạn một.", True),), (("Đoạn hai.", True),))
    assert printed.text == "Đoạn một.\nĐoạn hai.\n"
    assert [d.text for d in printed.deletions] == ["Đoạn một.", "Đoạn hai."]
