"""Tables that are made of the rows of all documents together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from trichluc.report import CitedDocument
from trichluc.store.between import between_reports
from trichluc.store.columns import record_batch
from trichluc.store.register import Listed, Wording, register_wordings


def derive(staged: Path) -> Mapping[str, Iterable[pa.RecordBatch]]:
    """The derived tables of a snapshot in the making."""
    cited = _cited(staged / "citations")
    between = between_reports(staged)
    made = {"cited_documents": [record_batch("cited_documents", cited)] if cited else []}
    return made | ({"findings": [record_batch("findings", between)]} if between else {})


def _cited(folder: Path) -> tuple[CitedDocument, ...]:
    """The register of a folder of citations. Equal wordings are counted before anything is done with them."""
    wordings: Counter[Wording] = Counter()
    citing: set[tuple[str, str]] = set()
    for path in sorted(folder.glob("*.parquet")):
        table = pq.ParquetFile(path).read(columns=["doc_id", *Wording._fields])
        columns = [table[name].to_pylist() for name in Wording._fields]
        wordings.update(zip(*columns, strict=True))  # type: ignore[arg-type]
        citing.update(zip(columns[0], table["doc_id"].to_pylist(), strict=True))
    known = {Wording(*wording): times for wording, times in wordings.items() if wording[0] is not None}
    laws = _laws() if any(w.name and not w.symbol for w in known) else {}
    return register_wordings(known, {pair for pair in citing if pair[0] is not None}, laws)


def _laws() -> dict[str, Listed]:
    """The laws that have a number, by identifier."""
    # Loads lists that no other step of a commit needs.
    from trichluc.audit.acts import load_act_rules
    from trichluc.audit.identity import numbered_laws
    from trichluc.rules import open_package

    laws = numbered_laws(load_act_rules(open_package()))
    return {iri: Listed(law.number, law.name, law.passed) for iri, law in laws.items() if law.number}
