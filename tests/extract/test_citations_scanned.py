"""Citations on pages that a recogniser read: misread codes are put right, on other pages nothing is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trichluc.document import installed_rules
from trichluc.extract.citations import find_citations
from trichluc.layout.verbatim import verbatim
from trichluc.places import Places
from trichluc.report import Citation, PageRow


def _cited(sentence: str, origin: str) -> list[Citation]:
    text = verbatim(sentence)
    page = PageRow(text.doc_id, 1, 595.0, 842.0, 0, origin, "unicode", 0, len(text.value))
    text = replace(text, pages=(page,))
    return list(find_citations(text, Places(text, ()), installed_rules().citations))


@pytest.mark.parametrize(
    ("printed", "symbol"),
    [
        ("Quyết định số 2418-QĐĐ/TU ngày 26/6/2025", "2418-QĐ/TU"),
        ("Quy định số 144-OĐ/TW ngày 09/5/2024", "144-QĐ/TW"),
        ("Nghị quyết số 1671/NQ-UBTVQHI5 ngày 16/6/2025", "1671/NQ-UBTVQH15"),
        ("Nghị quyết số 19/NÑQ-CP ngày 18/3/2014", "19/NQ-CP"),
        ("Nghị quyết số 05-NQ/ĐŨ ngày 15/9/2025", "05-NQ/ĐU"),
        ("Công điện số 102/CĐ-T'Tg ngày 06/10/2024", "102/CĐ-TTg"),
        ("Quyết định số 81/QĐĐ-TTø ngày 15/01/2009", "81/QĐ-TTg"),
        ("Quyết định số 774/QĐ-BYTT ngày 11/3/2013", "774/QĐ-BYT"),
        ("Công văn số 1825/UBND-KTTTH ngày 23/3/2026", "1825/UBND-KTTH"),
        ("Thông tư số 24/2014/TT1-BTNMT ngày 19/5/2014", "24/2014/TT-BTNMT"),
    ],
)
def test_misread_codes_are_put_right_on_scans_only(printed: str, symbol: str) -> None:
    (citation,) = _cited(f"Thực hiện {printed} của cơ quan có thẩm quyền.", "ocr")
    assert (citation.symbol, citation.repaired, citation.form) == (symbol, True, "malformed")
    assert citation.text == printed
    assert all(c.symbol != symbol for c in _cited(f"Thực hiện {printed} của cơ quan có thẩm quyền.", "text_layer"))


def test_symbols_that_were_read_rightly_are_the_same_on_scans() -> None:
    sentence = "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/3/2024 và Công văn số 305/STTTT-BCVT&CNTT ngày 11/02/2025."
    on_scan, in_file = ([(c.symbol, c.repaired) for c in _cited(sentence, origin)] for origin in ("ocr", "text_layer"))
    assert on_scan == in_file
    assert not any(repaired for _, repaired in on_scan)
