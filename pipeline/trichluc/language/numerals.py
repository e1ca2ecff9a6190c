"""Numerals: figures with their separators, number words, and amounts such as stand in the cells of tables.

A dot groups thousands, a comma opens the decimals: `4.802`, `18,51`, `1.234.567,8`. A single dot that cannot group
(`12.5`, `0.125`) opens decimals, as foreign programs print them. Words follow the standard reading with its regional
variants: linh or lẻ, nghìn or ngàn, bốn or tư, năm, lăm or nhăm, bảy or bẩy, and rưỡi for half of the last unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

_LONGEST = 32  # characters; nothing that is counted needs more, and longer digit strings are expensive to convert
_SPACES = "[ \u00a0\u202f]"

_PLAIN = re.compile(r"\d+")
_GROUPED = re.compile(rf"[1-9]\d{{0,2}}(?:(?:\.\d{{3}})+|(?:{_SPACES}\d{{3}})+|(?:['’]\d{{3}})+)(?:,\d+)?")
_MISPRINTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+\.\d{4}")
_COMMA = re.compile(r"\d+,\d+")
_DOT = re.compile(r"\d+\.\d+")
_ENGLISH_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_ENGLISH_ONLY = re.compile(r"[1-9]\d{0,2}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})")
_SEPARATORS = re.compile(rf"{_SPACES}|['’]")

_DIGIT_LOOK_ALIKES = str.maketrans("lIOo", "1100")
_MISREAD = re.compile(r"[\dlI][\dlIOo]{0,2}(?:\.[\dlIOo]{3})+(?:,\d+)?")


def read_figure(written: str, english: bool = False) -> Decimal | None:
    """The value of a figure; None when it is no figure (`1.234.56`). Never negative.

    `english` decides what is ambiguous: `4,802` is 4.802 in a Vietnamese document and 4802 in an English one.
    """
    if len(written) <= _LONGEST:
        for pattern, clean in _ENGLISH_READERS if english else _READERS:
            if pattern.fullmatch(written):
                return Decimal(clean(written))
    return None


def _ungrouped(written: str) -> str:
    return _SEPARATORS.sub("", written).replace(".", "").replace(",", ".")


def _last_point(written: str) -> str:
    """A comma printed as a point: four figures behind the last one group no thousands (`7.633.8562`)."""
    whole, _, part = written.rpartition(".")
    return f"{whole.replace('.', '')}.{part}"


def _with_point(written: str) -> str:
    return written.replace(",", ".")


def _without_commas(written: str) -> str:
    return written.replace(",", "")


_READERS = (
    (_PLAIN, str), (_GROUPED, _ungrouped), (_COMMA, _with_point), (_DOT, str), (_ENGLISH_ONLY, _without_commas),
    (_MISPRINTED, _last_point),
)  # fmt: skip
_ENGLISH_READERS = (
    (_PLAIN, str), (_ENGLISH_GROUPED, _without_commas), (_DOT, str), (_GROUPED, _ungrouped), (_COMMA, _with_point),
)  # fmt: skip


def repair_figure(written: str) -> Decimal | None:
    """The value of a grouped figure in which a letter stands for a digit (`l.500`, `1.5OO`); None for anything else."""
    if len(written) <= _LONGEST and _MISREAD.fullmatch(written):
        return read_figure(written.translate(_DIGIT_LOOK_ALIKES))
    return None


def is_english_style(text: str) -> bool:
    """Whether a document groups thousands with commas, by its unambiguous figures. Ties are Vietnamese."""
    english = len(_ENGLISH_EVIDENCE.findall(text)) if _COMMA_GROUP.search(text) else 0
    return english > 0 and english > len(_VIETNAMESE_EVIDENCE.findall(text))


_COMMA_GROUP = re.compile(r",\d{3}[,.]\d")
_ENGLISH_EVIDENCE = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:(?:,\d{3}){2,}|(?:,\d{3})+\.\d)(?![\d,])")
_VIETNAMESE_EVIDENCE = re.compile(
    r"(?<![\d.,])(?:[1-9]\d{0,2}(?:\.\d{3}){2,}|\d{1,3},(?:\d{1,2}|0\d\d)(?=\D))(?![\d.])"
)

_DIGITS = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_AFTER_TENS = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_SCALES = {"vạn": 4, "nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
_TENS = frozenset({"mươi", "mười", "chục"})
_LINKS = frozenset({"linh", "lẻ"})
_OTHERS = frozenset({"trăm", "rưỡi", "rưởi", "nửa", "tá", "phẩy", "phảy", "âm", "mươi", "mười", "chục"})
NUMBER_WORDS = frozenset(_DIGITS) | frozenset(_AFTER_TENS) | frozenset(_SCALES) | _LINKS | _OTHERS
"""Every word that a spelled-out number can hold, lower case."""

_APPROXIMATE = {("mươi", "lăm"): (10, 15), ("dăm", "bảy"): (5, 7), ("dăm", "ba"): (3, 5), ("vài", "ba"): (2, 3),
                ("vài", "chục"): (20, 90), ("năm", "bảy"): (5, 7)}  # fmt: skip


MULTIPLIERS = {word: 10**power for word, power in _SCALES.items()} | {
    "trăm": 100, "chục": 10, "tá": 12, "million": 10**6, "billion": 10**9,
}  # fmt: skip
"""Words that scale the figure before them."""


def multiplier(word: str) -> int | None:
    """The factor of a word that scales a figure (`triệu` → 1000000, `chục` → 10, `tá` → 12), else None."""
    return MULTIPLIERS.get(word)


def read_words(written: str) -> Decimal | None:
    """The value of a spelled-out number (`hai nghìn không trăm linh năm` → 2005); None when it is none."""
    words = written.lower().split()
    if not words or len(words) > _LONGEST or not NUMBER_WORDS.issuperset(words):
        return None
    if words[0] == "âm":
        value = _read_decimal(words[1:])
        return None if value is None else -value
    return _read_decimal(words)


def read_word_range(written: str) -> tuple[Decimal, Decimal] | None:
    """The limits of an approximate number: `hai ba` → 2 to 3, `mươi lăm` → 10 to 15, `vài chục` → 20 to 90."""
    words = tuple(written.lower().split())
    if words in _APPROXIMATE:
        low, high = _APPROXIMATE[words]
        return Decimal(low), Decimal(high)
    if len(words) == 2:
        first, second = _DIGITS.get(words[0], 0), _DIGITS.get(words[1], 0)
        if 1 <= first == second - 1:
            return Decimal(first), Decimal(second)
    return None


def _read_decimal(words: Sequence[str]) -> Decimal | None:
    """A number with or without decimals: `ba mươi sáu phẩy năm`."""
    for comma in ("phẩy", "phảy"):
        if comma in words:
            at = words.index(comma)
            whole, rest = _read_integer(words[:at]), words[at + 1 :]
            part = _decimals(rest)
            return None if whole is None or part is None else whole + part
    return _read_integer(words)


def _decimals(words: Sequence[str]) -> Decimal | None:
    """What follows the comma: digit by digit (`không năm` → 0.05), else as a number (`hai mươi lăm` → 0.25)."""
    if words and all(w in _DIGITS for w in words):
        return Decimal("0." + "".join(str(_DIGITS[w]) for w in words))
    value = _read_integer(words)
    return None if value is None or value != int(value) else Decimal(f"0.{int(value)}")


def _read_integer(words: Sequence[str]) -> Decimal | None:
    """A number built of groups and scales, with the colloquial endings: `hai triệu rưỡi`, `một tỷ hai`."""
    if not words:
        return None
    if words[0] == "nửa":
        scale = multiplier(words[1]) if len(words) == 2 else None
        return Decimal("0.5") * (scale or 1) if len(words) == 1 or scale else None
    if words[-1] == "tá" and len(words) == 2 and words[0] in _DIGITS:
        return Decimal(12 * _DIGITS[words[0]])
    return _read_scales(words)


def _read_scales(words: Sequence[str]) -> Decimal | None:
    """Groups with falling scales; tỷ and triệu multiply all that stands before them (`nghìn tỷ`)."""
    total, lowest, group = Decimal(0), 0, list[str]()
    for at, word in enumerate(words):
        if word not in _SCALES:
            group.append(word)
            continue
        factor = Decimal(10 ** _SCALES[word])
        counted = _read_group(group, at == len(group)) if group else None
        if not group and lowest and _SCALES[word] >= 6 and total:
            total *= factor
        elif counted is None:
            return None
        elif lowest and _SCALES[word] >= lowest:
            if _SCALES[word] == lowest:
                return None
            total = (total + counted) * factor
        else:
            total += counted * factor
        lowest, group = _SCALES[word], []
    ending = _read_ending(group, lowest)
    return None if ending is None else total + ending


def _read_ending(group: list[str], lowest: int) -> Decimal | None:
    """What follows the last scale: nothing, a group, half of the scale, or a digit of the next lower place."""
    if not group:
        return Decimal(0) if lowest else None
    if not lowest:
        return _read_group(group, True)
    if len(group) == 1:
        if group[0] in ("rưỡi", "rưởi"):
            return Decimal(10**lowest) / 2
        if _DIGITS.get(group[0]):
            return Decimal(_DIGITS[group[0]] * 10 ** (lowest - 1))
    return _read_group(group, False)


def _read_group(words: list[str], first: bool) -> Decimal | None:
    """A number below one thousand; `first` when no greater group stands before it."""
    if "trăm" not in words:
        return _read_tens(words, not first)
    at = words.index("trăm")
    hundreds = _DIGITS.get(words[0]) if at == 1 else None
    if hundreds is None or (hundreds == 0 and first):
        return None
    rest = words[at + 1 :]
    if not rest:
        return Decimal(100 * hundreds)
    if rest in (["rưỡi"], ["rưởi"]):
        return Decimal(100 * hundreds + 50)
    if len(rest) == 1 and _DIGITS.get(rest[0]):
        return Decimal(100 * hundreds + 10 * _DIGITS[rest[0]])
    below = _read_tens(rest, True)
    return None if below is None else 100 * hundreds + below


def _read_tens(words: list[str], linked: bool) -> Decimal | None:
    """A number below one hundred; `linked` allows linh or lẻ before a last digit."""
    value: Decimal | None = None
    match words:
        case [digit] if digit in _DIGITS:
            value = Decimal(_DIGITS[digit])
        case ["mười"]:
            value = Decimal(10)
        case ["mười", last] if last not in ("mốt", "tư", "không"):
            value = _plus(10, last)
        case [digit, "chục"] if _DIGITS.get(digit):
            value = Decimal(10 * _DIGITS[digit])
        case [digit, "mươi"] if _DIGITS.get(digit, 0) > 1:
            value = Decimal(10 * _DIGITS[digit])
        case [digit, "mươi", last] if _DIGITS.get(digit, 0) > 1 and last != "không":
            value = _plus(10 * _DIGITS[digit], last)
        case [link, digit] if linked and link in _LINKS and _DIGITS.get(digit, 4 if digit == "tư" else 0):
            value = Decimal(_DIGITS.get(digit, 4))
    return value


def _plus(tens: int, word: str) -> Decimal | None:
    """Tens and ones. Five is lăm or nhăm here, never năm: `hai mươi năm` is twenty years."""
    value = None if word == "năm" else _DIGITS.get(word, _AFTER_TENS.get(word))
    return None if value is None else Decimal(tens + value)


_AMOUNT = re.compile(
    rf"(?P<sign>[-−–+]?){_SPACES}?(?P<figure>\d[\d.,'’]*(?:{_SPACES}\d{{3}})*(?!\d))"
    rf"{_SPACES}?(?P<rest>(?:[^\W\d]|[%°$€])[^\n\t]{{0,40}})?"
)


def read_amount(text: str, english: bool = False) -> tuple[Decimal, str | None] | None:
    """The value and unit of a table cell that holds one figure and perhaps a unit; None for anything else.

    `1.234` → (1234, None), `18,51%` → (18.51, `%`), `12.500.000đ` → (12500000, `đ`), `1,5 tỷ đồng` → (1500000000,
    `đồng`), `-3,2` → (-3.2, None). At most four words follow the figure; scale words are taken into the value.
    """
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        return None
    value = read_figure(match["figure"].rstrip(".,"), english)
    words = (match["rest"] or "").split()
    if value is None or len(words) > 4:
        return None
    while words and multiplier(words[0].lower()) and words[0] != "tá":
        value *= multiplier(words.pop(0).lower()) or 1
    return -value if match["sign"] in ("-", "−", "–") else value, " ".join(words) or None
