"""The page that `trichluc serve` shows: reports, one report, one act, search. Reads the tables, changes nothing.

It answers on this machine only: a request with a foreign `Host` is refused (DNS rebinding), nothing may frame or
script the pages, and there is no free SQL.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse

from trichluc.errors import NoDataset
from trichluc.store.overview import Overview, overview
from trichluc.store.reports import load_report
from trichluc.store.search import SearchIndex
from trichluc.store.trace import acts_by_id, find_acts, passages
from trichluc.web.originals import Originals, picture_file
from trichluc.web.render import render, stylesheet
from trichluc.web.traces import trace_views
from trichluc.web.views import document_view

_DOC_ID = re.compile(r"[0-9a-f]{64}")
_HOSTS = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\]|testserver)(?::\d+)?")
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self' 'unsafe-inline'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def build(output: Path, originals: Path | None = None) -> FastAPI:
    """The application over one output; `originals` is where its files are, if not where they were read."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    index = SearchIndex(output)
    files = Originals(output, originals)
    app.middleware("http")(_guard)

    @app.get("/", response_class=HTMLResponse)
    def home(q: str = "") -> str:
        return _home(output, index, q.strip())

    @app.get("/document/{doc_id}", response_class=HTMLResponse)
    def document(doc_id: str) -> str:
        return _document(output, files, _checked(doc_id))

    @app.get("/document/{doc_id}/page/{number}.webp")
    def picture(doc_id: str, number: int) -> Response:
        return _picture(output, files, _checked(doc_id), number)

    @app.get("/act", response_class=HTMLResponse)
    def act(id: str) -> str:  # noqa: A002 - the name of the parameter in the address
        return _act(output, id)

    @app.get("/static/style.css")
    def style() -> Response:
        return Response(stylesheet(), media_type="text/css")

    return app


async def _guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    if not _HOSTS.fullmatch(request.headers.get("host", "")):
        return PlainTextResponse("This page answers on this machine only.", status_code=403)
    response = await call_next(request)
    response.headers.update(_HEADERS)
    return response


def _checked(doc_id: str) -> str:
    if not _DOC_ID.fullmatch(doc_id):
        raise HTTPException(404, "no such document")
    return doc_id


def _home(output: Path, index: SearchIndex, question: str) -> str:
    seen: Overview = overview(output)
    acts = find_acts(output, question) if question else []
    hits = index.find(question) if question else []
    return render(
        "index.html",
        standalone=False,
        question=question,
        acts=acts,
        hits=hits,
        documents=seen.documents,
        problems=seen.problems,
        n_documents=len(seen.documents),
        n_acts=seen.n_acts,
    )


def _document(output: Path, originals: Originals, doc_id: str) -> str:
    try:
        report = load_report(output, doc_id)
    except NoDataset as error:
        raise HTTPException(404, "no such document") from error
    pictures: dict[int, str] = {}
    source, missing = report.document.source, ""
    if report.document.media_type == "application/pdf":
        if originals.find(source, doc_id):
            pictures = {page.page: f"/document/{doc_id}/page/{page.page}.webp" for page in report.pages}
        else:
            missing = source
    return render("document.html", standalone=False, view=replace(document_view(report, pictures), missing=missing))


def _picture(output: Path, originals: Originals, doc_id: str, number: int) -> Response:
    try:
        report = load_report(output, doc_id)
    except NoDataset as error:
        raise HTTPException(404, "no such document") from error
    data = originals.find(report.document.source, doc_id)
    if data is None or number not in {page.page for page in report.pages}:
        raise HTTPException(404, "no picture of that page")
    return Response(picture_file(data, report.document.source, number), media_type="image/webp")


def _act(output: Path, target_id: str) -> str:
    acts = acts_by_id(output, [target_id])
    found = passages(output, [target_id]) if acts else []
    title = acts[0].title if acts else target_id
    return render("trace.html", standalone=False, question=title, traces=trace_views(acts, found, {}))
