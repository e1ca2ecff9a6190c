"""Every kind of finding is found in its examples and in none of its counter-examples."""

import pytest

import trichluc
from trichluc.audit.kinds import load_kinds
from trichluc.rules import open_package

KINDS = load_kinds(open_package())


def cases(field):
    return [
        pytest.param(k.id, text, id=f"{k.id}-{n}") for k in KINDS.values() for n, text in enumerate(getattr(k, field))
    ]


@pytest.mark.parametrize(("kind", "text"), cases("examples"))
def test_it_is_found(kind, text) -> None:
    assert kind in {f.kind for f in trichluc.read_text(text).findings}


@pytest.mark.parametrize(("kind", "text"), cases("not_examples"))
def test_it_is_not_found(kind, text) -> None:
    assert kind not in {f.kind for f in trichluc.read_text(text).findings}
