"""Text in charsets from before Unicode: which one it is, and what it says.

Neither the font's name nor the letters decide alone: files converted to Unicode keep `.VnTime` in their font table,
and Latin words look like any charset. A run of text is decoded when the letters of its words become Vietnamese
syllables under one charset and were none before. Tables and fonts: `models/vi_trichluc/charsets`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from trichluc.errors import RuleError
from trichluc.language.letters import TONES, is_syllable
from trichluc.read.charset.capitals import raise_toned
from trichluc.read.charset.latin import is_foreign
from trichluc.read.charset.likelihood import Likelihood
from trichluc.read.charset.symbolfonts import Tables, symbol_tables
from trichluc.read.charset.viqr import decode_word, is_viqr
from trichluc.rules import RulePackage, rule_source

UNICODE = "unicode"
MIXED = "mixed"

_UNTOUCHED = re.compile(
    r"\S*(?:@|://|www\.)\S*"
    r"|\W*(?:\d[\d.,]*)?(?:[cdkm]?m[²³]|µ[gmls]|°[CF])(?:/\w{1,6}[²³]?)?\W*"
    r"|\W*(?:[£€¥]\d[\d.,]*|\d[\d.,]*[£€¥])\W*"
)
"""Addresses, units and sums of money: what looks like a letter in them is a sign."""
_STOPPED = re.compile(r"(?:ch|[cpt])$")


@dataclass(frozen=True, slots=True)
class Charset:
    """One charset: its letters by code (one or two characters) and the fonts that announce it."""

    id: str
    name: str
    codes: Mapping[str, str]
    letters: Mapping[str, str]
    """The way back: a Vietnamese letter and how it is written."""
    pattern: re.Pattern[str]
    marks: frozenset[str]
    """Characters that only this kind of text uses where a letter should be."""
    ascii_codes: frozenset[str]
    """Those of them that are plain signs in other texts (`H}ND` for HĐND in BK HCM 1)."""
    fonts: tuple[re.Pattern[str], ...]
    capital_fonts: tuple[re.Pattern[str], ...]
    one_case: bool
    """Whether capital and small toned letters share their codes (TCVN3)."""

    def decode(self, text: str) -> str:
        """The text in Unicode (NFC). What is no code stays as it is."""
        return unicodedata.normalize("NFC", self.pattern.sub(lambda m: self.codes[m.group()], text))

    def encode(self, text: str) -> str:
        """The text as this charset writes it, each code as the character that Windows-1252 shows for it."""
        return "".join(self.letters.get(c, c) for c in unicodedata.normalize("NFC", text))


@dataclass(frozen=True, slots=True)
class CharsetRules:
    """All charsets, in the order in which doubts are settled."""

    charsets: tuple[Charset, ...]
    suspects: frozenset[str]
    """Characters of which Unicode Vietnamese has no use: without one of them nothing is examined."""
    signs: frozenset[str]
    """Characters that, standing alone, are signs and no letters in any charset."""
    likelihood: Likelihood
    symbols: Tables
    maimed: Mapping[str, str]
    """What is left of words of which a letter was lost → the word."""

    def named(self, identity: str) -> Charset:
        """The charset of that id."""
        return next(c for c in self.charsets if c.id == identity)


def load_charset_rules(package: RulePackage) -> CharsetRules:
    """Build the tables and let every charset prove itself on its examples."""
    rows = package.table("charsets", "letters.tsv")
    entries = package.entries("charsets", "charsets.toml", "charset")
    charsets = tuple(_charset(entry, rows) for entry in entries)
    plain = frozenset(c for row in rows for c in row["letter"])
    suspects = frozenset(c for charset in charsets for c in charset.marks if not c.isascii()) - plain
    signs = package.document("charsets", "charsets.toml").get("signs")
    likelihood = Likelihood(package.table("charsets", "rimes.tsv"), suspects)
    lone = frozenset(map(str, signs)) if isinstance(signs, list) else frozenset[str]()
    symbols = symbol_tables(package.table("charsets", "symbols.tsv"))
    maimed = {row["written"]: row["word"] for row in package.table("charsets", "maimed.tsv")}
    rules = CharsetRules(charsets, suspects, lone, likelihood, symbols, maimed)
    for entry in entries:
        _prove(entry, rules)
    return rules


def _charset(entry: Mapping[str, object], rows: list[dict[str, str]]) -> Charset:
    column = str(entry["column"])
    shown = str if column == "viqr" else _as_shown
    written = {row["letter"]: shown(row[column]) for row in rows if row[column]}
    codes = _codes(written, entry.get("shifts", {}))
    pattern = re.compile("|".join(re.escape(code) for code in sorted(codes, key=lambda c: (-len(c), c))))
    marks = frozenset("".join(codes)) - frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return Charset(
        str(entry["id"]),
        str(entry["name"]),
        codes,
        written,
        pattern,
        marks,
        frozenset(filter(str.isascii, marks)),
        _patterns(entry["fonts"]),
        _patterns(entry["capital_fonts"]),
        written["À"] == written["à"],
    )


def _patterns(value: object) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(str(item)) for item in value) if isinstance(value, list) else ()


def _as_shown(code: str) -> str:
    return "".join(_glyph(byte) for byte in bytes.fromhex(code))


def _glyph(byte: int) -> str:
    """What Windows-1252 shows for a byte; the five bytes that it leaves open stay controls."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _codes(written: Mapping[str, str], shifts: object) -> dict[str, str]:
    """Code → letter: lower-case letters win where both cases share a code; look-alikes and Latin-1 beside them."""
    codes: dict[str, str] = {}
    for letter, code in sorted(written.items(), key=lambda item: item[0].islower()):
        codes[code] = letter
        if len(code) == 2 and code[0].isupper():
            codes.setdefault(code[0] + code[1].lower(), letter)
    for code, letter in list(codes.items()):
        latin = _latin1(code)
        if latin != code:
            codes.setdefault(latin, letter)
        codes.setdefault("".join(c if c.isascii() else chr(0xF000 + ord(c)) for c in latin), letter)
    for code, letter in _composed(written).items():
        codes.setdefault(code, letter)
    for byte, characters in shifts.items() if isinstance(shifts, dict) else ():
        for character in str(characters):
            codes[character] = codes[_as_shown(byte)]
    return codes


def _composed(written: Mapping[str, str]) -> dict[str, str]:
    """Toned vowels written as vowel and mark where the table has one code for both (`iù` for í, `eâï` for ệ in VNI)."""
    marks = {_parts(letter)[1]: code[1] for letter, code in written.items() if letter in "áàảãạ" and len(code) == 2}
    return {
        written.get(base, base) + marks[tone]: letter
        for letter in written
        for base, tone in [_parts(letter)]
        if tone in marks and (base.isascii() or base in written)
    }


def _parts(letter: str) -> tuple[str, str]:
    """A letter and its tone mark; the mark is empty when it has none."""
    decomposed = unicodedata.normalize("NFD", letter)
    tone = "".join(c for c in decomposed if c in TONES)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONES)), tone


def _latin1(code: str) -> str:
    return "".join(chr(c.encode("cp1252")[0]) if ord(c) > 0xFF else c for c in code)


def _prove(entry: Mapping[str, object], rules: CharsetRules) -> None:
    source = rule_source(entry, "charsets/charsets.toml")
    decoded = entry.get("decoded")
    if not isinstance(decoded, list) or len(decoded) != len(source.examples):
        raise RuleError(f"{source.file}: rule {source.id}: `decoded` must have one reading for each example")
    for example, reading in zip(source.examples, decoded, strict=True):
        found = detect(Counter(words_of(example)), rules)
        if found is None or found.id != source.id:
            raise RuleError(f"{source.file}: rule {source.id}: does not recognise its example {example!r}")
        if decode_run(example, found, rules) != reading:
            read = decode_run(example, found, rules)
            raise RuleError(f"{source.file}: rule {source.id}: reads {example!r} as {read!r}")
    for example in source.not_examples:
        found = detect(Counter(words_of(example)), rules)
        if found is not None and found.id == source.id:
            raise RuleError(f"{source.file}: rule {source.id}: takes its counter-example {example!r} for its own")


def words_of(text: str) -> list[str]:
    """The words of a text as its program stored them, addresses left out."""
    return [w for w in text.split() if not _UNTOUCHED.fullmatch(w)]


def suspicious(text: str, rules: CharsetRules) -> bool:
    """Whether a text holds anything that Unicode Vietnamese has no use for. Cheap; False is final but for VIQR."""
    return not rules.suspects.isdisjoint(text)


def detect(words: Mapping[str, int], rules: CharsetRules, hint: Charset | None = None) -> Charset | None:
    """The charset in which the words are Vietnamese, or None when they are Unicode, Latin or undecided.

    `words` counts each word; `hint` is what the font announces: it settles what the letters leave open.
    """
    if any("^" in w or "+" in w for w in words) and is_viqr(words, rules.named("viqr").decode, is_word):
        return rules.named("viqr")
    marked = {w: n for w, n in words.items() if not w.isascii() and sum(map(str.isalpha, w)) > 1}
    return _best(marked, [c for c in rules.charsets if c.id != "viqr"], hint) if marked else None


_MIN_EVIDENCE = 3


def _best(words: Mapping[str, int], charsets: Iterable[Charset], hint: Charset | None) -> Charset | None:
    total = sum(words.values())
    before = sum(n for w, n in words.items() if is_vietnamese(w))
    scored = [(sum(n for w, n in words.items() if is_vietnamese(c.decode(w))), c) for c in charsets]
    best = max(scored, key=lambda item: (item[0], item[1] is hint), default=None)
    if best is None or best[0] < before + (1 if hint else _MIN_EVIDENCE):
        return None
    good, charset = best
    if hint is not None and next(score for score, c in scored if c is hint) * 10 >= good * 9:
        return hint if good * 2 >= total else None
    return charset if good * 10 >= total * 6 and (good - before) * 3 >= total else None


@lru_cache(maxsize=1 << 15)
def is_vietnamese(word: str) -> bool:
    """Whether all parts of a word that are not plain ASCII are syllables, and there is one."""
    parts = [p for p in re.split(r"[^\w\u00a1-\u00ff]+|\d+", unicodedata.normalize("NFC", word)) if p]
    return bool(parts) and all(is_word(p) for p in parts if not p.isascii()) and any(not p.isascii() for p in parts)


def is_word(word: str) -> bool:
    """A syllable that a Vietnamese word can have: one that ends in a stop has a rising or heavy tone."""
    if not is_syllable(word):
        return False
    decomposed = unicodedata.normalize("NFD", word.lower())
    tone = next((c for c in decomposed if c in TONES), "")
    bare = "".join(c for c in decomposed if c not in TONES)
    return tone in {"\u0301", "\u0323"} if _STOPPED.search(bare) else True


def decode_run(text: str, charset: Charset, rules: CharsetRules) -> str:
    """A run of text that is in `charset`, in Unicode. Addresses and words that are Unicode already stay untouched."""
    if charset.id == "viqr":
        return decode_viqr(text, charset, rules)
    return decode_pieces([text], [(place, charset) for place in encoded_words(text, charset, rules)])[0]


def encoded_words(text: str, charset: Charset, rules: CharsetRules) -> Iterator[tuple[int, int]]:
    """Where the words of a text stand that are in `charset`."""
    return (core_of(m, charset) for m in _WORD.finditer(text) if is_encoded(m.group(), charset, rules))


_QUOTED = re.compile(r"[“‘]*(?P<core>.*?)[”’]*[.,;:!?)]*")


def core_of(word: re.Match[str], charset: Charset) -> tuple[int, int]:
    """Where an encoded word stands without the quotation marks around it, which some charsets use for letters."""
    quoted = _QUOTED.fullmatch(word.group())
    if charset.marks.isdisjoint("“”‘’") or quoted is None or is_vietnamese(charset.decode(word.group())):
        return word.span()
    start, end = quoted.span("core")
    return word.start() + start, word.start() + end


def decode_pieces(texts: Sequence[str], words: Iterable[tuple[tuple[int, int], Charset]]) -> list[str]:
    """Pieces of one stretch of text in Unicode, of which `words` (their places, their charsets) are to be decoded.

    A letter of two codes that a change of weight cuts in two belongs to the piece in which it begins.
    """
    whole = "".join(texts)
    letters = list(whole)
    one_case = False
    for (start, end), charset in words:
        one_case = one_case or charset.one_case
        for match in charset.pattern.finditer(whole, start, end):
            first, last = match.span()
            letters[first:last] = [charset.codes[match.group()], *[""] * (last - first - 1)]
    pieces, at = [], 0
    for text in texts:
        pieces.append("".join(letters[at : at + len(text)]))
        at += len(text)
    return [unicodedata.normalize("NFC", piece) for piece in (_raised(pieces) if one_case else pieces)]


def _raised(pieces: list[str]) -> list[str]:
    raised, at, out = raise_toned("".join(pieces)), 0, []
    for piece in pieces:
        out.append(raised[at : at + len(piece)])
        at += len(piece)
    return out


_WORD = re.compile(r"\S+")


def decode_viqr(text: str, charset: Charset, rules: CharsetRules) -> str:
    """A text in VIQR, in Unicode; addresses stay untouched."""
    pieces = re.split(r"(\s+)", text)
    following = [*(piece[:1] for piece in pieces[2:]), "", ""]
    return "".join(
        piece
        if not piece or piece.isspace() or _UNTOUCHED.fullmatch(piece)
        else decode_word(piece, after, charset.decode, is_word, rules.likelihood)
        for piece, after in zip(pieces, following, strict=False)
    )


_SOFT_HYPHEN = "\u00ad"
"""A letter in TCVN3; at the beginning of what is no word it only tells where a line may break."""
_STOPS, _NO_LETTERS = ".,;:()", frozenset("–—€£¥")
_ALONE = re.compile(r"[\d.,()\[\]/-]*[đĐ][\W]*")
"""Đ is a letter that stands alone: the currency, an item of a list."""


def is_encoded(word: str, charset: Charset, rules: CharsetRules) -> bool:
    """Whether a word of a run in `charset` is in it: no address, not Unicode already, not a lone sign or bullet."""
    if word.isascii():
        return not charset.ascii_codes.isdisjoint(word) and charset.id != "viqr" and any(map(str.isalpha, word))
    if _UNTOUCHED.fullmatch(word) or _is_unicode(word, rules):
        return False
    decoded, lettered = charset.decode(word), any(c.isalpha() and c.isascii() for c in word)
    if word.startswith(_SOFT_HYPHEN) and not (lettered and is_vietnamese(decoded)):
        return False
    if lettered:
        return not is_foreign(word, decoded, is_word)
    if word.strip(_STOPS) in _NO_LETTERS:
        return False
    return (is_vietnamese(decoded) and word not in rules.signs) or _ALONE.fullmatch(decoded) is not None


_UNICODE_ONLY = frozenset("ăĂđĐơƠưƯĩĨũŨ")


def _is_unicode(word: str, rules: CharsetRules) -> bool:
    """Whether a word holds letters that only Unicode Vietnamese has (`ế`, `ư`)."""
    vietnamese = any((ord(c) > 0x2FF and c.isalpha()) or c in _UNICODE_ONLY for c in word)
    return vietnamese and rules.suspects.isdisjoint(word)


def font_charset(font: str, rules: CharsetRules) -> Charset | None:
    """The charset that a font's name announces, if any."""
    name = font.rpartition("+")[2].strip()
    return next((c for c in rules.charsets if any(p.search(name) for p in c.fonts)), None)


def draws_capitals(font: str, charset: Charset) -> bool:
    """Whether the font draws every letter as a capital (`.VnTimeH`)."""
    name = font.rpartition("+")[2].strip()
    return any(p.search(name) for p in charset.capital_fonts)
