"""One tree of errors. Each class knows its code, its exit status and what the user can do.

The library raises; the command line is the one place that translates. `str(error)` is a sentence for people:
what happened and to which file.
"""

from __future__ import annotations


class TrichlucError(Exception):
    """Root of all errors that a user can meet."""

    exit_status = 1
    remedy = ""

    @property
    def code(self) -> str:
        """The name under which `problems.error` records it."""
        return type(self).__name__


class InputError(TrichlucError):
    """A file that cannot be read as a report. In a batch it becomes a row of `problems`."""

    exit_status = 3


class MissingInput(InputError):
    """The path does not exist."""

    exit_status = 5
    remedy = "Check the path."


class NotAFile(InputError):
    """A folder, pipe, device or socket where a file was expected."""

    remedy = "Give a file; a folder is read with `trichluc run`."


class UnreadableFile(InputError):
    """The system refused to open or read the file."""

    remedy = "Check the permissions of the file and of its folder."


class EmptyFile(InputError):
    """The file holds no bytes."""

    remedy = "Fetch the file again from its source."


class WrongType(InputError):
    """The content is not what the name says, or no kind of file that is read here."""

    remedy = "Open the file in its own program and save it as PDF, Word or text."


class DamagedFile(InputError):
    """The file's structure is broken beyond repair."""

    remedy = "Fetch the file again, or print it to a new PDF from a viewer that still opens it."


class NoPages(DamagedFile):
    """A PDF in which no page was found."""


class EncryptedFile(InputError):
    """The file cannot be opened without its password."""

    remedy = "Remove the password with the program that set it, or `qpdf --decrypt --password=…`."


class MissingTool(InputError):
    """A program that this kind of file needs is not installed."""

    remedy = "Run `trichluc doctor`: it names the package and the command."


class RecognitionFailed(InputError):
    """The recogniser ended without reading the picture of a page."""

    remedy = "Run `trichluc doctor`; if Tesseract and its Vietnamese data are there, scan the page again."


class LimitExceeded(InputError):
    """A document used more time, memory or output than it is granted."""

    remedy = "Read the document alone with higher limits, or split it."


class TimeExceeded(LimitExceeded):
    """A document took longer than it is granted, or made no progress."""


class MemoryExceeded(LimitExceeded):
    """A document needed more memory than it is granted, or nested deeper than can be followed."""


class OutputExceeded(LimitExceeded):
    """A document yielded more text or rows than it is granted."""


class Crashed(InputError):
    """The process that read the document died, or sent rows that no report can have."""

    remedy = "Print the document to a new PDF from a viewer that opens it, and report the file to its makers."


class LinkNotFollowed(NotAFile):
    """A symbolic link inside a folder; links are not followed, because they can lead out of the archive."""

    remedy = "Give the file that the link leads to as an input of its own."


class VanishedFile(InputError):
    """The file was there when the folder was listed and is gone now."""

    remedy = "Run again when nothing writes to the folder."


class MissingPackage(TrichlucError):
    """An optional part of the product is asked for and its Python packages are not installed."""

    exit_status = 2
    remedy = "Install it with the command that the message names."


class RuleError(TrichlucError):
    """A rule file is wrong, or a rule does not match its own example. Names the file, the rule and the string."""

    exit_status = 2
    remedy = "Correct the entry that the message names."


class OutputError(TrichlucError):
    """The output folder cannot be written or holds something else."""

    exit_status = 4
    remedy = "Choose another output folder, or free space."


class OutputFull(OutputError):
    """The disk of the output folder is full. The last snapshot is whole, and what was read is kept."""

    remedy = "Free space and run the same command again; it goes on where it stopped."


class NewerDataset(OutputError):
    """The tables were written by a newer version than this one."""

    remedy = "Install the newer version, or choose another output folder."


class CorruptDataset(OutputError):
    """A file of the tables is missing or was changed after it was written."""

    remedy = "Delete the output folder's `current` and run again; everything is read anew."


class OutputLocked(OutputError):
    """Another run is writing to the same output."""

    exit_status = 75
    remedy = "Wait for the other run, or choose another output folder."


class NoDataset(OutputError):
    """The folder holds no tables of `trichluc run`."""

    remedy = "Run `trichluc run INPUT -o OUTPUT` first."


class Interrupted(TrichlucError):
    """The user or the system stopped a run. The last snapshot is whole, and what was read is kept."""

    exit_status = 130
    remedy = "Run the same command again; it goes on where it stopped."


class QueryError(TrichlucError):
    """A query that the database refuses."""

    exit_status = 2
    remedy = "`trichluc sql OUTPUT` without a query lists the views and their columns."
