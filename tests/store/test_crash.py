"""Death at any call to the file system leaves the old tables or the new ones, whole, for readers that know nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by fork")


def test_readers_are_right_and_the_next_run_recovers(tmp_path: Path) -> None:
    # Every call is tried by `make bench`; here one in seventeen, at other calls than a multiple of a part's.
    command = [sys.executable, "-m", "tests.store.crash_points", str(tmp_path), "17"]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout)
    assert told["points"] > 250
    assert told["wrong"] == []
