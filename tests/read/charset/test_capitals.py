"""Capitals that TCVN3 cannot tell from small letters."""

import pytest

from trichluc.read.charset.capitals import raise_toned


@pytest.mark.parametrize(
    ("decoded", "raised"),
    [
        ("CộNG HòA Xã HộI CHủ NGHĩA VIệT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("NHIệM Vụ, QUYềN HạN, Tổ CHứC Bộ MáY CủA Sở", "NHIỆM VỤ, QUYỀN HẠN, TỔ CHỨC BỘ MÁY CỦA SỞ"),
        ("ĐĂNG Ký KINH DOANH ĐốI VớI Hộ Cá THể", "ĐĂNG KÝ KINH DOANH ĐỐI VỚI HỘ CÁ THỂ"),
        ("CáC Dự áN ở TỉNH", "CÁC DỰ ÁN Ở TỈNH"),
        ("báo cáo với Sở LĐTBXH và Bộ KH&CN", "báo cáo với Sở LĐTBXH và Bộ KH&CN"),
        ("Số KP được sử dụng", "Số KP được sử dụng"),
        ("Lưu VP (02), Vụ CĐKT.", "Lưu VP (02), Vụ CĐKT."),
        ("Bộ trưởng Bộ Tài chính", "Bộ trưởng Bộ Tài chính"),
        ("ủy ban nhân dân", "ủy ban nhân dân"),
        ("", ""),
    ],
)
def test_words_in_capitals_are_raised_and_names_are_not(decoded, raised) -> None:
    assert raise_toned(decoded) == raised
