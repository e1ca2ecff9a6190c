"""The end of the document proper: which of the ends on its pages speaks for it, made whole over page breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trichluc.layout.signature import Signature
from trichluc.layout.tailzone import DASHES, Tail


def main_tail(tails: Sequence[Tail]) -> Tail | None:
    """The end of the document proper, its continuation added: the first with recipients and signature, else the first.

    Later ones belong to annexes, forms and copies.
    """
    whole: list[Tail] = []
    for tail in tails:
        if tail.goes_on and whole:
            last = whole[-1]
            last.recipients = _with_rest(last, tail)
            last.is_cut = tail.is_cut
            last.signatures = _continued(last.signatures, tail.signatures)
        else:
            whole.append(replace(tail))
    full = [t for t in whole if t.has_list and t.signatures]
    listed = [t for t in whole if t.has_list]
    return next(iter([*full, *listed, *whole]), None)


def _with_rest(before: Tail, after: Tail) -> list[str]:
    """The recipients of both pages; one that the page break cuts is made whole."""
    listed = [block for block in after.blocks if block.kind == "recipients"]
    if before.is_cut and before.recipients and listed and not listed[0].text.startswith(DASHES):
        joined = f"{before.recipients[-1]} {after.recipients[0]}"
        return [*before.recipients[:-1], joined, *after.recipients[1:]]
    return before.recipients + after.recipients


def _continued(before: list[Signature], after: list[Signature]) -> list[Signature]:
    """A name on the next page belongs to the position on the page before."""
    if before and after and before[-1].name is None and not after[0].authority:
        last, first = before[-1], after[0]
        joined = Signature(last.authority, last.title or first.title, first.name)
        return [*before[:-1], joined, *after[1:]]
    return before + after
