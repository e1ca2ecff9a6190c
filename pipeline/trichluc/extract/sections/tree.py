"""From outlined headings to the rows of `sections`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trichluc.extract.sections.outline import Outlined
from trichluc.extract.sections.roles import Roles
from trichluc.extract.sections.titles import Heading
from trichluc.ids import finding_id
from trichluc.places import Places
from trichluc.report import Section
from trichluc.text import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in its place in the tree, with its title."""

    placed: Outlined
    heading: Heading


def build(text: Text, entries: Sequence[Entry], roles: Roles) -> tuple[Section, ...]:
    """The rows, in the order of the text."""
    places = Places(text)
    sections: list[Section] = []
    for entry in entries:
        above = entry.placed.parent
        parent = None if above is None else sections[above]
        sections.append(_section(places, entry, parent, roles))
    return tuple(sections)


def _section(places: Places, entry: Entry, parent: Section | None, roles: Roles) -> Section:
    placed, heading = entry.placed, entry.heading
    numeral, scheme = placed.reading.numeral, placed.reading.scheme
    doc_id, start = places.text.doc_id, placed.candidate.start
    end = _trimmed(places.text.value, heading.end, placed.end)
    return Section(
        doc_id=doc_id,
        char_start=start,
        char_end=end,
        page=places.page(start),
        boxes=places.boxes(start, heading.end),
        section_id=finding_id(doc_id, "sections", start, end, scheme.id),
        parent_id=parent.section_id if parent else None,
        ordinal=placed.ordinal,
        level=placed.depth + 1,
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
    has_roles = entry.placed.reading.scheme.roles
    if parent is None:
        return roles.role(entry.heading.title) if has_roles else None
    return roles.role_below(entry.heading.title, parent.role) if has_roles else parent.role


def _trimmed(value: str, start: int, end: int) -> int:
    """The end without the line breaks before it."""
    while end > start and value[end - 1].isspace():
        end -= 1
    return end
