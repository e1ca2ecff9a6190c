"""System programs that some inputs need: what is there, what is missing, how to get it.

`python -m trichluc.system --install` installs them with apt where that is allowed, else prints the command.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

_APT = "/usr/bin/apt-get"
_TIMEOUT = 1800


@dataclass(frozen=True, slots=True)
class Tool:
    """A program or a set of files outside Python. `present` looks without starting anything."""

    name: str
    purpose: str
    packages: tuple[str, ...]
    present: Callable[[], bool]


def _program(*names: str) -> bool:
    return any(shutil.which(name) for name in names)


def _file(*patterns: str) -> bool:
    return any(next(Path("/").glob(pattern), None) for pattern in patterns)


TOOLS: Sequence[Tool] = (
    Tool("tesseract", "reads scanned pages", ("tesseract-ocr",), partial(_program, "tesseract")),
    Tool(
        "tesseract-vie",
        "Vietnamese letters for tesseract",
        ("tesseract-ocr-vie",),
        partial(_file, "usr/share/tesseract-ocr/*/tessdata/vie.traineddata", "usr/share/tessdata/vie.traineddata"),
    ),
    Tool(
        "libreoffice",
        "opens .doc, .rtf and .odt; checks exports",
        ("libreoffice-writer-nogui", "libreoffice-calc-nogui"),
        lambda: (
            _program("soffice", "libreoffice")
            and _file("usr/lib/libreoffice/program/libswlo.so", "Applications/LibreOffice.app")
            and _file("usr/lib/libreoffice/program/libsclo.so", "Applications/LibreOffice.app")
        ),
    ),
    Tool(
        "fonts",
        "the faces of printed reports, for the shipped corpus and page pictures",
        ("fonts-liberation2", "fonts-liberation", "fonts-dejavu-core", "fontconfig"),
        lambda: _has_face("Liberation Serif") and _has_face("DejaVu Sans"),
    ),
    Tool("chromium", "opens pages in tests", ("chromium",), partial(_program, "chromium", "chromium-browser")),
    Tool("ghostscript", "makes searchable PDF/A", ("ghostscript",), partial(_program, "gs")),
    Tool("qpdf", "repairs PDF files by hand", ("qpdf",), partial(_program, "qpdf")),
)


def missing() -> list[Tool]:
    """The tools that are not there."""
    return [tool for tool in TOOLS if not tool.present()]


def available() -> list[str]:
    """The names of the tools that are there, sorted."""
    return sorted(tool.name for tool in TOOLS if tool.present())


def command(tools: Sequence[Tool]) -> list[str]:
    """The command that installs them."""
    packages = [package for tool in tools for package in tool.packages]
    return ["apt-get", "install", "--yes", "--no-install-recommends", *packages]


def install(tools: Sequence[Tool]) -> bool:
    """Install with apt. Returns whether it was possible; what fails is told by apt itself."""
    if not Path(_APT).exists() or os.geteuid() != 0:
        return False
    _apt("update")
    if _apt(*command(tools)[1:]):
        return True
    # One package that a release does not have must not keep the others away.
    for tool in tools:
        for package in tool.packages:
            _apt("install", "--yes", "--no-install-recommends", package)
    return all(tool.present() for tool in tools)


def _apt(*arguments: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(  # noqa: S603 - the words are constants of this module
        [_APT, *arguments, "-qq"], env=environment, timeout=_TIMEOUT, check=False, stdout=subprocess.DEVNULL
    )
    return done.returncode == 0


_VIETNAMESE = "1ED9 1EA5 1EF1 01B0 0111"
"""Letters that Liberation 1 lacks, which shares its name with Liberation 2."""


def _has_face(family: str) -> bool:
    if not _program("fc-list"):
        return False
    query = f":family={family}:charset={_VIETNAMESE}"
    return bool(subprocess.run(["fc-list", query], capture_output=True, check=False).stdout)  # noqa: S603, S607


def main(arguments: Sequence[str]) -> int:
    """Install what is missing or print how. Never fails: everything but these inputs works without."""
    absent = missing()
    if not absent:
        return 0
    names = ", ".join(tool.name for tool in absent)
    if "--install" in arguments:
        _say(f"Installing {names} …")
        if install(absent):
            return 0
    _say(f"Not installed: {names}. Optional; to have them:\n  sudo {' '.join(command(absent))}")
    return 0


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
