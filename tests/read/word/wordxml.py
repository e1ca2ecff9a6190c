"""Word files in tests, of elements as the format has them."""

import io
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from trichluc.read.charset.charsets import load_charset_rules
from trichluc.read.word.reader import read_docx
from trichluc.rules import open_package
from trichluc.source import FlowParagraph

RULES = load_charset_rules(open_package())


def read(document):
    stream = io.BytesIO()
    document.save(stream)
    return read_docx(stream.getvalue(), "thu.docx", RULES)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*parts: str) -> str:
    return f"<w:p>{''.join(parts)}</w:p>"


def body_of(*elements: str) -> bytes:
    """A file whose body begins with the elements."""
    document = docx.Document()
    namespaces = (
        nsdecls("w", "m", "wp", "a", "r") + ' xmlns:v="urn:schemas-microsoft-com:vml"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"'
    )
    parsed = parse_xml(f"<w:body {namespaces}>{''.join(elements)}</w:body>")
    for element in reversed(list(parsed)):
        document.element.body.insert(0, element)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read_xml(*elements: str):
    return read_docx(body_of(*elements), "thu.docx", RULES)


def read_with_notes(*elements: str, footnotes: str = "", endnotes: str = ""):
    """The same with the elements of its notes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body_of(*elements))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for kind in ("footnotes", "endnotes"):
                if name == "word/_rels/document.xml.rels":
                    relation = f'<Relationship Id="rId{kind}" Type="{_RELATION}/{kind}" Target="{kind}.xml"/>'
                    content = content.replace(b"</Relationships>", f"{relation}</Relationships>".encode())
                if name == "[Content_Types].xml":
                    override = f'<Override PartName="/word/{kind}.xml" ContentType="{_CONTENT}.{kind}+xml"/>'
                    content = content.replace(b"</Types>", f"{override}</Types>".encode())
            new.writestr(name, content)
        for kind, notes in (("footnotes", footnotes), ("endnotes", endnotes)):
            new.writestr(f"word/{kind}.xml", f"<w:{kind} {nsdecls('w')}>{notes}</w:{kind}>")
    return read_docx(out.getvalue(), "thu.docx", RULES)


_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def texts(source) -> list[str]:
    return [item.text for item in source.flow if isinstance(item, FlowParagraph)]


def deleted(text: str, properties: str = "") -> str:
    return f"<w:del>{run(text, properties).replace('w:t>', 'w:delText>').replace('w:t ', 'w:delText ')}</w:del>"
