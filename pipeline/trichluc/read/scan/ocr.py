"""Recognition of scanned pages with Tesseract: words, their boxes and how sure it was of each.

One thread, because more of them make it slower. A word that is neither Vietnamese, nor a figure, nor recognised with
any confidence is the ghost of a seal, a signature or handwriting: it is left out, never guessed.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count, pairwise
from math import cos, radians, sin
from statistics import mean, median

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from trichluc.errors import MissingTool, RecognitionFailed
from trichluc.language.letters import clean
from trichluc.read.grids import MIN_STROKES, ruled_grids
from trichluc.read.render import POINTS_PER_INCH, draw, image_dpi
from trichluc.read.scan.barred import read_d
from trichluc.read.scan.celllist import CellList, Dash, cut_cells
from trichluc.read.scan.edges import without_edges
from trichluc.read.scan.ghosts import printed_lines, type_size
from trichluc.read.scan.picture import Blot, Gray, part_inks, skew, straighten, without_red
from trichluc.read.scan.piled import look_at_piles
from trichluc.read.scan.raised import Part, has_notes, part_marks
from trichluc.read.scan.rows import ANY_LAYOUT, ONE_BLOCK, Area, Row
from trichluc.read.scan.ruling import ruled_lines, without_lines
from trichluc.read.scan.secondlook import look_again
from trichluc.read.scan.stems import read_numeral
from trichluc.read.scan.unfold import Fold, find_folds, rise, unfold
from trichluc.read.scan.weight import with_bold
from trichluc.source import PageSource, Posture, Stroke, Word

PROGRAM = "tesseract"
LANGUAGE = "vie"
_SECONDS = 120
_IN_TABLE = 1_000_000
"""Added to the numbers of blocks in tables, so that no line of the text has the number of one in a table."""
_AGAIN = 10_000
"""The same for every second look at a part of a page."""
_SLASH = re.compile("/?⁄")
"""Another way in which Tesseract reads a slash: the stroke of a fraction, which offices do not print."""
_DPI = (200.0, 330.0)
"""Pictures of these resolutions are read as they are: running text is read no better than at the first, but what seals
and pens cross is. Finer and coarser ones are read at the first."""
_SURE = 88.0
_FEW = 8
"""Words: fewer do not tell how a page lies."""
_LOST = 62.0
"""Mean confidence below which a page is tried in another orientation."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read on one picture, in points of the upright, level print.

    `turned` is the clockwise turn in degrees that made it upright, `angle` the fall of its lines to the right.
    """

    words: tuple[Word, ...]
    confidence: float
    strokes: tuple[Stroke, ...]
    angle: float = 0.0
    turned: int = 0


@lru_cache(maxsize=1)
def is_installed() -> bool:
    """Whether Tesseract and its Vietnamese data are there. Asked once a process."""
    program = shutil.which(PROGRAM)
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S603
    return LANGUAGE in listed.stdout.split()


def recognise_page(drawn: pdfium.PdfPage, page: PageSource) -> PageSource | None:
    """The page with the words that Tesseract reads on its picture in place of its text layer.

    None when Tesseract or its Vietnamese data are missing. Raises `RecognitionFailed` when it fails on
    the page or does not finish.
    """
    if not is_installed():
        return None
    native = image_dpi(drawn) or 0.0
    picture, dpi = draw(drawn, native if _DPI[0] <= native <= _DPI[1] else _DPI[0])
    print_, blot = part_inks(picture)
    print_ = without_edges(print_, dpi)
    read = recognise(print_, dpi)
    if blot is not None and read.turned:
        read, blot = recognise(without_red(picture), dpi), None
    coloured = [_levelled(word, read.angle, page) for word in _read_blot(blot, dpi)] if blot is not None else []
    width, height = (page.height, page.width) if read.turned in (90, 270) else (page.width, page.height)
    return replace(
        page,
        width=width,
        height=height,
        words=tuple(_fit(word, width, height) for word in (*read.words, *coloured)),
        strokes=read.strokes,
        origin="ocr",
        charset="unicode",
        ocr_confidence=round(read.confidence, 1),
        notes=(*page.notes, *(("turned",) if read.turned else ())),
        posture=Posture(read.angle, read.turned, page.width, page.height) if read.angle or read.turned else None,
    )


def _read_blot(blot: Blot, dpi: float) -> Iterator[Word]:
    """Lines printed in a colour; what is written by hand is not sure enough to be any."""
    scale = POINTS_PER_INCH / dpi
    left, top = blot.left * scale, blot.top * scale
    lines: dict[tuple[int, int, int], list[Row]] = {}
    for row in _parse(_tesseract(blot.picture, dpi)):
        lines.setdefault(row.line, []).append(row)
    sure = [row for line in lines.values() if _is_printed(line) for row in line]
    for word in _words(sure, dpi, blot.picture):
        yield replace(word, x0=word.x0 + left, x1=word.x1 + left, top=word.top + top, bottom=word.bottom + top)


def _is_printed(line: Sequence[Row]) -> bool:
    return median(row.confidence for row in line) >= _SURE and any(len(row.text) > 2 for row in line)


def _levelled(word: Word, angle: float, page: PageSource) -> Word:
    """The word turned about the middle of the page by the angle that makes its lines level."""
    sine, cosine = sin(radians(angle)), cos(radians(angle))
    x, y = (word.x0 + word.x1 - page.width) / 2, (word.top + word.bottom - page.height) / 2
    across, down = x * cosine + y * sine - x, y * cosine - x * sine - y
    return replace(word, x0=word.x0 + across, x1=word.x1 + across, top=word.top + down, bottom=word.bottom + down)


def recognise(gray: Gray, dpi: float) -> Recognised:
    """Read one gray picture. Raises `MissingTool` without Tesseract, `RecognitionFailed` after two minutes.

    Tesseract reads lines that run up or down as well, but then every box lies on its side: such a picture is read again
    after it was turned. What it cannot read is tried upside down, then on its sides.
    """
    tries = [_read(gray, dpi)]
    first = _turn_of(tries[0].words)
    if (not first and tries[0].confidence >= _LOST) or not _has_print(gray):
        return tries[0]
    for turn in sorted((90, 180, 270), key=lambda t: (t != first, t != (first + 180) % 360)):
        tries.append(_read_turned(gray, dpi, turn))
        if tries[-1].confidence >= _LOST and not _turn_of(tries[-1].words):
            return tries[-1]
    upright = [t for t in tries if not _turn_of(t.words)]
    return max(upright or tries, key=lambda t: t.confidence * min(len(t.words), 40))


def _turn_of(words: Sequence[Word]) -> int:
    """The clockwise turn that words as read need to run from left to right."""
    if len(words) < _FEW:
        return 0
    across = median(b.x0 - a.x0 for a, b in pairwise(words))
    down = median(b.top - a.top for a, b in pairwise(words))
    tall = sum(w.bottom - w.top > w.x1 - w.x0 for w in words if len(w.text) > 2)
    if 2 * tall <= sum(len(w.text) > 2 for w in words):
        return 180 if across < 0 else 0
    return 270 if down > 0 else 90


def _has_print(gray: Gray) -> bool:
    return float((gray < 128).mean()) > 0.002


def _read_turned(gray: Gray, dpi: float, turn: int) -> Recognised:
    return replace(_read(np.ascontiguousarray(np.rot90(gray, -turn // 90)), dpi), turned=turn)


def _read(gray: Gray, dpi: float) -> Recognised:
    angle = skew(gray)
    level = straighten(gray, angle)
    lines = ruled_lines(level, dpi)
    strokes = tuple(Stroke(*line) for line in lines)
    rows, shown = _rows(without_lines(level, lines, dpi), dpi, strokes)
    height, width = (side * POINTS_PER_INCH / dpi for side in level.shape)
    words = with_bold(tuple(_words(rows, dpi, shown, has_notes(strokes, width, height))), shown, dpi)
    weights = [w.confidence or 0.0 for w in words for _ in w.text]
    return Recognised(words, mean(weights) if weights else 0.0, strokes, angle if level is not gray else 0.0)


def _rows(gray: Gray, dpi: float, strokes: tuple[Stroke, ...]) -> tuple[list[Row], Gray]:
    """The words of a level picture without its lines, those of tables read cell by cell, and the picture itself."""
    grids = ruled_grids(strokes, ()) if len(strokes) >= MIN_STROKES else ()
    rest, cells = cut_cells(gray, grids, dpi / POINTS_PER_INCH)
    folds = find_folds(rest, dpi, strokes)
    rows = _parse(_tesseract(unfold(rest, folds), dpi), folds)
    if rows and mean(row.confidence for row in rows) >= _LOST:
        readings = count(1)

        def read(area: Area) -> list[Row]:
            return _read_area(area, dpi, _AGAIN * next(readings))

        rows = look_again(rest, look_at_piles(rest, rows, read), dpi, read)
    if cells is not None:
        in_cells = _parse(_tesseract(cells.picture, dpi, ONE_BLOCK))
        rows += [_moved(row, cells) for row in in_cells]
        rows += [_dash_row(dash, nth) for nth, dash in enumerate(cells.dashes)]
    return rows, gray


def _read_area(area: Area, dpi: float, blocks: int) -> list[Row]:
    rows = _parse(_tesseract(np.ascontiguousarray(area.picture), dpi, area.layout))
    return [_shifted(row, area.left, area.top, blocks) for row in rows]


def _dash_row(dash: Dash, nth: int) -> Row:
    """A dash alone in its cell, as sure as print: its shape was measured."""
    return Row((2 * _IN_TABLE + nth, 0, 0), dash.x0, dash.top, dash.x1, dash.bottom, _SURE, dash.text)


def _moved(row: Row, cells: CellList) -> Row:
    """A word of the list of cells back in its table."""
    return _shifted(row, *cells.home((row.top + row.bottom) // 2), _IN_TABLE)


def _shifted(row: Row, across: int, down: int, blocks: int) -> Row:
    """A word moved over the page, the number of its block raised so that no other line has the number of its own."""
    block, paragraph, line = row.line
    return replace(
        row,
        line=(block + blocks, paragraph, line),
        x0=row.x0 + across,
        x1=row.x1 + across,
        top=row.top + down,
        bottom=row.bottom + down,
    )


def _tesseract(gray: Gray, dpi: float, layout: str = ANY_LAYOUT) -> str:
    program = shutil.which(PROGRAM)
    if program is None:
        raise MissingTool("Tesseract is needed to read scanned pages and is not installed")
    stream = io.BytesIO()
    Image.fromarray(gray).save(stream, "PPM")
    command = [program, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(round(dpi)), "--psm", layout, "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 (the program is Tesseract, the arguments are fixed)
            command, input=stream.getvalue(), capture_output=True, timeout=_SECONDS, check=False, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise RecognitionFailed(f"Tesseract did not finish a page within {_SECONDS} seconds") from error
    if done.returncode:
        raise RecognitionFailed(f"Tesseract failed: {done.stderr.decode('utf-8', 'replace').strip()[:200]}")
    return done.stdout.decode("utf-8", "replace")


def _parse(table: str, folds: Sequence[Fold] = ()) -> list[Row]:
    rows: list[Row] = []
    for record in table.splitlines()[1:]:
        cells = record.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        block, paragraph, line, left, top, width, height = map(int, (*cells[2:5], *cells[6:10]))
        top -= rise(top, folds)
        text = _SLASH.sub("/", clean(cells[11].strip()))
        rows.append(Row((block, paragraph, line), left, top, left + width, top + height, float(cells[10]), text))
    return rows


def _words(rows: Sequence[Row], dpi: float, gray: Gray, marked: bool = False) -> Iterator[Word]:
    """The words of a level picture.

    `marked`: the page has notes, so raised figures are parted from the words that they follow.
    """
    scale = POINTS_PER_INCH / dpi
    for line in printed_lines(rows):
        size = type_size(line)
        printed = [(_by_strokes(row, gray, nth), (row.x0, row.top, row.x1, row.bottom)) for nth, row in enumerate(line)]
        parts = (
            part_marks(gray, printed, size)
            if marked
            else [[Part(text, box[0], box[2], raised=False)] for text, box in printed]
        )
        for row, pieces in zip(line, parts, strict=True):
            for nth, part in enumerate(pieces):
                yield Word(
                    part.text, part.x0 * scale, row.top * scale, part.x1 * scale, row.bottom * scale, size * scale, "",
                    superscript=part.raised, glued=nth > 0, confidence=row.confidence,
                )  # fmt: skip


def _by_strokes(row: Row, gray: Gray, nth: int) -> str:
    box = (row.x0, row.top, row.x1, row.bottom)
    return read_d(gray, read_numeral(gray, row.text, box, at_start=nth == 0), box)


def _fit(word: Word, width: float, height: float) -> Word:
    """The word with its box inside the page."""
    x0, x1 = sorted(min(max(x, 0.0), width) for x in (word.x0, word.x1))
    top, bottom = sorted(min(max(y, 0.0), height) for y in (word.top, word.bottom))
    return replace(word, x0=x0, top=top, x1=x1, bottom=bottom)
