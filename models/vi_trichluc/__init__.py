"""The rule package: data, and the door through which spaCy loads it as a pipeline."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab

ROOT = Path(__file__).parent
__version__: str = json.loads((ROOT / "meta.json").read_text(encoding="utf-8"))["version"]


def load(
    vocab: Vocab | bool = True,
    disable: Iterable[str] = (),
    enable: Iterable[str] = (),
    exclude: Iterable[str] = (),
    config: dict[str, Any] | None = None,
) -> Language:
    """The rules as a spaCy pipeline; `spacy.load("vi_trichluc")` ends here.

    The findings stand in `doc.spans["sections" | "citations" | "dates" | "numbers"]`; `span._.finding` is the row.
    The engine must be installed (`pip install trichluc`). Raises spaCy's own errors for wrong settings.
    """
    from spacy import util

    settings = util.load_config(ROOT / "config.cfg", overrides=config or {})
    nlp: Language = util.load_model_from_config(
        settings,
        vocab=vocab,
        disable=disable,
        enable=enable,
        exclude=exclude,
        auto_fill=True,
        meta=json.loads((ROOT / "meta.json").read_text(encoding="utf-8")),
    )
    return nlp
