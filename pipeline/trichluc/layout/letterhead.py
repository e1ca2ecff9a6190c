"""The letterhead: who issued the document, its number, place, date, type and subject (Nghị định 30/2020/NĐ-CP).

The lines come in reading order (`headlines`). Each line taken becomes part of a block; what is not taken is text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from trichluc.language.calendar import WrittenDate, read_date
from trichluc.language.letters import strip_marks
from trichluc.layout.headlines import LEFT, RIGHT, HeadLine, ends_date, mark_kind
from trichluc.layout.headwords import HeadRules
from trichluc.layout.issuers import split_issuers
from trichluc.layout.symbols import Symbol, read_symbol
from trichluc.layout.titles import Title, read_title

_LEAST_LETTERS = 3
"""A line with fewer letters is a speck of a scan, no name."""
_YEAR = re.compile(r"nam\D{0,3}((?:19|20)\d{2})")
_MONTH = re.compile(r"thang\s*(\d{1,2})\s*nam")
_MISREAD_MONTH = re.compile(r"(?<=[tT]h[aáàâ]ng)\s*(1[Il|\]!]|[Il|\]!][0-2])\s*(?=n[ăaâắằ]m)")
_BARE_SYMBOL = re.compile(r"/\s?[A-ZĐ]{1,6}(?:[\-–][A-ZĐƯÔƠa-zđ]{1,12})+$")
"""A symbol whose label and number, written over by hand, a recogniser lost: `/BC-SKHCN`."""
_DOUBLED = re.compile(r"\b[A-ZĐ]*ĐĐ[A-ZĐ]*\b")
_SPECKS = 2
"""Dirt at the edge of a picture, read as so many words before a name in capitals at most."""


@dataclass(frozen=True, slots=True)
class HeadBlock:
    """Lines that form one paragraph of the text. `kind` is a kind of `blocks`."""

    kind: str
    lines: tuple[HeadLine, ...]

    @property
    def text(self) -> str:
        """The lines joined by single spaces."""
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class Head:
    """What a letterhead says. Filled while its lines are read, then left alone."""

    blocks: list[HeadBlock] = field(default_factory=list)
    issuer: str | None = None
    parent_issuer: str | None = None
    symbol: Symbol | None = None
    place: str | None = None
    date: WrittenDate | None = None
    doc_type: str | None = None
    subject: str | None = None
    addressees: list[str] = field(default_factory=list)
    secrecy: str | None = None
    urgency: str | None = None
    is_draft: bool = False
    is_letter: bool = False
    """Whether the subject stands under the number, as only official letters have it (ô số 5b)."""
    has_title: bool = False
    """Whether the name of the State or the Party stands in it."""

    @property
    def taken(self) -> frozenset[int]:
        """The indices of the given lines that belong to the letterhead."""
        return frozenset(n for block in self.blocks for line in block.lines for n in line.sources)


def read_letterhead(lines: Sequence[HeadLine], rules: HeadRules) -> Head:
    """The letterhead that opens the given lines."""
    head = Head()
    start = next((at for at, line in enumerate(lines) if line.column), 0)
    left = [line for line in lines if line.column == LEFT]
    right = [line for line in lines if line.column == RIGHT]
    _read_left(left, head, rules)
    _read_right(right, head, rules)
    first = max((at for at, line in enumerate(lines) if line.column), default=-1) + 1
    _take_rest(read_title([*lines[:start], *lines[first:]], head.issuer, rules), head, rules)
    return head


def read_columns(lines: Sequence[HeadLine], rules: HeadRules) -> list[HeadBlock]:
    """The blocks of the two columns alone: the letterhead of a form, which tells nothing of the document."""
    head = Head()
    _read_left([line for line in lines if line.column == LEFT], head, rules)
    _read_right([line for line in lines if line.column == RIGHT], head, rules)
    return head.blocks


def _read_left(lines: Sequence[HeadLine], head: Head, rules: HeadRules) -> None:
    names: list[HeadLine] = []
    about: list[HeadLine] = []
    number_seen = False
    for line in lines:
        kind = mark_kind(line.text, rules)
        if kind:
            _take_mark(line, kind, head)
        elif not number_seen and (rules.match("number_line", line.text) or _BARE_SYMBOL.match(line.text)):
            number_seen = True
            _close_names(names, head, rules)
            _take_symbol(line, head, rules)
        elif about or rules.match("about", line.text):
            about.append(line)
        elif rules.match("ornament", line.text):
            _close_names(names, head, rules)
            head.blocks.append(HeadBlock("letterhead", (line,)))
        elif number_seen:
            _take_after_number(line, head, rules)
        elif sum(c.isalpha() for c in line.text) < (_LEAST_LETTERS if _recognised(line) else 1) or (
            not names and _is_dirt(line)
        ):
            head.blocks.append(HeadBlock("letterhead", (line,)))
        else:
            names.append(line)
    _close_names(names, head, rules)
    _take_about(about, head, rules)


def _close_names(names: list[HeadLine], head: Head, rules: HeadRules) -> None:
    """The lines above the number as parent and issuer."""
    if not names:
        return
    parent, issuer = split_issuers(names, rules)
    for part in (parent, issuer):
        if part:
            head.blocks.append(HeadBlock("letterhead", tuple(part)))
    if head.issuer is None:
        head.parent_issuer = _joined(parent)
        head.issuer = _joined(issuer)
    names.clear()


def _joined(lines: Sequence[HeadLine]) -> str | None:
    return " ".join(_name(line) for line in lines).strip(" .,;:") or None


def _name(line: HeadLine) -> str:
    """A line of a body's name without ornaments and, on a recognised page, without dirt read as letters."""
    text = line.text.strip(" *-–—_=~")
    words = text.split()
    first = next((n for n, word in enumerate(words) if not word.islower()), 0)
    bare = " ".join(words[first:])
    return bare if _recognised(line) and first <= _SPECKS and bare.isupper() else text


def _is_dirt(line: HeadLine) -> bool:
    """Whether a line above the names on a recognised page is dirt read as letters: no name begins with a small one."""
    return _recognised(line) and line.text.islower() and len(line.text.split()) <= _SPECKS


def _recognised(line: HeadLine) -> bool:
    return line.printed is not None and line.printed.words[0].confidence is not None


def _take_symbol(line: HeadLine, head: Head, rules: HeadRules) -> None:
    match = rules.match("number_line", line.text)
    if head.symbol is None:
        written = match["symbol"] if match else line.text
        head.symbol = read_symbol(_DOUBLED.sub(lambda m: _single(m[0], rules), written), rules)
    head.blocks.append(HeadBlock("letterhead", (line,)))


def _single(code: str, rules: HeadRules) -> str:
    """The code of a type in which a recogniser doubled the Đ: `QĐĐ`; every other code as it is."""
    single = code.replace("ĐĐ", "Đ")
    return single if code not in rules.types_by_code and single in rules.types_by_code else code


def _take_after_number(line: HeadLine, head: Head, rules: HeadRules) -> None:
    """The end of a symbol that is broken over two lines, or a line that tells nothing."""
    symbol = head.symbol
    if symbol and symbol.value.endswith(("-", "/", "&")):
        head.symbol = read_symbol(symbol.value + line.text, rules) or symbol
    head.blocks.append(HeadBlock("letterhead", (line,)))


def _take_mark(line: HeadLine, kind: str, head: Head) -> None:
    block = kind if kind in {"secrecy", "urgency", "draft"} else "letterhead"
    head.blocks.append(HeadBlock(block, (line,)))
    if kind == "secrecy":
        head.secrecy = head.secrecy or line.text.strip(" .[]()")
    elif kind == "urgency":
        head.urgency = head.urgency or line.text.strip(" .[]()")
    elif kind == "draft":
        head.is_draft = True


def _take_about(lines: Sequence[HeadLine], head: Head, rules: HeadRules) -> None:
    if lines:
        block = HeadBlock("subject", tuple(lines))
        head.blocks.append(block)
        match = rules.match("about", block.text)
        head.subject = (match["rest"] if match else block.text) or None
        head.is_letter = True


def _read_right(lines: Sequence[HeadLine], head: Head, rules: HeadRules) -> None:
    for group in _with_second_lines(lines, rules):
        line = group[0]
        mark = mark_kind(line.text, rules)
        if line.fixed:
            head.has_title = True
            head.blocks.append(HeadBlock("letterhead", group))
        elif mark:
            _take_mark(line, mark, head)
        elif head.date is None and _take_date(HeadBlock("dateline", group).text, head, rules):
            head.blocks.append(HeadBlock("dateline", group))
        else:
            head.blocks.append(HeadBlock("letterhead", group))


def _with_second_lines(lines: Sequence[HeadLine], rules: HeadRules) -> list[tuple[HeadLine, ...]]:
    """Each line by itself, but a dateline that is broken over two lines as one."""
    groups: list[tuple[HeadLine, ...]] = []
    for line in lines:
        if groups and len(groups[-1]) == 1 and ends_date(groups[-1][0], line, rules):
            groups[-1] = (*groups[-1], line)
        else:
            groups.append((line,))
    return groups


def _take_date(text: str, head: Head, rules: HeadRules) -> bool:
    match = rules.match("place_date", text) or rules.match("place_day", text)
    if match is None:
        return False
    written = _MISREAD_MONTH.sub(lambda m: f" {re.sub('[^0-9]', '1', m[1])} ", match["date"])
    found = read_date(written)
    head.date = found[0] if found else _legible(written)
    head.place = (match["place"] or "").strip(" ,.") or None
    return True


def read_stamp(printed: str, head: Head, rules: HeadRules) -> None:
    """Number and day of the document an annex belongs to, from the stamp at its top; they fill what is open."""
    match = rules.match("annex_stamp", printed)
    if match and head.symbol is None and head.date is None:
        head.symbol = read_symbol(match["symbol"].replace("&amp;", "&"), rules)
        found = read_date(match["date"])
        head.date = found[0] if found else None


def _legible(written: str) -> WrittenDate | None:
    """What can be read of a date that is partly written by hand: at least the year."""
    year = _YEAR.search(strip_marks(written).lower())
    month = _MONTH.search(strip_marks(written).lower())
    in_year = month is not None and 1 <= int(month[1]) <= 12
    return WrittenDate(int(year[1]), int(month[1]) if month and in_year else None, None) if year else None


def _take_rest(title: Title, head: Head, rules: HeadRules) -> None:
    """What stands below the two blocks; it fills only what they left open."""
    for kind, lines in title.blocks:
        if kind == "dateline" and head.date is None and _take_date(lines[0].text, head, rules):
            pass
        elif kind == "number" and head.symbol is None:
            match = rules.match("number_line", lines[0].text)
            head.symbol = read_symbol(match["symbol"], rules) if match else None
        elif kind in {"draft", "secrecy", "urgency"}:
            _take_mark(lines[0], kind, head)
            continue
        head.blocks.append(HeadBlock("letterhead" if kind in {"number", "issuer"} else kind, lines))
    head.symbol = head.symbol or title.symbol
    head.date = head.date or title.date
    head.place = head.place or title.place
    head.addressees = list(title.addressees)
    head.doc_type = title.doc_type
    head.is_draft = head.is_draft or title.is_draft
    if title.subject and (title.doc_type or not head.subject):
        head.subject = title.subject
    if head.issuer is None and title.names:
        parent, issuer = split_issuers(title.names, rules)
        head.parent_issuer, head.issuer = _joined(parent), _joined(issuer)
    head.issuer = head.issuer or title.issuer
    _infer_type(head, rules)
    _mend_code(head, rules)


def _mend_code(head: Head, rules: HeadRules) -> None:
    """The code of the printed type in the symbol of a scan that lost its mark.

    Beside a number written by hand it may have lost its first letter.
    """
    symbol = head.symbol
    if symbol is None or not symbol.codes or symbol.codes[0] in rules.types_by_code:
        return
    if not any(_recognised(line) for block in head.blocks for line in block.lines):
        return
    read = symbol.codes[0]
    codes = [code for code, kind in rules.types_by_code.items() if kind == head.doc_type and "/" not in code]
    fits = [c for c in codes if strip_marks(c) == read] or [
        c for c in codes if symbol.number is None and len(c) == len(read) + 1 and c.endswith(read)
    ]
    if len(fits) == 1:
        codes_ = (fits[0], *symbol.codes[1:])
        head.symbol = Symbol(symbol.value.replace(read, fits[0], 1), symbol.number, codes_)


def _infer_type(head: Head, rules: HeadRules) -> None:
    """The type of a document that prints none: from the code in its symbol, else an official letter."""
    if head.doc_type is None and head.symbol is not None:
        by_code = next((rules.types_by_code[c] for c in head.symbol.codes if c in rules.types_by_code), None)
        letter = head.is_letter or (by_code is None and bool(head.addressees))
        head.doc_type = rules.types_by_code.get("CV") if letter else by_code
