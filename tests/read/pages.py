"""Reading PDFs in tests."""

from __future__ import annotations

import io

import pikepdf

from trichluc.read import load_read_rules
from trichluc.read.pdf.reader import read_pdf
from trichluc.rules import open_package
from trichluc.source import PageSource, Source

RULES = load_read_rules(open_package())


def source_of(data: bytes, name: str = "bao-cao.pdf") -> Source:
    """A PDF as read, without a recogniser."""
    return read_pdf(data, name, RULES.charsets)


def page_of(data: bytes, number: int = 1) -> PageSource:
    """One page of a PDF."""
    return source_of(data).pages[number - 1]


def texts(page: PageSource) -> list[str]:
    """The words of a page, glued pieces apart."""
    return [word.text for word in page.words]


def line(page: PageSource) -> str:
    """The words of a page in one line, glued pieces joined."""
    return "".join(word.text if word.glued else " " + word.text for word in page.words).strip()


def edited(data: bytes, edit: object) -> bytes:
    """A PDF after a change of its first page: `edit(pdf, page)`."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        edit(pdf, pdf.pages[0])  # type: ignore[operator]
        pdf.save(target)
    return target.getvalue()
