"""UTF-8 that was read as a charset of one byte (`Quyáº¿t Ä‘á»‹nh`), read again.

Of the bytes that the charset leaves open, or shows as a blank or a soft hyphen, some are lost on the way: `Ä` may be
all that is left of `Đ`. There the letter is taken that makes the likeliest syllable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice, product

from trichluc.read.charset.likelihood import Likelihood

_ENOUGH = 2
"""Letters of Vietnamese that the bytes of a text spell before it is read again; no other text spells any."""
_LAYERS = 3
"""How often a text may have been read wrongly, one time upon the other."""
_WAYS, _LONGEST = 64, 60
_VIETNAMESE = frozenset("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư" + "".join(map(chr, range(0x1EA0, 0x1EFA))))
_LOST = {b"\xc4": "Đ", b"\xe1\xbb": "ềọỏỐờ", b"\xc3": "àíÁÍÝ", b"\xe1\xba": "Ạậ", b"\xc6": "Ơ", b"\xe2\x80": "”"}
"""Letters by the bytes that are left of them."""
_TOKEN = re.compile(r"[^\s\u00a0]+(?:\u00a0+[^\s\u00a0]*)*|\u00a0+\S*")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One charset that programs take for that of a file: the byte behind each character, and whole sequences."""

    bytes: Mapping[str, int]
    whole: re.Pattern[str]
    part: re.Pattern[str] | None


def undo_mojibake(text: str, likelihood: Likelihood, enough: int = _ENOUGH) -> str | None:
    """The text read again, or None when it is no such text: when its bytes do not spell `enough` letters."""
    found = None
    for _ in range(_LAYERS):
        again = next((r for r in map(_reading, _CODE_PAGES) if _is_misread(text, r, enough)), None)
        if again is None:
            break
        found, text = again, again.whole.sub(lambda m: _decoded(m.group(), again) or m.group(), text)  # noqa: B023
    if found is None:
        return None
    if found.part is None or found.part.search(text) is None:
        return text
    completed = lru_cache(maxsize=4096)(partial(_completed, reading=found, likelihood=likelihood))
    return _TOKEN.sub(lambda m: completed(m.group()), text)


def _is_misread(text: str, reading: _Reading, enough: int) -> bool:
    letters = (_decoded(match.group(), reading) for match in reading.whole.finditer(text))
    return sum(1 for _ in islice((x for x in letters if x in _VIETNAMESE), enough)) == enough


def _decoded(sequence: str, reading: _Reading) -> str:
    try:
        return bytes(reading.bytes[c] for c in sequence).decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _completed(word: str, reading: _Reading, likelihood: Likelihood) -> str:
    """A word in which what is left of a letter is that letter again."""
    pieces = reading.part.split(word) if reading.part and len(word) < _LONGEST else [word]
    if len(pieces) == 1:
        return word
    choices = [_possible(piece, reading) if at % 2 else [piece] for at, piece in enumerate(pieces)]
    ways = ["".join(way) for way in islice(product(*choices), _WAYS)]
    return min(ways, key=lambda way: likelihood.cost(way) + _ODD * (len(_ODD_CASE.findall(way))))


def _possible(rest: str, reading: _Reading) -> Iterable[str]:
    kept = rest.rstrip("?\ufffd")
    return [*_LOST[bytes(reading.bytes[c] for c in kept)], *([rest] if rest == kept else [])]


_ODD, _ODD_CASE = 10.0, re.compile(r"^[àí]$|[a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ][A-ZÁÍÝĐẠỐỜƠ]")
"""What it costs, in nats, to write a capital in the middle of a word or `à` as a word of its own."""
_CODE_PAGES = ("cp1252", "mac_roman")


@lru_cache(maxsize=len(_CODE_PAGES))
def _reading(code_page: str) -> _Reading:
    shown = {_shown(byte, code_page): byte for byte in range(0x80, 0x100)}
    if code_page == "cp1252":
        shown |= {chr(byte): byte for byte in range(0x80, 0xA0)} | {"Ă": 0xC3}
    tails = "".join(re.escape(c) for c, byte in shown.items() if byte < 0xC0)

    def lead(first: int, last: int) -> str:
        return "[" + "".join(re.escape(c) for c, byte in shown.items() if first <= byte <= last) + "]"

    whole = f"{lead(0xC2, 0xDF)}[{tails}]|{lead(0xE1, 0xEF)}[{tails}]{{2}}"
    left = "|".join(re.escape("".join(_behind(shown, byte) for byte in rest)) for rest in _LOST)
    part = re.compile(rf"((?:{left})[?\ufffd]?)") if code_page == "cp1252" else None
    return _Reading(shown, re.compile(whole), part)


def _shown(byte: int, code_page: str) -> str:
    try:
        return bytes([byte]).decode(code_page)
    except UnicodeDecodeError:
        return chr(byte)


def _behind(shown: Mapping[str, int], byte: int) -> str:
    return next(c for c, b in shown.items() if b == byte)
