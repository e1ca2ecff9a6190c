"""The signature: on whose behalf, in what position, by whom (Nghị định 30/2020/NĐ-CP, ô số 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from trichluc.language.letters import fold, strip_marks
from trichluc.layout.headlines import HeadLine, printed
from trichluc.layout.headwords import HeadRules, letters_of
from trichluc.layout.respelling import one_off

_LONGEST = 120
_SIGNED_WITHIN = 3
"""So many lines below an authority in small letters the position and the name stand."""
_LONGEST_WORD = 9
_NAME_WORDS = range(2, 8)
_LEAST_POSITION = 7
"""Letters: shorter positions are too like other words to be known with one of them wrong."""
_GHOST = 5
"""Letters of a ghost at most."""
_LEAST_NAME = 4
_LEGIBLE = 60.0
_DASHES = ("-", "–", "—", "+", "•", "*", "~")
_DIRT = " *'`\"~_|.,:;^<>"
_WRAPPED = 0.9
"""In type sizes: white space between the lines of one position or body at most."""


@dataclass(slots=True)
class Signature:
    """One signer. `authority` is everything above the signer's own position: `TM. …`, `KT. …`."""

    authority: list[str] = field(default_factory=list)
    title: str | None = None
    name: str | None = None


def is_position(text: str, rules: HeadRules) -> bool:
    """Whether a line names a position (`GIÁM ĐỐC`, `Q. CỤC TRƯỞNG`); in capitals also with misread marks."""
    if len(text) > 70 or text.endswith((";", ":", ",")) or any(c.isdigit() for c in text[:3]):
        return False
    acting = rules.acting.match(text)
    name = text[acting.end() :] if acting else text
    if rules.position_start.match(fold(name)):
        return True
    return name.isupper() and rules.position_letters.match(strip_marks(name).lower()) is not None


def is_authority(text: str, rules: HeadRules) -> bool:
    """Whether a line says on whose behalf the signer signs (`TM. ỦY BAN NHÂN DÂN`, `K/T BỘ TRƯỞNG`).

    `kt. bộ trưởng` stands in files whose fonts knew no capitals.
    """
    if len(text) > _LONGEST or text.endswith((";", ":")):
        return False
    match = rules.authority.match(text)
    if match and text[match.end()].isupper():
        return True
    marked = any(mark in text[:5] for mark in "./")
    return marked and rules.authority.match(text.upper()) is not None


def is_small_signature(lines: Sequence[HeadLine], index: int, rules: HeadRules) -> bool:
    """Whether an authority in small letters (`TM. Chính phủ`) stands above the signer's position and name."""
    below = lines[index + 1 : index + 1 + _SIGNED_WITHIN]
    named = any(name_of(line.text, rules, sure=True) for line in below)
    return named and is_authority(lines[index].text, rules) and is_position(below[0].text, rules)


def name_of(text: str, rules: HeadRules, sure: bool = False) -> str | None:
    """The name in a signer's line, without rank or degree; `sure` asks for a known surname as well, marks apart."""
    if len(text) > _LONGEST:
        return None
    plain = _without_rank(text.strip(" .*"), rules)
    words = plain.split()
    if len(words) not in _NAME_WORDS or not all(_is_name_word(word) for word in words):
        return None
    if not plain.isupper() and not all(len(word) == 1 or word[1:].islower() or "-" in word for word in words):
        return None
    known = fold(words[0]) in rules.surnames
    if sure and not plain.isupper():
        known = strip_marks(words[0]).lower() in rules.bare_surnames
    if (sure or plain.isupper()) and not known:
        return None
    return plain


def is_ghost(line: HeadLine, rules: HeadRules) -> bool:
    """Whether a recognised line is what a seal, a pen or dirt left: a few letters that say nothing."""
    if not is_recognised(line) or line.text.startswith(_DASHES):
        return False
    letters = sum(c.isalpha() for c in line.text)
    if letters > _GHOST or is_position(line.text, rules):
        return False
    if any(c.isdigit() for c in line.text) and min(word.confidence or 0.0 for word in printed(line).words) >= _LEGIBLE:
        return False
    return letters < _LEAST_NAME or name_of(line.text, rules, sure=True) is None


def is_recognised(line: HeadLine) -> bool:
    """Whether a line was read from a picture."""
    return line.printed is not None and line.printed.words[0].confidence is not None


def _is_name_word(word: str) -> bool:
    letters = word.replace("'", "").replace("’", "").replace("-", "")
    return letters.isalpha() and word[0].isupper() and len(word) <= _LONGEST_WORD


def _without_rank(text: str, rules: HeadRules) -> str:
    folded = fold(text)
    match = rules.rank_start.match(folded) or rules.rank_letters.match(strip_marks(text).lower())
    if match is None:
        return text
    words = text.split()
    count = len(match.group().split())
    if match.group()[-1].isspace():
        return " ".join(words[count:])
    return " ".join([words[count - 1].rsplit(".", 1)[-1], *words[count:]])


def read_signatures(lines: Sequence[HeadLine], rules: HeadRules) -> list[Signature]:
    """The signers in the lines of a signature block, top to bottom."""
    found = [Signature()]
    last: HeadLine | None = None
    role = ""
    for line in lines:
        role = _read_line(line, role, last, found, rules)
        last = line
    return [s for s in found if s.authority or s.title or s.name]


def _read_line(line: HeadLine, role: str, last: HeadLine | None, found: list[Signature], rules: HeadRules) -> str:
    """Put a line where it belongs; returns what it was."""
    if last is not None and last.column != line.column and (found[-1].name or found[-1].title):
        found.append(Signature())
    text, current = line.text.strip(_DIRT if is_recognised(line) else " *"), found[-1]
    if rules.match("signed", text) or rules.match("place_date", text):
        return role
    wrapped = last is not None and _close(last, line)
    if is_authority(text, rules):
        if current.name or (current.title and not wrapped):
            found.append(Signature())
        found[-1].authority.append(text)
        return "authority"
    if is_position(text, rules) or is_misread_position(text, rules):
        if current.name and current.title and text.isupper():
            current = Signature()
            found.append(current)
        if current.name is None:
            return _read_position(text, role, wrapped, current)
    if text.isupper() and wrapped and role in {"authority", "title"} and name_of(text, rules) is None:
        _append(current, role, text)
        return role
    if current.name is None:
        current.name = name_of(text, rules, sure=is_recognised(line))
        return "name" if current.name else role
    return role


def is_misread_position(text: str, rules: HeadRules) -> bool:
    """Whether a line in capitals is a position but for one letter that a seal covers or a recogniser got wrong."""
    letters = letters_of(text)
    if not text.isupper() or len(letters) < _LEAST_POSITION:
        return False
    return any(one_off(letters, position) for position in rules.position_names)


def _read_position(text: str, role: str, wrapped: bool, current: Signature) -> str:
    if current.title is None:
        current.title = text
        return "title"
    if role == "title" and wrapped:
        if fold(current.title).startswith(("kt", "tl")):
            current.authority.append(current.title)
            current.title = text
        else:
            current.title = f"{current.title} {text}"
        return "title"
    return role


def _append(current: Signature, role: str, text: str) -> None:
    if role == "authority":
        current.authority[-1] = f"{current.authority[-1]} {text}"
    elif current.title:
        current.title = f"{current.title} {text}"


def _close(above: HeadLine, line: HeadLine) -> bool:
    if above.printed is None or line.printed is None:
        return True
    return line.printed.top - above.printed.bottom < _WRAPPED * line.printed.size


def signature_text(signatures: Sequence[Signature]) -> tuple[str | None, str | None, str | None]:
    """(authority, title, name) of all signers, joined by `; `."""
    authority = "; ".join(" ".join(s.authority) for s in signatures if s.authority)
    title = "; ".join(s.title for s in signatures if s.title)
    name = "; ".join(s.name for s in signatures if s.name)
    return authority or None, title or None, name or None
