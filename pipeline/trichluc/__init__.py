"""Archived Vietnamese administrative reports in, traceable tables out.

report = trichluc.read("bao-cao.pdf")
report.text, report.sections, report.citations, report.dates, report.numbers, report.tables
"""

from trichluc.document import read, read_text
from trichluc.errors import TrichlucError
from trichluc.report import Report

__all__ = ["Report", "TrichlucError", "read", "read_text"]
__version__ = "0.1.0"
