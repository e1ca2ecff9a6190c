"""What the page of a trace shows: an act, and every passage that cites it, by report and date."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from trichluc.report import Box
from trichluc.store.trace import Act, Passage
from trichluc.web.views import Mark, mark_of

ROLES = {
    "result": "kết quả / result",
    "difficulty": "khó khăn / difficulty",
    "plan": "phương hướng / plan",
    "proposal": "kiến nghị / proposal",
    "context": "bối cảnh / context",
}


@dataclass(frozen=True, slots=True)
class PagePicture:
    """The picture of a page (an address or the data itself) and the page's size in points."""

    address: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PassageView:
    """One passage: which report, where in it, the words, and the page with the words marked."""

    anchor: str
    title: str
    where: str
    before: str
    text: str
    after: str
    picture: str | None
    marks: tuple[Mark, ...]
    missing: str = ""
    """The file whose page would be shown, where it was not found."""


@dataclass(frozen=True, slots=True)
class TraceView:
    """One act and its passages."""

    title: str
    facts: tuple[tuple[str, str], ...]
    passages: tuple[PassageView, ...]

    @property
    def count(self) -> int:
        """How many passages there are."""
        return len(self.passages)


def trace_views(
    acts: Sequence[Act],
    found: Iterable[Passage],
    pictures: Mapping[tuple[str, int], PagePicture],
    missing: Collection[str] = (),
) -> list[TraceView]:
    """A view for each act; `pictures` are found by document id and page, `missing` are sources that were not found."""
    by_act: dict[str, list[Passage]] = {}
    for passage in found:
        by_act.setdefault(passage.target_id, []).append(passage)
    shown = {act.target_id: _passages(by_act.get(act.target_id, []), pictures, missing) for act in acts}
    return [TraceView(act.title, _facts(act), shown[act.target_id]) for act in acts]


def _facts(act: Act) -> tuple[tuple[str, str], ...]:
    rows = (
        ("Tên / Name", act.name),
        ("Ngày ban hành / Date", f"{act.date:%d/%m/%Y}" if act.date else None),
        ("Cơ quan / Issuer", act.issuer),
        ("Định danh / Identifier", act.target_id),
        ("Báo cáo / Reports", str(act.n_documents)),
    )
    return tuple((name, value) for name, value in rows if value)


def _passages(
    found: Sequence[Passage], pictures: Mapping[tuple[str, int], PagePicture], missing: Collection[str]
) -> tuple[PassageView, ...]:
    views = (_passage(f"p-{number}", passage, pictures) for number, passage in enumerate(found, start=1))
    return tuple(
        replace(view, missing=passage.source) if passage.source in missing else view
        for view, passage in zip(views, found, strict=True)
    )


def _passage(anchor: str, passage: Passage, pictures: Mapping[tuple[str, int], PagePicture]) -> PassageView:
    date = f"{passage.doc_date:%d/%m/%Y}" if passage.doc_date else None
    title = " · ".join(filter(None, (passage.doc_symbol, date, passage.issuer))) or passage.source
    picture = pictures.get((passage.doc_id, passage.page or 0))
    marks: tuple[Mark, ...] = ()
    if picture is not None:
        boxes = (Box(*box) for box in passage.boxes)
        size = picture.width, picture.height
        marks = tuple(mark_of(box, size, "citations", anchor) for box in boxes if box.page == passage.page)
    address = picture.address if picture else None
    return PassageView(anchor, title, where(passage), passage.before, passage.text, passage.after, address, marks)


def where(passage: Passage) -> str:
    """The place of a passage in words: file, page, section with its title, role."""
    section = " ".join(filter(None, (passage.section_path, passage.section_title)))
    parts = (
        passage.source,
        f"trang / page {passage.page}" if passage.page else None,
        f"mục / section {section}" if section else None,
        ROLES.get(passage.role or ""),
        passage.relation,
    )
    return " · ".join(filter(None, parts))
