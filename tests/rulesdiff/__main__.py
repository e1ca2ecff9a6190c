"""Gains and losses of the working tree against a commit: `python -m tests.rulesdiff [COMMIT] [FOLDER]`.

Both engines, rules and code, read the same documents; the commit is unpacked into a temporary folder.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from tests.rulesdiff.changes import Findings, compare, summary

_ROOT = Path(__file__).parents[2]
_SCRIPT = Path(__file__).with_name("findings.py")
_SOURCES = ("pipeline", "models")


def main(arguments: list[str]) -> None:
    """Print every difference, then the counts of each table."""
    commit = arguments[0] if arguments else "HEAD"
    folder = Path(arguments[1]) if len(arguments) > 1 else _ROOT / "corpus" / "reports"
    with tempfile.TemporaryDirectory() as place:
        unpack(commit, Path(place) / "tree")
        running = [
            _start(tree, folder, Path(place) / f"{name}.json")
            for name, tree in (("old", Path(place) / "tree"), ("new", _ROOT))
        ]
        codes = [process.wait() for process in running]
        if any(codes):
            raise SystemExit("one of the two trees could not read the documents; its message stands above")
        changes = compare(*(_load(Path(place) / f"{name}.json") for name in ("old", "new")))
    for change in changes:
        print(change)
    print(f"{summary(changes)}\n({folder}, {commit} against the working tree)")


def unpack(commit: str, place: Path) -> None:
    """Write the sources of a commit into a folder."""
    packed = subprocess.run(["git", "archive", commit, *_SOURCES], cwd=_ROOT, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(place, filter="data")


def _start(tree: Path, folder: Path, output: Path) -> subprocess.Popen[bytes]:
    """Collect the findings with the engine of a tree, in a process of its own."""
    path = os.pathsep.join(str(tree / source) for source in _SOURCES)
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONSAFEPATH": "1"}
    return subprocess.Popen([sys.executable, str(_SCRIPT), str(folder), str(output)], env=environment)


def _load(path: Path) -> Findings:
    found: Findings = json.loads(path.read_text(encoding="utf-8"))
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
