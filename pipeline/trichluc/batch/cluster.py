"""The Dask engine: shards of documents go to the machines of a cluster, where the same worker isolates each document.

Only plain bytes travel: what a shard is, as JSON; its results, as JSON and bundles. The coordinator checks the rows as
it does those of its own processes, and is the only one that writes. A shard whose machine dies is given to another.
"""

from __future__ import annotations

import json
import struct
import threading
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any

from trichluc.batch.engine import Result, Wanted, result_of
from trichluc.batch.frames import Progress
from trichluc.batch.intake import take
from trichluc.batch.limits import Limits
from trichluc.batch.outcome import refused
from trichluc.batch.plan import Planned
from trichluc.batch.pool import Worker, attempts
from trichluc.batch.versions import installed_versions
from trichluc.errors import InputError, MissingPackage, TrichlucError
from trichluc.report import Problem

_SHARD = 16
_AHEAD = 3
_RETRIES = 5
_PATIENCE = 10
"""Seconds to wait for a scheduler."""
_LENGTHS = struct.Struct("<IQ")
_here = threading.local()


class DaskEngine:
    """Reads documents on a cluster; without an address, on a cluster of processes started here."""

    def __init__(self, address: str, jobs: int, limits: Limits, mock: bool = False) -> None:
        self._dask = _distributed()
        self._options = json.dumps({"limits": asdict(limits), "mock": mock})
        try:
            self.client = (
                self._dask.Client(address, timeout=_PATIENCE) if address else self._dask.Client(**_local(jobs))
            )
        except OSError as error:
            raise TrichlucError(f"{address or 'a local cluster'}: no Dask scheduler answers ({error})") from error
        self._check_versions()

    def _check_versions(self) -> None:
        """Machines with other code or rules would write other rows."""
        mine = installed_versions().key
        for machine, key in self.client.run(_key).items():
            if key != mine:
                raise TrichlucError(f"{machine}: has another version of trichluc or of its rules; install the same")

    def results(self, wanted: Iterable[Wanted]) -> Iterator[Result | Progress]:
        """Shards are handed out as machines become free; results come in any order."""
        shards = _shards(wanted)
        width = _AHEAD * max(1, sum(self.client.nthreads().values()))
        running = self._dask.as_completed([self._submit(shard) for shard in islice(shards, width)], with_results=True)
        for _, data in running:
            following = next(shards, None)
            if following is not None:
                running.add(self._submit(following))
            yield from unpack_results(data)

    def _submit(self, shard: list[Wanted]) -> Any:
        return self.client.submit(read_shard, pack_shard(shard), self._options, pure=False, retries=_RETRIES)

    def close(self) -> None:
        """Forget what is still running, and the cluster if it was started here."""
        self.client.close()
        if self.client.cluster is not None:
            self.client.cluster.close()


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise MissingPackage("--engine dask needs the packages of `pip install 'trichluc[dask]'`") from error
    return distributed


def _local(jobs: int) -> dict[str, object]:
    return {"n_workers": jobs, "threads_per_worker": 1, "processes": True, "dashboard_address": None}


def _key() -> str:
    return installed_versions().key


def _shards(wanted: Iterable[Wanted]) -> Iterator[list[Wanted]]:
    items = iter(wanted)
    while shard := list(islice(items, _SHARD)):
        yield shard


def pack_shard(shard: Iterable[Wanted]) -> str:
    """Files to read as JSON; what the plan refused goes along as the problem that it is."""
    return json.dumps([_written(item) for item in shard])


def _written(item: Wanted) -> dict[str, object]:
    planned = item.planned
    problem = None if planned.refusal is None else asdict(refused(planned.refusal, planned.source))
    # Names can hold bytes that are no text; JSON carries them as the surrogates that Python makes of them.
    return {"number": item.number, "source": planned.source, "location": planned.location, "known": item.known,
            "problem": problem}  # fmt: skip


def read_shard(shard: str, options: str) -> bytes:
    """Read the files of a shard on the machine where this runs."""
    told = json.loads(options)
    limits = Limits(**told["limits"])
    worker = _worker(limits, told["mock"])
    seen: set[str] = set()
    return b"".join(pack_result(_read(worker, item, limits, seen)) for item in json.loads(shard))


def _worker(limits: Limits, mock: bool) -> Worker:
    """The worker of this thread, kept for the shards to come."""
    key = (limits, mock)
    if getattr(_here, "key", None) != key:
        _here.key, _here.worker = key, Worker(limits, mock)
    worker: Worker = _here.worker
    return worker


def _read(worker: Worker, item: dict[str, Any], limits: Limits, seen: set[str]) -> Result:
    if item["problem"] is not None:
        return Result(item["number"], problem=Problem(**item["problem"]))
    try:
        taken = take(Planned(item["source"], item["location"]), limits.input)
    except InputError as error:
        return Result(item["number"], problem=refused(error, item["source"]))
    if taken.doc_id == item["known"] or (taken.doc_id in seen and taken.data):
        return Result(item["number"], taken.doc_id, len(taken.data))
    seen.add(taken.doc_id)
    read = attempts(worker, item["source"], taken.data)
    return result_of(item["number"], item["source"], taken, read, limits)


def pack_result(result: Result) -> bytes:
    """A result as bytes: its rows as they are, the rest as JSON."""
    rows = result.rows or b""
    head = {name: getattr(result, name) for name in result.__slots__ if name not in ("rows", "problem", "note")}
    head |= {"has_rows": result.rows is not None, "problem": _plain(result.problem), "note": _plain(result.note)}
    written = json.dumps(head).encode()
    return _LENGTHS.pack(len(written), len(rows)) + written + rows


def _plain(problem: Problem | None) -> dict[str, object] | None:
    return None if problem is None else asdict(problem)


def unpack_results(data: bytes) -> Iterator[Result]:
    """The results in bytes of `pack_result`."""
    position = 0
    while position < len(data):
        length, size = _LENGTHS.unpack_from(data, position)
        start = position + _LENGTHS.size
        head = json.loads(data[start : start + length])
        position = start + length + size
        rows = data[start + length : position] if head.pop("has_rows") else None
        problem, note = (None if p is None else Problem(**p) for p in (head.pop("problem"), head.pop("note")))
        yield Result(rows=rows, problem=problem, note=note, **head)
