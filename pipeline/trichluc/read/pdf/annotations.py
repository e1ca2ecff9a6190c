"""Annotations drawn on a page: offices write number, day and corrections into a PDF as fields of a signature."""

from __future__ import annotations

from pypdfium2 import PdfDocument, PdfPage, raw


def page_as_shown(document: PdfDocument, index: int) -> PdfPage:
    """The page with its annotations made part of its content, as a reader of the file sees it."""
    page = document[index]
    if not _has_drawn_annotations(page):
        return page
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]


def _has_drawn_annotations(page: PdfPage) -> bool:
    """Whether anything but links and pop-up notes is laid over the page."""
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind not in {raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP}:
            return True
    return False
