"""The command line: a thin skin, and the only place that catches every error."""

from trichluc.cli.app import main

__all__ = ["main"]
