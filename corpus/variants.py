"""The same report as other kinds of files: what an archive holds besides clean PDFs. Made on demand, never committed.

`variant(report, kind)` gives the bytes, `gold(report, kind, file_name)` what a perfect extraction finds in them.
"""

from __future__ import annotations

from typing import Any

from corpus.charsets import encode
from corpus.generator import REPORTS, SOURCES
from corpus.gold import build
from corpus.markup import Source, load
from corpus.plaintext import plain_text
from corpus.repaint import legacy_font, mixed_fonts, repaint
from corpus.scan import scan
from corpus.typeset import render
from corpus.wordfile import word_file

SUFFIXES = {
    "clean": ".pdf",
    "mixed-font": ".pdf",
    "tcvn3-pdf": ".pdf",
    "vni-pdf": ".pdf",
    "scan-300-clean": ".pdf",
    "scan-200": ".pdf",
    "scan-300": ".pdf",
    "text": ".txt",
    "tcvn3-text": ".txt",
    "vni-text": ".txt",
    "docx": ".docx",
    "tcvn3-docx": ".docx",
    "vni-docx": ".docx",
}
KINDS = tuple(SUFFIXES)
"""Every kind of file that `variant` makes."""


def variant(report: str, kind: str) -> bytes:
    """A report of corpus/reports, named without suffix, as another kind of file. Same arguments, same bytes."""
    source = load(SOURCES / f"{report}.txt")
    pdf = (REPORTS / f"{report}.pdf").read_bytes()
    match kind.split("-"):
        case ["clean"]:
            return pdf
        case ["mixed", "font"]:
            return repaint(pdf, mixed_fonts)
        case ["scan", dpi, *clean]:
            return scan(pdf, int(dpi), signer=None if clean else _signer(source), dirty=not clean)
        case ["text"]:
            return _text(source).encode()
        case ["docx"]:
            return word_file(source, "unicode")
        case [charset, "pdf"]:
            return repaint(pdf, legacy_font(charset))
        case [charset, "text"]:
            return encode(_text(source), charset)
        case [charset, "docx"]:
            return word_file(source, charset)
        case _:
            raise ValueError(f"no such kind: {kind}; there are: {', '.join(KINDS)}")


def gold(report: str, kind: str, file_name: str) -> dict[str, Any]:
    """The gold file of a variant; plain text has neither pages nor tables, Word files have no pages."""
    source = load(SOURCES / f"{report}.txt")
    pages = render(source).pages if SUFFIXES[kind] == ".pdf" else None
    return build(source, pages, file_name, tables=SUFFIXES[kind] != ".txt")


def _signer(source: Source) -> str | None:
    name = source.front.get("signature", {}).get("signer")
    return None if name is None else str(name)


def _text(source: Source) -> str:
    """Plain text without superscript digits, which the encodings of the time do not have."""
    return plain_text(source, {"kind": "legacy"})
