"""Measure tables against gold annotations: precision, recall and F1 for each table, and what was missed or extra.

A gold file says what a perfect extraction of one document finds. Findings are compared as multisets of keys: what a
finding means, never where it stands, so that a citation counts wherever it was found. Items marked `optional` cost
nothing, found or not. `sections` and their titles are compared as sequences, because order makes the tree.
"""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from trichluc.errors import MissingInput
from trichluc.evaluation.keys import (
    Row,
    citation_key,
    date_key,
    heading_key,
    letters,
    marker_key,
    nfc,
    noun_key,
    number_key,
    same_field,
    same_title,
    shape_key,
)
from trichluc.language.letters import fold

Key = Hashable
_AROUND = 50
_HEADER = ("issuer", "parent_issuer", "symbol", "doc_type", "subject", "place", "date_start", "date_end", "signer",
           "signer_title")  # fmt: skip


class Score(NamedTuple):
    """Counts of right, extra and missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def plus(self, other: Score) -> Score:
        """Both together."""
        return Score(self.right + other.right, self.extra + other.extra, self.missed + other.missed)


@dataclass(frozen=True, slots=True)
class Difference:
    """Something missed or extra, with the words around it where they can be found."""

    document: str
    table: str
    kind: str
    what: str
    page: int | None = None
    context: str = ""


@dataclass(slots=True)
class Evaluation:
    """The scores in all, by document, and the differences in reading order."""

    total: dict[str, Score] = field(default_factory=dict)
    documents: dict[str, dict[str, Score]] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)

    def add(self, document: str, table: str, score: Score) -> None:
        """Enter the score of one table of one document."""
        self.documents.setdefault(document, {})[table] = score
        self.total[table] = self.total.get(table, Score()).plus(score)


class Found(NamedTuple):
    """An item to be compared: its key, how to name it, whether it is optional, and the row."""

    key: Key
    row: Row
    optional: bool = False


def evaluate(rows: Callable[[str], Iterable[Row]], gold_folder: Path) -> Evaluation:
    """Compare the tables with every `*.gold.json` in a folder. `rows` gives the rows of a table."""
    files = sorted(gold_folder.glob("*.gold.json"))
    if not files:
        raise MissingInput(f"{gold_folder}: holds no *.gold.json")
    tables = {name: list(rows(name)) for name in _TABLES}
    by_name = {PurePosixPath(nfc(d["source"])).name: d for d in tables["documents"]}
    evaluation = Evaluation()
    for file in files:
        gold = json.loads(file.read_text(encoding="utf-8"))
        document = by_name.get(nfc(gold["source"]))
        name = file.name.removesuffix(".gold.json")
        if document is None:
            evaluation.absent.append(gold["source"])
        doc_id = document["doc_id"] if document else None
        mine = {t: [r for r in found if r["doc_id"] == doc_id] for t, found in tables.items()}
        _Comparison(evaluation, name, document, mine, gold).run()
    return evaluation


_TABLES = ("documents", "sections", "citations", "dates", "numbers", "footnotes", "tables")


class _Comparison:
    """One document against its gold."""

    def __init__(
        self, into: Evaluation, name: str, document: Row | None, rows: Mapping[str, Sequence[Row]], gold: Row
    ) -> None:
        self._into, self._name, self._document, self._rows, self._gold = into, name, document, rows, gold
        self._text = document["text"] if document else ""

    def run(self) -> None:
        """Compare everything that the gold file annotates."""
        for table, compare in _COMPARISONS.items():
            if table in self._gold:
                compare(self)

    def multiset(self, table: str, gold: Iterable[Found], found: Iterable[Found]) -> None:
        """Compare as multisets of keys."""
        gold, found = list(gold), list(found)
        need = Counter(item.key for item in gold if not item.optional)
        free = Counter(item.key for item in gold if item.optional)
        got = Counter(item.key for item in found)
        right = need & got
        extra, missed = got - right - free, need - got
        self._into.add(self._name, table, Score(right.total(), extra.total(), missed.total()))
        self._differ(table, "missed", missed, gold)
        self._differ(table, "extra", extra, found)

    def _differ(self, table: str, kind: str, keys: Counter[Key], items: Sequence[Found]) -> None:
        for item in items:
            if keys[item.key] > 0 and not item.optional:
                keys[item.key] -= 1
                self.note(table, kind, item.row, item.key)

    def note(self, table: str, kind: str, row: Row, key: Key) -> None:
        """Record a difference."""
        shown = " ".join(str(row.get("text") or row.get("marker") or row.get("first_words") or "").split())
        told = row["name"] if table.startswith("citation") and row.get("name") else _plain(key)
        what = f"{told} ‹{shown[:80]}›" if shown else told
        self._into.differences.append(
            Difference(self._name, table, kind, what, row.get("page"), _context(self._text, row, shown))
        )

    def citations(self) -> None:
        """Mentions, the dates printed with them, their pinpoints."""
        gold = self._gold["citations"]
        found = [c for c in self._rows["citations"] if c["form"] != "anaphoric"]
        self.multiset("citations", _items(gold, citation_key), _items(found, citation_key))
        self._detail("citation_dates", "date", gold, found)
        if any(c.get("pinpoint") for c in gold):
            self._detail("pinpoints", "pinpoint", gold, found)

    def _detail(self, table: str, column: str, gold: Sequence[Row], found: Sequence[Row]) -> None:
        def key(row: Row) -> Key:
            return citation_key(row), fold(str(row[column]))

        self.multiset(table, *(_items((c for c in some if c.get(column)), key) for some in (gold, found)))

    def dates(self) -> None:
        """Expressions of time by their first and last day."""
        self.multiset("dates", _items(self._gold["dates"], date_key), _items(self._rows["dates"], date_key))

    def numbers(self) -> None:
        """Quantities by value; what is counted, by its first word."""
        gold = self._gold["numbers"]
        found = [n for n in self._rows["numbers"] if not n.get("table_id")]
        self.multiset("numbers", _items(gold, number_key), _items(found, number_key))
        named = [n for n in found if n.get("noun") and n.get("value") is not None]
        self.multiset("number_nouns", _items((n for n in gold if n.get("noun")), noun_key), _items(named, noun_key))

    def sections(self) -> None:
        """Markers and levels as a sequence; titles of those that agree."""
        gold = self._gold["sections"]
        found = sorted(self._rows["sections"], key=lambda s: s["char_start"])
        matcher = difflib.SequenceMatcher(
            None, list(map(heading_key, gold)), list(map(heading_key, found)), autojunk=False
        )
        pairs = [(gold[b.a + k], found[b.b + k]) for b in matcher.get_matching_blocks() for k in range(b.size)]
        self._into.add(self._name, "sections", Score(len(pairs), len(found) - len(pairs), len(gold) - len(pairs)))
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag != "equal":
                for row in gold[a:b]:
                    self.note("sections", "missed", row, heading_key(row))
                for row in found[c:d]:
                    self.note("sections", "extra", row, heading_key(row))
        wrong = [(g, f) for g, f in pairs if not same_title(g.get("title"), f.get("title"))]
        self._into.add(self._name, "section_titles", Score(len(pairs) - len(wrong), len(wrong), len(wrong)))
        for g, f in wrong:
            self.note("section_titles", "missed", f, f"want {g.get('title')!r}, have {f.get('title')!r}")

    def footnotes(self) -> None:
        """Markers; and whether the mark was found after the words that the gold names."""
        gold, found = self._gold["footnotes"], self._rows["footnotes"]
        self.multiset("footnotes", _items(gold, marker_key), _items(found, marker_key))
        right = 0
        for note in gold:
            if not note.get("ref_after") or any(self._anchored(note, row) for row in found):
                right += 1
            else:
                self.note("footnote_anchors", "missed", note, marker_key(note))
        self._into.add(self._name, "footnote_anchors", Score(right, 0, len(gold) - right))

    def _anchored(self, gold: Row, row: Row) -> bool:
        if marker_key(gold) != marker_key(row) or row.get("ref_start") is None:
            return False
        before = self._text[max(0, row["ref_start"] - 80) : row["ref_start"]]
        return letters(before).endswith(letters(gold["ref_after"])[-20:])

    def header(self) -> None:
        """The fields of `documents`."""
        right = wrong = 0
        for name in _HEADER:
            want = self._gold["header"].get(name)
            if want is None and name == "parent_issuer":
                want = self._gold["header"].get("parent")
            if want is None:
                continue
            have = (self._document or {}).get(name)
            if same_field(name, str(want), str(have or "")):
                right += 1
            else:
                wrong += 1
                self.note("header", "missed", {}, f"{name}: want {want!r}, have {have and str(have)!r}")
        self._into.add(self._name, "header", Score(right, wrong, wrong))

    def tables(self) -> None:
        """Tables by the number of rows and columns."""
        self.multiset("tables", _items(self._gold["tables"], shape_key), _items(self._rows["tables"], shape_key))


_COMPARISONS: Mapping[str, Callable[[_Comparison], None]] = {
    "citations": _Comparison.citations,
    "dates": _Comparison.dates,
    "numbers": _Comparison.numbers,
    "sections": _Comparison.sections,
    "footnotes": _Comparison.footnotes,
    "header": _Comparison.header,
    "tables": _Comparison.tables,
}


def _items(rows: Iterable[Row], key: Callable[[Row], Key]) -> list[Found]:
    return [Found(key(row), row, bool(row.get("optional"))) for row in rows]


def _plain(key: Key) -> str:
    return " · ".join(str(k) for k in key if k not in (None, "", False)) if isinstance(key, tuple) else str(key)


def _context(text: str, row: Row, shown: str) -> str:
    """The words around a finding: by its place, or, for gold, where its words first stand."""
    if row.get("char_start") is not None:
        start, end = row["char_start"], row["char_end"]
    else:
        words = shown.split() if len(shown) > 2 else []
        match = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
        if match is None:
            return ""
        start, end = match.span()
    end = min(end, start + 200)
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return " ".join(f"{before}[{text[start:end]}]{after}".split())
