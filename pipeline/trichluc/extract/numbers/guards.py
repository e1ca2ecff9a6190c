"""Figures that are no quantities: names and identifiers, markers, codes, times, numbers of documents.

Each guard looks at what stands directly around the figure; what a unit or a counted noun would still save is said by
the strength `bare`: the figure is a name unless something that is counted follows it.
"""

from __future__ import annotations

import re
from decimal import Decimal

from trichluc.extract.numbers.amounts import Amount
from trichluc.extract.numbers.nouns import Noun, counts_another, is_countable, noun_at
from trichluc.extract.numbers.scene import Left, Scene

_CHAIN = re.compile(r"[ ]?(?:,|;|-|–|/|&|\.)?[ ]?|,? (?:và|hoặc|đến|hay) ")
_MARKER_TAIL = re.compile(r"[.)/]?[)]?[ \u00a0]|[.)]$")
_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,5}\.?[ \u00a0]+[^\W\d_a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]")
_CODE = re.compile(r"\d\.\d{5,}")
_EXACT = re.compile(r"0,\d{1,3}|\d{1,3},\d\d")
_VERSION = re.compile(r"\d\.\d{1,2}")
_GROUPED = 1000
_YEAR = 4
_MATERIAL = frozenset({"money", "percent", "measure"})
_GLUED_LEFT = frozenset("@_/\\=%&#^°")


def glued(scene: Scene, start: int, end: int) -> bool:
    """Whether the figure is a piece of a code, an address, a symbol or a clock time (`C06`, `/2025`, `14:30`, `5G`)."""
    text = scene.text
    before = text[start - 1] if start > scene.start else " "
    if before.isalpha():
        return not _misses_blank(scene, start, end)
    if before.isdigit() or before in _GLUED_LEFT:
        return before != "/" or not (_follows_occasion(scene, start, end) or _follows_sum(scene, start, end))
    if before == "." and text[start - 2 : start - 1] in ("l", "I") and not text[start - 3 : start - 2].isalnum():
        return False  # a misread digit: `l.500`
    if before in "-–+.:," and start - 2 >= scene.start and (text[start - 2].isalnum() or text[start - 2] == "."):
        return before not in ",:" or text[start - 2].isdigit()
    after, second = text[end : end + 1], text[end + 1 : end + 2]
    if after in ("-", "–", ".", ":", "&", "+"):
        return second.isalpha() or (after == ":" and second.isdigit())
    return after in ("@", "_", "\\", "=", "#")


def _misses_blank(scene: Scene, start: int, end: int) -> bool:
    """`tăng1,36%`: the blank behind a word that leads to a quantity is lost; codes have no decimals."""
    exact = scene.text[end : end + 1] == "%" or not scene.text[start:end].isdigit()
    return exact and scene.text.endswith(scene.rules.leads, scene.start, start)


def _follows_occasion(scene: Scene, start: int, end: int) -> bool:
    """`20 vụ/27 bị can`: a second count stands behind the slash."""
    before = _OCCASION.search(scene.text[max(scene.start, start - 40) : start])
    if before is None or scene.text[end : end + 1] != " ":
        return False
    at = start - len(before[0]) + before.start(1) - before.start()
    part = noun_at(scene, at)
    return part is not None and counts_another(scene, part, end)


def _follows_sum(scene: Scene, start: int, end: int) -> bool:
    """`45 tỷ đồng/6.521 hộ`: how many a sum went to; a round figure (`triệu đồng/100 hộ`) is what a rate is per."""
    before = _SUM.search(scene.text, max(scene.start, start - 40), start)
    if before is None or before[1].lower() not in scene.rules.parts.sums or _ROUND.match(scene.text, start, end):
        return False
    noun = noun_at(scene, end)
    return noun is not None and is_countable(scene, noun)


_SUM = re.compile(r"\d[ \u00a0](?:[^\W\d_]+[ \u00a0])?([^\W\d_]+)/$")
_ROUND = re.compile(r"0?10*(?:\.000)*(?!\d|\.\d)")
_OCCASION = re.compile(r"\d[ \u00a0]([^\W\d_][^\d;:.,/()]*)/$")


def marker(scene: Scene, start: int, end: int) -> bool:
    """Whether the figure numbers a paragraph, a list item or an item inside a paragraph: `1.`, `3.1.`, `(2)`."""
    text = scene.text
    if text[end : end + 1] == ")":
        if text[start - 1 : start] == "(":
            return end - start <= 3
        if end - start <= 2 and "(" not in text[max(scene.start, start - 120) : start]:
            return True
    if start == scene.start:
        return _MARKER_TAIL.match(text, end, scene.end) is not None and (
            not text[end : end + 1].isspace() or _HEADING.match(text, start, scene.end) is not None
        )
    return _inner_marker(scene, start, end)


def _inner_marker(scene: Scene, start: int, end: int) -> bool:
    """`… như sau: 2. Triển khai` inside a paragraph that was not broken where the page breaks it."""
    text = scene.text
    if _HEADING.match(text, start, scene.end) is not None and not scene.english:
        return True
    if text[end : end + 1] not in (".", "/") or not text[end + 1 : end + 2].isspace():
        return False
    if not text[end + 2 : end + 3].isupper() or end - start > 5:
        return False
    before = text[max(scene.start, start - 3) : start].rstrip()
    return bool(before) and before[-1] in ".;…" and text[start - 1].isspace()


def chained(scene: Scene, last: int, start: int) -> bool:
    """Whether a figure only continues the list that an identifier opened: `Điều 5, 6 và 7`."""
    return 0 <= start - last <= 8 and _CHAIN.fullmatch(scene.text, last, start) is not None


def strength(scene: Scene, left: Left, amount: Amount) -> str:
    """How surely the words before a figure make it a name: `always`, `bare`, `acronym`, `score`, or empty.

    After an acronym only a noun counts, after `điểm` a figure with decimals is a mark.
    """
    if not left.words or not left.apart:
        return ""
    identifiers, word = scene.rules.identifiers, left.words[-1]
    if left.lower[-1] not in scene.rules.identifier_ends:
        return "acronym" if len(word) > 1 and word.isupper() and word.isalpha() else ""
    for count in (3, 2, 1):
        phrase = left.last(count)
        if count > len(left.words):
            continue
        found = identifiers.get(phrase)
        if found is None and phrase.endswith((":", ".")) and identifiers.get(phrase[:-1]) in ("colon", "never"):
            found = identifiers[phrase[:-1]]
        if found is not None:
            return _settled(scene, left, amount, count, found)
    return "acronym" if len(word) > 1 and word.isupper() and word.isalpha() else ""


def _settled(scene: Scene, left: Left, amount: Amount, count: int, found: str) -> str:
    """A strength from the list, with what capitals, `mỗi` before it and the size of the figure make of it."""
    before = left.lower[-count - 1] if count < len(left.lower) else ""
    if before in scene.rules.each or (found in _CALENDAR and before.isdigit()):  # `6 tháng 1 lần`
        return ""
    if found in _CALENDAR:
        return _calendar(amount, found)
    if found == "capital":
        return "always" if left.words[-count][0].isupper() else "bare"
    if found == "score":
        return _pinpoint_or_score(scene, amount)
    return {"never": "", "colon": "always"}.get(found, found)


def _pinpoint_or_score(scene: Scene, amount: Amount) -> str:
    """`điểm 7,5` is a mark; `điểm 1,2, 4 Mục I` and `điểm 1.1 Điều 9` are places in a document."""
    if amount.written.isdigit():
        return "bare"
    follower = _PINPOINT.match(scene.text, amount.end, scene.end)
    if follower is not None and (follower[1] is None or scene.rules.identifiers.get(follower[1].lower()) == "always"):
        return "always"
    return "score" if "," in amount.written else "bare"


_PINPOINT = re.compile(r"(?:, | và )\d|[ \u00a0]([^\W\d_]+)")
_CALENDAR = {"year": (1000, 2999), "era": (1975, 2060), "month": (1, 12), "day": (1, 31), "date": (1, 31)}


def _calendar(amount: Amount, found: str) -> str:
    """`năm 2025`, `tháng 3`, `dịp 30/4` name times; a figure that cannot be one after these words is less sure."""
    if found == "date" and amount.denominator is None:
        return ""
    low, high = _CALENDAR[found]
    whole = amount.written.partition("/")[0]
    if whole.isdigit() and low <= int(whole) <= high:
        return "always"
    return "" if found == "era" else "bare"


def looks_like_year(amount: Amount) -> bool:
    """A figure of four digits that may be a year: no separator, 1800 to 2199."""
    return len(amount.written) == 4 and amount.written.isdigit() and amount.written[:2] in ("18", "19", "20", "21")


def year_follows(scene: Scene, amount: Amount) -> bool:
    """`kỳ 2 năm 2019`: what looks like a duration is the word before a year.

    Unless the years that follow are as many: `kế hoạch 5 năm 2021-2025`.
    """
    match = _YEAR_AFTER.match(scene.text, amount.end, scene.end)
    if match is None:
        return False
    return match[2] is None or amount.value < _PLAN or int(match[2]) - int(match[1]) + 1 != amount.value


_YEAR_AFTER = re.compile(
    r"[ \u00a0]((?:1[89]|2[01])\d\d)(?!\d)(?:[ \u00a0]?[-–—][ \u00a0]?((?:1[89]|2[01])\d\d)(?!\d))?"
)
_PLAN = 3
"""Years of the shortest plan that is named by their number."""


def looks_like_date(amount: Amount) -> bool:
    """A ratio that may be a day and month, or a month and year."""
    left, _, right = amount.written.replace(" ", "").partition("/")
    if not (left.isdigit() and right.isdigit()):
        return False
    day, month = int(left), int(right)
    return (1 <= day <= 31 and 1 <= month <= 12) or (1 <= day <= 12 and 1900 <= month <= 2199)


def numbers_document(amount: Amount) -> bool:
    """Whether a ratio reads as a number and its year: `hồ sơ 115/2024`."""
    number, _, year = amount.written.replace(" ", "").partition("/")
    return number.isdigit() and year.isdigit() and len(number) < _YEAR == len(year) and year[:2] in ("19", "20")


def joins_years(amount: Amount) -> bool:
    """Two years that follow one another: `niên vụ 2023/2024`."""
    first, _, second = amount.written.replace(" ", "").partition("/")
    both = len(first) == len(second) == _YEAR and first.isdigit() and second.isdigit()
    return both and first[:2] in ("19", "20") and int(second) - int(first) == 1


def looks_like_code(amount: Amount) -> bool:
    """Digits that are no count: zeros of a phone or account number before them, nine digits and more, `1.013980`."""
    written = amount.written
    if not written.isdigit():
        return _CODE.fullmatch(written) is not None
    return (len(written) > 2 and written[0] == "0") or len(written) >= 9


def bare_ratio_counts(amount: Amount) -> bool:
    """Whether a ratio without a noun cannot be a date and its part does not exceed its whole."""
    assert amount.denominator is not None
    if looks_like_date(amount) or numbers_document(amount):
        return False
    return amount.value <= amount.denominator * Decimal(2)


def outweighed(scene: Scene, amount: Amount, found: str) -> bool:
    """Whether what follows makes a quantity of a figure that an identifier or a list of identifiers precedes.

    After an identifier only what cannot be part of a name does: money, a percentage, a figure with separators and a
    unit or a noun that is often counted. In a list (`Điều 5, 6`) any unit or such a noun does.
    """
    if amount.unit is not None:
        return found == "chain" or amount.unit.kind in _MATERIAL or not amount.written.isdigit()
    if found != "chain" and not is_grouped(amount):
        return False
    noun = noun_at(scene, amount.end)
    return noun is not None and _is_plainly_counted(scene, noun)


def is_grouped(amount: Amount) -> bool:
    """Thousands set apart, as names never have them: `đái tháo đường 378.500 người`."""
    return amount.value >= _GROUPED and not amount.written.isdigit()


def is_exact(amount: Amount) -> bool:
    """A decimal that no name and no list of two members is written with: `hệ số 2,34`, `phụ cấp 0,4`."""
    return _EXACT.fullmatch(amount.written) is not None


def _is_plainly_counted(scene: Scene, noun: Noun) -> bool:
    """Whether a noun is often counted, its members go by no numbers, and it cannot be a verb (`quy định`)."""
    words = scene.text[noun.start : noun.end].lower().split()
    verb = len(words) > 1 and (words[0], words[1]) in scene.rules.parts.closed_pairs
    return not verb and is_countable(scene, noun) and not numbers_members(scene, noun)


def numbers_members(scene: Scene, noun: Noun) -> bool:
    """Whether a noun is one whose members go by numbers: `điểm 2 phần này`, `khoản 6 và 7 Điều 4`."""
    words = scene.text[noun.start : noun.end].lower().split()
    pair = " ".join(words[:2])
    if scene.text[noun.start].isupper() and scene.rules.identifiers.get(pair) == "capital":  # `khoản 6, 7 Nghị định`
        return True
    if pair in scene.rules.parts.countable_pairs:
        return False
    return scene.rules.identifiers.get(words[0]) in ("always", "colon")


def is_padded(amount: Amount) -> bool:
    """Two figures of which the first is nought, as counts below ten are written: `05`."""
    return (
        len(amount.written) == len("05") and amount.written.isdigit() and amount.written[0] == "0" != amount.written[1]
    )


def is_large(amount: Amount) -> bool:
    """A figure too great or too exact to number the members of a class: above 31, or with separators."""
    return not amount.written.isdigit() or amount.value > 31


def is_vague(scene: Scene, amount: Amount) -> bool:
    """Whether what looks like a figure stands for a word: `1 số nội dung`."""
    return amount.written == "1" and scene.text.startswith(scene.rules.vague, amount.start)


def names_code(scene: Scene, label: Noun) -> bool:
    """Whether a label asks for a code or a time and not for a count: `Mã TTHC: 1.013980`, `Năm: 2025`."""
    first = scene.text[label.start : label.end].lower().split()[0]
    return scene.rules.identifiers.get(first) in ("colon", "year", "month", "day")


def disqualified(scene: Scene, amount: Amount, noun: Noun, found: str) -> bool:
    """Whether a figure before a noun is a name, a year or a code all the same."""
    if guarded_by_size(amount, found):
        return not _is_plainly_counted(scene, noun)
    if found == "acronym" and _VERSION.fullmatch(amount.written):
        return True
    return looks_like_code(amount) or (looks_like_year(amount) and not is_countable(scene, noun))


def guarded_by_size(amount: Amount, found: str) -> bool:
    """Whether a small figure follows a word that numbers the members of a class."""
    return found == "bare" and not is_large(amount)
