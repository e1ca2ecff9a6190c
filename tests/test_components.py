"""The rules as a spaCy pipeline."""

import spacy

import trichluc.document

SENTENCE = "Thực hiện Quyết định số 55/QĐ-UBND ngày 14/01/2025 của UBND tỉnh, đã cấp 1.250 giấy phép."


def test_spans_are_those_of_the_engine() -> None:
    doc = spacy.load("vi_trichluc")(SENTENCE)
    found = trichluc.document.annotate(SENTENCE)
    assert [s.text for s in doc.spans["citations"]] == [c.text for c in found.citations] != []
    assert [s.text for s in doc.spans["dates"]] == [d.text for d in found.dates] != []
    assert [s._.finding for s in doc.spans["numbers"]] == list(found.numbers) != []


def test_components_can_be_left_out() -> None:
    nlp = spacy.load("vi_trichluc", exclude=["trichluc_numbers"])
    assert nlp.pipe_names == ["trichluc_sections", "trichluc_citations", "trichluc_dates"]


def test_a_pipeline_survives_saving(tmp_path) -> None:
    spacy.load("vi_trichluc").to_disk(tmp_path)
    doc = spacy.load(tmp_path)(SENTENCE)
    assert [s.label_ for s in doc.spans["citations"]] == ["full"]


def test_components_fit_into_another_pipeline() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("trichluc_citations")
    doc = nlp(SENTENCE)
    assert [s.text for s in doc.spans["citations"]] == ["Quyết định số 55/QĐ-UBND ngày 14/01/2025"]
