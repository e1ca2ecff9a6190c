"""The word lists of the dates rules, and patterns built from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trichluc.errors import RuleError
from trichluc.language.letters import fold, tone_spellings
from trichluc.rules import RulePackage

COMPONENT = "dates"
_NAME = re.compile(r"\{([A-Za-z]\w*)\}")
_CLASS_OR_ESCAPE = re.compile(r"\[\^?(?:\\.|[^\\\]])+\]|\\.")
_GROUP = re.compile(r"\(\?P(<|=)(\w+)")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of `words.tsv` (word → value) and the fragments of the rule files."""

    lists: Mapping[str, Mapping[str, str]]
    fragments: Mapping[str, str]

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a list, as they stand in the file."""
        try:
            return tuple(self.lists[name])
        except KeyError:
            raise RuleError(f"{COMPONENT}/words.tsv: there is no list {name!r}") from None

    def values(self, name: str) -> dict[str, str]:
        """Folded word → value. Figures of quarters keep their case, so does every key that is no lower-case word."""
        return {key: value for word, value in self.lists[name].items() for key in (fold(word), word)}

    def folded(self, name: str) -> frozenset[str]:
        """The words of a list, folded."""
        return frozenset(fold(word) for word in self.words(name))

    def spelled(self, name: str) -> tuple[str, ...]:
        """Every way in which the words of a list are printed: case and place of the tone mark."""
        return tuple(sorted({form for word in self.words(name) for form in printed(word)}))

    def expand(self, pattern: str) -> str:
        """The pattern with each `{name}` replaced by its fragment or by the words of the list."""
        return ascii_figures(_NAME.sub(lambda match: self._expansion(match[1]), pattern))

    def compile(self, pattern: str) -> re.Pattern[str]:
        """A pattern with `{name}` in it, compiled."""
        return re.compile(self.expand(pattern))

    def _expansion(self, name: str) -> str:
        fragment = self.fragments.get(name)
        return any_of(self.spelled(name)) if fragment is None else self.expand(fragment)


def printed(word: str) -> set[str]:
    """A word in lower case, capitalised, with every syllable capitalised, in capitals, and both tone placements."""
    forms = {
        word,
        word.upper(),
        " ".join(part[:1].upper() + part[1:] for part in word.split()),
        word[:1].upper() + word[1:],
    }
    return {spelling for form in forms for spelling in tone_spellings(form)}


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the printed words, longest first; a blank is any number of blanks, never a line end."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join("[ \u00a0]+".join(re.escape(part) for part in word.split(" ")) for word in ordered) + ")"


def ascii_figures(pattern: str) -> str:
    r"""The pattern with `[0-9]` for `\d`: twice as fast, and no other figures occur in Vietnamese text."""
    return _CLASS_OR_ESCAPE.sub(
        lambda m: m[0].replace(r"\d", "0-9") if m[0][0] == "[" else "[0-9]" if m[0] == r"\d" else m[0], pattern
    )


def suffixed(pattern: str, suffix: str) -> str:
    """The pattern with a suffix on the name of every group, so that patterns can stand in one alternation."""
    return _GROUP.sub(lambda match: f"(?P{match[1]}{match[2]}{suffix}", pattern)


def load_lexicon(package: RulePackage) -> Lexicon:
    """The lists and fragments of `models/…/dates`."""
    lists: dict[str, dict[str, str]] = {}
    for row in package.table(COMPONENT, "words.tsv"):
        lists.setdefault(row["list"], {})[row["word"]] = row["value"]
    fragments: dict[str, str] = {}
    for file in ("rules.toml", "worded.toml"):
        table = package.document(COMPONENT, file).get("fragments", {})
        if not isinstance(table, dict):
            raise RuleError(f"{COMPONENT}/{file}: `fragments` is not a table")
        fragments.update({name: str(value) for name, value in table.items()})
    return Lexicon(lists, fragments)
