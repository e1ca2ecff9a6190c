"""Each command: what it prints, what it writes, with which code it leaves."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from tests.cli.conftest import Run
from trichluc.cli.app import build

COMMANDS = sorted(command.callback.__name__ for command in build().registered_commands)


def test_all_promised_commands_exist() -> None:
    promised = "run show trace sql export serve evaluate scan verify compact doctor publish"
    assert set(promised.split()) <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, trichluc: Run) -> None:
    done = trichluc(command, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"Usage: python -m trichluc {command}") or f"trichluc {command}" in done.stdout
    assert len(done.stdout.splitlines()) > 5


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from trichluc.cli.app import build\ntry: build()(['--help'])\nexcept SystemExit: pass\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "typer" in loaded
    assert not loaded & {
        "rich",
        "pyarrow",
        "numpy",
        "pandas",
        "regex",
        "spacy",
        "duckdb",
        "pypdfium2",
        "pikepdf",
        "fastapi",
    }


def test_help_answers_at_once(trichluc: Run) -> None:
    def seconds() -> float:
        started = time.monotonic()
        trichluc("--help")
        return time.monotonic() - started

    # Many processes share the machine of a test; the best of a few tells what the program needs.
    assert min(seconds() for _ in range(5)) < 0.35


def test_run_tells_what_became_of_the_files(output: Path, trichluc: Run) -> None:
    done = trichluc("run", output.parent / "in", "-o", output)
    assert done.returncode == 3
    lines = {line.split()[0]: line for line in done.stdout.splitlines() if line}
    assert lines["files"].split()[1] == "4"
    assert lines["unchanged"].split()[1] == "4"
    assert "WrongType 1" in done.stdout
    assert "trichluc sql" in done.stdout


def test_the_log_has_a_line_for_every_file(output: Path) -> None:
    events = [json.loads(line) for line in (output.parent / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [event["event"] for event in events] == ["plan", "file", "file", "file", "file", "commit"]
    files = {event["source"]: event for event in events if event["event"] == "file"}
    assert files["hong.pdf"]["error"] == "WrongType"
    assert files["bc-0.txt"]["cpu_seconds"] > 0


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["run", "khong-co-thu-muc", "-o", "."], 5, "khong-co-thu-muc"),
        (["sql", "khong-co"], 4, "trichluc run INPUT"),
        (["sql", "OUTPUT", "SELECT nothing"], 2, "nothing"),
        (["show", "khong-co.pdf"], 5, "Check the path"),
        (["show", "."], 3, "a folder is read with"),
        (["export", "OUTPUT", "x.xlsx", "--table", "nonsense"], 4, "no such table"),
        (["evaluate", "OUTPUT", "."], 5, "gold.json"),
        (["run"], 2, "INPUT"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_errors_say_what_and_what_to_do(
    arguments: list[str], status: int, said: str, trichluc: Run, output: Path, tmp_path: Path
) -> None:
    placed = [str(output) if a == "OUTPUT" else str(tmp_path) if a == "." else a for a in arguments]
    done = trichluc(*placed)
    assert done.returncode == status
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_show_draws_the_report(output: Path, trichluc: Run) -> None:
    drawn = trichluc("show", output.parent / "in" / "bc-1.txt").stdout
    assert "101/BC-SNV" in drawn
    assert "I KẾT QUẢ THỰC HIỆN" in drawn
    assert "766/QĐ-TTg" in drawn
    assert max(map(len, drawn.splitlines())) <= 120
    assert "766/QĐ-TTg" not in trichluc("show", output.parent / "in" / "bc-1.txt", "--brief").stdout


def test_show_as_json_has_every_row(output: Path, trichluc: Run) -> None:
    rows = json.loads(trichluc("show", output.parent / "in" / "bc-1.txt", "--json").stdout)
    assert rows["document"]["symbol"] == "101/BC-SNV"
    assert [c["symbol"] for c in rows["citations"]] == ["766/QĐ-TTg"]


def test_sql_prints_tables_csv_and_json(output: Path, trichluc: Run, tmp_path: Path) -> None:
    query = "SELECT symbol, date_start FROM documents ORDER BY symbol"
    assert "100/BC-SNV" in trichluc("sql", output, query).stdout
    rows = list(csv.DictReader(io.StringIO(trichluc("sql", output, query, "--csv").stdout)))
    assert rows[0] == {"symbol": "100/BC-SNV", "date_start": "2025-04-15"}
    assert (
        json.loads(trichluc("sql", output, "-", "--json", stdin=query).stdout.splitlines()[2])["symbol"] == "102/BC-SNV"
    )
    trichluc("sql", output, query, "--parquet", tmp_path / "x.parquet")
    assert duckdb.read_parquet(str(tmp_path / "x.parquet")).fetchall()[0][0] == "100/BC-SNV"
    listed = trichluc("sql", output).stdout
    assert "documents (3 rows)" in listed
    assert "section_text" in listed


def test_sections_can_be_cut_from_the_text(output: Path, trichluc: Run) -> None:
    query = "SELECT text FROM section_text WHERE marker = 'II' LIMIT 1"
    text = json.loads(trichluc("sql", output, query, "--json").stdout)["text"]
    assert text.startswith("II. PHƯƠNG HƯỚNG")


def test_verify_and_compact(output: Path, trichluc: Run) -> None:
    assert "all as they were written" in trichluc("verify", output).stdout
    assert trichluc("compact", output).returncode == 0
    assert trichluc("verify", output).returncode == 0


def test_scan_tells_what_is_there(output: Path, trichluc: Run) -> None:
    told = trichluc("scan", output.parent / "in").stdout
    assert told.startswith("4 files")
    assert "WrongType" in told
    figures = json.loads(trichluc("scan", output.parent / "in", "--json").stdout)
    assert figures["kinds"]["text/plain"]["files"] == 3


def test_doctor_finds_the_rules(trichluc: Run) -> None:
    done = trichluc("doctor")
    assert done.returncode == 0
    assert "every example proved" in done.stdout
    assert "tesseract" in done.stdout


def test_output_into_a_closed_pipe_is_no_error(output: Path) -> None:
    command = f"{sys.executable} -m trichluc sql {output} 'SELECT * FROM range(1000000)' --csv | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout == "range\n"
    assert "Traceback" not in done.stderr


def test_evaluate_measures_and_shows_misses(output: Path, trichluc: Run, tmp_path: Path) -> None:
    gold = {
        "source": "bc-1.txt",
        "citations": [{"text": "Quyết định số 766/QĐ-TTg", "doc_type": "quyết định", "symbol": "766/QĐ-TTg"},
                      {"text": "Thủ tướng", "doc_type": "luật", "name": "Luật Đất đai"}],
    }  # fmt: skip
    (tmp_path / "bc-1.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    done = trichluc("evaluate", output, tmp_path, "--misses", "5", "--json", tmp_path / "figures.json")
    assert "missed citations: Luật Đất đai ‹Thủ tướng›" in done.stdout
    assert "[Thủ tướng]" in done.stdout
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert figures["total"]["citations"]["counts"] == [1, 0, 1]
    assert trichluc("evaluate", output, tmp_path, "--minimum", "0.9").returncode == 1


def test_a_bug_is_an_apology_with_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from trichluc.cli import app

    def broken(**_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(app, "build", lambda: broken)
    with pytest.raises(SystemExit) as left:
        app.main()
    assert left.value.code == 1
    assert "an error that should not be: ZeroDivisionError" in capsys.readouterr().err
