"""Pages: what they show, what they refuse, and that nothing in a document becomes markup."""

import re
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import trichluc
from trichluc.store.overview import charts
from trichluc.store.readers import connect
from trichluc.web.app import build
from trichluc.web.render import document_page, summary_page
from trichluc.web.views import document_view

HOSTILE = "<script>alert(1)</script> & “<img src=x onerror=alert(1)>” Quyết định số 55/QĐ-UBND ngày 14/01/2025"


@pytest.fixture(scope="module")
def output(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("serve")
    (folder / "in").mkdir()
    (folder / "in" / "mot.txt").write_text(f"BÁO CÁO\nKết quả\nI. Kết quả\n{HOSTILE}", encoding="utf-8")
    (folder / "in" / "hai.txt").write_text("Thực hiện Quyết định số 55/QĐ-UBND ngày 14/01/2025.", encoding="utf-8")
    trichluc.run([str(folder / "in")], folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def client(output) -> TestClient:
    return TestClient(build(output))


def test_markup_in_a_document_stays_text() -> None:
    page = document_page(document_view(trichluc.read_text(HOSTILE), {}))
    assert "<script" not in page
    assert "<img" not in page
    assert "<script>alert(1)</script>" in unescape(re.sub(r"</?mark[^>]*>", "", page))


def test_a_page_needs_no_script_and_no_network() -> None:
    page = document_page(document_view(trichluc.read_text("I. Kết quả\nĐã cấp 12 giấy phép."), {}))
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)


def test_the_home_page_lists_reports(client) -> None:
    home = client.get("/").text
    assert home.count("/document/") == 2


@pytest.mark.parametrize("question", ["55/QĐ-UBND", "quyet dinh 55", "Quyết định số 55/QĐ-UBND"])
def test_an_act_is_found_as_people_write_it(client, question) -> None:
    page = client.get("/", params={"q": question}).text
    assert "2 báo cáo" in page


def test_words_are_found_with_and_without_diacritics(client) -> None:
    for question in ("Thực hiện", "thuc hien"):
        assert "hai.txt" in client.get("/", params={"q": question}).text


def test_a_report_page_opens(client) -> None:
    address = re.search(r'href="(/document/[0-9a-f]{64})"', client.get("/").text)
    assert client.get(address[1]).status_code == 200


@pytest.mark.parametrize("path", ["/document/abc", "/document/" + "0" * 64, "/document/..%2f..%2fetc/page/1.webp"])
def test_unknown_documents_are_not_found(client, path) -> None:
    assert client.get(path).status_code == 404


def test_foreign_hosts_are_refused(client) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 403


def test_every_answer_forbids_scripts_and_frames(client) -> None:
    headers = client.get("/").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_a_summary_counts_what_is_there(output) -> None:
    totals, drawn = charts(output)
    page = summary_page(totals, drawn)
    assert totals[0] == 2
    assert "2 báo cáo" in page
    assert next(bar.count for chart in drawn for bar in chart.bars if bar.label == "quyết định 55/QĐ-UBND") == 2


def test_indicators_line_up_numbers_of_one_noun(output) -> None:
    with connect(output) as connection:
        columns = [row[0] for row in connection.execute("DESCRIBE indicators").fetchall()]
    assert columns[:6] == ["noun", "unit", "role", "period_start", "period_end", "value"]
