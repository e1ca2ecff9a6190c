"""Where the files of a run were: kept beside the tables, on this machine only, for the pictures of their pages."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from trichluc.store.snapshot import STATE

_NAME = "inputs.json"


def remember(output: Path, inputs: Sequence[str | Path]) -> None:
    """Keep the inputs of the last run. URLs are left out: what lies there is not fetched again for a picture."""
    folders = [os.path.realpath(item) for item in map(str, inputs) if "://" not in item]
    file = output / STATE / _NAME
    stage = file.with_suffix(".new")
    stage.write_text(json.dumps(folders, indent=1) + "\n", encoding="utf-8")
    stage.replace(file)


def recall(output: Path) -> list[Path]:
    """The inputs of the last run; none when the output has come from another machine or was moved."""
    try:
        found = json.loads((output / STATE / _NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [Path(item) for item in found if isinstance(item, str)] if isinstance(found, list) else []
