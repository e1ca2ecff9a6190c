"""Tables that are made of the rows of all documents together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from trichluc.store.between import between_reports
from trichluc.store.columns import record_batch
from trichluc.store.register import Listed, Wording, register
from trichluc.store.rows import CitedDocument


def derive(staged: Path) -> Mapping[str, Iterable[pa.RecordBatch]]:
    """The derived tables of a snapshot in the making."""
    cited = _cited(staged / "citations")
    between = between_reports(staged)
    made = {"cited_documents": [record_batch("cited_documents", cited)] if cited else []}
    return made | ({"findings": [record_batch("findings", between)]} if between else {})


def _cited(folder: Path) -> tuple[CitedDocument, ...]:
    """The register of a folder of citations. Equal wordings are counted before anything is done with them."""
    columns = ["doc_id", *Wording._fields]
    read = [pq.ParquetFile(path).read(columns=columns) for path in sorted(folder.glob("*.parquet"))]
    if not read:
        return ()
    mentions = pa.concat_tables(read)
    mentions = mentions.filter(mentions["target_id"].is_valid())
    counted = mentions.group_by(Wording._fields).aggregate([([], "count_all")])
    wordings = {Wording(*row[:-1]): row[-1] for row in _rows(counted, [*Wording._fields, "count_all"])}
    citing = mentions.group_by(["target_id", "doc_id"]).aggregate([])
    documents = citing.group_by("target_id").aggregate([([], "count_all")])
    laws = _laws() if any(w.name and not w.symbol for w in wordings) else {}
    return register(wordings, dict(_rows(documents, ["target_id", "count_all"])), laws)


def _rows(table: pa.Table, names: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    return zip(*(table[name].to_pylist() for name in names), strict=True)


def _laws() -> dict[str, Listed]:
    """The laws that have a number, by identifier."""
    # Loads lists that no other step of a commit needs.
    from trichluc.audit.acts import load_act_rules
    from trichluc.audit.identity import numbered_laws
    from trichluc.rules import open_package

    laws = numbered_laws(load_act_rules(open_package()))
    return {iri: Listed(law.number, law.name, law.passed) for iri, law in laws.items() if law.number}
