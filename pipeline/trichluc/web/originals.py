"""The original files, for the pictures of their pages. A file is used only if its bytes are those that were read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from pebble import ProcessPool

from trichluc.ids import document_id
from trichluc.read.render import page_pictures
from trichluc.report import PageRow
from trichluc.store.origins import recall
from trichluc.web.render import data_address
from trichluc.web.traces import PagePicture

_SECONDS = 30
_LARGEST = 1 << 30
_MOST_FILES = 200_000


class Originals:
    """The files that were read: below the folder that is given, else where the last run found them.

    A folder may be given a level too high or too low; a file counts only if its bytes are those that were read.
    """

    def __init__(self, output: Path, folder: Path | None = None) -> None:
        self._roots = [folder] if folder is not None else recall(output)
        self._names: dict[str, list[Path]] | None = None
        self.missing: list[str] = []
        """Sources that were asked for and not found, each once."""

    def find(self, source: str, doc_id: str) -> bytes | None:
        """The bytes of a source; None when no file with these bytes is there."""
        for path in self._places(source):
            if path.is_file() and path.stat().st_size <= _LARGEST:
                data = path.read_bytes()
                if document_id(data) == doc_id:
                    return data
        if source not in self.missing:
            self.missing.append(source)
        return None

    def _places(self, source: str) -> Iterator[Path]:
        for root in self._roots:
            for folder in (root, root.parent):
                path = (folder / source).resolve()
                if path.is_relative_to(folder.resolve()):
                    yield path
        yield from self._named(source.rpartition("/")[2])

    def _named(self, name: str) -> list[Path]:
        """Files of that name anywhere below the folders."""
        if self._names is None:
            self._names = {}
            for path in islice((path for root in self._roots for path in _files(root)), _MOST_FILES):
                self._names.setdefault(path.name, []).append(path)
        return self._names.get(name, [])


def _files(root: Path) -> Iterator[Path]:
    """All files below a folder, in a fixed order; links are not followed."""
    if root.is_file():
        yield root
    for folder, folders, names in os.walk(root):
        folders.sort()
        yield from (Path(folder) / name for name in sorted(names))


def drawn_pages(data: bytes, source: str, numbers: Iterable[int]) -> dict[int, str]:
    """The pictures of some pages of a PDF as addresses that hold them; nothing for files that are no PDF."""
    if not data.startswith(b"%PDF"):
        return {}
    return {number: data_address(drawn) for number, drawn in page_pictures(data, source, sorted(numbers)).items()}


def picture_file(data: bytes, source: str, number: int) -> bytes:
    """The picture of one page, drawn in a process of its own: pdfium is not thread safe, and files may be hostile."""
    with ProcessPool(max_workers=1) as pool:
        drawn: dict[int, bytes] = pool.schedule(page_pictures, args=(data, source, [number]), timeout=_SECONDS).result()
    return drawn[number]


def trace_pictures(
    originals: Originals, wanted: Mapping[tuple[str, str], Mapping[int, tuple[float, float]]]
) -> dict[tuple[str, int], PagePicture]:
    """Pictures by document and page; `wanted` maps (document id, source) to the sizes of its pages in points."""
    pictures: dict[tuple[str, int], PagePicture] = {}
    for (doc_id, source), sizes in sorted(wanted.items()):
        data = originals.find(source, doc_id)
        for number, address in drawn_pages(data, source, sizes).items() if data else ():
            pictures[doc_id, number] = PagePicture(address, *sizes[number])
    return pictures


def all_pictures(data: bytes, source: str, pages: Iterable[PageRow]) -> dict[int, str]:
    """The pictures of all pages of one report."""
    return drawn_pages(data, source, [page.page for page in pages])
