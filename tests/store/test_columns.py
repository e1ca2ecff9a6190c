"""Rows to Arrow and back: the schema is the dataclass, the values come back as they went."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import get_type_hints

import pyarrow as pa
import pytest

from tests.store.samples import sample_report
from trichluc.report import Box, Quantity
from trichluc.store.bundle import unpack
from trichluc.store.columns import record_batch
from trichluc.store.packing import pack_report
from trichluc.store.schemas import DERIVED_TABLES, PART_TABLES, ROW_CLASSES, schema, schema_id

# The tables and columns of the agreed surface; more may be added, none may go.
PROMISED = {
    "documents": "doc_id source media_type n_bytes n_pages text text_origin charset issuer parent_issuer province "
    "symbol number doc_type subject place date_start date_end date_edtf authority signer signer_title addressees "
    "recipients digital_signature secrecy urgency is_draft",
    "pages": "doc_id page width height rotation text_origin char_start char_end ocr_confidence",
    "lines": "doc_id page x0 top x1 bottom char_start char_end",
    "blocks": "doc_id char_start char_end text page boxes kind marker section_id",
    "sections": "doc_id char_start char_end page boxes section_id parent_id ordinal level scheme marker number path "
    "title role repaired",
    "footnotes": "doc_id char_start char_end text page boxes footnote_id marker ref_start section_id",
    "citations": "doc_id char_start char_end text page boxes citation_id section_id footnote_id table_id doc_type "
    "symbol number year issuer_code issuer date name pinpoint pinpoints form within relation repaired rule target_id",
    "dates": "doc_id char_start char_end text page boxes date_id section_id citation_id table_id kind start end edtf "
    "modifier rule",
    "numbers": "doc_id char_start char_end text page boxes number_id section_id footnote_id kind value value_max "
    "value_text denominator unit noun modifier comparison period_start period_end rule",
    "tables": "doc_id char_start char_end text page boxes table_id n_rows n_cols header caption unit_note section_id",
    "table_cells": "doc_id char_start char_end text page boxes table_id row col row_span col_span is_header value unit",
    "cited_documents": "target_id doc_type symbol number year issuer_code issuer place date name n_citations "
    "n_documents variants",
    "findings": "kind severity message",
    "problems": "source doc_id page stage error message outcome",
}


@pytest.mark.parametrize("table", PROMISED)
def test_no_promised_column_is_missing(table: str) -> None:
    assert set(PROMISED[table].split()) <= set(schema(table).names)


@pytest.mark.parametrize("table", ROW_CLASSES)
def test_the_schema_is_the_dataclass(table: str) -> None:
    fields = dataclasses.fields(ROW_CLASSES[table])
    hints = get_type_hints(ROW_CLASSES[table])
    assert schema(table).names == [f.name for f in fields]
    for field in schema(table):
        assert field.nullable == ("None" in str(hints[field.name])), field.name


def test_types_are_those_that_readers_were_promised() -> None:
    citations = schema("citations")
    box = pa.struct([(n, pa.int16() if n == "page" else pa.float32()) for n in ("page", "x0", "top", "x1", "bottom")])
    assert [f.type for f in citations.field("boxes").type.value_type] == [f.type for f in box]
    assert citations.field("date").type == pa.date32()
    assert schema("numbers").field("value").type == pa.float64()
    assert schema("table_cells").field("value").type == pa.float64()


def test_every_table_is_made_either_by_file_or_of_all() -> None:
    assert sorted([*PART_TABLES, *DERIVED_TABLES]) == sorted(ROW_CLASSES)


def test_values_come_back() -> None:
    report = sample_report("2025/báo cáo.pdf", rows=40)
    for table, batch in unpack(pack_report(report)).items():
        batch.validate(full=True)
        rows = [report.document] if table == "documents" else getattr(report, table)
        assert batch.to_pylist() == [_plain(dataclasses.asdict(row)) for row in rows], table


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, tuple | list) else value


def test_a_number_too_large_for_its_column_is_no_silent_wrong_number() -> None:
    row = dataclasses.replace(sample_report("a").citations[0], year=1 << 40)
    with pytest.raises(OverflowError):
        record_batch("citations", [row])
    box = Box(1 << 20, 0, 0, 0, 0)
    with pytest.raises(OverflowError):
        record_batch("citations", [dataclasses.replace(row, year=1, boxes=(box,))])


def test_text_that_is_no_text_is_refused() -> None:
    row: Quantity = dataclasses.replace(sample_report("a").numbers[0], unit="\ud800")
    with pytest.raises(UnicodeEncodeError):
        record_batch("numbers", [row])


def test_dates_before_the_epoch_and_at_the_ends_of_the_calendar() -> None:
    days = (dt.date.min, dt.date(1945, 9, 2), dt.date.max)
    rows = [dataclasses.replace(sample_report("a").dates[0], start=day) for day in days]
    assert record_batch("dates", rows)["start"].to_pylist() == list(days)


def test_the_schema_id_is_stable() -> None:
    assert schema_id() == schema_id()
    assert len(schema_id()) == 16
