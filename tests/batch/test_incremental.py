"""What is there unchanged is not read again, and the tables are always those of the inputs alone."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import trichluc
from tests.batch.conftest import Write, report
from trichluc.batch.account import Account
from trichluc.batch.runner import Settings, run
from trichluc.errors import MissingInput, NewerDataset, OutputLocked
from trichluc.host import locked
from trichluc.store.manifest import NAME

ONE = Settings(jobs=1)


def snapshot_bytes(output: Path) -> dict[str, bytes]:
    """Every file of the current snapshot by its path."""
    root = (output / "current").resolve()
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def counts(account: Account) -> tuple[int, int, int]:
    return account.total, account.unchanged, account.removed


def test_two_runs_give_the_same_bytes(archive: Write, tmp_path: Path) -> None:
    root = archive({f"{n % 3}/{n}.txt": report(n) for n in range(12)})
    run([root], tmp_path / "one", ONE)
    run([root], tmp_path / "two", Settings(jobs=2))
    assert snapshot_bytes(tmp_path / "one") == snapshot_bytes(tmp_path / "two")


def test_a_second_run_reads_nothing_and_changes_nothing(archive: Write, tmp_path: Path) -> None:
    root = archive({f"{n}.txt": report(n) for n in range(5)})
    out = tmp_path / "out"
    assert counts(run([root], out, ONE)) == (5, 0, 0)
    before = (out / "current").resolve()
    again = run([root], out, ONE)
    assert counts(again) == (5, 5, 0)
    assert not again.changed
    assert (out / "current").resolve() == before


def test_changed_new_and_removed_files_leave_what_a_fresh_run_leaves(archive: Write, tmp_path: Path) -> None:
    root = archive({f"{n}.txt": report(n) for n in range(8)})
    out = tmp_path / "out"
    run([root], out, ONE)
    archive({"3.txt": report(33), "new/a.txt": report(50)})
    (root / "5.txt").unlink()
    assert counts(run([root], out, ONE)) == (8, 6, 1)
    run([root], tmp_path / "fresh", ONE)
    assert snapshot_bytes(out) == snapshot_bytes(tmp_path / "fresh")


def test_content_decides_not_size_or_time(archive: Write, tmp_path: Path) -> None:
    root = archive({"a.txt": report(100)})
    run([root], tmp_path / "out", ONE)
    stat = (root / "a.txt").stat()
    archive({"a.txt": report(200)})
    os.utime(root / "a.txt", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert (root / "a.txt").stat().st_size == stat.st_size
    run([root], tmp_path / "out", ONE)
    assert "200/BC-SNV" in trichluc.tables(tmp_path / "out")["documents"]["text"][0]


def test_a_duplicate_is_read_once_and_every_path_is_listed(archive: Write, tmp_path: Path) -> None:
    root = archive({"b.txt": report(1), "a.txt": report(1), "c/c.txt": report(1), "d.txt": report(2)})
    out = tmp_path / "out"
    account = run([root], out, Settings(jobs=2))
    assert account.outcomes == {"read": 2, "duplicate": 2}
    tables = trichluc.tables(out)
    assert list(tables["documents"]["source"]) == ["a.txt", "d.txt"]
    rows = tables["problems"][tables["problems"]["error"] == "DuplicateFile"]
    assert sorted(rows["source"]) == ["b.txt", "c/c.txt"]
    assert set(rows["message"].str[-5:]) == {"a.txt"}
    assert counts(run([root], out, ONE)) == (4, 2, 0)
    assert not run([root], out, ONE).changed


def test_when_the_first_of_equal_files_goes_the_next_takes_its_place(archive: Write, tmp_path: Path) -> None:
    root = archive({"a.txt": report(1), "b.txt": report(1)})
    run([root], tmp_path / "out", ONE)
    (root / "a.txt").unlink()
    assert run([root], tmp_path / "out", ONE).outcomes == {"read": 1}
    run([root], tmp_path / "fresh", ONE)
    assert snapshot_bytes(tmp_path / "out") == snapshot_bytes(tmp_path / "fresh")


def test_a_new_file_before_an_equal_one_becomes_the_first(archive: Write, tmp_path: Path) -> None:
    root = archive({"b.txt": report(1)})
    run([root], tmp_path / "out", ONE)
    archive({"a.txt": report(1)})
    run([root], tmp_path / "out", ONE)
    run([root], tmp_path / "fresh", ONE)
    assert snapshot_bytes(tmp_path / "out") == snapshot_bytes(tmp_path / "fresh")


def test_what_failed_is_not_tried_again_unless_asked(archive: Write, tmp_path: Path, strict: Settings) -> None:
    root = archive({"a.txt": "#!mock abort", "b.txt": report(1)})
    out = tmp_path / "out"
    first = run([root], out, strict)
    assert first.causes == {("skipped", "Crashed"): 1}
    again = run([root], out, strict)
    assert (again.unchanged, again.causes) == (2, first.causes)
    asked = run([root], out, Settings(jobs=1, limits=strict.limits, mock=True, retry=True))
    assert asked.unchanged == 1


def test_intermediate_snapshots_end_in_the_same_tables(archive: Write, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("trichluc.store.dataset.PER_PART", 3)
    root = archive({f"{n:02}.txt": report(n % 15) for n in range(20)})
    commits: list[object] = []
    often = Settings(jobs=1, commit_seconds=0)
    run([root], tmp_path / "often", often, lambda event, _: commits.append(event))
    run([root], tmp_path / "once", ONE)
    assert sum(type(event).__name__ == "Committed" for event in commits) > 2
    assert snapshot_bytes(tmp_path / "often") == snapshot_bytes(tmp_path / "once")
    archive({"04.txt": report(99), "zz.txt": report(98)})
    (root / "11.txt").unlink()
    run([root], tmp_path / "often", often)
    run([root], tmp_path / "fresh", ONE)
    assert snapshot_bytes(tmp_path / "often") == snapshot_bytes(tmp_path / "fresh")


def test_another_rule_set_reads_everything_again(archive: Write, tmp_path: Path, monkeypatch) -> None:
    from trichluc.batch import runner
    from trichluc.store.dataset import Versions

    root = archive({"a.txt": report(1)})
    run([root], tmp_path / "out", ONE)
    monkeypatch.setattr(runner, "installed_versions", lambda: Versions("0.1.0", "9.9.9", "x"))
    assert counts(run([root], tmp_path / "out", ONE)) == (1, 0, 0)


def test_nothing_to_read_is_an_error_and_leaves_the_tables(archive: Write, tmp_path: Path) -> None:
    root = archive({"a.txt": report(1)})
    run([root], tmp_path / "out", ONE)
    (tmp_path / "empty").mkdir()
    for nothing in (tmp_path / "empty", tmp_path / "absent"):
        with pytest.raises(MissingInput):
            run([nothing], tmp_path / "out", ONE)
    assert len(trichluc.tables(tmp_path / "out")["documents"]) == 1


def test_the_output_may_lie_in_the_input(archive: Write, tmp_path: Path) -> None:
    root = archive({"a.txt": report(1)})
    run([root], root / "output", ONE)
    assert run([root], root / "output", ONE).total == 1


def test_a_second_writer_leaves_with_a_message(archive: Write, tmp_path: Path) -> None:
    root = archive({"a.txt": report(1)})
    with locked(tmp_path / "out" / ".state" / "lock"), pytest.raises(OutputLocked, match="another run"):
        run([root], tmp_path / "out", ONE)


def _with_manifest(output: Path, **values: str) -> None:
    path = (output / "current").resolve() / NAME
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | values), encoding="utf-8")


def test_columns_of_an_older_version_are_rewritten_and_of_a_newer_one_refused(archive: Write, tmp_path: Path) -> None:
    root = archive({"a.txt": report(1), "b.txt": report(2)})
    run([root], tmp_path / "out", ONE)
    whole = snapshot_bytes(tmp_path / "out")
    _with_manifest(tmp_path / "out", schema="other", engine="999.0")
    with pytest.raises(NewerDataset, match=r"999\.0"):
        run([root], tmp_path / "out", ONE)
    _with_manifest(tmp_path / "out", schema="other", engine="0.0.1")
    assert run([root], tmp_path / "out", ONE).changed
    assert snapshot_bytes(tmp_path / "out") == whole
