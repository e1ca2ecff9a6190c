"""What a document is granted grows with what it holds, and with the programs that it needs."""

from __future__ import annotations

import io

import docx
import pytest

from trichluc import host
from trichluc.batch.board import Board
from trichluc.batch.grants import Granting
from trichluc.batch.limits import Limits
from trichluc.document import installed_rules
from trichluc.read import read_bytes

LIMITS = Limits(cpu_seconds=10.0, cpu_seconds_per_page=0.5, silent_seconds=30.0, silent_seconds_ocr=180.0)


@pytest.fixture
def granted(monkeypatch) -> list[int]:
    """Each limit of CPU seconds that was set, beyond what this process has used."""
    seconds: list[int] = []
    monkeypatch.setattr(host, "allow_cpu", seconds.append)
    monkeypatch.setattr("trichluc.batch.grants.time.process_time", lambda: 0.0)
    return seconds


def test_a_long_text_has_the_time_of_its_pages(granted) -> None:
    board = Board()
    line = "Đến nay, các đơn vị đã xử lý hồ sơ đúng hạn.\n"
    read_bytes((line * 10_000).encode(), "dai.txt", installed_rules().read, Granting(board, LIMITS))
    pages = len((line * 10_000).encode()) // LIMITS.page_characters
    assert granted == [LIMITS.cpu(pages)]
    assert (board.read().filled, board.read().pages, board.read().granted) == (pages, 0, pages)


def test_a_word_file_has_the_time_of_what_it_unpacks_to(granted) -> None:
    document = docx.Document()
    for number in range(2000):
        document.add_paragraph(f"Đơn vị thứ {number} đã xử lý {number} hồ sơ đúng hạn.")
    stream = io.BytesIO()
    document.save(stream)
    read_bytes(stream.getvalue(), "dai.docx", installed_rules().read, Granting(Board(), LIMITS))
    assert granted[0] > LIMITS.cpu(10)


def test_each_program_has_its_own_time_and_a_page_keeps_what_it_was_given(granted) -> None:
    watch = Granting(Board(), LIMITS)
    watch.holds(100 * LIMITS.page_characters)
    watch.converts()
    watch.recognises(1)
    assert granted == [LIMITS.cpu(100), LIMITS.cpu(100) + 180, LIMITS.cpu(100) + 360]


def test_only_pages_that_are_read_are_signs_of_life() -> None:
    assert LIMITS.quiet(1000, 0, turning=True) == 30.0
    assert LIMITS.quiet(1000, 0, turning=False) == LIMITS.cpu(1000)
    assert LIMITS.quiet(3, 0, turning=False) == 30.0
    assert LIMITS.quiet(3, 1, turning=True) == 180.0
