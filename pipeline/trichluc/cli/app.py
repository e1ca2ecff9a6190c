"""The program: its commands, and the one place that turns errors into messages and exit codes.

0 all read · 1 unexpected · 2 wrong call or rule · 3 some files have problems · 4 output · 5 input · 75 locked ·
130 interrupted
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import traceback
from types import FrameType

import typer

from trichluc.cli import care, chart, doctor, evaluate, export, overview, run, scan, serve, show, sql, trace
from trichluc.errors import Interrupted, TrichlucError

UNEXPECTED = 1
_GROUPS = (run, scan, show, trace, overview, chart, sql, export, serve, evaluate, care, doctor)


def build() -> typer.Typer:
    """All commands. A group of commands is a module with a function `register`."""
    app = typer.Typer(
        name="trichluc",
        help="Archived Vietnamese administrative reports in, traceable tables out.",
        no_args_is_help=True,
        add_completion=False,
        # Plain help answers in a tenth of a second; loading rich for it would take twice that.
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    )
    app.callback(invoke_without_command=True)(_root)
    for group in _GROUPS:
        group.register(app)
    return app


def _root(version: bool = typer.Option(False, "--version", help="Print the version and leave.")) -> None:
    if version:
        from trichluc import __version__

        typer.echo(__version__)
        raise typer.Exit


def main() -> None:
    """Entry point of the program."""
    signal.signal(signal.SIGTERM, _interrupt)
    sys.exit(_status())


def _interrupt(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt


def _status() -> int:
    """Run the command and say how it ended."""
    try:
        return build()(standalone_mode=True) or 0
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except TrichlucError as error:
        return _tell(error)
    except KeyboardInterrupt:
        return Interrupted.exit_status
    except BrokenPipeError:  # `trichluc … | head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the one place: a user gets a sentence, never a bare traceback
        return _apologise(error)


def _tell(error: TrichlucError) -> int:
    print(f"trichluc: {error}", file=sys.stderr)
    if error.remedy:
        print(f"  {error.remedy}", file=sys.stderr)
    return error.exit_status


def _apologise(error: Exception) -> int:
    print(f"trichluc: an error that should not be: {type(error).__name__}: {error}", file=sys.stderr)
    if os.environ.get("TRICHLUC_DEBUG"):
        traceback.print_exception(error)
    else:
        with contextlib.suppress(IndexError):
            place = traceback.extract_tb(error.__traceback__)[-1]
            print(f"  in {place.name}, line {place.lineno}; TRICHLUC_DEBUG=1 shows more", file=sys.stderr)
    return UNEXPECTED
