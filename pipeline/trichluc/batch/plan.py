"""What there is to read: folders and files in, a list in a fixed order out. Nothing is opened here but folders."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trichluc.errors import InputError, LinkNotFollowed, MissingInput, NotAFile, UnreadableFile
from trichluc.store.dataset import source_order


@dataclass(frozen=True, slots=True)
class Planned:
    """A file to read. `source` names it in the tables, `location` is where it is: a path or a URL.

    `refusal` says why it will not even be opened.
    """

    source: str
    location: str
    refusal: InputError | None = None


def is_url(text: str) -> bool:
    """Whether an input is a URL of some file system and not a path."""
    return "://" in text


def plan(inputs: Sequence[str | Path], leave_out: Path | None = None) -> list[Planned]:
    """Every file below the inputs, once, in the order of the sources. `leave_out` is the output folder.

    An input that does not exist is planned with its refusal; `MissingInput` is raised when none of them exists.
    """
    found = [list(_below(str(item), leave_out)) for item in inputs]
    missing = [group[0].refusal for group in found if group and isinstance(group[0].refusal, MissingInput)]
    if missing and len(missing) == len(found):
        raise missing[0]
    sources = Counter({_same_place(file.location): file.source for group in found for file in group}.values())
    clash = len(found) > 1 and any(count > 1 for count in sources.values())
    files: dict[str, Planned] = {}
    for item, group in zip(inputs, found, strict=True):
        prefix = f"{shown_name(Path(str(item)).name)}/" if clash and not Path(str(item)).is_file() else ""
        for file in group:
            files.setdefault(_same_place(file.location), replace(file, source=prefix + file.source))
    return _distinct(files.values())


def _below(item: str, leave_out: Path | None) -> Iterator[Planned]:
    if is_url(item):
        from trichluc.batch.remote import listing

        yield from listing(item)
        return
    root = Path(item)
    try:
        mode = root.stat().st_mode
    except OSError as error:
        yield Planned(shown_name(root.name), str(root), MissingInput(f"{item}: {error.strerror}"))
        return
    if stat.S_ISDIR(mode):
        skip = _identity(leave_out) if leave_out is not None and leave_out.exists() else None
        yield from _walk(root, skip)
    else:
        source = shown_name(root.name)
        yield Planned(source, os.path.realpath(item), None if stat.S_ISREG(mode) else _special(source))


def _walk(root: Path, skip: tuple[int, int] | None) -> Iterator[Planned]:
    waiting = [(str(root), "")]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            if not prefix:
                raise UnreadableFile(f"{folder}: {error.strerror}") from error
            source = prefix.rstrip("/")
            yield Planned(source, folder, UnreadableFile(f"{source}: the folder cannot be listed ({error.strerror})"))
            continue
        for entry in entries:
            source = prefix + shown_name(entry.name)
            if entry.is_dir(follow_symlinks=False):
                if skip is None or _identity(Path(entry.path)) != skip:
                    waiting.append((entry.path, source + "/"))
            else:
                yield Planned(source, entry.path, _refusal(entry, source))


def _refusal(entry: os.DirEntry[str], source: str) -> InputError | None:
    if entry.is_symlink():
        return LinkNotFollowed(f"{source}: a symbolic link; links are not followed")
    return None if entry.is_file(follow_symlinks=False) else _special(source)


def _special(source: str) -> InputError:
    return NotAFile(f"{source}: a pipe, device or socket, not a file")


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _same_place(location: str) -> str:
    """The same for a file that was given twice; links are not resolved in the last place."""
    if is_url(location):
        return location
    folder, name = os.path.split(location)
    return os.path.join(os.path.realpath(folder), name)  # noqa: PTH118 - the name can be no text


def shown_name(name: str) -> str:
    """A file name as it stands in the tables: NFC; a byte or character that cannot be shown safely as its number."""
    written = "".join(_escape(c) if unicodedata.category(c) in _UNSHOWN else c for c in name)
    return unicodedata.normalize("NFC", written)


_UNSHOWN = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))


def _escape(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is no text, as Python carries it in names
        return f"\\x{code - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")


def _distinct(files: Iterable[Planned]) -> list[Planned]:
    """Sorted, and two files whose names look alike told apart by a number."""
    ordered = sorted(files, key=lambda f: (source_order(f.source), os.fsencode(f.location)))
    taken: dict[str, Planned] = {}
    for file in ordered:
        source, number = file.source, 2
        while source in taken:
            source, number = f"{file.source}~{number}", number + 1
        taken[source] = replace(file, source=source)
    return sorted(taken.values(), key=lambda f: source_order(f.source))
