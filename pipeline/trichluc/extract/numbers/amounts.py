"""What is written at a figure: its value, scale, unit, denominator, range and what it is per.

`1,5 tỷ đồng`, `39/45`, `10-15 tỷ đồng`, `04 (bốn) giờ làm việc`, `45 triệu đồng/ha`. Nothing here asks what is counted
or whether the figure is a name; it only reads on to the right.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from trichluc.extract.numbers.nouns import noun_at
from trichluc.extract.numbers.rules import Unit
from trichluc.extract.numbers.scene import Left, Scene
from trichluc.language.numerals import multiplier, read_figure, read_words, repair_figure

FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_SPACED = re.compile(r"(?:(?:[ \u00a0\u202f]\d{3})+|(?:['’]\d{3})+)(?![\w.,/]\d|\d|[^\W\d_])")
_DETACHED = re.compile(r" \.(\d{3})(?!\w)")
_MISREAD = re.compile(r"[\dlIOo.,]{3,16}(?!\w)")
_ECHO = re.compile(r"[ \u00a0]?\(([^()\n]{2,60})\)")
_SLASH = re.compile(r"[ ]?/[ ]?(\d+(?:[.,]\d+)*)(?![\w/]|-\w|[.,]\d)")
_WHOLE = re.compile(r"[ ]?/[ ]?(\d+(?:[.,]\d+)*)(?![/\d]|[.,]\d)")
_FIRST = re.compile(r"[ \u00a0]{0,2}(%|‰|[°º]C(?!\w)|[cdk]?m[23](?!\w)|[^\W\d_]+(?:-[^\W\d_]+)*)")
_PLAIN_NEXT = re.compile(r"[ ]([^\W\d_]++(?:-[^\W\d_]++)*+)(?!\d)")
_NEXT = re.compile(r"[ \u00a0]([^\W\d_]+)")
_PER = re.compile(r"[ ]?/[ ]?([ckd]?m[23](?!\w)|[^\W\d_]+(?: [^\W\d_]+)?)")
_COMPOUND = re.compile(r"[ \u00a0](\d{1,3}) (?=[^\W\d_])")
_CHAIN = re.compile(r"[-–]\d")
_SLIPPED = re.compile(r", (\d{1,3})(%|[^\W\d_]+[23]?)(?!\w)(?!,? (?:và )?\d)")
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2},\d{3}")


class Amount(NamedTuple):
    """A figure with what belongs to it. `value` and `value_max` are scaled."""

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None = None
    denominator: Decimal | None = None
    unit: Unit | None = None
    per: str = ""
    factor: Decimal = Decimal(1)
    """What its scale words multiply the figure with."""
    ambiguous: bool = False
    """One comma before three digits: decimals, unless what is counted comes in whole pieces."""
    written: str = ""


class Tail(NamedTuple):
    """Scale and unit behind a figure, and where they end."""

    factor: Decimal
    unit: Unit | None
    end: int


def amount_at(scene: Scene, start: int, end: int, left: Left) -> Amount | None:
    """The amount whose first digits stand at `start`..`end`; None when they are part of something else."""
    slip = _slip(scene, start, end, left)
    figure = slip or _figure(scene, start, end)
    if figure is None:
        return None
    value, start, end = figure
    written = scene.text[start:end]
    ambiguous = "," in written and not scene.english and _AMBIGUOUS.fullmatch(written) is not None
    if _is_plain(scene, end):
        unit = _unit_before(scene, start, left)
        return Amount(start, end, value, unit=unit, ambiguous=ambiguous, written=written)
    end = skip_echo(scene, end)
    slash = scene.text[end : end + 2]
    if slash[:1] == "/" or slash == " /":
        return _ratio(scene, Amount(start, end, value, written=written), left)
    return complete(scene, Amount(start, end, value, ambiguous=ambiguous, written=written), left)


def _is_plain(scene: Scene, end: int) -> bool:
    """Whether a word follows that is no scale, no unit and no part of a range: by far the most frequent case."""
    word = _PLAIN_NEXT.match(scene.text, end, scene.end)
    return word is not None and word[1] not in scene.rules.tails and word[1].lower() not in scene.rules.tails


def complete(scene: Scene, amount: Amount, left: Left) -> Amount | None:
    """The amount with its scale, unit and range; None when a letter is glued to it or it is a time of day."""
    tail = tail_at(scene, amount.end, left, amount.value)
    if tail is None:
        return None
    unit = tail.unit or _unit_before(scene, amount.start, left)
    first = amount._replace(end=tail.end, value=amount.value * tail.factor, unit=unit, factor=tail.factor)
    if first.end != amount.end and scene.text[first.end : first.end + 2].lstrip()[:1] == "/":
        whole = _over_measure(scene, first, left)
        if whole is not None:
            return whole
    joined = scene.rules.range_join.match(scene.text, first.end, scene.end)
    if joined is not None:
        return _range(scene, amount, first, joined, left)
    return _compound(scene, _with_per(scene, first), left)


def _unit_before(scene: Scene, start: int, left: Left) -> Unit | None:
    """The currency that stands before its figure: `USD 2,5 triệu`, `$500`."""
    prefixes = scene.rules.prefixes
    glued = prefixes.get(scene.text[start - 1]) if start > scene.start else None
    return glued or (prefixes.get(left.words[-1]) if left.words else None)


def _figure(scene: Scene, start: int, end: int) -> tuple[Decimal, int, int] | None:
    """Value and extent of the figure, with grouping blanks and misread digits taken in."""
    text = scene.text
    after = text[end : end + 1]
    if after in ("O", "o", "l", "I"):
        return _repaired(text, start, start, scene.end)
    if start >= 2 and text[start - 1] == "." and text[start - 2] in "lI":
        return _repaired(text, start - 2, start - 2, scene.end)
    if after and after in " \u00a0\u202f'’" and end - start <= 3 and text[start] != "0":
        more = _SPACED.match(text, end, scene.end) or _DETACHED.match(text, end, scene.end)
        if more is not None:
            end = more.end()
    value = read_figure(text[start:end].replace(" .", "."), scene.english)
    return None if value is None else (value, start, end)


def _slip(scene: Scene, start: int, end: int, left: Left) -> tuple[Decimal, int, int] | None:
    """`2, 356kg`: a blank got in behind the decimal comma of a figure that opens its clause or follows a qualifier."""
    text = scene.text
    if not text.startswith(", ", end) or not text[start:end].isdigit():
        return None
    match = _SLIPPED.match(text, end, scene.end)
    opens = not left.words or left.words[-1].endswith((";", ":")) or left.lower[-1] in scene.rules.qualifier_ends
    if match is None or not opens or not (match[2] == "%" or match[2] in scene.rules.units):
        return None
    value = read_figure(f"{text[start:end]},{match[1]}", scene.english)
    return None if value is None else (value, start, match.end(1))


def _repaired(text: str, start: int, begin: int, limit: int) -> tuple[Decimal, int, int] | None:
    match = _MISREAD.match(text, begin, limit)
    if match is None or (start and text[start - 1].isalnum()):
        return None
    value = repair_figure(match[0].rstrip(".,"))
    return None if value is None else (value, begin, begin + len(match[0].rstrip(".,")))


def skip_echo(scene: Scene, end: int) -> int:
    """Past the same number in words, in brackets: `04 (bốn)`."""
    if scene.text[end : end + 2].lstrip()[:1] == "(":
        echo = _ECHO.match(scene.text, end, scene.end)
        if echo is not None and (read_words(echo[1]) is not None or echo[1].isdigit()):
            return echo.end()
    return end


def tail_at(scene: Scene, end: int, left: Left, value: Decimal) -> Tail | None:
    """Scale words and unit at a position; None when a letter is glued on or the unit makes a time of day."""
    factor, glued_from = Decimal(1), end
    while True:
        word = _FIRST.match(scene.text, end, scene.end)
        if word is None:
            return Tail(factor, None, end)
        scale = multiplier(word[1].lower()) if word[1][0].isalpha() else None
        if scale is None or (scale < 1000 and factor == 1 and value != value.to_integral()):
            break
        follower = _NEXT.match(scene.text, word.end(), scene.end)
        if follower is not None and follower[1].lower() in scene.rules.scale_not_before:
            break
        if word.start(1) == glued_from == end:
            return None
        factor, end = factor * scale, word.end()
        if scene.text.startswith((" rưỡi", " rưởi"), end):
            halves = value * 2 or Decimal(1)
            factor, end = factor * (halves + 1) / halves, end + 5
    return _unit_tail(scene, word, end, factor, left)


def _unit_tail(scene: Scene, word: re.Match[str], end: int, factor: Decimal, left: Left) -> Tail | None:
    found = _unit(scene, word, left)
    glued = word.start(1) == end
    if found is None:
        return None if glued and word[1][0].isalpha() else Tail(factor, None, end)
    unit, unit_end = found
    if glued and (not unit.symbol or scene.text[unit_end : unit_end + 1].isalnum()):
        return None
    if unit.clock and _is_clock(scene, unit_end, left):
        return None
    return Tail(factor * (unit.scaled or 1), unit, unit_end)


def _unit(scene: Scene, word: re.Match[str], left: Left) -> tuple[Unit, int] | None:
    """The unit that begins with `word`, the longest spelling whose neighbours allow it."""
    units = scene.rules.units
    forms = units.get(word[1])
    exact = forms is not None
    if forms is None:
        forms = units.get(word[1].lower())
    for form in forms or ():
        if form.unit.symbol and not exact:
            continue
        end = word.end() + len(form.rest)
        if form.rest and (
            scene.text[word.end() : end].lower() != form.rest or (end < scene.end and scene.text[end].isalpha())
        ):
            continue
        if _allowed(scene, form.unit, end, left):
            return form.unit, end
    return None


def _allowed(scene: Scene, unit: Unit, end: int, left: Left) -> bool:
    before = left.lower[-1] if left.lower else ""
    if unit.not_glued and scene.text.startswith(unit.not_glued, end):
        return False
    if before in unit.not_after or (unit.only_after and before not in unit.only_after):
        return False
    if not (unit.not_before or unit.only_before or unit.bare):
        return True
    if unit.bare and noun_at(scene, end) is not None:
        return False
    follower = _NEXT.match(scene.text, end, scene.end)
    word = follower[1].lower() if follower else ""
    return word not in unit.not_before and (not unit.only_before or word in unit.only_before)


def _is_clock(scene: Scene, end: int, left: Left) -> bool:
    if left.lower and left.lower[-1] in scene.rules.clock.before:
        return True
    if scene.text[end : end + 2].strip()[:1].isdigit():
        return True
    if scene.rules.clock.dated.match(scene.text, end, scene.end):
        return True
    follower = _NEXT.match(scene.text, end, scene.end)
    return follower is not None and follower[1].lower() in scene.rules.clock.after


def _with_per(scene: Scene, amount: Amount) -> Amount:
    """Take in `/ha`, `/m2/tháng` behind a unit."""
    end, per = amount.end, ""
    while scene.text[end : end + 2].lstrip()[:1] == "/" and len(per) < 40:
        match = _PER.match(scene.text, end, scene.end)
        if match is None:
            break
        words = match[1]
        if words.lower() not in scene.rules.per and words not in scene.rules.per:
            words = words.partition(" ")[0]
            if words.lower() not in scene.rules.per and words not in scene.rules.per:
                break
        per, end = f"{per}/{words}", match.start(1) + len(words)
    return amount._replace(per=per, end=end) if per else amount


def _compound(scene: Scene, amount: Amount, left: Left) -> Amount:
    """`5 tỷ 200 triệu đồng`, `1 tỷ 20 triệu 500 nghìn đồng`: smaller scales added to a greater one."""
    least = amount.factor
    while least != 1 and amount.unit is None:
        match = _COMPOUND.match(scene.text, amount.end, scene.end)
        tail = tail_at(scene, match.end(1), left, Decimal(match[1])) if match else None
        if match is None or tail is None or tail.factor == 1 or tail.factor >= least:
            break
        least = tail.factor
        amount = amount._replace(end=tail.end, value=amount.value + Decimal(match[1]) * least, unit=tail.unit)
    return amount


def _ratio(scene: Scene, amount: Amount, left: Left) -> Amount | None:
    """`39/45`, or a plain figure per something (`500.000/tháng`); None for symbols and dates."""
    match = _SLASH.match(scene.text, amount.end, scene.end)
    if match is None:
        per = _with_per(scene, amount)
        return per if per.per else None
    denominator = read_figure(match[1], scene.english)
    if denominator is None or denominator == 0:
        return None
    tail = tail_at(scene, match.end(), left, denominator)
    if tail is None:
        return None
    return amount._replace(
        end=tail.end,
        value=amount.value * tail.factor,
        denominator=denominator * tail.factor,
        unit=tail.unit,
        factor=tail.factor,
        written=scene.text[amount.start : match.end()],
    )


def _over_measure(scene: Scene, part: Amount, left: Left) -> Amount | None:
    """`230 triệu đồng/13.203 triệu đồng`: part and whole with the same unit, each scaled by its own words.

    A part without unit has that of its whole: `230 tỷ/250 tỷ đồng`.
    """
    match = _WHOLE.match(scene.text, part.end, scene.end)
    value = read_figure(match[1], scene.english) if match else None
    if match is None or not value:
        return None
    tail = tail_at(scene, match.end(), left, value)
    if tail is None or (part.unit or tail.unit) is not tail.unit or (part.unit is None and tail.factor == 1):
        return None
    return part._replace(end=tail.end, denominator=value * tail.factor, unit=tail.unit)


def _range(scene: Scene, plain: Amount, first: Amount, joined: re.Match[str], left: Left) -> Amount | None:
    """`5 - 7 ngày`, `từ 10 tỷ đến 15 tỷ đồng`; the first amount alone where the two do not belong together."""
    digits = FIGURE.match(scene.text, joined.end(), scene.end)
    second = _second(scene, digits, left) if digits else None
    dashed = joined[1] is not None
    if second is None:
        return None if dashed and first.end == plain.end else _with_per(scene, first)
    if first.end == plain.end:  # a bare figure takes scale and unit of the second one
        value = first.value * second.factor
    elif (first.unit is None and first.factor != 1) or first.unit is second.unit:
        value = first.value
    else:
        return _with_per(scene, first)
    if _is_year(plain) and _is_year(second) and second.unit is None:
        return None
    if value >= second.value:
        return None if dashed and first.end == plain.end else _with_per(scene, first)
    if _CHAIN.match(scene.text, second.end, scene.end):
        return None
    whole = first._replace(end=second.end, value=value, value_max=second.value, unit=second.unit, factor=second.factor)
    return _with_per(scene, whole)


def _second(scene: Scene, digits: re.Match[str], left: Left) -> Amount | None:
    figure = _figure(scene, *digits.span())
    if figure is None or scene.text[figure[2] : figure[2] + 1] == "/":
        return None
    end = skip_echo(scene, figure[2])
    tail = tail_at(scene, end, left, figure[0])
    if tail is None:
        return None
    value = figure[0] * tail.factor
    return Amount(figure[1], tail.end, value, unit=tail.unit, factor=tail.factor, written=digits[0])


def _is_year(amount: Amount) -> bool:
    return len(amount.written) == 4 and amount.written.isdigit() and amount.written[:2] in ("18", "19", "20")


def denominator_at(scene: Scene, end: int) -> tuple[Decimal, int] | None:
    """The whole of `/108.117` behind the noun of a part, and where it ends."""
    match = _SLASH.match(scene.text, end, scene.end)
    value = read_figure(match[1], scene.english) if match else None
    return None if match is None or value is None else (value, match.end())
