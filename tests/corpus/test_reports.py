"""The committed reports: made from their sources, consistent, and as varied as they claim to be."""

import functools
import io
import json
import re
import unicodedata
from collections import defaultdict
from typing import Any

import pypdfium2
import pytest
from corpus import generator
from corpus.gold import header_texts
from corpus.markup import Source, Tag, plain, walk

SOURCES = {source.name: source for source in generator.sources()}
PLANTED = {
    "date_conflict",
    "impossible_date",
    "cited_after_report",
    "symbol_repaired",
    "issuer_not_in_era",
    "legislature_not_in_era",
    "symbol_date_mismatch",
    "percent_mismatch",
    "total_mismatch",
    "sequence_gap",
    "indicator_mismatch",
    "unresolved_citation",
}


@functools.cache
def outputs(name: str) -> list[generator.Output]:
    return generator.outputs(SOURCES[name])


@functools.cache
def same_tools() -> bool:
    return json.loads(generator.BUILT_WITH.read_text()) == generator.built_with()


def committed_gold(output: generator.Output) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((generator.GOLD / output.gold_name).read_text(encoding="utf-8"))
    return gold


def without_pages(gold: dict[str, Any]) -> dict[str, Any]:
    """What does not depend on the typst version and the fonts."""
    paged = ("page", "ref_page", "continues_on")
    return {
        key: [{k: v for k, v in row.items() if k not in paged} for row in value] if isinstance(value, list) else value
        for key, value in gold.items()
    }


def folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("name", SOURCES)
def test_committed_files_are_what_the_sources_give(name: str) -> None:
    for output in outputs(name):
        wanted = committed_gold(output)
        if same_tools():
            assert output.gold == wanted
            assert output.content == (generator.REPORTS / output.file_name).read_bytes()
        else:
            assert without_pages(output.gold) == without_pages(wanted)


@pytest.mark.parametrize("name", ["bc-bo-ke-hoach-dau-tu-2009", "tb-vp-ubnd-can-tho-2025"])
def test_rendering_is_deterministic(name: str) -> None:
    assert generator.outputs(SOURCES[name]) == outputs(name)


@functools.cache
def page_texts(file_name: str) -> list[str]:
    """Text of each page without white space. pdfium marks a hyphen at a line end by U+0002."""
    document = pypdfium2.PdfDocument(generator.REPORTS / file_name)
    texts = [page.get_textpage().get_text_range() for page in document]
    return [folded(re.sub("\x02|\ufffe", "-", text)) for text in texts]


@pytest.mark.parametrize("name", SOURCES)
def test_annotated_words_are_printed_on_their_page(name: str) -> None:
    gold = committed_gold(outputs(name)[0])
    pages = page_texts(f"{name}.pdf")
    for kind in ("citations", "dates", "numbers", "planted", "sections"):
        for row in gold.get(kind, []):
            words = folded(row["title"] or row["marker"] if kind == "sections" else row["text"])
            here = pages[row["page"] - 1]
            if words in here:
                continue
            # Words that run over the page end have something between their halves: a number, a note.
            following = pages[row["page"]]
            assert words not in following, (kind, row)
            start = next(n for n in range(len(words), 0, -1) if words[:n] in here)
            assert words[start:] in following, (kind, row)


@pytest.mark.parametrize("name", SOURCES)
def test_footnotes_and_tables_stand_on_their_page(name: str) -> None:
    gold = committed_gold(outputs(name)[0])
    pages = page_texts(f"{name}.pdf")
    for note in gold.get("footnotes", []):
        assert folded(note["first_words"])[:20] in pages[note["page"] - 1]
        assert folded(note["ref_after"]) + note["marker"] in pages[note["ref_page"] - 1]
    for table in gold.get("tables", []):
        for page in (table["page"], *table["continues_on"]):
            assert folded(table["header"][1])[:10] in pages[page - 1]


@pytest.mark.parametrize("name", [n for n, s in SOURCES.items() if "text" in s.front])
def test_annotated_words_are_in_the_text_file(name: str) -> None:
    (output,) = [o for o in outputs(name) if o.file_name.endswith(".txt")]
    text = folded(output.content.decode()).replace("*", "")
    for kind in ("citations", "dates", "numbers"):
        for row in output.gold[kind]:
            assert folded(row["text"]) in text


def test_the_corpus_is_as_large_and_as_small_as_promised() -> None:
    pdfs = list(generator.REPORTS.glob("*.pdf"))
    pages = [len(pypdfium2.PdfDocument(path)) for path in pdfs]
    assert len(pdfs) >= 16
    assert sum(pages) >= 90
    assert min(pages) >= 2
    assert max(pages) <= 15
    assert sum(path.stat().st_size for path in pdfs) < 6_000_000


def test_every_kind_of_finding_is_planted_somewhere() -> None:
    planted = [row["kind"] for name in SOURCES for row in outputs(name)[0].gold.get("planted", [])]
    assert set(planted) == PLANTED


def test_one_act_has_one_printed_date_except_where_planted() -> None:
    seen: dict[str, set[str]] = defaultdict(set)
    for name in SOURCES:
        for citation in outputs(name)[0].gold["citations"]:
            if citation["date"]:
                seen[citation["target"]].add(citation["date"])
    assert {target for target, days in seen.items() if len(days) > 1} == {"quang-nam|2010/QĐ-UBND"}


def test_nothing_is_cited_from_after_its_report_except_where_planted() -> None:
    late = set()
    for name in SOURCES:
        gold = outputs(name)[0].gold
        late |= {c["symbol"] for c in gold["citations"] if (c["date"] or "") > gold["header"]["date_end"]}
    assert late == {"21-BC/UBKTĐU", "118/TB-STC"}


def test_some_footnotes_run_over_a_page_end() -> None:
    spans = set()
    for name, source in SOURCES.items():
        for mark, note in source.footnotes.items():
            pages = page_texts(f"{name}.pdf")
            words = folded(plain(note))
            if not any(words in page for page in pages):
                spans.add((name, mark))
    assert len(spans) >= 2


def test_a_table_runs_over_a_page_end_and_repeats_its_header() -> None:
    tables = [t for name in SOURCES for t in outputs(name)[0].gold.get("tables", [])]
    assert sum(bool(t["continues_on"]) for t in tables) >= 4


def test_every_tag_is_on_one_line_of_a_source_and_has_words() -> None:
    for source in SOURCES.values():
        for text in _texts(source):
            for tag in walk(text):
                assert not isinstance(tag, Tag) or plain(tag.nodes).strip()


def _texts(source: Source) -> list[Any]:
    blocks = [nodes for b in source.blocks for nodes in (b.title or (), b.nodes, *(c.nodes for c in b.cells))]
    return [*header_texts(source), *blocks, *source.footnotes.values()]


def test_the_readme_lists_every_report() -> None:
    text = generator.README.read_text(encoding="utf-8")
    assert generator.readme(text) == text
    for path in generator.REPORTS.iterdir():
        assert f"`{path.name}`" in text


def test_the_gold_file_is_plain_json() -> None:
    gold = outputs("tb-vp-ubnd-can-tho-2025")[0].gold
    assert json.load(io.StringIO(generator.gold_text(gold))) == gold
