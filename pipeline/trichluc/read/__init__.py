"""Bytes to pages of positioned words, or to paragraphs where the format has no pages."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from trichluc.errors import MissingInput, NotAFile, UnreadableFile
from trichluc.ids import document_id
from trichluc.read.charset.charsets import CharsetRules, load_charset_rules
from trichluc.read.inspect import kind_of
from trichluc.read.text import TextRules, load_text_rules, read_text_bytes, source_of_text
from trichluc.rules import RulePackage
from trichluc.source import PageSource, Source, Watch

if TYPE_CHECKING:
    from pypdfium2 import PdfPage


@dataclass(frozen=True, slots=True)
class ReadRules:
    """The compiled rules of reading."""

    charsets: CharsetRules
    text: TextRules


def load_read_rules(package: RulePackage) -> ReadRules:
    """Compile and check the rules of reading."""
    return ReadRules(load_charset_rules(package), load_text_rules(package))


def read_bytes(data: bytes, name: str, rules: ReadRules, watch: Watch | None = None) -> Source:
    """Read the bytes of one file; `name` is its path relative to the input root and decides nothing but doubts.

    `watch` is told of each page and may have it left out; what it refuses, it accounts for.

    Raises a subclass of `InputError` when there is nothing to read.
    """
    kind = kind_of(data, name)
    watch = watch or Watch()
    if kind == "pdf":
        from trichluc.read.pdf.reader import read_pdf

        return read_pdf(data, name, rules.charsets, _recognise, watch)
    if kind == "docx":
        from trichluc.read.word.reader import read_docx

        return read_docx(data, name, rules.charsets, watch)
    if kind == "text":
        watch.holds(len(data))
        return read_text_bytes(data, name, rules.charsets, rules.text)
    watch.converts()
    return _converted(data, name, kind, rules, watch)


def _recognise(drawn: PdfPage, page: PageSource) -> PageSource | None:
    """The recogniser and its libraries are loaded when the first page needs them."""
    from trichluc.read.scan.ocr import recognise_page

    return recognise_page(drawn, page)


def _converted(data: bytes, name: str, kind: str, rules: ReadRules, watch: Watch) -> Source:
    """An older office file, read as the .docx that LibreOffice makes of it; its identity is that of its own bytes."""
    from trichluc.read.word.convert import convert_to_docx
    from trichluc.read.word.reader import read_docx

    source = read_docx(convert_to_docx(data, name, f".{kind}"), name, rules.charsets, watch)
    own = document_id(data)
    problems = tuple(replace(problem, doc_id=own) for problem in source.problems)
    return replace(source, doc_id=own, n_bytes=len(data), media_type=_MEDIA_TYPES[kind], problems=problems)


_MEDIA_TYPES = {
    "doc": "application/msword",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
}


def read_string(text: str, rules: ReadRules, name: str = "") -> Source:
    """The same for text that is at hand, read as a text file of these words would be."""
    return source_of_text(text, name, text.encode("utf-8", "surrogatepass"), rules.text)


def read_path(path: Path, name: str, rules: ReadRules) -> Source:
    """Read one file. Folders, pipes and devices are refused without being opened for reading."""
    return read_bytes(_load(path, name), name, rules)


def _load(path: Path, name: str) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise MissingInput(f"{name}: does not exist") from error
    except OSError as error:
        raise UnreadableFile(f"{name}: cannot be opened ({error.strerror})") from error
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise NotAFile(f"{name}: is not a file")
        with open(handle, "rb", closefd=False) as stream:
            return stream.read()
    except OSError as error:
        raise UnreadableFile(f"{name}: cannot be read ({error.strerror})") from error
    finally:
        os.close(handle)
