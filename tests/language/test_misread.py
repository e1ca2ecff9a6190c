"""Codes that a recogniser misread."""

from __future__ import annotations

import pytest

from trichluc.document import installed_rules
from trichluc.language.misread import Misreadings, misreadings


@pytest.fixture(scope="module")
def known() -> Misreadings:
    found = installed_rules().citations.scanned.known.misread
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("QĐÐ", "QĐ"), ("QĐĐ", "QĐ"), ("QÐ", "QĐ"), ("OĐ", "QĐ"), ("TIr", "TTr"), ("TTTr", "TTr"), ("T'Tg", "TTg"),
        ("TTq", "TTg"), ("UBTVQHI5", "UBTVQH15"), ("QH1O", "QH10"), ("ĐŨ", "ĐU"), ("UBNĐ", "UBND"), ("NÑQ", "NQ"),
        ("€P", "CP"), ("BGDÐT", "BGDĐT"),
    ],
)  # fmt: skip
def test_the_code_that_was_printed(known: Misreadings, read: str, meant: str) -> None:
    assert known.meant(read) == meant


@pytest.mark.parametrize("code", ["QĐ", "UBND", "BTNMT", "SKHCN", "PCTT", "SDLTT", "CNTTA", "XYZ", "A" * 40, ""])
def test_known_codes_and_codes_unlike_any_stay(known: Misreadings, code: str) -> None:
    assert known.meant(code) == code


def test_what_the_words_around_ask_for_is_believed_more_easily(known: Misreadings) -> None:
    assert known.meant("TT1") == "TT1" or known.meant("TT1") == "TT"
    assert known.meant("TT1", ("TT",)) == "TT"


def test_what_could_be_two_codes_stays() -> None:
    two = misreadings([("8", "B", 0.5), ("8", "S", 0.5)], ["BYT", "SYT"])
    assert two.meant("8YT") == "8YT"
    assert two.meant("8YT", ("SYT",)) == "SYT"
