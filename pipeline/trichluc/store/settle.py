"""What reports tell one another: citations that their own report leaves open get the act that the others name.

`target_id` is made anew for every snapshot from `target_alone`, so it depends on which reports there are and not on how
they came; a part is written again only when one of its citations means another act than before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from trichluc.store.schemas import schema

if TYPE_CHECKING:
    from trichluc.audit.joining import Known

OPEN = "/-/"
"""What an identifier holds for each thing that nothing tells."""
_COLUMNS = ("doc_id", "target_alone", "target_id", "form", "doc_type", "number", "date")
Acts = Mapping[tuple[str, str], str]
"""(document, identifier of that document alone) → identifier among all documents, where they differ."""


def settle(staged: Path, rewrite: Callable[[str, pa.Table], None]) -> None:
    """Bring the citations of a snapshot in the making up to date; `rewrite` replaces a file of them by name."""
    files = sorted((staged / "citations").glob("*.parquet"))
    found = {path.name: pq.ParquetFile(path).read(columns=list(_COLUMNS)) for path in files}
    acts = _acts(found, staged)
    for path in files:
        targets = _targets(found[path.name], acts)
        if not targets.equals(found[path.name]["target_id"].combine_chunks()):
            rows = pq.ParquetFile(path).read()
            at = schema("citations").get_field_index("target_id")
            rewrite(path.name, rows.set_column(at, schema("citations").field(at), targets))


def _acts(found: Mapping[str, pa.Table], staged: Path) -> Acts:
    asked = {pair for table in found.values() for pair in _open(table)}
    if not asked:
        return {}
    # Loaded only where there is something to decide.
    from trichluc.audit.joining import Joining

    joining = Joining(_dated(found), (pair for table in found.values() for pair in _explained(table)))
    days = _days(staged)
    answers = {(doc, alone): joining.act(alone, days.get(doc)) for doc, alone in asked}
    return {pair: act for pair, act in answers.items() if act != pair[1]}


def _is_open(targets: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.fill_null(pc.match_substring(targets, OPEN), fill_value=False)


def _open(table: pa.Table) -> Iterator[tuple[str, str]]:
    rows = table.filter(_is_open(table["target_alone"]))
    yield from zip(rows["doc_id"].to_pylist(), rows["target_alone"].to_pylist(), strict=True)


def _dated(found: Mapping[str, pa.Table]) -> dict[str, Known]:
    """The acts that some report settles."""
    from trichluc.audit.joining import Known

    acts: dict[str, Known] = {}
    for table in found.values():
        known = table.filter(pc.invert(_is_open(table["target_alone"]))).group_by("target_alone")
        rows = known.aggregate([("date", "min"), ("doc_id", "count_distinct")]).to_pylist()
        for row in rows:
            target, day, count = row["target_alone"], row["date_min"], row["doc_id_count_distinct"]
            before = acts.get(target, Known(None, 0))
            if target is not None:
                first = min(filter(None, (before.first, day)), default=None)
                acts[target] = Known(first, before.reports + count)
    return acts


def _explained(table: pa.Table) -> Iterator[tuple[tuple[str, str], str]]:
    """Short mentions with the acts for which they stand."""
    from trichluc.audit.acts import slug
    from trichluc.audit.identity import short_number

    short = pc.and_(pc.equal(table["form"], "number_only"), pc.invert(_is_open(table["target_alone"])))
    rows = table.filter(short)
    for kind, number, target in zip(
        *(rows[n].to_pylist() for n in ("doc_type", "number", "target_alone")), strict=True
    ):
        if kind and number and target:
            yield (slug(kind), short_number(number)), target


def _days(staged: Path) -> dict[str, dt.date]:
    days: dict[str, dt.date] = {}
    for path in sorted((staged / "documents").glob("*.parquet")):
        rows = pq.ParquetFile(path).read(columns=["doc_id", "date_end"])
        days.update(zip(rows["doc_id"].to_pylist(), rows["date_end"].to_pylist(), strict=True))
    return days


def _targets(table: pa.Table, acts: Acts) -> pa.Array:
    """The column `target_id` as it should be."""
    alone = table["target_alone"].combine_chunks()
    rows = pc.indices_nonzero(_is_open(table["target_alone"])).to_pylist() if acts else []
    if not rows:
        return alone
    documents = table["doc_id"]
    targets = alone.to_pylist()
    for row in rows:
        targets[row] = acts.get((documents[row].as_py(), targets[row]), targets[row])
    return pa.array(targets, alone.type)
