"""PDFs whose text layer says something else than the page shows."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable

import pikepdf
from corpus.scan import scan

Change = Callable[[str], str]

_BLOCK = re.compile(rb"beginbfchar\s(.*?)endbfchar", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def\n"
    "/CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
)
_FOOT = "endcmap CMapName currentdict /CMap defineresource pop end end"


def relettered(data: bytes, change: Change) -> bytes:
    """The PDF with what its fonts' tables say of each glyph changed."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for font in _fonts(pdf):
            table = {code: change(text) for code, text in _read(font.ToUnicode.read_bytes())}
            font.ToUnicode = pdf.make_stream(_written(table))
        return _saved(pdf)


def unmapped(data: bytes) -> bytes:
    """The PDF without any table of what its glyphs mean."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for font in _fonts(pdf):
            del font["/ToUnicode"]
        return _saved(pdf)


def redrawn(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The PDF with other drawing instructions."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
            page.Contents = pdf.make_stream(change(page.Contents.read_bytes()))
        return _saved(pdf)


def scanned(data: bytes, layer: bytes, dpi: int = 150) -> bytes:
    """A scan of a PDF with the words of another one over it, not drawn."""
    hidden_bytes = redrawn(layer, lambda content: content.replace(b"BT", b"BT 3 Tr").replace(b"0 Tr", b"3 Tr"))
    picture = io.BytesIO(scan(data, dpi, signer=None, dirty=False))
    with pikepdf.open(picture) as pdf, pikepdf.open(io.BytesIO(hidden_bytes)) as hidden:
        for page, words in zip(pdf.pages, hidden.pages, strict=True):
            page.add_overlay(words)
        return _saved(pdf)


def without_marks(text: str) -> str:
    """Plain letters: `Quyết định` → `Quyet dinh`."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


def mark_first(letter: str) -> str:
    """A toned letter with its last mark before it."""
    parts = unicodedata.normalize("NFD", letter)
    return letter if len(parts) < 2 else parts[-1] + unicodedata.normalize("NFC", parts[:-1])


def _fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    found = [font for page in pdf.pages for font in page.resources.Font.values()]
    return list({font.objgen: font for font in found}.values())


def _read(table: bytes) -> list[tuple[int, str]]:
    pairs = (pair for block in _BLOCK.findall(table) for pair in _PAIR.findall(block))
    return [(int(code, 16), bytes.fromhex(text.decode()).decode("utf-16-be")) for code, text in pairs]


def _written(table: dict[int, str]) -> bytes:
    lines = [f"<{code:04X}> <{text.encode('utf-16-be').hex()}>\n" for code, text in sorted(table.items())]
    parts = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    return (_HEAD + "".join(f"{len(p)} beginbfchar\n{''.join(p)}endbfchar\n" for p in parts) + _FOOT).encode()


def _saved(pdf: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()
