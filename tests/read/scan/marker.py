"""Pictures of single markers, as a scanner without noise would give them."""

from __future__ import annotations

import numpy as np
from PIL import Image

from tests.typeset import typeset
from trichluc.read.render import Renderer
from trichluc.read.scan.picture import Gray


def set_marker(
    marker: str, dpi: float, weight: str = "bold", style: str = "normal"
) -> tuple[Gray, tuple[int, int, int, int]]:
    """The marker in Times as it is printed, and its box."""
    page = "#set page(width: 90pt, height: 40pt, margin: 10pt)"
    type_ = f'#set text(size: 14pt, weight: "{weight}", style: "{style}")'
    with Renderer(typeset(f'{page}\n{type_}\n#"{marker}"'), "dau.pdf") as renderer:
        gray = np.asarray(Image.fromarray(renderer.picture(1, dpi)[0]).convert("L"))
    rows, columns = (np.flatnonzero((gray < 140).any(axis=axis)) for axis in (1, 0))
    return gray, (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
