"""What a person typed into a form that could not be taken, to be shown once more."""

import json
import re
from dataclasses import dataclass

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http.multipartparser import MultiPartParserError

from commune.access.forms import is_same_origin
from commune.vietnamese import nfc

LONGEST = 20_000
MOST = 20
LONG_WORD = 15  # longer than this, one word alone is worth keeping
# Parts of names: what must not be shown, and what the page wrote by itself.
HIDDEN = ("password", "secret", "code", "token", "key", "as-read", "next")
ACCOUNT_PAGES = "/tai-khoan/"
UUID = re.compile(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
_SAYS_WHENCE = ("Sec-Fetch-Site", "Origin", "Referer")
_UNREADABLE = (
    BadRequest,
    LookupError,  # a charset that is none
    MultiPartParserError,
    OSError,  # the connection broke off
    SuspiciousOperation,  # too large, too many fields
    ValueError,
)


@dataclass(frozen=True, slots=True)
class TypedWords:
    """Texts in the order of the form; `is_partial` where some are cut or left out."""

    texts: tuple[str, ...] = ()
    is_partial: bool = False


def typed_words(request) -> TypedWords:
    """Return what a person typed into the form of this post; nothing on any doubt.

    Nothing is taken from the pages of passwords and codes, from a script, or from
    another site's page: that one could put its own words under the commune's name.
    """
    if (
        request.method != "POST"
        or request.path_info.startswith(ACCOUNT_PAGES)
        or is_from_script(request)
        or _is_foreign(request)
    ):
        return TypedWords()
    try:
        fields = [*request.POST.lists()]
    except _UNREADABLE:
        return TypedWords()
    found = [
        text
        for name, values in fields
        if not any(part in name.lower() for part in HIDDEN)
        for value in values
        for text in _words(value)
    ]
    found = [*dict.fromkeys(found)]
    texts = tuple(_clean(text) for text in found[:MOST])
    is_partial = len(found) > MOST or any(len(text) > LONGEST for text in found)
    return TypedWords(texts, is_partial)


def is_from_script(request) -> bool:
    """Say whether no page is waited for: JSON, or whatever a script fetches."""
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return True
    wanted = request.headers.get("Sec-Fetch-Dest")  # not sent over plain HTTP
    if wanted and wanted not in {"document", "iframe", "frame"}:
        return True
    accept = request.headers.get("Accept", "*/*")
    return "text/html" not in accept and ("json" in accept or "*/*" not in accept)


def _is_foreign(request) -> bool:
    tells = any(name in request.headers for name in _SAYS_WHENCE)
    return tells and not is_same_origin(request)


def _words(value: str) -> list[str]:
    """Return the value if a person may have typed it; of rich text, its lines."""
    if value.lstrip()[:1] in {"{", "["}:
        try:
            value = _rich_text(json.loads(value))
        except RecursionError:
            return []
        except ValueError:  # a bracket in front of plain words
            pass
    value = value.strip("\r\n")
    return [value] if _is_typed(value.strip()) else []


def _rich_text(content) -> str:
    """Return the lines of Wagtail's editor; of any other JSON nothing."""
    blocks = content.get("blocks") if isinstance(content, dict) else None
    if not isinstance(blocks, list):
        return ""
    lines = [block.get("text") for block in blocks if isinstance(block, dict)]
    return "\n".join(line for line in lines if isinstance(line, str))


def _is_typed(text: str) -> bool:
    if UUID.fullmatch(text):
        return False
    return len(text) > LONG_WORD or (
        " " in text and any(letter.isalpha() for letter in text)
    )


def _clean(text: str) -> str:
    """Cut the text, and take away what no page can hold: half signs, NUL, bidi."""
    return nfc(text[:LONGEST].encode("utf-8", "replace").decode())
