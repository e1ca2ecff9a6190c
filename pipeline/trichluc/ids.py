"""Identifiers are digests of content: the same input and rules give the same ids on every machine."""

from __future__ import annotations

from hashlib import blake2b, sha256


def document_id(data: bytes) -> str:
    """The sha256 of a file's bytes, hexadecimal."""
    return sha256(data).hexdigest()


def finding_id(doc_id: str, kind: str, start: int, end: int, rule: str = "") -> str:
    """Sixteen hex digits for a finding of `kind` (a table's name) at a span; `rule` tells apart two at one span."""
    key = f"{doc_id}\0{kind}\0{start}\0{end}\0{rule}".encode()
    return blake2b(key, digest_size=8).hexdigest()
