"""The field's table of date expressions, each row through the function that answers for its kind of expression."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from tests.extract.datescope import cases, dates, named_periods, period_rules
from trichluc.extract.dates.named import event, festival
from trichluc.extract.dates.periods import Context, Period, bounds, relative_periods, with_year
from trichluc.language.calendar import read_clock

Row = dict[str, str]
CASES = cases("dates.tsv")
Q1 = Period(dt.date(2025, 1, 1), dt.date(2025, 3, 31), "2025-33", "report")
CONTEXT = Context(Q1, dt.date(2025, 3, 27))
MODIFIERS = {"END": "cuối", "START": "đầu", "MID": "giữa", "BEFORE": "trước"}


def check(row: Row, periods: list[Period]) -> None:
    assert ";".join(str(p.edtf or "") for p in periods) == row["edtf"]
    assert str(min((p.start for p in periods if p.start), default="")) == row["start"]
    assert str(max((p.end for p in periods if p.end), default="")) == row["end"]


def as_rows(row: Row) -> None:
    """The expression is a row of `dates`."""
    found = dates(row["text"])
    assert found
    check(row, [Period(d.start, d.end, d.edtf, "") for d in found])
    if row["mod"] and "tuần" not in row["text"]:
        assert found[0].modifier is not None
        assert found[0].modifier.endswith(MODIFIERS[row["mod"]])


def as_open(row: Row) -> None:
    """The row holds the printed date, its modifier opens it to one side."""
    opened = [bounds(d, period_rules()) for d in dates(row["text"])]
    assert ";".join(str(p.edtf) for p in opened) == row["edtf"]
    assert str(opened[0].start or "") == row["start"]
    assert str(opened[0].end or "") == row["end"]


def as_year(row: Row) -> None:
    """The row has no year; the document's context gives it."""
    (found,) = dates(row["text"])
    assert found.start is None
    check(row, [with_year(found, CONTEXT)])


def as_season(row: Row) -> None:
    """The row holds the printed years; its kind says that the days inside them are not known."""
    (found,) = dates(row["text"])
    assert (found.kind, found.edtf) == ("season", row["edtf"])


def as_recurring(row: Row) -> None:
    (found,) = dates(row["text"])
    assert (found.kind, found.edtf, found.start, found.end) == ("recurring", row["edtf"], None, None)


def as_relative(row: Row) -> None:
    """No row; the words mean something only inside a report."""
    assert dates(row["text"]) == ()
    check(row, [period for *_, period in relative_periods(row["text"], CONTEXT, period_rules())])


def as_festival(row: Row) -> None:
    """The row is the printed year; the festival has its days in it."""
    assert [d.kind for d in dates(row["text"])] == ["year"]
    found = festival(row["text"], named_periods())
    assert found is not None
    check(row, [found])


def as_event(row: Row) -> None:
    """No row: a name. A word before it opens the time of the event."""
    assert dates(row["text"]) == ()
    edtf = event(row["text"], named_periods())
    assert edtf is not None
    assert row["edtf"] in (edtf, f"../{edtf}")


def as_clock(row: Row) -> None:
    """Times of day are no rows; a day beside one is."""
    assert [d.edtf for d in dates(row["text"])] == ([row["start"]] if row["start"] else [])
    times, at = [], 0
    while at < len(row["text"]):
        found = read_clock(row["text"], at)
        at = found[1] if found else at + 1
        times += [f"T{found[0]}"] if found else []
    assert row["edtf"].removeprefix(row["start"]) == "/".join(times)


def as_nothing(row: Row) -> None:
    """Durations, ratios, idioms and vague words."""
    assert dates(row["text"]) == ()
    assert list(relative_periods(row["text"], Context(), period_rules())) == []


READINGS: dict[str, Callable[[Row], None]] = {
    "rows": as_rows, "open": as_open, "year": as_year, "season": as_season, "recurring": as_recurring,
    "relative": as_relative, "festival": as_festival, "event": as_event, "clock": as_clock, "none": as_nothing,
}  # fmt: skip


@pytest.mark.parametrize("row", CASES, ids=[row["id"] for row in CASES])
def test_expression(row: Row) -> None:
    READINGS[row["reading"]](row)
