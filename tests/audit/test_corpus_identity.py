"""Mentions of one act have one identifier, over all shipped reports: pairwise F1 against their exact truth."""

import json
from collections import Counter
from pathlib import Path

import trichluc

GOLD = Path(__file__).parents[2] / "corpus" / "gold"


def truth() -> dict[str, list[tuple[str, str | None]]]:
    golds = [json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.json"))]
    return {gold["source"]: [(c["text"], c.get("target")) for c in gold["citations"]] for gold in golds}


def paired(shipped) -> list[tuple[str | None, str | None]]:
    """(true act, identifier found) of every citation of the truth, matched in order of the text."""
    tables = trichluc.tables(shipped)
    sources = dict(zip(tables["documents"].doc_id, tables["documents"].source, strict=True))
    found: dict[str, list[tuple[str, str | None]]] = {}
    for row in tables["citations"].sort_values(["doc_id", "char_start"]).itertuples():
        found.setdefault(Path(sources[row.doc_id]).name, []).append((" ".join(row.text.split()), row.target_id))
    return [pair for source, wanted in truth().items() for pair in _matched(wanted, found.get(source, []))]


def _matched(wanted, found):
    left = list(found)
    for text, target in wanted:
        place = next((i for i, (said, _) in enumerate(left) if said == " ".join(text.split())), None)
        yield target, left.pop(place)[1] if place is not None else None


def pairs(groups: Counter) -> int:
    return sum(n * (n - 1) // 2 for n in groups.values())


def measured(shipped) -> tuple[float, float]:
    """Pairwise precision and recall."""
    known = [(one, other) for one, other in paired(shipped) if one is not None]
    both = pairs(Counter((one, other) for one, other in known if other is not None))
    precision = both / pairs(Counter(other for _, other in known if other is not None))
    return precision, both / pairs(Counter(one for one, _ in known))


def test_different_acts_stay_apart(shipped) -> None:
    precision, recall = measured(shipped)
    assert precision == 1.0
    assert recall >= 0.99


def test_pairwise_f1(shipped) -> None:
    precision, recall = measured(shipped)
    assert 2 * precision * recall / (precision + recall) >= 0.99
