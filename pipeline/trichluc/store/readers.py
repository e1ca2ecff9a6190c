"""Reading the tables back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from trichluc.errors import NoDataset
from trichluc.store.schemas import ROW_CLASSES

if TYPE_CHECKING:
    import pandas as pd


def open_snapshot(output: str | Path) -> Path:
    """The folder of the current snapshot, resolved once so that all tables read from it agree."""
    snapshot = (Path(output) / "current").resolve()
    if not snapshot.is_dir():
        raise NoDataset(f"{output}: holds no tables")
    return snapshot


def tables(output: str | Path) -> dict[str, pd.DataFrame]:
    """Every table of the current snapshot as a DataFrame, by name."""
    snapshot = open_snapshot(output)
    return {name: pq.read_table(snapshot / name).to_pandas() for name in ROW_CLASSES}
