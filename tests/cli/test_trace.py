"""`trichluc trace` finds an act in whatever way it is asked for; `chart` and `summary` draw."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import trichluc as engine

REPORTS = {
    "mot.txt": "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị và Luật Đất đai năm 2024, đã cấp "
    "120 giấy phép.",
    "hai.txt": "II. Phương hướng\n1. Tiếp tục thực hiện Nghị quyết 57-NQ/TW; rà soát 85 hồ sơ.",
    "ba.txt": "Đến ngày 31/12/2025 toàn tỉnh có 1.250 thuê bao.",
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("trace")
    (folder / "in").mkdir()
    for name, words in REPORTS.items():
        head = "SỞ NỘI VỤ\nSố: 12/BC-SNV\nĐà Nẵng, ngày 10 tháng 01 năm 2026\nBÁO CÁO\nKết quả công tác\n"
        (folder / "in" / name).write_text(f"{head}{words}\n", encoding="utf-8")
    engine.run([str(folder / "in")], folder / "out")
    return folder / "out"


@pytest.mark.parametrize(
    ("question", "mentions"),
    [
        ("57-NQ/TW", 2),
        ("nghi quyet 57", 2),
        ("Nghị quyết số 57-NQ/TW", 2),
        ("/akn/vn/doc/nghi-quyet/tw/2024/57-nq-tw", 2),
        ("Luật Đất đai", 1),
        ("luat dat dai", 1),
    ],
)
def test_an_act_is_found(tables, trichluc, question, mentions) -> None:
    done = trichluc("trace", tables, question)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("10/01/2026 · 12/BC-SNV") == mentions


def test_the_words_around_it_and_its_place_are_told(tables, trichluc) -> None:
    told = trichluc("trace", tables, "57-NQ/TW").stdout
    assert "của Bộ Chính trị" in told
    assert "II/1" in told
    assert "phương hướng" in told


def test_an_act_that_nobody_cites_is_said_so(tables, trichluc) -> None:
    done = trichluc("trace", tables, "999/QĐ-TTg")
    assert done.returncode == 1
    assert "999/QĐ-TTg" in done.stderr


def test_a_chart_is_a_picture(tables, trichluc, tmp_path) -> None:
    done = trichluc("chart", tables, "thuê bao", "-o", tmp_path / "c.svg")
    assert done.returncode == 0, done.stderr
    drawing = ET.fromstring((tmp_path / "c.svg").read_text("utf-8"))
    assert any("1.250" in (text.text or "") for text in drawing.iter("{http://www.w3.org/2000/svg}text"))


def test_a_summary_says_what_is_there(tables, trichluc, tmp_path) -> None:
    assert "3 reports" in trichluc("summary", tables).stdout
    assert trichluc("summary", tables, "--html", tmp_path / "s.html").returncode == 0
    assert "57-NQ/TW" in (tmp_path / "s.html").read_text("utf-8")
