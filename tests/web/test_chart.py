"""Charts are well-formed and hold no markup of documents."""

from xml.etree import ElementTree as ET

from trichluc.store.indicators import indicators
from trichluc.web.chart import BarRow, bars

SVG = "{http://www.w3.org/2000/svg}"


def test_bars_are_as_long_as_their_values() -> None:
    rows = [BarRow("2024", 200, "200 hộ", "bc.pdf, trang 1"), BarRow("2025", 100, "100 <b>hộ</b>")]
    drawn = ET.fromstring(bars("hộ nghèo", {"hộ nghèo": rows, "hộ nghèo đa chiều": [BarRow("2025", 7, "7 hộ")]}))
    widths = [float(r.get("width")) for r in drawn.iter(f"{SVG}rect") if r.get("height") == "20"]
    assert widths[0] == 2 * widths[1]
    assert widths[2] == widths[0]
    assert "100 <b>hộ</b>" in [text.text for text in drawn.iter(f"{SVG}text")]
    assert "bc.pdf, trang 1" in [text.text for text in drawn.iter(f"{SVG}title")]


def test_numbers_of_one_noun_are_lined_up(tmp_path) -> None:
    import trichluc

    for year, count in ((2024, 187), (2025, 150)):
        (tmp_path / f"{year}.txt").write_text(f"I. Kết quả\nNăm {year}, còn {count} hộ nghèo.", encoding="utf-8")
    trichluc.run([str(tmp_path)], tmp_path / "out")
    found = indicators(tmp_path / "out", "hộ nghèo")
    assert [(i.period, i.value) for i in found["hộ nghèo"]] == [("31/12/2024", 187), ("31/12/2025", 150)]
