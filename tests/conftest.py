"""Tests that need a program of the system: without it they fail in CI and are expected failures elsewhere."""

from __future__ import annotations

import os

import pytest

from trichluc.system import TOOLS

_NAMES = {"soffice": ("libreoffice",), "tesseract": ("tesseract", "tesseract-vie")}
"""What a marker asks for, where that is more than the tool of its name."""


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Says which program is missing; in CI, where nothing may be missing, as a failure."""
    wanted = {name for mark in item.iter_markers("tool") for name in mark.args}
    needed = {part for name in wanted for part in _NAMES.get(name, (name,))}
    absent = sorted(tool.name for tool in TOOLS if tool.name in needed and not tool.present())
    unknown = sorted(needed - {tool.name for tool in TOOLS})
    if unknown:
        pytest.fail(f"no such tool: {', '.join(unknown)}", pytrace=False)
    if absent and os.environ.get("CI"):
        pytest.fail(f"not installed: {', '.join(absent)}", pytrace=False)
    if absent:
        pytest.xfail(f"not installed: {', '.join(absent)}")
