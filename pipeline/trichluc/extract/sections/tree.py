"""From placed headings to the rows of `sections`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trichluc.extract.sections.candidates import Reading
from trichluc.extract.sections.roles import Roles
from trichluc.extract.sections.solver import Closed, Placed
from trichluc.extract.sections.titles import Heading
from trichluc.ids import finding_id
from trichluc.places import Places
from trichluc.report import Section, Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in its place in the tree."""

    placed: Placed
    heading: Heading

    @property
    def reading(self) -> Reading:
        """The reading of the marker that was chosen."""
        return self.placed.candidate.readings[self.placed.reading]


def build(text: Text, entries: Sequence[Entry | Closed], last: int, roles: Roles) -> tuple[Section, ...]:
    """The rows, in the order of the text. `last` is where the body ends after the last heading."""
    places = Places(text)
    sections: list[Section] = []
    open_sections: list[Section] = []
    for entry, end in zip(entries, _ends(entries, last), strict=True):
        if isinstance(entry, Closed):
            open_sections = []
            continue
        del open_sections[entry.placed.depth :]
        family = _Family(open_sections[-1] if open_sections else None, len(sections) + 1)
        section = _section(places, entry, _trimmed(text.value, entry.heading.end, end), family, roles)
        sections.append(section)
        open_sections.append(section)
    return tuple(sections)


@dataclass(frozen=True, slots=True)
class _Family:
    """A section's parent, and its number in the order of the text."""

    parent: Section | None
    ordinal: int


def _section(places: Places, entry: Entry, end: int, family: _Family, roles: Roles) -> Section:
    start, numeral, scheme = entry.placed.candidate.start, entry.reading.numeral, entry.reading.scheme
    parent, doc_id, heading = family.parent, places.text.doc_id, entry.heading
    return Section(
        doc_id=doc_id,
        char_start=start,
        char_end=end,
        page=places.page(start),
        boxes=places.boxes(start, heading.end),
        section_id=finding_id(doc_id, "sections", start, end, scheme.id),
        parent_id=parent.section_id if parent else None,
        ordinal=family.ordinal,
        level=entry.placed.depth + 1,
        scheme=scheme.row,
        marker=numeral.marker,
        number=numeral.number,
        path=f"{parent.path}/{numeral.marker}" if parent else numeral.marker,
        title=heading.title,
        role=_role(roles, entry, parent),
        repaired=numeral.repaired,
        heading_end=heading.end,
    )


def _role(roles: Roles, entry: Entry, parent: Section | None) -> str | None:
    if parent is None:
        return roles.role(entry.heading.title) if entry.reading.scheme.roles else None
    return roles.role_below(entry.heading.title, parent.role) if entry.reading.scheme.roles else parent.role


def _trimmed(value: str, start: int, end: int) -> int:
    """The end without the line breaks before it."""
    while end > start and value[end - 1].isspace():
        end -= 1
    return end


def _ends(entries: Sequence[Entry | Closed], last: int) -> list[int]:
    """Where each section ends: at the next heading that is not below it, at a break, or where the body ends."""
    ends = [last] * len(entries)
    open_at: list[int] = []
    for at, entry in enumerate(entries):
        start, depth = (
            (entry.at.start, 0) if isinstance(entry, Closed) else (entry.placed.candidate.start, entry.placed.depth)
        )
        for closed in open_at[depth:]:
            ends[closed] = start
        del open_at[depth:]
        if not isinstance(entry, Closed):
            open_at.append(at)
    return ends
