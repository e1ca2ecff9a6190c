"""A folder full of files made to break readers: each has its account, none stops the run, nothing leaves the folder."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import psutil
import pytest

import trichluc
from tests.batch.hostile import make
from trichluc.batch.account import Account
from trichluc.batch.limits import MEGABYTE, Limits
from trichluc.batch.runner import Settings, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="names, pipes and links of this kind")

ERRORS = {
    "EmptyFile": ["nothing.pdf"],
    "WrongType": ["html.pdf", "zip.pdf", "png.pdf", "program.pdf", "one-byte.pdf"],
    "DamagedFile": [
        "angles.pdf", "bomb-runlength.pdf", "comment-without-end.pdf", "cut.docx", "entities-laughing.docx",
        "entity-of-a-file.docx", "header-alone.pdf", "nested.docx", "no-document.docx", "no-xml.docx",
        "ole-nonsense.doc", "pages-loop.pdf", "pages-null.pdf", "picture-giant.pdf", "picture-jpeg-nonsense.pdf",
        "picture-jpx-nonsense.pdf", "string-without-end.pdf", "xref-stream-lies.pdf", "zeros.pdf",
    ],
    "RepairedFile": ["length-lies.pdf", "pages-count-lies.pdf", "xref-far-away.pdf", "xref-loop.pdf"],
    "EncryptedFile": ["locked.pdf", "locked-in-an-unknown-way.pdf"],
    "NoPages": ["pages-none.pdf"],
    "PageFailed": ["bomb-forms.pdf"],
    "PageCountDiffers": ["pages-of-text.pdf"],
    "LimitExceeded": ["bomb.docx", "bomb-beside.docx"],
    "JunkBeforeStart": ["behind-500-bytes.pdf", "behind-5000-bytes.pdf"],
    "UndecodedText": ["surrogates-utf16.txt", "utf16-odd.txt"],
    "NotAFile": ["pipe.pdf"],
    "LinkNotFollowed": ["link-out.txt", "link-nowhere.txt", "link-loop", "device.txt"],
    "DuplicateFile": ["same-1.txt", "same-2.txt"],
}  # fmt: skip
WHOLE = [
    "bidi.txt", "box-of-words.pdf", "box-turned.pdf", "font-of-itself.pdf", "form-in-itself.pdf",
    "locked-for-changes.pdf", "text-far-away.pdf", "with-actions.pdf", "folder.pdf/inside.txt",
    "zalgo.txt", "escapes.txt", "digits.txt", "blanks.txt", "lines.txt",
]  # fmt: skip


@dataclass
class Outcome:
    names: int
    account: Account
    tables: dict[str, pd.DataFrame]
    seconds: float
    memory: list[int]
    root: Path


class Watch(threading.Thread):
    """Notes how much memory this process holds."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seen: list[int] = []
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.1):
            self.seen.append(psutil.Process().memory_info().rss)


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcome]:
    root = tmp_path_factory.mktemp("hostile")
    names = make(root / "in", 1)
    limits = Limits(memory=900 * MEGABYTE, cpu_seconds=6, silent_seconds=20, silent_seconds_ocr=20)
    watch = Watch()
    watch.start()
    started = time.monotonic()
    account = run([root / "in"], root / "out", Settings(jobs=2, limits=limits))
    seconds = time.monotonic() - started
    watch.over.set()
    yield Outcome(names, account, trichluc.tables(root / "out"), seconds, watch.seen, root)


def test_every_file_is_accounted_for(outcome: Outcome) -> None:
    assert outcome.names >= 60
    assert outcome.account.total == outcome.account.finished == outcome.names
    tables = outcome.tables
    assert len(tables["files"]) == outcome.names
    told = set(tables["documents"]["source"]) | set(tables["problems"]["source"])
    assert told == set(tables["files"]["source"])


@pytest.mark.parametrize("error", ERRORS)
def test_each_lie_is_called_by_its_name(error: str, outcome: Outcome) -> None:
    problems = outcome.tables["problems"]
    assert set(ERRORS[error]) - set(problems[problems["error"] == error]["source"]) == set()


def test_what_only_looks_dangerous_is_read(outcome: Outcome) -> None:
    files = outcome.tables["files"].set_index("source")
    assert set(files.loc[WHOLE, "outcome"]) == {"read"}


def test_only_limits_crashes_and_errors_of_ours_have_names(outcome: Outcome) -> None:
    from trichluc import errors

    known = {name for name, value in vars(errors).items() if isinstance(value, type)}
    known |= {"DuplicateFile", "RepairedFile", "PageFailed", "PageCountDiffers", "JunkBeforeStart", "UndecodedText"}
    assert set(outcome.tables["problems"]["error"]) <= known


def test_nothing_outside_the_folder_is_read_or_written(outcome: Outcome) -> None:
    everything = "".join(
        str(value) for table in ("documents", "problems") for value in outcome.tables[table].to_numpy().ravel()
    )
    assert "bí mật ngoài kho" not in everything
    assert "root:x:" not in everything
    assert not list(Path("/tmp").glob("trichluc-climbed"))


def test_the_coordinator_stays_small_and_the_run_short(outcome: Outcome) -> None:
    assert max(outcome.memory) - outcome.memory[0] < 250 * MEGABYTE
    assert outcome.seconds < 180


def test_every_text_can_be_written_out_again(outcome: Outcome) -> None:
    for source, text in zip(outcome.tables["documents"]["source"], outcome.tables["documents"]["text"], strict=True):
        assert not set(text.encode("utf-8").decode()) & {"\0", "\x1b"}, source
