"""Identities: mentions of one act meet, different acts stay apart."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from trichluc.audit.acts import law_key, load_act_rules, slug
from trichluc.audit.identity import identify, law_in_force, numbered_laws, own_identity
from trichluc.report import Citation, Document
from trichluc.rules import open_package
from trichluc.store.register import Listed, Wording, register
from trichluc.store.rows import CitedDocument

RULES = load_act_rules(open_package())
REPORT = Document(
    "d" * 64, "bc.pdf", "application/pdf", 1, 1, "", "text_layer", "unicode",
    issuer="SỞ NỘI VỤ", parent_issuer="UBND TỈNH QUẢNG NGÃI", province="Quảng Ngãi", symbol="12/BC-SNV", number="12",
    doc_type="báo cáo", date_start=dt.date(2025, 3, 31), date_end=dt.date(2025, 3, 31),
)  # fmt: skip


def cite(symbol=None, doc_type="quyết định", start=0, **values) -> Citation:
    code = symbol.replace("/", "-").split("-")[-1] if symbol else None
    base = {
        "doc_id": REPORT.doc_id,
        "char_start": start,
        "char_end": start + 1,
        "text": symbol or "x",
        "page": None,
        "boxes": (),
        "citation_id": f"c{start}",
        "section_id": None,
        "footnote_id": None,
        "table_id": None,
        "doc_type": doc_type,
        "symbol": symbol,
        "number": None,
        "year": None,
        "issuer_code": code,
        "issuer": None,
        "date": None,
        "name": None,
        "pinpoint": None,
        "pinpoints": (),
        "form": "symbol",
        "within": None,
        "relation": None,
        "repaired": False,
        "rule": "r",
        "target_id": None,
    }
    return Citation(**{**base, **values})


def targets(*citations, document=REPORT):
    return [c.target_id for c in identify(document, citations, RULES)]


@pytest.mark.parametrize(
    ("citation", "iri"),
    [
        (cite("1703/QĐ-TTg", date=dt.date(2024, 12, 31)), "/akn/vn/act/quyet-dinh/ttg/2024/1703-qd-ttg"),
        (cite("57-NQ/TW", "nghị quyết", date=dt.date(2024, 12, 22)), "/akn/vn/doc/nghi-quyet/tw/2024/57-nq-tw"),
        (cite("66.7/2025/NQ-CP", "nghị quyết"), "/akn/vn/act/nghi-quyet/cp/2025/66-7-2025-nq-cp"),
        (cite("51/KH-UBND", "kế hoạch", date=dt.date(2025, 3, 7)), "/akn/vn-29/doc/ke-hoach/ubnd/2025/51-kh-ubnd"),
        (cite("30a/2008/NQ-CP", "nghị quyết"), "/akn/vn/act/nghi-quyet/cp/2008/30a-2008-nq-cp"),
    ],
)
def test_identifiers(citation, iri) -> None:
    assert targets(citation) == [iri]


def test_leading_zeros_do_not_part_an_act() -> None:
    day = dt.date(2025, 1, 9)
    first, second = targets(cite("03/NQ-CP", "nghị quyết", date=day), cite("3/NQ-CP", "nghị quyết", 5, date=day))
    assert first == second


def test_the_same_plan_number_of_two_provinces_is_two_acts() -> None:
    plan = cite("51/KH-UBND", "kế hoạch", year=2025)
    other = replace(REPORT, province="Lâm Đồng", parent_issuer="UBND TỈNH LÂM ĐỒNG")
    assert targets(plan) != targets(plan, document=other)
    named = replace(plan, issuer="UBND tỉnh Lâm Đồng")
    assert targets(named) == targets(plan, document=other)


def test_the_same_number_of_two_years_is_two_acts() -> None:
    first = cite("24/CP", "nghị định", date=dt.date(1962, 1, 5))
    second = cite("24/CP", "nghị định", 9, date=dt.date(1997, 3, 2))
    assert len(set(targets(first, second))) == 2


def test_a_later_mention_takes_the_year_of_the_first() -> None:
    full = cite("34/CT-TTg", "chỉ thị", 0, date=dt.date(2024, 9, 16))
    assert len(set(targets(full, cite("34/CT-TTg", "chỉ thị", 50)))) == 1


def test_a_short_mention_follows_its_antecedent() -> None:
    full = cite("787/QĐ-TTg", start=0, date=dt.date(2024, 7, 5))
    short = cite("787", start=40, form="number_only", target_id="c0")
    assert len(set(targets(full, short))) == 1
    assert targets(replace(short, target_id=None)) == ["/akn/vn/act/quyet-dinh/-/-/787"]


def test_a_law_by_name_is_the_law_by_number() -> None:
    named = cite(None, "luật", name="Luật Đất đai", year=2024, form="named")
    numbered = cite("31/2024/QH15", "luật", 9)
    assert len(set(targets(named, numbered))) == 1


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (dt.date(2010, 5, 1), "13/2003/QH11"),
        (dt.date(2015, 5, 1), "45/2013/QH13"),
        (dt.date(2025, 5, 1), "31/2024/QH15"),
    ],
)
def test_a_law_without_date_is_the_one_in_force(day, number) -> None:
    law = law_in_force(RULES.versions("luật", "Luật Đất đai"), None, None, day)
    assert law is not None
    assert law.number == number


def test_names_are_compared_without_kind_year_and_tone_placement() -> None:
    assert law_key("pháp lệnh", "Pháp lệnh Cán bộ, công chức") == law_key("pháp lệnh", "Pháp lệnh cán bộ công chức")
    assert law_key("luật", "Luật Hòa giải năm 2013") == law_key("luật", "luật hoà giải")


def test_the_identity_of_the_report_itself() -> None:
    assert own_identity(REPORT, RULES) == "/akn/vn-29/doc/bao-cao/snv/2025/12-bc-snv"
    assert own_identity(replace(REPORT, number=None, symbol="/BC-SNV"), RULES) is None


def test_slugs_keep_letters_and_decimals() -> None:
    assert slug("66.17/2026/NQ-CP") == "66-17-2026-nq-cp"
    assert slug("55/QĐ-UBND") == "55-qd-ubnd"


def wording(text="Nghị quyết 57-NQ/TW", **values) -> Wording:
    base = {
        "target_id": "/akn/vn/doc/nghi-quyet/tw/2024/57-nq-tw",
        "text": text,
        "doc_type": "nghị quyết",
        "symbol": "57-NQ/TW",
        "number": "57",
        "year": None,
        "issuer_code": "TW",
        "issuer": None,
        "date": None,
        "name": None,
        "form": "symbol",
    }
    return Wording(**{**base, **values})


def cited(*wordings: Wording, documents: int = 1) -> tuple[CitedDocument, ...]:
    """The register of wordings in the order in which they were read."""
    return register(Counter(wordings), {w.target_id: documents for w in wordings})


def test_the_register_counts_mentions_reports_and_spellings() -> None:
    day = dt.date(2024, 12, 22)
    read = wording(), wording(date=day), wording("NQ 57-NQ/TW", issuer="Bộ Chính trị", date=day)
    (row,) = cited(*read, documents=2)
    assert (row.n_citations, row.n_documents, row.year, row.date, row.issuer) == (3, 2, 2024, day, "Bộ Chính trị")
    assert row.variants == ("NQ 57-NQ/TW", "Nghị quyết 57-NQ/TW")


def test_the_register_does_not_depend_on_the_order_of_reading() -> None:
    read = [wording(text, issuer=issuer) for issuer in ("x", "y", None) for text in ("A", "B")]
    assert cited(*read) == cited(*reversed(read))


@pytest.mark.parametrize(
    ("written", "other"),
    [
        (cite("176/1998/TTLT-BTC-BCN", "thông tư"), cite("176/1998/TTLT-BTC-BCN", "thông tư liên tịch", 9)),
        (cite("627/UBND-NC", "văn bản", year=2026), cite("627/UBND-NC", "công văn", 9, year=2026)),
        (cite("102-CTr/TU", "chương trình hành động", year=2025), cite("102-CTr/TU", "chương trình", 9, year=2025)),
        (cite("06/QĐ-TTg", "đề án", year=2022), cite("06/QĐ-TTg", "quyết định", 9, year=2022)),
        (
            cite(None, "luật", name="Luật Ban hành văn bản QPPL", year=2025, form="named"),
            cite(None, "luật", 9, name="Luật Ban hành văn bản quy phạm pháp luật", year=2025, form="named"),
        ),
        (
            cite(None, "luật", name="Luật Phòng chống ma túy", year=2021, form="named"),
            cite(None, "luật", 9, name="Luật Phòng, chống ma túy", year=2021, form="named"),
        ),
    ],
)
def test_two_ways_to_write_one_act(written, other) -> None:
    assert len(set(targets(written, other))) == 1


def test_a_rule_and_a_decision_of_one_number_stay_apart() -> None:
    rule, decision = cite("41-QĐ/TW", "quy định", year=2021), cite("41-QĐ/TW", "quyết định", 9, year=2021)
    assert len(set(targets(rule, decision))) == 2


def test_a_later_mention_without_issuer_is_the_one_named_before() -> None:
    full = cite("45/KH-UBND", "kế hoạch", date=dt.date(2025, 3, 7), issuer="UBND huyện Bình Sơn")
    assert len(set(targets(full, cite("45/KH-UBND", "kế hoạch", 50)))) == 1
    assert len(set(targets(full, cite("45/KH-UBND", "kế hoạch", 50, issuer="UBND tỉnh")))) == 2


def test_a_scheme_bears_the_number_of_the_decision_on_it() -> None:
    decision = cite("1816/QĐ-BYT", date=dt.date(2008, 5, 26))
    scheme = cite("1816", "đề án", 40, form="number_only")
    assert len(set(targets(decision, scheme))) == 1
    letter = cite("06/CĐ-BTC", "công điện", date=dt.date(2025, 8, 25))
    assert len(set(targets(letter, cite("06", "đề án", 40, form="number_only")))) == 2


def test_a_law_that_amends_is_not_the_law_in_its_title() -> None:
    name = "Luật sửa đổi, bổ sung một số điều của Luật Quốc tịch Việt Nam"
    amending = cite("24/2008/QH12", "luật", name=name)
    assert targets(amending) != targets(cite("24/2008/QH12", "luật", 9, name="Luật Quốc tịch Việt Nam"))


def test_a_law_that_is_only_named_has_its_number_and_day() -> None:
    law = "/akn/vn/act/luat/qh/2024/31-2024-qh15"
    (row,) = register(
        {Wording(law, "Luật Đất đai", "luật", None, None, None, None, None, None, "Luật Đất đai", "named"): 1},
        {law: 1},
        {law: Listed("31/2024/QH15", "Luật Đất đai", dt.date(2024, 1, 18))},
    )
    assert (row.symbol, row.number, row.date, row.name) == ("31/2024/QH15", "31", dt.date(2024, 1, 18), "Luật Đất đai")
    assert numbered_laws(RULES)[law].number == "31/2024/QH15"


def test_an_act_that_is_nowhere_cited_in_full_is_known_by_its_number() -> None:
    short = wording(
        target_id="/akn/vn/act/quyet-dinh/-/-/861", doc_type="quyết định", symbol="861", number="861",
        issuer_code=None, form="number_only",
    )  # fmt: skip
    (row,) = cited(short)
    assert (row.doc_type, row.number, row.symbol) == ("quyết định", "861", None)
