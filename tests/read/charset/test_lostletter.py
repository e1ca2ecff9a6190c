"""The letter ư of TCVN3 whose code did not survive."""

import pytest

from tests.read.pages import RULES
from trichluc.read.charset.runs import Run, decode_runs

TCVN3 = RULES.charsets.named("tcvn3")
TEXT = (
    "thông tư hướng dẫn của bộ trưởng về nước sạch được giao cho người đứng đầu các cơ quan, đơn vị; thư gửi các "
    "trường như sau: số lượng, chất lượng, phương án, thường xuyên, những việc đã thực hiện theo nghị định số "
    "12/2003/nđ-cp của chính phủ và kế hoạch ka-ra-ô-kê, tự do – hạnh phúc, đường bộ, tại các xã, phường đạt kết quả "
    "tốt; báo cáo kết quả kiểm tra việc chấp hành chính sách thuế đối với các sản phẩm thuộc ngành cơ khí, điện tử "
    "tại các tỉnh, thành phố trực thuộc trung ương năm trước"
)
TEXT = f"{TEXT}; {TEXT}"


def decoded(text: str) -> str:
    _, runs = decode_runs([[Run(text, "TimesNewRoman")]], RULES.charsets)
    return runs[0][0].text


def words_right(found: str) -> float:
    pairs = list(zip(found.split(), TEXT.split(), strict=True))
    return sum(a == b for a, b in pairs) / len(pairs)


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u2011", "\u2212", "\u00ad"])
def test_a_hyphen_in_its_place(hyphen) -> None:
    assert words_right(decoded(TCVN3.encode(TEXT).replace("\u00ad", hyphen))) > 0.98


def test_nothing_in_its_place() -> None:
    found = decoded(TCVN3.encode(TEXT).replace("\u00ad", ""))
    assert words_right(found) > 0.95
    assert "ka-ra-ô-kê" in found
    assert "nđ-cp" in found


def test_a_text_that_has_the_letter_keeps_its_hyphens() -> None:
    text = TEXT + "; nhà t-ờng"
    assert decoded(TCVN3.encode(text)).endswith("nhà t-ờng")
