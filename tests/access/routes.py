"""Every address of the site, from the URL resolver, with sample arguments filled in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.admin.utils import quote
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern


@dataclass(frozen=True)
class Route:
    """One URL pattern: as written, and where its samples lead."""

    pattern: str
    address: str
    name: str


@dataclass(frozen=True)
class Leaf:
    pattern: str
    entry: URLPattern


def leaves(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[Leaf]:
    """Walk the resolver; yields every pattern that has a view."""
    resolver = resolver or get_resolver()
    for entry in resolver.url_patterns:
        if isinstance(entry.pattern, LocalePrefixPattern):
            continue
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from leaves(entry, pattern)
        else:
            yield Leaf(pattern, entry)


def routes(sample) -> list[Route]:
    """Return all routes; `sample(pattern, name, view)` gives an argument's value."""
    found = {}
    for leaf in leaves():
        address = "/" + fill(leaf, sample)
        found.setdefault(
            leaf.pattern, Route(leaf.pattern, address, leaf.entry.name or "")
        )
    return [found[pattern] for pattern in sorted(found)]


def fill(leaf: Leaf, sample) -> str:
    """Put sample values into a pattern, be it written as path() or as re_path()."""
    if "(" in leaf.pattern:
        return fill_regex(leaf, sample)

    def value(match: re.Match) -> str:
        return quote(str(sample(leaf.pattern, match[1], leaf.entry.callback)))

    filled = re.sub(r"<(?:\w+:)?(\w+)>", value, leaf.pattern)
    # A re_path() without a group still has its anchors: nobody asks for "/api/^x$".
    return re.sub(r"[\^$\\?]", "", filled)


def fill_regex(leaf: Leaf, sample) -> str:
    """Replace each group of a regular expression and drop its anchors."""
    text, depth, out, start = leaf.pattern, 0, "", 0
    for position, letter in enumerate(text):
        if letter == "(":
            start = position if depth == 0 else start
            depth += 1
        elif letter == ")":
            depth -= 1
            if depth == 0:
                out += str(sample(leaf.pattern, group_name(text, start), None))
        elif depth == 0 and letter not in "^$\\?":
            out += letter
    return out


def group_name(text: str, start: int) -> str:
    named = re.match(r"\(\?P<(\w+)>", text[start:])
    return named[1] if named else "group"
