"""An ordinary PDF damaged in every way that archives know: what is lost is told, nothing that lost text is `read`.

`python -m tests.batch.test_damage FOLDER` does the same to every PDF of a folder and prints what became of them.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

import trichluc
from tests.batch.damage import WAYS, flip
from tests.typeset import typeset
from trichluc.batch.limits import Limits
from trichluc.batch.runner import Settings, run

_KEPT = 0.999
"""Share of the words of the whole file that a file must have to count as whole."""
_BODY = """BÁO CÁO

Kết quả công tác quý {n} năm 2025

Thực hiện Quyết định số 76{n}/QĐ-TTg ngày 23/6/2022, Sở Nội vụ đã giải quyết {n}.250 hồ sơ, đạt 9{n},5% kế hoạch.
#table(columns: 2, [Đơn vị], [Số hồ sơ], [Phòng Cải cách hành chính], [1{n}5])
"""


def damaged(originals: dict[str, bytes], root: Path) -> None:
    """Write each file whole and in every state of damage."""
    for name, data in originals.items():
        (root / name).mkdir(parents=True)
        (root / name / "whole.pdf").write_bytes(data)
        for way, harm in WAYS.items():
            (root / name / f"{way}.pdf").write_bytes(harm(data))
        for number in range(1, 6):
            (root / name / f"flip-{number}.pdf").write_bytes(flip(data, number))


def accounts(output: Path) -> pd.DataFrame:
    """A row for each damaged file: outcome, errors, share of pages and of words that are left."""
    tables = trichluc.tables(output)
    documents = tables["documents"].set_index("source")
    errors = tables["problems"].groupby("source")["error"].agg(lambda found: "+".join(sorted(set(found))))
    rows = []
    for source, outcome in zip(tables["files"]["source"], tables["files"]["outcome"], strict=True):
        folder, _, way = source.rpartition("/")
        whole = documents.loc[f"{folder}/whole.pdf"]
        there = documents.loc[source] if source in documents.index else None
        wanted = Counter(re.findall(r"\w+", whole["text"]))
        found = Counter(re.findall(r"\w+", "" if there is None else there["text"]))
        pages = 0 if there is None else there["n_pages"] / whole["n_pages"]
        words = (wanted & found).total() / max(1, wanted.total())
        rows.append((source, way.removesuffix(".pdf"), outcome, errors.get(source, ""), pages, words))
    return pd.DataFrame(rows, columns=["source", "way", "outcome", "errors", "pages", "words"])


def lost_in_silence(found: pd.DataFrame) -> list[str]:
    """Files that lost pages or words and count as read."""
    lost = (found["pages"] < 1) | (found["words"] < _KEPT)
    return list(found[lost & (found["outcome"] == "read")]["source"])


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    root = tmp_path_factory.mktemp("damage")
    originals = {f"bc-{k}": typeset("#pagebreak()".join(_BODY.format(n=n) for n in range(1, k))) for k in (4, 7)}
    damaged(originals, root / "in")
    run([root / "in"], root / "out", Settings(jobs=2, limits=Limits(cpu_seconds=5)))
    return accounts(root / "out")


def test_every_file_is_accounted_for(found: pd.DataFrame) -> None:
    assert len(found) == 2 * (1 + len(WAYS) + 5)
    assert set(found["outcome"]) <= {"read", "partial", "skipped"}
    assert set(found[found["way"] == "whole"]["outcome"]) == {"read"}
    assert not set(found[found["way"] == "whole"]["errors"]) - {""}


def test_nothing_is_lost_in_silence(found: pd.DataFrame) -> None:
    assert lost_in_silence(found) == []


@pytest.mark.parametrize("way", ["cut25", "cut50", "cut90", "crlf", "splice"])
def test_what_lost_a_piece_never_counts_as_read(way: str, found: pd.DataFrame) -> None:
    assert not set(found[found["way"] == way]["outcome"]) & {"read"}


@pytest.mark.parametrize(("way", "error"), [("noxref", "RepairedFile"), ("header", "JunkBeforeStart")])
def test_what_can_be_made_whole_is_read_whole_and_noted(way: str, error: str, found: pd.DataFrame) -> None:
    rows = found[found["way"] == way]
    assert list(rows["errors"]) == [error, error]
    assert (rows["words"] == 1).all()


def main(folder: Path) -> None:
    """Damage every PDF of a folder and print the account."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        damaged({f"{n:03}": path.read_bytes() for n, path in enumerate(sorted(folder.glob("*.pdf")))}, root / "in")
        run([root / "in"], root / "out")
        found = accounts(root / "out")
    print(found.groupby(["way", "outcome", "errors"]).size().to_string())
    silent = lost_in_silence(found)
    print(f"{len(found)} files, {len(silent)} lost something and count as read: {', '.join(silent)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
