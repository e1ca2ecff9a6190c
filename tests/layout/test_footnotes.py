"""Footnotes: taken out of the page foot, linked to their marks, set after the paragraph that holds the mark."""

import pytest

from tests.layout.documents import blocks, check_invariants, running, sentences, text_of

NOTE = "Quyết định số 1702/QĐ-UBND ngày 31/12/2024 của Ủy ban nhân dân tỉnh."


def before_mark(text, note) -> str:
    return text.value[: note.ref_start][-14:]


def test_a_note_follows_the_paragraph_of_its_mark() -> None:
    text = text_of(f"Đề án Chuyển đổi số năm 2025#footnote[{NOTE}] (Chỉ thị 34/CT-TTg).\n\n{sentences(2)}")
    (note,) = text.footnotes
    assert (note.marker, note.text, note.page) == ("1", NOTE, 1)
    assert before_mark(text, note).endswith("số năm 2025")
    assert text.value.splitlines() == ["Đề án Chuyển đổi số năm 2025 (Chỉ thị 34/CT-TTg).", NOTE, sentences(2)]
    assert [b.kind for b in blocks(text)] == ["paragraph", "footnote", "paragraph"]
    check_invariants(text)


def test_a_figure_before_a_mark_stays_itself() -> None:
    text = text_of(f"Năm 2025#footnote[{NOTE}], tỉnh có 3.500 m#super[2] đất công.")
    assert text.value.startswith("Năm 2025, tỉnh có 3.500 m² đất công.")


def test_notes_on_several_pages_keep_their_order() -> None:
    body = "\n\n".join(f"{sentences(4, n)} Văn bản số {n}#footnote[{NOTE} Lần {n}.] ban hành." for n in range(0, 90, 6))
    text = text_of(body, 'numbering: "1", number-align: top + center')
    assert len(text.pages) > 1
    assert [note.marker for note in text.footnotes] == [str(n) for n in range(1, 16)]
    assert all(before_mark(text, n).split()[-1] == n.text.split()[-1][:-1] for n in text.footnotes)
    assert running(text) == [f"{sentences(4, n)} Văn bản số {n} ban hành." for n in range(0, 90, 6)]
    check_invariants(text)


def test_a_note_goes_on_over_the_page_break() -> None:
    long = sentences(50, 100)
    text = text_of(f"{sentences(8)} Kế hoạch#footnote[{long}] đã ban hành.\n\n{sentences(60, 300)}")
    (note,) = text.footnotes
    assert note.text == long
    assert {box.page for box in note.boxes} == {1, 2}
    assert running(text) == [f"{sentences(8)} Kế hoạch đã ban hành.", sentences(60, 300)]
    check_invariants(text)


def test_a_sentence_that_notes_interrupt_is_whole() -> None:
    body = f"{sentences(32)} Thực hiện Kế hoạch#footnote[{NOTE}] {sentences(12, 50)}"
    text = text_of(body)
    assert len(text.pages) == 2
    assert running(text) == [f"{sentences(32)} Thực hiện Kế hoạch {sentences(12, 50)}"]


def test_marks_in_brackets_are_linked() -> None:
    text = text_of(
        f'#set footnote(numbering: "(1)")\nBan hành kế hoạch#footnote[{NOTE}] và chương trình#footnote[{NOTE} Hai.].'
    )
    assert [(n.marker, n.text) for n in text.footnotes] == [("1", NOTE), ("2", f"{NOTE} Hai.")]
    assert all(n.ref_start is not None for n in text.footnotes)


@pytest.mark.parametrize(
    ("marker", "before", "after"),
    [
        ("\\[1\\]", "Thực hiện Kế hoạch ", " và các văn bản"),
        ("\\[1\\]", "Thực hiện Kế hoạch", ", các văn bản"),
        ("(1)", "Thực hiện Kế hoạch", ", các văn bản"),
    ],
)
def test_marks_in_brackets_on_the_line_are_linked(marker, before, after) -> None:
    foot = (
        f"#place(bottom, block[#line(length: 5cm)#set par(first-line-indent: 0pt)\n#text(size: 9pt)[{marker} {NOTE}]])"
    )
    text = text_of(f"{sentences(2)}\n\n(1) {sentences(1, 9)}\n\n{before}{marker}{after}.{foot}")
    (note,) = text.footnotes
    assert (note.marker, note.text) == ("1", NOTE)
    assert running(text) == [sentences(2), f"(1) {sentences(1, 9)}", f"{before.rstrip()}{after}."]
    assert text.value[: note.ref_start].endswith("Thực hiện Kế hoạch")
    check_invariants(text)


def test_a_note_without_a_mark_stands_at_the_end_of_its_page() -> None:
    foot = (
        f"#place(bottom, block[#line(length: 5cm)#set par(first-line-indent: 0pt)\n#text(size: 9pt)[#super[1] {NOTE}]])"
    )
    text = text_of(f"{sentences(2)}{foot}#pagebreak(){sentences(2, 30)}")
    (note,) = text.footnotes
    assert note.ref_start is None
    assert text.value.splitlines() == [sentences(2), NOTE, sentences(2, 30)]


def test_small_print_is_no_note() -> None:
    text = text_of(f"{sentences(3)}\n\n#text(size: 10pt)[{sentences(3, 40)}]")
    assert not text.footnotes
    assert running(text) == [sentences(3), sentences(3, 40)]


def test_an_unlinked_raised_number_never_joins_a_figure() -> None:
    assert text_of("Trong năm 2025#super[2] đã ban hành.").value.startswith("Trong năm 2025² đã ban hành.")
