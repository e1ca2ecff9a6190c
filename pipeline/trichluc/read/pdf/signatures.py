"""Digital signature objects of a PDF: who signed, for which body, when. The signatures are read, not verified.

Officials sign one after another (initials, the leader), then the body itself signs when the document is issued, often
several times on one day for number, date and seal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf

from trichluc.language.letters import clean
from trichluc.source import DigitalSignature

if TYPE_CHECKING:
    from cryptography.x509 import Certificate, ObjectIdentifier

_TIME = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:(Z)|([+-])(\d\d)'?(\d\d)?'?)?")
_MOST_FIELDS = 10_000


@dataclass(frozen=True, slots=True)
class _Signed:
    name: str | None
    body: str | None
    time: str | None

    @property
    def by_person(self) -> bool:
        """A person's name has a capital in each of its few words; a body's name has not, or has only capitals."""
        name = self.name or ""
        words = name.split()
        return 1 < len(words) <= 6 and all(w[:1].isupper() and not w[1:].isupper() for w in words)


def read_signature(pdf: pikepdf.Pdf) -> DigitalSignature | None:
    """The last person who signed before the body did, the body, and when it did; None for an unsigned file.

    Where no body signed, the body is the signer's and the time the last signature's.
    """
    found = sorted((_signed(value) for value in _signature_values(pdf)), key=lambda s: s.time or "")
    if not found:
        return None
    issued = next((at for at, s in enumerate(found) if s.name and not s.by_person), None)
    signer = _last_person(found[:issued]) or _last_person(found)
    name, body = (signer.name, signer.body) if signer else (None, None)
    if issued is None:
        return DigitalSignature(name, body, found[-1].time)
    return DigitalSignature(name, found[issued].name, found[issued].time)


def _last_person(signed: Sequence[_Signed]) -> _Signed | None:
    return next((s for s in reversed(signed) if s.by_person), None)


def _signature_values(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return
    fields = form.get("/Fields")
    waiting = list(fields) if isinstance(fields, pikepdf.Array) else []
    for _ in range(_MOST_FIELDS):
        if not waiting:
            return
        field = waiting.pop(0)
        if not isinstance(field, pikepdf.Dictionary):
            continue
        kids = field.get("/Kids")
        if isinstance(kids, pikepdf.Array):
            waiting.extend(kids)
        value = field.get("/V")
        if field.get("/FT") == pikepdf.Name.Sig and isinstance(value, pikepdf.Dictionary):
            yield value


def _signed(value: pikepdf.Object) -> _Signed:
    from cryptography.x509.oid import NameOID

    certificate = _leaf(_certificates(value))
    name = _part(certificate, NameOID.COMMON_NAME) or _string(value.get("/Name"))
    return _Signed(name, _part(certificate, NameOID.ORGANIZATION_NAME), _iso_time(_string(value.get("/M"))))


def _certificates(value: pikepdf.Object) -> list[Certificate]:
    contents = value.get("/Contents")
    if not isinstance(contents, pikepdf.String):
        return []
    from cryptography.hazmat.primitives.serialization import pkcs7

    try:
        return pkcs7.load_der_pkcs7_certificates(_without_padding(bytes(contents)))
    except (ValueError, TypeError, NotImplementedError):
        return []


def _without_padding(der: bytes) -> bytes:
    """The first DER value; signatures are padded with zeros to the space that was kept for them."""
    if len(der) < 2 or der[1] < 0x80:
        return der
    count = der[1] & 0x7F
    return der[: 2 + count + int.from_bytes(der[2 : 2 + count], "big")] if 0 < count <= 4 else der


def _leaf(certificates: Iterable[Certificate]) -> Certificate | None:
    """The certificate that issued none of the others."""
    known = list(certificates)
    issuers = {c.issuer for c in known}
    return next((c for c in known if c.subject not in issuers), known[0] if known else None)


def _part(certificate: Certificate | None, kind: ObjectIdentifier) -> str | None:
    if certificate is None:
        return None
    values = certificate.subject.get_attributes_for_oid(kind)
    return clean(str(values[0].value)).strip() or None if values else None


def _string(value: object) -> str | None:
    if not isinstance(value, pikepdf.String):
        return None
    data = bytes(value)
    encoding = "utf-16" if data[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8"
    return clean(data.decode(encoding, "replace")).strip() or None


def _iso_time(written: str | None) -> str | None:
    """`D:20250327161011+07'00'` → `2025-03-27T16:10:11+07:00`; None when it is no such time."""
    match = _TIME.match(written or "")
    if match is None:
        return None
    year, month, day, hour, minute, second, utc, sign, hours, minutes = match.groups()
    zone = "Z" if utc else f"{sign}{hours}:{minutes or '00'}" if sign else ""
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{zone}"
