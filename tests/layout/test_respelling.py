"""Known names on scans: spelled right in the row of a document, never guessed."""

from __future__ import annotations

import pytest

from tests.layout.documents import RULES

SPELLINGS = RULES.header.spellings


@pytest.mark.parametrize(
    ("read", "spelled"),
    [
        ("SỞ Y TẺ", "SỞ Y TẾ"),
        ("BỘCÔNGAN", "BỘ CÔNG AN"),
        ("CÔNG AN TĨNH LÂM ĐÒNG", "CÔNG AN TỈNH LÂM ĐỒNG"),
        ("ỦY BAN NHÂN DÂN TÍNH BẾN TRE", "ỦY BAN NHÂN DÂN TỈNH BẾN TRE"),
        ("CỤC THUÊ", "CỤC THUẾ"),
        ("Lâm Đông", "Lâm Đồng"),
        ("KT. THỨ TRƯỜNG", "KT. THỨ TRƯỞNG"),
        ("SỞ NỘI VỤ", "SỞ NỘI VỤ"),
        ("TRUNG TÂM TIN HỌC", "TRUNG TÂM TIN HỌC"),
        ("HỢP TÁC XÃ HÒA AN", "HỢP TÁC XÃ HÒA AN"),
    ],
)
def test_a_name_with_the_letters_of_a_known_one(read, spelled) -> None:
    assert SPELLINGS.respell(read) == spelled


@pytest.mark.parametrize(
    ("read", "position"),
    [
        ("GIẢÁM ĐÓC", "GIÁM ĐỐC"),
        ("'GLAM ĐỌC", "GIÁM ĐỐC"),
        ("PHÓ CHỦ TỊC", "PHÓ CHỦ TỊCH"),
        ("⁄4PHÓ GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ("THỨ TRƯỞNG THƯỜNG TRỤC .", "THỨ TRƯỞNG THƯỜNG TRỰC"),
        ("THỨ TRƯỞNG", "THỨ TRƯỞNG"),
        ("THỦ TRƯỞNG", "THỦ TRƯỞNG"),
        ("Chánh Văn phòng", "Chánh Văn phòng"),
        ("RƯỚNG BAN", "RƯỚNG BAN"),
    ],
)
def test_a_position_with_one_letter_wrong(read, position) -> None:
    """A position whose beginning is lost is left as it was read: nobody knows what stood there."""
    assert SPELLINGS.position(read) == position


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("Nguyên Thị Hạnh", "Nguyễn Thị Hạnh"),
        ("Pham Văn Đức", "Phạm Văn Đức"),
        ("Lê Quân", "Lê Quân"),
        ("Ksor Hoa", "Ksor Hoa"),
    ],
)
def test_a_surname_without_its_marks(read, name) -> None:
    assert SPELLINGS.person(read) == name
