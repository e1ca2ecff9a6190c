"""A run: plan, read what is new, commit. The coordinator's side; it loads no reader of files."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from trichluc import __version__, host
from trichluc.batch.account import Account, Committed, FileDone, OnEvent, Planning
from trichluc.batch.engine import Engine, LocalEngine, Wanted
from trichluc.batch.frames import Progress
from trichluc.batch.ledger import Ledger
from trichluc.batch.limits import Limits
from trichluc.batch.plan import Planned, plan
from trichluc.batch.versions import installed_versions
from trichluc.errors import MissingInput, NewerDataset
from trichluc.store.dataset import Dataset
from trichluc.store.manifest import Manifest
from trichluc.store.origins import remember
from trichluc.store.schemas import schema_id
from trichluc.store.snapshot import prepare


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run is done; nothing here changes the rows of a document that is read within its limits."""

    jobs: int = 0
    """Processes; 0 for one a core."""
    limits: Limits = field(default_factory=Limits)
    wait: bool = False
    """Wait for another run on the same output instead of leaving."""
    retry: bool = False
    """Read again what exceeded a limit or crashed the reader before."""
    commit_seconds: float = 300.0
    mock: bool = False
    """Obey mock documents; for tests."""


def run(
    inputs: Sequence[str | Path],
    output: str | Path,
    settings: Settings | None = None,
    on_event: OnEvent | None = None,
    engine: Engine | None = None,
) -> Account:
    """Read files, folders and URLs, and make the tables below `output` those of exactly these inputs.

    Files that are there unchanged are not read again. Raises `OutputError` or `MissingInput`; a file that cannot be
    read is a row of `problems` and never an error.
    """
    settings = settings or Settings()
    folder = Path(output)
    prepare(folder)
    with host.locked(folder / ".state" / "lock", settings.wait):
        started = time.monotonic()
        planned = plan(inputs, folder)
        if not planned:
            raise MissingInput(f"{', '.join(map(str, inputs))}: no files there")
        dataset = Dataset(folder, installed_versions())
        _refuse_newer(folder, dataset.manifest)
        run_ = _Run(planned, dataset, settings, on_event or _deaf)
        chosen = engine or LocalEngine(settings.jobs or host.cores(), settings.limits, settings.mock)
        try:
            run_.read(chosen)
        finally:
            chosen.close()
            run_.dataset.spool.close()
        remember(folder, inputs)
        run_.account.seconds = time.monotonic() - started
        return run_.account


def _refuse_newer(folder: Path, manifest: Manifest | None) -> None:
    """Columns of an older version are rewritten in one commit; those of a newer one would be lost."""
    if manifest is not None and manifest.schema != schema_id() and _order(manifest.engine) > _order(__version__):
        raise NewerDataset(f"{folder}: written by trichluc {manifest.engine}, which is newer")


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))


def _deaf(_: object, __: Account) -> None:
    return None


class _Run:
    def __init__(self, planned: list[Planned], dataset: Dataset, settings: Settings, on_event: OnEvent) -> None:
        self.dataset = dataset
        self.account = Account(total=len(planned))
        self._planned, self._settings, self._on_event = planned, settings, on_event
        sources = {file.source for file in planned}
        self.account.removed = len(dataset.sources - sources)
        self._ledger = Ledger(planned, dataset, settings.retry)
        self._committed = time.monotonic()

    def read(self, engine: Engine) -> None:
        """Read everything, committing now and then and at the end."""
        self._on_event(Planning(len(self._planned)), self.account)
        for event in engine.results(self._wanted()):
            if isinstance(event, Progress):
                self._on_event(event, self.account)
                continue
            file, origin = self._ledger.enter(event)
            self.account.spend(event, origin)
            self._on_event(FileDone(file, event), self.account)
            if time.monotonic() - self._committed > self._settings.commit_seconds:
                self._commit(final=False)
        self._commit(final=True)

    def _wanted(self) -> Iterator[Wanted]:
        return map(self._ledger.wanted, range(len(self._planned)))

    def _commit(self, final: bool) -> None:
        complete = self._ledger.complete()
        if not complete:
            return
        last = None if final else complete[-1][-1].file.source
        if last is None or self.dataset.can_cut(last):
            commit = self.dataset.commit(complete, last)
            self._ledger.committed(commit.kept)
            self.account.changed |= commit.changed
            self._on_event(Committed(sum(map(len, complete)), final), self.account)
        self._committed = time.monotonic()
        if final:
            for entries in complete:
                for entry in entries:
                    self.account.enter(entry.file)
