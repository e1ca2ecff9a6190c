"""Bytes of a text file to characters: Unicode with or without a mark, else a charset of one byte."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from trichluc.read.charset.charsets import UNICODE, CharsetRules
from trichluc.read.charset.marks import with_marks_behind
from trichluc.read.charset.runs import Run, decode_runs
from trichluc.read.charset.splits import join_split_syllables

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FAIR = frozenset("¹²³°“”‘’«»–—…•·")
"""Footnote marks, degrees and punctuation are no sign of another charset: its letters would show as well."""
_SAMPLE = 8192
_MOST = 0.9
"""Share of zeros in the two upper bytes of four from which text is taken for UTF-32: it has nothing but zeros there."""
_ZEROS = 0.1
"""Share of zero bytes from which text is taken for UTF-16: blanks and plain letters have one each."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text in Unicode, the charset of its letters, and how many bytes no encoding could explain."""

    text: str
    charset: str = UNICODE
    lost: int = 0


def decode_text(data: bytes, rules: CharsetRules) -> Decoded:
    """The text of a file. Bytes that are not UTF-8 are read as one-byte text, whose charset the letters tell."""
    decoded = _decode(data, rules)
    return replace(decoded, text=join_split_syllables(with_marks_behind(decoded.text), rules.likelihood))


def _decode(data: bytes, rules: CharsetRules) -> Decoded:
    encoding, start = _unicode_of(data)
    try:
        text = data[start:].decode(encoding)
        lost = 0
    except UnicodeDecodeError:
        if encoding != "utf-8" or _mostly_utf8(data):
            text = data[start:].decode(encoding, "replace")
            return Decoded(text, lost=text.count("\ufffd"))
        text, lost = "".join(map(_AS_SHOWN.__getitem__, data)), 0
    if not is_suspicious(text, rules) and not may_be_viqr(text):
        return Decoded(text, UNICODE, lost)
    charset, lines = decode_runs([[Run(line)] for line in text.split("\n")], rules)
    return Decoded("\n".join("".join(run.text for run in line) for line in lines), charset, lost)


_VIQR = re.compile(r"[aeoAEO]\^|[ouOU]\+|\b[dD][dD][aeiouy]")


def may_be_viqr(text: str) -> bool:
    """Whether plain letters and signs stand where Vietnamese has hats and horns (`Quye^'t ddi.nh`)."""
    sample = text[:_SAMPLE]
    return len(_VIQR.findall(sample)) * 8 > sample.count(" ")


def is_suspicious(text: str, rules: CharsetRules) -> bool:
    """Whether a text holds letters that Vietnamese in Unicode has no use for."""
    return not rules.suspects & set(text) <= _FAIR


def _shown(byte: int) -> str:
    """What Windows-1252 shows for a byte; the five that it leaves open stay controls."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_AS_SHOWN = [_shown(byte) for byte in range(256)]


def _unicode_of(data: bytes) -> tuple[str, int]:
    """The Unicode encoding and the length of its mark. UTF-16 and UTF-32 without one show by zeros on one side."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding, len(bom)
    sample = data[:_SAMPLE]
    quarters = [sample[at::4].count(0) * 4 for at in range(4)]
    if min(quarters[0], quarters[1]) > _MOST * len(sample):
        return "utf-32-be", 0
    if min(quarters[2], quarters[3]) > _MOST * len(sample):
        return "utf-32-le", 0
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if even + odd > _ZEROS * len(sample):
        if odd > 9 * even:
            return "utf-16-le", 0
        if even > 9 * odd:
            return "utf-16-be", 0
    return "utf-8", 0


def _mostly_utf8(data: bytes) -> bool:
    """Whether only a few sequences are broken in a text that is UTF-8 otherwise."""
    text = data.decode("utf-8", "replace")
    good = sum(not c.isascii() for c in text) - (broken := text.count("\ufffd"))
    return good > 20 * broken
