"""What the page of a report shows: links that lead somewhere, headings with what is found in them."""

import re
from pathlib import Path

import pytest

import trichluc
from trichluc.web.render import document_page
from trichluc.web.views import document_view

REPORTS = Path(__file__).parents[2] / "corpus" / "reports"
NAMES = ("bc-ubnd-xa-tan-thanh-2025.pdf", "bc-tinh-uy-thai-binh-2022.pdf", "bc-so-khcn-gia-lai-quy-1-2025.txt")


@pytest.fixture(scope="module", params=NAMES)
def report(request):
    return trichluc.read(REPORTS / request.param)


@pytest.mark.parametrize("with_pictures", [True, False])
def test_every_link_leads_somewhere(report, with_pictures) -> None:
    pictures = {page.page: "data:," for page in report.pages} if with_pictures else {}
    page = document_page(document_view(report, pictures))
    names = re.findall(r'\bid="([^"]+)"', page)
    assert len(names) == len(set(names))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(names)


def test_a_footnote_and_its_mark_lead_to_one_another(report) -> None:
    page = document_page(document_view(report, {}))
    for note in report.footnotes:
        assert f'id="note-{note.footnote_id}"' in page
        if note.ref_start is not None:
            assert f'href="#note-{note.footnote_id}"' in page
            assert f'href="#r-{note.footnote_id}"' in page


def kinds(text: str) -> list[tuple[str, str]]:
    view = document_view(trichluc.read_text(text), {})
    paragraphs = [p for sheet in view.sheets for p in sheet.paragraphs]
    return [(piece.kind, piece.text) for p in paragraphs for piece in p.pieces if piece.kind]


def test_a_citation_in_a_heading_is_marked_as_one() -> None:
    found = kinds("I. Kết quả\n1. Thực hiện Nghị quyết số 57-NQ/TW\nĐã ban hành kế hoạch.\n2. Kiểm tra\nĐã kiểm tra.")
    assert ("citations", "Nghị quyết số 57-NQ/TW") in found
    assert ("sections", "1. Thực hiện ") in found


def test_a_section_without_title_is_known_by_its_first_words() -> None:
    view = document_view(
        trichluc.read_text("I. Nhiệm vụ\n1. Hoàn thành đánh giá 12 nhiệm vụ.\n2. Kiểm định 900 phương tiện đo."), {}
    )
    labels = [child.label for heading in view.tree for child in heading.children]
    assert labels == ["1 Hoàn thành đánh giá 12 nhiệm vụ.", "2 Kiểm định 900 phương tiện đo."]


def test_findings_are_said_in_both_languages_the_worst_first() -> None:
    text = "Theo Quyết định số 55/QĐ/UBND ngày 14/01/2025 của UBND tỉnh. Hội nghị tổ chức ngày 31/6/2025 tại trụ sở."
    notices = document_view(trichluc.read_text(text), {}).findings
    assert [n.severity for n in notices] == ["error", "note"]
    assert notices[0].message != notices[0].message_en
