"""Files made to break readers: bombs, loops, lies and nonsense, each written here by hand. No file came from anywhere.

`make(folder, scale)` writes them all; `python -m tests.batch.hostile FOLDER` writes them at full size.
"""

from __future__ import annotations

import io
import os
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pikepdf

from tests.batch.conftest import report
from tests.batch.pdfs import assembled, pdf

CATALOG, FONT = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>"
LINE = b"BT /F1 13 Tf 72 700 Td (Trang nay doc duoc) Tj ET"
Make = Callable[[int], bytes]
"""Scale (1 for a test, 100 for full size) to the bytes of a file."""


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def packed(content: bytes, entries: bytes = b"") -> bytes:
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode " + entries)


def page(
    contents: bytes, *more: bytes, entries: bytes = b"", font: bytes = FONT, box: bytes = b"[0 0 595 842]"
) -> bytes:
    """One page: object 4 is the page, 5 its contents, 6 and on what `more` holds."""
    media = b"/MediaBox %s" % box if box else b""
    described = b"<< /Type /Page /Parent 2 0 R %s /Contents 5 0 R %s >>" % (media, entries)
    if b"/Resources" not in entries:
        described = described[:-2] + b"/Resources << /Font << /F1 3 0 R >> >> >>"
    tree = b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>"
    return assembled([CATALOG, tree, font, described, contents, *more])


def drawing(number: int) -> bytes:
    return b"/Resources << /Font << /F1 3 0 R >> /XObject << /X %d 0 R >> >>" % number


def picture(entries: bytes, data: bytes = b"\0" * 64) -> bytes:
    entries = b"/Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8 " + entries
    return page(stream(b"q 500 0 0 700 0 0 cm /X Do Q " + LINE), stream(data, entries), entries=drawing(6))


def laughing_forms(scale: int) -> bytes:
    """Each form draws the next ten times."""
    forms = []
    for n in range(9):
        use = b"/Resources << /XObject << /X %d 0 R >> >>" % (7 + n) if n < 8 else b""
        drawn = b"/X Do " * 10 if n < 8 else b"BT /F1 1 Tf (ha) Tj ET"
        forms.append(stream(drawn, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + use))
    return page(stream(b"/X Do"), *forms, entries=drawing(6))


def many_pages(scale: int) -> bytes:
    return pdf([f"Trang {n}" for n in range(1000 * scale)])


def one_page_many_times(scale: int) -> bytes:
    tree = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (1000 * scale, b"4 0 R " * (1000 * scale))
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    return assembled([CATALOG, tree, FONT, leaf])


def deep_pages(scale: int) -> bytes:
    depth = 200 * scale
    nodes = [b"<< /Type /Pages /Count 1 /Kids [%d 0 R] /Parent %d 0 R >>" % (n + 1, n - 1) for n in range(4, 4 + depth)]
    leaf = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] >>" % (3 + depth)
    return assembled([CATALOG, b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>", FONT, *nodes, leaf])


def tree(kids: bytes, count: bytes = b"1", *more: bytes) -> Make:
    return lambda scale: assembled([CATALOG, b"<< /Type /Pages /Count %s /Kids %s >>" % (count, kids), FONT, *more])


def xref_loop(scale: int) -> bytes:
    data = pdf(["vong lap"])
    start = data.rindex(b"\nxref") + 1
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


def xref_stream_lie(scale: int) -> bytes:
    head = b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    lie = b"/Type /XRef /Size 4000000000 /Index [0 4000000000] /W [1 8 8] /Root 1 0 R"
    return head + b"3 0 obj\n" + packed(bytes(17), lie) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)


def object_stream_lie(scale: int) -> bytes:
    return page(stream(LINE), packed(b"1 0 " * 100, b"/Type /ObjStm /N 2000000000 /First 4 /Extends 6 0 R"))


def encrypted(owner_only: bool) -> Make:
    def made(scale: int) -> bytes:
        target = io.BytesIO()
        with pikepdf.open(io.BytesIO(pdf(["Trang co mat khau"]))) as opened:
            opened.save(target, encryption=pikepdf.Encryption(owner="chu", user="" if owner_only else "mat", R=6))
        return target.getvalue()

    return made


def unknown_cipher(scale: int) -> bytes:
    return encrypted(owner_only=False)(scale).replace(b"/AESV3", b"/NoneX")


def boxed(box: bytes, entries: bytes = b"") -> Make:
    return lambda scale: page(stream(LINE), box=box, entries=entries)


def font(entries: bytes, *more: bytes) -> Make:
    """A composite font, whose descendant is object 6."""
    outer = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] %s >>" % entries
    )
    inner = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (A) /Ordering (I) "
    inner += (
        b"/Supplement 0 >> /W [0 4000000000 500] /FontDescriptor << /Type /FontDescriptor /FontName /X /Flags 4 >> >>"
    )
    return lambda scale: page(stream(b"BT /F1 13 Tf 72 700 Td <00410042> Tj ET"), inner, *more, font=outer)


WIDE_MAP = (
    b"1 begincodespacerange <0000> <FFFFFFFF> endcodespacerange 1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange"
)

PDFS: Mapping[str, Make] = {
    "bomb-flate": lambda scale: page(packed(LINE + b" " * (10_000_000 * scale))),
    "bomb-twice": lambda scale: page(
        stream(
            zlib.compress(zlib.compress(LINE + bytes(10_000_000 * scale), 9), 9), b"/Filter [/FlateDecode /FlateDecode]"
        )
    ),
    "bomb-hex-in-flate": lambda scale: page(
        stream(zlib.compress(b"41" * (5_000_000 * scale) + b">"), b"/Filter [/FlateDecode /ASCIIHexDecode]")
    ),
    "bomb-runlength": lambda scale: page(stream(b"\x81 " * (50_000 * scale), b"/Filter /RunLengthDecode")),
    "bomb-operators": lambda scale: page(packed(b"q Q " * (200_000 * scale) + LINE)),
    "bomb-text": lambda scale: page(packed(b"BT /F1 1 Tf " + b"(a) Tj " * (50_000 * scale) + b"ET")),
    "bomb-strokes": lambda scale: page(packed(b"0 0 m 9 9 l S " * (50_000 * scale) + LINE)),
    "bomb-forms": laughing_forms,
    "form-in-itself": lambda scale: page(
        stream(b"/X Do " + LINE),
        stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + drawing(6)),
        entries=drawing(6),
    ),
    "font-widths": font(b""),
    "font-map": font(b"/ToUnicode 7 0 R", stream(WIDE_MAP)),
    "font-of-itself": lambda scale: page(stream(LINE), font=FONT[:-2] + b"/ToUnicode 3 0 R /Encoding 3 0 R >>"),
    "pages-many": many_pages,
    "pages-one-many-times": one_page_many_times,
    "pages-deep": deep_pages,
    "pages-loop": tree(b"[2 0 R]"),
    "pages-none": tree(b"[]", b"0"),
    "pages-count-lies": tree(b"[4 0 R]", b"2000000000", b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"),
    "pages-count-negative": tree(b"[4 0 R]", b"-7", b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"),
    "pages-null": tree(b"[null 9 0 R (x)]", b"3"),
    "pages-of-text": tree(b"(khong phai danh sach)"),
    "xref-loop": xref_loop,
    "xref-stream-lies": xref_stream_lie,
    "xref-far-away": lambda scale: pdf(["xa"]).replace(b"startxref\n", b"startxref\n99999999999"),
    "objects-lie": object_stream_lie,
    "length-of-itself": lambda scale: page(b"<< /Length 5 0 R >>\nstream\n" + LINE + b"\nendstream"),
    "length-lies": lambda scale: page(b"<< /Length 4000000000 >>\nstream\n" + LINE + b"\nendstream"),
    "nested-arrays": lambda scale: page(stream(LINE), b"[" * (5_000 * scale) + b"]" * (5_000 * scale)),
    "nested-dictionaries": lambda scale: page(stream(LINE), b"<</A" * (5_000 * scale) + b">>" * (5_000 * scale)),
    "nested-contents": lambda scale: page(packed(b"[" * (100_000 * scale))),
    "string-without-end": lambda scale: pdf(["chuoi"])[:-60] + b"(" + b"x" * (500_000 * scale),
    "comment-without-end": lambda scale: b"%PDF-1.7\n%" + b"c" * (500_000 * scale),
    "angles": lambda scale: b"%PDF-1.7\n1 0 obj\n" + b"<" * (200_000 * scale),
    "box-giant": boxed(b"[0 0 1e30 1e30]"),
    "box-of-200-inches": boxed(b"[0 0 14400 14400]"),
    "box-negative": boxed(b"[-500 -700 -100 -50]"),
    "box-reversed": boxed(b"[595 842 0 0]"),
    "box-empty": boxed(b"[0 0 0 0]"),
    "box-of-words": boxed(b"[(a) /b null true]"),
    "box-short": boxed(b"[0 0]"),
    "box-missing": boxed(b""),
    "box-unit": boxed(b"[0 0 595 842]", b"/UserUnit 1000000000"),
    "box-turned": boxed(b"[0 0 595 842]", b"/Rotate 45"),
    "text-far-away": lambda scale: page(stream(b"BT /F1 13 Tf 1e30 -1e30 Td (xa) Tj ET " + LINE)),
    "text-without-size": lambda scale: page(stream(b"BT /F1 0 Tf 72 700 Td (khong) Tj ET " + LINE)),
    "text-giant": lambda scale: page(stream(b"BT /F1 1e9 Tf 72 700 Td (to) Tj ET " + LINE)),
    "text-in-one-place": lambda scale: page(
        packed(b"BT /F1 13 Tf 72 700 Td " + b"(a) Tj 0 0 Td " * (2_000 * scale) + b"ET")
    ),
    "picture-giant": lambda scale: picture(b"/Width 100000 /Height 100000"),
    "picture-fax-lies": lambda scale: picture(
        b"/Width 100000 /Height 100000 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 100000 /Rows 100000 >>"
    ),
    "picture-jpeg-nonsense": lambda scale: picture(
        b"/Width 2000 /Height 3000 /Filter /DCTDecode", b"\xff\xd8\xff" * 99
    ),
    "picture-jpx-nonsense": lambda scale: picture(
        b"/Width 2000 /Height 3000 /Filter /JPXDecode", b"\0\0\0\x0cjP  " * 9
    ),
    "picture-jbig2-nonsense": lambda scale: picture(b"/Width 2000 /Height 3000 /Filter /JBIG2Decode", b"\x97JB2" * 99),
    "header-alone": lambda scale: b"%PDF-1.7\n",
    "one-byte": lambda scale: b"%",
    "nothing": lambda scale: b"",
    "zeros": lambda scale: bytes(10_000 * scale),
    "html": lambda scale: b"<!DOCTYPE html><html><body>404</body></html>",
    "zip": lambda scale: zipped({"a.txt": b"x"}),
    "png": lambda scale: b"\x89PNG\r\n\x1a\n" + bytes(99),
    "program": lambda scale: b"\x7fELF" + bytes(99),
    "behind-500-bytes": lambda scale: b"x" * 500 + pdf(["sau rac"]),
    "behind-5000-bytes": lambda scale: b"x" * 5000 + pdf(["sau rac"]),
    "locked": encrypted(owner_only=False),
    "locked-for-changes": encrypted(owner_only=True),
    "locked-in-an-unknown-way": unknown_cipher,
    "with-actions": lambda scale: assembled(
        [
            CATALOG[:-2]
            + b"/OpenAction << /S /Launch /F (/bin/sh) >> /AA << /WC << /S /JavaScript /JS (app.alert(1)) >> >> >>",
            b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
            FONT,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R >>",
            stream(LINE),
        ]
    ),
}


def zipped(members: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SCHEMAS, WORD = b"http://schemas.openxmlformats.org", b"application/vnd.openxmlformats"
TYPES = b"""<?xml version="1.0"?><Types xmlns="%s/package/2006/content-types">
<Default Extension="rels" ContentType="%s-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="%s-officedocument.wordprocessingml.document.main+xml"/>
</Types>""" % (SCHEMAS, WORD, WORD)
LINKS = b"""<?xml version="1.0"?><Relationships xmlns="%s/package/2006/relationships">
<Relationship Id="r1" Type="%s/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>""" % (SCHEMAS, SCHEMAS)


def docx(body: bytes, head: bytes = b"", more: Mapping[str, bytes] | None = None) -> bytes:
    document = b'<?xml version="1.0"?>%s<w:document %s><w:body>%s</w:body></w:document>' % (head, W, body)
    return zipped({"[Content_Types].xml": TYPES, "_rels/.rels": LINKS, "word/document.xml": document, **(more or {})})


def paragraph(text: bytes) -> bytes:
    return b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % text


def laughing_entities() -> bytes:
    lines = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    return b'<!DOCTYPE w:document [<!ENTITY l0 "ha">%s]>' % lines


def nested_tables(depth: int) -> bytes:
    opened = b"<w:tbl><w:tr><w:tc>" * depth
    return opened + paragraph(b"trong cung") + b"</w:tc></w:tr></w:tbl>" * depth


SECRET = b'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
OFFICE: Mapping[str, Make] = {
    "bomb.docx": lambda scale: docx(paragraph(b"a" * (5_000_000 * scale))),
    "bomb-beside.docx": lambda scale: docx(paragraph(b"a"), more={"word/media/a.bin": bytes(10_000_000 * scale)}),
    "many-members.docx": lambda scale: docx(paragraph(b"a"), more={f"word/x{n}": b"" for n in range(600 * scale)}),
    "entity-of-a-file.docx": lambda scale: docx(paragraph(b"&x;"), SECRET),
    "entities-laughing.docx": lambda scale: docx(paragraph(b"&l9;"), laughing_entities()),
    "names-that-climb.docx": lambda scale: docx(paragraph(b"a"), more={"../../../tmp/trichluc-climbed": b"x"}),
    "nested.docx": lambda scale: docx(b"<w:p>" * (1_000 * scale) + b"</w:p>" * (1_000 * scale)),
    "nested-tables.docx": lambda scale: docx(nested_tables(20 * scale)),
    "cut.docx": lambda scale: docx(paragraph(b"a" * 9999))[:-40],
    "no-document.docx": lambda scale: zipped({"word/other.xml": b"<a/>"}),
    "no-xml.docx": lambda scale: zipped(
        {"[Content_Types].xml": TYPES, "_rels/.rels": LINKS, "word/document.xml": b"\0\1"}
    ),
    "spans-that-lie.docx": lambda scale: docx(
        b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>%s</w:tc></w:tr></w:tbl>'
        % paragraph(b"a")
    ),
    "control-characters.docx": lambda scale: docx(paragraph("a\u202e\u200b\ufffeb".encode("utf-8", "surrogatepass"))),
    "ole-nonsense.doc": lambda scale: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000,
    "braces.rtf": lambda scale: b"{\\rtf1 " + b"{" * (5_000 * scale),
}
MARK = "\u0301"
TEXTS: Mapping[str, Make] = {
    "nul.txt": lambda scale: b"a\0b\0\0 N\xc4\x83m 2025\n" * 99,
    "surrogates.txt": lambda scale: b"N\xc4\x83m \xed\xa0\x80 2025 \xed\xbf\xbf\n",
    "surrogates-utf16.txt": lambda scale: b"\xff\xfe" + "Báo cáo ".encode("utf-16-le") + b"\x00\xd8a\0\x00\xdc",
    "utf16-without-mark.txt": lambda scale: ("Báo cáo tháng 3 năm 2025\n" * 40).encode("utf-16-le"),
    "utf16-odd.txt": lambda scale: b"\xff\xfe" + "Báo cáo".encode("utf-16-le") + b"\x01",
    "zalgo.txt": lambda scale: ("Na" + MARK * (10_000 * scale) + "m 2025").encode(),
    "one-line.txt": lambda scale: (
        "Đã giải quyết 1.250 hồ sơ theo Quyết định số 766/QĐ-TTg; ".encode() * (15_000 * scale)
    ),
    "one-word.txt": lambda scale: b"a" * (1_000_000 * scale),
    "digits.txt": lambda scale: b"1234567890" * (100_000 * scale),
    "slashes.txt": lambda scale: b"1/" * (200_000 * scale),
    "dots.txt": lambda scale: b"1." * (200_000 * scale),
    "blanks.txt": lambda scale: b" " * (500_000 * scale) + b"x",
    "brackets.txt": lambda scale: b"(" * (200_000 * scale),
    "symbols.txt": lambda scale: "số 1/QĐ-".encode() * (50_000 * scale),
    "days.txt": lambda scale: "ngày 1 tháng 1 năm ".encode() * (20_000 * scale),
    "headings.txt": lambda scale: b"".join(b"%d. Muc %d\n" % (n, n) for n in range(3_000 * scale)),
    "headings-deep.txt": lambda scale: b"\n".join(b"1." * n + b" Muc" for n in range(1, 60 * min(scale, 10))),
    "tabs.txt": lambda scale: b"1\t" * (50_000 * scale) + b"\n",
    "lines.txt": lambda scale: b"\n" * (300_000 * scale),
    "bidi.txt": lambda scale: "Số \u202e5202 mằn\u202c, 1\u200b000 hồ sơ\n".encode(),
    "formulas.txt": lambda scale: b"=cmd|'/c calc'!A0\n@SUM(1)\n+1\n-1\n",
    "markup.txt": lambda scale: b"Bao cao <script>alert(1)</script> {{7*7}} ${jndi:ldap://x}\n",
    "escapes.txt": lambda scale: b"Bao cao \x1b]0;x\x07\x1b[2J 2025\n",
    "bytes.txt": lambda scale: bytes(range(256)) * (400 * scale),
    "non-characters.txt": lambda scale: "Báo cáo \ufffe \uffff \U0001fffe 2025\n".encode(),
}
NAMES = (
    b"-rf.txt", b"<img src=x onerror=alert(1)>.txt", b"dong\nmoi.txt", b"khong-phai-utf8-\xff.txt",
    b"a" * 250 + b".txt", "báo cáo quý I.txt".encode(), "\u202egpj.exe.txt".encode(), b"tab\there.txt",
    b"=cmd|calc!A0.txt", b"'; DROP TABLE documents; --.txt", b"$(touch x).txt", b"%00.txt", b" blank at both ends ",
    b".hidden.txt",
)  # fmt: skip


def files() -> Iterator[tuple[bytes, Make]]:
    """Name and content of every regular file."""
    for name, make_ in PDFS.items():
        yield f"{name}.pdf".encode(), make_
    for name, make_ in {**OFFICE, **TEXTS}.items():
        yield name.encode(), make_
    for number, name in enumerate(NAMES):
        yield name, lambda scale, number=number: report(number).encode()
    for number in range(3):
        yield b"same-%d.txt" % number, lambda scale: report(500).encode()


def make(root: Path, scale: int) -> int:
    """Write everything below a folder: the files, and what is no file. Returns how many names there are."""
    root.mkdir(parents=True)
    outside = root.parent / "outside.txt"
    outside.write_text("bí mật ngoài kho", encoding="utf-8")
    count = 0
    for name, make_ in files():
        (root / os.fsdecode(name)).write_bytes(make_(scale))
        count += 1
    os.mkfifo(root / "pipe.pdf")
    (root / "link-out.txt").symlink_to(outside)
    (root / "link-nowhere.txt").symlink_to("khong-co")
    (root / "link-loop").symlink_to(root)
    (root / "device.txt").symlink_to("/dev/zero")
    (root / "folder.pdf").mkdir()
    (root / "folder.pdf" / "inside.txt").write_text(report(600), encoding="utf-8")
    deep = root / "/".join(["sau"] * 40)
    deep.mkdir(parents=True)
    (deep / "deep.txt").write_text(report(601), encoding="utf-8")
    return count + 7


if __name__ == "__main__":
    print(make(Path(sys.argv[1]), 100))
