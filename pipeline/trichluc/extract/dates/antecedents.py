"""`6 tháng đầu năm` without a year takes it from its own line, else from what the document said of the same part.

Only parts of a year do. A bare month or day stays without year, because its year is often another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from trichluc.extract.dates.atoms import Atom
from trichluc.extract.dates.joining import complete, place
from trichluc.language.calendar import Moment
from trichluc.text import Text

_TITLE = 120
"""Characters of a title between the part of a year that was and the one to come."""


def complete_parts(atoms: Sequence[Atom], text: Text) -> None:
    """Give parts of a year without number the year of the part that follows, of the same part, or of the subject."""
    pending = [atom for atom in atoms if atom.of_the_year and atom.yearless]
    if not pending:
        return
    _take_from_next(atoms, text.value)
    known: dict[tuple[object, ...], int] = {}
    for atom in atoms:
        if atom.first.year is not None:
            known.setdefault(_part(atom), atom.first.year)
    of_report = _subject_year(atoms, text)
    for atom in pending:
        year = known.get(_part(atom), of_report)
        if year is not None:
            complete(atom, year)


def _take_from_next(atoms: Sequence[Atom], value: str) -> None:
    """`kết quả 9 tháng đầu năm; nhiệm vụ 3 tháng cuối năm 2024`: both are parts of one year."""
    for before, after in pairwise(atoms):
        if not (before.of_the_year and before.yearless and after.rule == before.rule) or after.first.year is None:
            continue
        between = value[before.end : after.start]
        if len(between) <= _TITLE and "\n" not in between and place(before.first) < place(after.first):
            complete(before, after.first.year)


def _part(atom: Atom) -> tuple[object, ...]:
    return (*_unit(atom.first), *(_unit(atom.last) if atom.last else ()))


def _unit(at: Moment) -> tuple[object, ...]:
    return at.month, at.day, at.season


def _subject_year(atoms: Sequence[Atom], text: Text) -> int | None:
    """The year of the first period that the subject (trích yếu) of a periodic report names; single days aside."""
    subject = next((block for block in text.blocks if block.kind == "subject"), None)
    if subject is None:
        return None
    named = (a for a in atoms if subject.char_start <= a.start < subject.char_end and a.kind != "day")
    return next((a.first.year for a in named if a.first.year is not None), None)
