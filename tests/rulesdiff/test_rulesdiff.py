"""The comparison of two trees: what is gained, lost and changed, and that nothing is told where nothing differs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.rulesdiff.__main__ import unpack
from tests.rulesdiff.changes import Change, compare, summary
from tests.rulesdiff.findings import findings


def row(start: int, text: str, **fields: Any) -> dict[str, Any]:
    return {"start": start, "end": start + len(text), "text": text, "context": f"a [{text}] b", "fields": fields}


def found(*rows: dict[str, Any]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    return {"a.txt": {"citations": list(rows)}}


def test_equal_findings_say_so() -> None:
    same = found(row(0, "Quyết định 5", number="5"))
    assert compare(same, same) == []
    assert summary([]) == "Nothing differs: the working tree finds what the last commit finds."


def test_gained_and_lost_rows_come_with_their_context() -> None:
    one, two = row(0, "Quyết định 5"), row(40, "Luật Đất đai")
    assert compare(found(one), found(one, two)) == [Change("a.txt", "citations", "gained", "a [Luật Đất đai] b")]
    assert compare(found(one, two), found(two)) == [Change("a.txt", "citations", "lost", "a [Quyết định 5] b")]


def test_a_row_with_other_values_or_another_span_is_changed() -> None:
    old, new = found(row(0, "Quyết định 5", date=None)), found(row(0, "Quyết định 5", date="2025-01-02"))
    (change,) = compare(old, new)
    assert (change.kind, change.what) == ("changed", {"date": (None, "2025-01-02")})
    (change,) = compare(found(row(0, "Quyết định 5")), found(row(0, "Quyết định 5 ngày 02/01/2025")))
    assert (change.kind, change.what) == ("changed", {"text": ("Quyết định 5", "Quyết định 5 ngày 02/01/2025")})
    assert "date: None → '2025-01-02'" in str(compare(old, new)[0])


def test_a_text_that_moved_changes_nothing() -> None:
    assert compare(found(row(0, "Quyết định 5")), found(row(90, "Quyết định 5"))) == []


def test_a_document_on_one_side_is_all_lost() -> None:
    changes = compare(found(row(0, "Quyết định 5")), {})
    assert [c.kind for c in changes] == ["lost"]
    assert summary(changes) == "citations gained 0  lost 1  changed 0"


def test_findings_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "I. KẾT QUẢ\nThực hiện Quyết định số 5/QĐ-UBND ngày 02/01/2025, cấp 12 giấy phép.\n"
    )
    (tmp_path / "b.pdf").write_bytes(b"no document")
    (citation,) = findings(tmp_path)["a.txt"]["citations"]
    assert citation["fields"]["symbol"] == "5/QĐ-UBND"
    assert "Thực hiện [Quyết định số 5/QĐ-UBND ngày 02/01/2025], cấp" in citation["context"]
    assert findings(tmp_path)["b.pdf"] == {}
    assert compare(findings(tmp_path), findings(tmp_path)) == []


@pytest.mark.skipif(not (Path(__file__).parents[2] / ".git").exists(), reason="an unpacked release has no history")
def test_a_commit_is_unpacked_with_its_rules(tmp_path: Path) -> None:
    unpack("HEAD", tmp_path)
    assert (tmp_path / "pipeline" / "trichluc" / "__init__.py").is_file()
    assert (tmp_path / "models" / "vi_trichluc" / "meta.json").is_file()
    assert str(tmp_path) not in sys.path
