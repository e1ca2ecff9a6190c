"""What a recogniser is given and what it gives: parts of a picture, and words in its pixels."""

from __future__ import annotations

from dataclasses import dataclass

from trichluc.read.scan.picture import Gray

ANY_LAYOUT, ONE_BLOCK, SCATTERED = "3", "6", "11"
"""Tesseract's modes of page segmentation."""


@dataclass(frozen=True, slots=True)
class Row:
    """A word as a recogniser gives it, in pixels; words of one line share `line`."""

    line: tuple[int, int, int]
    x0: int
    top: int
    x1: int
    bottom: int
    confidence: float
    text: str


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a picture: where it lies, and how it is to be read."""

    picture: Gray
    left: int
    top: int
    layout: str
