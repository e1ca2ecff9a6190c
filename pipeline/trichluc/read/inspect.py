"""What a file is, by its first bytes, and whether a PDF is whole.

qpdf (through pikepdf) looks at every PDF first: of damaged files from which engines lose text without a word it finds
95 of 100, for a few milliseconds.
"""

from __future__ import annotations

import io
import logging
import re
import warnings
from dataclasses import dataclass, field
from typing import Literal

import pikepdf

from trichluc.errors import DamagedFile, EmptyFile, EncryptedFile, WrongType
from trichluc.read.pdf.signatures import read_signature
from trichluc.read.pdf.soundness import harm_of, is_cut, lacks_objects
from trichluc.source import DigitalSignature

logging.getLogger("pikepdf").addHandler(logging.NullHandler())  # what it would print becomes a remark

Kind = Literal["pdf", "docx", "doc", "rtf", "odt", "text"]

_PDF = b"%PDF-"
_PDF_OBJECT = re.compile(rb"\d+ \d+ obj\b")
_JUNK_BEFORE = 65_536
_HTML = re.compile(rb"(?is)\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|script)\b")
_IMAGES = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
    b"GIF8": "a GIF picture",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
    b"MZ": "a program",
}
_TEXT_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_STREAM = re.compile(r"(?:stream )?<[^<>]* at 0x[0-9a-f]+>(?:, |: )?")
"""How qpdf names a file in memory: by an address that changes from run to run."""


def kind_of(data: bytes, name: str) -> Kind:
    """What the bytes are. Raises `EmptyFile`, `DamagedFile` or `WrongType`, which say what was found instead."""
    if not data:
        raise EmptyFile(f"{name}: the file is empty")
    if not data.strip(b"\0"):
        raise DamagedFile(f"{name}: the file holds nothing but zero bytes")
    head = data[:_JUNK_BEFORE]
    if _PDF in head[:1024] or (name.lower().endswith(".pdf") and _PDF in head):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound_kind(data, name)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    _refuse_others(head, name)
    return "pdf" if name.lower().endswith(".pdf") else "text"


def _zip_kind(data: bytes, name: str) -> Kind:
    if b"word/" in data:
        return "docx"
    if b"application/vnd.oasis.opendocument.text" in data[:200]:
        return "odt"
    raise WrongType(f"{name}: is a ZIP archive, not a document")


def _compound_kind(data: bytes, name: str) -> Kind:
    """What the compound file of an older Office is: its streams are named in UTF-16 ([MS-CFB] 2.6.1)."""
    if _stream_name("EncryptedPackage") in data or _is_locked(data):
        raise EncryptedFile(f"{name}: needs a password to be opened")
    if _stream_name("WordDocument") not in data:
        for stream, what in _STREAMS.items():
            if _stream_name(stream) in data:
                raise WrongType(f"{name}: is {what}, not a document")
    return "doc"


def _is_locked(data: bytes) -> bool:
    """Whether the text of a .doc is encrypted: so its first block of information says ([MS-DOC] 2.5.2)."""
    sectors = range(_SECTOR, len(data), _SECTOR)
    start = next((at for at in sectors if data[at : at + 2] == _WORD_SIGN), None)
    return start is not None and bool(data[start + 11 : start + 12] and data[start + 11] & 1)


_SECTOR = 512
_WORD_SIGN = b"\xec\xa5"


def _stream_name(name: str) -> bytes:
    return f"{name}\0".encode("utf-16-le")


_STREAMS = {
    "Workbook": "an Excel workbook",
    "Book": "an Excel workbook",
    "PowerPoint Document": "a PowerPoint presentation",
    "__properties_version1.0": "an Outlook message",
}


def _refuse_others(head: bytes, name: str) -> None:
    for magic, what in _IMAGES.items():
        if head.startswith(magic) and not head.startswith(_TEXT_BOMS):
            raise WrongType(f"{name}: is {what}, not a document")
    if _HTML.match(head):
        raise WrongType(f"{name}: is an HTML page, not a document")
    if name.lower().endswith(".pdf") and not _PDF_OBJECT.search(head):
        raise WrongType(f"{name}: is not a PDF; no PDF header was found")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the file as a whole that belongs among the problems."""

    error: str
    message: str
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Inspection:
    """A PDF after the check. `data` starts with the header; `pages` is None when qpdf could not read the file."""

    data: bytes
    pages: int | None
    signature: DigitalSignature | None = None
    remarks: tuple[Remark, ...] = ()
    repaired: bytes | None = field(default=None, repr=False)
    """The file as qpdf rewrites it, where it had to be repaired."""


def inspect_pdf(data: bytes, name: str) -> Inspection:
    """Check the structure of a PDF. Raises `EncryptedFile`; damage is remarked and repaired where qpdf can."""
    remarks: list[Remark] = []
    start = data.find(_PDF)
    if start > 0:
        data = data[start:]
        remarks.append(Remark("JunkBeforeStart", f"{start} bytes before the PDF header were skipped"))
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            return _inspect_opened(data, pdf, remarks)
    except pikepdf.PasswordError as error:
        raise EncryptedFile(f"{name}: needs a password to be opened") from error
    except (pikepdf.PdfError, ValueError, RecursionError, OverflowError) as error:
        remarks.append(Remark("DamagedFile", f"the structure is broken: {_first_line(error)}", partial=True))
        return Inspection(data, None, None, tuple(remarks))


def _inspect_opened(data: bytes, pdf: pikepdf.Pdf, remarks: list[Remark]) -> Inspection:
    pages = len(pdf.pages)
    remarks += [Remark("DamagedFile", said, partial=True) for said in harm_of(pdf, data).said()]
    found = [str(w) for w in pdf.get_warnings()]
    repaired = None
    if found or not data.startswith(_PDF):
        reason = _first_line(found[0]) if found else "the header was missing"
        remarks.append(Remark("RepairedFile", f"the structure was repaired: {reason}"))
        remarks += _losses(pdf, data)
        repaired = _rewritten(pdf)
    return Inspection(data, pages, read_signature(pdf), tuple(remarks), repaired)


def _losses(pdf: pikepdf.Pdf, data: bytes) -> list[Remark]:
    """What a repair cannot bring back."""
    if is_cut(data):
        return [Remark("DamagedFile", "the end of the file is missing, with what stood there", partial=True)]
    if lacks_objects(pdf, data):
        return [Remark("DamagedFile", "parts of the file are missing, with what stood there", partial=True)]
    return []


def _rewritten(pdf: pikepdf.Pdf) -> bytes | None:
    target = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pdf.save(target)
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return None
    return target.getvalue()


def _first_line(message: object) -> str:
    lines = _STREAM.sub("", str(message)).strip().splitlines()
    return lines[0][:300] if lines else type(message).__name__
