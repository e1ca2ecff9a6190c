"""Fonts of one byte a letter that tell no Unicode, with each code named as Windows-1252 shows it.

An engine names the letters of such a font by the encoding that the file gives it: Adobe's standard, Macintosh, or
that of Windows, where the code AD is a hyphen. The letters of a charset from before Unicode go by their codes, whatever
those names are.
"""

from __future__ import annotations

import contextlib
import io

import pikepdf

_SIMPLE = ("/Type1", "/MMType1", "/TrueType", "/Type3")
_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Codes def /CMapType 2 def\n"
    "1 begincodespacerange <00> <FF> endcodespacerange\n"
)
_FOOT = "endcmap CMapName currentdict /CMap defineresource pop end end"


def named_by_code(data: bytes, windows: bool) -> bytes | None:
    """The PDF with a table for such fonts, or None where it has none; `windows`: also for those named as in Windows."""
    with contextlib.suppress(pikepdf.PdfError), pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = [font for font in pdf.objects if isinstance(font, pikepdf.Dictionary) and _is_unnamed(font, windows)]
        if fonts:
            table = pdf.make_stream(_table())
            for font in fonts:
                font.ToUnicode = table
            named = io.BytesIO()
            pdf.save(named)
            return named.getvalue()
    return None


def _is_unnamed(font: pikepdf.Dictionary, windows: bool) -> bool:
    simple = font.get("/Type") == "/Font" and font.get("/Subtype") in _SIMPLE and "/ToUnicode" not in font
    return simple and (windows or font.get("/Encoding") != "/WinAnsiEncoding")


def _table() -> bytes:
    """Every code from the blank on, as the character that Windows-1252 shows; what it leaves open stays a control."""
    shown = [(code, bytes([code]).decode("cp1252", "ignore") or chr(code)) for code in range(0x20, 0x100)]
    lines = [f"<{code:02X}> <{ord(character):04X}>\n" for code, character in shown]
    parts = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    blocks = [f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in parts]
    return (_HEAD + "".join(blocks) + _FOOT).encode()
