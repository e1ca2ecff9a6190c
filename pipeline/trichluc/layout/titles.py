"""What stands below the two blocks of a letterhead: type, subject, addressees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from trichluc.language.calendar import WrittenDate, read_date
from trichluc.language.letters import fold
from trichluc.layout.addressees import gap, read_addressees
from trichluc.layout.headlines import HeadLine, is_rule, mark_kind
from trichluc.layout.headwords import HeadRules, letters_of
from trichluc.layout.issuers import is_body
from trichluc.layout.symbols import Symbol, read_symbol

_BEFORE_TYPE = 14
"""So many lines may stand between the blocks and the type (session of the Assembly, name of the body)."""
_COPY_OF = "bản "
"""`Bản Quy định` is a quy định."""
_LINES = 100
_LEAST_LETTERS = 3
_SUBJECT_LINES = 14
_TITLE_LINE = 200
_ATTACHED_LINES = 3
_FULL_LINE = 55
"""Characters: a shorter line under a title is no first line of a paragraph."""
_OFF = 0.8
"""In type sizes: a line this far from the middle of the title above it is not centred below it."""
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
    lines = [line for line in lines[:_LINES] if not _is_speck(line)]
    at = _before_type(lines, title, rules)
    if at < len(lines):
        at = _type_and_subject(lines, at, title, issuer, rules)
    blocks, title.addressees = read_addressees(lines, at, rules)
    title.blocks.extend(blocks)
    return title


def _is_speck(line: HeadLine) -> bool:
    """Whether a line of a recognised page holds next to no letters: dirt, the edge of a seal."""
    if line.printed is None or line.printed.words[0].confidence is None:
        return False
    longest = max(sum(c.isalpha() for c in word) for word in line.text.split())
    return longest < _LEAST_LETTERS and "/" not in line.text


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
    if len(line.text) > _TITLE_LINE or rules.match("contents", line.text):
        return None
    text = line.text.strip(" *_")
    folded = fold(text)
    draft = False
    for word, kind in rules.marks.items():
        if kind == "draft" and folded.startswith(word + " "):
            draft = True
            text = " ".join(text.split()[len(word.split()) :])
            folded = fold(text)
    if text.lower().startswith(_COPY_OF) and folded.strip(" .:") not in rules.types:
        text = text[len(_COPY_OF) :]
        folded = fold(text)
    plain = folded.strip(" .:;-–")
    if plain in rules.types and not (folded.endswith(":") and not first and not line.centred and len(plain) > 40):
        return rules.types[plain], "", draft
    misread = _misread_type(text, rules)
    if misread:
        return misread, "", draft
    match = rules.type_start.match(folded)
    if match is None or not _heads_title(line, text, folded, first):
        return None
    rest = " ".join(text.split()[len(match.group().split()) :]).strip(" :-–")
    return rules.types[match.group()], rest, draft


def _misread_type(text: str, rules: HeadRules) -> str | None:
    """The type whose bare letters a line in capitals shows, a speck before it left out."""
    words = text.split()
    if len(words) > 1 and len(words[0]) < 2:
        words = words[1:]
    return rules.types_by_letters.get("".join(map(letters_of, words))) if " ".join(words).isupper() else None


def _heads_title(line: HeadLine, text: str, folded: str, first: bool) -> bool:
    """Whether a line that begins with a type's name and goes on is a title and no sentence."""
    if folded.endswith((".", ":", ";", ",")):
        return False
    return text.isupper() or line.bold or line.centred or (first and text[:1].isupper()) or " của " in text.lower()[:30]


def _type_and_subject(lines: Sequence[HeadLine], at: int, title: Title, issuer: str | None, rules: HeadRules) -> int:
    """Reads the type and the subject that begin at a line; returns the index of the first line after them."""
    line = lines[at]
    annex = rules.match("annex", line.text)
    found = None if annex else read_type(line, rules, first=at == 0)
    words: list[str] = []
    if annex:
        title.doc_type = _annex_type(line, rules)
        title.blocks.append(("annex_title", (line,)))
        words = [annex["rest"]] if annex["rest"] else []
    elif found:
        title.doc_type, rest, title.is_draft = found
        title.blocks.append(("doc_type", (line,)))
        words = _rest_of_type(rest, title, rules)
    elif not rules.match("about", line.text):
        return at
    if annex or found:
        at += 1
        at = _identity(lines, at, words, title, rules) if found else at
    start = at + (not words and _is_own_name(lines[at : at + 1], title.doc_type, title.issuer or issuer, rules))
    begun = [*words, *(item.text for item in lines[at:start])]
    end = _subject_end(lines, start, begun, title.issuer or issuer, rules)
    if end > at:
        title.blocks.append(("subject", tuple(lines[at:end])))
    text = " ".join([*words, *(item.text for item in lines[at:end])]).strip()
    match = rules.match("about", text)
    if match and "/" in text[: match.start("rest")]:
        text = match["rest"] or ""
    title.subject = text or None
    return _after_subject(lines, end, title, rules)


def read_annex(lines: Sequence[HeadLine], rules: HeadRules) -> list[tuple[HeadLine, ...]]:
    """The title of an annex that the first line opens: that line, the words under it, what it is attached to."""
    annex = rules.match("annex", lines[0].text)
    begun = [annex["rest"]] if annex and annex["rest"] else []
    end = _subject_end(lines, 1, begun, None, rules)
    groups = [tuple(lines[:end])] if begun else [(lines[0],), tuple(lines[1:end])]
    if end < len(lines) and rules.match("attached", lines[end].text):
        last = end
        while last + 1 < len(lines) and not lines[last].text.endswith(")") and last - end < _ATTACHED_LINES:
            last += 1
        groups.append(tuple(lines[end : last + 1]))
    return [group for group in groups if group]


def _identity(lines: Sequence[HeadLine], at: int, words: list[str], title: Title, rules: HeadRules) -> int:
    """Lines between type and subject that name issuer, number and date: `của Chính phủ số 29/1998/NĐ-CP ngày …`."""
    while at < len(lines) and not words and _identity_match(lines[at].text, rules):
        joint = fold(f"{title.doc_type} {' '.join(lines[at].text.split()[:2])}")
        title.doc_type = rules.types.get(joint, title.doc_type)
        words += _rest_of_type(lines[at].text, title, rules)
        title.blocks.append(("subject" if words else "letterhead", (lines[at],)))
        at += 1
    return at


def _annex_type(line: HeadLine, rules: HeadRules) -> str | None:
    match = rules.type_start.match(fold(line.text))
    return rules.types[match.group()] if match else None


def _identity_match(text: str, rules: HeadRules) -> regex.Match[str] | None:
    """Issuer, number or date of a text in a line below its type; `của cá nhân …` is no issuer."""
    match = rules.match("of_issuer", text)
    if match:
        name = fold(match["issuer"])
        return match if is_body(name, rules) or rules.position_start.match(name) else None
    return rules.match("number_date", text)


def _rest_of_type(rest: str, title: Title, rules: HeadRules) -> list[str]:
    """What follows the type on its line: the issuer with number and date, or the beginning of the subject."""
    match = _identity_match(rest, rules)
    if match is None:
        return [rest] if rest else []
    groups = match.groupdict()
    if groups.get("issuer"):
        title.issuer = groups["issuer"].strip(" ,-–")
    if groups.get("symbol"):
        title.symbol = read_symbol(groups["symbol"], rules)
    if groups.get("date"):
        found = read_date(groups["date"])
        title.date = found[0] if found else None
    return [groups["rest"]] if groups.get("rest") else []


def _is_own_name(lines: Sequence[HeadLine], doc_type: str | None, issuer: str | None, rules: HeadRules) -> bool:
    """Whether the line below the type is the name of a law, which may be the name of a body too."""
    if not lines or rules.match("named_type", doc_type or "") is None or not lines[0].text.isupper():
        return False
    line = lines[0]
    other = is_rule(line, rules, *_NO_SUBJECT) or mark_kind(line.text, rules) or line.column
    return not other and fold(line.text) != fold(issuer or "")


def _subject_end(lines: Sequence[HeadLine], at: int, begun: Sequence[str], issuer: str | None, rules: HeadRules) -> int:
    """The index after the last line of the subject."""
    end = at
    while end < len(lines) and end - at < _SUBJECT_LINES:
        words = [*begun, *(line.text for line in lines[at:end])]
        if _stops(lines[end], words, issuer, rules) or (words and _apart(lines, at, end)):
            break
        if (
            not words
            and at > 0
            and _is_running(lines[at - 1], lines[end])
            and not rules.match("about", lines[end].text)
        ):
            break
        end += 1
    return end


def _stops(line: HeadLine, subject: Sequence[str], issuer: str | None, rules: HeadRules) -> bool:
    """Whether a line cannot belong to the subject, whatever its place."""
    if is_rule(line, rules, *_NO_SUBJECT) or mark_kind(line.text, rules) or line.column:
        return True
    if line.printed is None and len(line.text) > _TITLE_LINE * 3:
        return True
    if _names_body(line, subject, issuer, rules):
        return True
    if line.printed is None:
        sentence = line.text.endswith((",", ".", ":", ";")) and not (line.centred or line.text[:1].islower())
        return (len(line.text) > _LONG and bool(subject or not line.centred)) or (bool(subject) and sentence)
    return False


def _names_body(line: HeadLine, subject: Sequence[str], issuer: str | None, rules: HeadRules) -> bool:
    """Whether a line names the body or the head of the body that issues; behind `của` it ends the subject."""
    folded = fold(line.text)
    if subject and rules.connector_end.search(fold(subject[-1])):
        return False
    head = rules.position_start.match(folded) is not None
    if issuer and folded.endswith(fold(issuer)) and (len(line.text) == len(issuer) or head):
        return True
    names = line.text.isupper() and not (subject and all(words.upper() == words for words in subject))
    return names and (head or is_body(folded, rules))


def _is_running(title: HeadLine, line: HeadLine) -> bool:
    """Whether the first line under a title is running text: plain, and not centred below it."""
    if title.printed is None or line.printed is None or line.bold or line.text.isupper():
        return False
    if len(line.text) < _FULL_LINE:
        return False
    words = title.printed.words
    speck = len(words) > 1 and len(words[0].text) == 1 and words[1].x0 - words[0].x1 > title.printed.size
    left = words[1].x0 if speck else title.printed.x0
    off = (line.printed.x0 + line.printed.x1 - left - title.printed.x1) / 2
    return abs(off) > _OFF * line.printed.size


def _apart(lines: Sequence[HeadLine], at: int, end: int) -> bool:
    """Whether white space or type face separates a line from the subject above it."""
    line, above = lines[end], lines[end - 1]
    if line.printed is None:
        return (above.centred and not line.centred) or (lines[at].bold and not line.bold)
    if line.text.startswith("(") or (above.text.startswith("(") and not above.text.endswith(")")):
        return gap(above, line) > 1.2
    if end > at and (line.bold != lines[at].bold or (line.italic and not lines[at].italic)):
        return True
    usual = max(min((gap(a, b) for a, b in zip(lines[at:end], lines[at + 1 : end], strict=False)), default=0.4), 0.2)
    return gap(above, line) > max(2.0 * usual, usual + 0.6)


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
