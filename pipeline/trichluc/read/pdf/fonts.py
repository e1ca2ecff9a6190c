"""What a font's name, flags and program say about its style."""

from __future__ import annotations

import re
import struct

_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!\w*light)|[,-]bd?i?\b", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|[,-]b?it?\b", re.IGNORECASE)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_FORCE_BOLD, _ITALIC_FLAG = 1 << 18, 1 << 6
_SFNT = (b"\x00\x01\x00\x00", b"OTTO", b"true")


def plain_name(name: str) -> str:
    """The name without the tag of a subset: `ABCDEF+TimesNewRoman` → `TimesNewRoman`."""
    return _SUBSET.sub("", name)


def named_style(name: str, flags: int) -> tuple[bool, bool]:
    """Bold and italic by the name (`…-BoldItalicMT`, `Times New Roman,Bold`) and the descriptor's flags."""
    bold = bool(_BOLD.search(name)) or bool(flags & _FORCE_BOLD)
    return bold, bool(_ITALIC.search(name)) or bool(flags & _ITALIC_FLAG)


def program_style(program: bytes) -> tuple[bool, bool]:
    """Bold and italic by the `head` table of a TrueType or OpenType program; printers drop the font's name."""
    if len(program) < 12 or program[:4] not in _SFNT:
        return False, False
    count = struct.unpack_from(">H", program, 4)[0]
    for at in range(12, min(12 + 16 * count, len(program) - 15), 16):
        if program[at : at + 4] == b"head":
            offset = struct.unpack_from(">I", program, at + 8)[0]
            if offset + 46 <= len(program):
                style = struct.unpack_from(">H", program, offset + 44)[0]
                return bool(style & 1), bool(style & 2)
    return False, False
