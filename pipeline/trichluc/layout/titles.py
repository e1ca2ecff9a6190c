"""What stands below the two blocks of a letterhead: type, subject, addressees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from trichluc.language.calendar import WrittenDate, read_date
from trichluc.language.letters import fold
from trichluc.layout.headlines import HeadLine, is_rule, mark_kind
from trichluc.layout.headwords import HeadRules
from trichluc.layout.issuers import is_body
from trichluc.layout.symbols import Symbol, read_symbol

_BEFORE_TYPE = 14
"""So many lines may stand between the blocks and the type (session of the Assembly, name of the body)."""
_SUBJECT_LINES = 14
_NO_SUBJECT = (
    "ornament", "addressees", "telegram", "body_start", "attached", "place_month", "place_date", "number_line",
)  # fmt: skip
_LONG = 150
"""Characters: a line without pages that is longer than this is a paragraph of the text."""


@dataclass(slots=True)
class Title:
    """Filled while the lines are read. `names` are lines of a cover that name the issuing bodies."""

    blocks: list[tuple[str, tuple[HeadLine, ...]]] = field(default_factory=list)
    doc_type: str | None = None
    subject: str | None = None
    symbol: Symbol | None = None
    date: WrittenDate | None = None
    place: str | None = None
    issuer: str | None = None
    is_draft: bool = False
    names: list[HeadLine] = field(default_factory=list)
    addressees: list[str] = field(default_factory=list)


def read_title(lines: Sequence[HeadLine], issuer: str | None, rules: HeadRules) -> Title:
    """Type, subject and addressees from the lines below the two blocks; stops where the text begins."""
    title = Title()
    at = _before_type(lines, title, rules)
    if at < len(lines):
        at = _type_and_subject(lines, at, title, issuer, rules)
    _addressees(lines, at, title, rules)
    return title


# ---- before the type -------------------------------------------------------------------------------------------


def _before_type(lines: Sequence[HeadLine], title: Title, rules: HeadRules) -> int:
    """Reads marks, number and date that stand alone; returns where the type or the addressees stand."""
    end = _type_index(lines, rules)
    if end is None:
        end = 0
        while end < len(lines) and _small_kind(lines[end], rules):
            end += 1
    for line in lines[:end]:
        kind = _small_kind(line, rules) or "paragraph"
        if kind == "paragraph" and line.text.isupper() and is_body(fold(line.text), rules):
            title.names.append(line)
            kind = "issuer"
        elif kind == "stamp_number":
            _annex_stamp(line, title, rules)
            kind = "letterhead"
        title.blocks.append((kind, (line,)))
    return end


def _annex_stamp(line: HeadLine, title: Title, rules: HeadRules) -> None:
    match = rules.match("annex_stamp", line.text)
    if match:
        title.symbol = read_symbol(match["symbol"].replace("&amp;", "&"), rules)
        found = read_date(match["date"])
        title.date = found[0] if found else None


def _small_kind(line: HeadLine, rules: HeadRules) -> str | None:
    if rules.match("annex_stamp", line.text):
        return "stamp_number"
    if rules.match("place_date", line.text):
        return "dateline"
    if rules.match("number_line", line.text):
        return "number"
    if rules.match("ornament", line.text):
        return "letterhead"
    return mark_kind(line.text, rules)


def _type_index(lines: Sequence[HeadLine], rules: HeadRules) -> int | None:
    """The line that names the type, None when the text begins before one is found."""
    for at, line in enumerate(lines[:_BEFORE_TYPE]):
        if read_type(line, rules, first=at == 0) is not None or rules.match("annex", line.text):
            return at
        if is_rule(line, rules, "addressees", "telegram", "about"):
            return at
        if is_rule(line, rules, "body_start") or len(line.text) > _LONG:
            return None
    return None


# ---- type and subject ------------------------------------------------------------------------------------------


def read_type(line: HeadLine, rules: HeadRules, first: bool = False) -> tuple[str, str, bool] | None:
    """(type, what follows it on the line, whether it is called a draft) of a title line, else None."""
    text = line.text.strip(" *_")
    folded = fold(text)
    draft = False
    for word, kind in rules.marks.items():
        if kind == "draft" and folded.startswith(word + " "):
            draft, folded = True, folded[len(word) + 1 :]
            text = text[len(text) - len(folded) :]
    if folded.startswith("bản ") and folded not in rules.types:
        folded, text = folded[4:], text[4:]
    plain = folded.strip(" .:;-–")
    if plain in rules.types and not (folded.endswith(":") and not first and not line.centred and len(plain) > 40):
        return rules.types[plain], "", draft
    match = rules.type_start.match(folded)
    if match is None or not _heads_title(line, text, folded, first):
        return None
    rest = text[match.end() :].strip(" :-–")
    return rules.types[match.group()], rest, draft


def _heads_title(line: HeadLine, text: str, folded: str, first: bool) -> bool:
    """Whether a line that begins with a type's name and goes on is a title and no sentence."""
    if folded.endswith((".", ":", ";", ",")) or len(text) > 200:
        return False
    return text.isupper() or line.bold or line.centred or (first and text[:1].isupper()) or " của " in folded[:20]


def _type_and_subject(lines: Sequence[HeadLine], at: int, title: Title, issuer: str | None, rules: HeadRules) -> int:
    line = lines[at]
    found = read_type(line, rules, first=at == 0)
    annex = rules.match("annex", line.text) if found is None else None
    words: list[str] = []
    if found:
        title.doc_type, rest, draft = found
        title.blocks.append(("doc_type", (line,)))
        title.is_draft = draft
        words = _rest_of_type(rest, title, rules)
        at += 1
    elif annex:
        title.doc_type = _annex_type(line, rules)
        title.blocks.append(("annex_title", (line,)))
        words = [annex["rest"]] if annex["rest"] else []
        at += 1
    elif not rules.match("about", line.text):
        return at
    end = _subject_end(lines, at, words, issuer, rules)
    subject = lines[at:end]
    if subject:
        title.blocks.append(("subject", tuple(subject)))
    words += [item.text for item in subject]
    text = " ".join(words).strip()
    if found is None and annex is None:
        match = rules.match("about", text)
        text = (match["rest"] if match else text) or ""
    title.subject = text or None
    return _after_subject(lines, end, title, rules)


def _annex_type(line: HeadLine, rules: HeadRules) -> str | None:
    match = rules.type_start.match(fold(line.text))
    return rules.types[match.group()] if match else None


def _rest_of_type(rest: str, title: Title, rules: HeadRules) -> list[str]:
    """What follows the type on its line: the issuer with number and date, or the beginning of the subject."""
    match = rules.match("of_issuer", rest) or rules.match("number_date", rest)
    if match is None:
        return [rest] if rest else []
    groups = match.groupdict()
    if groups.get("issuer"):
        title.issuer = groups["issuer"].strip()
    if groups.get("symbol"):
        title.symbol = read_symbol(groups["symbol"], rules)
    if groups.get("date"):
        found = read_date(groups["date"])
        title.date = found[0] if found else None
    return [groups["rest"]] if groups.get("rest") else []


def _subject_end(lines: Sequence[HeadLine], at: int, begun: Sequence[str], issuer: str | None, rules: HeadRules) -> int:
    """The index after the last line of the subject."""
    end = at
    while end < len(lines) and end - at < _SUBJECT_LINES:
        words = [*begun, *(line.text for line in lines[at:end])]
        if _stops(lines[end], words, issuer, rules) or (words and _apart(lines, at, end)):
            break
        end += 1
    return end


def _stops(line: HeadLine, subject: Sequence[str], issuer: str | None, rules: HeadRules) -> bool:
    """Whether a line cannot belong to the subject, whatever its place."""
    if is_rule(line, rules, *_NO_SUBJECT) or mark_kind(line.text, rules) or line.column:
        return True
    if issuer and fold(line.text) == fold(issuer):
        return True
    names = line.text.isupper() and not (subject and all(words.upper() == words for words in subject))
    if names and (is_body(fold(line.text), rules) or rules.position_start.match(fold(line.text))):
        return True
    if line.printed is None:
        return len(line.text) > _LONG or (bool(subject) and line.text.endswith((",", ".", ":", ";")))
    return False


def _apart(lines: Sequence[HeadLine], at: int, end: int) -> bool:
    """Whether white space or type face separates a line from the subject above it."""
    line, above = lines[end], lines[end - 1]
    if line.printed is None:
        return above.centred and not line.centred
    if line.text.startswith("(") or (above.text.startswith("(") and not above.text.endswith(")")):
        return _gap(above, line) > 1.2
    if end > at and (line.bold != lines[at].bold or (line.italic and not lines[at].italic)):
        return True
    usual = max(min((_gap(a, b) for a, b in zip(lines[at:end], lines[at + 1 : end], strict=False)), default=0.4), 0.2)
    return _gap(above, line) > max(2.0 * usual, usual + 0.6)


def _gap(above: HeadLine, line: HeadLine) -> float:
    """White space between two lines in type sizes; 0 without pages."""
    if above.printed is None or line.printed is None:
        return 0.0
    return (line.printed.top - above.printed.bottom) / max(above.printed.size, line.printed.size, 1.0)


def _after_subject(lines: Sequence[HeadLine], at: int, title: Title, rules: HeadRules) -> int:
    """Rules, marks and the place and month of a cover."""
    while at < len(lines):
        line = lines[at]
        month = rules.match("place_month", line.text)
        kind = "letterhead" if rules.match("ornament", line.text) else mark_kind(line.text, rules)
        if month and title.date is None:
            title.place = month["place"].strip()
            title.date = WrittenDate(int(month["year"]), int(month["month"]) if month["month"] else None, None)
            kind = "dateline"
        if kind is None:
            break
        title.blocks.append((kind, (line,)))
        at += 1
    return at


# ---- addressees ------------------------------------------------------------------------------------------------

_DASHES = ("-", "–", "+", "•", "*", "−")


def _addressees(lines: Sequence[HeadLine], at: int, title: Title, rules: HeadRules) -> None:
    """`Kính gửi:` and the bodies under it."""
    if at >= len(lines):
        return
    match = rules.match("addressees", lines[at].text) or rules.match("telegram", lines[at].text)
    if match is None:
        return
    items: list[list[HeadLine]] = [[lines[at]]]
    for line in lines[at + 1 : at + 60]:
        if line.text.startswith(_DASHES) and not rules.match("body_start", line.text[1:].strip()):
            items.append([line])
        elif _carries_on(items, line, bool(match["rest"]), rules):
            items[-1].append(line)
        else:
            break
    title.blocks.extend(("addressees", tuple(item)) for item in items)
    texts = [" ".join(line.text for line in item) for item in items]
    texts[0] = texts[0][match.start("rest") :] if match["rest"] else ""
    title.addressees = [clean_item(text) for text in texts if clean_item(text)]


def _carries_on(items: Sequence[Sequence[HeadLine]], line: HeadLine, has_rest: bool, rules: HeadRules) -> bool:
    """Whether a line without a dash continues the addressee above it."""
    last = items[-1][-1]
    if last.text.endswith((".", ";")) or rules.match("body_start", line.text):
        return False
    if len(items) == 1 and len(items[0]) == 1 and not has_rest:
        return _gap(last, line) < 1.2 and len(line.text) < _LONG
    if line.printed is None or last.printed is None:
        return line.text[:1].islower() and len(line.text) < _LONG
    return _gap(last, line) < 0.7 and line.printed.x0 >= items[-1][0].printed.x0 - 2 if items[-1][0].printed else False


def clean_item(text: str) -> str:
    """An entry of a list without its dash and closing mark."""
    return text.strip().lstrip("-–+•*− ").rstrip(" ;,.").strip()
