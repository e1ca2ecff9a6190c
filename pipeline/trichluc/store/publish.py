"""The current tables on an object store, for readers elsewhere.

Objects cannot be renamed together, so readers go by the manifest: it is sent last and names every file, and files that
no manifest names any more are removed after it. A reader of `<url>/<table>/*.parquet` alone is right except while a
publication is under way.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trichluc.errors import MissingPackage, OutputError
from trichluc.store.manifest import NAME, read_manifest
from trichluc.store.readers import open_snapshot
from trichluc.store.schemas import ROW_CLASSES


def publish(output: str | Path, url: str) -> tuple[int, int]:
    """Make `url` hold the current snapshot. Returns how many files were sent and how many were there already."""
    snapshot = open_snapshot(output)
    names = {f"{table}/{name}": file.bytes for (table, name), file in read_manifest(snapshot).names().items()}
    system, root = _open(url)
    try:
        there = {path.removeprefix(root + "/"): size for path, size in _listing(system, root)}
        # A name holds a digest of the content, so equal name and size mean an equal file.
        missing = [name for name, size in names.items() if there.get(name) != size]
        for name in missing:
            system.put_file(str(snapshot / name), f"{root}/{name}")
        system.put_file(str(snapshot / NAME), f"{root}/{NAME}")
        stale = [f"{root}/{name}" for name in there if name not in names and name.split("/")[0] in ROW_CLASSES]
        if stale:
            system.rm(stale)
    except (OSError, ValueError) as error:
        raise OutputError(f"{url}: cannot be written ({error})") from error
    return len(missing), len(names) - len(missing)


def _open(url: str) -> tuple[Any, str]:
    try:
        import fsspec

        system, root = fsspec.core.url_to_fs(url)
    except ImportError as error:
        raise MissingPackage(f"{url}: needs the packages of `pip install 'trichluc[remote]'` ({error})") from error
    except (OSError, ValueError) as error:
        raise OutputError(f"{url}: cannot be opened ({error})") from error
    return system, root.rstrip("/")


def _listing(system: Any, root: str) -> Iterator[tuple[str, int]]:
    system.invalidate_cache()
    for path, info in system.find(root, detail=True).items():
        yield path, int(info["size"])
