"""An output of the shipped reports, made once."""

from pathlib import Path

import pytest

import trichluc

REPORTS = Path(__file__).parents[2] / "corpus" / "reports"


@pytest.fixture(scope="session")
def shipped(tmp_path_factory) -> Path:
    """The tables of the shipped reports."""
    output = tmp_path_factory.mktemp("shipped") / "out"
    trichluc.run([str(REPORTS)], output)
    return output
