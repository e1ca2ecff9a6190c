"""Digital signatures: who signed, for which body, when."""

import datetime as dt
import io

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID

from trichluc.read.pdf.signatures import read_signature
from trichluc.source import DigitalSignature


def certificate(name: str, body: str) -> bytes:
    """A signature over nothing with a certificate of that name, padded as signing programs do."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, body), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    )
    day = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), 1)
        .not_valid_before(day)
        .not_valid_after(day + dt.timedelta(days=999))
        .sign(key, hashes.SHA256())
    )
    signer = pkcs7.PKCS7SignatureBuilder().set_data(b"").add_signer(made, key, hashes.SHA256())
    return signer.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature]) + bytes(200)


def signed(*signatures: tuple[str, str, str]) -> DigitalSignature | None:
    """What is read from a file with signatures of (name, body, time)."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    fields = []
    for name, body, time in signatures:
        value = pikepdf.Dictionary(Type=pikepdf.Name.Sig, M=pikepdf.String(time))
        value.Contents = pikepdf.String(certificate(name, body))
        fields.append(pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, V=pdf.make_indirect(value))))
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields))
    target = io.BytesIO()
    pdf.save(target)
    with pikepdf.open(io.BytesIO(target.getvalue())) as again:
        return read_signature(again)


def test_an_unsigned_file_has_none() -> None:
    assert read_signature(pikepdf.new()) is None


def test_a_person_signs_then_the_body() -> None:
    assert signed(
        ("Trần Văn Bình", "UBND TỈNH LÂM ĐỒNG", "D:20250327150000+07'00'"),
        ("Nguyễn Thị Hoài An", "UBND TỈNH LÂM ĐỒNG", "D:20250327160000+07'00'"),
        ("SỞ NỘI VỤ", "UBND TỈNH LÂM ĐỒNG", "D:20250327161011+07'00'"),
        ("Trung tâm Công báo và Tin học", "VĂN PHÒNG", "D:20250328080000+07'00'"),
    ) == DigitalSignature("Nguyễn Thị Hoài An", "SỞ NỘI VỤ", "2025-03-27T16:10:11+07:00")


def test_without_a_signature_of_the_body_it_is_the_signers() -> None:
    assert signed(("Lê Hồng Phúc", "SỞ TÀI CHÍNH", "D:20240105093000+07'00'")) == DigitalSignature(
        "Lê Hồng Phúc", "SỞ TÀI CHÍNH", "2024-01-05T09:30:00+07:00"
    )


def test_a_body_alone_has_no_signer() -> None:
    assert signed(("Ủy ban nhân dân thành phố Huế", "Thành phố Huế", "D:20250701074500Z")) == DigitalSignature(
        None, "Ủy ban nhân dân thành phố Huế", "2025-07-01T07:45:00Z"
    )


@pytest.mark.parametrize("time", ["", "hôm nay", "D:2025"])
def test_a_time_that_is_none_is_left_out(time) -> None:
    found = signed(("SỞ Y TẾ", "UBND TỈNH", time))
    assert found is not None
    assert found.time is None
