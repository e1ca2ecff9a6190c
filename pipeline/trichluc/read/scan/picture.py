"""Pictures of pages made ready for recognition: paper evened, seals out, straight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image, ImageFilter

from trichluc.read.render import Picture

Gray = NDArray[np.uint8]
"""Rows × columns, 0 is black."""


@dataclass(frozen=True, slots=True)
class Blot:
    """Coloured ink cut out of a picture, dark on white; `left` and `top` tell where it was."""

    picture: Gray
    left: int
    top: int


_STEPS = (np.arange(-6.0, 6.01, 0.5), np.arange(-0.4, 0.41, 0.1), np.arange(-0.1, 0.11, 0.05))
"""Degrees in which the fall of the lines is sought: over the whole range, then around what was found."""
_STRAIGHT = 0.15
_SIDE = 900
_PATCH = 32
"""Pixels: in a square of this side some paper shows between letters."""
_SHADE, _SHADED = 200, 0.05
"""Paper darker than this lies in shadow; share of a page that must."""
_BLACK = 70
"""No paper is darker."""
_LIGHT, _GRAIN = 150, 20
"""Tones above this are paper; by how much its noise is darker than the paper itself."""
_CONTRAST, _CORE = 50, 0.25
"""By how much print is darker than the paper; share of its pixels that lie in the middle of strokes, the darkest."""
_INK, _FAINT = 60, 110
"""The tone of good print; lighter than the second, print is faint."""
DARK = 140
"""Tones darker than this are print."""
_COLOURED, _TINTED = 48, 20
"""By how much blue or green is lighter than red in ink of a colour, and at its edges; less in black print."""
_EDGE = 4
_BLOT = 300
"""Pixels: less coloured ink than this is noise."""
_MOSTLY = 0.3
"""Share of all ink above which coloured ink is the print."""


def spans(dark: ArrayLike) -> list[tuple[int, int]]:
    """The dark stretches of a row or column of pixels."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], np.asarray(dark, np.int8), [0]))))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def without_red(picture: Picture) -> Gray:
    """The red channel: red seals and stamps become as light as the paper, black print stays black."""
    return np.ascontiguousarray(picture[:, :, 0])


def evened(gray: Gray) -> Gray:
    """The picture with paper of one lightness; as it is where the paper is light everywhere.

    Photographed pages lie in shadow. What is lightest around a place is taken for paper.
    """
    height, width = gray.shape[0] // _PATCH, gray.shape[1] // _PATCH
    if not height or not width:
        return gray
    patches = gray[: height * _PATCH, : width * _PATCH].reshape(height, _PATCH, width, _PATCH)
    paper = patches.max(axis=(1, 3))
    if np.count_nonzero(paper < _SHADE) < _SHADED * paper.size:
        return gray
    smooth = Image.fromarray(np.maximum(paper, _BLACK)).filter(ImageFilter.BoxBlur(1))
    around = np.asarray(smooth.resize((gray.shape[1], gray.shape[0]), Image.Resampling.BILINEAR), np.float32)
    return np.minimum(gray * (250.0 / around), 255.0).astype(np.uint8)


def whitened(gray: Gray) -> Gray:
    """The picture with its paper and the noise on it white, and faint print dark.

    Where paper is gray, whatever is cut out or painted over leaves edges that are read as strokes; faint rules and
    letters are lighter than what counts as ink.
    """
    tones = np.bincount(gray.ravel(), minlength=256)
    light = np.cumsum(tones[_LIGHT:])
    if not light[-1]:
        return gray
    white = max(_LIGHT, _LIGHT + int(np.searchsorted(light, light[-1] / 2)) - _GRAIN)
    black = _black(tones, white)
    scaled = np.clip((np.arange(256) - black) * (255.0 / (white - black)), 0.0, 255.0)
    white_paper: Gray = scaled.astype(np.uint8)[gray]
    return white_paper


def _black(tones: NDArray[np.int64], white: int) -> float:
    """The tone that becomes black so that faint print is as dark as other print; 0 when no print is faint."""
    print_ = np.cumsum(tones[: white - _CONTRAST])
    ink = int(np.searchsorted(print_, print_[-1] * _CORE))
    return (255.0 * ink - _INK * white) / (255.0 - _INK) if print_[-1] and ink > _FAINT else 0.0


def part_inks(picture: Picture) -> tuple[Gray, Blot | None]:
    """Black print alone, and what is written or printed in a colour that is not red, None when there is no such ink.

    Signatures are mostly blue, and what they cross is read better without them. Where much of the print is coloured
    it is the print, and stays where it is.
    """
    gray = whitened(evened(without_red(picture)))
    rows, columns = np.divmod(np.flatnonzero(gray < DARK), gray.shape[1])
    coloured = _spread(picture[rows, columns]) > _COLOURED
    if not _BLOT <= np.count_nonzero(coloured) <= _MOSTLY * len(rows):
        return gray, None
    rows, columns = rows[coloured], columns[coloured]
    top, left = max(0, int(rows.min()) - _EDGE), max(0, int(columns.min()) - _EDGE)
    area = (slice(top, int(rows.max()) + _EDGE), slice(left, int(columns.max()) + _EDGE))
    mask = np.zeros(gray[area].shape, np.bool_)
    mask[rows - top, columns - left] = True
    ink = _thickened(mask) & (_spread(picture[area]) > _TINTED)
    gray = gray.copy()
    blot = Blot(np.where(ink, gray[area], 255).astype(np.uint8), left, top)
    gray[area][ink] = 255
    return gray, blot


def _spread(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """By how much green or blue is lighter than red; 0 for black, also under a red seal."""
    red, other = pixels[..., 0], np.maximum(pixels[..., 1], pixels[..., 2])
    spread: NDArray[np.uint8] = np.maximum(other, red) - red
    return spread


def _thickened(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """With two pixels more on every side: the soft edges of ink."""
    for axis in (0, 1):
        wide = mask.copy()
        for step in (-2, -1, 1, 2):
            wide |= np.roll(mask, step, axis)
        mask = wide
    return mask


def skew(gray: Gray) -> float:
    """The angle in degrees by which the lines of print fall to the right; 0 when none can be told.

    The right angle is the one at which the ink gathers in the fewest rows: the variance of the row sums is greatest.
    """
    step = max(1, min(gray.shape) // _SIDE)
    small = 255 - gray[::step, ::step].astype(np.int32)
    ink = np.argwhere(small > 128)
    if len(ink) < 200:
        return 0.0
    rows, columns = ink[:, 0].astype(np.float32), ink[:, 1].astype(np.float32)
    angle = 0.0
    for steps in _STEPS:
        angle = _best_angle(rows, columns, angle + steps)
    return angle


def _best_angle(rows: NDArray[np.float32], columns: NDArray[np.float32], angles: NDArray[np.float64]) -> float:
    return float(max(angles, key=lambda angle: _gathered(rows, columns, float(angle))))


def _gathered(rows: NDArray[np.float32], columns: NDArray[np.float32], angle: float) -> float:
    level = rows - columns * np.float32(np.tan(np.radians(angle)))
    counts = np.bincount((level - level.min()).astype(np.int32))
    return float(np.square(counts, dtype=np.float64).sum())


def straighten(gray: Gray, angle: float) -> Gray:
    """The picture turned so that its lines are level; the same size, white where nothing was."""
    if abs(angle) < _STRAIGHT:
        return gray
    turned = Image.fromarray(gray).rotate(angle, Image.Resampling.BILINEAR, fillcolor=255)
    return np.asarray(turned)
