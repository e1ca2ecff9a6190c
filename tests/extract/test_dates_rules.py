"""The rule files prove themselves; hostile text costs no time; the same input gives the same rows."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from tests.extract.datescope import date_rules, dates
from trichluc.errors import RuleError
from trichluc.extract.dates import load_date_rules
from trichluc.extract.dates.evidence import TESTS
from trichluc.extract.dates.periods import load_period_rules
from trichluc.rules import RulePackage, open_package, package_at


@pytest.fixture
def package(tmp_path: Path) -> RulePackage:
    """A copy of the dates rules that a test may spoil."""
    root = open_package().root
    shutil.copy(root / "meta.json", tmp_path)
    shutil.copytree(root / "dates", tmp_path / "dates")
    return package_at(tmp_path)


def change(package: RulePackage, file: str, old: str, new: str) -> None:
    path = package.root / "dates" / file
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new, 1), encoding="utf-8")


def test_every_rule_names_a_known_test() -> None:
    package = open_package()
    entries = [*package.entries("dates", "rules.toml"), *package.entries("dates", "worded.toml")]
    assert {str(entry["needs"]) for entry in entries if "needs" in entry} <= set(TESTS)
    identities = [entry["id"] for entry in entries]
    assert len(identities) == len(set(identities))


def test_every_word_has_a_source_and_stands_once() -> None:
    rows = open_package().table("dates", "words.tsv")
    assert all(row["source"] for row in rows)
    keys = [(row["list"], row["word"]) for row in rows]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("rules.toml", '"ngày 27/3/2025", "ngày 07/03/2025"', '"ngày hai bảy"', "day.numeric"),
        ("rules.toml", '["ngày 27/3", "trong 27 ngày"]', '["ngày 27/3/2025"]', "day.numeric"),
        ("rules.toml", 'shape = "days"', 'shape = "decimal"', "decimal"),
        ("rules.toml", 'after = "day"', 'after = "dya"', "dya"),
        ("rules.toml", 'source = "ISO 8601', 'origin = "ISO 8601', "day.iso"),
        ("worded.toml", '"Quý I, II/2025"', '"Quý đầu"', "quarter.list"),
    ],
)  # fmt: skip
def test_a_spoilt_rule_is_refused(package: RulePackage, file: str, old: str, new: str, complaint: str) -> None:
    load_date_rules(package)
    change(package, file, old, new)
    with pytest.raises(RuleError, match=complaint):
        load_date_rules(package)


def test_an_unknown_unit_is_refused(package: RulePackage) -> None:
    change(package, "relative.tsv", "\tquarter\t", "\tsemester\t")
    with pytest.raises(RuleError, match="semester"):
        load_period_rules(package)


def test_a_new_form_is_a_row_of_data(package: RulePackage) -> None:
    """A unit word and a label are added in `words.tsv` alone."""
    change(package, "words.tsv", "label\tgiai đoạn\t", "label\tlộ trình\trange\ttest\nlabel\tgiai đoạn\t")
    rules = load_date_rules(package)
    assert rules.surroundings.labels["lộ trình"] == "range"


HOSTILE = {
    "digits": "1" * 250_000,
    "spaced digits": "1 " * 125_000,
    "slashes": "1/" * 125_000,
    "dates without end": "ngày 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 " * 4_000,
    "day words": "ngày " * 50_000,
    "blank dates": "ngày ........ tháng ........ " * 9_000,
    "blanks": "ngày" + " " * 250_000,
    "dots": "ngày" + "." * 250_000 + "tháng",
    "quarters": "quý I, " * 37_500,
    "years": "năm 2025, " * 25_000,
    "bare years": "2025 2025-" * 25_000,
    "months": "tháng 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 " * 5_500,
    "named days": "Ngày Doanh nhân (1/1) và " * 10_000,
    "lunar": "mùng 3 Tết âm lịch rằm tháng Giêng năm Ất " * 6_000,
    "ranges": "từ 1/1 đến 1/1 - " * 15_000,
    "chain of hyphens": "1-" * 125_000,
    "chain of dashes": "12–" * 80_000,
    "nights": "đêm 07/9 rạng sáng " * 12_000,
    "parts of years": "9 tháng đầu năm và " * 12_000,
    "tabs": "2025\t2025\t" * 25_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_linear_time(name: str) -> None:
    """Ten times the text takes about ten times as long, also where nearly every word is a date."""
    date_rules()
    value = HOSTILE[name]
    started = time.process_time()
    dates(value[: len(value) // 10])
    small = time.process_time() - started
    started = time.process_time()
    dates(value)
    assert time.process_time() - started < max(20 * small, 2.0)


def test_the_same_text_gives_the_same_rows() -> None:
    value = "Báo cáo quý I/2025, ngày 27/3/2025, từ ngày 01/01/2025 đến ngày 15/3/2025"
    assert dates(value) == dates(value)
    assert len({d.date_id for d in dates(value)}) == 3
