"""`verify` finds what was changed behind our back; `compact` changes the files and not the rows."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import trichluc
from tests.store.conftest import Maker
from trichluc.errors import OutputError
from trichluc.store.dataset import Versions
from trichluc.store.maintenance import compact, verify
from trichluc.store.readers import open_snapshot

Make = Callable[[str], Maker]
NAMES = [f"{n:03}.txt" for n in range(60)]


def test_an_honest_snapshot_has_no_faults(make: Make) -> None:
    maker = make("out")
    maker.commit(NAMES, per_part=10)
    faults, count = verify(maker.output)
    assert faults == []
    assert count == len(list(open_snapshot(maker.output).rglob("*.parquet")))


@pytest.mark.parametrize(
    ("harm", "said"),
    [("cut", "bytes instead of"), ("flip", "other content"), ("delete", "cannot be read"), ("add", "not of ours")],
)
def test_each_harm_is_named_with_its_file(make: Make, harm: str, said: str) -> None:
    maker = make("out")
    maker.commit(NAMES, per_part=10)
    path = sorted((open_snapshot(maker.output) / "citations").iterdir())[1]
    data = path.read_bytes()
    path.chmod(0o644)
    if harm == "cut":
        path.write_bytes(data[:-1])
    elif harm == "flip":
        path.write_bytes(data[:100] + bytes([data[100] ^ 1]) + data[101:])
    elif harm == "delete":
        path.unlink()
    else:
        path.with_name("zz.parquet").write_bytes(b"")
    (fault,) = verify(maker.output)[0]
    assert fault.path.startswith("citations/")
    assert said in fault.what


def test_compact_keeps_every_row_in_order(make: Make) -> None:
    maker = make("out")
    maker.commit(NAMES, per_part=4)
    before = trichluc.tables(maker.output)
    parts = compact(maker.output, per_part=1_000_000)
    assert parts[0] > 5
    assert parts[1] == 1
    for table, frame in trichluc.tables(maker.output).items():
        pd.testing.assert_frame_equal(frame, before[table])
    assert verify(maker.output)[0] == []
    assert not maker.commit(NAMES, per_part=1_000_000)


def test_compact_refuses_what_an_unfinished_run_left(make: Make) -> None:
    maker = make("out")
    maker.commit(NAMES, per_part=4)
    from trichluc.store.manifest import NAME, read_manifest, to_json

    snapshot = open_snapshot(maker.output)
    manifest = read_manifest(snapshot)
    from dataclasses import replace

    mixed = (replace(manifest.parts[0], key="older"), *manifest.parts[1:])
    (snapshot / NAME).write_text(to_json(replace(manifest, parts=mixed)), encoding="utf-8")
    with pytest.raises(OutputError, match="unfinished run"):
        compact(maker.output, per_part=10)
    assert Versions("0.1.0", "0.1.0", "k").key == "k"
