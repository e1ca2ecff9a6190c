"""Inputs as archives hold them: every name, kind and duty of a file has its row, and nothing makes a run wait."""

from __future__ import annotations

import os
import socket
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import trichluc
from tests.batch.conftest import Write, report
from trichluc.batch.intake import take
from trichluc.batch.plan import Planned, plan, shown_name
from trichluc.batch.runner import Settings, run
from trichluc.errors import LimitExceeded, MissingInput, NotAFile, UnreadableFile, VanishedFile
from trichluc.ids import document_id

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no pipes and links of this kind")
ONE = Settings(jobs=1)
NAMES = [
    b"-rf.txt", b"<img src=x onerror=alert(1)>.txt", b"dong\nmoi.txt", b"khong-phai-utf8-\xff.txt",
    b"a" * 250 + b".txt", "báo cáo quý I.txt".encode(),
    "\u202egpj.exe.txt".encode(), b"tab\there.txt", b"=cmd|calc!A0.txt",
    b"'; DROP TABLE documents; --.txt", b"$(touch x).txt", b"%00.txt", b" blank at both ends ", b".hidden.txt",
]  # fmt: skip


@POSIX
def test_every_name_has_a_row_that_can_be_stored(tmp_path: Path) -> None:
    root = tmp_path / "in"
    root.mkdir()
    for number, name in enumerate(NAMES):
        (root / os.fsdecode(name)).write_text(report(number), encoding="utf-8")
    account = run([tmp_path / "in"], tmp_path / "out", ONE)
    assert account.total == account.finished == len(NAMES)
    sources = set(trichluc.tables(tmp_path / "out")["files"]["source"])
    assert len(sources) == len(NAMES)
    assert "khong-phai-utf8-\\xff.txt" in sources
    assert "dong\\nmoi.txt" in sources
    assert "\\u202egpj.exe.txt" in sources
    assert all(source.isprintable() for source in sources)


@POSIX
def test_pipes_sockets_links_and_folders_named_like_files(archive: Write, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("bí mật", encoding="utf-8")
    root = archive({"a.txt": report(1), "folder.pdf/b.txt": report(2)})
    os.mkfifo(root / "pipe.txt")
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    (root / "loop").symlink_to(root)
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(root)  # the address of a socket must be short
        try:
            listening.bind("socket.txt")
        finally:
            os.chdir(here)
        started = time.monotonic()
        run([root], tmp_path / "out", ONE)
    assert time.monotonic() - started < 60
    tables = trichluc.tables(tmp_path / "out")
    problems = dict(zip(tables["problems"]["source"], tables["problems"]["error"], strict=True))
    assert problems == {
        "link.txt": "LinkNotFollowed", "loop": "LinkNotFollowed", "pipe.txt": "NotAFile", "socket.txt": "NotAFile",
    }  # fmt: skip
    assert sorted(tables["documents"]["source"]) == ["a.txt", "folder.pdf/b.txt"]
    assert not tables["documents"]["text"].str.contains("bí mật").any()


@POSIX
def test_what_turns_up_between_listing_and_opening(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotAFile):
        take(Planned("pipe", str(tmp_path / "pipe")), 1 << 20)
    with pytest.raises(VanishedFile):
        take(Planned("gone", str(tmp_path / "gone")), 1 << 20)
    with pytest.raises(NotAFile):
        take(Planned("folder", str(tmp_path)), 1 << 20)


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "big").open("wb") as stream:
        stream.truncate(1 << 40)
    with pytest.raises(LimitExceeded, match="larger than 1 MB"):
        take(Planned("big", str(tmp_path / "big")), 1 << 20)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_a_row(archive: Write, tmp_path: Path) -> None:
    root = archive({"a.txt": report(1), "b.txt": report(2)})
    (root / "b.txt").chmod(0)
    run([root], tmp_path / "out", ONE)
    assert set(trichluc.tables(tmp_path / "out")["problems"]["error"]) == {"UnreadableFile"}


def test_a_disk_error_is_a_row(archive: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = archive({"a.txt": report(1), "b.txt": report(2)})
    real = os.open

    def failing(path: str, *rest: int, **more: int) -> int:
        if str(path).endswith("b.txt"):
            raise OSError(5, "Input/output error")
        return real(path, *rest, **more)

    monkeypatch.setattr("trichluc.batch.intake.os.open", failing)
    with pytest.raises(UnreadableFile, match="Input/output error"):
        take(Planned("b.txt", str(root / "b.txt")), 1 << 20)
    run([root], tmp_path / "out", ONE)
    tables = trichluc.tables(tmp_path / "out")
    assert list(tables["documents"]["source"]) == ["a.txt"]
    assert list(tables["problems"]["error"]) == ["UnreadableFile"]


def test_a_file_that_changes_meanwhile_is_hashed_as_it_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"first")
    real = os.read

    def meddling(descriptor: int, size: int) -> bytes:
        piece = real(descriptor, size)
        path.write_bytes(b"something longer")
        return piece

    monkeypatch.setattr("trichluc.batch.intake.os.read", meddling)
    taken = take(Planned("a.txt", str(path)), 1 << 30)
    assert taken.changed
    assert document_id(taken.data) == taken.doc_id
    monkeypatch.undo()
    assert not take(Planned("a.txt", str(path)), 1 << 30).changed


def test_a_change_is_told(archive: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = archive({"a.txt": report(1)})
    from dataclasses import replace

    from trichluc.batch import engine

    real = engine.take
    monkeypatch.setattr(engine, "take", lambda planned, limit: replace(real(planned, limit), changed=True))
    run([root], tmp_path / "out", ONE)
    row = trichluc.tables(tmp_path / "out")["problems"].iloc[0]
    assert (row["error"], row["outcome"]) == ("ChangedFile", "noted")


def test_empty_files_are_no_duplicates(archive: Write, tmp_path: Path) -> None:
    root = archive({"a.txt": b"", "b.txt": b"", "c.pdf": b""})
    account = run([root], tmp_path / "out", ONE)
    assert account.causes == {("skipped", "EmptyFile"): 3}


def test_the_order_is_that_of_the_folders(archive: Write) -> None:
    root = archive({"b/1.txt": "1", "a.txt": "2", "a/2.txt": "3", "a/10.txt": "4", "B.txt": "5", "a-b/x.txt": "6"})
    assert [file.source for file in plan([root])] == [
        "B.txt", "a/10.txt", "a/2.txt", "a-b/x.txt", "a.txt", "b/1.txt",
    ]  # fmt: skip


def test_a_file_given_twice_is_planned_once(archive: Write) -> None:
    root = archive({"a.txt": "1", "sub/b.txt": "2"})
    assert [f.source for f in plan([root, root / "a.txt", root / "sub" / ".." / "a.txt"])] == ["a.txt", "sub/b.txt"]


def test_roots_with_equal_names_inside_are_told_apart(archive: Write) -> None:
    root = archive({"2023/bc.txt": "1", "2024/bc.txt": "2", "2024/x.txt": "3"})
    assert [f.source for f in plan([root / "2023", root / "2024"])] == ["2023/bc.txt", "2024/bc.txt", "2024/x.txt"]
    assert [f.source for f in plan([root / "2024"])] == ["bc.txt", "x.txt"]


@POSIX
def test_names_that_look_alike_are_told_apart(archive: Write) -> None:
    root = archive({"hoà.txt": "1", "hoa\u0300.txt": "2"})
    assert [f.source for f in plan([root])] == ["hoà.txt", "hoà.txt~2"]


def test_a_missing_input_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="khong-co"):
        plan([tmp_path / "khong-co"])


@given(st.text(min_size=1, max_size=50))
def test_shown_names_can_be_shown(name: str) -> None:
    shown = shown_name(name)
    shown.encode("utf-8")
    assert not set("\n\r\t\x00\x1b\u202e\u200b") & set(shown)


def test_a_missing_input_is_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    there_is = tmp_path / "co.txt"
    there_is.write_text("Báo cáo kết quả năm 2025.", encoding="utf-8")
    missing, there = plan([tmp_path / "khong-co.pdf", there_is])[::-1]
    assert (there.source, there.refusal) == ("co.txt", None)
    assert isinstance(missing.refusal, MissingInput)
    with pytest.raises(MissingInput):
        plan([tmp_path / "khong-co.pdf"])
