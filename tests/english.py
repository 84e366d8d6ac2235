"""Tell English from Vietnamese, word by word, in what a screen says.

A word with a Vietnamese sign or with the shape of a Vietnamese syllable ("ban", "xem")
is Vietnamese; names and abbreviations that offices use as they are count as neutral;
every other word is foreign. English words that look like Vietnamese ones ("to", "in",
"can") count as foreign when they touch a foreign word.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from commune.demo_accounts import ACCOUNTS
from commune.vietnamese import is_syllable
from commune.vietnamese.speech import COMMON_ABBREVIATIONS
from training.codes import ALPHABET, REFERENCE_LENGTH

# What is written the same in a Vietnamese office. Each word is here for a reason that a
# reader can check: a brand, a unit, a format, a technical term without a translation.
_NEUTRAL_WORDS = """
    zalo facebook google youtube chrome firefox android iphone ios windows linux excel
    word vnpt viettel agribank mobifone gmail django python wagtail javascript embedly
    webauthn totp sso ldap vneid
    email e mail internet website web online wifi wi fi cookie csrf referer
    pdf csv xlsx docx json uuid html http https xml rss url api ip ipv id pin qr otp
    sms usb jpg jpeg png webp svg gif odt ods zip txt
    gb kb mb pb tb byte km kg ha cm mm
    tlp rsit wcag video chat spam token fanpage hotline ctrl shift esc thg
"""
NEUTRAL = frozenset(_NEUTRAL_WORDS.split()) | set(ACCOUNTS)
# Long abbreviations are also written small, as lists of search words hold them: bhyt.
NEUTRAL |= {key.lower() for key in COMMON_ABBREVIATIONS if len(key) > 3}
# Neutral as abbreviations and marks, English or nothing in small letters.
_MARKS = {"RED", "AMBER", "GREEN", "CLEAR", "STRICT", "AA", "Alt"}
_IN_CAPITALS = set(COMMON_ABBREVIATIONS) | _MARKS
_ALIKE_WORDS = """
    the to in on an can than so no do he me be go hi us my by a at i am men ten man sun
    run son song long ring sing bring
"""
_ALIKE = frozenset(_ALIKE_WORDS.split())
# Addresses, codes, file names and numbers are no words of a language. Of the
# references of enrolments one in twenty happens to have no figure.
_NO_WORDS = re.compile(
    rf"\b[{ALPHABET}]{{{REFERENCE_LENGTH}}}\b|"
    r"https?://\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)+\b|/[\w/{}.-]+|%\(\w+\)\w|%\w"
    r"|\{\w*\}|\b[A-ZĐ]{1,8}(?:[-/.][A-ZĐ\d]+)+\b|\b\w*[\d_]\w*\b|&\w+;",
)
# A piece that is one code as a whole: "fraud:phishing", "(nguoi-dan)"; and the name by
# which a language calls itself.
_CODE = re.compile(r"\(?[a-z0-9]+(?:[-:_][a-z0-9-]+)+\)?|English")
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Count:
    """How many words there were, and the foreign ones in their order."""

    words: int
    foreign: list[str]


def count_foreign(texts: Iterable[str]) -> Count:
    """Count the words of separate pieces of text and name the foreign ones."""
    total, foreign = 0, []
    for text in texts:
        words = _words(text)
        total += len(words)
        foreign += _foreign_in(words)
    return Count(total, foreign)


def is_foreign(word: str) -> bool:
    """Tell whether one word is neither Vietnamese nor neutral."""
    if word in _IN_CAPITALS or word.lower() in NEUTRAL:
        return False
    return word.isascii() and not is_syllable(word)


def _words(text: str) -> list[str]:
    if _CODE.fullmatch(text.strip()):
        return []
    return _WORD.findall(_NO_WORDS.sub(" ", unicodedata.normalize("NFC", text)))


def _foreign_in(words: list[str]) -> list[str]:
    foreign = [is_foreign(word) for word in words]
    near = [any(foreign[max(0, at - 1) : at + 2]) for at in range(len(words))]
    return [
        word.lower()
        for word, itself, beside in zip(words, foreign, near, strict=True)
        if itself or (beside and word.lower() in _ALIKE)
    ]
