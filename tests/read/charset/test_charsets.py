"""Charsets from before Unicode: every letter there and back, and nothing decoded that should not be."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trichluc.read.charset.charsets import (
    CharsetRules,
    decode_run,
    detect,
    draws_capitals,
    font_charset,
    load_charset_rules,
    words_of,
)
from trichluc.read.charset.encoding import Decoded, decode_text
from trichluc.read.charset.runs import Run, decode_runs
from trichluc.rules import open_package

RULES: CharsetRules = load_charset_rules(open_package())
LETTERS = [row["letter"] for row in open_package().table("charsets", "letters.tsv")]
SMALL = [letter for letter in LETTERS if letter.islower()]
SENTENCE = "Căn cứ Nghị định số 30 của Chính phủ, Ủy ban nhân dân tỉnh báo cáo kết quả thực hiện như sau"
SHARED = {("bkhcm1", letter) for letter in "ẶỤỊỴ"}
"""Codes that the published table gives to two letters. Several charsets share codes between small and capital."""
BYTE_CHARSETS = [c for c in RULES.charsets if c.id != "viqr"]


@pytest.mark.parametrize("charset", BYTE_CHARSETS, ids=lambda c: c.id)
@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_comes_back(charset, letter) -> None:
    sharing = {other for other in LETTERS if charset.encode(other) == charset.encode(letter)}
    assert charset.decode(charset.encode(letter)) in sharing
    assert len({other.lower() for other in sharing}) == 1 or (charset.id, letter) in SHARED


@pytest.mark.parametrize("charset", BYTE_CHARSETS, ids=lambda c: c.id)
@given(text=st.text(alphabet=[*SMALL, *"bcdghklmnpqrstvx ,.0123456789"], max_size=60))
def test_encoding_then_decoding_gives_the_text_back(charset, text) -> None:
    assert charset.decode(charset.encode(text)) == text


@pytest.mark.parametrize("charset", RULES.charsets, ids=lambda c: c.id)
def test_a_sentence_is_recognised_and_read(charset) -> None:
    written = charset.encode(SENTENCE)
    found = detect(Counter(words_of(written)), RULES)
    assert found is not None
    assert found.id == charset.id
    assert decode_run(written, found, RULES).lower() == SENTENCE.lower()


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        unicodedata.normalize("NFD", SENTENCE),
        "Annual report of the café society, naïve façade, Müller & Søn, 25 °C ± 2, § 4",
        "Il a été décidé à l'unanimité que la coopération serait renforcée",
        "1.250 m² · 36 µg/m³ – “đạt”",
        "",
    ],
)
def test_text_that_is_no_legacy_text_is_left_alone(text) -> None:
    assert detect(Counter(words_of(text)), RULES) is None


def test_addresses_and_unicode_words_inside_a_legacy_run_stay() -> None:
    tcvn3 = RULES.named("tcvn3")
    assert decode_run("th­ ®iÖn tö: vanthu@tinh.gov.vn, Sở Nội vụ", tcvn3, RULES) == (
        "thư điện tử: vanthu@tinh.gov.vn, Sở Nội vụ"
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Th«ng t\u2212 h\u2212íng dÉn", "Thông tư hướng dẫn"),
        ("x\u2219 héi", "xã hội"),
        ("nh\u03bc n­íc", "nhà nước"),
        ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("1.500.000®", "1.500.000đ"),
        ("5 − 3 = 2", "5 − 3 = 2"),
        ("· môc", "· mục"),
    ],
)
def test_shifts_and_capitals_of_tcvn3(written, read) -> None:
    assert decode_run(written, RULES.named("tcvn3"), RULES) == read


def test_fonts_announce_a_charset_and_capitals() -> None:
    tcvn3 = font_charset("ABCDEF+.VnTimeH", RULES)
    assert tcvn3 is RULES.named("tcvn3")
    assert draws_capitals("ABCDEF+.VnTimeH", tcvn3)
    assert not draws_capitals(".VnTime", tcvn3)
    assert font_charset("VNI-Times", RULES) is RULES.named("vni")
    assert font_charset("TimesNewRomanPSMT", RULES) is None


def test_a_font_alone_proves_nothing() -> None:
    charset, runs = decode_runs([[Run("Sở Nội vụ báo cáo", ".VnTime")]], RULES)
    assert (charset, runs[0][0].text) == ("unicode", "Sở Nội vụ báo cáo")


def test_runs_of_two_charsets_in_one_document() -> None:
    tcvn3, vni = RULES.named("tcvn3"), RULES.named("vni")
    paragraphs = [
        [Run(tcvn3.encode(SENTENCE).replace("Ñ", "ñ"), ".VnTime")],
        [Run(vni.encode(SENTENCE), "VNI-Times")],
        [Run(SENTENCE, "Times New Roman")],
    ]
    charset, decoded = decode_runs(paragraphs, RULES)
    assert charset == "mixed"
    assert [runs[0].text.lower() for runs in decoded] == [SENTENCE.lower()] * 3


def test_a_word_cut_by_a_change_of_weight_is_decoded_whole() -> None:
    runs = [Run("Nh÷ng viÖc ", ".VnTime"), Run("®", ".VnTime", bold=True), Run("­îc giao cho c¸c së", ".VnTime")]
    _, decoded = decode_runs([runs], RULES)
    assert "".join(run.text for run in decoded[0]) == "Những việc được giao cho các sở"


def test_a_letter_of_two_codes_cut_by_a_change_of_weight_is_one_letter() -> None:
    runs = [Run("Quye", "VNI-Times", bold=True), Run("át ñònh soá 12 cuûa UÛy ban nhaân daân tænh", "VNI-Times")]
    _, decoded = decode_runs([runs], RULES)
    assert [run.text for run in decoded[0]] == ["Quyế", "t định số 12 của Ủy ban nhân dân tỉnh"]


def test_two_accents_on_one_letter_are_read() -> None:
    assert decode_run("coâng vieâïc", RULES.named("vni"), RULES) == "công việc"


def test_a_font_that_lies_is_found_out_word_by_word() -> None:
    tcvn3, vni = RULES.named("tcvn3"), RULES.named("vni")
    font = "VNSTCVN3"
    south = [[Run(vni.encode(SENTENCE.lower()), font)] for _ in range(6)]
    north = [[Run(tcvn3.encode(SENTENCE.lower()), font)] for _ in range(3)]
    short = [[Run("Tæng hîp", font)], [Run("Sè", font)], [Run("môc lôc", font)]]
    changing = [[Run("KÕt nèi m¹ng diÖn réng cho tØnh vaø caùc huyeän, thò, thaønh phoá", font)]]
    charset, decoded = decode_runs([*south, *north, *short, *changing], RULES)
    read = [runs[0].text for runs in decoded]
    assert charset == "mixed"
    assert read[:9] == [SENTENCE.lower()] * 9
    assert read[9:12] == ["Tổng hợp", "Số", "mục lục"]
    assert read[12] == "Kết nối mạng diện rộng cho tỉnh và các huyện, thị, thành phố"


def test_the_likelier_syllable_costs_less() -> None:
    cost = RULES.likelihood.cost
    assert cost("Tổng") < cost("Tỉng")
    assert cost("hợp") < cost("hỵp")
    assert cost("quyền") < cost("quyøn")
    assert cost("2025") == 0.0


@pytest.mark.parametrize("charset", RULES.charsets, ids=lambda c: c.id)
def test_a_file_of_bytes_is_read_line_by_line(charset) -> None:
    text = f"{SENTENCE.lower()}\nhọp ngày 12/5 – (trực tuyến) với 450 – 500 đại biểu\n1. kết quả: đạt 98,5% kế hoạch"
    decoded = decode_text(_bytes(charset.encode(text)), RULES)
    assert decoded.charset == charset.id
    assert decoded.text.lower() == text


def _bytes(shown: str) -> bytes:
    """The bytes that Windows-1252 shows as these characters."""
    return b"".join(c.encode("cp1252") if ord(c) > 0xFF else c.encode("latin-1") for c in shown)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_files_with_and_without_a_mark(encoding) -> None:
    assert decode_text(SENTENCE.encode(encoding), RULES) == Decoded(SENTENCE)


@pytest.mark.parametrize(
    "text",
    [
        "C++ and x^2 + y^2; a.b@c.vn; so what? yes. (a+b)^2 = a^2 + 2ab + b^2",
        "Contact: nguyen.van+bao.cao@tinh.gov.vn, tel. +84 24 3825 0001",
        "Added odd addresses: ddo, Buddy, sudden, middle",
    ],
)
def test_plain_ascii_is_not_taken_for_viqr(text) -> None:
    assert decode_text(text.encode(), RULES) == Decoded(text)


@pytest.mark.parametrize("code_page", ["mac_roman", "cp1258", "cp1250"])
@pytest.mark.parametrize("charset", [RULES.named("tcvn3"), RULES.named("vni")], ids=lambda c: c.id)
def test_bytes_shown_through_another_code_page(charset, code_page) -> None:
    text = SENTENCE.lower()
    data = _bytes(charset.encode(text))
    shown = "".join(_char(byte, code_page) for byte in data)
    found, decoded = decode_runs([[Run(shown, "TimesNewRoman")], [Run("Annex 1", "Arial")]], RULES)
    assert (found, decoded[0][0].text, decoded[1][0].text) == (charset.id, text, "Annex 1")


def test_several_charsets_in_one_font_are_no_other_code_page() -> None:
    labels = ["BAN GIÁM HIỆU", "Phòng Đào tạo", "Phòng Tổ chức", "Bộ môn", "Khoa Toán", "Thư viện", "Ký túc xá",
              "Tổ bảo vệ", "Xưởng thực tập", "TRẠM Y TẾ", "Giảng đường", "Phòng thí nghiệm"]  # fmt: skip
    units = ["Đơn vị tính: triệu đồng"] * 4
    written = [RULES.named("vni").encode(t) for t in labels] + [RULES.named("tcvn3").encode(t) for t in units]
    _, decoded = decode_runs([[Run(text, "Times")] for text in written], RULES)
    assert [runs[0].text for runs in decoded] == [*labels, *units]


def _char(byte: int, code_page: str) -> str:
    try:
        return bytes([byte]).decode(code_page)
    except UnicodeDecodeError:
        return chr(byte)
