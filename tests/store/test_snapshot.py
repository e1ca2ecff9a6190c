"""Snapshots: what readers see, what a full disk leaves, how long old ones stay, where links are refused."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

import trichluc
from tests.store.conftest import Maker
from trichluc import host
from trichluc.errors import CorruptDataset, NewerDataset, NoDataset, OutputError, OutputFull
from trichluc.store.dataset import Dataset, Versions
from trichluc.store.manifest import NAME, read_manifest, to_json
from trichluc.store.readers import connect, open_snapshot
from trichluc.store.schemas import ROW_CLASSES, schema
from trichluc.store.snapshot import drop_old

Make = Callable[[str], Maker]


def content(output: Path) -> dict[str, bytes]:
    root = open_snapshot(output)
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def test_plain_readers_see_every_table(make: Make) -> None:
    maker = make("out")
    maker.commit(["b.txt", "a.txt"])
    for table in ROW_CLASSES:
        frame = pd.read_parquet(maker.output / "current" / table)
        assert list(frame.columns) == schema(table).names
        found = duckdb.read_parquet(str(maker.output / "current" / table / "*.parquet")).fetchall()
        assert len(found) == len(frame)
    assert list(pd.read_parquet(maker.output / "current" / "documents")["source"]) == ["a.txt", "b.txt"]


def test_every_file_names_its_versions(make: Make) -> None:
    maker = make("out")
    maker.commit(["a.txt"])
    for file in open_snapshot(maker.output).rglob("*.parquet"):
        metadata = pq.read_schema(file).metadata
        assert metadata[b"ruleset"] == metadata[b"engine"] == b"0.1.0"


def test_the_bytes_depend_on_the_rows_alone(make: Make) -> None:
    names = [f"{n % 4}/{n}.txt" for n in range(40)]
    once, often = make("once"), make("often")
    once.commit(names, per_part=5)
    for count in (3, 17, 30, 38, 40):
        often.commit(names[:count], per_part=5)
    assert content(once.output) == content(often.output)
    assert len(read_manifest(open_snapshot(once.output)).parts) > 3


def test_an_unchanged_part_is_a_link(make: Make) -> None:
    maker = make("out")
    names = [f"{n}.txt" for n in range(40)]
    maker.commit(names, per_part=5)
    before = {p.stat().st_ino for p in open_snapshot(maker.output).rglob("*.parquet")}
    maker.commit([*names, "zzz.txt"], per_part=5)
    after = [p.stat().st_ino for p in open_snapshot(maker.output).rglob("*.parquet")]
    assert sum(inode in before for inode in after) > len(after) / 2


def test_nothing_new_makes_no_snapshot(make: Make) -> None:
    maker = make("out")
    assert maker.commit(["a.txt"])
    assert not maker.commit(["a.txt"])
    assert [p.name for p in (maker.output / ".snapshots").iterdir()] == ["00000001"]


def test_no_table_names_a_time_a_machine_or_a_path(make: Make, tmp_path: Path) -> None:
    maker = make("out")
    maker.commit(["a.txt"])
    text = (open_snapshot(maker.output) / NAME).read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    assert os.uname().nodename not in text


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_leaves_the_last_snapshot(make: Make, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    maker = make("out")
    maker.commit(["a.txt"])
    before = content(maker.output)
    with monkeypatch.context() as patched:
        calls = iter(range(1000))

        def full(descriptor: int) -> None:
            if next(calls) == 5:
                raise OSError(code, os.strerror(code))

        patched.setattr("os.fsync", full)
        with pytest.raises(OutputFull, match="disk is full"):
            maker.commit(["a.txt", "b.txt"])
    assert content(maker.output) == before
    maker.commit(["a.txt", "b.txt"])
    fresh = make("fresh")
    fresh.commit(["a.txt", "b.txt"])
    assert content(maker.output) == content(fresh.output)


def test_where_links_are_refused_a_file_names_the_snapshot(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    monkeypatch.setattr(os, "link", refuse)
    maker = make("out")
    names = [f"{n}.txt" for n in range(20)]
    maker.commit(names, per_part=5)
    maker.commit(names[:-1], per_part=5)
    assert (maker.output / "CURRENT").read_text(encoding="utf-8") == ".snapshots/00000002\n"
    assert len(trichluc.tables(maker.output)["documents"]) == 19


def test_readers_keep_their_snapshot_for_a_while(make: Make) -> None:
    maker = make("out")
    for n in range(1, 7):
        maker.commit([f"{m}.txt" for m in range(n)])
    assert len(list((maker.output / ".snapshots").iterdir())) == 6
    drop_old(maker.output, keep=3, seconds=0)
    assert sorted(p.name for p in (maker.output / ".snapshots").iterdir()) == ["00000004", "00000005", "00000006"]
    assert len(trichluc.tables(maker.output)["documents"]) == 6


def test_the_clock_does_not_decide_which_snapshot_is_newest(make: Make) -> None:
    maker = make("out")
    maker.commit(["a.txt"])
    os.utime(open_snapshot(maker.output), (4e9, 4e9))
    maker.commit(["a.txt", "b.txt"])
    assert open_snapshot(maker.output).name == "00000002"
    drop_old(maker.output, keep=1, seconds=0)
    assert len(trichluc.tables(maker.output)["documents"]) == 2


def test_a_newer_format_is_refused(make: Make) -> None:
    maker = make("out")
    maker.commit(["a.txt"])
    path = open_snapshot(maker.output) / NAME
    raw = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(raw | {"format": 99, "engine": "9.0"}), encoding="utf-8")
    with pytest.raises(NewerDataset, match=r"9\.0"):
        maker.commit(["b.txt"])


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1}', "\x00"])
def test_a_damaged_manifest_is_named(make: Make, text: str) -> None:
    maker = make("out")
    maker.commit(["a.txt"])
    path = open_snapshot(maker.output) / NAME
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorruptDataset, match="manifest"):
        maker.commit(["b.txt"])


def test_other_columns_are_never_mixed(make: Make) -> None:
    maker = make("out")
    maker.commit([f"{n}.txt" for n in range(20)], per_part=5)
    snapshot = open_snapshot(maker.output)
    manifest = read_manifest(snapshot)
    from dataclasses import replace

    (snapshot / NAME).write_text(to_json(replace(manifest, schema="older")), encoding="utf-8")
    dataset = Dataset(maker.output, Versions("0.1.0", "0.1.0", "other"))
    assert not dataset.known
    assert not dataset.can_cut("11.txt")


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "current").mkdir()
    with pytest.raises(OutputError, match="not a link of ours"):
        Dataset(tmp_path, Versions("0", "0", "0"))
    with pytest.raises(NoDataset):
        open_snapshot(tmp_path / "nothing")


def test_the_lock_ends_with_its_holder(tmp_path: Path) -> None:
    lock = tmp_path / ".state" / "lock"
    child = os.fork()
    if child == 0:
        with host.locked(lock):
            os._exit(0)
    os.waitpid(child, 0)
    with host.locked(lock):
        pass


def test_sql_knows_the_tables_and_the_words_of_sections(make: Make) -> None:
    maker = make("out")
    maker.commit(["a.txt"])
    with connect(maker.output) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (1,)
        columns = [row[0] for row in connection.execute("DESCRIBE section_text").fetchall()]
    assert columns == [*schema("sections").names, "text"]
