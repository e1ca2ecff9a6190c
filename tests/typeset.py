"""Pages for tests: typst source to PDF bytes, with fonts that hold every Vietnamese letter."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

import typst
from corpus.fonts import folders

HEAD = """#set page(width: 595pt, height: 842pt, margin: (left: 85pt, right: 57pt, top: 70pt, bottom: 70pt){page})
#set text(font: "Liberation Serif", size: 14pt, lang: "vi", hyphenate: false)
#set par(justify: true, first-line-indent: (amount: 36pt, all: true), leading: 6pt, spacing: 12pt)
"""


@functools.cache
def typeset(body: str, page: str = "", head: str | None = None) -> bytes:
    """The PDF of a typst body, set like a State document; `page` adds arguments to `#set page`."""
    source = (HEAD.replace("{page}", f", {page}" if page else "") if head is None else head) + body
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder) / "main.typ"
        main.write_text(source, encoding="utf-8")
        fonts = [str(path) for path in folders()]
        return typst.compile(str(main), font_paths=fonts, ignore_system_fonts=True, pdf_tags=False)
