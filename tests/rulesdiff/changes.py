"""Comparing what two trees found: rows gained, lost and changed, each with its context."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
Findings = Mapping[str, Mapping[str, Sequence[Row]]]
"""Document → table → rows with `start`, `end`, `text`, `context` and `fields`."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row that is `gained`, `lost` or `changed`; `what` names the fields that differ, old and new."""

    document: str
    table: str
    kind: str
    context: str
    what: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)

    def __str__(self) -> str:
        told = "; ".join(f"{name}: {old!r} → {new!r}" for name, (old, new) in self.what.items())
        return f"{self.kind:8}{self.document} {self.table}: … {self.context} …" + (f"\n{'':8}{told}" if told else "")


def compare(old: Findings, new: Findings) -> list[Change]:
    """Every difference, by document and table, in the order of the text.

    Rows are lined up by their words, so that a text which grew or shrank elsewhere changes nothing.
    """
    found: list[Change] = []
    for document in sorted({*old, *new}):
        before, after = old.get(document, {}), new.get(document, {})
        for table in sorted({*before, *after}):
            found += _table(document, table, before.get(table, ()), after.get(table, ()))
    return found


def _table(document: str, table: str, old: Sequence[Row], new: Sequence[Row]) -> Iterator[Change]:
    words = [row["text"] for row in old], [row["text"] for row in new]
    for tag, a, b, c, d in difflib.SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        pairs = zip(old[a:b], new[c:d], strict=True) if tag == "equal" else _overlapping(old[a:b], new[c:d])
        for before, after in pairs:
            if before is None or after is None:
                row, kind = (after, "gained") if before is None else (before, "lost")
                yield Change(document, table, kind, row["context"] if row else "")
            elif what := _differing(before, after):
                yield Change(document, table, "changed", after["context"], what)


def _overlapping(old: Sequence[Row], new: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Rows that share characters are one row that changed; the rest stands alone."""
    left = list(new)
    for before in old:
        partner = next((n for n in left if n["start"] < before["end"] and before["start"] < n["end"]), None)
        if partner is not None:
            left.remove(partner)
        yield before, partner
    yield from ((None, row) for row in left)


def _differing(old: Row, new: Row) -> dict[str, tuple[Any, Any]]:
    what = {"text": (old["text"], new["text"])} if old["text"] != new["text"] else {}
    names = dict.fromkeys([*old["fields"], *new["fields"]])
    pairs = {name: (old["fields"].get(name), new["fields"].get(name)) for name in names}
    return what | {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def summary(changes: Sequence[Change]) -> str:
    """One line per table: how many rows were gained, lost and changed."""
    if not changes:
        return "Nothing differs: the working tree finds what the last commit finds."
    counts = Counter((c.table, c.kind) for c in changes)
    return "\n".join(
        f"{table:10}" + "  ".join(f"{kind} {counts[table, kind]}" for kind in ("gained", "lost", "changed"))
        for table in dict.fromkeys(c.table for c in changes)
    )
