"""Make a report look as if it had been printed, stamped and scanned: pictures only, no text layer."""

from __future__ import annotations

import hashlib
import io
import math

import numpy as np
import pdfplumber
import pikepdf
import pypdfium2
from numpy.random import Generator, default_rng
from PIL import Image, ImageDraw, ImageFilter

SEAL_RED = (206, 28, 42)
INK_BLUE = (38, 52, 148)
SEAL_MM = 18
"""Radius of an agency seal (Thông tư 45/2017/TT-BCA: 36 mm across)."""
PAPER = 246
MM = 72 / 25.4


def scan(pdf: bytes, dpi: int, *, signer: str | None, dirty: bool) -> bytes:
    """Pictures of the pages at `dpi`.

    With a signer, the page of the signature gets a red seal and a pen stroke; `dirty` adds skew, blur and noise.
    """
    seed = int.from_bytes(hashlib.sha256(pdf).digest()[:4], "big")
    place = _signature_place(pdf, signer) if signer else None
    out = pikepdf.new()
    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        picture = document[number].render(scale=dpi / 72).to_pil().convert("RGB")
        random = default_rng(seed + number)
        if place and place[0] == number:
            picture = _stamp(picture, place[1], place[2], dpi, random)
        if dirty:
            picture = _wear(picture, random)
        _add_page(out, picture, dpi)
    result = io.BytesIO()
    out.save(result, deterministic_id=True)
    return result.getvalue()


def _signature_place(pdf: bytes, signer: str) -> tuple[int, float, float] | None:
    """Page index and place (points from the top left corner) of the signer's name."""
    last_word = signer.rsplit(maxsplit=1)[-1]
    with pdfplumber.open(io.BytesIO(pdf)) as reader:
        for number, page in reversed(list(enumerate(reader.pages))):
            names = [w for w in page.extract_words() if w["text"] == last_word and w["x0"] > page.width * 0.45]
            if names:
                return number, float(names[-1]["x0"]), float(names[-1]["top"])
    return None


def _stamp(picture: Image.Image, x: float, top: float, dpi: int, random: Generator) -> Image.Image:
    """Red round seal over the left third of the signature, multiplied into the print as ink is."""
    layer = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(layer)
    k = dpi / 72
    cx, cy, radius = (x - 22 * MM) * k, (top - 13 * MM) * k, SEAL_MM * MM * k
    _seal(draw, cx, cy, radius, max(2, round(dpi / 100)))
    _pen(draw, x * k, (top - 9 * MM) * k, k, random)
    ink_layer = layer.filter(ImageFilter.GaussianBlur(0.6))
    print_, ink = (np.asarray(i, dtype=np.float32) / 255 for i in (picture, ink_layer))
    patchy = random.uniform(0.75, 1.0, size=(*ink.shape[:2], 1)).astype(np.float32)
    mixed = print_ * (1 - (1 - ink) * patchy)
    return Image.fromarray((mixed * 255).astype(np.uint8))


def _seal(draw: ImageDraw.ImageDraw, cx: float, cy: float, radius: float, width: int) -> None:
    for share, weight in ((1.0, 2 * width), (0.93, width), (0.62, width)):
        r = radius * share
        draw.ellipse((cx - r, cy - r, cx + r, cy + r), outline=SEAL_RED, width=weight)
    points = []
    for corner in range(10):
        r = radius * (0.34 if corner % 2 == 0 else 0.14)
        angle = math.pi * (corner / 5 - 0.5)
        points.append((cx + r * math.cos(angle), cy + r * math.sin(angle)))
    draw.polygon(points, fill=SEAL_RED)
    # Strokes in the ring stand for its lettering.
    for letter in range(44):
        angle = 2 * math.pi * letter / 44
        inner, outer = radius * 0.68, radius * (0.86 if letter % 3 else 0.8)
        ends = [(cx + r * math.cos(angle), cy + r * math.sin(angle)) for r in (inner, outer)]
        draw.line(ends, fill=SEAL_RED, width=width * 2)


def _pen(draw: ImageDraw.ImageDraw, x: float, y: float, k: float, random: Generator) -> None:
    """A signature in blue ink above the name."""
    steps = np.linspace(0, 4 * math.pi, 90)
    wobble = random.uniform(0.6, 1.3, size=3)
    xs = x - 8 * MM * k + steps * 2.4 * MM * k
    ys = y + np.sin(steps * wobble[0]) * 5 * MM * k * wobble[1] * np.linspace(1, 0.3, 90) - steps * 0.2 * MM * k
    draw.line([(float(a), float(b)) for a, b in zip(xs, ys, strict=True)], fill=INK_BLUE, width=max(2, round(k)))


def _wear(picture: Image.Image, random: Generator) -> Image.Image:
    """Skew of up to 1.2 degrees, soft edges, uneven paper, noise and specks."""
    angle = float(random.uniform(0.3, 1.2) * random.choice([-1, 1]))
    turned = picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor="white")
    soft = turned.filter(ImageFilter.GaussianBlur(0.55))
    values = np.asarray(soft, dtype=np.float32) * (PAPER / 255)
    height, width = values.shape[:2]
    slope = np.linspace(0, float(random.uniform(4, 10)), width, dtype=np.float32)[None, :, None]
    noise = random.normal(0, 7, size=(height, width, 1)).astype(np.float32)
    values = values - slope + noise
    specks = random.random((height, width)) < 0.00004
    values[specks] = 90
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def _add_page(out: pikepdf.Pdf, picture: Image.Image, dpi: int) -> None:
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=80, optimize=False)
    image = pikepdf.Stream(out, data.getvalue())
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height = picture.size
    image.ColorSpace, image.BitsPerComponent, image.Filter = pikepdf.Name.DeviceRGB, 8, pikepdf.Name.DCTDecode
    width, height = (side * 72 / dpi for side in picture.size)
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=pikepdf.Array([0, 0, round(width, 2), round(height, 2)]),
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image)),
        Contents=out.make_stream(f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Im0 Do Q".encode()),
    )
    out.pages.append(pikepdf.Page(out.make_indirect(page)))
