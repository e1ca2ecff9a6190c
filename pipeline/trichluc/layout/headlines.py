"""The lines of a letterhead in reading order: left block, right block, then what stands below them.

The two blocks stand side by side; a file may give them as two columns, as one line cut by white space only, or one
after the other. The right block is known by its fixed strings; where they are missing, by a dateline beside a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from trichluc.language.letters import fold
from trichluc.layout.headwords import HeadRules, letters_of, triples_of
from trichluc.layout.lines import PrintedLine, make_line
from trichluc.source import FlowParagraph

FULL, LEFT, RIGHT = 0, 1, 2
_LABEL = re.compile(r"(?i)\s*(?:luật\s+)?s[oóòỏõọốồổỗộ]\s*(?:[:.]|[:.]?\s*[\d/\-….])")
_ZONE_LINES = 60
"""The two blocks stand among the first lines of a page."""
_FLOW_LINES = 25
_BETWEEN = 2
"""So many lines across both blocks may stand between lines of the blocks."""
_MARK = 60
"""Characters of a framed mark at most."""
_LONG = 150
"""Characters: a line without pages that is longer is a paragraph of the text."""
_LONGEST = 600
"""Characters: no line of a letterhead is longer, even when both blocks run together in it."""
_ROWS = 16
"""So many rows at most are two-columned."""
_SHORTEST = 15
"""Letters of the shortest fixed string, nearly."""
_ALIKE = 0.3
"""Share of runs of three letters that a misread motto still shares with the true one."""
_TRAILING = 3
"""Letters that may follow a fixed string on its line (specks, ornaments)."""
_LEFT_WORDS = 14
_OF_STATE = "nuoc"
"""In `nước Cộng hòa xã hội chủ nghĩa Việt Nam` the name is part of a sentence."""
_NEXT_LINE = 1.0
"""In type sizes: white space above a line that carries on the subject at most."""
_DATE_REST = 24
"""Characters of the second line of a dateline at most."""
_CROSSING = 3.0
"""In type sizes: a line that reaches this far over the edge of the right block on both sides is in neither."""


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line of the letterhead or tail: what it says, its column, and where it comes from.

    `sources` are indices into the sequence of lines or paragraphs that was given; `printed` is None without pages.
    """

    text: str
    bold: bool
    italic: bool
    column: int
    sources: tuple[int, ...]
    printed: PrintedLine | None = None
    centred: bool = False
    fixed: bool = False
    """Whether it is a fixed string of the right block: the name of the State or the Party, the motto."""


def is_rule(line: HeadLine, rules: HeadRules, *names: str) -> bool:
    """Whether any of the rules matches the line."""
    return any(rules.match(name, line.text) for name in names)


def motto_start(words: Sequence[str], rules: HeadRules, fuzzy: bool = False) -> int | None:
    """The index of the word at which a fixed string of the right block begins, else None."""
    letters = [letters_of(word) for word in words]
    joined = "".join(letters)
    if len(joined) < _SHORTEST:
        return None
    for motto in rules.mottos:
        at, length = joined.find(motto.letters), len(motto.letters)
        if at < 0 and fuzzy and len(motto.triples & triples_of(joined)) > _ALIKE * len(motto.triples):
            found = motto.fuzzy.search(joined)
            at, length = (found.start(), found.end() - found.start()) if found else (-1, 0)
        if at >= 0 and _stands_apart(words, letters, at, length, rules):
            return _word_at(letters, at)
    return None


def _stands_apart(words: Sequence[str], letters: Sequence[str], at: int, length: int, rules: HeadRules) -> bool:
    """Whether a fixed string is a line of its own or the right end of a line, not part of a sentence."""
    after = "".join(letters)[at + length :]
    if len(after) > _TRAILING and not any(after.startswith(motto.letters) for motto in rules.mottos):
        return False
    before = list(words[: _word_at(letters, at)])
    if not before:
        return True
    left = " ".join(before)
    folded = fold(left)
    if len(before) > _LEFT_WORDS or letters[len(before) - 1] == _OF_STATE:
        return False
    if rules.match("about", left):
        return True
    return left.isupper() or rules.body_start.match(folded) is not None or len(before) < 4 or bool(_LABEL.match(left))


def _word_at(letters: Sequence[str], position: int) -> int:
    """The word that begins nearest to a position of the joined letters."""
    starts = [0]
    for word in letters:
        starts.append(starts[-1] + len(word))
    return min(range(len(letters)), key=lambda n: abs(starts[n] - position))


def dateline_start(words: Sequence[str], rules: HeadRules) -> int | None:
    """The index of the word at which a dateline begins that closes the line, else None."""
    if not any(letters_of(word).startswith(("thang", "nam")) for word in words):
        return None
    for at in range(len(words)):
        named = words[at][:1].isalpha() and (not words[at].isupper() or words[at].endswith("."))
        if named and rules.match("place_date", " ".join(words[at:])):
            return at
    return None


# ---- pages -----------------------------------------------------------------------------------------------------


def arrange_page(lines: Sequence[PrintedLine], rules: HeadRules) -> list[HeadLine]:
    """The lines of a page in the order of its letterhead. Lines below it keep column 0 and the given order."""
    pieces = _all_pieces(lines[:_ZONE_LINES], rules)
    edge = _edge(pieces, rules)
    below = [_line(line, (at,)) for at, line in enumerate(lines) if at >= _ZONE_LINES]
    if edge is None:
        return [*pieces, *below]
    rows = _rows(pieces)
    count = _zone_rows(rows, edge, rules)
    rest = [piece for row in rows[count:] for piece in row]
    zone = [piece for row in rows[:count] for piece in row]
    return [*_columns(zone, edge, rules), *rest, *below]


def _all_pieces(lines: Sequence[PrintedLine], rules: HeadRules) -> list[HeadLine]:
    """The lines, cut between the blocks; fixed strings are looked for with misread letters when none is found."""
    pieces = [piece for at, line in enumerate(lines) for piece in _pieces(line, at, rules, fuzzy=False)]
    if any(piece.fixed for piece in pieces):
        return pieces
    found = [piece for at, line in enumerate(lines) for piece in _pieces(line, at, rules, fuzzy=at < _FLOW_LINES)]
    return found if any(piece.fixed for piece in found) else _across_pieces(found, rules)


def _across_pieces(pieces: Sequence[HeadLine], rules: HeadRules) -> list[HeadLine]:
    """The same where a fixed string is broken into several lines side by side (pages that stand askew)."""
    found: list[HeadLine] = []
    for row in _rows(pieces):
        whole = joined(row) if len(row) > 1 else None
        cut = motto_start([w.text for w in printed(whole).words], rules, fuzzy=True) if whole else None
        if whole is None or cut is None:
            found.extend(row)
            continue
        line = printed(whole)
        parts = ((line.words[:cut], False), (line.words[cut:], True))
        found.extend(replace(_line(make_line(line.page, w), whole.sources), fixed=f) for w, f in parts if w)
    return found


def _pieces(line: PrintedLine, at: int, rules: HeadRules, fuzzy: bool) -> list[HeadLine]:
    """A line, cut where the right block begins in it and around a mark that was framed into it."""
    words = [word.text for word in line.words]
    motto = motto_start(words, rules, fuzzy)
    cut = motto
    if cut is None and _LABEL.match(line.text):
        cut = dateline_start(words, rules)
    pieces = []
    for part, fixed in ((line.words[:cut], False), (line.words[cut:], motto is not None)) if cut is not None else (
        (line.words, False),
    ):  # fmt: skip
        if part:
            pieces.append(replace(_line(make_line(line.page, part), (at,)), fixed=fixed))
    return pieces


def _edge(pieces: Sequence[HeadLine], rules: HeadRules) -> float | None:
    """The left edge of the right block, None when there is none."""
    fixed = [printed(piece).x0 for piece in pieces if piece.fixed]
    dates = [printed(piece) for piece in pieces if is_rule(piece, rules, "place_date", "place_day")]
    if fixed:
        return min([*fixed, *(date.x0 for date in dates[:1] if date.x0 > min(fixed) - 6 * date.size)])
    for date in dates[:1]:
        for piece in pieces:
            line = printed(piece)
            if line.x1 < date.x0 and _beside(line, date) and rules.match("number_line", line.text):
                return date.x0
    return None


def printed(line: HeadLine) -> PrintedLine:
    """The printed line of a line that has one."""
    if line.printed is None:
        raise TypeError("a line without pages has no place")
    return line.printed


def _beside(one: PrintedLine, other: PrintedLine) -> bool:
    return min(one.bottom, other.bottom) - max(one.top, other.top) > 0.3 * min(one.size, other.size)


def _rows(pieces: Sequence[HeadLine]) -> list[list[HeadLine]]:
    rows: list[list[HeadLine]] = []
    for piece in sorted(pieces, key=lambda p: (printed(p).baseline, printed(p).x0)):
        if rows and _beside(printed(rows[-1][0]), printed(piece)):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _side(line: PrintedLine, edge: float) -> int:
    if line.x0 < edge - _CROSSING * line.size and line.x1 > edge + _CROSSING * line.size:
        return FULL
    return RIGHT if (line.x0 + line.x1) / 2 > edge else LEFT


def _zone_rows(rows: Sequence[Sequence[HeadLine]], edge: float, rules: HeadRules) -> int:
    """How many rows from the top belong to the two blocks."""
    seen: set[str] = set()
    count = 0
    for at, row in enumerate(rows[:_ROWS]):
        if "title" in seen and any(_side(printed(p), edge) == FULL or _opens_text(p, rules) for p in row):
            break
        marks = {_significance(piece, rules) for piece in row}
        goes_on = "about" in seen and at == count and _goes_on(rows[at - 1], row, edge)
        if at and _dates_on(rows[at - 1], row, edge, rules):
            marks, goes_on = {*marks, "date"}, True
        if marks != {""} or goes_on:
            count = at + 1
        elif {"number", "date"} <= seen:
            break
        seen |= marks
    return count


def _significance(line: HeadLine, rules: HeadRules) -> str:
    if line.fixed:
        return "title"
    for rule, kind in (("place_date", "date"), ("place_day", "date"), ("number_line", "number"), ("about", "about")):
        if rules.match(rule, line.text):
            return kind
    if rules.match("ornament", line.text) or mark_kind(line.text, rules):
        return "mark"
    return "number" if _LABEL.match(line.text) and "/" in line.text else ""


def _opens_text(line: HeadLine, rules: HeadRules) -> bool:
    return bool(rules.match("addressees", line.text)) or fold(line.text).strip(" :") in rules.types


def _goes_on(above: Sequence[HeadLine], row: Sequence[HeadLine], edge: float) -> bool:
    """Whether a row only carries on the line above it in the left block."""
    last, line = printed(above[0]), printed(row[0])
    return len(row) == 1 and _side(line, edge) == LEFT and line.top - last.bottom < _NEXT_LINE * line.size


def _dates_on(above: Sequence[HeadLine], row: Sequence[HeadLine], edge: float, rules: HeadRules) -> bool:
    """Whether a row holds the second line of a dateline in the right block."""
    upper, lower = ([p for p in pieces if _side(printed(p), edge) == RIGHT] for pieces in (above, row))
    return any(ends_date(one, other, rules) for one in upper for other in lower)


def ends_date(above: HeadLine, line: HeadLine, rules: HeadRules) -> bool:
    """Whether a short line ends the dateline above it: `…, ngày 12 tháng 7 năm` and `2022`."""
    if len(line.text) > _DATE_REST or above.fixed or line.fixed:
        return False
    alone = rules.match("place_date", above.text)
    whole = rules.match("place_date", f"{above.text} {line.text}")
    return whole is not None and whole["date"][-4:].isdigit() and not (alone and alone["date"][-4:].isdigit())


def mark_kind(text: str, rules: HeadRules) -> str | None:
    """`secrecy`, `urgency`, `draft`, `circulation` for a framed mark, else None."""
    if len(text) > _MARK:
        return None
    plain = fold(text).strip(' .:;()[]"“”0123456789')
    kind = rules.marks.get(plain)
    if kind is None or (len(plain) < 3 and not text.isupper()):
        return None
    return kind


def _columns(zone: Sequence[HeadLine], edge: float, rules: HeadRules) -> list[HeadLine]:
    """What crosses both columns, and the two columns, each row of a column one line; framed marks stay apart."""
    lines = [piece for piece in zone if _side(printed(piece), edge) == FULL]
    for side in (LEFT, RIGHT):
        mine = [piece for piece in zone if _side(printed(piece), edge) == side]
        marks = [piece for piece in mine if mark_kind(piece.text, rules)]
        whole = [joined(row) for row in _rows([piece for piece in mine if piece not in marks])]
        lines.extend(replace(line, column=side) for line in [*whole, *marks])
    return lines


def joined(row: Sequence[HeadLine]) -> HeadLine:
    """The pieces of one row as one line."""
    if len(row) == 1:
        return row[0]
    words = sorted((word for piece in row for word in printed(piece).words), key=lambda word: word.x0)
    sources = tuple(sorted({n for piece in row for n in piece.sources}))
    whole = _line(make_line(printed(row[0]).page, words), sources)
    return replace(whole, fixed=any(piece.fixed for piece in row), column=row[0].column)


def _line(line: PrintedLine, sources: tuple[int, ...]) -> HeadLine:
    return HeadLine(line.text, line.bold, line.italic, FULL, sources, line)


# ---- files without pages ---------------------------------------------------------------------------------------


def arrange_flow(paragraphs: Sequence[FlowParagraph], rules: HeadRules) -> list[HeadLine]:
    """The first paragraphs of a file in the order of its letterhead; all that follow have column 0."""
    lines = [piece for at, p in enumerate(paragraphs[:_FLOW_LINES]) for piece in _flow_pieces(p, at, rules)]
    if not any(line.column for line in lines):
        lines = _assign(lines, rules)
    start, end = _zone(lines)
    if not any(line.fixed or _flow_significance(line, rules) for line in lines[start:end]):
        start = end = 0
    zone = [_in_block(line) for line in lines[start:end]]
    after = [replace(line, column=FULL) for line in lines[end:]]
    rest = [
        replace(_flow_line(p, p.text, at + _FLOW_LINES), column=FULL) for at, p in enumerate(paragraphs[_FLOW_LINES:])
    ]
    return [*lines[:start], *_of(zone, LEFT), *_of(zone, RIGHT), *_of(zone, FULL), *after, *rest]


def _in_block(line: HeadLine) -> HeadLine:
    """A line in capitals between the lines of the blocks goes on with the left one; the right one is fixed."""
    return replace(line, column=LEFT) if line.column == FULL and line.text.upper() == line.text else line


def _zone(lines: Sequence[HeadLine]) -> tuple[int, int]:
    """From the first line that stands in a block to the last one before running text begins."""
    start = next((n for n, line in enumerate(lines) if line.column), 0)
    end, full = start, 0
    for n, line in enumerate(lines[start:], start):
        full = 0 if line.column else full + 1
        if full > _BETWEEN:
            break
        end = n + 1 if line.column else end
    return start, end


def _of(lines: Iterable[HeadLine], column: int) -> list[HeadLine]:
    return [line for line in lines if line.column == column]


def _flow_line(paragraph: FlowParagraph, text: str, at: int) -> HeadLine:
    bold = paragraph.bold_until >= len(paragraph.text) > 0
    return HeadLine(text, bold, paragraph.italic, paragraph.column, (at,), None, paragraph.align == "center")


def _flow_pieces(paragraph: FlowParagraph, at: int, rules: HeadRules) -> list[HeadLine]:
    if len(paragraph.text) > _LONGEST:
        return [_flow_line(paragraph, paragraph.text, at)]
    words = paragraph.text.split()
    motto = cut = motto_start(words, rules, fuzzy=True) if len(words) < 40 else None
    if cut is None and _LABEL.match(paragraph.text):
        cut = dateline_start(words, rules)
    if cut is None or (cut == 0 and motto_start(words[1:], rules) is None):
        return [replace(_flow_line(paragraph, paragraph.text, at), fixed=motto is not None)]
    second = motto_start(words[cut + 1 :], rules) if motto is not None else None
    ends = [cut, len(words)] if second is None else [cut, cut + 1 + second, len(words)]
    right = [" ".join(words[start:end]) for start, end in pairwise(ends)]
    left = replace(_flow_line(paragraph, " ".join(words[:cut]), at), column=LEFT)
    parts = [replace(_flow_line(paragraph, text, at), column=RIGHT, fixed=motto is not None) for text in right]
    return [left, *parts] if cut else parts


def _assign(lines: Sequence[HeadLine], rules: HeadRules) -> list[HeadLine]:
    """Columns for blocks that come one after the other: everything up to the last line that only a letterhead has."""
    ends = [at for at, line in enumerate(lines) if _flow_significance(line, rules)]
    stop = next((at for at, line in enumerate(lines) if _is_text(line, rules)), len(lines))
    last = max((at for at in ends if at < stop), default=-1)
    return [
        replace(line, column=RIGHT if _flow_significance(line, rules) == "right" else LEFT) if at <= last else line
        for at, line in enumerate(lines)
    ]


def _flow_significance(line: HeadLine, rules: HeadRules) -> str:
    if line.fixed or is_rule(line, rules, "place_date", "place_day"):
        return "right"
    return "left" if is_rule(line, rules, "number_line") else ""


def _is_text(line: HeadLine, rules: HeadRules) -> bool:
    """Whether a line stands below the two blocks: a type, addressees, running text."""
    if len(line.text) > _LONG or is_rule(line, rules, "addressees", "body_start"):
        return True
    return rules.type_start.match(fold(line.text)) is not None and not is_rule(line, rules, "number_line")
