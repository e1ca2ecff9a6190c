"""Draw the text of a PDF again at the same places with other fonts and codes; lines and tables stay as they are."""

from __future__ import annotations

import functools
import io
import itertools
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pdfplumber
import pikepdf
from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.ttLib.tables._g_l_y_f import Glyph as Outline  # type: ignore[import-untyped]
from fontTools.ttLib.tables._g_l_y_f import GlyphComponent

from corpus.charsets import TCVN3, VNI_BREVE, VNI_CIRCUMFLEX, VNI_TONES, look_alike, runs, vni
from corpus.fonts import files

TEXT_OPERATORS = {"BT", "ET", "Tr", "Tf", "Tm", "TJ", "Tj", "Td", "TD", "Tc", "Tw", "Tz", "TL", "Ts", "T*", "'", '"'}
SOFT_HYPHEN, MINUS = 0xAD, 0x2212
LETTERS = (range(0x20, 0x1B1), range(0x1EA0, 0x1EFA), range(0x2010, 0x2027))
FALLBACK_FROM = 0x1E00
"""Letters from here on (toned Vietnamese ones) are missing in the first version of Liberation Serif."""
NAMES = {
    "Liberation Serif": (".VnTime", "VNI-Times"),
    "Liberation Sans": (".VnArial", "VNI-Helve"),
    "DejaVu Serif": (".VnBook-Antiqua", "VNI-Book"),
}
"""Family of the clean page → names of the fonts of that look in TCVN3 and VNI."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter on the page, with its origin in PDF space."""

    text: str
    family: str
    bold: bool
    italic: bool
    size: float
    x: float
    y: float
    advance: float


@dataclass(frozen=True, slots=True)
class Face:
    """A font of the new page: resource name and the advance of each code in thousandths."""

    name: str
    advances: dict[int, float]
    wide: bool
    """Codes are two bytes."""


Run = list[Glyph]
FontParts = tuple[pikepdf.Object, dict[int, float], bool]
"""Font dictionary, advances by code, whether codes are two bytes."""
Painter = Callable[["Canvas", Run], bytes]


class Canvas:
    """The output file and the fonts made for it so far."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.fonts: dict[str, pikepdf.Object] = {}
        self.faces: dict[str, Face] = {}

    def face(self, key: str, make: Callable[[pikepdf.Pdf], FontParts]) -> Face:
        if key not in self.faces:
            font, advances, wide = make(self.pdf)
            name = f"R{len(self.faces)}"
            self.fonts["/" + name] = self.pdf.make_indirect(font)
            self.faces[key] = Face(name, advances, wide)
        return self.faces[key]


def repaint(pdf: bytes, painter: Painter) -> bytes:
    """Replace all text of a file. `painter` writes the text operators of one line piece of one style."""
    source = pikepdf.open(io.BytesIO(pdf))
    canvas = Canvas(source)
    with pdfplumber.open(io.BytesIO(pdf)) as reader:
        for page, read in zip(source.pages, reader.pages, strict=True):
            content = _without_text(page) + b"".join(painter(canvas, run) for run in _runs(read.chars))
            page.Contents = source.make_stream(content)
    for page in source.pages:
        page.Resources.Font = pikepdf.Dictionary(canvas.fonts)
    out = io.BytesIO()
    source.save(out, deterministic_id=True)
    return out.getvalue()


def _without_text(page: pikepdf.Page) -> bytes:
    kept = [i for i in pikepdf.parse_content_stream(page) if str(i.operator) not in TEXT_OPERATORS]
    return bytes(pikepdf.unparse_content_stream(kept)) + b"\n"


def _runs(chars: list[dict[str, object]]) -> Iterator[Run]:
    """Stretches of one style on one line, in the order of the page."""
    run: Run = []
    for char in chars:
        glyph = _glyph(char)
        if run and (_style(run[-1]) != _style(glyph) or glyph.x < run[-1].x):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _style(glyph: Glyph) -> tuple[str, bool, bool, float, float]:
    return glyph.family, glyph.bold, glyph.italic, round(glyph.size, 2), round(glyph.y, 1)


def _glyph(char: dict[str, object]) -> Glyph:
    font, matrix = str(char["fontname"]), char["matrix"]
    assert isinstance(matrix, tuple)
    size, advance = float(str(char["size"])), float(str(char["adv"]))
    family = next(name for name in NAMES if name.replace(" ", "") in font)
    return Glyph(str(char["text"]), family, "Bold" in font, "Italic" in font, size, matrix[4], matrix[5], advance)


def show(face: Face, size: float, items: list[tuple[int, float]], y: float) -> bytes:
    """Text operators for codes at given places of one line."""
    parts = []
    for (code, x), following in zip(items, [*items[1:], None], strict=True):
        parts.append(f"<{code:04x}>" if face.wide else f"<{code:02x}>")
        if following:
            gap = face.advances[code] - (following[1] - x) * 1000 / size
            parts.append(f"{gap:.0f}" if abs(gap) >= 1 else "")
    head = f"BT /{face.name} {size:g} Tf 1 0 0 1 {items[0][1]:.3f} {y:.3f} Tm"
    return f"{head} [{''.join(parts)}] TJ ET\n".encode()


# --- letters from two fonts ---------------------------------------------------------------------------------------


def mixed_fonts(canvas: Canvas, run: Run) -> bytes:
    """First the letters that the text font has, then the toned ones from a fallback font, line by line."""
    style, own_family = _style_name(run[0]), run[0].family
    fallback = "Liberation Serif" if own_family == "DejaVu Serif" else "DejaVu Serif"
    out = b""
    for family, missing in ((own_family, False), (fallback, True)):
        own = [g for g in run if (ord(g.text) >= FALLBACK_FROM) == missing]
        if own:
            face = canvas.face(f"{family} {style}", functools.partial(_text_font, family, style))
            paint = _squeezed if missing else _plainly
            out += paint(face, own)
    return out


def _plainly(face: Face, run: Run) -> bytes:
    return show(face, run[0].size, [(ord(g.text), g.x) for g in run], run[0].y)


def _squeezed(face: Face, run: Run) -> bytes:
    """Letters of the wider fallback font, each drawn as narrow as the place that the line has for it."""
    head = f"BT /{face.name} {run[0].size:g} Tf\n"
    parts = []
    for glyph in run:
        width = 100 * glyph.advance / (face.advances[ord(glyph.text)] * glyph.size / 1000)
        parts.append(f"{width:.1f} Tz 1 0 0 1 {glyph.x:.3f} {glyph.y:.3f} Tm <{ord(glyph.text):04x}> Tj\n")
    return (head + "".join(parts) + "100 Tz ET\n").encode()


def _style_name(glyph: Glyph) -> str:
    return " ".join(n for n, on in (("Bold", glyph.bold), ("Italic", glyph.italic)) if on) or "Regular"


def _open(family: str, style: str) -> TTFont:
    styles = files(family)
    return TTFont(styles.get(style) or styles["Book" if style == "Regular" else "Regular"], recalcTimestamp=False)


def _text_font(family: str, style: str, pdf: pikepdf.Pdf) -> FontParts:
    font = _open(family, style)
    drawn = {code: glyph for code, glyph in font.getBestCmap().items() if any(code in part for part in LETTERS)}
    return _composite(pdf, font, drawn, family.replace(" ", "") + _suffix(style, "-"))


def _suffix(style: str, sign: str) -> str:
    return "" if style == "Regular" else sign + style.replace(" ", "")


def _composite(pdf: pikepdf.Pdf, font: TTFont, drawn: dict[int, str], family: str) -> FontParts:
    """A composite font whose codes are code points and map to Unicode as themselves."""
    _set_cmap(font, drawn)
    program = _subset(font, list(drawn))
    subset = TTFont(io.BytesIO(program))
    scale = 1000 / subset["head"].unitsPerEm
    own = subset.getBestCmap()
    ids = {code: subset.getGlyphID(name) for code, name in own.items()}
    advances = {code: subset["hmtx"][name][0] * scale for code, name in own.items()}
    name = f"AAAAAA+{family}"
    to_gid = bytearray(2 * (max(ids) + 1))
    for code, glyph in ids.items():
        to_gid[2 * code : 2 * code + 2] = glyph.to_bytes(2, "big")
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=pikepdf.Name("/" + name),
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        CIDToGIDMap=pdf.make_stream(bytes(to_gid)),
        FontDescriptor=_descriptor(pdf, subset, name, program, 4),
        W=pikepdf.Array([x for code in sorted(ids) for x in (code, pikepdf.Array([round(advances[code])]))]),
    )
    font_object = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type0,
        BaseFont=pikepdf.Name("/" + name),
        Encoding=pikepdf.Name("/Identity-H"),
        DescendantFonts=pikepdf.Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_stream(_to_unicode(sorted(ids))),
    )
    return font_object, advances, True


def _to_unicode(codes: list[int]) -> bytes:
    blocks = []
    for start in range(0, len(codes), 100):
        part = codes[start : start + 100]
        lines = "".join(f"<{c:04X}> <{c:04X}>\n" for c in part)
        blocks.append(f"{len(part)} beginbfchar\n{lines}endbfchar\n")
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def\n"
    head += "/CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    return (head + "".join(blocks) + "endcmap CMapName currentdict /CMap defineresource pop end end").encode()


# --- fonts of the 8-bit encodings ---------------------------------------------------------------------------------


def legacy_font(charset: str) -> Painter:
    """Text in TCVN3 or VNI codes, set in fonts that draw those codes as Vietnamese letters."""
    return tcvn3_text if charset == "tcvn3" else vni_text


def tcvn3_text(canvas: Canvas, run: Run) -> bytes:
    out, glyphs = b"", iter(run)
    style, family = _style_name(run[0]), run[0].family
    for capitals, codes in runs("".join(g.text for g in run), "tcvn3"):
        name = NAMES[family][0] + ("H" if capitals else "")
        for is_minus, piece in itertools.groupby(zip(codes, glyphs, strict=False), lambda pair: pair[0] == SOFT_HYPHEN):
            make = _minus_font if is_minus else _tcvn3_font
            face = canvas.face(f"{name},{style},{is_minus}", functools.partial(make, family, name, style))
            items = [(MINUS if is_minus else code, glyph.x) for code, glyph in piece]
            out += show(face, run[0].size, items, run[0].y)
    return out


def vni_text(canvas: Canvas, run: Run) -> bytes:
    style, family = _style_name(run[0]), run[0].family
    face = canvas.face(f"{NAMES[family][1]},{style}", functools.partial(_vni_font, family, style))
    items: list[tuple[int, float]] = []
    for glyph in run:
        first, *accent = vni(glyph.text)
        items.append((first, glyph.x))
        items += [(code, glyph.x + face.advances[first] * glyph.size / 1000) for code in accent]
    return show(face, run[0].size, items, run[0].y)


def _minus_font(family: str, name: str, style: str, pdf: pikepdf.Pdf) -> FontParts:
    """The letter ư alone: printing from Word 97 made its code AD a minus sign in a font of its own."""
    font = _open(family, style)
    letter = "Ư" if name.endswith("H") else "ư"
    return _composite(pdf, font, {MINUS: font.getBestCmap()[ord(letter)]}, name + _suffix(style, ","))


def _tcvn3_font(family: str, name: str, style: str, pdf: pikepdf.Pdf) -> FontParts:
    font = _open(family, style)
    cmap = font.getBestCmap()
    letters = {code: letter for letter, code in TCVN3.items()}
    letters |= {code: chr(code) for code in range(0x20, 0x7F)}
    if name.endswith("H"):
        letters = {code: letter.upper() for code, letter in letters.items()}
    drawn = {code: cmap[ord(letter)] for code, letter in letters.items()}
    return _simple(pdf, font, drawn, name, style)


def _vni_font(family: str, style: str, pdf: pikepdf.Pdf) -> FontParts:
    font = _open(family, style)
    cmap = font.getBestCmap()
    drawn = {code: cmap[code] for code in range(0x20, 0x7F)}
    for letter in "đìíỉĩịơưỵĐÌÍỈĨỊƠƯỴ":
        drawn[vni(letter)[0]] = cmap[ord(letter)]
    tables = ((VNI_TONES, ""), (VNI_CIRCUMFLEX, "\u0302"), (VNI_BREVE, "\u0306"))
    for table, mark in tables:
        for tone in table:
            for base in "aA":
                letter = _compose(base, mark, tone)
                drawn[vni(letter)[1]] = _accent(font, cmap[ord(letter)], cmap[ord(base)])
    return _simple(pdf, font, drawn, NAMES[family][1], style)


def _compose(base: str, mark: str, tone: str) -> str:
    return unicodedata.normalize("NFC", base + mark + tone)


def _accent(font: TTFont, letter: str, base: str) -> str:
    """A glyph of no width that holds the accents of a letter, to be drawn after its base letter."""
    name = f"accent_{letter}"
    outline = Outline()
    outline.numberOfContours = -1
    outline.components = []
    back = font["hmtx"][base][0]
    for part in font["glyf"][letter].components:
        if part.glyphName == base:
            continue
        copy = GlyphComponent()
        copy.glyphName, copy.x, copy.y, copy.flags = part.glyphName, part.x - back, part.y, part.flags
        outline.components.append(copy)
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = outline
    outline.recalcBounds(font["glyf"])
    font["hmtx"][name] = (0, outline.xMin)
    return name


def _simple(pdf: pikepdf.Pdf, font: TTFont, drawn: dict[int, str], name: str, style: str) -> FontParts:
    """A TrueType font of Windows-1252 codes without a map to Unicode, as Word 97 files have."""
    for code in range(0x80, 0xA1):
        character = _western(code)
        if character and ord(character) in font.getBestCmap():
            drawn.setdefault(code, font.getBestCmap()[ord(character)])
    wanted = {ord(look_alike(bytes([code]))): glyph for code, glyph in drawn.items()}
    _set_cmap(font, wanted)
    scale = 1000 / font["head"].unitsPerEm
    advances = {code: font["hmtx"][glyph][0] * scale for code, glyph in drawn.items()}
    program = _subset(font, list(wanted))
    base = f"ABCDEF+{name}" + _suffix(style, ",")
    font_object = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.TrueType,
        BaseFont=pikepdf.Name("/" + base),
        Encoding=pikepdf.Name.WinAnsiEncoding,
        FirstChar=32,
        LastChar=255,
        Widths=pikepdf.Array([round(advances.get(code, 0)) for code in range(32, 256)]),
        FontDescriptor=_descriptor(pdf, TTFont(io.BytesIO(program)), base, program, 32),
    )
    return font_object, advances, False


def _set_cmap(font: TTFont, drawn: dict[int, str]) -> None:
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap = dict(drawn)


def _western(code: int) -> str | None:
    try:
        return look_alike(bytes([code]))
    except UnicodeDecodeError:
        return None


def _subset(font: TTFont, codes: list[int]) -> bytes:
    options = Options(
        drop_tables=["FFTM", "GSUB", "GPOS", "GDEF", "kern", "DSIG", "name", "post"],
        layout_features=[],
        hinting=False,
        notdef_outline=True,
        recalc_timestamp=False,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _descriptor(pdf: pikepdf.Pdf, font: TTFont, name: str, program: bytes, flags: int) -> pikepdf.Object:
    scale = 1000 / font["head"].unitsPerEm
    box = [round(getattr(font["head"], edge) * scale) for edge in ("xMin", "yMin", "xMax", "yMax")]
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=pikepdf.Name("/" + name),
            Flags=flags,
            FontBBox=pikepdf.Array(box),
            ItalicAngle=-16 if "Italic" in name else 0,
            Ascent=round(font["hhea"].ascent * scale),
            Descent=round(font["hhea"].descent * scale),
            CapHeight=650,
            StemV=120 if "Bold" in name else 80,
            FontFile2=pdf.make_stream(program, Length1=len(program)),
        )
    )
