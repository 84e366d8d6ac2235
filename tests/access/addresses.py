"""Every address of the site, taken from the URL resolver."""

from collections.abc import Iterator

from django.urls import URLPattern, get_resolver
from django.urls.resolvers import RegexPattern

VALUES = {"int": "1", "slug": "x", "uuid": "12345678-1234-5678-1234-567812345678"}


def walk(patterns=None, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Yield each address, with plain values for its parts, and its pattern."""
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        address = prefix + fill(entry.pattern)
        if isinstance(entry, URLPattern):
            yield address, entry
        else:
            yield from walk(entry.url_patterns, address)


def fill(pattern) -> str:
    """Return a path or regular expression with its parts filled in."""
    if isinstance(pattern, RegexPattern):
        return fill_regex(str(pattern))
    text = str(pattern)
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        value = VALUES.get({"integer": "int"}.get(kind, kind), "x")
        text = text.replace(f"<{kind}:{name}>", value).replace(f"<int:{name}>", "1")
        text = text.replace(f"<str:{name}>", "x").replace(f"<path:{name}>", "x")
        text = text.replace(f"<{name}>", "x")
    return text


def fill_regex(text: str) -> str:
    import re

    text = text.removeprefix("^").removesuffix("$").replace(r"\Z", "")
    while "(" in text:
        shorter = re.sub(r"\((?:\?P<\w+>|\?:)?[^()]*\)[?*+]?", "1", text)
        if shorter == text:
            break
        text = shorter
    return re.sub(r"\\|\.\*|[?*+]", "", text)
