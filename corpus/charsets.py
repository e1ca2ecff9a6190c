"""Vietnamese text in the 8-bit codes of the 1990s, written from the code tables of the two encodings.

TCVN 5712:1993 VN3 ("ABC") has one code for each lower-case letter and for the seven capitals Ă Â Ê Ô Ơ Ư Đ; other
toned capitals are drawn by a second font, whose name ends in H. VNI-Win writes the base letter, then a code for the
accent. Kept apart from the product's own tables on purpose: what encodes here must not be what decodes there.
"""

from __future__ import annotations

import unicodedata

TCVN3_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđ" + "àảãáạ" + "ằẳẵắ" + "ặầẩẫấậè" + "ẻẽéẹềểễếệìỉ" + "ĩíịò" + "ỏõóọồổỗốộờởỡớợù" + "ủũúụừửữứựỳỷỹýỵ"
)
TCVN3_RANGES = (
    *((0xA1, 0xAF), (0xB5, 0xBA), (0xBB, 0xBF), (0xC6, 0xCD)),
    *((0xCE, 0xD9), (0xDC, 0xE0), (0xE1, 0xF0), (0xF1, 0xFF)),
)
TCVN3_CODES = [code for first, end in TCVN3_RANGES for code in range(first, end)]
TCVN3 = dict(zip(TCVN3_LETTERS, TCVN3_CODES, strict=True))

GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
CIRCUMFLEX, BREVE = "\u0302", "\u0306"
VNI_SINGLE = {"đ": 0xF1, "ì": 0xEC, "í": 0xED, "ỉ": 0xE6, "ĩ": 0xF3, "ị": 0xF2, "ơ": 0xF4, "ư": 0xF6, "ỵ": 0xEE}
VNI_TONES = {GRAVE: 0xF8, ACUTE: 0xF9, HOOK: 0xFB, TILDE: 0xF5, DOT: 0xEF}
VNI_CIRCUMFLEX = {"": 0xE2, GRAVE: 0xE0, ACUTE: 0xE1, HOOK: 0xE5, TILDE: 0xE3, DOT: 0xE4}
VNI_BREVE = {"": 0xEA, GRAVE: 0xE8, ACUTE: 0xE9, HOOK: 0xFA, TILDE: 0xFC, DOT: 0xEB}
CAPITAL = 0x20
"""The capital of a VNI letter or accent is this much lower."""


def tcvn3(letter: str) -> tuple[int, bool]:
    """Code of a letter, and whether it needs the font of capitals."""
    if letter in TCVN3:
        return TCVN3[letter], False
    if letter.lower() in TCVN3:
        return TCVN3[letter.lower()], True
    return western(letter), False


def vni(letter: str) -> bytes:
    """One or two codes of a letter."""
    lower = letter.lower()
    shift = CAPITAL if letter != lower else 0
    if lower in VNI_SINGLE:
        return bytes([VNI_SINGLE[lower] - shift])
    parts = unicodedata.normalize("NFD", lower)
    if len(parts) == 1:
        return bytes([western(letter)])
    base, marks = parts[0], parts[1:]
    tone = next((m for m in marks if m in VNI_TONES), "")
    if CIRCUMFLEX in marks:
        accent = VNI_CIRCUMFLEX[tone]
    elif BREVE in marks:
        accent = VNI_BREVE[tone]
    else:
        accent = VNI_TONES[tone]
    # ơ and ư are codes of their own that take the tone like a plain letter.
    plain = unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts)
    first = VNI_SINGLE.get(plain, ord(base))
    return bytes([first - shift, accent - shift])


def western(letter: str) -> int:
    """Code of punctuation and plain letters in Windows-1252, that both encodings share below A1."""
    code = letter.encode("cp1252")[0]
    if code >= 0xA1:
        raise ValueError(f"no place for {letter!r} in the encoding")
    return code


def runs(text: str, charset: str) -> list[tuple[bool, bytes]]:
    """Text as stretches of (font of capitals?, codes). VNI needs one font only."""
    if charset == "vni":
        return [(False, b"".join(vni(letter) for letter in text))]
    result: list[tuple[bool, bytes]] = []
    for letter, capitals in zip(text, _capital_letters(text), strict=True):
        code = bytes([tcvn3(letter)[0]])
        if result and result[-1][0] == capitals:
            result[-1] = (capitals, result[-1][1] + code)
        else:
            result.append((capitals, code))
    return result


def _capital_letters(text: str) -> list[bool]:
    """For each letter: is it set in the H font. A word in capitals is, as a whole, once one of its letters must be."""
    flags: list[bool] = []
    for word in text.split(" "):
        needs = [tcvn3(letter)[1] for letter in word]
        whole = any(needs) and word == word.upper()
        flags += [whole or need for need in needs] + [False]
    return flags[:-1]


def encode(text: str, charset: str) -> bytes:
    """A text file in the encoding; capitals that only a font can show become small letters (`CéNG HßA`)."""
    return b"".join(codes for _, codes in runs(text, charset))


def look_alike(codes: bytes) -> str:
    """The characters that a program without the font shows for the codes."""
    return codes.decode("cp1252")
