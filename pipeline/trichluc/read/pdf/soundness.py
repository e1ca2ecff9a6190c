"""Whether the streams of a PDF are what was written, and whether objects that it names are gone.

qpdf passes over a wrong checksum of compressed data, and it is the only sign of a flipped bit or a zeroed sector that
the decoder does not stumble over; so the checksum is taken here, of what the text of a page depends on: contents,
forms, fonts with their tables, large pictures, and the streams that hold other objects.
"""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pikepdf

_MOST_RAW = 50_000_000
_MOST_INFLATED = 256_000_000
"""Bytes of one document that are inflated for the check; a bomb is left to the limits of the process."""
_PIECE = 1 << 20
_DEEPEST = 8
"""Forms within forms."""
_DEEPEST_TREE = 50
_PAGE_OF_PIXELS = 500_000
"""A picture with fewer is a logo or a stamp, not a scan."""
_OBJECT = re.compile(rb"(\d{1,9})\s+(\d{1,5})\s+obj$")
_REFERENCE = re.compile(rb"(?<![\w.#/(-])(\d{1,9}) (\d{1,5}) R\b")
_ALOUD = re.compile(rb"/StructTreeRoot\s+\d{1,9} \d{1,5} R\b")
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_END, _LAST = b"%%EOF", b"trailer"
_SUM = "incorrect data check"
"""How zlib names a checksum that is not that of the data."""


class _Marks(NamedTuple):
    begins: tuple[bytes, ...]
    holds: bytes
    ends: bytes


_PICTURES = {
    "/DCTDecode": _Marks((b"\xff\xd8",), b"\xff\xda", b"\xff\xd9"),
    "/JPXDecode": _Marks((b"\0\0\0\x0cjP  \r\n", b"\xff\x4f\xff\x51"), b"\xff\x93", b"\xff\xd9"),
}
"""How pictures of a format begin, what starts their data, how they end."""
_PADDING = 4096
"""Bytes that may follow the end of a picture."""
Key = tuple[int, int]
Parts = tuple[bool, bool, bool]
"""Whether forms, fonts and pictures are sound."""
_SOUND: Parts = (True, True, True)


@dataclass(slots=True)
class Harm:
    """What is damaged: pages whose contents are, pages whose fonts or pictures are, and whether objects are."""

    contents: set[int] = field(default_factory=set)
    fonts: set[int] = field(default_factory=set)
    pictures: set[int] = field(default_factory=set)
    objects: bool = False
    checked: int = 0
    sums: int = 0
    """Streams that were inflated whole and whose checksum is another."""

    def said(self) -> Iterator[str]:
        """A sentence for each kind of damage. Where every sum is wrong, the maker of the file took them wrongly."""
        if self.sums == self.checked > _ALL_WRONG:
            return
        for what, pages in (("content", self.contents), ("fonts", self.fonts), ("picture", self.pictures)):
            if pages:
                verb = "are" if what == "fonts" else "is"
                yield f"the {what} of page {', '.join(map(str, sorted(pages)[:10]))} {verb} damaged"
        if self.objects:
            yield "a stream that holds other objects is damaged"


_ALL_WRONG = 3


class _Check:
    """Looks at each stream once."""

    def __init__(self) -> None:
        self.harm = Harm()
        self._known: dict[Key, bool] = {}
        self._parts: dict[Key, Parts] = {}
        self._left = _MOST_INFLATED

    def page(self, number: int, page: pikepdf.Page) -> None:
        contents = page.obj.get("/Contents")
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        if not all(self.sound(stream) for stream in streams):
            self.harm.contents.add(number)
        parts = self._uses(page.obj.get("/Resources") or _inherited(page), 0)
        for sound, kind in zip(parts, (self.harm.contents, self.harm.fonts, self.harm.pictures), strict=True):
            if not sound:
                kind.add(number)

    def _uses(self, resources: object, depth: int) -> Parts:
        """Whether forms, fonts and pictures of a resource dictionary are sound."""
        if not isinstance(resources, pikepdf.Dictionary) or depth > _DEEPEST:
            return _SOUND
        key = resources.objgen
        if not key[0]:
            return self._looked_at(resources, depth)
        if key not in self._parts:
            self._parts[key] = _SOUND  # what contains itself is looked at once
            self._parts[key] = self._looked_at(resources, depth)
        return self._parts[key]

    def _looked_at(self, resources: pikepdf.Dictionary, depth: int) -> Parts:
        fonts = all(self._font(font) for font in _values(resources.get("/Font")))
        forms = pictures = True
        for one in _values(resources.get("/XObject")):
            if not isinstance(one, pikepdf.Stream):
                continue
            if one.get("/Subtype") == "/Form":
                inside = self._form(one, depth)
                forms, fonts, pictures = forms and inside[0], fonts and inside[1], pictures and inside[2]
            elif _pixels(one) > _PAGE_OF_PIXELS:
                pictures = self.sound(one) and pictures
        return forms, fonts, pictures

    def _form(self, form: pikepdf.Stream, depth: int) -> Parts:
        key = form.objgen
        if key not in self._parts:
            self._parts[key] = _SOUND
            forms, fonts, pictures = self._uses(form.get("/Resources"), depth + 1)
            self._parts[key] = forms and self.sound(form), fonts, pictures
        return self._parts[key]

    def _font(self, font: object) -> bool:
        if not isinstance(font, pikepdf.Dictionary):
            return True
        key = font.objgen
        if key[0] and key in self._known:
            return self._known[key]
        described = [font, *_values(font.get("/DescendantFonts"))]
        found: list[object] = [font.get("/ToUnicode"), font.get("/Encoding")]
        for one in described:
            descriptor = one.get("/FontDescriptor") if isinstance(one, pikepdf.Dictionary) else None
            if isinstance(descriptor, pikepdf.Dictionary):
                found += [descriptor.get(name) for name in _FONT_FILES]
        sound = all(self.sound(stream) for stream in found)
        if key[0]:
            self._known[key] = sound
        return sound

    def sound(self, stream: object) -> bool:
        """Whether a stream can be decoded and is what was compressed. What is no stream is sound."""
        if not isinstance(stream, pikepdf.Stream):
            return True
        key = stream.objgen
        if key not in self._known:
            self._known[key] = self._decodes(stream)
        return self._known[key]

    def _decodes(self, stream: pikepdf.Stream) -> bool:
        length = stream.get("/Length", 0)
        if self._left <= 0 or (isinstance(length, int) and length > _MOST_RAW):
            return True
        self.harm.checked += 1
        filters = _filters(stream)
        try:
            if filters == ["/FlateDecode"]:
                return self._inflates(stream.read_raw_bytes())
            if stream.get("/Subtype") == "/Image":
                return _is_picture(stream, filters)
            stream.read_bytes()
        except zlib.error as error:
            self.harm.sums += _SUM in str(error)
            return False
        except (pikepdf.PdfError, ValueError, TypeError):
            return False
        return True

    def _inflates(self, data: bytes) -> bool:
        inflating = zlib.decompressobj()
        while data and not inflating.eof and self._left > 0:
            self._left -= len(inflating.decompress(data, _PIECE))
            data = inflating.unconsumed_tail
        return True


def harm_of(pdf: pikepdf.Pdf, data: bytes) -> Harm:
    """The damage in the streams of a PDF that qpdf could open; `data` are its bytes."""
    check = _Check()
    for number, page in enumerate(pdf.pages, 1):
        check.page(number, page)
    # The names of objects in such streams change the text too; they are found by their type, nothing refers to them.
    harm = check.harm
    harm.objects = not all(check.sound(stream) for stream in _object_streams(pdf, data))
    return harm


def _object_streams(pdf: pikepdf.Pdf, data: bytes) -> Iterator[object]:
    at = data.find(b"/ObjStm")
    while at >= 0:
        head = data[max(0, data.rfind(b"obj", 0, at) - 20) : data.rfind(b"obj", 0, at) + 3]
        named = _OBJECT.search(head)
        if named:
            yield pdf.get_object(int(named[1]), int(named[2]))
        at = data.find(b"/ObjStm", at + 1)


def is_cut(data: bytes) -> bool:
    """Whether the mark of the end is missing and the trailer before it; bytes that fill up a block may follow."""
    end = data.rstrip(b"\0\r\n\t ")[-1024:]
    return _END not in end and _LAST not in end


def lacks_objects(pdf: pikepdf.Pdf, data: bytes) -> bool:
    """Whether objects are named that are nowhere, other than the outline for readers aloud, which holds no text."""
    named = {key for piece in (data, *_inflated(pdf, data)) for key in _REFERENCE.findall(_ALOUD.sub(b"", piece))}
    return any(pdf.get_object(int(number), int(generation)) is None for number, generation in named)


def _inflated(pdf: pikepdf.Pdf, data: bytes) -> Iterator[bytes]:
    for stream in _object_streams(pdf, data):
        if isinstance(stream, pikepdf.Stream):
            with contextlib.suppress(pikepdf.PdfError):
                yield stream.read_bytes()


def _values(held: object) -> list[object]:
    if isinstance(held, pikepdf.Dictionary):
        return [held[name] for name in held.keys()]  # noqa: SIM118 - not a dict
    return list(held) if isinstance(held, pikepdf.Array) else []


def _inherited(page: pikepdf.Page) -> object:
    node: object = page.obj.get("/Parent")
    for _ in range(_DEEPEST_TREE):
        if not isinstance(node, pikepdf.Dictionary):
            break
        if (found := node.get("/Resources")) is not None:
            return found
        node = node.get("/Parent")
    return None


def _filters(stream: pikepdf.Stream) -> list[str]:
    held = stream.get("/Filter")
    names = list(held) if isinstance(held, pikepdf.Array) else [] if held is None else [held]
    return list(map(str, names))


def _is_picture(stream: pikepdf.Stream, filters: list[str]) -> bool:
    """Whether a picture begins and ends as its format does; what is inside, only a drawing would tell."""
    if not filters:
        return len(stream.read_raw_bytes()) * 8 >= _pixels(stream)
    marks = _PICTURES.get(filters[0]) if len(filters) == 1 else None
    if marks is None:
        return True
    data = stream.read_raw_bytes()
    return data.startswith(marks.begins) and marks.holds in data and marks.ends in data[-_PADDING:]


def _pixels(picture: pikepdf.Stream) -> int:
    width, height = picture.get("/Width", 0), picture.get("/Height", 0)
    return width * height if isinstance(width, int) and isinstance(height, int) else 0
