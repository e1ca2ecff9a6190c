"""Pages in a browser: boxes lie on the printed words, documents run nothing, narrow screens need no scrolling."""

from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import sync_playwright

import trichluc
from trichluc.store.trace import find_acts, passages
from trichluc.web.originals import Originals, all_pictures, trace_pictures
from trichluc.web.render import document_page, trace_page
from trichluc.web.traces import trace_views
from trichluc.web.views import document_view

pytestmark = pytest.mark.tool("chromium")
FILE = Path(__file__).parents[2] / "corpus" / "reports" / "bc-dang-uy-xa-tan-thanh-2025.pdf"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
HOSTILE = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\"> đã cấp 12 giấy phép."
BOXES = """() => {
  const picture = document.querySelector('.picture');
  const img = picture.querySelector('img').getBoundingClientRect();
  return [...picture.querySelectorAll('a.citations')].map(a => {
    const b = a.getBoundingClientRect();
    return [a.getAttribute('href'), (b.left - img.left) / img.width, (b.top - img.top) / img.height,
            (b.right - img.left) / img.width, (b.bottom - img.top) / img.height];
  });
}"""


def printed_in(sheet, left: float, top: float, right: float, bottom: float) -> str:
    """The characters of a page within a box in shares of its size, without blanks."""
    return "".join(
        c["text"]
        for c in sheet.chars
        if left * sheet.width <= (c["x0"] + c["x1"]) / 2 <= right * sheet.width
        and top * sheet.height <= (c["top"] + c["bottom"]) / 2 <= bottom * sheet.height
    ).replace(" ", "")


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def report():
    return trichluc.read(FILE)


@pytest.fixture(scope="module")
def page_file(report, tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("page") / "page.html"
    pictures = all_pictures(FILE.read_bytes(), FILE.name, report.pages)
    file.write_text(document_page(document_view(report, pictures)), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def trace_file(report, tmp_path_factory) -> Path:
    """The page of a trace of the first act that the report cites."""
    folder = tmp_path_factory.mktemp("trace")
    trichluc.run([str(FILE)], folder / "out")
    cited = next(c.symbol for c in report.citations if c.symbol and c.page == 1)
    acts = find_acts(folder / "out", cited)
    found = passages(folder / "out", [act.target_id for act in acts])
    sizes = {p.page: p.page_size for p in found if p.page and p.page_size}
    pictures = trace_pictures(Originals(folder / "out"), {(report.doc_id, FILE.name): sizes})
    (folder / "trace.html").write_text(trace_page(cited, trace_views(acts, found, pictures)), encoding="utf-8")
    return folder / "trace.html"


@pytest.mark.parametrize("width", [400, 1400])
def test_boxes_lie_on_the_printed_words(browser, report, page_file, width) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(page_file.as_uri())
    boxes = page.evaluate(BOXES)
    texts = {f"#c-{c.citation_id}": c.text.replace(" ", "") for c in report.citations}
    assert len(boxes) >= 3
    with pdfplumber.open(FILE) as pdf:
        sheet = pdf.pages[0]
        for anchor, left, top, right, bottom in boxes:
            printed = printed_in(sheet, left, top, right, bottom)
            assert printed
            assert printed in texts[anchor]


def test_a_document_of_scripts_runs_nothing(browser, tmp_path) -> None:
    file = tmp_path / "hostile.html"
    file.write_text(document_page(document_view(trichluc.read_text(HOSTILE * 50), {})), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    assert page.title() != "run"
    assert page.locator("script, main img").count() == 0
    assert "onerror" in page.inner_text("main")


@pytest.mark.parametrize("width", [400, 1400])
def test_nothing_sticks_out(browser, page_file, trace_file, width) -> None:
    for file in (page_file, trace_file):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_trace_shows_the_page_with_the_words_marked(browser, report, trace_file) -> None:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto(trace_file.as_uri())
    boxes = page.evaluate(BOXES)
    texts = [c.text.replace(" ", "") for c in report.citations]
    assert boxes
    with pdfplumber.open(FILE) as pdf:
        for _, *box in boxes:
            printed = printed_in(pdf.pages[0], *box)
            assert printed
            assert any(printed in text for text in texts)


def test_a_finding_leads_to_its_words(browser, report, page_file) -> None:
    assert report.findings
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto(page_file.as_uri())
    page.locator(".findings-list a").first.click()
    target = page.locator(":target")
    assert target.count() == 1
    assert target.is_visible()
