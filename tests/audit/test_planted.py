"""Every error planted in the shipped reports is found, and nothing else is called an error."""

import json
from pathlib import Path

import pytest

import trichluc

CORPUS = Path(__file__).parents[2] / "corpus"
GOLD = {gold["source"]: gold for gold in (json.loads(p.read_text("utf-8")) for p in (CORPUS / "gold").glob("*.json"))}
PLANTED = [(source, planted) for source, gold in sorted(GOLD.items()) for planted in gold.get("planted", [])]


@pytest.fixture(scope="module")
def found(shipped) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """(source, kind, severity, words: its own and those of the citations that it concerns) of every finding."""
    tables = trichluc.tables(shipped)
    names = dict(zip(tables["documents"].doc_id, tables["documents"].source, strict=True))
    cited = dict(zip(tables["citations"].citation_id, tables["citations"].text, strict=True))
    return [
        (
            Path(names[row.doc_id]).name,
            row.kind,
            row.severity,
            (row.text, *(cited[r] for r in row.related if r in cited)),
        )
        for row in tables["findings"].itertuples()
    ]


def agrees(planted: dict, source: str, finding: tuple[str, str, str, tuple[str, ...]]) -> bool:
    """Kind and words agree; a wrong total is planted at the label of its row and found at the number that is noted."""
    if (source, planted["kind"]) != finding[:2]:
        return False
    text = " ".join(planted["text"].split())
    said = [" ".join(words.split()) for words in finding[3]]
    noted = finding[1] == "total_mismatch" and said[0] in planted["note"]
    return noted or any(text in words or words in text for words in said)


@pytest.mark.parametrize(("source", "planted"), PLANTED, ids=str)
def test_a_planted_error_is_found(found, source, planted) -> None:
    assert any(agrees(planted, source, finding) for finding in found)


def test_there_is_no_false_alarm(found) -> None:
    alarms = [f for f in found if f[2] in {"error", "warning"}]
    assert len(alarms) > 10
    assert not [f for f in alarms if not any(agrees(p, source, f) for source, p in PLANTED)]
