"""Inputs on object stores and other file systems that fsspec knows (`s3://bucket/folder`)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

import fsspec

from trichluc.batch.intake import too_large
from trichluc.batch.plan import Planned, shown_name
from trichluc.errors import MissingInput, UnreadableFile


def listing(url: str) -> Iterator[Planned]:
    """Every file below a URL, or the file itself."""
    try:
        system, root = fsspec.core.url_to_fs(url)
        found = system.find(root, detail=True)
    except (OSError, ValueError, ImportError) as error:
        raise MissingInput(f"{url}: cannot be listed ({error})") from error
    if not found:
        raise MissingInput(f"{url}: nothing there")
    root = root.rstrip("/")
    for path in found:
        name = posixpath.basename(path) if path == root else path[len(root) :].lstrip("/")
        source = "/".join(shown_name(part) for part in name.split("/"))
        yield Planned(source, system.unstrip_protocol(path))


def fetch(planned: Planned, limit: int) -> bytes:
    """The bytes of one file."""
    try:
        with fsspec.open(planned.location, "rb") as stream:
            data: bytes = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"{planned.source}: cannot be fetched ({error})") from error
    if len(data) > limit:
        raise too_large(planned.source, limit)
    return data
