"""The rules as data: what is refused when they load, how little a new form costs, and what hostile text costs."""

from __future__ import annotations

import csv
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.extract.citing import citations, rules
from trichluc.errors import RuleError
from trichluc.extract.citations import CitationRules, find_citations, load_citation_rules
from trichluc.layout.verbatim import verbatim
from trichluc.places import Places
from trichluc.report import Citation
from trichluc.rules import open_package, package_at


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the rules of citations that a test may change."""
    root = open_package().root
    for folder in ("citations", "places"):
        shutil.copytree(root / folder, tmp_path / folder)
    shutil.copy(root / "meta.json", tmp_path)
    return tmp_path


def append(package: Path, file: str, text: str) -> None:
    path = package / "citations" / file
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def add_row(package: Path, file: str, **values: str) -> None:
    header = (package / "citations" / file).read_text(encoding="utf-8").split("\n", 1)[0].split("\t")
    assert set(values) <= set(header)
    append(package, file, "\t".join(values.get(column, "") for column in header) + "\n")


def found(package: Path, sentence: str) -> list[Citation]:
    text = verbatim(sentence)
    return list(find_citations(text, Places(text), load_citation_rules(package_at(package))))


def test_a_new_printed_form_is_a_block_of_data(package: Path) -> None:
    sentence = "Thực hiện Quyết định số 12#QĐ-UBND của UBND tỉnh"
    assert [c.form for c in found(package, sentence)] == ["number_only"]
    append(
        package,
        "forms.toml",
        """
[[form]]
id = "hash"
anchor = "number"
misprint = true
pattern = '(?P<number>{number})#(?P<body>{codes})'
source = "a test"
examples = ["12#QĐ-UBND"]
not_examples = ["12/QĐ-UBND"]
""",
    )
    forms = package / "citations" / "forms.toml"
    forms.write_text(
        forms.read_text(encoding="utf-8").replace("stroke = '(?:/|", "stroke = '(?:/|#|"), encoding="utf-8"
    )
    assert [(c.symbol, c.form) for c in found(package, sentence)] == [("12/QĐ-UBND", "malformed")]


def test_a_new_type_of_document_is_a_row(package: Path) -> None:
    sentence = "theo Quy trình số 12/QTr-STC ngày 02/01/2025"
    assert [c.doc_type for c in found(package, sentence)] != ["quy trình"]
    add_row(
        package, "doctypes.tsv", name_vi="Quy trình", code="QTr", bare="number", system="state_admin", source="a test"
    )
    assert [(c.doc_type, c.symbol) for c in found(package, sentence)] == [("quy trình", "12/QTr-STC")]


def test_a_new_body_is_a_row(package: Path) -> None:
    sentence = "thông báo số 9/XYZT-KH của cơ quan"
    assert [c.issuer for c in found(package, sentence)] == [None]
    add_row(package, "issuers.tsv", code="XYZT", name_vi="Cục Dự báo", level="ministry-subordinate", source="a test")
    assert [c.issuer for c in found(package, sentence)] == ["Cục Dự báo"]


def test_a_new_law_is_a_row(package: Path) -> None:
    sentence = "theo Luật Khai thác đáy biển, viễn thám và hải đồ"
    assert [c.name for c in found(package, sentence)] == ["Luật Khai thác đáy biển"]
    add_row(package, "laws.tsv", kind="luật", name="Luật Khai thác đáy biển, viễn thám và hải đồ", source="a test")
    assert [c.name for c in found(package, sentence)] == ["Luật Khai thác đáy biển, viễn thám và hải đồ"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("forms.toml", '"1703/QĐ-TTg", "57-NQ/TW"', '"1703 QĐ TTg", "57-NQ/TW"'),
        ("forms.toml", '"5 - 7 ngày"', '"5/KH-UBND"'),
        ("forms.toml", "{full_year}", "{no_such_macro}"),
        ("forms.toml", "(?P<number>{number})", "(?P<number>{number}"),
        ("pinpoints.toml", '"điều kiện"', '"điều 5"'),
        ("relations.toml", '"Căn cứ |"', '"Theo |"'),
        ("amending.toml", '"Điều này"', '"Điều 5 của"'),
        ("relations.toml", 'source = "Nghị định 30/2020/NĐ-CP, Phụ lục I"', 'source = ""'),
        ("words.tsv", "number_word\tsố", "number_words\tsố"),
    ],
)
def test_a_rule_that_does_not_prove_itself_is_refused(package: Path, file: str, old: str, new: str) -> None:
    path = package / "citations" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new).replace("number_word\tsô", "x\tsô"), encoding="utf-8")
    if file == "words.tsv":
        path.write_text(
            re.sub(r"^number_word\t", "x\t", path.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8"
        )
    with pytest.raises(RuleError, match=r"citations/"):
        load_citation_rules(package_at(package))


@pytest.mark.parametrize("file", ["doctypes", "issuers", "laws", "words", "terms", "abbreviations"])
def test_every_row_of_a_list_has_a_source_and_all_its_columns(file: str) -> None:
    with (open_package().root / "citations" / f"{file}.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows
    assert all(row["source"] and None not in row and None not in row.values() for row in rows)


def test_the_gazetteer_knows_what_is_certain() -> None:
    with (open_package().root / "citations" / "laws.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert {row["confidence"] for row in rows} == {"agreed", "single", "unverified"}
    assert all(row["name"].lower().startswith(row["kind"]) for row in rows)
    numbers = [row["number"] for row in rows if row["number"]]
    assert len(numbers) == len(set(numbers))


def patterns(value: object, path: str, seen: set[int]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern that the rules hold."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        yield path, value
    elif isinstance(value, (list, tuple)):
        for at, item in enumerate(value):
            yield from patterns(item, f"{path}[{at}]", seen)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from patterns(item, f"{path}.{key}", seen)
    elif hasattr(value, "__dataclass_fields__"):
        for field in value.__dataclass_fields__:
            yield from patterns(getattr(value, field), f"{path}.{field}", seen)


HOSTILE = [
    "Luật sửa đổi, bổ sung một số điều của ", "số 1/", "1/A", "1-A-", "điểm a, b khoản 1 Điều 5, ", "(", " ", "1", "A",
    "Điều 1 ", "1, ", "AB-", "của ", "(sau đây gọi tắt là ", "tháng 1 năm ", "TCVN 1-1", ".…_ ", "Ban chỉ đạo ",
    "5/QĐ-UBND\n", "được Quốc hội thông qua ", "Bộ Tài chính - ", "hồi 1 giờ ", ",",
]  # fmt: skip


def test_no_pattern_backtracks_over_a_long_text() -> None:
    """Ten million characters in a second: measured on a tenth."""
    texts = [piece * (1_000_000 // len(piece)) for piece in HOSTILE]
    slow = []
    for path, pattern in patterns(rules(), "rules", set()):
        for piece, text in zip(HOSTILE, texts, strict=True):
            start = time.process_time()
            pattern.match(text)
            if time.process_time() - start > 0.1:
                slow.append((path, piece))
    assert slow == []


def test_no_pattern_costs_more_than_its_place() -> None:
    """Tried at every character of a text, a pattern costs no more for a longer text around it."""
    slow = []
    for path, pattern in patterns(rules(), "rules", set()):
        for piece in HOSTILE:
            text = piece * (4_000 // len(piece))
            start = time.process_time()
            pattern.findall(text)
            if time.process_time() - start > 0.2:
                slow.append((path, piece))
    assert slow == []


@pytest.mark.parametrize(
    "piece", [*HOSTILE, "Luật Đất đai, ", "Quyết định số 5/QĐ-UBND (", "(gọi tắt là Đề án)", "Luật này "]
)
def test_hostile_text_costs_linear_time(piece: str) -> None:
    def cost(size: int) -> float:
        start = time.process_time()
        citations(piece * (size // len(piece)))
        return time.process_time() - start

    small = cost(20_000)
    assert cost(80_000) < 4 * 3 * small + 0.2


def test_the_rules_load_once_and_hash_by_identity() -> None:
    assert isinstance(rules(), CitationRules)
    assert rules() == rules() != load_citation_rules(open_package())
