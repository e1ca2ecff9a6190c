"""What the supervisor tells of a process: the budget that ended it, its signal, what it wrote to the log."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from trichluc.batch import supervisor
from trichluc.batch.board import Board
from trichluc.batch.frames import End, Progress, frame
from trichluc.batch.limits import Limits

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork; the coordinator supervises")
SHORT = Limits(cpu_seconds=0.0, silent_seconds=1.0, silent_seconds_ocr=1.0)
Send = Callable[[bytes], None]


@pytest.fixture
def parent() -> Iterator[int]:
    """The reading end of a pipe whose other end stays open, as the coordinator's does."""
    reading, writing = os.pipe()
    yield reading
    os.close(reading)
    os.close(writing)


BOARD = Board()


def supervised(work: Callable[[Send], None], limits: Limits, parent: int) -> tuple[End, list[tuple[bytes, bytes]]]:
    frames: list[tuple[bytes, bytes]] = []
    BOARD.clear()
    end = supervisor.supervise(work, limits, BOARD, lambda kind, payload: frames.append((kind, payload)), parent)
    return end, frames


def test_frames_come_through_whole(parent: int) -> None:
    def work(send: Send) -> None:
        BOARD.turn(2, 3)
        send(frame(b"D", b"x" * 3_000_000))
        BOARD.turn(3, 3)

    end, frames = supervised(work, Limits(), parent)
    assert [(kind, len(payload)) for kind, payload in frames if kind == b"D"] == [(b"D", 3_000_000)]
    assert (end.limit, end.reached) == (None, Progress("read", 3, 3))


def test_silence_is_ended(parent: int) -> None:
    end, _ = supervised(lambda _: time.sleep(60), SHORT, parent)
    assert (end.limit, end.signal) == ("silent", signal.SIGKILL)
    assert 1 <= end.seconds < 10


def test_a_long_file_without_pages_is_not_silent_while_it_is_read(parent: int) -> None:
    def work(_: Send) -> None:
        BOARD.hold(100)
        time.sleep(2)

    end, _ = supervised(work, replace(SHORT, cpu_seconds_per_page=0.1), parent)
    assert (end.limit, end.signal, end.exit_code) == (None, None, 0)


def test_signs_of_life_prolong_up_to_the_total(parent: int) -> None:
    def work(_: Send) -> None:
        for page in range(1, 1000):
            time.sleep(0.1)
            BOARD.turn(page, 0)

    end, _ = supervised(work, replace(SHORT, wall_seconds=2.0), parent)
    assert end.limit == "wall"


def test_computing_is_ended_by_the_kernel(parent: int) -> None:
    def work(_: Send) -> None:
        while True:
            pass

    end, _ = supervised(work, replace(SHORT, silent_seconds=120.0), parent)
    assert (end.limit, end.signal) == ("cpu", signal.SIGXCPU)


def test_programs_that_the_document_started_die_with_it(parent: int) -> None:
    def work(send: Send) -> None:
        child = subprocess.Popen(["sleep", "600"])
        send(frame(b"D", str(child.pid).encode()))
        time.sleep(60)

    _, frames = supervised(work, SHORT, parent)
    with pytest.raises(ProcessLookupError):
        for _ in range(100):
            os.kill(int(frames[0][1]), 0)
            time.sleep(0.05)


def test_the_log_keeps_the_end_and_no_control_characters(parent: int) -> None:
    def work(_: Send) -> None:
        os.write(2, b"y" * 100_000 + b"\x1b[31m last words\n")

    end, _ = supervised(work, Limits(), parent)
    assert end.log.endswith("last words")
    assert len(end.log) <= 2000
    assert "\x1b" not in end.log


def test_a_child_that_talks_nonsense_is_ended(parent: int) -> None:
    def work(send: Send) -> None:
        send(b"\xff" * 64)
        time.sleep(60)

    end, _ = supervised(work, Limits(), parent)
    assert end.limit == "output"


def test_files_that_a_document_writes_are_limited(parent: int, tmp_path) -> None:
    def work(_: Send) -> None:
        (tmp_path / "big").write_bytes(bytes(5_000_000))

    end, _ = supervised(work, replace(Limits(), scratch=1_000_000), parent)
    assert end.signal == signal.SIGXFSZ or end.exit_code == 0
    assert (tmp_path / "big").stat().st_size <= 1_000_000


def test_nothing_goes_on_when_the_coordinator_has_gone() -> None:
    reading, writing = os.pipe()
    os.close(writing)
    with pytest.raises(SystemExit):
        supervised(lambda _: time.sleep(60), Limits(), reading)
    os.close(reading)


@pytest.fixture
def reader(parent: int) -> Iterator[supervisor.Reader]:
    """Does what the document says: `pid`, `die`, `sleep`, `leave`."""

    def read(payload: bytes, _: Limits, send: Send) -> None:
        match payload:
            case b"die":
                os.kill(os.getpid(), signal.SIGTERM)
            case b"sleep":
                time.sleep(60)
            case b"leave":
                BOARD.recognise()
        send(frame(b"D", b"%d" % os.getpid()))

    made = supervisor.Reader(read, BOARD, parent)
    yield made
    made.retire()


def served(reader: supervisor.Reader, payload: bytes, limits: Limits = SHORT) -> tuple[End, bytes | None]:
    found: list[bytes] = []
    BOARD.clear()
    end = reader.serve(payload, limits, lambda kind, sent: found.append(sent) if kind == b"D" else None)
    return end, found[0] if found else None


def test_a_process_reads_documents_one_after_the_other_and_is_renewed(reader: supervisor.Reader) -> None:
    processes = [served(reader, b"pid")[1] for _ in range(70)]
    assert len(set(processes)) == 3
    assert processes == sorted(processes, key=processes.index)


def test_a_death_costs_one_document(reader: supervisor.Reader) -> None:
    first = served(reader, b"pid")[1]
    end, sent = served(reader, b"die")
    assert (end.signal, sent) == (signal.SIGTERM, None)
    end, sent = served(reader, b"pid")
    assert (end.signal, end.exit_code) == (None, 0)
    assert sent not in (None, first)


def test_a_budget_is_that_of_one_document(reader: supervisor.Reader) -> None:
    assert served(reader, b"pid")[1]
    end, _ = served(reader, b"sleep")
    assert (end.limit, end.signal) == ("silent", signal.SIGKILL)
    assert 1 <= end.seconds < 10
    assert served(reader, b"pid")[0].limit is None


def test_what_started_programs_is_the_last_of_its_process(reader: supervisor.Reader) -> None:
    first, second = served(reader, b"leave")[1], served(reader, b"leave")[1]
    assert first != second


def test_what_is_tried_again_or_large_has_a_process_of_its_own(reader: supervisor.Reader) -> None:
    assert reader.takes(b"", SHORT)
    served(reader, b"pid")
    assert reader.takes(b"", SHORT)
    assert not reader.takes(b"", SHORT.doubled())
    assert not reader.takes(bytes(20 << 20), SHORT)
