"""Run over many documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trichluc.errors import MissingInput, TrichlucError
from trichluc.report import Problem, Report


@dataclass(frozen=True, slots=True)
class Account:
    """How a run ended, in documents."""

    done: int
    failed: int
    problems: tuple[Problem, ...]


def run(inputs: Sequence[str | Path], output: str | Path) -> Account:
    """Read files and folders and write every table below `output`."""
    from trichluc import __version__
    from trichluc.document import installed_rules
    from trichluc.store.columns import record_batch, report_batches
    from trichluc.store.snapshot import commit

    batches: dict[str, list[object]] = {}
    problems: list[Problem] = []
    done = failed = 0
    for path, source in _files(inputs):
        match _read(path, source):
            case Report() as report:
                done += 1
                problems += report.problems
                for table, batch in report_batches(report).items():
                    batches.setdefault(table, []).append(batch)
            case Problem() as problem:
                failed += 1
                problems.append(problem)
                batches.setdefault("problems", []).append(record_batch("problems", [problem]))
    versions = {"ruleset": installed_rules().version, "engine": __version__}
    commit(Path(output), batches, versions)
    return Account(done, failed, tuple(problems))


def _files(inputs: Iterable[str | Path]) -> Iterator[tuple[Path, str]]:
    for root in map(Path, inputs):
        if not root.exists():
            raise MissingInput(f"{root}: no such file or folder")
        if root.is_file():
            yield root, root.name
        else:
            found = (p for p in root.rglob("*") if p.is_file())
            yield from sorted(((p, p.relative_to(root).as_posix()) for p in found), key=lambda pair: pair[1])


def _read(path: Path, source: str) -> Report | Problem:
    from trichluc.document import read

    try:
        report = read(path)
    except TrichlucError as error:
        return Problem(source, None, None, "read", error.code, str(error), "skipped")
    except (ValueError, TypeError, LookupError, RuntimeError, AttributeError, MemoryError) as error:
        return Problem(source, None, None, "read", type(error).__name__, str(error)[:500], "skipped")
    return replace(report, document=replace(report.document, source=source))
