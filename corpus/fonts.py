"""Where the fonts of the reports are: found through fontconfig, only files that hold every Vietnamese letter count."""

from __future__ import annotations

import functools
import hashlib
import subprocess
from pathlib import Path

FAMILIES = ("Liberation Serif", "Liberation Sans", "DejaVu Serif")
PACKAGES = "fonts-liberation2 fonts-dejavu-core fontconfig"
# Liberation 1 shares its family name with Liberation 2 but lacks the toned letters; these five tell them apart.
VIETNAMESE = "1ED9 1EA5 1EF1 01B0 0111"


class FontsMissing(RuntimeError):
    """No Vietnamese text face was found."""


@functools.cache
def files(family: str) -> dict[str, Path]:
    """Style name (`Regular`, `Bold Italic`) → file."""
    query = f":family={family}:charset={VIETNAMESE}"
    try:
        answer = subprocess.run(
            ["fc-list", "--format", "%{style[0]}\t%{file}\n", query], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise FontsMissing(f"fc-list does not work; install: {PACKAGES}") from error
    found = dict(sorted(line.split("\t") for line in answer.stdout.splitlines() if "Condensed" not in line))
    if not found:
        raise FontsMissing(f"no {family} with Vietnamese letters; install: {PACKAGES}")
    return {style: Path(file) for style, file in found.items()}


def folders() -> list[Path]:
    """The folders that hold the families of the reports."""
    return sorted({file.parent for family in FAMILIES for file in files(family).values()})


def fingerprint() -> dict[str, str]:
    """File name → start of its sha256, for every font that the reports may use."""
    paths = sorted({path for family in FAMILIES for path in files(family).values()})
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in paths}
