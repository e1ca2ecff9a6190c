"""Pages whose fonts are older than Unicode: all suspicious pages of a document are judged together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trichluc.read.charset.charsets import MIXED, UNICODE, CharsetRules
from trichluc.read.charset.encoding import is_suspicious
from trichluc.read.charset.likelihood import Likelihood
from trichluc.read.charset.runs import Run, decode_pages
from trichluc.read.charset.symbolfonts import PRIVATE, as_shown
from trichluc.read.rawwords import LINE_HYPHEN, RawWord

_SOFT_HYPHEN = "\u00ad"
_BEFORE_HYPHEN = re.compile(r"[a-zà-ỹ]+$")


def may_be_legacy(words: Sequence[RawWord], rules: CharsetRules) -> bool:
    """Whether a page holds letters that Vietnamese in Unicode has no use for."""
    return is_suspicious("".join([word.text for word in words]), rules)


def show_signs(words: Sequence[RawWord], rules: CharsetRules) -> None:
    """Put the signs that symbol fonts show in the place of their codes."""
    if PRIVATE.search("".join([word.text for word in words])):
        for word in words:
            word.text = as_shown(word.text, word.style.font, rules.symbols, private_only=True)


def decode_words(pages: Sequence[Sequence[RawWord]], rules: CharsetRules) -> list[str]:
    """Decode the words of all pages in place; returns the charset of each page."""
    charsets = []
    decoded = decode_pages([[_run(word) for word in words] for words in pages], rules)
    for words, (charset, runs) in zip(pages, decoded, strict=True):
        letter = _letter_of_soft_hyphen(charset, rules)
        for word, run in zip(words, runs, strict=True):
            word.text = _at_line_end(run.text.lstrip(" "), letter, rules)
            word.stored = run.stored and run.stored.lstrip(" ")
        charsets.append(charset)
    return charsets


def known_words(words: Sequence[RawWord], likelihood: Likelihood) -> int:
    """How many words with letters beyond ASCII are Vietnamese."""
    spelled = (word.text.strip(_STOPS) for word in words if not word.text.isascii())
    return sum(likelihood.is_known(word) for word in spelled if word)


_STOPS = ".,;:()[]“”"


def has_soft_hyphens(words: Sequence[RawWord]) -> bool:
    """Whether the code of the soft hyphen came out as itself, or as the minus that printers make of it."""
    return any(_SOFT_HYPHEN in word.text or "\u2212" in word.text for word in words)


def uses_soft_hyphen(charset: str, rules: CharsetRules) -> bool:
    """Whether a charset, or one of a mixed page, has a letter in that place."""
    return charset != UNICODE and _letter_of_soft_hyphen(charset, rules) is not None


def _run(word: RawWord) -> Run:
    blank = "" if word.glued else " "
    return Run(blank + word.text, word.style.font, word.style.bold, word.style.italic, None, word.superscript)


def _letter_of_soft_hyphen(charset: str, rules: CharsetRules) -> str | None:
    """The letter for which a charset uses the code of the soft hyphen: ư in TCVN3."""
    charsets = [c for c in rules.charsets if charset in (c.id, MIXED)]
    return next((c.codes[_SOFT_HYPHEN] for c in charsets if _SOFT_HYPHEN in c.codes), None)


def _at_line_end(text: str, letter: str | None, rules: CharsetRules) -> str:
    """A soft hyphen at the end of a line comes as a hyphen from pdfium: it is the letter where that makes a word."""
    if letter is None or not text.endswith(LINE_HYPHEN):
        return text
    before = _BEFORE_HYPHEN.search(text[:-1])
    known = before is not None and before.group().islower() and rules.likelihood.is_known(before.group() + letter)
    return text[:-1] + letter if known else text
