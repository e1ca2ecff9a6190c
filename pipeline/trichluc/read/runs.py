"""Runs of text in one font, and their decoding: the font is one witness, the letters are the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from trichluc.read.charset import (
    MIXED,
    UNICODE,
    Charset,
    CharsetRules,
    decode_run,
    detect,
    draws_capitals,
    font_charset,
    is_encoded,
    suspicious,
    valid_share,
    words_of,
)


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one look. `capitals` says that it is drawn in capitals whatever its letters are."""

    text: str
    font: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None
    superscript: bool | None = None


def decode_runs(paragraphs: Sequence[Sequence[Run]], rules: CharsetRules) -> tuple[str, list[list[Run]]]:
    """All runs in Unicode, and the charset that they were in: `unicode`, the charset's id, or `mixed`."""
    decoded = list(_decode_each(paragraphs, rules))
    used = sum((counted for counted, _ in decoded), Counter[str]())
    return _verdict(used), [runs for _, runs in decoded]


def decode_pages(pages: Sequence[Sequence[Run]], rules: CharsetRules) -> list[tuple[str, list[Run]]]:
    """The same for pages: all of them speak for the charset of a font, and each gets a verdict of its own."""
    return [(_verdict(counted), runs) for counted, runs in _decode_each(pages, rules)]


def _decode_each(paragraphs: Sequence[Sequence[Run]], rules: CharsetRules) -> Iterator[tuple[Counter[str], list[Run]]]:
    stretches = [[list(g) for _, g in groupby(runs, key=lambda r: r.font or "")] for runs in paragraphs]
    chosen = _choose([s for paragraph in stretches for s in paragraph], rules)
    for paragraph in stretches:
        used: Counter[str] = Counter()
        yield used, [run for stretch in paragraph for run in _decode(stretch, next(chosen), rules, used)]


def _choose(stretches: Sequence[Sequence[Run]], rules: CharsetRules) -> Iterator[Charset | None]:
    """The charset of each stretch: its font's, unless its own letters speak for another that the document uses."""
    texts = [_text(stretch) for stretch in stretches]
    counted: dict[str, Counter[str]] = {}
    for stretch, text in zip(stretches, texts, strict=True):
        counted.setdefault(stretch[0].font or "", Counter()).update(words_of(text))
    usual = {font: _charset_of(font, words, rules) for font, words in counted.items()}
    seen = (_charset_of("", Counter(words_of(text)), rules) for text in texts if _is_long(text, rules))
    votes = Counter(c.id for c in seen if c is not None)
    known = [rules.named(name) for name, n in votes.most_common() if n * _RARE >= votes.total()]
    for stretch, text in zip(stretches, texts, strict=True):
        yield _settle(text, usual[stretch[0].font or ""], known, rules)


def _is_long(text: str, rules: CharsetRules) -> bool:
    return suspicious(text, rules) and sum(not word.isascii() for word in words_of(text)) >= _ENOUGH_WORDS


def _settle(text: str, usual: Charset | None, known: Sequence[Charset], rules: CharsetRules) -> Charset | None:
    if not suspicious(text, rules):
        return usual
    words = Counter(word for word in words_of(text) if not word.isascii())
    if usual is not None and valid_share(words, usual) >= _GOOD_SHARE:
        return usual
    best = max(known, key=lambda charset: valid_share(words, charset), default=usual)
    return best if best is not None and valid_share(words, best) >= _GOOD_SHARE else usual


_ENOUGH_WORDS = 4
_GOOD_SHARE = 0.6
_RARE = 50


def _text(stretch: Sequence[Run]) -> str:
    return "".join(run.text for run in stretch)


def _suspect_words(counted: Counter[str], rules: CharsetRules) -> int:
    return sum(n for word, n in counted.items() if suspicious(word, rules))


def _charset_of(font: str, counted: Counter[str], rules: CharsetRules) -> Charset | None:
    if not _suspect_words(counted, rules) and not all(word.isascii() for word in counted):
        return None
    return detect(counted, rules, font_charset(font, rules))


def _decode(stretch: list[Run], charset: Charset | None, rules: CharsetRules, used: Counter[str]) -> Iterator[Run]:
    """Neighbouring runs of one font: a word cut by a change of weight is judged whole and decoded piece by piece."""
    used[charset.id if charset else UNICODE] += sum(not c.isascii() for run in stretch for c in run.text)
    texts = [run.text for run in stretch]
    if charset is not None:
        texts = _decode_texts(texts, charset, rules)
    drawn = charset is not None and draws_capitals(stretch[0].font or "", charset)
    for run, text in zip(stretch, texts, strict=True):
        yield replace(run, text=text.upper() if run.capitals else text, capitals=bool(run.capitals or drawn))


def _decode_texts(texts: list[str], charset: Charset, rules: CharsetRules) -> list[str]:
    if len(texts) == 1 or charset.id == "viqr":
        return [decode_run(text, charset, rules) for text in texts]
    whole = "".join(texts)
    kept = [m.span() for m in re.finditer(r"\S+", whole) if not is_encoded(m.group(), charset, rules)]
    decoded, position = [], 0
    for text in texts:
        decoded.append(_decode_but(text, position, kept, charset))
        position += len(text)
    return decoded


def _decode_but(text: str, position: int, kept: list[tuple[int, int]], charset: Charset) -> str:
    """A piece of a stretch, beginning at `position` of it, decoded except where the stretch is to be kept."""
    out, at = [], 0
    for start, end in kept:
        first, last = max(start - position, at), min(end - position, len(text))
        if first < last:
            out += [charset.decode(text[at:first]), text[first:last]]
            at = last
    return charset.raise_toned("".join([*out, charset.decode(text[at:])]))


def _verdict(used: Counter[str]) -> str:
    total = sum(used.values())
    if not total:
        return UNICODE
    name, most = used.most_common(1)[0]
    return name if most * 50 >= total * 49 else MIXED
