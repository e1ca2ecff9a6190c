"""The original files, for the pictures of their pages. A file is used only if its bytes are those that were read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pebble import ProcessPool

from trichluc.ids import document_id
from trichluc.read.render import page_pictures
from trichluc.report import PageRow
from trichluc.web.render import data_address
from trichluc.web.traces import PagePicture

_SECONDS = 30


def original_bytes(folder: Path, source: str, doc_id: str) -> bytes | None:
    """The bytes of a source below a folder; None when it is not there, is outside, or has changed."""
    path = (folder / source).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        return None
    data = path.read_bytes()
    return data if document_id(data) == doc_id else None


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
    folder: Path, wanted: Mapping[tuple[str, str], Mapping[int, tuple[float, float]]]
) -> dict[tuple[str, int], PagePicture]:
    """Pictures by document and page; `wanted` maps (document id, source) to the sizes of its pages in points."""
    pictures: dict[tuple[str, int], PagePicture] = {}
    for (doc_id, source), sizes in sorted(wanted.items()):
        data = original_bytes(folder, source, doc_id)
        for number, address in drawn_pages(data, source, sizes).items() if data else ():
            pictures[doc_id, number] = PagePicture(address, *sizes[number])
    return pictures


def all_pictures(data: bytes, source: str, pages: Iterable[PageRow]) -> dict[int, str]:
    """The pictures of all pages of one report."""
    return drawn_pages(data, source, [page.page for page in pages])
