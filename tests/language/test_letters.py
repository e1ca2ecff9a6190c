"""Cleaning of what files hold: look-alikes, signs of symbol fonts, ligatures, marks that stand apart."""

import unicodedata

import pytest

from trichluc.language.letters import clean

SENTENCE = "Ủy ban nhân dân tỉnh Thừa Thiên Huế báo cáo kết quả giải ngân vốn đầu tư công"


@pytest.mark.parametrize(
    ("found", "read"),
    [
        ("Ƣu tiên nguồn lực, đƣợc giao", "Ưu tiên nguồn lực, được giao"),
        ("Ðảng bộ, Ðề án, ðơn vị", "Đảng bộ, Đề án, đơn vị"),
        ("Ɖiều 5", "Điều 5"),
        ("\uf0b7 Mục tiêu \uf0d8 Kết quả \uf0fc Đạt", "• Mục tiêu ➢ Kết quả ✓ Đạt"),
        ("ﬁle, oﬃce, proﬂy", "file, office, profly"),
        ("tỉ \u0301nh ti \u0309nh va \u0300", "tỉ́nh tỉnh và"),
        ("xa\u0303 ho\u0323\u0302i, xa\u0303 ho\u0302\u0323i", "xã hội, xã hội"),
        ("kế\u00ad hoạch\u200b và\ufeff chỉ tiêu", "kế hoạch và chỉ tiêu"),
        ("m² ½ x² ﹪", "m² ½ x² ﹪"),
        (SENTENCE, SENTENCE),
    ],
)
def test_clean(found, read) -> None:
    assert clean(found) == read


def test_decomposed_text_is_composed() -> None:
    assert clean(unicodedata.normalize("NFD", SENTENCE)) == SENTENCE


def test_cleaning_twice_changes_nothing_more() -> None:
    text = clean("Ƣ ﬁ \uf0b7 a \u0301 \u0301")
    assert clean(text) == text
