"""What can be wrong with an archive or wanted of its readers, and the test that proves what becomes of it.

The list is checked: every test that it names is there. `NOT_HERE` says what a threat needs that this product has not.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]

THREATS = {
    "a PDF that was cut off": "batch/test_damage.py::test_what_lost_a_piece_never_counts_as_read",
    "flipped bits, a zeroed sector": "read/pdf/test_soundness.py::test_a_changed_checksum_is_the_sign_of_changed_text",
    "a PDF with other line ends": "read/test_inspect.py::test_line_ends_that_a_transfer_changed_are_noticed",
    "a PDF without pages": "batch/test_hostile.py::test_each_lie_is_called_by_its_name",
    "a PDF with a password": "batch/test_hostile.py::test_each_lie_is_called_by_its_name",
    "a cipher that nobody knows": "batch/test_hostile.py::test_each_lie_is_called_by_its_name",
    "loops of references, of pages, of objects": "batch/test_hostile.py::test_each_lie_is_called_by_its_name",
    "a tiny file that is read for ever": "batch/test_isolation.py::test_each_limit_has_its_error",
    "data that unpacks to gigabytes": "read/pdf/test_soundness.py::test_a_bomb_is_not_inflated_to_its_end",
    "forms that draw forms": "read/pdf/test_soundness.py::test_forms_within_forms_are_looked_at_once",
    "fonts that claim four billion letters": "batch/test_hostile.py::test_every_file_is_accounted_for",
    "a hundred thousand pages": "batch/test_hostile.py::test_every_file_is_accounted_for",
    "engines that count pages differently": "batch/test_hostile.py::test_each_lie_is_called_by_its_name",
    "giant, missing and senseless page boxes": "batch/test_hostile.py::test_what_only_looks_dangerous_is_read",
    "pictures that are no pictures": "batch/test_hostile.py::test_each_lie_is_called_by_its_name",
    "a recogniser that hangs or fails": "read/scan/test_ocr.py::test_a_failing_recogniser_is_said",
    "empty files and files of zeros": "batch/test_inputs.py::test_empty_files_are_no_duplicates",
    "another kind of file under the name of a PDF": "batch/test_hostile.py::test_each_lie_is_called_by_its_name",
    "bytes before the header": "read/test_inspect.py::test_what_stands_before_the_header_is_skipped",
    "pipes, sockets, devices, folders": "batch/test_inputs.py::test_pipes_sockets_links_and_folders_named_like_files",
    "links that lead out of the archive": "batch/test_hostile.py::test_nothing_outside_the_folder_is_read_or_written",
    "files that cannot be read": "batch/test_inputs.py::test_a_disk_error_is_a_row",
    "names of bytes, control characters, markup": "batch/test_inputs.py::test_every_name_has_a_row_that_can_be_stored",
    "paths that climb": "web/test_originals.py::test_nothing_outside_the_folder_is_read",
    "the same bytes under several names": (
        "batch/test_incremental.py::test_a_duplicate_is_read_once_and_every_path_is_listed"
    ),
    "files that change or vanish meanwhile": (
        "batch/test_inputs.py::test_a_file_that_changes_meanwhile_is_hashed_as_it_was_read"
    ),
    "other content of the same size and date": "batch/test_incremental.py::test_content_decides_not_size_or_time",
    "text in cp1258, TCVN3 and VNI": "read/charset/test_charsets.py::test_shifts_and_capitals_of_tcvn3",
    "letters that a font or code page changed": (
        "read/charset/test_charsets.py::test_a_letter_of_two_codes_cut_by_a_change_of_weight_is_one_letter"
    ),
    "UTF-16 and UTF-8 with and without marks": (
        "read/charset/test_charsets.py::test_unicode_files_with_and_without_a_mark"
    ),
    "zero bytes, controls, half characters": "batch/test_hostile.py::test_every_text_can_be_written_out_again",
    "a million marks on one letter": "batch/test_hostile.py::test_what_only_looks_dangerous_is_read",
    "characters that turn the direction of writing": "batch/test_inputs.py::test_shown_names_can_be_shown",
    "one line of many megabytes": "extract/test_citations_rules.py::test_no_pattern_backtracks_over_a_long_text",
    "floods of messages": "batch/test_supervisor.py::test_the_log_keeps_the_end_and_no_control_characters",
    "a full disk": "cli/test_exit_codes.py::test_a_full_disk_is_4_and_the_next_run_goes_on",
    "death at any moment": "store/test_crash.py::test_readers_are_right_and_the_next_run_recovers",
    "two runs at once": "batch/test_killed.py::test_a_second_run_leaves_at_once_or_waits",
    "a clock that is wrong": "store/test_snapshot.py::test_the_clock_does_not_decide_which_snapshot_is_newest",
    "columns of another version": (
        "batch/test_incremental.py::test_columns_of_an_older_version_are_rewritten_and_of_a_newer_one_refused"
    ),
    "tables that were changed behind our back": "store/test_maintenance.py::test_each_harm_is_named_with_its_file",
    "formulas for a spreadsheet": "store/test_export.py::test_formulas_are_defused_and_numbers_are_not",
    "scripts in text and names": "web/test_browser.py::test_a_document_of_scripts_runs_nothing",
    "ids that are paths": "web/test_pages.py::test_unknown_documents_are_not_found",
    "foreign hosts and pages that ask the server": "web/test_pages.py::test_foreign_hosts_are_refused",
    "code in data: pickles, models": "batch/test_threats.py::test_nothing_is_ever_unpickled",
    "Word files with entities, bombs, names that climb": "read/word/test_reader.py::test_external_entities_are_refused",
    "a reader that forges its results": "store/test_bundle.py::test_a_forged_bundle_is_refused",
}
NOT_HERE = {
    "SQL that reads, writes or attaches files": "the web page has no SQL; `trichluc sql` is the user's own",
    "SQL that writes through allowed paths": "the same; nothing is served that a user can write",
    "SQL that takes all memory": "the same",
}


def test_the_list_is_complete() -> None:
    assert len(THREATS) + len(NOT_HERE) == 51


@pytest.mark.parametrize("threat", THREATS)
def test_each_threat_has_its_test(threat: str) -> None:
    file, _, name = THREATS[threat].partition("::")
    assert re.search(rf"^def {name}\(", (TESTS / file).read_text(encoding="utf-8"), re.MULTILINE)


def test_nothing_is_ever_unpickled() -> None:
    import trichluc

    for path in Path(trichluc.__file__).parent.rglob("*.py"):
        found = re.search(r"\b(?:import|from) (?:pickle|marshal|shelve|dill|joblib|torch)\b", path.read_text("utf-8"))
        assert not found, path
