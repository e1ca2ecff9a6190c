"""The pictures of the README, made from the shipped reports: `python -m corpus.screenshots`.

Pages are drawn by the Chromium of the system; the terminal by rich, as the commands print it.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.text import Text

_CORPUS = Path(__file__).parent
_PICTURES = _CORPUS / "pictures"
_REPORTS = _CORPUS / "reports"
_CHROMIUM = "/usr/bin/chromium"
_ACT = "18-NQ/TW"
_COLUMNS = 108
_LINES = 34
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")


def main() -> None:
    """Draw all of them."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        output = root / "output"
        _trichluc("run", _REPORTS, "-o", output)
        _trichluc("show", _REPORTS / "bc-ubnd-xa-tan-thanh-2025.pdf", "--html", root / "report.html")
        _trichluc("trace", output, _ACT, "--html", root / "trace.html")
        _trichluc("summary", output, "--html", root / "summary.html")
        asked = f"trichluc trace output {_ACT}"
        (root / "terminal.svg").write_text(_terminal(asked, _trichluc("trace", output, _ACT)), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for name, anchor in (("report", "#trang-1"), ("trace", ""), ("summary", "")):
            _draw(browser, root / f"{name}.html", anchor, _PICTURES / f"{name}.png")
        _draw_svg(browser, root / "terminal.svg", _PICTURES / "terminal.png")
        browser.close()


def _trichluc(*arguments: object) -> str:
    """What a command prints on a terminal with colours."""
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(_COLUMNS), "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "trichluc", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout


def _terminal(command: str, printed: str) -> str:
    """A picture of a terminal with a command and the beginning of its answer; it loads no font from elsewhere."""
    console = Console(record=True, width=_COLUMNS, file=io.StringIO())
    console.print(Text(f"$ {command}", style="bold green"))
    console.print(Text.from_ansi("\n".join(printed.splitlines()[:_LINES])))
    return _FONT_FACE.sub("", console.export_svg(title="trích lục"))


def _draw(browser: Browser, page: Path, anchor: str, target: Path) -> None:
    tab = browser.new_page(viewport={"width": 1400, "height": 900})
    tab.goto(page.as_uri() + anchor)
    _save(tab.screenshot(), target)


def _draw_svg(browser: Browser, drawing: Path, target: Path) -> None:
    tab = browser.new_page(viewport={"width": 1400, "height": 900})
    tab.set_content(drawing.read_text("utf-8"))
    _save(tab.locator("svg").screenshot(), target)


def _save(picture: bytes, target: Path) -> None:
    """A picture of few colours: a quarter of the bytes."""
    with Image.open(io.BytesIO(picture)) as drawn:
        drawn.convert("RGB").quantize(192).save(target, optimize=True)


if __name__ == "__main__":
    main()
