"""Every kind of Word package is opened; what is none is named without a trace of the run."""

import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest

from trichluc.errors import DamagedFile
from trichluc.read.charset.charsets import load_charset_rules
from trichluc.read.word.reader import read_docx
from trichluc.rules import open_package

RULES = load_charset_rules(open_package())
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_URI = re.compile(r"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument|drawingml)/2006/")


def package(change: Callable[[str], str]) -> bytes:
    """A document of one heading and a table, each XML part changed."""
    document = docx.Document()
    document.add_heading("Kết quả công tác", 1)
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Hồ sơ"
    stream, out = io.BytesIO(), io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()) if name.endswith((".xml", ".rels")) else content)
    return out.getvalue()


def strict(xml: str) -> str:
    return _URI.sub(r"http://purl.oclc.org/ooxml/\1/", xml)


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(MAIN, "application/vnd.ms-word.document.macroEnabled.main+xml"),
        lambda xml: xml.replace(MAIN, "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
        lambda xml: xml.replace(MAIN, MAIN.replace("document.main", "template.main")),
        strict,
    ],
    ids=["docm", "dotm", "dotx", "strict"],
)
def test_kinds_of_word_packages_read_alike(change) -> None:
    plain, other = (read_docx(package(c), "a.docx", RULES) for c in (str, change))
    assert other.flow == plain.flow
    assert [item.text for item in plain.flow] == ["Kết quả công tác", "Hồ sơ"]


def test_a_package_without_a_word_document_is_named_the_same_in_every_run() -> None:
    data = package(lambda xml: xml.replace(MAIN, "application/xml"))
    with pytest.raises(DamagedFile, match=r"^a\.docx: the package holds no Word document$"):
        read_docx(data, "a.docx", RULES)
