"""The program that converts older Word files: limited in time, alone in its profile, gone when the work ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from trichluc.errors import DamagedFile, LimitExceeded, MissingTool
from trichluc.read.word import convert
from trichluc.read.word.convert import convert_to_docx

CONVERT = "from trichluc.read.word.convert import convert_to_docx; convert_to_docx(b'{\\\\rtf1}', 'a.rtf', '.rtf')"


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """A LibreOffice that does what a script says; temporary folders are made beside it."""

    def install(script: str) -> None:
        program = tmp_path / "bin" / "soffice"
        program.parent.mkdir(exist_ok=True)
        program.write_text(f'#!/bin/sh\necho $$ >> {tmp_path}/pids\necho "$@" >> {tmp_path}/arguments\n{script}\n')
        program.chmod(0o755)
        (tmp_path / "tmp").mkdir(exist_ok=True)
        monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
        monkeypatch.setattr(convert.tempfile, "tempdir", str(tmp_path / "tmp"))
        monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))

    return install


WRITE = 'for a in "$@"; do case "$b" in --outdir) mkdir -p "$a"; echo made > "$a/in.docx";; esac; b="$a"; done'


def pids(tmp_path: Path) -> list[int]:
    return [int(line) for line in (tmp_path / "pids").read_text().split()]


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_every_call_has_a_profile_of_its_own_that_does_not_stay(fake, tmp_path) -> None:
    fake(WRITE)
    for _ in range(2):
        assert convert_to_docx(b"{\\rtf1}", "a.rtf", ".rtf") == b"made\n"
    profiles = [line.split()[0] for line in (tmp_path / "arguments").read_text().splitlines()]
    assert len(set(profiles)) == 2
    assert list((tmp_path / "tmp").iterdir()) == []


def test_it_is_started_again_when_it_asks_for_that(fake, tmp_path) -> None:
    fake(f"if [ -e {tmp_path}/once ]; then {WRITE}; else touch {tmp_path}/once; exit 81; fi")
    assert convert_to_docx(b"{\\rtf1}", "a.rtf", ".rtf") == b"made\n"
    assert len(pids(tmp_path)) == 2


def test_it_is_ended_at_its_time_limit_with_all_it_started(fake, tmp_path, monkeypatch) -> None:
    fake(f"sleep 60 &\necho $! >> {tmp_path}/pids\nwait")
    monkeypatch.setattr(convert, "_SECONDS", 0.5)
    with pytest.raises(LimitExceeded, match=r"a\.rtf: LibreOffice did not finish"):
        convert_to_docx(b"{\\rtf1}", "a.rtf", ".rtf")
    assert not any(map(is_alive, pids(tmp_path)))
    assert list((tmp_path / "tmp").iterdir()) == []


def test_what_the_kernel_stopped_is_not_called_damaged(fake) -> None:
    fake("kill -XCPU $$")
    with pytest.raises(LimitExceeded, match=r"a\.rtf: LibreOffice needs more"):
        convert_to_docx(b"{\\rtf1}", "a.rtf", ".rtf")


def test_a_breakdown_is_told_as_such(fake) -> None:
    fake("kill -SEGV $$")
    with pytest.raises(DamagedFile, match=r"a\.rtf: LibreOffice broke down over the file \(SIGSEGV\)"):
        convert_to_docx(b"{\\rtf1}", "a.rtf", ".rtf")


def test_it_dies_with_the_process_that_started_it(fake, tmp_path) -> None:
    fake("exec sleep 60")
    parent = subprocess.Popen([sys.executable, "-c", CONVERT])
    until = time.monotonic() + 20
    while not (tmp_path / "pids").exists() and time.monotonic() < until:
        time.sleep(0.05)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    time.sleep(0.2)
    assert not any(map(is_alive, pids(tmp_path)))


def ended_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_what_a_killed_conversion_left_behind_is_removed_later(fake, tmp_path) -> None:
    fake(WRITE)
    gone, hour = ended_process(), time.time() - 2 * 3600
    names = {
        f"trichluc-office-{gone}-old": (hour, False),
        f"trichluc-office-{gone}-new": (time.time(), True),
        f"trichluc-office-{os.getpid()}-mine": (hour, True),
        "trichluc-office-notes-2025": (hour, True),
        "trichluc-officers": (hour, True),
    }
    for name, (changed, _) in names.items():
        (tmp_path / "tmp" / name / "profile").mkdir(parents=True)
        os.utime(tmp_path / "tmp" / name, (changed, changed))
    convert_to_docx(b"{\\rtf1}", "a.rtf", ".rtf")
    assert {p.name for p in (tmp_path / "tmp").iterdir()} == {name for name, (_, stays) in names.items() if stays}


def test_a_stale_name_that_is_a_link_takes_nothing_with_it(fake, tmp_path) -> None:
    fake(WRITE)
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "a.txt").write_text("a")
    link = tmp_path / "tmp" / f"trichluc-office-{ended_process()}-x"
    link.symlink_to(tmp_path / "kept")
    os.utime(link, (0, 0), follow_symlinks=False)
    convert_to_docx(b"{\\rtf1}", "a.rtf", ".rtf")
    assert (tmp_path / "kept" / "a.txt").exists()


def test_a_program_that_writes_nothing_means_a_damaged_file(fake) -> None:
    fake("exit 0")
    with pytest.raises(DamagedFile, match=r"a\.rtf"):
        convert_to_docx(b"{\\rtf1}", "a.rtf", ".rtf")


def test_without_the_program_the_remedy_is_said(monkeypatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingTool, match="LibreOffice is needed to read"):
        convert_to_docx(b"{\\rtf1}", "a.rtf", ".rtf")
