"""Pictures of pages come from the files that were read, wherever they are now; what is not found is said."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import trichluc
from trichluc.ids import document_id
from trichluc.store.trace import find_acts, passages
from trichluc.web.app import build
from trichluc.web.originals import Originals

REPORT = Path(__file__).parents[2] / "corpus" / "reports" / "bc-dang-uy-xa-tan-thanh-2025.pdf"
DATA = REPORT.read_bytes()
DOC_ID = document_id(DATA)


@pytest.fixture
def archive(tmp_path) -> Path:
    """An archive that was read, with its output beside it."""
    folder = tmp_path / "archive" / "2025"
    folder.mkdir(parents=True)
    shutil.copy(REPORT, folder / "bc.pdf")
    trichluc.run([str(tmp_path / "archive")], tmp_path / "out")
    return tmp_path


def test_a_file_is_where_the_run_found_it(archive) -> None:
    assert Originals(archive / "out").find("2025/bc.pdf", DOC_ID) == DATA


@pytest.mark.parametrize("folder", [".", "archive", "archive/2025"])
def test_a_folder_may_be_given_a_level_too_high_or_too_low(archive, folder) -> None:
    assert Originals(archive / "out", archive / folder).find("2025/bc.pdf", DOC_ID) == DATA


def test_a_single_file_that_was_given_is_found(tmp_path) -> None:
    trichluc.run([str(REPORT)], tmp_path / "out")
    assert Originals(tmp_path / "out").find(REPORT.name, DOC_ID) == DATA


def test_a_file_with_other_bytes_is_not_taken(archive) -> None:
    (archive / "archive" / "2025" / "bc.pdf").write_bytes(DATA + b"\n")
    originals = Originals(archive / "out")
    assert originals.find("2025/bc.pdf", DOC_ID) is None
    assert originals.missing == ["2025/bc.pdf"]


def test_nothing_outside_the_folder_is_read(archive) -> None:
    assert Originals(archive / "out", archive / "out").find("../archive/2025/bc.pdf", DOC_ID) is None


def act_of(output: Path) -> str:
    tables = trichluc.tables(output)
    return tables["cited_documents"].symbol.dropna().iloc[0]


def trace(*arguments: object) -> str:
    """What the command says."""
    command = [sys.executable, "-m", "trichluc", "trace", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def test_the_command_draws_pages_and_says_what_it_misses(archive) -> None:
    output, page = archive / "out", archive / "page.html"
    question = act_of(output)
    assert passages(output, [act.target_id for act in find_acts(output, question)])
    assert "--originals" not in trace(output, question, "--html", page)
    assert "data:image" in page.read_text("utf-8")
    (archive / "archive").rename(archive / "moved")
    told = trace(output, question, "--html", page)
    assert "2025/bc.pdf" in told
    assert "--originals DIR" in told
    assert "Không tìm thấy tệp gốc 2025/bc.pdf" in page.read_text("utf-8")
    trace(output, question, "--html", page, "--originals", archive / "moved")
    assert "data:image" in page.read_text("utf-8")


def test_the_served_page_says_it_too(archive) -> None:
    client = TestClient(build(archive / "out"))
    assert f"/document/{DOC_ID}/page/1.webp" in client.get(f"/document/{DOC_ID}").text
    assert client.get(f"/document/{DOC_ID}/page/1.webp").headers["content-type"] == "image/webp"
    (archive / "archive").rename(archive / "moved")
    moved = TestClient(build(archive / "out")).get(f"/document/{DOC_ID}").text
    assert "Không tìm thấy tệp gốc 2025/bc.pdf" in moved
    assert ".webp" not in moved
