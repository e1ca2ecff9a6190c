"""The end of a document: `Nơi nhận` on the left, the signature on the right, found wherever they stand.

An end may run over a page break, may be followed by annexes, and may occur several times in one file.
"""

from __future__ import annotations

from collections.abc import Sequence

from trichluc.layout.headlines import LEFT, RIGHT, HeadLine, motto_start
from trichluc.layout.headwords import HeadRules
from trichluc.layout.lines import PrintedLine, make_line
from trichluc.layout.signature import (
    is_authority,
    is_ghost,
    is_position,
    is_recognised,
    is_small_signature,
    name_of,
)
from trichluc.layout.tailzone import (
    DASHES,
    ENDS,
    ITEM_LENGTH,
    Tail,
    Zone,
    close_zone,
    collect,
    is_open,
    signed_by,
    signs,
)

_RIGHT_FROM = 0.36
"""Share of the page's width at which the lines of a signature begin at the earliest."""
_RIGHT_OF = 0.6
"""Share of the width of a page's text at which the middle of a position without a name stands at the least."""
_LEVEL = 0.5
"""In type sizes: signers side by side stand this much apart in height at most."""
_ABOVE = 4
"""So many lines of the signature may stand above `Nơi nhận`."""


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
    if open_zone is not None and _may_go_on(pieces, is_open(open_zone), rules):
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


def _may_go_on(pieces: Sequence[HeadLine], is_open: bool, rules: HeadRules) -> bool:
    """Whether a page can begin with the rest of an end: not when it opens with a letterhead or a title of its own."""
    head = pieces[:3]
    if not head or any(motto_start(line.text.split()[:20], rules) is not None for line in head):
        return False
    first = head[0]
    if any(rules.match("attached", line.text) for line in head[:2]):
        return False
    if first.column == RIGHT:
        return any(signed_by(line, rules) for line in head)
    cut = is_open and len(first.text) < ITEM_LENGTH and first.text.endswith(ENDS)
    return cut or first.text.startswith(DASHES) or first.text[:1].islower()


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


def cut_signature(line: PrintedLine, rules: HeadRules) -> tuple[PrintedLine, PrintedLine] | None:
    """A printed line in which a signature begins beside a recipient, cut in two; None for every other line."""
    words = line.words
    for at in range(1, len(words)):
        if words[at].x0 - words[at - 1].x1 > words[at].size and words[at].text.isupper():
            rest = make_line(line.page, words[at:])
            if signs(HeadLine(rest.text, rest.bold, rest.italic, RIGHT, ()), rules):
                return make_line(line.page, words[:at]), rest
    return None
