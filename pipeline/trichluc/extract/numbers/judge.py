"""Whether an amount is a quantity and of what: the one place where the readings of a figure are weighed.

An amount counts when something that can be counted stands behind it (a unit, a noun, a denominator that makes no
date), or when a label, an estimate or a change before it says so. A name before it makes it a name.
"""

from __future__ import annotations

import re
from decimal import Decimal

from trichluc.extract.numbers import guards
from trichluc.extract.numbers.amounts import FIGURE, Amount, amount_at, denominator_at, tail_at
from trichluc.extract.numbers.brackets import told
from trichluc.extract.numbers.found import Found
from trichluc.extract.numbers.listing import ends_clause, is_label, parts_of
from trichluc.extract.numbers.nouns import Noun, answered_label, counts_another, label_noun, noun_at
from trichluc.extract.numbers.qualifiers import baseline, baseline_before, qualify, sign_of
from trichluc.extract.numbers.scene import NOTHING, Left, Scene

_NOUNLESS = frozenset({"money", "duration", "age", "score", "percentage_point"})
_THOUSAND = Decimal(1000)
_RATES = frozenset(map(Decimal, (100, 1000, 10_000, 100_000)))
_MILLION = Decimal(1_000_000)
_CLAUSE = 120  # characters before a figure in which a word for money makes it money


def judge(scene: Scene, amount: Amount, left: Left, strength: str, form: str) -> Found | None:
    """The quantity that an amount is, or None. `form` (figure, words) goes into the rule's id."""
    if amount.denominator is not None:
        return _ratio(scene, amount, left, strength, form)
    if amount.unit is not None:
        return _measured(scene, amount, left, form, strength)
    if guards.is_vague(scene, amount):
        return None
    noun = noun_at(scene, amount.end)
    if noun is None or _is_heading(scene, amount, noun):
        return _without_noun(scene, amount, left, strength, form)
    if guards.disqualified(scene, amount, noun, strength):
        return None
    return _counted(scene, amount, left, noun, form)


def _is_heading(scene: Scene, amount: Amount, noun: Noun) -> bool:
    """A capital behind decimals opens another sentence: things that are counted in fractions have no proper name."""
    return "," in amount.written and scene.text[noun.start].isupper() and not amount.ambiguous


def _counted(scene: Scene, amount: Amount, left: Left, noun: Noun, form: str) -> Found:
    whole = _over_noun(scene, amount, noun)
    if whole is not None:
        return _found(scene, whole, left, noun, kind="ratio", form=form)
    if amount.ambiguous:
        amount = amount._replace(value=amount.value * _THOUSAND)
    times = left.last(1) == "gấp" and scene.text[noun.start : noun.end].lower() == "lần"
    return _found(scene, amount, left, noun, kind="multiple" if times else "count", form=form)


def _over_noun(scene: Scene, amount: Amount, noun: Noun) -> Amount | None:
    """`104.462 hồ sơ trực tuyến/108.117 tổng hồ sơ`: the whole stands behind the part's noun, its own behind it."""
    found = denominator_at(scene, noun.end)
    if found is None or found[0] < amount.value or counts_another(scene, noun, found[1]):
        return None
    if found[0] in _RATES and noun_at(scene, found[1]) is not None:  # `95 máy/100 dân` is a rate
        return None
    tail = tail_at(scene, found[1], NOTHING, found[0])
    if tail is None or tail.unit is not None:  # `01 lần/02 tuần` is a frequency
        return None
    again = noun_at(scene, found[1])
    same = again is not None and scene.text[again.start : again.end] == scene.text[noun.start : noun.end]
    return amount._replace(denominator=found[0], end=again.end if again and same else found[1])


def _measured(scene: Scene, amount: Amount, left: Left, form: str, strength: str = "") -> Found | None:
    assert amount.unit is not None
    unit = amount.unit
    if unit.kind == "duration" and strength and guards.year_follows(scene, amount):
        return None
    if unit.kind == "money" and amount.ambiguous and amount.factor == 1:
        amount = amount._replace(value=amount.value * _THOUSAND)
    noun = None
    if unit.kind not in _NOUNLESS and not amount.per:
        noun = noun_at(scene, amount.end, share=unit.kind == "percent")
    return _found(scene, amount, left, noun, kind=unit.kind, form=form)


def _ratio(scene: Scene, amount: Amount, left: Left, strength: str, form: str) -> Found | None:
    if any(left.last(n) in scene.rules.ranks for n in (3, 2, 1) if n <= len(left.lower)):
        return _found(scene, amount, left, None, kind="rank", form=form)
    if strength == "always" or guards.joins_years(amount):
        return None
    if amount.unit is not None:
        kind = amount.unit.kind if amount.unit.kind == "money" else "ratio"
        noun = noun_at(scene, amount.end) if amount.unit.kind == "measure" and not amount.per else None
        return _found(scene, amount, left, noun, kind=kind, form=form)
    noun = noun_at(scene, amount.end, share=True)
    if noun is None:
        return _ratio_alone(scene, amount, left, strength, form)
    return _ratio_of(scene, amount, left, noun, form)


def _ratio_alone(scene: Scene, amount: Amount, left: Left, strength: str, form: str) -> Found | None:
    """`giảm 1/2`, `(209/155)`: no noun; it must not look like a date unless a change or limit stands before it."""
    after = left.last(1) in scene.rules.fraction_after and amount.value < (amount.denominator or 0)
    if after or (strength != "bare" and guards.bare_ratio_counts(amount)):
        return _found(scene, amount, left, None, kind="fraction" if after else "ratio", form=form)
    return None


def _ratio_of(scene: Scene, amount: Amount, left: Left, noun: Noun, form: str) -> Found | None:
    """`02/12 bản tin`, `1/3 diện tích`; a day and month of which the day is greater is a date."""
    if guards.looks_like_date(amount) and amount.value > (amount.denominator or 0):
        return None
    fraction = scene.text[amount.end : amount.end + 20].lstrip().lower().startswith(scene.rules.fraction_of)
    return _found(scene, amount, left, noun, kind="fraction" if fraction else "ratio", form=form)


def _without_noun(scene: Scene, amount: Amount, left: Left, strength: str, form: str) -> Found | None:
    """A figure behind which nothing is counted: a rank, a label, an enumeration or a qualifier saves it."""
    if strength == "always" or guards.looks_like_code(amount):
        return _plain_rank(scene, amount, left, form)
    if strength == "score":
        return _found(scene, amount, left, None, kind="score", form=f"{form}.score")
    year = guards.looks_like_year(amount) and (not _is_answer(left) or scene.text[amount.end : amount.end + 1] == ":")
    named = strength in ("bare", "acronym") and amount.factor < _MILLION and not guards.is_exact(amount)
    if year or named or _asks_for_code(scene, amount, left):
        return _listed(scene, amount, left, form) if strength == "acronym" else None
    if _is_money(scene, amount):
        return _measured(scene, amount._replace(unit=scene.rules.currency), left, form)
    for attempt in _ATTEMPTS:
        found = attempt(scene, amount, left, form)
        if found is not None:
            return found
    return None


def _is_answer(left: Left) -> bool:
    """Whether a colon, with or without a blank before it, stands directly before the figure."""
    if not left.words or not left.words[-1].endswith(":"):
        return False
    label = left.words[-1] if len(left.words[-1]) > 1 or len(left.words) < 2 else left.words[-2]
    return any(c.isalpha() for c in label)


def _asks_for_code(scene: Scene, amount: Amount, left: Left) -> bool:
    label = answered_label(scene, amount.start) if _is_answer(left) and amount.factor == 1 else None
    return label is not None and guards.names_code(scene, label)


def _labelled(scene: Scene, amount: Amount, left: Left, form: str) -> Found | None:
    """`Tổng số nhiệm vụ được giao là 123`, `số vi phạm: 02`."""
    linked = bool(left.words) and (left.lower[-1] in scene.rules.labels.links or left.words[-1].endswith(":"))
    labelled = is_label(scene, amount.start, amount.end)
    noun = label_noun(scene, amount.start) if linked or labelled else None
    if noun is None:
        return _found(scene, amount, left, None, kind="count", form=f"{form}.label") if labelled else None
    forms = scene.rules.units.get(scene.text[noun.start : noun.end].partition(" ")[0].lower(), ())
    mark = next((f.unit for f in forms if f.unit.kind == "score" and not f.rest), None)
    if mark is not None:  # `điểm đánh giá là 0,5`: the label names the unit
        return _found(scene, amount._replace(unit=mark), left, None, kind="score", form=form)
    if "," in amount.written and _is_answer(left) and not amount.unit:
        noun = None  # `Trưởng ban: 1,0` states a coefficient of the label, not a number of it
    return _found(scene, amount, left, noun, kind="count", form=f"{form}.label")


def _answering(scene: Scene, amount: Amount, left: Left, form: str) -> Found | None:
    """`không nghề nghiệp: 1071;`: a figure alone between a colon and the end of its clause."""
    if not _is_answer(left):
        return None
    if amount.end < scene.end and scene.text[amount.end] not in ".,;)" and not scene.text.startswith(" (", amount.end):
        return None
    return _found(scene, amount, left, None, kind="count", form=f"{form}.label")


def _listed(scene: Scene, amount: Amount, left: Left, form: str) -> Found | None:
    """`612 trường (mầm non 205, tiểu học 210)`: the parts of a whole, each a label and its figure."""
    if not amount.written.replace(".", "").isdigit() or guards.looks_like_year(amount):
        return None
    whole = parts_of(scene, amount.start, amount.end)
    return None if whole is None else _found(scene, amount, left, whole.noun, kind="count", form=f"{form}.listed")


def _grouped(scene: Scene, amount: Amount, left: Left, form: str) -> Found | None:
    """`hiện có mặt 2.085;`, `luân chuyển 05,`: only a count is written so behind a plain word that ends no name."""
    exact = guards.is_exact(amount)
    plain = exact or guards.is_grouped(amount) or (guards.is_padded(amount) and _behind_verb(scene, left))
    if not plain or not left.words[-1:] or not ends_clause(scene, amount.end):
        return None
    if left.words[-1][0].isupper() and not (exact and left.words[-1].isupper()):
        return None
    return _found(scene, amount, left, None, kind="count", form=f"{form}.grouped")


def _behind_verb(scene: Scene, left: Left) -> bool:
    """Whether a word stands before the figure that names no member of a class, as `bệnh viện 09` does."""
    parts = scene.rules.parts
    return left.last(1).isalpha() and left.last(1) not in parts.countable and left.last(2) not in parts.countable_pairs


def _bracketed(scene: Scene, amount: Amount, left: Left, form: str) -> Found | None:
    """`Nam Định (1.842), Thái Nguyên (978)`: the value of a name in brackets behind it."""
    if not told(scene, amount.start, amount.end):
        return None
    return _found(scene, amount, left, None, kind="count", form=f"{form}.bracketed")


def _scaled(scene: Scene, amount: Amount, left: Left, form: str) -> Found | None:
    """`vay 75 tỷ với lãi suất`: nothing but a quantity is told in millions, whatever it is of."""
    return _found(scene, amount, left, None, kind="count", form=f"{form}.scaled") if amount.factor >= _MILLION else None


def _before_brackets(scene: Scene, amount: Amount, left: Left, form: str) -> Found | None:
    """`49 (đến tháng 4 năm 2025) hội viên`: a remark stands between the figure and its noun."""
    text, end = scene.text, amount.end
    close = text.find(")", end, min(scene.end, end + 60)) if text.startswith(" (", end) else -1
    noun = noun_at(scene, close + 1) if close > 0 and text[close + 1 : close + 2] == " " else None
    return None if noun is None else _found(scene, amount, left, noun, kind="count", form=form)


def _qualified(scene: Scene, amount: Amount, left: Left, form: str) -> Found | None:
    """`khoảng 70`, `tăng 1,5`, `bằng 0,6`: an estimate or change makes a figure a quantity, a mere level decimals."""
    qualified = qualify(scene, left, amount.end, None)
    linked = left.last(1) in scene.rules.labels.links
    exact = not amount.written.isdigit()
    changed = qualified.comparison in ("increase", "decrease")
    if qualified.modifier or changed or (exact and (linked or qualified.comparison)):
        return _found(scene, amount, left, None, kind="count", form=f"{form}.bare")
    return None


def _sharing(scene: Scene, amount: Amount, left: Left, form: str) -> Found | None:
    """`05, 06 và 07 hồ sơ`: the quantity that a later figure of the enumeration makes of this one."""
    shared = _shared(scene, amount, left)
    if shared is None:
        return None
    amount, noun = shared
    if noun is None:
        return _measured(scene, amount, left, form)
    return _found(scene, amount, left, noun, kind="count", form=form)


_JOIN = re.compile(r", (?:và )?|; | (?:và|hoặc) |[ \u00a0]?[x×][ \u00a0]?(?=\d)")
_LIST = 6  # figures of an enumeration that are looked through for what they share


def _shared(scene: Scene, amount: Amount, left: Left) -> tuple[Amount, Noun | None] | None:
    """`05, 06 và 07 hồ sơ`, `55 x 32 mm`: scale, unit or noun that a later figure of the enumeration gives to all."""
    end = amount.end
    for _ in range(_LIST):
        join = _JOIN.match(scene.text, end, scene.end)
        digits = FIGURE.match(scene.text, join.end(), scene.end) if join else None
        following = amount_at(scene, *digits.span(), left) if digits else None
        if following is None or following.denominator is not None:
            return None
        if following.unit is not None:
            scaled = amount.value * following.factor
            return amount._replace(value=scaled, unit=following.unit, factor=following.factor), None
        noun = noun_at(scene, following.end)
        if noun is not None:
            return amount, noun
        end = following.end
    return None


def _is_money(scene: Scene, amount: Amount) -> bool:
    """`kinh phí thực hiện 467 triệu`: a scaled sum of which nobody wrote the currency."""
    if amount.factor < _MILLION:
        return False
    clause = scene.text[max(scene.start, amount.start - _CLAUSE) : amount.start]
    return scene.rules.money.search(clause) is not None


def _plain_rank(scene: Scene, amount: Amount, left: Left, form: str) -> Found | None:
    if any(left.last(n) in scene.rules.plain_ranks for n in (3, 2) if n <= len(left.lower)):
        return _found(scene, amount, left, None, kind="rank", form=form)
    return None


def _found(scene: Scene, amount: Amount, left: Left, noun: Noun | None, *, kind: str, form: str) -> Found:
    end = _end(scene, amount, noun)
    qualified = qualify(scene, left, end, noun)
    unit = amount.unit
    per = "" if kind == "percent" else amount.per
    return Found(
        start=amount.start,
        end=end,
        kind=kind,
        value=amount.value,
        value_max=amount.value_max,
        denominator=amount.denominator,
        unit=unit.name + per if unit else None,
        noun=scene.text[noun.start : noun.end] if noun else None,
        modifier=qualified.modifier,
        comparison=qualified.comparison or sign_of(scene, amount.start),
        baseline=baseline(scene, end, noun, kind == "percent") or baseline_before(scene, amount.start, qualified),
        rule=f"{form}.{unit.rule.id}" if unit else (form if "." in form else f"{form}.{kind}"),
    )


def _end(scene: Scene, amount: Amount, noun: Noun | None) -> int:
    """The end of the noun that follows; of the amount when the noun stands before it or behind other figures."""
    if noun is None or noun.start < amount.end:
        return amount.end
    between = scene.text[amount.end : noun.start]
    return amount.end if any(c.isdigit() for c in between) and "(" not in between else noun.end


_ATTEMPTS = (
    _sharing, _labelled, _listed, _before_brackets, _answering, _qualified, _grouped, _bracketed, _scaled,
)  # fmt: skip
