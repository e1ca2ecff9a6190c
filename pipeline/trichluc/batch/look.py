"""What a first look at a document tells: the value that comes back from the process that looked."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """What one file is. `pictures` of the `sampled` pages need a recogniser."""

    media_type: str
    pages: int
    sampled: int
    pictures: int
    charset: str
    errors: tuple[str, ...]

    @property
    def is_legible(self) -> bool:
        """Whether some page has a text layer that can be used; files without pages always have text."""
        return not self.sampled or self.pictures < self.sampled

    @property
    def picture_pages(self) -> int:
        """How many pages are likely to need a recogniser."""
        return round(self.pages * self.pictures / self.sampled) if self.sampled else 0


def parse_look(data: bytes) -> Look:
    """The look in the bytes that `survey` made. Raises ValueError or TypeError for anything else."""
    values = json.loads(data)
    look = Look(**{**values, "errors": tuple(map(str, values["errors"]))})
    if not all(isinstance(number, int) for number in (look.pages, look.sampled, look.pictures)):
        raise TypeError("not numbers")
    return look
