"""Words of other languages stay as they are in text from before Unicode; tones find back to their vowels."""

import pytest

from trichluc.read.charset.charsets import decode_pieces, decode_run, load_charset_rules
from trichluc.read.charset.choice import Choice, choose_words
from trichluc.read.charset.partedmarks import rejoin_marks
from trichluc.read.charset.runs import Run, decode_runs
from trichluc.rules import open_package

RULES = load_charset_rules(open_package())
TCVN3, VNI = RULES.named("tcvn3"), RULES.named("vni")


@pytest.mark.parametrize(
    "word",
    ["François", "(François),", "Genève", "Müller", "Générale", "Pérez", "Zürich", "Médecins", "Frères", "Élysée",
     "café", "Düsseldorf", "façade", "Nestlé", "André", "José"],
)  # fmt: skip
@pytest.mark.parametrize("charset", [TCVN3, VNI], ids=lambda c: c.id)
def test_names_of_other_languages_stay(word, charset) -> None:
    assert decode_run(f"«ng {word}", charset, RULES).endswith(word)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("cña", "của"), ("hîp", "hợp"), ("céng", "cộng"), ("tæchøc", "tổchức"), ("bécña", "bộcủa"), ("sèTT", "sốTT"),
        ("phèii", "phốii"), ("vècÊp", "vốcấp"), ("nghiÖpp", "nghiệpp"), ("tên", "tờn"), ("kú", "kỳ"),
        ("häcc", "họcc"), ("nnhîp", "nnhợp"),
    ],
)  # fmt: skip
def test_misspelled_and_joined_words_are_decoded(written, read) -> None:
    assert decode_run(written, TCVN3, RULES) == read


def test_abbreviations_in_capitals_are_decoded() -> None:
    assert decode_run("HÑND, UBND, QÑ, TÑKT", VNI, RULES) == "HĐND, UBND, QĐ, TĐKT"


def test_a_name_among_words_of_tcvn3() -> None:
    runs = [
        Run("Ông ", "Times New Roman"),
        Run("François Godement", "Times New Roman"),
        Run(" nghiªn cøu vÒ c¶i c¸ch kinh tÕ, chñ yÕu lµ ®Çu t\u00ad cña n\u00adíc ngoµi", ".VnTime"),
    ]
    _, ((*_, name, text),) = decode_runs([runs], RULES)
    assert name.text + text.text == (
        "François Godement nghiên cứu về cải cách kinh tế, chủ yếu là đầu tư của nước ngoài"
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Coâng ñoaøn cô sô ûbaèng vaên baûn", "Công đoàn cơ sở bằng văn bản"),
        ("töø 7 giôø (ñeán 11 giô)ø thì nghæ", "từ 7 giờ (đến 11 giờ) thì nghỉ"),
        ("cuûa laõnh ñaïo )ï.", "của lãnh đạo )ï."),
        ("hoà sô ø ñaõ coù", "hồ sơ ø đã có"),
    ],
)
def test_a_tone_behind_a_blank_or_bracket(written, read) -> None:
    (text,) = rejoin_marks([written], VNI)
    assert decode_run(text, VNI, RULES) == read


def test_a_tone_goes_back_over_the_border_of_runs() -> None:
    assert rejoin_marks(["cô sô ", "ûbaèng"], VNI) == ["cô sôû", " baèng"]
    assert rejoin_marks(["c¬ së ", "b»ng"], TCVN3) == ["c¬ së ", "b»ng"]


def test_a_soft_hyphen_that_makes_no_word_is_none_of_its_letters() -> None:
    written = "\u00adc) Viªn chøc; th\u00ad ký; \u00adu tiªn; \u00ad2. Ng\u00adêi tróng tuyÓn; \u00ad"
    _, ((run,),) = decode_runs([[Run(written, ".VnTime")]], RULES)
    assert run.text.replace("\u00ad", "") == "c) Viên chức; thư ký; ưu tiên; 2. Người trúng tuyển; "


def test_a_misspelled_word_among_words_of_a_charset_that_is_not_its_fonts() -> None:
    text = "c¸c ®¬n vÞ häcc sinh cña tØnh ®Òu giíi thiÖu François víi c¸c ®¹i biÓu"
    places = choose_words(text, Choice(VNI, (VNI, TCVN3)), RULES)
    assert decode_pieces([text], places) == ["các đơn vị họcc sinh của tỉnh đều giới thiệu François với các đại biểu"]
