"""Numbers and symbols as printed: the forms of `forms.toml` compiled, and matched at one place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from trichluc.errors import RuleError
from trichluc.rules import RulePackage, RuleSource, check, rule_source

_MACRO = re.compile(r"\{([a-z_]+)\}")
_DEPTH = 8


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A printed shape of a symbol. `needs`: ``, `type` or `number_word`; `standard`: the kind of standard.

    `tolerated`: the shape was regular in its time, though it is written otherwise in the normal form. `proof`:
    `date_year` when the reading holds only if the date that follows is of the same year.
    """

    id: str
    pattern: re.Pattern[str]
    anchors: tuple[str, ...]
    needs: str
    misprint: bool
    tolerated: bool
    proof: str
    standard: str | None
    before: re.Pattern[str] | None
    groups: frozenset[str]


@dataclass(frozen=True, slots=True)
class Printed:
    """A symbol as it stands in the text.

    `short` is a year that lost digits or has letters for digits, `whole_number` all digits before the codes where
    they may be number and year run together.
    """

    start: int
    end: int
    number: str | None
    year: int | None
    body: str
    short: str | None
    whole_number: str | None
    number_end: int
    form: Form


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """Every form. `gate` and `typed_gate` fit what numbered forms begin like: a quick look before them."""

    numbered: tuple[Form, ...]
    gate: re.Pattern[str]
    typed_gate: re.Pattern[str]
    blank: tuple[Form, ...]
    standards: tuple[Form, ...]
    macros: Mapping[str, str]

    def at_number(self, text: str, position: int, typed: bool, numbered: bool) -> Printed | None:
        """The symbol that begins with a number at `position`."""
        if self.gate.match(text, position) is None and not (typed and self.typed_gate.match(text, position)):
            return None
        for form in self.numbered:
            if (form.needs == "type" and not typed) or (form.needs == "number_word" and not numbered):
                continue
            match = form.pattern.match(text, position)
            if match is not None:
                return printed(match, form)
        return None


def printed(match: re.Match[str], form: Form) -> Printed:
    """The parts of a matched form."""
    year = _group(match, form, "year") or _group(match, form, "year2")
    plain = year is not None and year.isdigit()
    return Printed(
        match.start(),
        match.end(),
        _group(match, form, "number"),
        int(year) if year is not None and plain else None,
        _group(match, form, "body") or "",
        _group(match, form, "short") or (None if plain else year),
        _group(match, form, "whole_number"),
        match.end("number") if "number" in form.groups else match.start(),
        form,
    )


def _group(match: re.Match[str], form: Form, name: str) -> str | None:
    return match[name] if name in form.groups else None


def load_forms(package: RulePackage, scanned: bool = False) -> Forms:
    """Read `forms.toml`, compile every pattern and try it on its examples and counter-examples.

    `scanned` makes the forms for pages that a recogniser read.
    """
    macros = load_macros(package, scanned)
    forms = [_form(entry, macros) for entry in package.entries("citations", "forms.toml", "form")]
    return Forms(
        tuple(f for f in forms if f.anchors == ("number",)),
        re.compile(macros["number_gate"]),
        re.compile(macros["typed_gate"]),
        tuple(f for f in forms if f.anchors == ("blank",)),
        tuple(f for f in forms if f.standard),
        macros,
    )


def load_macros(package: RulePackage, scanned: bool = False) -> Mapping[str, str]:
    """The macros of `forms.toml`, each with the macros inside it replaced."""
    plain: dict[str, str] = {}
    for name in ("macro", "scanned") if scanned else ("macro",):
        table = package.document("citations", "forms.toml").get(name, {})
        if not isinstance(table, dict):
            raise RuleError(f"citations/forms.toml: `{name}` is not a table")
        plain |= {str(name): str(value) for name, value in table.items()}
    return {name: expand(value, plain, "citations/forms.toml") for name, value in plain.items()}


def expand(pattern: str, macros: Mapping[str, str], file: str) -> str:
    """A pattern with its macros replaced."""
    for _ in range(_DEPTH):
        unknown = [name for name in _MACRO.findall(pattern) if name not in macros]
        if unknown:
            raise RuleError(f"{file}: unknown macro {{{unknown[0]}}}")
        if not _MACRO.search(pattern):
            return pattern
        pattern = _MACRO.sub(lambda m: macros[m.group(1)], pattern)
    raise RuleError(f"{file}: macros nest too deeply in {pattern[:60]}")


def compiled(entry: Mapping[str, object], macros: Mapping[str, str], file: str) -> tuple[RuleSource, re.Pattern[str]]:
    """The pattern of a rule, checked against its examples."""
    rule = rule_source(entry, file)
    try:
        pattern = re.compile(expand(str(entry["pattern"]), macros, file))
    except (re.error, KeyError) as error:
        raise RuleError(f"{file}: rule {rule.id}: {error}") from error
    check(rule, lambda example: pattern.match(example) is not None)
    return rule, pattern


def _form(entry: Mapping[str, object], macros: Mapping[str, str]) -> Form:
    rule, pattern = compiled(entry, macros, "citations/forms.toml")
    anchor = entry.get("anchor", "number")
    if anchor == "number":
        gates = [macros["number_gate"], *([macros["typed_gate"]] if entry.get("needs") == "type" else [])]
        gate = re.compile("|".join(gates))
        check(replace(rule, not_examples=()), lambda example: gate.match(example) is not None)
    before = entry.get("before")
    return Form(
        rule.id,
        pattern,
        tuple(map(str, anchor)) if isinstance(anchor, list) else (str(anchor),),
        str(entry.get("needs", "")),
        bool(entry.get("misprint", False)),
        bool(entry.get("tolerated", False)),
        str(entry.get("proof", "")),
        str(entry["standard"]) if "standard" in entry else None,
        re.compile(expand(str(before), macros, rule.file) + r"\Z") if before else None,
        frozenset(pattern.groupindex),
    )
