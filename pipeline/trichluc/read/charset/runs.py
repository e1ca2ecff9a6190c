"""Runs of text in one font, and their decoding: the font is one witness, the letters are the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from trichluc.read.charset.capitals import upper
from trichluc.read.charset.charsets import (
    MIXED,
    UNICODE,
    Charset,
    CharsetRules,
    decode_pieces,
    decode_viqr,
    detect,
    draws_capitals,
    font_charset,
    is_encoded,
    suspicious,
    words_of,
)
from trichluc.read.charset.choice import Choice, choose_words
from trichluc.read.charset.lostletter import lost_its_u, restore_u
from trichluc.read.charset.mojibake import undo_mojibake
from trichluc.read.charset.partedmarks import rejoin_marks
from trichluc.read.charset.relabel import relabelled
from trichluc.read.charset.symbolfonts import as_shown


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one look. `capitals` says that it is drawn in capitals whatever its letters are.

    `stored` are the small letters of the file where the font draws them so.
    """

    text: str
    font: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None
    superscript: bool | None = None
    stored: str | None = None


def decode_runs(paragraphs: Sequence[Sequence[Run]], rules: CharsetRules) -> tuple[str, list[list[Run]]]:
    """All runs in Unicode, and the charset that they were in: `unicode`, the charset's id, or `mixed`."""
    decoded = list(_decode_each(paragraphs, rules))
    used = sum((counted for counted, _ in decoded), Counter[str]())
    return _verdict(used), [runs for _, runs in decoded]


def decode_pages(pages: Sequence[Sequence[Run]], rules: CharsetRules) -> list[tuple[str, list[Run]]]:
    """The same for pages: all of them speak for the charset of a font, and each gets a verdict of its own."""
    return [(_verdict(counted), runs) for counted, runs in _decode_each(pages, rules)]


def _decode_each(paragraphs: Sequence[Sequence[Run]], rules: CharsetRules) -> Iterator[tuple[Counter[str], list[Run]]]:
    paragraphs = [[_with_signs(run, rules) for run in runs] for runs in _read_again(paragraphs, rules)]
    paragraphs = _relabel(paragraphs, rules)
    stretches = [[list(g) for _, g in groupby(runs, key=lambda r: r.font or "")] for runs in paragraphs]
    chosen = _choose([s for paragraph in stretches for s in paragraph], rules)
    decoded: list[tuple[Counter[str], list[Run]]] = []
    for paragraph in stretches:
        used: Counter[str] = Counter()
        decoded.append((used, [run for stretch in paragraph for run in _decode(stretch, next(chosen), rules, used)]))
    yield from _with_lost_letters(decoded, rules)


def _with_lost_letters(
    decoded: Sequence[tuple[Counter[str], list[Run]]], rules: CharsetRules
) -> Iterator[tuple[Counter[str], list[Run]]]:
    """The runs with the letters put back whose code did not survive; the charsets that share cases share this fate."""
    mostly = sum((used for used, _ in decoded), Counter[str]()).most_common(1)
    one_case = bool(mostly) and any(c.one_case for c in rules.charsets if c.id == mostly[0][0])
    lost = one_case and lost_its_u(run.text for _, runs in decoded for run in runs)
    for used, runs in decoded:
        yield used, [_restored(run, rules) for run in runs] if lost else runs


def _restored(run: Run, rules: CharsetRules) -> Run:
    text, stored = (piece and restore_u(piece, rules.likelihood, rules.maimed) for piece in (run.text, run.stored))
    return replace(run, text=text or "", stored=stored)


def _with_signs(run: Run, rules: CharsetRules) -> Run:
    shown = as_shown(run.text, run.font, rules.symbols)
    return run if shown == run.text else replace(run, text=shown, font="")


def _read_again(paragraphs: Sequence[Sequence[Run]], rules: CharsetRules) -> Sequence[Sequence[Run]]:
    """The runs as they are, or in Unicode where UTF-8 was read as a charset of one byte."""
    whole = "\n".join("".join(run.text for run in runs) for runs in paragraphs)
    if not suspicious(whole, rules) or undo_mojibake(whole, rules.likelihood) is None:
        return paragraphs
    return [[_unicode_again(run, rules) for run in runs] for runs in paragraphs]


_READ_AGAIN = "Unicode"
"""The font of text that was read again: what its neighbours in the same font are in says nothing of it."""


def _unicode_again(run: Run, rules: CharsetRules) -> Run:
    text = undo_mojibake(run.text, rules.likelihood, enough=1)
    return run if text is None else replace(run, text=text, font=_READ_AGAIN)


def _relabel(paragraphs: Sequence[Sequence[Run]], rules: CharsetRules) -> Sequence[Sequence[Run]]:
    """The runs with those fonts put right whose bytes were shown through another code page."""
    by_font: dict[str, list[str]] = {}
    for run in (run for runs in paragraphs for run in runs):
        if not run.text.isascii():
            by_font.setdefault(run.font or "", []).append(run.text)
    tables = {font: relabelled(texts, rules) for font, texts in by_font.items()}
    if not any(tables.values()):
        return paragraphs
    return [
        [replace(run, text=run.text.translate(tables.get(run.font or "") or {})) for run in runs] for runs in paragraphs
    ]


def _choose(stretches: Sequence[Sequence[Run]], rules: CharsetRules) -> Iterator[Choice]:
    """What the words of each stretch may be in: its font's charset, or another one that the document uses."""
    texts = [_text(stretch) for stretch in stretches]
    counted: dict[str, Counter[str]] = {}
    for stretch, text in zip(stretches, texts, strict=True):
        counted.setdefault(stretch[0].font or "", Counter()).update(words_of(text))
    usual = {font: _charset_of(font, words, rules) or _announced(font, words, rules) for font, words in counted.items()}
    votes = Counter(filter(None, (_vote(s, t, usual, rules) for s, t in zip(stretches, texts, strict=True))))
    votes.update(_few(stretches, texts, usual, rules))
    known = tuple(rules.named(name) for name, n in votes.most_common() if n * _RARE >= votes.total())
    for stretch in stretches:
        yield Choice(usual[stretch[0].font or ""], known)


def _few(
    stretches: Sequence[Sequence[Run]], texts: Sequence[str], usual: Mapping[str, Charset | None], rules: CharsetRules
) -> Counter[str]:
    """A vote for the charset of single words that stand here and there in text in Unicode."""
    words = Counter(
        word
        for stretch, text in zip(stretches, texts, strict=True)
        if usual[stretch[0].font or ""] is None and suspicious(text, rules)
        for word in words_of(text)
        if suspicious(word, rules)
    )
    found = _charset_of("", words, rules)
    return Counter({found.id: words.total()}) if found is not None and found.id != "viqr" else Counter()


def _vote(stretch: Sequence[Run], text: str, usual: Mapping[str, Charset | None], rules: CharsetRules) -> str | None:
    """The charset for which a longer stretch speaks; against its font's charset it must speak clearly."""
    if not _is_long(text, rules):
        return None
    words = Counter(words_of(text))
    seen, expected = _charset_of("", words, rules), usual[stretch[0].font or ""]
    if seen is None or expected is None or seen is expected:
        return None if seen is None else seen.id
    better = sum(n * (_cost(w, expected, rules) - _cost(w, seen, rules)) for w, n in words.items())
    return seen.id if better > _CLEARLY else expected.id


def _cost(word: str, charset: Charset, rules: CharsetRules) -> float:
    return rules.likelihood.cost(charset.decode(word))


def _is_long(text: str, rules: CharsetRules) -> bool:
    return suspicious(text, rules) and sum(not word.isascii() for word in words_of(text)) >= _ENOUGH_WORDS


_ENOUGH_WORDS = 4
_CLEARLY, _LIKELIER = 12.0, 3.0
"""In nats."""
_RARE = 50


def _text(stretch: Sequence[Run]) -> str:
    return "".join(run.text for run in stretch)


def _suspect_words(counted: Counter[str], rules: CharsetRules) -> int:
    return sum(n for word, n in counted.items() if suspicious(word, rules))


def _is_marked(word: str) -> bool:
    return not word.isascii() and any(c.isalpha() and not c.isascii() for c in word)


def _charset_of(font: str, counted: Counter[str], rules: CharsetRules) -> Charset | None:
    if not _suspect_words(counted, rules) and any(map(_is_marked, counted)):
        return None
    return detect(counted, rules, font_charset(font, rules))


def _announced(font: str, counted: Counter[str], rules: CharsetRules) -> Charset | None:
    """The charset that a font announces, where its words, be they few, are clearly likelier in it."""
    charset = font_charset(font, rules)
    if charset is None:
        return None
    words = {w: n for w, n in counted.items() if is_encoded(w, charset, rules)}
    gain = sum(n * (rules.likelihood.cost(w) - _cost(w, charset, rules)) for w, n in words.items())
    return charset if gain > _LIKELIER else None


def _decode(stretch: list[Run], choice: Choice, rules: CharsetRules, used: Counter[str]) -> Iterator[Run]:
    """Neighbouring runs of one font: a word cut by a change of weight is judged whole and decoded piece by piece."""
    charset = choice.usual
    texts = [run.text for run in stretch]
    texts = rejoin_marks(texts, charset) if charset is not None else texts
    whole = "".join(texts)
    if charset is not None and charset.id == "viqr":
        used[charset.id] += len(whole)
        texts = [decode_viqr(text, charset, rules) for text in texts]
    else:
        words = choose_words(whole, choice, rules)
        _count(used, whole, words)
        texts = decode_pieces(texts, words) if words else texts
    drawn = charset is not None and draws_capitals(stretch[0].font or "", charset)
    for run, text in zip(stretch, texts, strict=True):
        capitals = bool(run.capitals or drawn)
        shown = upper(text) if capitals else text
        yield replace(run, text=shown, capitals=capitals, stored=text if drawn and shown != text else None)


def _count(used: Counter[str], whole: str, words: Iterable[tuple[tuple[int, int], Charset]]) -> None:
    """Count the letters beyond ASCII by the charset they are in; what belongs to no word is neutral."""
    encoded = 0
    for (start, end), charset in words:
        found = sum(not c.isascii() for c in whole[start:end])
        used[charset.id] += found
        encoded += found
    used[UNICODE] += sum(not c.isascii() and c.isalpha() for c in whole) - encoded if not encoded else 0


def _verdict(used: Counter[str]) -> str:
    total = sum(used.values())
    if not total:
        return UNICODE
    name, most = used.most_common(1)[0]
    return name if most * 50 >= total * 49 else MIXED
