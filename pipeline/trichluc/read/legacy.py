"""Pages whose fonts are older than Unicode: all suspicious pages of a document are judged together."""

from __future__ import annotations

from collections.abc import Sequence

from trichluc.read.charset import CharsetRules
from trichluc.read.encoding import is_suspicious
from trichluc.read.rawwords import RawWord
from trichluc.read.runs import Run, decode_pages


def may_be_legacy(words: Sequence[RawWord], rules: CharsetRules) -> bool:
    """Whether a page holds letters that Vietnamese in Unicode has no use for."""
    return is_suspicious("".join([word.text for word in words]), rules)


def decode_words(pages: Sequence[Sequence[RawWord]], rules: CharsetRules) -> list[str]:
    """Decode the words of all pages in place; returns the charset of each page."""
    charsets = []
    decoded = decode_pages([[_run(word) for word in words] for words in pages], rules)
    for words, (charset, runs) in zip(pages, decoded, strict=True):
        for word, run in zip(words, runs, strict=True):
            word.text = run.text.lstrip(" ")
        charsets.append(charset)
    return charsets


def _run(word: RawWord) -> Run:
    blank = "" if word.glued else " "
    return Run(blank + word.text, word.style.font, word.style.bold, word.style.italic, None, word.superscript)
