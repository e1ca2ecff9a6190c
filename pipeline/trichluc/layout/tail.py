"""The end of a document: `Nơi nhận` on the left, the signature on the right, found wherever they stand.

An end may run over a page break, may be followed by annexes, and may occur several times in one file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from trichluc.layout.addressees import clean_item
from trichluc.layout.headlines import LEFT, RIGHT, HeadLine, is_rule, motto_start
from trichluc.layout.headwords import HeadRules
from trichluc.layout.letterhead import HeadBlock
from trichluc.layout.lines import PrintedLine, make_line
from trichluc.layout.signature import (
    Signature,
    is_authority,
    is_ghost,
    is_misread_position,
    is_position,
    is_recognised,
    is_small_signature,
    name_of,
    read_signatures,
)

DASHES = ("-", "–", "−", "+", "•", "*", "~", "—")
_ENDS = (";", ".", ",")
_DIRT = " '`\"~_|.,:;^"
_RIGHT_FROM = 0.36
"""Share of the page's width at which the lines of a signature begin at the earliest."""
_RIGHT_OF = 0.6
"""Share of the width of a page's text at which the middle of a position without a name stands at the least."""
_LIST_GAP = 1.4
"""In type sizes: more white space than this ends the list of recipients."""
_NEXT_LINE = 0.9
"""In type sizes: white space between the lines of one position or body at most."""
_LEVEL = 0.5
"""In type sizes: signers side by side stand this much apart in height at most."""
_ABOVE = 4
"""So many lines of the signature may stand above `Nơi nhận`."""
_NEAR = 4
"""So many lines after a line that a seal left the name must stand."""
_SEAL, _SHORT = 3, 60
"""Words of such a line at most, and characters of any of these."""
_ITEM = 220
"""Characters of a recipient at most."""


@dataclass(slots=True)
class Tail:
    """One end of a document on one page, or its continuation on the next (`goes_on`).

    `taken` are indices of the lines or paragraphs given; `first` is the lowest of them.
    """

    taken: set[int] = field(default_factory=set)
    blocks: list[HeadBlock] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    has_list: bool = False
    goes_on: bool = False
    is_cut: bool = False
    """Whether its last recipient goes on on the next page."""

    @property
    def first(self) -> int:
        """The index of the first line that belongs to the end."""
        return min(self.taken)


@dataclass(slots=True)
class Zone:
    """The lines of one end while they are collected."""

    label: HeadLine | None = None
    items: list[list[HeadLine]] = field(default_factory=list)
    right: list[HeadLine] = field(default_factory=list)
    filed: bool = False
    label_used: bool = False


# ---- pages -----------------------------------------------------------------------------------------------------


def find_tails(pages: Sequence[Sequence[PrintedLine]], width: float, rules: HeadRules) -> list[list[Tail]]:
    """For each page the ends found on it, from the top. `width` is that of the page in points."""
    found: list[list[Tail]] = []
    open_zone: Zone | None = None
    for lines in pages:
        tails, open_zone = _page_tails(lines, width, rules, open_zone)
        found.append(tails)
    return found


def _page_tails(
    lines: Sequence[PrintedLine], width: float, rules: HeadRules, open_zone: Zone | None
) -> tuple[list[Tail], Zone | None]:
    pieces = [
        _piece(part, at, width) for at, line in enumerate(lines) for part in cut_signature(line, rules) or (line,)
    ]
    tails: list[Tail] = []
    at = 0
    zone = None
    if open_zone is not None and _may_go_on(pieces, _is_open(open_zone), rules):
        zone = Zone(filed=open_zone.filed, label=open_zone.label)
        at = collect(pieces, 0, zone, rules)
        tails = close_zone(zone, rules, goes_on=True)
    while at < len(pieces):
        start = _next_start(pieces, at, rules)
        if start is None:
            return tails, None
        zone = Zone()
        at = max(collect(pieces, start, zone, rules), start + 1)
        tails += _under_signature(tails, close_zone(zone, rules, goes_on=False))
    unfinished = zone is not None and at >= len(pieces) and tails and not _complete(zone, tails[-1], rules)
    return tails, zone if unfinished else None


def _under_signature(above: Sequence[Tail], tails: list[Tail]) -> list[Tail]:
    """The next ends of a page; a list that stands below the signatures has these for its own."""
    if above and tails and tails[0].has_list and not tails[0].signatures and not above[-1].has_list:
        tails[0].signatures, above[-1].signatures = above[-1].signatures, []
    return tails


def _is_open(zone: Zone) -> bool:
    """Whether the last recipient has not come to its end."""
    return (
        bool(zone.items) and zone.items[-1][0].text.startswith(DASHES) and not zone.items[-1][-1].text.endswith(_ENDS)
    )


def _may_go_on(pieces: Sequence[HeadLine], is_open: bool, rules: HeadRules) -> bool:
    """Whether a page can begin with the rest of an end: not when it opens with a letterhead or a title of its own."""
    head = pieces[:3]
    if not head or any(motto_start(line.text.split()[:20], rules) is not None for line in head):
        return False
    first = head[0]
    if any(rules.match("attached", line.text) for line in head[:2]):
        return False
    if first.column == RIGHT:
        return any(_signed_by(line, rules) for line in head)
    cut = is_open and len(first.text) < _ITEM and first.text.endswith(_ENDS)
    return cut or first.text.startswith(DASHES) or first.text[:1].islower()


def _signed_by(line: HeadLine, rules: HeadRules, sure: bool = False) -> bool:
    named = name_of(line.text, rules, sure) is not None
    return named or signs(line, rules) or rules.match("signed", line.text) is not None


def _complete(zone: Zone, tail: Tail, rules: HeadRules) -> bool:
    named = any(s.name for s in tail.signatures) or any(rules.match("signed", line.text) for line in zone.right)
    return named and (zone.filed or not tail.has_list)


def _piece(line: PrintedLine, at: int, width: float) -> HeadLine:
    right = line.x0 > _RIGHT_FROM * width and line.x0 + line.x1 > width
    return HeadLine(line.text, line.bold, line.italic, RIGHT if right else LEFT, (at,), line)


def _next_start(pieces: Sequence[HeadLine], at: int, rules: HeadRules) -> int | None:
    """The first line of the next end: of `Nơi nhận`, or of a signature; lines of it may stand above the label."""
    for index in range(at, len(pieces)):
        line = pieces[index]
        if rules.match("recipients", line.text):
            return upwards(pieces, at, index, rules)
        if _opens_signature(pieces, index, rules):
            return index
    return None


def upwards(pieces: Sequence[HeadLine], lowest: int, label: int, rules: HeadRules) -> int:
    """The first of the lines of a signature that stand right above `Nơi nhận`."""
    start = label
    for index in range(label - 1, max(lowest, label - _ABOVE) - 1, -1):
        line = pieces[index]
        if line.column != RIGHT or not (signs(line, rules) or rules.match("place_date", line.text)):
            break
        start = index
    return start


def signs(line: HeadLine, rules: HeadRules) -> bool:
    """Whether a line opens a signature: an authority or a position, on a scan also with dirt or a letter misread."""
    if is_authority(line.text, rules) or is_position(line.text, rules):
        return True
    text = line.text.strip(_DIRT)
    return is_recognised(line) and (is_position(text, rules) or is_misread_position(text, rules))


def _opens_signature(pieces: Sequence[HeadLine], index: int, rules: HeadRules) -> bool:
    """A line of a signature without `Nơi nhận` beside it: an authority, or a position with a name below."""
    line = pieces[index]
    if not line.text.isupper():
        return line.column == RIGHT and is_small_signature(pieces, index, rules)
    if (is_authority(line.text, rules) and line.column == RIGHT) or _has_partner(pieces, index, rules):
        return True
    if not signs(line, rules) or is_authority(line.text, rules):
        return False
    after = [piece for piece in pieces[index + 1 : index + 8] if not is_ghost(piece, rules)]
    if line.column == LEFT and not _ended(pieces, index, rules):
        return False
    if not after and _stands_right(pieces, line):
        return _ended(pieces, index, rules)
    return _is_signed(line, after, rules)


def _is_signed(line: HeadLine, after: Sequence[HeadLine], rules: HeadRules) -> bool:
    """Whether below a position another one, the list of recipients or the name of the signer follows."""
    below = [piece for piece in after if piece.column == line.column]
    follows = [piece for piece in after if not _level(line, piece)][:2]
    if any(is_position(piece.text, rules) or rules.match("recipients", piece.text) for piece in follows):
        return line.column == RIGHT
    return any(name_of(piece.text, rules, sure=True) or rules.match("signed", piece.text) for piece in below[:2])


def _stands_right(pieces: Sequence[HeadLine], line: HeadLine) -> bool:
    """Whether a bold line stands well right of the middle of its page's text, as the position that ends a draft."""
    lines = [piece.printed for piece in pieces if piece.printed is not None]
    if line.printed is None or not line.bold:
        return False
    left, right = min(at.x0 for at in lines), max(at.x1 for at in lines)
    return (line.printed.x0 + line.printed.x1) / 2 - left > _RIGHT_OF * (right - left)


def _has_partner(pieces: Sequence[HeadLine], index: int, rules: HeadRules) -> bool:
    """Whether a line at the left and the next one open the signatures of two signers side by side."""
    left, right = pieces[index], pieces[index + 1] if index + 1 < len(pieces) else None
    if right is None or (left.column, right.column) != (LEFT, RIGHT) or left.printed is None or right.printed is None:
        return False
    level = abs(left.printed.baseline - right.printed.baseline) < _LEVEL * left.printed.size
    return level and right.text.isupper() and signs(left, rules) and signs(right, rules)


def _level(one: HeadLine, other: HeadLine) -> bool:
    """Whether two lines of a scan stand side by side."""
    if one.printed is None or other.printed is None or not is_recognised(one):
        return False
    return one.column != other.column and abs(one.printed.baseline - other.printed.baseline) < one.printed.size


def _ended(pieces: Sequence[HeadLine], index: int, rules: HeadRules) -> bool:
    """Whether the text above has come to its end, or white space parts it from a line that begins at the left."""
    above = pieces[index - 1].text
    return index == 0 or above.endswith(".") or rules.patterns["end_mark"].search(above) is not None


def collect(pieces: Sequence[HeadLine], start: int, zone: Zone, rules: HeadRules) -> int:
    """Take the lines of an end from `start` on; returns the index of the first line that is none of it."""
    for index in range(start, len(pieces)):
        line = pieces[index]
        if is_rule(line, rules, "annex", "copy"):
            return index
        if motto_start(line.text.split()[:20], rules) == 0:
            return index
        ghost = is_ghost(line, rules)
        if (ghost and line.column == RIGHT) or _accept(line, zone, rules) or ghost:
            continue
        if not _among_signatures(pieces[index : index + _NEAR], zone, rules):
            return index
    return len(pieces)


def _among_signatures(lines: Sequence[HeadLine], zone: Zone, rules: HeadRules) -> bool:
    """Whether a line of a scan, the first given, is what a seal left between a position and the name below it."""
    if zone.label is not None or not zone.right or not is_recognised(lines[0]) or len(lines[0].text.split()) > _SEAL:
        return False
    return any(name_of(line.text, rules, sure=True) for line in lines[1:]) and all(
        len(line.text) < _SHORT for line in lines
    )


def _accept(line: HeadLine, zone: Zone, rules: HeadRules) -> bool:
    """Put a line into the list or the signature; False when it belongs to neither."""
    label = rules.match("recipients", line.text)
    if label:
        if zone.items or zone.label_used:
            return False
        zone.label, zone.label_used = line, True
        return True
    if line.column == RIGHT and not line.text.startswith("- "):
        return _accept_right(line, zone, rules)
    if zone.label is None and not zone.items and not _beside_signature(line, zone):
        if _signed_by(line, rules, sure=True) or _goes_on_left(line, zone):
            zone.right.append(line)
            return True
        return False
    return _accept_item(line, zone, rules)


def _beside_signature(line: HeadLine, zone: Zone) -> bool:
    """Whether an entry of a list stands at the left of a signature: the label of the list was not recognised."""
    if not line.text.startswith(DASHES) or line.printed is None or line.printed.words[0].confidence is None:
        return False
    at = line.printed
    return any(
        piece.printed is not None and piece.printed.x0 > at.x1 and abs(piece.printed.top - at.top) < 3 * at.size
        for piece in zone.right
    )


def _goes_on_left(line: HeadLine, zone: Zone) -> bool:
    """Whether a line in capitals carries on the body or position of the signer at the left."""
    above = [piece for piece in zone.right if piece.column == LEFT]
    return bool(above) and line.text.isupper() and above[-1].text.isupper() and _gap(above[-1], line) < _NEXT_LINE


def _accept_right(line: HeadLine, zone: Zone, rules: HeadRules) -> bool:
    above = [piece for piece in zone.right if piece.column == RIGHT]
    opened = max((at for at, piece in enumerate(above) if signs(piece, rules)), default=0)
    done = any(name_of(piece.text, rules) and not piece.text.isupper() for piece in above[opened:])
    if done and not signs(line, rules) and not rules.match("signed", line.text):
        return False
    if len(line.text) > 130 or rules.match("body_start", line.text):
        return False
    zone.right.append(line)
    return True


def _accept_item(line: HeadLine, zone: Zone, rules: HeadRules) -> bool:
    """A recipient, or the next line of one."""
    last = zone.items[-1][-1] if zone.items else zone.label
    far = last is not None and _gap(last, line) > _LIST_GAP
    dashed = line.text.startswith(DASHES) and not (far and zone.filed) and len(line.text) < _ITEM
    if dashed or (zone.items and not far and _lost_dash(zone.items[-1], line)):
        zone.items.append([line])
    elif (
        zone.items
        and not far
        and not _is_over(zone, line, rules)
        and not (zone.filed and zone.items[-1][-1].text.endswith(".") and line.text[:1].isupper())
    ):
        zone.items[-1].append(line)
    elif not zone.items and not far and len(line.text) < _ITEM and zone.label is not None:
        zone.items.append([line])
    else:
        return False
    zone.filed = zone.filed or rules.match("filed", zone.items[-1][0].text) is not None
    return True


def _is_over(zone: Zone, line: HeadLine, rules: HeadRules) -> bool:
    """Whether in a file without pages the list ended before a signature, below which the next text begins."""
    last = zone.items[-1][-1]
    if line.printed is not None or line.sources[0] - last.sources[-1] <= 1:
        return False
    named = any(name_of(piece.text, rules, sure=True) for piece in zone.right)
    return named and (zone.filed or last.text.endswith(_ENDS))


def _lost_dash(item: Sequence[HeadLine], line: HeadLine) -> bool:
    """Whether a line of a scan is an entry of its own whose dash was not recognised."""
    ended = item[-1].text.rstrip(_DIRT.replace(";", "")).endswith(";")
    return ended and line.text[:1].isupper() and is_recognised(line)


def _gap(above: HeadLine, line: HeadLine) -> float:
    if above.printed is None or line.printed is None or above.printed.page != line.printed.page:
        return 0.0
    return (line.printed.top - above.printed.bottom) / max(line.printed.size, above.printed.size, 1.0)


def close_zone(zone: Zone, rules: HeadRules, goes_on: bool) -> list[Tail]:
    """The collected lines as an end; empty when nothing was collected."""
    tail = Tail(has_list=zone.label_used or bool(zone.items), goes_on=goes_on)
    items = zone.items
    if zone.label is not None and zone.label_used:
        tail.blocks.append(HeadBlock("recipients", (zone.label,)))
        match = rules.match("recipients", zone.label.text)
        if match and match["rest"]:
            tail.recipients.append(clean_item(match["rest"]))
    for item in _whole_items(items):
        tail.blocks.append(HeadBlock("recipients", tuple(item)))
        tail.recipients.append(clean_item(" ".join(line.text for line in item)))
    signed = sorted(zone.right, key=lambda line: line.column)
    tail.blocks += [HeadBlock("signature", (line,)) for line in signed]
    tail.signatures = read_signatures(signed, rules)
    tail.is_cut = _is_open(zone)
    tail.recipients = [text for text in tail.recipients if any(c.isalnum() for c in text)]
    tail.taken = {n for block in tail.blocks for line in block.lines for n in line.sources}
    return [tail] if tail.taken else []


def _whole_items(items: Sequence[Sequence[HeadLine]]) -> list[list[HeadLine]]:
    """The entries of the list; in a list without dashes each line that begins with a capital is an entry."""
    whole: list[list[HeadLine]] = []
    for item in items:
        if item[0].text.startswith(DASHES):
            whole.append(list(item))
            continue
        for line in item:
            if whole and line.text[:1].islower():
                whole[-1].append(line)
            else:
                whole.append([line])
    return whole


def cut_signature(line: PrintedLine, rules: HeadRules) -> tuple[PrintedLine, PrintedLine] | None:
    """A printed line in which a signature begins beside a recipient, cut in two; None for every other line."""
    words = line.words
    for at in range(1, len(words)):
        if words[at].x0 - words[at - 1].x1 > words[at].size and words[at].text.isupper():
            rest = make_line(line.page, words[at:])
            if signs(HeadLine(rest.text, rest.bold, rest.italic, RIGHT, ()), rules):
                return make_line(line.page, words[:at]), rest
    return None
