"""Older office files (.doc, .rtf, .odt) become .docx through LibreOffice, in a profile of its own and limited time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from trichluc.errors import DamagedFile, LimitExceeded, MissingTool
from trichluc.host import die_with_parent, is_running, kill_group

PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 120
_AGAIN = 81
"""The exit status with which LibreOffice asks to be started again."""
_STOPPED = frozenset({-getattr(signal, "SIGXCPU", 0), -getattr(signal, "SIGKILL", 0)} - {0})
"""What `wait` returns for a process that was stopped for what it used."""
_PREFIX = "trichluc-office-"
_STALE_SECONDS = 3600
"""A folder as old as this is of no conversion that still goes on, wherever its process lives."""
_BYTE_ORDER = slice(28, 30)
"""Where a .doc says that its numbers begin with the small end; always the same two bytes ([MS-CFB] 2.2)."""


def convert_to_docx(data: bytes, name: str, suffix: str) -> bytes:
    """The .docx that LibreOffice makes of a file. `suffix` (`.doc`, `.rtf`, `.odt`) tells it the kind.

    Raises `MissingTool` when LibreOffice is not installed, `LimitExceeded` after two minutes, `DamagedFile` when it
    makes nothing of the file.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise MissingTool(f"{name}: LibreOffice is needed to read {suffix} files and is not installed")
    if suffix == ".doc" and data[_BYTE_ORDER] != b"\xfe\xff":
        raise DamagedFile(f"{name}: the head of the Word file is damaged")
    _clear_stale(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-") as folder:
        place = Path(folder)
        (place / f"in{suffix}").write_bytes(data)
        _run(_command(program, place, suffix), name)
        result = place / "out" / "in.docx"
        if not result.is_file():
            raise DamagedFile(f"{name}: LibreOffice cannot open the file")
        return result.read_bytes()


def _clear_stale(where: Path) -> None:
    """Remove what conversions left behind whose process was killed with no time to tidy up."""
    for folder in where.glob(f"{_PREFIX}*-*"):
        owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isascii() and owner.isdigit() and _is_old(folder) and not is_running(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_old(folder: Path) -> bool:
    try:
        return time.time() - folder.lstat().st_mtime > _STALE_SECONDS
    except OSError:
        return False


def _command(program: str, place: Path, suffix: str) -> list[str]:
    """Two LibreOffice processes that share a profile wait for each other, so every call has one of its own."""
    return [
        _binary(program),
        f"-env:UserInstallation={(place / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(place / "out"),
        str(place / f"in{suffix}"),
    ]


def _binary(program: str) -> str:
    """The program behind the starter: only it can be made to die with this process, however that is killed."""
    direct = Path(program).resolve().with_name("soffice.bin")
    return str(direct) if sys.platform == "linux" and direct.is_file() else program


def _run(command: list[str], name: str) -> None:
    """Run it, once more where it asks for that: with a new profile it ends to be started again."""
    until = time.monotonic() + _SECONDS
    while (status := _run_once(command, name, until - time.monotonic())) == _AGAIN:
        continue
    if status in _STOPPED:
        raise LimitExceeded(f"{name}: LibreOffice needs more computing time or memory than it is granted")
    if status < 0:
        raise DamagedFile(f"{name}: LibreOffice broke down over the file ({signal.Signals(-status).name})")


def _run_once(command: list[str], name: str, seconds: float) -> int:
    """Run it in a process group of its own: its helper processes end with it."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    bound = partial(die_with_parent, os.getpid()) if sys.platform == "linux" else None
    with subprocess.Popen(  # noqa: S603 (the program is LibreOffice, the arguments are paths made here)
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
        preexec_fn=bound,  # noqa: PLW1509 (a call to the kernel, and nothing that could wait for a lock)
    ) as process:
        try:
            return process.wait(max(0.0, seconds))
        except subprocess.TimeoutExpired as error:
            raise LimitExceeded(f"{name}: LibreOffice did not finish within {_SECONDS} seconds") from error
        finally:
            kill_group(process.pid)
