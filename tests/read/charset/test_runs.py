"""Runs of every length in every charset, in fonts that announce it and in fonts that do not."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache

import pytest
from corpus.variants import variant

from tests.read.pages import RULES
from trichluc.read.charset.charsets import Charset, draws_capitals
from trichluc.read.charset.encoding import decode_text
from trichluc.read.charset.runs import Run, decode_runs

CHARSETS = RULES.charsets.charsets
REPORTS = ("bc-so-noi-vu-binh-dinh-2024", "bc-ubnd-huyen-chau-thanh-2005", "qd-ubnd-ha-nam-2020")
FONTS = {
    "tcvn3": ".VnTime", "vni": "VNI-Times", "vni_mac": "VNI-Times", "viscii": "VI Times", "vps": "VPS Times",
    "bkhcm1": "BK HCM 1", "bkhcm2": "BK HCM 2", "vietware_f": "SVNtimes new roman", "vietware_x": "VNtimes x",
}  # fmt: skip
BYTES = [charset for charset in CHARSETS if charset.id in FONTS]
PLAIN = "Times New Roman"


@cache
def lines() -> list[list[str]]:
    texts = (variant(report, "text").decode() for report in REPORTS)
    return [[line for text in texts for line in text.translate(_NO_QUOTES).split("\n") if len(line.split()) > 12]]


_NO_QUOTES = str.maketrans("“”‘’…", "\"\"''.")
"""Signs that some charsets use for letters."""


def share_read(charset: Charset, length: int, font: str) -> float:
    """The share of words with marks that come back right: one run of so many words in each paragraph in Unicode."""
    chance = random.Random(length)
    right, total = 0, 0
    for paragraphs in lines():
        made, wanted = [], []
        for line in paragraphs:
            words = line.split()
            at = chance.randrange(1, len(words) - length)
            wanted.append(" ".join(words[at : at + length]))
            made.append([
                Run(" ".join(words[:at]) + " ", PLAIN), Run(charset.encode(wanted[-1]), font),
                Run(" " + " ".join(words[at + length :]), PLAIN),
            ])  # fmt: skip
        _, decoded = decode_runs(made, RULES.charsets)
        pairs = [p for runs, text in zip(decoded, wanted, strict=True) for p in _pairs(runs[1].text, text)]
        right += sum(have.lower() == want.lower() for have, want in pairs)
        total += len(pairs)
    return right / total


def _pairs(have: str, want: str) -> Sequence[tuple[str, str]]:
    return [pair for pair in zip(have.split(), want.split(), strict=True) if not pair[1].isascii()]


@pytest.mark.parametrize("charset", BYTES, ids=lambda c: c.id)
@pytest.mark.parametrize(("length", "least"), [(1, 0.96), (2, 0.975), (4, 0.98), (8, 0.985)])
def test_runs_in_a_font_that_announces_its_charset(charset, length, least) -> None:
    assert share_read(charset, length, FONTS[charset.id]) >= least


@pytest.mark.parametrize("charset", BYTES, ids=lambda c: c.id)
@pytest.mark.parametrize(("length", "least"), [(1, 0.75), (2, 0.87), (4, 0.93), (8, 0.96)])
def test_runs_in_the_font_of_the_text_around_them(charset, length, least) -> None:
    assert share_read(charset, length, PLAIN) >= least


@pytest.mark.parametrize(
    ("font", "heading", "expected"),
    [
        (".VnTimeH", "kÕt qu¶ thùc hiÖn", "KẾT QUẢ THỰC HIỆN"),
        (".VnTime", "Sè:", "Số:"),
        ("VNI-Times", "keát quaû", "kết quả"),
        (".VnTime", "Cà Mau", "Cà Mau"),
        (".VnTime", "Giá trị", "Giá trị"),
    ],
)
def test_a_few_words_in_a_font_of_their_own(font, heading, expected) -> None:
    around = [[Run("Sở Nội vụ báo cáo kết quả thực hiện nhiệm vụ như sau:", PLAIN)]] * 3
    _, decoded = decode_runs([*around, [Run(heading, font)]], RULES.charsets)
    assert decoded[-1][0].text == expected


LATIN = (
    "François Mitterrand, Côte d’Ivoire, Müller, São Paulo, café, naïve, Société Générale, "
    "120 m², 36 µg/m³, 25 °C ± 2, £20, 1.500 €, “đạt”, vanthu@tinh.gov.vn"
)


@pytest.mark.parametrize("charset", BYTES, ids=lambda c: c.id)
def test_words_of_other_languages_and_units_stay(charset) -> None:
    legacy = [[Run(charset.encode(line.lower()), FONTS[charset.id])] for line in lines()[0][:8]]
    _, decoded = decode_runs([*legacy, [Run(LATIN, PLAIN)]], RULES.charsets)
    assert decoded[-1][0].text == LATIN


@pytest.mark.parametrize(
    ("identity", "written", "expected"),
    [
        ("bkhcm1", "H}ND tÊnh, Q}-TTg, XU~T", "HĐND tỉnh, QĐ-TTg, XUẤT"),
        ("vni", "huyeän Cö Kuin, tænh Ñaék Laék", "huyện Cư Kuin, tỉnh Đắk Lắk"),
        ("viscii", "“tính m¾i” cüa nhi®m vø", "“tính mới” của nhiệm vụ"),
        ("viscii", "120 m² – 25 °C", "120 m² – 25 °C"),
    ],
)
def test_signs_and_names_in_a_run(identity, written, expected) -> None:
    charset = RULES.charsets.named(identity)
    around = [[Run(charset.encode(line.lower()), FONTS[identity])] for line in lines()[0][:8]]
    _, decoded = decode_runs([*around, [Run(written, FONTS[identity])]], RULES.charsets)
    assert decoded[-1][0].text == expected


def test_a_dot_in_viqr_is_a_tone_or_the_end_of_a_sentence() -> None:
    text = "Bo^. Ta`i chi'nh va` Bo^. No^.i vu. Ha` No^.i ddo^`ng y' cho. Ca'c so+? ba'o ca'o ke^'t qua?."
    assert decode_text(text.encode(), RULES.charsets).text == (
        "Bộ Tài chính và Bộ Nội vụ Hà Nội đồng ý cho. Các sở báo cáo kết quả."
    )


@pytest.mark.parametrize(
    ("font", "identity"),
    [("VnTimeHBold", "tcvn3"), (".VnArial NarrowH", "tcvn3"), ("VPS Times Hoa", "vps"), ("VI Times Hoa", "viscii")],
)
def test_fonts_that_draw_capitals(font, identity) -> None:
    assert draws_capitals(font, RULES.charsets.named(identity))


@pytest.mark.parametrize("font", [".VnTime", "VnTimeBold", ".VnTifani Heavy", "VPS Times", "VI Times"])
def test_fonts_that_do_not(font) -> None:
    assert not any(draws_capitals(font, charset) for charset in CHARSETS)


TEXT = "Sở Nội vụ báo cáo kết quả thực hiện\nBộ trưởng đã chỉ đạo các đơn vị\nĐắk Lắk, ngày 12 tháng 3"


def misread(text: str, times: int) -> str:
    for _ in range(times):
        text = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    return text


@pytest.mark.parametrize("times", [1, 2, 3])
def test_unicode_that_was_misread_again_and_again(times) -> None:
    assert decode_text(misread(TEXT, times).encode(), RULES.charsets).text == TEXT


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
def test_four_bytes_a_letter_without_a_mark(encoding) -> None:
    assert decode_text(TEXT.encode(encoding), RULES.charsets).text == TEXT


@pytest.mark.parametrize("identity", ["tcvn3", "vni"])
def test_lines_of_two_encodings_in_one_file(identity) -> None:
    charset = RULES.charsets.named(identity)
    legacy = charset.encode(TEXT.lower())
    stored = b"".join(c.encode("cp1252") if ord(c) > 0xFF else c.encode("latin-1") for c in legacy)
    decoded = decode_text(TEXT.encode() + b"\n" + stored, RULES.charsets)
    assert decoded.text.lower() == f"{TEXT}\n{TEXT}".lower()
    assert decoded.charset == "mixed"


def test_a_file_cut_within_a_letter_keeps_the_rest() -> None:
    for encoding in ("utf-8", "utf-16-le", "utf-16", "utf-32"):
        data = (TEXT + "ế").encode(encoding)[:-1]
        assert decode_text(data, RULES.charsets).text.rstrip("\ufffd") == TEXT
