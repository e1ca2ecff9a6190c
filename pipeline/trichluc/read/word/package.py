"""The zip package of a Word file: refused when it is a bomb, opened whichever kind of Word file it is.

Files with macros and templates hold the same parts under another content type, files of ISO 29500 Strict the same
elements under other names of their vocabularies. Both are opened as plain documents; macros are never looked at.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from trichluc.errors import DamagedFile, EncryptedFile, LimitExceeded

BROKEN = (
    PackageNotFoundError, KeyError, ValueError, EOFError, NotImplementedError, etree.XMLSyntaxError, zlib.error,
    zipfile.BadZipFile,
)  # fmt: skip
"""What the libraries raise when a package is not as it should be."""
_MAX_UNPACKED = 200 * 1024 * 1024
_ENCRYPTED = 1
_MAX_RATIO = 100
_TYPES = "[Content_Types].xml"
_PLAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KINDS = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?\.main"
    rb"|openxmlformats-officedocument\.wordprocessingml\.template\.main)\+xml"
)
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"


def open_word(data: bytes, name: str) -> WordDocument:
    """The document of a package.

    Raises one of `BROKEN`, `EncryptedFile`, or `DamagedFile` when it is no Word file at all.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if any(info.flag_bits & _ENCRYPTED for info in archive.infolist()):
            raise EncryptedFile(f"{name}: needs a password to be opened")
        types = archive.read(_TYPES)
        strict = any(_STRICT.search(archive.read(n)) for n in archive.namelist() if n == "_rels/.rels")
        if strict or _KINDS.search(types):
            data = _as_plain(archive)
        elif _PLAIN not in types:
            raise DamagedFile(f"{name}: the package holds no Word document")
    return docx.Document(io.BytesIO(data))


def _as_plain(archive: zipfile.ZipFile) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as plain:
        for part in dict.fromkeys(archive.namelist()):
            content = archive.read(part)
            if part.endswith((".xml", ".rels")):
                content = _STRICT.sub(_USUAL, _KINDS.sub(_PLAIN, content))
            plain.writestr(part, content)
    return target.getvalue()


def size_without_bombs(data: bytes, name: str) -> int:
    """The bytes of its XML when it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
            written = sum(info.file_size for info in archive.infolist() if info.filename.endswith(".xml"))
            declaring = [info.filename for info in archive.infolist() if _declares_entities(archive, info)]
    except zipfile.BadZipFile as error:
        raise DamagedFile(f"{name}: the Word file is not a readable zip archive") from error
    if unpacked > _MAX_UNPACKED or unpacked > max(_MAX_RATIO * len(data), 1 << 20):
        raise LimitExceeded(f"{name}: unpacks to {unpacked:,} bytes from {len(data):,}")
    if declaring:
        raise DamagedFile(f"{name}: {declaring[0]} declares entities, which no Word file does; they can stand for text")
    return written


def _declares_entities(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    if not info.filename.startswith("word/") or not info.filename.endswith(".xml") or info.flag_bits & _ENCRYPTED:
        return False
    with archive.open(info) as stream:
        return b"<!DOCTYPE" in stream.read(1024)
