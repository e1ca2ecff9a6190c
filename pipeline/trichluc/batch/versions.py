"""What decides the rows: the versions of engine and rules, and a digest of the code and rule files themselves."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path

import trichluc
from trichluc.errors import RuleError
from trichluc.store.dataset import Versions
from trichluc.store.schemas import schema_id

_STAGES = ("read", "layout", "extract", "audit", "language")
_MODULES = ("document.py", "ids.py", "places.py", "report.py", "rules.py", "source.py", "store/columns.py")


def installed_versions() -> Versions:
    """The versions of what is installed. A changed line of code or of a rule makes another digest."""
    rules = _rule_folder()
    versions = (trichluc.__version__, str(json.loads((rules / "meta.json").read_text(encoding="utf-8"))["version"]))
    digest = hashlib.blake2b("\0".join((*versions, schema_id())).encode(), digest_size=8)
    engine = Path(trichluc.__file__).parent
    for root, file in [*_code(engine), *_rules(rules)]:
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return Versions(*versions, digest.hexdigest())


def _rule_folder() -> Path:
    """Where the rule package is; it is not loaded, that is for the workers."""
    spec = importlib.util.find_spec("vi_trichluc")
    if spec is None or not spec.submodule_search_locations:
        raise RuleError("the rule package vi_trichluc is not installed")
    return Path(next(iter(spec.submodule_search_locations)))


def _code(root: Path) -> Iterator[tuple[Path, Path]]:
    files = [root / name for name in _MODULES]
    files += [file for stage in _STAGES for file in (root / stage).rglob("*.py")]
    return ((root, file) for file in sorted(files))


def _rules(root: Path) -> Iterator[tuple[Path, Path]]:
    files = (f for f in root.rglob("*") if f.is_file() and f.suffix in {".toml", ".tsv", ".csv", ".json", ".cfg"})
    return ((root, file) for file in sorted(files))
