"""A dataset made without reading anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.store.samples import sample_report
from trichluc.store.bundle import unpack
from trichluc.store.dataset import Dataset, Entry, Versions, source_order
from trichluc.store.packing import pack_report
from trichluc.store.parts import stretches
from trichluc.store.rows import InputFile

VERSIONS = Versions("0.1.0", "0.1.0", "k")


@dataclass
class Maker:
    """Commits samples under given names."""

    output: Path

    def commit(self, sources: Iterable[str], per_part: int = 1000, versions: Versions = VERSIONS) -> bool:
        dataset = Dataset(self.output, versions)
        dataset.per_part = per_part
        entries = []
        for source in sorted(sources, key=source_order):
            known = dataset.known.get(source)
            report = sample_report(source)
            file = InputFile(source, report.doc_id, 1, "read")
            entries.append(known or Entry(file, dataset.spool.append(file, unpack(pack_report(report)))))
        cuts = stretches([entry.file.source for entry in entries], per_part)
        commit = dataset.commit([entries[a:b] for a, b in cuts], None)
        dataset.spool.close()
        return commit.changed


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Maker]:
    """A maker for an output of that name."""
    return lambda name: Maker(tmp_path / name)
