"""Turn the annotations of a source into the gold file: what a perfect extraction would find."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from typing import Any

from corpus.markup import Block, Mark, MarkupError, Node, Source, Tag, inline, plain, raw, walk

Row = dict[str, Any]
Pages = dict[str, int]
"""Key of a tag, heading, note, mark or table row → page on which it is printed."""

NAMED_TYPES = ("bộ luật", "luật", "pháp lệnh", "hiến pháp")
_DIGITS = r"\d+(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?P<value>{_DIGITS})?(?:\.\.(?P<max>{_DIGITS}))?(?:/(?P<den>{_DIGITS}))?(?P<unit>[^:]*)(?::(?P<noun>.*))?"
)


def dates(value: str) -> tuple[str | None, str | None]:
    """First and last day that a date annotation names.

    `2025-03-27`, `2025-03`, `2025`, `2025-Q1`, `2025-H2`, any two of these joined by `/`; `--04-21` and `--09` have no
    year; `!` is a day that the calendar does not have.
    """
    if value == "?":
        return None, None
    first, _, last = value.partition("/")
    return _edge(first, 0), _edge(last or first, 1)


def _edge(value: str, side: int) -> str:
    if found := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        length = 3 if found[2] == "Q" else 6
        month = (int(found[3]) - 1) * length + (1 if side == 0 else length)
        return _edge(f"{found[1]}-{month:02d}", side)
    if re.fullmatch(r"\d{4}", value):
        return f"{value}-12-31" if side else f"{value}-01-01"
    if found := re.fullmatch(r"(\d{4}|-)-(\d\d)", value):
        year = 2001 if found[1] == "-" else int(found[1])
        last = calendar.monthrange(year, int(found[2]))[1]
        return f"{value}-{last if side else 1:02d}"
    if re.fullmatch(r"(\d{4}|-)-\d\d-\d\d", value):
        return value
    raise MarkupError(f"not a date: {value}")


def date_row(tag: Tag) -> Row:
    value = tag.value.split(";")[0]
    row: Row = {"text": plain(tag.nodes), "start": None, "end": None}
    if value.startswith("~"):
        row["edtf"] = value[1:]
    else:
        row["start"], row["end"] = dates(value)
    if ";opt" in tag.value:
        row["optional"] = True
    return row


def number_row(tag: Tag) -> Row:
    words = raw(tag.nodes)
    body, *flags = tag.value.split(";")
    found = _NUMBER.fullmatch(body.strip())
    if not found:
        raise MarkupError(f"not a number: {tag.value}")
    value, noun = found["value"], found["noun"]
    if value is None:
        digits = re.findall(r"\d+", words)
        if len(digits) != 1 or re.search(r"\d[.,]\d", words):
            raise MarkupError(f"a value is needed: {words}")
        value = digits[0]
    if noun is None and "~" in words:
        noun = words.partition("~")[2]
    row: Row = {
        "text": plain(tag.nodes),
        "value": _numeric(value),
        "value_max": _numeric(found["max"]),
        "denominator": _numeric(found["den"]),
        "unit": found["unit"].strip() or None,
        "noun": re.sub("[<>¬~]", "", noun) if noun else None,
    }
    if "opt" in flags:
        row["optional"] = True
    return row


def _numeric(text: str | None) -> float | int | None:
    if not text:
        return None
    return float(text) if "." in text else int(text)


def citation_row(tag: Tag, scope: str) -> Row:
    """The fields of a citation tag.

    `$` stands for an act of the report's own place, `$vn` for a national one, `$PLACE` for another's. After it:
    `=SYMBOL` for a mention by short number, `L…` handled by `named=`, and `;key=value` attributes.
    """
    head, *rest = tag.value.split(";")
    options = {key: value or "1" for key, _, value in (part.partition("=") for part in rest)}
    place, _, short_for = head.partition("=")
    words = raw(tag.nodes)
    symbol_words = re.search(r"<(.*?)>", words)
    if not symbol_words:
        raise MarkupError(f"the symbol or name is not marked by <…>: {words}")
    marked = symbol_words[1].replace("¬", "")
    row: Row = {
        "text": plain(tag.nodes),
        "doc_type": options.get("type") or _type_before(words[: symbol_words.start()]),
        "symbol": options.get("symbol") or options.get("bad") or marked,
        "name": None,
        "date": options.get("date") or _nested_date(tag),
        "form": "symbol",
        "pinpoint": options.get("pin"),
    }
    if "law" in options:
        _name_law(row, marked, options)
    elif "name" in options:
        row["name"], row["doc_type"] = options["name"], _named_type(options["name"])
    row["form"] = options.get("form") or _form(row, options, bool(short_for))
    if "year" in options:
        row["year"] = int(options["year"])
    row["target"] = _target(
        place or scope, short_for or options.get("law") or options.get("to") or row["symbol"], options
    )
    if "opt" in options:
        row["optional"] = True
    return row


def _name_law(row: Row, marked: str, options: dict[str, str]) -> None:
    row.update(symbol=None, name=marked, doc_type=options.get("type") or _named_type(marked))


def _named_type(name: str) -> str:
    return next(kind for kind in NAMED_TYPES if name.lower().startswith(kind))


def _type_before(words: str) -> str | None:
    kind = re.sub(r"\s*(số)?\s*:?\s*$", "", words.strip(), flags=re.IGNORECASE)
    return re.sub(r"^(các|những)\s+", "", kind.lower()) or None


def _form(row: Row, options: dict[str, str], short: bool) -> str:
    if "law" in options:
        return "named"
    if "bad" in options:
        return "malformed"
    if short:
        return "number_only"
    if row["doc_type"] in ("tiêu chuẩn", "quy chuẩn"):
        return "standard"
    return "full" if row["date"] else "symbol"


def _nested_date(tag: Tag) -> str | None:
    """The day printed with a citation; a bare year is no date."""
    for inner in walk(tag.nodes):
        if isinstance(inner, Tag) and inner.kind == "date":
            first, last = dates(inner.value)
            return first if first == last else None
    return None


def _target(place: str, symbol: str, options: dict[str, str]) -> str:
    suffix = f"|{options['of']}" if "of" in options else ""
    return f"{place}|{symbol}{suffix}"


def build(source: Source, pages: Pages | None, file_name: str, *, tables: bool = True) -> Row:
    """The gold file of a source. `pages` is None for files that have none; plain text has no tables either."""
    collect = _Collector(source, pages)
    collect.header()
    for number, block in enumerate(source.blocks):
        if tables or block.kind != "table":
            collect.block(number, block)
    result: Row = {"source": file_name, "header": _header(source), **collect.rows}
    for kind in ("footnotes", "tables", "planted"):
        if not result[kind]:
            del result[kind]
    result["acts"] = [
        {"citation": i, "text": c["text"], "target": c["target"]} for i, c in enumerate(result["citations"])
    ]
    return result


def tag_keys(source: Source) -> Iterator[tuple[str, Tag | Mark]]:
    """Every tag and mark of a source with its key, in the order in which both the page and the gold file have them."""
    for place, nodes in stretches(source):
        for n, item in enumerate(walk(nodes)):
            yield f"{place}.{n}", item


def stretches(source: Source) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """Every run of annotated text with its key."""
    for n, text in enumerate(header_texts(source)):
        yield f"h{n}", text
    for n, block in enumerate(source.blocks):
        yield from block_stretches(source, n, block)


def header_texts(source: Source) -> list[tuple[Node, ...]]:
    front = source.front
    lines = [front["dateline"], *front.get("subject", []), *front.get("under_subject", [])]
    return [inline(line) for line in lines]


def block_stretches(source: Source, n: int, block: Block) -> Iterator[tuple[str, tuple[Node, ...]]]:
    parts = [(f"b{n}t", block.title or ()), (f"b{n}", block.nodes)]
    parts += [(f"b{n}c{c.row}_{c.col}", c.nodes) for c in block.cells]
    for key, nodes in parts:
        if nodes:
            yield key, nodes
    for _, nodes in parts:
        for item in walk(nodes):
            if isinstance(item, Mark):
                yield f"f{item.name}", source.footnotes[item.name]


class _Collector:
    """Walks a source in reading order and fills the rows of each kind."""

    def __init__(self, source: Source, pages: Pages | None) -> None:
        self.source = source
        self.pages = pages
        self.scope = source.front["scope"]
        kinds = ("sections", "citations", "dates", "numbers", "footnotes", "tables", "planted")
        self.rows: dict[str, list[Row]] = {kind: [] for kind in kinds}

    def header(self) -> None:
        for n, nodes in enumerate(header_texts(self.source)):
            self._tags(f"h{n}", nodes)

    def block(self, n: int, block: Block) -> None:
        if block.kind == "heading":
            title = plain(block.title).rstrip(" .:;") if block.title else None
            self._add("sections", f"b{n}s", {"marker": _marker(block.marker), "title": title, "level": block.level})
        if block.kind == "table":
            self._table(n, block)
        for key, nodes in block_stretches(self.source, n, block):
            self._tags(key, nodes, in_table=block.kind == "table" and not key.startswith("f"))

    def _tags(self, place: str, nodes: tuple[Node, ...], in_table: bool = False) -> None:
        for n, item in enumerate(walk(nodes)):
            key = f"{place}.{n}"
            if isinstance(item, Mark):
                self._footnote(key, item, nodes)
            elif item.kind == "date":
                self._add("dates", key, date_row(item))
            elif item.kind == "citation":
                self._add("citations", key, citation_row(item, self.scope))
            elif item.kind == "number":
                if in_table:
                    raise MarkupError(f"numbers of tables are not annotated: {plain(item.nodes)}")
                self._add("numbers", key, number_row(item))
            else:
                kind, _, note = item.value.partition(":")
                self._add("planted", key, {"kind": kind, "text": plain(item.nodes), "note": note})

    def _footnote(self, key: str, mark: Mark, nodes: tuple[Node, ...]) -> None:
        note = plain(self.source.footnotes[mark.name])
        row: Row = {"marker": mark.name, "first_words": " ".join(note.split()[:6])}
        if self.pages is not None:
            row["ref_page"] = self.pages[key]
        row["ref_after"] = " ".join(_before(nodes, mark.name).split()[-4:])
        self._add("footnotes", f"f{mark.name}s", row)

    def _table(self, n: int, block: Block) -> None:
        header = [plain(c.nodes) for c in block.cells if c.row == 0]
        row: Row = {"rows": block.n_rows, "cols": block.n_cols, "header": header}
        if self.pages is not None:
            first, last = (self.pages[f"b{n}r{r}"] for r in (0, block.n_rows - 1))
            row["continues_on"] = list(range(first + 1, last + 1))
        self._add("tables", f"b{n}r0", row)

    def _add(self, kind: str, key: str, row: Row) -> None:
        if self.pages is not None:
            row = {"page": self.pages[key], **row}
        self.rows[kind].append(row)


def _before(nodes: tuple[Node, ...], name: str) -> str:
    """The words of a paragraph up to a footnote mark."""
    text = raw_with_marks(nodes).partition(f"[^{name}]")[0]
    return re.sub(r"\[\^\w+\]|[~<>¬]", "", text)


def raw_with_marks(nodes: tuple[Node, ...]) -> str:
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
        elif isinstance(node, Mark):
            parts.append(f"[^{node.name}]")
        else:
            parts.append(raw_with_marks(node.nodes))
    return "".join(parts)


def _marker(printed: str) -> str:
    return printed.strip().strip("().:/- ")


def _header(source: Source) -> Row:
    front = source.front
    gold = front["gold"]
    start, end = dates(gold["date"])
    signature = front.get("signature", {})
    texts = [plain(nodes) for nodes in header_texts(source)]
    subject = " ".join(texts[1 : 1 + len(front.get("subject", []))])
    return {
        "issuer": gold["issuer"],
        "parent": gold.get("parent"),
        "symbol": gold["symbol"],
        "number": gold.get("number"),
        "doc_type": gold["doc_type"],
        "subject": gold.get("subject", subject),
        "place": gold.get("place"),
        "date_start": start,
        "date_end": end,
        "signer": signature.get("person") or signature.get("signer"),
        "signer_title": signature.get("title"),
        "authority": signature.get("authority"),
        "recipients": len(signature.get("recipients", [])),
        "digital_signature": False,
    }
