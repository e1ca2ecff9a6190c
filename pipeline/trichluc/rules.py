"""Loading of the rule package: where its files are, how they are read, and how a rule proves itself.

Rules are TOML arrays of tables, name lists are TSV with a header row. Every rule has an `id`, a `source`, at least
one example and one counter-example; `check` tries them all and names the file, the rule and the string that failed.
"""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import regex

from trichluc.errors import RuleError
from trichluc.language.letters import tone_spellings

Matcher = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class RuleSource:
    """What every rule carries beside its own fields: identity, origin and proof."""

    id: str
    source: str
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]
    file: str


@dataclass(frozen=True, slots=True)
class RulePackage:
    """A folder of rules with its version: `<root>/<component>/<file>`."""

    root: Path
    name: str
    version: str

    def table(self, component: str, file: str) -> list[dict[str, str]]:
        """The rows of a TSV list, by column name. Quoting is off: a quotation mark is a character."""
        path = self.root / component / file
        try:
            with path.open(encoding="utf-8", newline="") as stream:
                return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
        except OSError as error:
            raise RuleError(f"{path}: cannot be read ({error.strerror})") from error

    def entries(self, component: str, file: str, array: str = "rule") -> list[Mapping[str, object]]:
        """The `[[array]]` tables of a TOML file, each known to have the fields of a `RuleSource`."""
        entries = self.document(component, file).get(array, [])
        path = f"{component}/{file}"
        if not isinstance(entries, list):
            raise RuleError(f"{path}: `{array}` is not an array of tables")
        for entry in entries:
            rule_source(entry, path)
        return entries

    def document(self, component: str, file: str) -> Mapping[str, object]:
        """A whole TOML file."""
        path = self.root / component / file
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise RuleError(f"{path}: cannot be read ({error.strerror})") from error
        except tomllib.TOMLDecodeError as error:
            raise RuleError(f"{path}: is not TOML ({error})") from error


def open_package(name: str = "vi_trichluc") -> RulePackage:
    """The installed rule package of that name, with the version of its `meta.json`."""
    import importlib.util

    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise RuleError(f"the rule package {name} is not installed")
    return package_at(Path(next(iter(spec.submodule_search_locations))))


def package_at(root: Path) -> RulePackage:
    """The rule package in a folder."""
    try:
        meta = json.loads((root / "meta.json").read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise RuleError(f"{root}: holds no readable meta.json") from error
    return RulePackage(root, f"{meta['lang']}_{meta['name']}", meta["version"])


def rule_source(entry: Mapping[str, object], file: str) -> RuleSource:
    """The common fields of a rule; refuses an entry without source, example or counter-example."""
    identity = entry.get("id")
    if not isinstance(identity, str):
        raise RuleError(f"{file}: an entry has no `id`")
    for field in ("source", "examples", "not_examples"):
        if not entry.get(field):
            raise RuleError(f"{file}: rule {identity}: `{field}` is missing or empty")
    return RuleSource(
        identity, str(entry["source"]), _strings(entry["examples"]), _strings(entry["not_examples"]), file
    )


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


def check(rule: RuleSource, matches: Matcher) -> None:
    """Refuse a rule that does not match its examples or matches a counter-example."""
    for example in rule.examples:
        if not matches(example):
            raise RuleError(f"{rule.file}: rule {rule.id}: does not match its example {example!r}")
    for example in rule.not_examples:
        if matches(example):
            raise RuleError(f"{rule.file}: rule {rule.id}: matches its counter-example {example!r}")


def alternation(words: Iterable[str], any_case: bool = False) -> str:
    """A pattern for any of the words, longest first, blanks as white space, both placements of the tone mark."""
    spelled = {s for word in words for s in tone_spellings(word)}
    ordered = sorted(spelled, key=lambda w: (-len(w), w))
    body = "|".join(r"\s+".join(regex.escape(part) for part in word.split()) for word in ordered)
    return f"(?i:{body})" if any_case else f"(?:{body})"


def compile_rule(rule: RuleSource, pattern: str) -> regex.Pattern[str]:
    """Compile a pattern; an error names the rule and its file."""
    try:
        return regex.compile(pattern)
    except regex.error as error:
        raise RuleError(f"{rule.file}: rule {rule.id}: {error}") from error
