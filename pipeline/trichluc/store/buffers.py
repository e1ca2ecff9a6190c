"""Rows to columns as Arrow lays them out in memory, without Arrow.

The process that reads a document makes plain bytes of its rows; it need not load Arrow (0.3 s and 60 MB a worker), and
what receives them builds arrays around the bytes after checking them. A column is a flat list of buffers, those of
its children after its own; None stands for a validity map of a column without nulls. A struct that is missing has
fields that hold something, for Arrow the map of the struct decides.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any

from trichluc.store.kinds import Kind, columns

Buffers = list[bytes | None]
_EPOCH = dt.date(1970, 1, 1).toordinal()
_FILLER: Mapping[str, object] = {"string": "", "bool": False, "date32": dt.date(1970, 1, 1), "list": (), "struct": None}
_TYPECODES: Mapping[str, str] = {"int16": "h", "int32": "i", "int64": "q", "float32": "f", "float64": "d"}


def table_buffers(table: str, rows: Sequence[object]) -> Buffers:
    """All columns of a table. Raises OverflowError for a number too large, UnicodeEncodeError for what is no text."""
    out: Buffers = []
    for field in columns(table):
        _add(list(map(attrgetter(field.name), rows)), field.kind, out)
    return out


def _add(values: Sequence[Any], kind: Kind, out: Buffers) -> None:
    if kind.name == "list":
        out += (None, _offsets(map(len, values)))
        _add(list(chain.from_iterable(values)), kind.fields[0].kind, out)
        return
    missing = None in values
    out.append(_bits(value is not None for value in values) if missing else None)
    if kind.name == "struct":
        for field in kind.fields:
            read = attrgetter(field.name)
            filler = None if field.nullable else _FILLER.get(field.kind.name, 0)
            _add([filler if value is None else read(value) for value in values], field.kind, out)
    else:
        _ADD.get(kind.name, _numbers)(values, missing, out, _TYPECODES.get(kind.name, ""))


def _strings(values: Sequence[Any], missing: bool, out: Buffers, _: str) -> None:
    encoded = [b"" if v is None else v.encode() for v in values] if missing else [v.encode() for v in values]
    out += (_offsets(map(len, encoded)), b"".join(encoded))


def _booleans(values: Sequence[Any], _: bool, out: Buffers, __: str) -> None:
    out.append(_bits(values))


def _dates(values: Sequence[Any], _: bool, out: Buffers, __: str) -> None:
    out.append(array("i", [0 if v is None else v.toordinal() - _EPOCH for v in values]).tobytes())


def _numbers(values: Sequence[Any], missing: bool, out: Buffers, typecode: str) -> None:
    out.append(array(typecode, [0 if v is None else v for v in values] if missing else values).tobytes())


Add = Callable[[Sequence[Any], bool, Buffers, str], None]
_ADD: Mapping[str, Add] = {"string": _strings, "bool": _booleans, "date32": _dates}


def _offsets(lengths: Iterable[int]) -> bytes:
    return array("i", accumulate(lengths, initial=0)).tobytes()


def _bits(flags: Iterable[object]) -> bytes:
    """Eight flags a byte, the first in the lowest bit."""
    written = "".join(["1" if flag else "0" for flag in flags])
    return int(written[::-1] or "0", 2).to_bytes((len(written) + 7) // 8, "little")
