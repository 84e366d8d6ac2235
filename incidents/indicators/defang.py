"""Make an address harmless before it is shown or sent. Pure."""

import re

_SCHEME = re.compile(r"^http(s?)://", re.IGNORECASE)


def defang(kind: str, value: str) -> str:
    """Return `value` so that no program makes a link of it; other kinds stay."""
    if kind == "url":
        scheme, _sep, rest = _SCHEME.sub(r"hxxp\1://", value).partition("://")
        host, slash, path = rest.partition("/")
        return f"{scheme}://{host.replace('.', '[.]')}{slash}{path}"
    if kind in {"domain", "ip"}:
        return value.replace(".", "[.]")
    if kind == "email":
        return value.replace("@", "[at]").replace(".", "[.]")
    return value
