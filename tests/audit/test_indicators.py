"""What reports say differently of one thing."""

from pathlib import Path

import pytest

import trichluc
from trichluc.audit.kinds import load_kinds
from trichluc.rules import open_package

KINDS = load_kinds(open_package(), "between.toml")


def kinds_found(text: str, folder: Path) -> set[str]:
    (folder / "in").mkdir()
    for n, report in enumerate(text.split("===\n")):
        (folder / "in" / f"{n}.txt").write_text(report.lstrip(), encoding="utf-8")
    trichluc.run([str(folder / "in")], folder / "out")
    return set(trichluc.tables(folder / "out")["findings"].kind)


@pytest.mark.parametrize(("kind", "text"), [(k.id, text) for k in KINDS.values() for text in k.examples])
def test_it_is_found(kind, text, tmp_path) -> None:
    assert kind in kinds_found(text, tmp_path)


@pytest.mark.parametrize(("kind", "text"), [(k.id, text) for k in KINDS.values() for text in k.not_examples])
def test_it_is_not_found(kind, text, tmp_path) -> None:
    assert kind not in kinds_found(text, tmp_path)


def test_it_goes_when_a_report_is_mended(tmp_path) -> None:
    text = next(iter(KINDS.values())).examples[0]
    assert "indicator_mismatch" in kinds_found(text, tmp_path)
    file = tmp_path / "in" / "1.txt"
    file.write_text(file.read_text("utf-8").replace("178", "187"), encoding="utf-8")
    trichluc.run([str(tmp_path / "in")], tmp_path / "out")
    assert "indicator_mismatch" not in set(trichluc.tables(tmp_path / "out")["findings"].kind)
