"""Titles: which of a heading's words name its section.

A title is what stands on the line of its own, a run-in heading up to its colon or to the end of its bold type, a
lead-in up to the colon that closes its paragraph, or the paragraph below a marker that stands alone. A numbered
paragraph of running text has none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from trichluc.extract.sections.schemes import Scheme
from trichluc.report import Block
from trichluc.text import Text

_ROOM = " \t\u00a0"
_ENDS = ".:;,-–— \t\u00a0*_"
_CAPITALS = "".join(c for c in map(chr, [*range(65, 91), *range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)]) if c.isupper())
_SENTENCE = re.compile(rf"[.!?…][\"”]?\s+[\"“(]?[{_CAPITALS}]")
_COLON = re.compile(r"(?<!\d)(?<!\d\s):(?:[\s.…_]|$)|:(?:\s+\D|\s*$)")
"""A colon between words; not the one of `TCVN 9115: 2019`."""
_MEMBER = re.compile(r"\s*(?:\(?\d{1,2}\)|\(?[a-zđ]\)|[-+*•–])")
_ADDRESS = re.compile(r"\S+@\w|https?:|www\.")
_FOLLOWING = frozenset({"paragraph", "heading", "list_item", "table", "caption", "recipients", "signature"})
_LONGEST = 2_000
"""Characters of a paragraph that can be a title as a whole."""
_FEW = 4
"""Words in bold type that are a title even without punctuation after them."""
_BELOW = frozenset({"paragraph", "heading", "subject", "doc_type"})


@dataclass(frozen=True, slots=True)
class TitleRules:
    """The sizes of `titles.toml`, in words; what stands before a colon that opens a list or belongs to a title.

    `sentence` is in no title; after a `topic` a title may end in a full stop.
    """

    words: int
    run_in_words: int
    low_words: int
    lead_words: int
    named_words: int
    below_words: int
    list_opener: re.Pattern[str]
    listing: re.Pattern[str]
    sentence: re.Pattern[str]
    topic: re.Pattern[str]
    numbered_thing: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title and where its section's own text begins."""

    title: str | None
    end: int


class Titles:
    """Finds the titles of one text. `depths` are those of the paragraphs that begin a section; a break's is -1."""

    def __init__(self, text: Text, rules: TitleRules, depths: Mapping[int, int]) -> None:
        self._text = text
        self._rules = rules
        self._depths = depths

    def heading(self, scheme: Scheme, block: int, body: int) -> Heading:
        """The heading that begins with a marker; `body` is where the words after the marker begin."""
        end = self._text.blocks[block].char_end
        if body >= end:
            return self._below(block, end) if scheme.below else Heading(None, end)
        until = self._title_end(scheme, block, body)
        if until is None:
            return Heading(None, body)
        if scheme.below and until == end:
            return self._continued(block, body, end)
        return self._made(body, until, end)

    def _made(self, start: int, until: int, end: int) -> Heading:
        """The heading of the words from `start` to `until` in a paragraph that goes on to `end`."""
        value = self._text.value
        title = " ".join(value[start:until].split()).strip(_ENDS)
        while until < end and value[until] in _ENDS:
            until += 1
        return Heading(title or None, until)

    def _title_end(self, scheme: Scheme, block: int, body: int) -> int | None:
        """Where the title ends that begins at `body`; None for a paragraph of running text."""
        end, bold = self._text.blocks[block].char_end, self._text.blocks[block].bold_until
        if bold is not None and bold > body + 1 and self._set_off(body, bold, end):
            end = min(end, bold)
            colon = self._run_in(body, end)
            return colon if colon is not None else end
        colon = self._run_in(body, end)
        if colon is not None:
            return colon
        return end if self._on_its_own(scheme, block, body) else self._run_in(body, end, numbered=True)

    def _set_off(self, body: int, bold: int, end: int) -> bool:
        """Whether bold type ends where a title can: with the paragraph or at a punctuation mark."""
        value = self._text.value
        before = value[max(0, bold - 4) : bold].rstrip(_ROOM)[-1:]
        after = value[bold : min(end, bold + 4)].lstrip(_ROOM)[:1]
        return (
            not after or before in _ENDS or after in _ENDS or after == "(" or self._sentence_begins(body, bold, after)
        )

    def _sentence_begins(self, body: int, bold: int, after: str) -> bool:
        """Whether bold words are many enough, and a capital follows, to be a title before a sentence."""
        return after.isupper() and len(self._text.value[body:bold].split()) >= _FEW

    def _run_in(self, body: int, end: int, numbered: bool = False) -> int | None:
        """Where the colon stands before which a title ends; None when no colon ends a title.

        The colon after a numbered thing (`Dự án 1: …`) does so only with `numbered`.
        """
        value, at = self._text.value, body - 1
        while (at := value.find(":", at + 1, min(end, body + _LONGEST))) >= 0:
            if not _COLON.match(value, at, end):
                continue
            before = value[body:at]
            if before.count("(") > before.count(")"):
                continue
            rest = value[at + 1 : min(end, at + 80)].strip(_ROOM)
            if ";" in before or _SENTENCE.search(before) or self._long(before, rest):
                return None
            if rest and before.isupper() and rest.isupper():
                continue
            if rest and not numbered and self._rules.numbered_thing.fullmatch(before):
                continue
            return None if rest and self._lists(before, rest) else at
        return None

    def _lists(self, before: str, rest: str) -> bool:
        """Whether a colon opens a list or an address inside a sentence."""
        rules = self._rules
        if _MEMBER.match(rest) or _ADDRESS.match(rest):
            return True
        return any(rule.search(before) for rule in (rules.list_opener, rules.listing, rules.sentence))

    def _long(self, before: str, rest: str) -> bool:
        """Whether so many words before a colon are rather the beginning of a sentence."""
        most = self._rules.run_in_words if rest else self._rules.lead_words
        return len(before.split()) > (self._rules.low_words if rest[:1].islower() else most)

    def _on_its_own(self, scheme: Scheme, block: int, body: int) -> bool:
        """Whether the words to the end of the paragraph are a title and not a sentence.

        Many words, or a semicolon among them, make a title only above text of its own: the items of a list whose
        writer leaves out the full stops follow one another.
        """
        end = self._text.blocks[block].char_end
        if end - body > _LONGEST:
            return False
        title = self._text.value[body:end].rstrip(_ROOM)
        if title.isupper():
            return True
        slanted = title[-1] == "." and self._text.blocks[block].italic and ";" not in title
        words, after = len(title.split()), self._after(block)
        headed = after is not None and self._depths.get(after, 99) > self._depths[block]
        topical = title[-1] == "." and headed and self._rules.topic.match(title) is not None
        ended = title[-1] in ".;," and not (slanted or topical)
        if ended or _SENTENCE.search(title) or self._rules.sentence.search(title):
            return False
        if after is not None and after not in self._depths and self._text.blocks[after].text[:1].islower():
            return False
        if scheme.below or (words <= self._rules.words and ";" not in title):
            return words <= (self._rules.words if self._marked(block, body) else self._rules.named_words)
        return headed and words <= self._rules.named_words

    def _marked(self, block: int, body: int) -> bool:
        """Whether the marker alone is in bold type, so that the words after it are no title but text."""
        bold = self._text.blocks[block].bold_until
        return bold is not None and bold <= body + 1

    def _after(self, block: int) -> int | None:
        """The next paragraph or table."""
        for at in range(block + 1, min(block + 8, len(self._text.blocks))):
            if self._text.blocks[at].kind in _FOLLOWING:
                return at
        return None

    def _below(self, block: int, end: int) -> Heading:
        """The title in the paragraphs below a marker that stands alone."""
        at = block + 1
        if not self._free(at):
            return Heading(None, end)
        first = self._text.blocks[at]
        if not (first.text.isupper() or first.align == "center" or _all_bold(first) or self._brief(first)):
            return Heading(None, end)
        return self._continued(at, first.char_start, first.char_end)

    def _brief(self, block: Block) -> bool:
        return block.text[-1:] not in ".;," and len(block.text.split()) <= self._rules.words

    def _continued(self, block: int, start: int, end: int) -> Heading:
        """A title that goes on in the paragraphs below it, in the same capitals or centred type."""
        first = self._text.blocks[block]
        upper = self._text.value[start:end].isupper()
        while self._free(block + 1) and self._goes_on(first, upper, self._text.blocks[block + 1], start):
            block += 1
            end = self._text.blocks[block].char_end
        return self._made(start, end, end)

    def _goes_on(self, first: Block, upper: bool, block: Block, start: int) -> bool:
        if len(self._text.value[start : block.char_end].split()) > self._rules.below_words:
            return False
        if upper:
            return block.text.isupper() and block.text[:1].isalpha()
        return first.align == "center" == block.align and _all_bold(first) and _all_bold(block)

    def _free(self, block: int) -> bool:
        blocks = self._text.blocks
        return block < len(blocks) and block not in self._depths and blocks[block].kind in _BELOW


def _all_bold(block: Block) -> bool:
    return block.bold_until is not None and block.bold_until >= block.char_end - 1
