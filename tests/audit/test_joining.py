"""What one report leaves open of an act, other reports tell; which reports there are decides, not their order."""

import datetime as dt
from pathlib import Path

import pytest

import trichluc
from trichluc.audit.joining import Joining, Known

D = dt.date
OPEN = "/akn/vn/act/quyet-dinh/ttg/-/318-qd-ttg"
ACT = "/akn/vn/act/quyet-dinh/ttg/2022/318-qd-ttg"


def joining(dated, explained=(), reports=1) -> Joining:
    return Joining({act: Known(day, reports) for act, day in dated.items()}, explained)


@pytest.mark.parametrize(
    ("dated", "day", "act"),
    [
        ({ACT: D(2022, 3, 8)}, D(2025, 12, 5), ACT),
        ({ACT: D(2022, 3, 8)}, None, ACT),
        ({ACT: D(2022, 3, 8)}, D(2021, 12, 5), OPEN),
        ({ACT: D(2022, 3, 8)}, D(2022, 2, 1), OPEN),
        ({ACT: None}, D(2022, 2, 1), ACT),
        ({ACT: D(2022, 3, 8)}, D(2039, 12, 5), OPEN),
        ({ACT: D(2022, 3, 8), ACT.replace("2022", "2024"): D(2024, 4, 2)}, D(2025, 12, 5), OPEN),
        ({ACT: D(2022, 3, 8), ACT.replace("2022", "2024"): D(2024, 4, 2)}, D(2023, 12, 5), ACT),
        ({ACT.replace("ttg", "byt"): D(2022, 3, 8)}, D(2025, 12, 5), OPEN),
    ],
)
def test_the_one_act_that_the_report_can_mean(dated, day, act) -> None:
    assert joining(dated).act(OPEN, day) == act


def test_plans_of_two_provinces_do_not_meet() -> None:
    known = joining({"/akn/vn-29/doc/ke-hoach/ubnd/2025/51-kh-ubnd": D(2025, 3, 7)})
    other = "/akn/vn-35/doc/ke-hoach/ubnd/-/51-kh-ubnd"
    assert known.act(other, D(2025, 6, 1)) == other
    assert known.act(other.replace("35", "29"), D(2025, 6, 1)).endswith("/2025/51-kh-ubnd")


def test_a_law_that_is_only_named_joins_nothing() -> None:
    act, name = (f"/akn/vn/act/phap-lenh/qh/{year}/phap-lenh-can-bo-cong-chuc" for year in ("2003", "-"))
    assert joining({act: D(2003, 4, 29)}).act(name, D(2007, 6, 1)) == name


def test_the_number_of_a_province_is_of_the_last_years() -> None:
    known = joining({"/akn/vn-29/doc/ke-hoach/ubnd/2015/51-kh-ubnd": D(2015, 3, 7)})
    mention = "/akn/vn-29/doc/ke-hoach/ubnd/-/51-kh-ubnd"
    assert known.act(mention, D(2025, 6, 1)) == mention


def test_a_symbol_of_old_is_the_one_act_that_is_known() -> None:
    old, later = "/akn/vn/act/quyet-dinh/cp/1966/155-cp", "/akn/vn/act/quyet-dinh/cp/1994/155-cp"
    mention = "/akn/vn/act/quyet-dinh/cp/-/155-cp"
    assert joining({old: D(1966, 8, 16)}).act(mention, D(2013, 5, 1)) == old
    assert joining({old: D(1966, 8, 16), later: D(1994, 8, 16)}).act(mention, D(2013, 5, 1)) == mention


def test_a_scheme_is_what_other_reports_explain_it_to_be() -> None:
    act, name = "/akn/vn/act/quyet-dinh/ttg/2022/6-qd-ttg", "/akn/vn/act/de-an/-/-/6"
    assert joining({act: None}, [(("de-an", "6"), act)]).act(name, D(2025, 1, 1)) == act
    assert joining({act: None}).act(name, D(2025, 1, 1)) == name
    other = "/akn/vn/act/quyet-dinh/byt/2023/6-qd-byt"
    assert joining({act: None}, [(("de-an", "6"), act), (("de-an", "6"), other)]).act(name, D(2025, 1, 1)) == name


def test_a_bare_number_is_a_recent_act_that_reports_cite() -> None:
    act, name = "/akn/vn/doc/nghi-quyet/tw/2024/57-nq-tw", "/akn/vn/act/nghi-quyet/-/-/57"
    day = D(2024, 12, 22)
    assert joining({act: day}, reports=2).act(name, D(2025, 6, 1)) == act
    assert joining({act: day}, reports=2).act(name, D(2031, 6, 1)) == name
    assert joining({act: day}, reports=1).act(name, D(2025, 6, 1)) == name
    assert joining({act: day}, reports=2).act(name, None) == name
    other = "/akn/vn/act/nghi-quyet/cp/2022/57-nq-cp"
    assert joining({act: day, other: D(2022, 4, 21)}, reports=2).act(name, D(2025, 6, 1)) == name


REPORTS = {
    "a.txt": ("05", "Thực hiện Quyết định số 318/QĐ-TTg, xã đạt 17/19 tiêu chí nông thôn mới."),
    "b.txt": (
        "06",
        "Thực hiện Quyết định số 318/QĐ-TTg ngày 08/3/2022 của Thủ tướng, xã đạt 15/19 tiêu chí.",
    ),
    "c.txt": (
        "07",
        "Thực hiện Quyết định số 318/QĐ-TTg ngày 02/4/2024 của Thủ tướng, xã đạt 16/19 tiêu chí.",
    ),
}


def write(folder: Path, *names: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        day, words = REPORTS[name]
        lines = ["ỦY BAN NHÂN DÂN XÃ HÒA BÌNH", f"Số: {day}/BC-UBND", f"Hòa Bình, ngày {day} tháng 12 năm 2025"]
        text = "\n".join((*lines, "BÁO CÁO", "Kết quả năm", words, ""))
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def years(output: Path) -> dict[str, str]:
    tables = trichluc.tables(output)
    names = dict(zip(tables["documents"].doc_id, tables["documents"].source, strict=True))
    rows = tables["citations"].itertuples()
    return {names[row.doc_id]: row.target_id.split("/")[-2] for row in rows if row.symbol == "318/QĐ-TTg"}


def test_reports_that_come_and_go_change_what_is_meant(tmp_path) -> None:
    folder, output = tmp_path / "in", tmp_path / "out"
    for names, meant in (
        (("a.txt",), "-"),
        (("a.txt", "b.txt"), "2022"),
        (("a.txt", "b.txt", "c.txt"), "-"),
    ):
        trichluc.run([str(write(folder, *names))], output)
        assert years(output)["a.txt"] == meant
    (folder / "c.txt").unlink()
    trichluc.run([str(folder)], output)
    assert years(output) == {"a.txt": "2022", "b.txt": "2022"}
    (folder / "b.txt").unlink()
    trichluc.run([str(folder)], output)
    assert years(output) == {"a.txt": "-"}


def test_the_register_has_the_act_once(tmp_path) -> None:
    trichluc.run([str(write(tmp_path / "in", "a.txt", "b.txt"))], tmp_path / "out")
    tables = trichluc.tables(tmp_path / "out")
    (row,) = tables["cited_documents"].itertuples()
    assert (row.target_id, row.n_citations, row.n_documents) == (ACT, 2, 2)
    assert set(tables["citations"].target_id) == {ACT}
    assert set(tables["citations"].target_alone) == {ACT, OPEN}


def test_a_report_that_cites_an_act_often_counts_once(tmp_path) -> None:
    folder = write(tmp_path / "in", "a.txt", "b.txt")
    again = folder / "b.txt"
    again.write_text(f"{again.read_text(encoding='utf-8')}{REPORTS['b.txt'][1]}\n", encoding="utf-8")
    trichluc.run([str(folder)], tmp_path / "out")
    (row,) = trichluc.tables(tmp_path / "out")["cited_documents"].itertuples()
    assert (row.target_id, row.n_citations, row.n_documents) == (ACT, 3, 2)


def test_one_after_the_other_is_the_same_as_all_at_once(tmp_path) -> None:
    for names in (("a.txt",), ("a.txt", "b.txt")):
        trichluc.run([str(write(tmp_path / "in", *names))], tmp_path / "grown")
    trichluc.run([str(tmp_path / "in")], tmp_path / "fresh")
    grown, fresh = ((tmp_path / name / "current" / "_manifest.json").read_bytes() for name in ("grown", "fresh"))
    assert grown == fresh
