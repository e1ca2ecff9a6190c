"""From the solver's stack of open sections to nested headings: parents, depths and ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trichluc.extract.sections.candidates import Break, Candidate, Reading
from trichluc.extract.sections.solver import Placed

_BREAK = -1


@dataclass(slots=True)
class Outlined:
    """A heading in the tree. `parent` is the index of its parent in the outline, `end` where the section ends."""

    candidate: Candidate
    at: int
    ordinal: int
    """Its number in the order of the text, from 1."""
    depth: int
    parent: int | None
    end: int = -1

    @property
    def reading(self) -> Reading:
        """The reading of the marker that was chosen."""
        return self.candidate.readings[self.at]

    @property
    def body(self) -> int:
        """Where the words after the marker begin."""
        return self.candidate.bodies[self.at]


def outline(solved: Sequence[Placed | Break], body_end: Callable[[int, int | None], int]) -> list[Outlined]:
    """The headings with their parents and ends.

    A section ends where the next one begins that is not below it, or before a break, unless its numbering goes on
    after the break. `body_end` tells, given the paragraph of the last heading and the one of a break (None for the
    end of the text), where the text between them stops to belong to the last section.
    """
    found: list[Outlined] = []
    stack: list[int] = []
    ends: dict[int, int] = {}
    for event in solved:
        barrier = stack.index(_BREAK) if _BREAK in stack else len(stack)
        if isinstance(event, Break):
            end = _stop(found, event, body_end)
            for number in stack:
                ends.setdefault(number, end)
            stack[barrier:] = [_BREAK] if barrier else []
            continue
        for number in stack[event.depth :]:
            ends.setdefault(number, event.candidate.start)
        if barrier < len(stack) and barrier >= event.depth:
            for number in stack[: event.depth]:
                ends.pop(number, None)
        stack[event.depth :] = [len(found)]
        found.append(_outlined(event, stack, found))
    last = _stop(found, None, body_end)
    for number, heading in enumerate(found):
        heading.end = ends.get(number, last)
    return found


def _outlined(event: Placed, stack: Sequence[int], found: Sequence[Outlined]) -> Outlined:
    parent = stack[-2] if len(stack) > 1 and stack[-2] != _BREAK else None
    depth = 0 if parent is None else found[parent].depth + 1
    return Outlined(event.candidate, event.reading, len(found) + 1, depth, parent)


def _stop(found: Sequence[Outlined], event: Break | None, body_end: Callable[[int, int | None], int]) -> int:
    return body_end(found[-1].candidate.block if found else 0, event.block if event else None)
