"""The number and symbol of a document's own letterhead."""

from __future__ import annotations

import re
from dataclasses import dataclass

import regex

from trichluc.layout.headwords import HeadRules

_FILLER = re.compile(r"[.…_]{2,}|…")
_BLANKS = re.compile(r"\s+")
_SEPARATED = re.compile(r"\s*([/\-–—−]|\.(?=\s*[A-ZĐ]))\s*")
_DASHES = str.maketrans("–—−", "---")
_LEADING = re.compile(r"[^/\-]*(?=[/\-])")
_LEGIBLE = re.compile(r"(?:\d[\d.]*[a-zA-Z]?)?\s*[A-ZĐƠƯÔÂÊĂa-zđơưôâêă.&\s]*")
"""What may stand before the first separator: a number, a code; no code has a tone mark or a figure within it."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """`15/QĐ-BNV`: value, number (None when left blank), and the codes between its separators."""

    value: str
    number: str | None
    codes: tuple[str, ...]


def read_symbol(written: str, rules: HeadRules) -> Symbol | None:
    """The symbol in what follows `Số:`; a blank number gives `/BC-SKHCN` with no number."""
    text = _FILLER.sub(" ", written).strip(" :;,*")
    text = _SEPARATED.sub(lambda m: m[1].translate(_DASHES), text)
    before = _LEADING.match(text)
    legible = before is None or _LEGIBLE.fullmatch(before[0]) is not None
    match = rules.patterns["symbol"].search(text) if legible else None
    match = match or _behind_unreadable(text, rules)
    if match is None:
        number = re.match(r"(\d{1,6}[a-zA-Z]?)$", text)
        return Symbol(number[1], number[1], ()) if number else None
    number, codes = match["number"], _BLANKS.sub(" ", match["codes"]).strip(" .")
    if number is None and match.start("codes") == 0 and codes[0] not in "/-":
        codes = codes if " " not in codes else codes.split(" ")[0]
    value = (number or "") + (" " if number and codes[0] not in "/-." else "") + codes
    return Symbol(value, number, tuple(c for c in re.split(r"[/\-.\s(),&]+", codes) if c and not c.isdigit()))


def _behind_unreadable(text: str, rules: HeadRules) -> regex.Match[str] | None:
    """The symbol behind a number written by hand that a recogniser could not read: from its first separator."""
    at = min((n for n in (text.find("/"), text.find("-")) if n > 0), default=-1)
    return rules.patterns["symbol"].search(text[at:]) if at > 0 else None
