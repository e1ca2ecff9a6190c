"""`trichluc evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from trichluc.evaluation import Evaluation, Score


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(evaluate)


def evaluate(
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="Folder that `trichluc run` wrote.")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of *.gold.json.")],
    *,
    misses: Annotated[int, typer.Option(help="Show so many misses and extras of each table and document.")] = 0,
    json_file: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write the figures there.")] = None,
    minimum: Annotated[float, typer.Option(help="Leave with 1 when an F1 is lower.")] = 0.0,
) -> None:
    """Precision, recall and F1 of each table against gold annotations."""
    from trichluc.evaluation import evaluate as measure
    from trichluc.store.readers import open_snapshot, rows

    snapshot = open_snapshot(output)
    result = measure(lambda table: rows(snapshot, table), gold)
    _print(result, misses)
    if json_file is not None:
        _write(result, json_file)
    if any(score.f1 < minimum for score in result.total.values()):
        raise typer.Exit(1)


def _print(result: Evaluation, misses: int) -> None:
    for name, scores in result.documents.items():
        print(f"{name}: " + "  ".join(_figure(table, score) for table, score in scores.items()))
        for table in scores:
            shown = [d for d in result.differences if (d.document, d.table) == (name, table)]
            for difference in shown[:misses]:
                place = f" p. {difference.page}" if difference.page else ""
                print(f"    {difference.kind} {table}{place}: {difference.what}")
                if difference.context:
                    print(f"        … {difference.context} …")
            if misses and len(shown) > misses:
                print(f"    and {len(shown) - misses} more of {table}")
    for source in result.absent:
        print(f"not in the tables: {source}")
    print(f"\n{'table':18}{'P':>8}{'R':>8}{'F1':>8}{'right':>8}{'extra':>7}{'missed':>8}")
    for table, score in result.total.items():
        figures = f"{score.precision:8.4f}{score.recall:8.4f}{score.f1:8.4f}"
        print(f"{table:18}{figures}{score.right:8}{score.extra:7}{score.missed:8}")


def _figure(table: str, score: Score) -> str:
    """The F1 of one table of one document, with what keeps it from 1."""
    wrong = [f"{count} {word}" for count, word in ((score.missed, "missed"), (score.extra, "extra")) if count]
    return f"{table} {score.f1:.3f}" + (f" ({', '.join(wrong)})" if wrong else "")


def _write(result: Evaluation, file: Path) -> None:
    import json
    from dataclasses import asdict

    told = {
        "total": {t: {"p": s.precision, "r": s.recall, "f1": s.f1, "counts": list(s)} for t, s in result.total.items()},
        "documents": {d: {t: list(s) for t, s in scores.items()} for d, scores in result.documents.items()},
        "differences": [asdict(difference) for difference in result.differences],
        "absent": result.absent,
    }
    file.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
