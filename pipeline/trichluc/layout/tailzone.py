"""The lines of one end of a document while they are collected: the list of recipients, and the signature beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from trichluc.layout.addressees import clean_item
from trichluc.layout.headlines import LEFT, RIGHT, HeadLine, is_rule, motto_start
from trichluc.layout.headwords import HeadRules
from trichluc.layout.letterhead import HeadBlock
from trichluc.layout.signature import (
    Signature,
    is_authority,
    is_ghost,
    is_misread_position,
    is_position,
    is_recognised,
    name_of,
    read_signatures,
)

DASHES = ("-", "–", "−", "+", "•", "*", "~", "—")
ENDS = (";", ".", ",")
_DIRT = " '`\"~_|.,:;^"
_LIST_GAP = 1.4
"""In type sizes: more white space than this ends the list of recipients."""
_NEXT_LINE = 0.9
"""In type sizes: white space between the lines of one position or body at most."""
_NEAR = 4
"""So many lines after a line that a seal left the name must stand."""
_SEAL, _SHORT = 3, 60
"""Words of such a line at most, and characters of any of these."""
ITEM_LENGTH = 220
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


def is_open(zone: Zone) -> bool:
    """Whether the last recipient has not come to its end."""
    return bool(zone.items) and zone.items[-1][0].text.startswith(DASHES) and not zone.items[-1][-1].text.endswith(ENDS)


def signed_by(line: HeadLine, rules: HeadRules, sure: bool = False) -> bool:
    """Whether a line names a signer, opens a signature or says that it was signed; `sure`: a name of a known family."""
    named = name_of(line.text, rules, sure) is not None
    return named or signs(line, rules) or rules.match("signed", line.text) is not None


def signs(line: HeadLine, rules: HeadRules) -> bool:
    """Whether a line opens a signature: an authority or a position, on a scan also with dirt or a letter misread."""
    if is_authority(line.text, rules) or is_position(line.text, rules):
        return True
    text = line.text.strip(_DIRT)
    return is_recognised(line) and (is_position(text, rules) or is_misread_position(text, rules))


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
        if signed_by(line, rules, sure=True) or _goes_on_left(line, zone):
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
    dashed = line.text.startswith(DASHES) and not (far and zone.filed) and len(line.text) < ITEM_LENGTH
    if dashed or (zone.items and not far and _lost_dash(zone.items[-1], line)):
        zone.items.append([line])
    elif (
        zone.items
        and not far
        and not _is_over(zone, line, rules)
        and not (zone.filed and zone.items[-1][-1].text.endswith(".") and line.text[:1].isupper())
    ):
        zone.items[-1].append(line)
    elif not zone.items and not far and len(line.text) < ITEM_LENGTH and zone.label is not None:
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
    return named and (zone.filed or last.text.endswith(ENDS))


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
    tail.is_cut = is_open(zone)
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
