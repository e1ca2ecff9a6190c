"""Views to HTML. Every string is escaped; the pages need no script."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from trichluc.store.overview import Chart
from trichluc.web.traces import TraceView
from trichluc.web.views import DocumentView


@lru_cache(maxsize=1)
def environment() -> jinja2.Environment:
    """The templates, with escaping on for everything and an error for every unknown name."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("trichluc.web", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["thousands"] = lambda number: f"{number:,}".replace(",", ".")
    return made


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """The style sheet, for pages that carry it with them."""
    return files("trichluc.web").joinpath("static/style.css").read_text(encoding="utf-8")


def render(template: str, standalone: bool = True, **values: Any) -> str:
    """A template with its values; a standalone page carries its style and its pictures."""
    page = environment().get_template(template)
    style = _trusted(stylesheet()) if standalone else ""
    return page.render(standalone=standalone, stylesheet=style, **values)


def _trusted(text: str) -> Markup:
    """Our own style sheet, the one string that is not escaped: it comes with the package and holds no markup."""
    return Markup(text)  # noqa: S704


def document_page(view: DocumentView) -> str:
    """One report as a self-contained page."""
    return render("document.html", view=view)


def trace_page(question: str, traces: Sequence[TraceView]) -> str:
    """The passages that cite some acts as a self-contained page."""
    return render("trace.html", question=question, traces=traces)


def summary_page(totals: Sequence[int], charts: Sequence[Chart]) -> str:
    """What an output holds as a self-contained page."""
    return render("summary.html", totals=totals, charts=charts)


def data_address(picture: bytes, media_type: str = "image/webp") -> str:
    """A picture as an address that holds the picture itself."""
    return f"data:{media_type};base64,{base64.b64encode(picture).decode('ascii')}"
