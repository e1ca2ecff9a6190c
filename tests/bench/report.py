"""A long report made for timing: headings, paragraphs with citations, dates and numbers, notes, tables."""

from __future__ import annotations

from tests.typeset import typeset

_BODIES = ("Sở Nội vụ", "Công an tỉnh", "Sở Tài chính", "Văn phòng UBND tỉnh", "Sở Khoa học và Công nghệ")
_TOPICS = ("cải cách hành chính", "chuyển đổi số", "an toàn giao thông", "giải ngân vốn đầu tư công", "bảo vệ rừng")


def _sentence(n: int) -> str:
    body, topic = _BODIES[n % 5], _TOPICS[n // 5 % 5]
    return (
        f"{body} đã tham mưu ban hành Kế hoạch số {n + 11}/KH-UBND ngày {n % 27 + 1}/{n % 12 + 1}/2025 về {topic}; "
        f"đến nay đã giải quyết {n % 90 + 10}.{n % 900 + 100} hồ sơ, đạt {80 + n % 19},{n % 10}% kế hoạch được giao, "
        f"tăng {n % 15 + 1},5% so với cùng kỳ năm 2024."
    )


def _note(n: int) -> str:
    return f"#footnote[Quyết định số {n + 100}/QĐ-UBND ngày 15/{n % 12 + 1}/2025 của Chủ tịch Ủy ban nhân dân tỉnh.]"


def _table(n: int) -> str:
    rows = ", ".join(f"[{r}], [{_BODIES[r % 5]}], [{n + r}.{100 + r}], [{90 + r % 9},{r % 10}%]" for r in range(1, 9))
    return f"#table(columns: 4, [*TT*], [*Đơn vị*], [*Số hồ sơ*], [*Tỷ lệ*], {rows})"


def report(sections: int = 60) -> bytes:
    """A report of about as many pages as sections."""
    parts = []
    for n in range(sections):
        parts.append(f"*{n + 1}. Công tác {_TOPICS[n % 5]}*")
        parts += [
            " ".join(_sentence(n * 20 + m * 4 + k) for k in range(4)) + (_note(n) if m == 2 else "") for m in range(4)
        ]
        if n % 5 == 4:
            parts.append(_table(n))
    return typeset("\n\n".join(parts), 'numbering: "1", number-align: top + center')
