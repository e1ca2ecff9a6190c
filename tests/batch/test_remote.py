"""Inputs and tables on an object store, against a server that the test starts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from tests.batch.conftest import Write, report
from tests.batch.test_incremental import snapshot_bytes
from trichluc.batch.plan import plan
from trichluc.batch.runner import Settings, run
from trichluc.errors import MissingInput, NoDataset, OutputError
from trichluc.store.manifest import NAME
from trichluc.store.publish import publish

ONE = Settings(jobs=1)


@pytest.fixture(scope="module")
def store() -> Iterator[None]:
    """An empty S3 on this machine, and the environment that leads to it."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    told = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x",
            "AWS_DEFAULT_REGION": "us-east-1"}  # fmt: skip
    before = {name: os.environ.get(name) for name in told}
    os.environ.update(told)
    import fsspec

    fsspec.filesystem("s3").mkdir("luu-tru")
    yield
    for name, value in before.items():
        os.environ.pop(name)
        if value is not None:
            os.environ[name] = value
    server.stop()


@pytest.mark.usefixtures("store")
def test_an_archive_on_an_object_store_gives_the_same_bytes(archive: Write, tmp_path: Path) -> None:
    import fsspec

    root = archive({"2025/báo cáo.txt": report(1), "b.txt": report(2), "hong.pdf": b"<html>"})
    fsspec.filesystem("s3").put(str(root), "luu-tru/in", recursive=True)
    run([root], tmp_path / "local", ONE)
    run(["s3://luu-tru/in"], tmp_path / "remote", ONE)
    assert snapshot_bytes(tmp_path / "remote") == snapshot_bytes(tmp_path / "local")
    assert run(["s3://luu-tru/in"], tmp_path / "remote", ONE).unchanged == 3
    assert [file.source for file in plan(["s3://luu-tru/in/b.txt"])] == ["b.txt"]
    with pytest.raises(MissingInput, match="nothing there"):
        plan(["s3://luu-tru/khong-co"])


@pytest.mark.usefixtures("store")
def test_what_is_published_is_the_snapshot(archive: Write, tmp_path: Path) -> None:
    import fsspec

    root = archive({f"{n}.txt": report(n) for n in range(4)})
    out = tmp_path / "out"
    run([root], out, ONE)
    sent, kept = publish(out, "s3://luu-tru/bang")
    assert (sent, kept) == (16, 0)
    system = fsspec.filesystem("s3")
    there = {path.removeprefix("luu-tru/bang/"): system.cat_file(path) for path in system.find("luu-tru/bang")}
    assert there == snapshot_bytes(out)
    assert len(pd.read_parquet("s3://luu-tru/bang/documents")) == 4
    (root / "3.txt").unlink()
    run([root], out, ONE)
    sent, kept = publish(out, "s3://luu-tru/bang")
    assert kept > 0
    system.invalidate_cache()
    assert {path.removeprefix("luu-tru/bang/") for path in system.find("luu-tru/bang")} == set(snapshot_bytes(out))


@pytest.mark.usefixtures("store")
def test_the_manifest_comes_last(archive: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fsspec

    run([archive({"a.txt": report(1)})], tmp_path / "out", ONE)
    sent: list[str] = []
    system = fsspec.filesystem("s3")
    real = system.put_file

    def put(local: str, remote: str) -> None:
        sent.append(remote)
        real(local, remote)

    monkeypatch.setattr(system, "put_file", put)
    publish(tmp_path / "out", "s3://luu-tru/cuoi")
    assert sent[-1].endswith(NAME)
    assert not any(name.endswith(NAME) for name in sent[:-1])


def test_a_place_that_cannot_be_written_is_named(archive: Write, tmp_path: Path) -> None:
    with pytest.raises(NoDataset):
        publish(tmp_path / "out", f"file://{tmp_path}/x")
    run([archive({"a.txt": report(1)})], tmp_path / "out", ONE)
    with pytest.raises(OutputError, match="cannot be opened"):
        publish(tmp_path / "out", "nonsense://somewhere")
